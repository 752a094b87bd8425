#pragma once

#include "renderer/data/join.h"

/*
 * Histograms as frames: fields xMin and xMax, a row for each bucket that has values, then counts.
 *
 * Source: Grafana 12.3, grafana-data/src/transformations/transformers/histogram.ts.
 */

typedef struct {
	double bucket_size;   // NAN, zero or less: by the values
	double bucket_count;  // aimed at then: 30
	double bucket_offset; // of the buckets' edges
	bool combines;	      // all values in one count
} HistogramOptions;

typedef struct {
	Frame *frame;	     // meta type "histogram"; NULL where there is none
	JoinOrigin *origins; // by field: what was counted; NULLs for the edges and a combined count
} Histogram;

/** Options with nothing set. */
HistogramOptions histogram_options(void);

/**
 * Counts the values of all number fields. Without such a field there is no histogram; where the
 * values leave no bucket size, it has no rows.
 *
 * Errors: RENDER_ERROR_TOO_LARGE for more cells than can be kept.
 */
bool histogram_build(Arena *arena, const Frames *frames, const HistogramOptions *options,
		     Histogram *histogram, GError **error);

/** The histogram that the frames already are: explicit edges, or heatmaps summed over time. */
Histogram histogram_find(Arena *arena, const Frames *frames);

/** Sizes that buckets may have, ascending; `n` receives their number. */
const double *histogram_bucket_sizes(size_t *n);

/** A frame's type made "histogram". */
void histogram_mark(Arena *arena, Frame *frame);
