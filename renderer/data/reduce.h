#pragma once

#include "renderer/data/frame.h"

/**
 * One way to make one value of a column, by its id ("lastNotNull", "mean", "p95") or an alias
 * ("avg", "current", "total").
 */
typedef struct Reducer {
	const char *id;
	const char *name; // as Grafana shows it: "Last *", "Mean", "95th %"
	bool preserves_unit;
} Reducer;

/** NULL for an unknown id. Percentiles p1..p99 are found like any other. */
const Reducer *reducer_find(const char *id);

/** The type of a column of the reducer's results, for a field of `type`. */
FieldType reducer_field_type(const Reducer *reducer, FieldType type);

/**
 * The reducer's result over all rows: a number, a boolean, a list (JSON), or any cell of the
 * column for first and last. Absent where Grafana gives undefined.
 *
 * Source: Grafana 12.3, grafana-data/src/transformations/fieldReducer.ts.
 */
Value reduce_field(Arena *arena, const Frame *frame, const Field *field, const Reducer *reducer);

/** As reduce_field(), of several reducers, which costs little more than one of them. */
void reduce_field_each(Arena *arena, const Frame *frame, const Field *field,
		       const Reducer *const *reducers, size_t n, Value *results);

/** As reduce_field(), as a number; missing as value_null()/value_absent(). */
double reduce_number(Arena *arena, const Frame *frame, const Field *field, const char *id);

/** The least and the greatest value, as reduce_number() gives them. */
Range reduce_extent(Arena *arena, const Frame *frame, const Field *field);
