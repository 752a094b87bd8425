#pragma once

#include "renderer/chart/heatmap-data.h"

/* What heatmaps of all kinds of frames are made of. */

/** A field's display with unit and decimals of the panel's options, `options` is their key. */
DisplayProcessor heatmap_display(const PanelContext *context, const Frame *frame,
				 const Field *field, const char *options);

/** Notes the field of x. */
void heatmap_set_x(HeatmapData *data, const Frame *frame);

/** Least and greatest of what is a number; NAN where there is none. */
Range heatmap_range(const double *values, size_t n, bool only_positive);

/** A field's cells as numbers, one a row. */
const double *heatmap_column(Arena *arena, const Frame *frame, const Field *field);

/** The frame of exemplars, or NULL. */
const Frame *heatmap_find_exemplars(const PanelContext *context);

/** Puts exemplars at `y`, one a row of their frame; the range of y makes room for them. */
void heatmap_set_exemplars(Arena *arena, HeatmapData *data, const Frame *frame, const double *y);

/** Puts the exemplars there are at their values. */
void heatmap_add_exemplars(const PanelContext *context, HeatmapData *data);

/**
 * Cells of frames that have a field for each bucket.
 *
 * Returns NULL when nothing can be drawn; `message` then says why.
 */
HeatmapData *heatmap_rows_data(const PanelContext *context, const char **message);
