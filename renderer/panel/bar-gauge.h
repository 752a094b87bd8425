#pragma once

#include "renderer/panel/bar-fill.h"

typedef enum { BAR_GRADIENT, BAR_BASIC, BAR_CELLS } BarMode;
typedef enum { BAR_VALUE_COLORED, BAR_VALUE_PLAIN, BAR_VALUE_HIDDEN } BarValueMode;
typedef enum { BAR_NAME_AUTO, BAR_NAME_TOP, BAR_NAME_LEFT, BAR_NAME_HIDDEN } BarNamePlacement;

/** An `options.displayMode`, `valueMode` (also `valueDisplayMode`), `namePlacement`. */
BarMode bar_mode_parse(const char *text);
BarValueMode bar_value_mode_parse(const char *text);
BarNamePlacement bar_name_placement_parse(const char *text);

/** How all bars of a panel look, or of a table's column. */
typedef struct {
	BarMode mode;
	BarValueMode value_mode;
	BarNamePlacement name_placement;
	bool is_vertical;
	bool shows_unfilled;
	bool is_overflow;	  // there are more bars than fit: values keep off the scroll bar
	double cell_px, gap_px;	  // of BAR_CELLS: 12 and 2 in a panel
	double title_px, value_px; // font sizes; NAN: by the box
	double sized_for_px;	  // width that a row is sized for, where its box is narrower; 0: the box's
} BarGaugeStyle;

/** One bar with its texts, and the texts by which all of them are sized. */
typedef struct {
	BarValue value;
	const char *title; // "" when none is shown
	const char *longest_title;
	const FormattedValue *longest_value;
} BarGauge;

/**
 * Draws a bar, its value and its name in a box, and nothing beyond it.
 *
 * Source: Grafana 12.3, grafana-ui/src/components/BarGauge/BarGauge.tsx.
 */
void bar_gauge_layout(Scene *scene, TextContext *text, const Theme *theme, Rect box,
		      const BarGaugeStyle *style, const BarGauge *gauge);
