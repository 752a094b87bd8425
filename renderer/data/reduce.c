#include "renderer/data/reduce.h"

#include "renderer/data/reduce-routine.h"

#include <math.h>
#include <string.h>

typedef enum { GIVES_FIELD_TYPE, GIVES_NUMBER, GIVES_BOOLEAN } Gives;

/** What a column without rows gives. */
typedef enum { EMPTY_ABSENT, EMPTY_ZERO, EMPTY_FALSE, EMPTY_TRUE } Empty;

/** A reducer has one of three ways: from the totals, of its own, or as a percentile. */
typedef struct {
	Reducer reducer; // first, so that a Reducer is its row
	const char *alias;
	Value (*from_totals)(const Totals *totals);
	Value (*of_column)(const Column *column);
	int percent;
	Gives gives;
	Empty empty;
} Row;

static const Row rows[] = {
	{ { "lastNotNull", "Last *", true }, "current", .of_column = reduce_last_not_null },
	{ { "last", "Last", true }, NULL, .of_column = reduce_last },
	{ { "firstNotNull", "First *", true }, NULL, .of_column = reduce_first_not_null },
	{ { "first", "First", true }, NULL, .of_column = reduce_first },
	{ { "min", "Min", true }, NULL, reduce_min },
	{ { "max", "Max", true }, NULL, reduce_max },
	{ { "mean", "Mean", true }, "avg", reduce_mean },
	{ { "median", "Median", true }, NULL, .of_column = reduce_median },
	{ { "variance", "Variance", true }, NULL, .of_column = reduce_variance },
	{ { "stdDev", "StdDev", true }, NULL, .of_column = reduce_deviation },
	{ { "sum", "Total", true }, "total", reduce_sum, .empty = EMPTY_ZERO },
	{ { "count", "Count", false }, NULL, reduce_count, .gives = GIVES_NUMBER,
	  .empty = EMPTY_ZERO },
	{ { "countAll", "Count all", false }, NULL, .of_column = reduce_count_all,
	  .gives = GIVES_NUMBER, .empty = EMPTY_ZERO },
	{ { "range", "Range", true }, NULL, reduce_range },
	{ { "delta", "Delta", true }, NULL, reduce_delta },
	{ { "step", "Step", true }, NULL, reduce_step },
	{ { "diff", "Difference", true }, NULL, reduce_diff },
	{ { "logmin", "Min (above zero)", true }, NULL, reduce_log_min },
	{ { "allIsZero", "All Zeros", true }, NULL, reduce_all_is_zero, .gives = GIVES_BOOLEAN,
	  .empty = EMPTY_FALSE },
	{ { "allIsNull", "All Nulls", false }, NULL, reduce_all_is_null, .gives = GIVES_BOOLEAN,
	  .empty = EMPTY_TRUE },
	{ { "changeCount", "Change Count", false }, NULL, .of_column = reduce_change_count,
	  .gives = GIVES_NUMBER },
	{ { "distinctCount", "Distinct Count", false }, NULL, .of_column = reduce_distinct_count,
	  .gives = GIVES_NUMBER },
	{ { "diffperc", "Difference percent", false }, NULL, reduce_diff_percent },
	{ { "allValues", "All values", false }, NULL, .of_column = reduce_all_values },
	{ { "uniqueValues", "All unique values", false }, NULL,
	  .of_column = reduce_unique_values },
};

#define PERCENTILE(n, ordinal) { { "p" #n, #n ordinal " %", true }, .percent = n }
#define PERCENTILES_OF_TEN(ten)                                                            \
	PERCENTILE(ten##0, "th"), PERCENTILE(ten##1, "st"), PERCENTILE(ten##2, "nd"),      \
		PERCENTILE(ten##3, "rd"), PERCENTILE(ten##4, "th"), PERCENTILE(ten##5, "th"), \
		PERCENTILE(ten##6, "th"), PERCENTILE(ten##7, "th"), PERCENTILE(ten##8, "th"), \
		PERCENTILE(ten##9, "th")

static const Row percentiles[] = {
	PERCENTILE(1, "st"),   PERCENTILE(2, "nd"),   PERCENTILE(3, "rd"),   PERCENTILE(4, "th"),
	PERCENTILE(5, "th"),   PERCENTILE(6, "th"),   PERCENTILE(7, "th"),   PERCENTILE(8, "th"),
	PERCENTILE(9, "th"),   PERCENTILE(10, "th"),  PERCENTILE(11, "th"),  PERCENTILE(12, "th"),
	PERCENTILE(13, "th"),  PERCENTILE(14, "th"),  PERCENTILE(15, "th"),  PERCENTILE(16, "th"),
	PERCENTILE(17, "th"),  PERCENTILE(18, "th"),  PERCENTILE(19, "th"),  PERCENTILES_OF_TEN(2),
	PERCENTILES_OF_TEN(3), PERCENTILES_OF_TEN(4), PERCENTILES_OF_TEN(5), PERCENTILES_OF_TEN(6),
	PERCENTILES_OF_TEN(7), PERCENTILES_OF_TEN(8), PERCENTILES_OF_TEN(9),
};

static const Reducer *find_in(const Row *table, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(table[i].reducer.id, id) == 0 || g_strcmp0(table[i].alias, id) == 0)
			return &table[i].reducer;
	return NULL;
}

const Reducer *reducer_find(const char *id)
{
	if (!id)
		return NULL;
	const Reducer *reducer = find_in(rows, G_N_ELEMENTS(rows), id);

	return reducer ? reducer : find_in(percentiles, G_N_ELEMENTS(percentiles), id);
}

FieldType reducer_field_type(const Reducer *reducer, FieldType type)
{
	switch (((const Row *)reducer)->gives) {
	case GIVES_NUMBER:
		return FIELD_NUMBER;
	case GIVES_BOOLEAN:
		return FIELD_BOOLEAN;
	default:
		return type;
	}
}

static Value of_nothing(Empty empty)
{
	switch (empty) {
	case EMPTY_ZERO:
		return value_of_number(0);
	case EMPTY_FALSE:
	case EMPTY_TRUE:
		return value_of_boolean(empty == EMPTY_TRUE);
	default:
		return (Value){ .kind = VALUE_ABSENT };
	}
}

static NullMode null_mode(const Field *field)
{
	const char *mode = field->config.null_value_mode;

	if (g_strcmp0(mode, "null") == 0)
		return NULLS_KEPT;
	return g_strcmp0(mode, "null as zero") == 0 ? NULLS_AS_ZERO : NULLS_IGNORED;
}

/* Totals are counted once, for the first of the reducers that asks for them. */
void reduce_field_each(Arena *arena, const Frame *frame, const Field *field,
		       const Reducer *const *reducers, size_t n, Value *results)
{
	Column column = { arena, frame, field, null_mode(field) };
	bool has_totals = false;
	Totals totals;

	for (size_t i = 0; i < n; i++) {
		const Row *row = (const Row *)reducers[i];

		if (frame->n_rows == 0) {
			results[i] = of_nothing(row->empty);
		} else if (row->of_column) {
			results[i] = row->of_column(&column);
		} else if (row->percent) {
			results[i] = reduce_percentile(&column, row->percent);
		} else {
			if (!has_totals)
				totals = totals_of(&column);
			has_totals = true;
			results[i] = row->from_totals(&totals);
		}
	}
}

Value reduce_field(Arena *arena, const Frame *frame, const Field *field, const Reducer *reducer)
{
	Value result;

	reduce_field_each(arena, frame, field, &reducer, 1, &result);
	return result;
}

static double number_of(Value value)
{
	switch (value.kind) {
	case VALUE_NUMBER:
	case VALUE_BOOLEAN:
		return value.number;
	case VALUE_NULL:
		return value_null();
	case VALUE_ABSENT:
		return value_absent();
	default:
		return NAN;
	}
}

double reduce_number(Arena *arena, const Frame *frame, const Field *field, const char *id)
{
	const Reducer *reducer = reducer_find(id);

	return reducer ? number_of(reduce_field(arena, frame, field, reducer)) : value_absent();
}

Range reduce_extent(Arena *arena, const Frame *frame, const Field *field)
{
	const Reducer *reducers[] = { reducer_find("min"), reducer_find("max") };
	Value ends[G_N_ELEMENTS(reducers)];

	reduce_field_each(arena, frame, field, reducers, G_N_ELEMENTS(reducers), ends);
	return (Range){ number_of(ends[0]), number_of(ends[1]) };
}
