#pragma once

#include "renderer/panel/panel.h"

/** Points that an XY chart draws alike: two fields of a frame, maybe with a third and fourth. */
typedef struct {
	const char *name; // without the words that all series have in common
	Frame *frame;
	Field *x, *y;
	Field *color_field, *size_field; // or NULL
	Color color;			 // of lines and, without a field, of points
	bool has_color;			 // false: by a field, or by a mode that series don't have
	double size_px;			 // NAN with a field
	double min_size_px, max_size_px; // with a field
	bool is_shown;			 // false: hidden by a click on the legend
	bool in_legend;
} XySeries;

/**
 * Maps the panel's frames to series as `options.mapping` and `options.series` say; fields hidden
 * by their config are none. `n` receives their number, which is bounded.
 *
 * Source: Grafana 12.3, plugins/panel/xychart/utils.ts.
 */
XySeries *xy_series(const PanelContext *context, size_t *n);

/**
 * The title of an axis that has none of its own: the series' common words, "" where there are
 * none.
 *
 * names  display names of the series' fields on the axis
 */
const char *xy_axis_title(Arena *arena, const char *const *names, size_t n);
