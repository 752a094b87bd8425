#pragma once

#include "renderer/data/frame.h"

/*
 * The routines behind the reducers' table (reduce.c). All expect at least one row.
 */

/** What a missing cell is to a reducer: the field's nullValueMode. */
typedef enum { NULLS_IGNORED, NULLS_KEPT, NULLS_AS_ZERO } NullMode;

/** A column with how its nulls count. */
typedef struct {
	Arena *arena;
	const Frame *frame;
	const Field *field;
	NullMode nulls;
} Column;

/* --- reduce-standard.c: what one pass over the column gives --- */

typedef struct {
	double sum, min, max, least_positive; // min and max as they began where n is 0
	double step, delta;		      // least change, sum of increases
	double first, last;		      // of all that is not null or NaN
	bool has_first, is_first_number, is_last_number;
	size_t n;     // cells of a number or time field that are not null or NaN
	size_t count; // cells that count, NaN too
	bool is_all_zero, is_all_null;
	bool is_reset; // the counter went back with the cell before
} Totals;

Totals totals_of(const Column *column);

Value reduce_min(const Totals *totals);
Value reduce_max(const Totals *totals);
Value reduce_mean(const Totals *totals);
Value reduce_sum(const Totals *totals);
Value reduce_count(const Totals *totals);
Value reduce_range(const Totals *totals);
Value reduce_delta(const Totals *totals);
Value reduce_step(const Totals *totals);
Value reduce_diff(const Totals *totals);
Value reduce_diff_percent(const Totals *totals);
Value reduce_log_min(const Totals *totals);
Value reduce_all_is_zero(const Totals *totals);
Value reduce_all_is_null(const Totals *totals);

/* --- reduce-own.c: what needs its own way through the column --- */

Value reduce_first(const Column *column);
Value reduce_last(const Column *column);
Value reduce_first_not_null(const Column *column);
Value reduce_last_not_null(const Column *column);
Value reduce_count_all(const Column *column);
Value reduce_variance(const Column *column);
Value reduce_deviation(const Column *column);
Value reduce_median(const Column *column);
Value reduce_percentile(const Column *column, int percent); // 1..99
Value reduce_change_count(const Column *column);
Value reduce_distinct_count(const Column *column);
Value reduce_all_values(const Column *column);
Value reduce_unique_values(const Column *column);
