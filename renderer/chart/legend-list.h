#pragma once

#include "renderer/chart/legend-item.h"

/**
 * A legend as a list: lines of entries at the bottom, entries below each other at the right.
 *
 * Returns the height of all in a box that is `box.width` wide; draws it where there is a scene.
 */
double legend_list_layout(const Legend *legend, Rect box);

/** Of entries below each other. */
double legend_list_width(const Legend *legend);
