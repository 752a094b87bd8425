#pragma once

#include "renderer/panel/panel.h"

/** How a sparkline looks. */
typedef struct {
	Color line;
	Color fill;
	double line_width;
} SparklineStyle;

/**
 * Draws a field over its frame's time as a small line with an area, in whole box `area`.
 *
 * x      time field of the frame, in any order, or NULL for the row number
 * range  of y
 *
 * Source: Grafana 12.3, grafana-ui Sparkline.
 */
void sparkline_layout(const PanelContext *context, Scene *scene, Rect area, Frame *frame,
		      const Field *x, const Field *y, Range range, const SparklineStyle *style);

/**
 * The same for a field that says in `config.custom` how it is drawn (drawStyle, gradientMode and
 * so on), in its own range.
 */
void sparkline_layout_series(const PanelContext *context, Scene *scene, Rect area, Frame *frame,
			     const Field *x, const Field *y);
