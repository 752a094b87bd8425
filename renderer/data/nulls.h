#pragma once

#include "renderer/data/frame.h"

/**
 * Adds rows without values where neighbouring times are further apart than the threshold that
 * all fields agree on (`custom.insertNulls`, else the time field's `interval`), so that lines end.
 *
 * from_ms, to_ms  range to fill before the first and after the last row; NAN: not beyond the data
 *
 * Returns `frame` itself where nothing is added, or far too much would be.
 * Source: Grafana 12.3, transformers/nulls/nullInsertThreshold.ts.
 */
Frame *nulls_insert(Arena *arena, Frame *frame, double from_ms, double to_ms);

/**
 * The values with runs of nulls between two values closer than `threshold_ms` turned absent, so
 * that a line goes on. n values.
 *
 * Source: Grafana 12.3, transformers/nulls/nullToUndefThreshold.ts.
 */
const double *nulls_connect(Arena *arena, const double *times, const double *values, size_t n,
			    double threshold_ms);

/**
 * A frame whose fields with a `noValue` that is a number have that number for nulls; absent cells
 * stay. `frame` itself where there is no such field.
 *
 * Source: Grafana 12.3, transformers/nulls/nullToValue.ts.
 */
Frame *nulls_replace(Arena *arena, Frame *frame);
