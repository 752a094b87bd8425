#pragma once

#include "renderer/chart/legend-list.h"
#include "renderer/chart/legend-table.h"

/** Sizes of a legend drawn `zoom` times as large; the height is that in a box of this width. */
double legend_width(const Legend *legend, double zoom);
double legend_height(const Legend *legend, double zoom, double width);

/**
 * Makes a legend fit at the bottom or the right of `content` with all its entries: in columns,
 * where entries stand below each other, and in smaller type, but not less than half. `most_px`,
 * its height at most, becomes more at the bottom where that is not enough.
 *
 * Returns the zoom and sets n_columns; the legend may still be too high.
 */
double legend_fit(Legend *legend, bool is_at_right, Rect content, double *most_px);
