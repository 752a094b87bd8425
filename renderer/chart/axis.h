#pragma once

#include "renderer/chart/plot.h"

/* One axis: what the files of a plot share. Charts include plot.h. */

enum { AXIS_FONT_PX = 12, AXIS_TICK_PX = 4, AXIS_TITLE_PAD_PX = 8 };

/** Whether an axis on this side runs from left to right. */
bool side_is_across(Side side);

bool axis_has_title(const Axis *axis); // a text of its own, not empty

/** Room for ticks, gap and labels as they are now; not for the title. px. */
double axis_needed_size(const Plot *plot, const Axis *axis);

/** Room for the title, beside Axis.size; px. */
double axis_title_size(const Axis *axis);

/** Whether a tick, by its index, is beyond the config's label_limit: it has no mark and label. */
bool axis_is_past_limit(const Axis *axis, size_t tick);

/**
 * Finds increment, ticks, labels and size for the plot's area as it is now. An axis whose scale
 * is empty is hidden.
 *
 * Returns whether nothing has changed that moves the area.
 */
bool axis_layout(Plot *plot, Axis *axis);
