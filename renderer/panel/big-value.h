#pragma once

#include "renderer/data/apply.h"
#include "renderer/panel/panel.h"

typedef enum { COLOR_NONE, COLOR_VALUE, COLOR_BACKGROUND, COLOR_BACKGROUND_SOLID } BigValueColor;
typedef enum { TEXT_VALUE, TEXT_VALUE_AND_NAME, TEXT_NAME, TEXT_NONE } BigValueText;

/** How all values of a panel look. */
typedef struct {
	BigValueColor color_mode;
	BigValueText text_mode;
	bool has_graph, is_centered, is_wide_allowed, shows_percent;
	const char *percent_color;	       // "standard", "inverted", "same_as_value"
	double title_px, value_px, percent_px; // font sizes; NAN: by the box
} BigValueStyle;

/**
 * Draws one value in `cell`: its background, its name, itself as large as fits, how much it has
 * changed, and a line of the values it stands for.
 *
 * longest  what the texts of all values are sized by
 *
 * Source: Grafana 12.3, grafana-ui/src/components/BigValue.
 */
void big_value_layout(const PanelContext *context, Scene *scene, Rect cell,
		      const BigValueStyle *style, const FieldDisplay *display,
		      const DisplayAlignment *longest);
