#pragma once

#include <stddef.h>

#include "renderer/geometry.h"

typedef enum { ORIENTATION_AUTO, ORIENTATION_HORIZONTAL, ORIENTATION_VERTICAL } Orientation;

/** An `options.orientation`. */
Orientation orientation_parse(const char *text);

/**
 * How many values share one panel.
 *
 * is_grid      values of orientation auto stand in a grid of cells as square as possible
 * least_width, least_height, most_height  px of one value; 0: no bound
 */
typedef struct {
	Orientation orientation;
	double spacing;
	bool is_grid;
	double least_width, least_height, most_height;
} Repeater;

/**
 * The place of value `index` of `n` in `area`.
 * Source: Grafana 12.3, VizRepeater.tsx and utils/squares.ts.
 */
Rect repeater_cell(const Repeater *repeater, Rect area, size_t n, size_t index);

/** The direction that auto stands for: grids stay auto. */
Orientation repeater_orientation(const Repeater *repeater, Rect area);
