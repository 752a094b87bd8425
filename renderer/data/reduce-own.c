#include "renderer/data/reduce-routine.h"

#include "renderer/geometry.h"

#include <math.h>

static Value null_value(void)
{
	return (Value){ .kind = VALUE_NULL };
}

static Value cell(const Column *column, size_t row)
{
	return field_value(column->frame, column->field, row);
}

static bool is_missing(Value value)
{
	return value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
}

static bool is_nan(Value value)
{
	return value.kind == VALUE_NUMBER && isnan(value.number);
}

/* --- Ends --- */

Value reduce_first(const Column *column)
{
	return cell(column, 0);
}

Value reduce_last(const Column *column)
{
	return cell(column, column->frame->n_rows - 1);
}

Value reduce_first_not_null(const Column *column)
{
	for (size_t row = 0; row < column->frame->n_rows; row++) {
		Value value = cell(column, row);

		if (!is_missing(value) && !is_nan(value))
			return value;
	}
	return null_value();
}

Value reduce_last_not_null(const Column *column)
{
	for (size_t row = column->frame->n_rows; row-- > 0;) {
		Value value = cell(column, row);

		if (!is_missing(value) && !is_nan(value))
			return value;
	}
	return null_value();
}

Value reduce_count_all(const Column *column)
{
	return value_of_number((double)column->frame->n_rows);
}

/* --- Spread --- */

/* Welford's running variance of a population, over what is not missing. */
static double variance_of(const Column *column)
{
	double mean = 0, squares = 0;
	size_t n = 0;

	if (column->field->type != FIELD_NUMBER && column->field->type != FIELD_TIME)
		return 0;
	for (size_t row = 0; row < column->frame->n_rows; row++) {
		Value value = cell(column, row);

		if (is_missing(value))
			continue;
		double number = value_to_number(value), distance = number - mean;

		n++;
		mean += distance / (double)n;
		squares += distance * (number - mean);
	}
	return n ? squares / (double)n : 0;
}

Value reduce_variance(const Column *column)
{
	return value_of_number(variance_of(column));
}

Value reduce_deviation(const Column *column)
{
	return value_of_number(sqrt(variance_of(column)));
}

/* --- Sorted --- */

typedef struct {
	double number;
	Value value;
} Ranked;

static int compare_ranked(const void *a, const void *b, void *data)
{
	double left = ((const Ranked *)a)->number, right = ((const Ranked *)b)->number;

	return (left > right) - (left < right);
}

/*
 * The column's cells by number, which are `n`; undefined ones come last, as JavaScript sorts.
 * Cells that are no numbers keep their place among the others. Free with g_free().
 */
static Ranked *rank(const Column *column, bool skip_absent, size_t *n)
{
	size_t n_rows = column->frame->n_rows, n_absent = 0;
	Ranked *cells = g_new0(Ranked, n_rows);

	*n = 0;
	for (size_t row = 0; row < n_rows; row++) {
		Value value = cell(column, row);
		bool is_null = value.kind == VALUE_NULL;

		if (value.kind == VALUE_ABSENT && !skip_absent) {
			n_absent++;
			continue;
		}
		if (is_missing(value) && column->nulls == NULLS_IGNORED)
			continue;
		if (is_missing(value) && column->nulls == NULLS_AS_ZERO)
			value = value_of_number(0);
		cells[(*n)++] = (Ranked){ is_null ? 0 : value_to_number(value), value };
	}
	g_qsort_with_data(cells, (int)*n, sizeof(Ranked), compare_ranked, NULL);
	*n += n_absent;
	return cells;
}

Value reduce_median(const Column *column)
{
	size_t n;
	g_autofree Ranked *cells = rank(column, true, &n);

	if (n == 0)
		return value_of_number(NAN);
	if (n % 2)
		return cells[n / 2].value;
	return value_of_number((cells[n / 2 - 1].number + cells[n / 2].number) / 2);
}

Value reduce_percentile(const Column *column, int percent)
{
	size_t n;
	g_autofree Ranked *cells = rank(column, false, &n);

	if (n == 0)
		return (Value){ .kind = VALUE_ABSENT };
	return cells[(size_t)js_round((double)(n - 1) * (percent / 100.0))].value;
}

/* --- Distinct cells --- */

/* The cell as it counts; false where it does not. Undefined is not null here. */
static bool counted_cell(const Column *column, size_t row, Value *value)
{
	*value = cell(column, row);
	if (value->kind != VALUE_NULL)
		return true;
	if (column->nulls == NULLS_AS_ZERO)
		*value = value_of_number(0);
	return column->nulls != NULLS_IGNORED;
}

Value reduce_change_count(const Column *column)
{
	size_t changes = 0;
	bool has_previous = false;
	Value previous, value;

	for (size_t row = 0; row < column->frame->n_rows; row++) {
		if (!counted_cell(column, row, &value))
			continue;
		if (has_previous && (!value_is_same(previous, value) || is_nan(value)))
			changes++;
		has_previous = true;
		previous = value;
	}
	return value_of_number((double)changes);
}

Value reduce_distinct_count(const Column *column)
{
	size_t n_rows = column->frame->n_rows;
	g_autofree Value *cells = g_new(Value, n_rows);
	g_autoptr(GHashTable) seen = g_hash_table_new(value_hash, value_equal);

	for (size_t row = 0; row < n_rows; row++)
		if (counted_cell(column, row, &cells[row]))
			g_hash_table_add(seen, &cells[row]);
	return value_of_number(g_hash_table_size(seen));
}

/*
 * Lists of lists of lists share their parts, but as a text each part is written each time it
 * stands somewhere: a few reductions of reductions would fill the memory. The values inside the
 * values of one list are at most so many; what would be more is missing.
 */
enum { MAX_NESTED = 10000 };

/* Takes the values inside `json` off `left`; false when there are more. */
static bool take_nested(json_object *json, size_t *left)
{
	size_t n = json_object_is_type(json, json_type_array) ? json_object_array_length(json) : 0;

	if (n > *left)
		return false;
	*left -= n;
	for (size_t i = 0; i < n; i++)
		if (!take_nested(json_object_array_get_idx(json, i), left))
			return false;
	return true;
}

static void add_to_list(json_object *list, Value value, size_t *left)
{
	size_t rest = *left;

	if (value.kind == VALUE_JSON && !take_nested(value.json, &rest)) {
		json_object_array_add(list, NULL);
		return;
	}
	*left = rest;
	json_object_array_add(list, value_to_json(value));
}

Value reduce_all_values(const Column *column)
{
	json_object *list = json_object_new_array();
	size_t left = MAX_NESTED;

	for (size_t row = 0; row < column->frame->n_rows; row++)
		add_to_list(list, cell(column, row), &left);
	return (Value){ .kind = VALUE_JSON, .json = arena_take_json(column->arena, list) };
}

Value reduce_unique_values(const Column *column)
{
	size_t n_rows = column->frame->n_rows;
	g_autofree Value *cells = g_new(Value, n_rows);
	g_autoptr(GHashTable) seen = g_hash_table_new(value_hash, value_equal);
	json_object *list = json_object_new_array();
	size_t left = MAX_NESTED;

	for (size_t row = 0; row < n_rows; row++) {
		cells[row] = cell(column, row);
		if (g_hash_table_add(seen, &cells[row]))
			add_to_list(list, cells[row], &left);
	}
	return (Value){ .kind = VALUE_JSON, .json = arena_take_json(column->arena, list) };
}
