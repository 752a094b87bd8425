#include "renderer/data/reduce.h"

#include "renderer/error.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum { NULLS_IGNORED, NULLS_KEPT, NULLS_AS_ZERO } NullMode;

/** A column with how its nulls count. */
typedef struct {
	Arena *arena;
	const Frame *frame;
	const Field *field;
	NullMode nulls;
} Column;

typedef Value (*Calculation)(const Column *column);

typedef struct {
	Reducer reducer; // first, so that a Reducer is its row
	Calculation calculate;
	const char *alias;
} Row;

static NullMode null_mode(const Field *field)
{
	const char *mode = field->config.null_value_mode;

	if (g_strcmp0(mode, "null") == 0)
		return NULLS_KEPT;
	return g_strcmp0(mode, "null as zero") == 0 ? NULLS_AS_ZERO : NULLS_IGNORED;
}

static bool is_countable(const Field *field)
{
	return field->type == FIELD_NUMBER || field->type == FIELD_TIME ||
	       (field->type != FIELD_STRING && field->numbers);
}

static Value null_value(void)
{
	return (Value){ .kind = VALUE_NULL };
}

/* The row's number under the null mode; false where it does not count at all. */
static bool number_at(const Column *column, size_t row, double *number)
{
	*number = field_number(column->frame, column->field, row);
	if (!value_is_missing(*number))
		return true;
	if (column->nulls == NULLS_AS_ZERO)
		*number = 0;
	return column->nulls != NULLS_IGNORED;
}

/* --- Ends --- */

static Value first(const Column *column)
{
	return field_value(column->frame, column->field, 0);
}

static Value last(const Column *column)
{
	return field_value(column->frame, column->field, column->frame->n_rows - 1);
}

static bool is_something(Value value)
{
	return value.kind != VALUE_NULL && value.kind != VALUE_ABSENT &&
	       !(value.kind == VALUE_NUMBER && isnan(value.number));
}

static Value first_not_null(const Column *column)
{
	for (size_t row = 0; row < column->frame->n_rows; row++) {
		Value value = field_value(column->frame, column->field, row);

		if (is_something(value))
			return value;
	}
	return null_value();
}

static Value last_not_null(const Column *column)
{
	for (size_t row = column->frame->n_rows; row > 0; row--) {
		Value value = field_value(column->frame, column->field, row - 1);

		if (is_something(value))
			return value;
	}
	return null_value();
}

/* --- One pass over the numbers --- */

typedef struct {
	double sum, min, max, least_positive;
	double first, last, step, delta;
	size_t n;     // numbers
	size_t count; // rows that count, NaN too
	bool is_all_zero, is_all_null;
} Totals;

/* Increases of a counter; the step after a reset does not count. */
typedef struct {
	double previous;
	bool has_previous, is_reset;
} Counter;

static void add_to_totals(Totals *totals, Counter *counter, double value)
{
	totals->first = totals->n ? totals->first : value;
	totals->last = value;
	totals->sum += value;
	totals->min = fmin(totals->min, value);
	totals->max = fmax(totals->max, value);
	if (value > 0)
		totals->least_positive = fmin(totals->least_positive, value);
	totals->is_all_zero = totals->is_all_zero && value == 0;
	totals->is_all_null = false;
	totals->n++;
	if (counter->has_previous) {
		double change = value - counter->previous;

		totals->step = fmin(totals->step, change);
		if (counter->previous > value)
			counter->is_reset = true;
		else if (!counter->is_reset)
			totals->delta += change;
		else
			counter->is_reset = false;
	}
	counter->previous = value;
	counter->has_previous = true;
}

static Totals totals_of(const Column *column)
{
	Totals totals = {
		.min = INFINITY,
		.max = -INFINITY,
		.least_positive = DBL_MAX,
		.step = INFINITY,
		.is_all_zero = true,
		.is_all_null = true,
	};
	Counter counter = { 0 };

	for (size_t row = 0; row < column->frame->n_rows; row++) {
		double value;

		if (!number_at(column, row, &value))
			continue;
		totals.count++;
		if (!isnan(value) && is_countable(column->field))
			add_to_totals(&totals, &counter, value);
	}
	totals.is_all_zero = totals.is_all_zero && !totals.is_all_null;
	return totals;
}

static Value number_or_null(bool has_number, double number)
{
	return has_number ? value_of_number(number) : null_value();
}

static Value min(const Column *column)
{
	Totals totals = totals_of(column);

	return number_or_null(totals.n, totals.min);
}

static Value max(const Column *column)
{
	Totals totals = totals_of(column);

	return number_or_null(totals.n, totals.max);
}

static Value mean(const Column *column)
{
	Totals totals = totals_of(column);

	return number_or_null(totals.n, totals.sum / (double)totals.n);
}

static Value sum(const Column *column)
{
	return value_of_number(totals_of(column).sum);
}

static Value count(const Column *column)
{
	return value_of_number((double)totals_of(column).count);
}

static Value count_all(const Column *column)
{
	return value_of_number((double)column->frame->n_rows);
}

static Value range(const Column *column)
{
	Totals totals = totals_of(column);

	return number_or_null(totals.n, totals.max - totals.min);
}

static Value diff(const Column *column)
{
	Totals totals = totals_of(column);

	return number_or_null(totals.n, totals.last - totals.first);
}

static Value diff_percent(const Column *column)
{
	Totals totals = totals_of(column);
	double difference = totals.last - totals.first;

	return value_of_number(totals.n ? difference / totals.first * 100 : 0);
}

static Value delta(const Column *column)
{
	return value_of_number(totals_of(column).delta);
}

static Value step(const Column *column)
{
	Totals totals = totals_of(column);

	return number_or_null(totals.n > 1, totals.step);
}

static Value log_min(const Column *column)
{
	return value_of_number(totals_of(column).least_positive);
}

static Value all_is_zero(const Column *column)
{
	return value_of_boolean(totals_of(column).is_all_zero);
}

static Value all_is_null(const Column *column)
{
	return value_of_boolean(totals_of(column).is_all_null);
}

/* --- Spread --- */

/* Welford's running variance over what is not missing; n receives how many there were. */
static double variance_of(const Column *column)
{
	double average = 0, squares = 0;
	size_t n = 0;

	if (column->field->type != FIELD_NUMBER)
		return 0;
	for (size_t row = 0; row < column->frame->n_rows; row++) {
		double value = field_number(column->frame, column->field, row);

		if (value_is_missing(value))
			continue;
		double before = value - average;

		average += before / (double)++n;
		squares += before * (value - average);
	}
	return n ? squares / (double)n : 0;
}

static Value variance(const Column *column)
{
	return value_of_number(variance_of(column));
}

static Value standard_deviation(const Column *column)
{
	return value_of_number(sqrt(variance_of(column)));
}

/* --- Sorted --- */

static int compare_doubles(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double *sorted_numbers(const Column *column, size_t *n)
{
	double *numbers = arena_new_array(column->arena, double, column->frame->n_rows + 1);

	*n = 0;
	for (size_t row = 0; row < column->frame->n_rows; row++) {
		double value;

		if (number_at(column, row, &value) && !isnan(value))
			numbers[(*n)++] = value;
	}
	qsort(numbers, *n, sizeof(double), compare_doubles);
	return numbers;
}

static Value median(const Column *column)
{
	size_t n;
	const double *numbers = sorted_numbers(column, &n);

	if (n == 0)
		return value_of_number(NAN);
	return value_of_number(n % 2 ? numbers[n / 2] : (numbers[n / 2 - 1] + numbers[n / 2]) / 2);
}

static Value percentile(const Column *column, int percent)
{
	size_t n;
	const double *numbers = sorted_numbers(column, &n);

	if (n == 0)
		return (Value){ .kind = VALUE_ABSENT };
	return value_of_number(numbers[(size_t)js_round((double)(n - 1) * percent / 100)]);
}

/* --- Distinct values --- */

static Value change_count(const Column *column)
{
	size_t changes = 0;
	const char *previous = NULL;

	for (size_t row = 0; row < column->frame->n_rows; row++) {
		Value value = field_value(column->frame, column->field, row);

		if (value.kind == VALUE_NULL && column->nulls == NULLS_IGNORED)
			continue;
		if (value.kind == VALUE_NULL && column->nulls == NULLS_AS_ZERO)
			value = value_of_number(0);
		const char *text = value_to_text(column->arena, value);

		if (previous && strcmp(previous, text) != 0)
			changes++;
		previous = text;
	}
	return value_of_number((double)changes);
}

static json_object *json_of_value(Value value)
{
	switch (value.kind) {
	case VALUE_NUMBER:
		return json_object_new_double(value.number);
	case VALUE_BOOLEAN:
		return json_object_new_boolean(value.number != 0);
	case VALUE_STRING:
		return json_object_new_string(value.string);
	case VALUE_JSON:
		return json_object_get(value.json);
	default:
		return NULL;
	}
}

static Value list_values(const Column *column, bool only_distinct)
{
	json_object *list = json_object_new_array();
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t row = 0; row < column->frame->n_rows; row++) {
		Value value = field_value(column->frame, column->field, row);

		if (only_distinct &&
		    !g_hash_table_add(seen, (char *)value_to_text(column->arena, value)))
			continue;
		json_object_array_add(list, json_of_value(value));
	}
	return (Value){ .kind = VALUE_JSON, .json = arena_take_json(column->arena, list) };
}

static Value all_values(const Column *column)
{
	return list_values(column, false);
}

static Value unique_values(const Column *column)
{
	return list_values(column, true);
}

static Value distinct_count(const Column *column)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t row = 0; row < column->frame->n_rows; row++) {
		Value value = field_value(column->frame, column->field, row);

		if (value.kind == VALUE_NULL && column->nulls == NULLS_IGNORED)
			continue;
		if (value.kind == VALUE_NULL && column->nulls == NULLS_AS_ZERO)
			value = value_of_number(0);
		g_hash_table_add(seen, (char *)value_to_text(column->arena, value));
	}
	return value_of_number(g_hash_table_size(seen));
}

/* --- The table --- */

static const Row rows[] = {
	{ { "lastNotNull", "Last *", true }, last_not_null, "current" },
	{ { "last", "Last", true }, last, NULL },
	{ { "firstNotNull", "First *", true }, first_not_null, NULL },
	{ { "first", "First", true }, first, NULL },
	{ { "min", "Min", true }, min, NULL },
	{ { "max", "Max", true }, max, NULL },
	{ { "mean", "Mean", true }, mean, "avg" },
	{ { "median", "Median", true }, median, NULL },
	{ { "variance", "Variance", true }, variance, NULL },
	{ { "stdDev", "StdDev", true }, standard_deviation, NULL },
	{ { "sum", "Total", true }, sum, "total" },
	{ { "count", "Count", false }, count, NULL },
	{ { "countAll", "Count all", false }, count_all, NULL },
	{ { "range", "Range", true }, range, NULL },
	{ { "delta", "Delta", true }, delta, NULL },
	{ { "step", "Step", true }, step, NULL },
	{ { "diff", "Difference", true }, diff, NULL },
	{ { "logmin", "Min (above zero)", true }, log_min, NULL },
	{ { "allIsZero", "All Zeros", true }, all_is_zero, NULL },
	{ { "allIsNull", "All Nulls", false }, all_is_null, NULL },
	{ { "changeCount", "Change Count", false }, change_count, NULL },
	{ { "distinctCount", "Distinct Count", false }, distinct_count, NULL },
	{ { "diffperc", "Difference percent", false }, diff_percent, NULL },
	{ { "allValues", "All values", false }, all_values, NULL },
	{ { "uniqueValues", "All unique values", false }, unique_values, NULL },
};

/* p1 .. p99: `calculate` is NULL, the number stands in the id. */
#define PERCENTILE(n, ordinal) { { "p" #n, ordinal " %", true }, NULL, NULL }
#define DECADE(d) \
	PERCENTILE(d##0, #d "0th"), PERCENTILE(d##1, #d "1st"), PERCENTILE(d##2, #d "2nd"), \
	PERCENTILE(d##3, #d "3rd"), PERCENTILE(d##4, #d "4th"), PERCENTILE(d##5, #d "5th"), \
	PERCENTILE(d##6, #d "6th"), PERCENTILE(d##7, #d "7th"), PERCENTILE(d##8, #d "8th"), \
	PERCENTILE(d##9, #d "9th")

static const Row percentiles[] = {
	PERCENTILE(1, "1st"), PERCENTILE(2, "2nd"), PERCENTILE(3, "3rd"), PERCENTILE(4, "4th"),
	PERCENTILE(5, "5th"), PERCENTILE(6, "6th"), PERCENTILE(7, "7th"), PERCENTILE(8, "8th"),
	PERCENTILE(9, "9th"), PERCENTILE(10, "10th"), PERCENTILE(11, "11th"),
	PERCENTILE(12, "12th"), PERCENTILE(13, "13th"), PERCENTILE(14, "14th"),
	PERCENTILE(15, "15th"), PERCENTILE(16, "16th"), PERCENTILE(17, "17th"),
	PERCENTILE(18, "18th"), PERCENTILE(19, "19th"), DECADE(2), DECADE(3), DECADE(4),
	DECADE(5), DECADE(6), DECADE(7), DECADE(8), DECADE(9),
};

static const Row *find_in(const Row *table, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(table[i].reducer.id, id) == 0 || g_strcmp0(table[i].alias, id) == 0)
			return &table[i];
	return NULL;
}

const Reducer *reducer_find(const char *id)
{
	const Row *row = id ? find_in(rows, G_N_ELEMENTS(rows), id) : NULL;

	if (!row && id)
		row = find_in(percentiles, G_N_ELEMENTS(percentiles), id);
	return row ? &row->reducer : NULL;
}

/* What reducers give for a column without rows. */
static Value of_nothing(const Reducer *reducer)
{
	static const char *const zeros[] = { "sum", "count", "countAll" };

	for (size_t i = 0; i < G_N_ELEMENTS(zeros); i++)
		if (strcmp(reducer->id, zeros[i]) == 0)
			return value_of_number(0);
	if (strcmp(reducer->id, "allIsZero") == 0)
		return value_of_boolean(false);
	if (strcmp(reducer->id, "allIsNull") == 0)
		return value_of_boolean(true);
	return (Value){ .kind = VALUE_ABSENT };
}

Value reduce_field(Arena *arena, const Frame *frame, const Field *field, const Reducer *reducer)
{
	const Row *row = (const Row *)reducer;
	Column column = { arena, frame, field, null_mode(field) };

	if (frame->n_rows == 0)
		return of_nothing(reducer);
	return row->calculate ? row->calculate(&column)
			      : percentile(&column, atoi(reducer->id + 1));
}

double reduce_number(Arena *arena, const Frame *frame, const Field *field, const char *id)
{
	const Reducer *reducer = reducer_find(id);
	Value value = reducer ? reduce_field(arena, frame, field, reducer)
			      : (Value){ .kind = VALUE_ABSENT };

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
