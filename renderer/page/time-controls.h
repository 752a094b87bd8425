#pragma once

#include "renderer/scene.h"
#include "renderer/theme.h"

/** The buttons at the right: the time range with its steps, and refreshing. */
typedef struct {
	const char *range;	 // in words
	const char *zone;	 // abbreviation
	const char *refresh;	 // interval of refreshing by itself, or NULL
	bool is_narrow;		 // only icons
} TimeControls;

double time_controls_width(TextContext *text, const TimeControls *controls);

/**
 * Draws them from `at` on.
 *
 * Source: Grafana 12.3, grafana-ui/src/components/DateTimePickers/TimeRangePicker.tsx,
 * RefreshPicker, ToolbarButton and ButtonGroup; measured on pictures of it.
 */
void time_controls_draw(Scene *scene, TextContext *text, const Theme *theme,
			const TimeControls *controls, Point at);
