#pragma once

#include "renderer/data/frame.h"

/** How one axis is cut into buckets. */
typedef struct {
	bool is_count; // `value` is how many, not how wide
	double value;  // NAN: Grafana's choice
} BucketSize;

typedef struct {
	BucketSize x, y;
	bool is_x_log;	   // which there is not
	json_object *scale; // of y: {type, log}; the field made gets it
	double y_log;	   // base of y's powers, each of which is cut in `y.value` parts; 0: linear
	Range x_range;	   // NAN ends: that of the data
} HeatmapCalculation;

/** Replaces variables in a text; the result lives with `data`'s arena. */
typedef const char *(*ExpandText)(const void *data, const char *text);

/**
 * Reads {xBuckets, yBuckets: {mode, value, scale: {type, log}}}.
 *
 * expand  for the values, called with `data`; NULL leaves variables as they are
 */
HeatmapCalculation heatmap_calculation_parse(json_object *options, ExpandText expand,
					     const void *data);

/**
 * Counts the points of all number fields in buckets of time and value.
 *
 * Returns a frame of type heatmap-cells: xMin, yMin, Count, a row for each bucket, column by column.
 * Errors: RENDER_ERROR_DATA without fields or values, RENDER_ERROR_TOO_LARGE for too many buckets.
 * Source: Grafana 12.3, features/transformers/calculateHeatmap/heatmap.ts.
 */
Frame *heatmap_calculate(Arena *arena, const Frames *frames, const HeatmapCalculation *calculation,
			 GError **error);

/** A duration ("30s", "2h 30m", "250ms", a bare number in ms) in ms; NAN for anything else. */
double heatmap_duration_ms(const char *text);
