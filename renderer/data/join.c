#include "renderer/data/join.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A frame that takes part, with its keys. */
typedef struct {
	Frame *frame;
	int index;
	size_t key_field;
	const double *keys;
} Part;

static int compare_doubles(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static bool is_ascending(const double *keys, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (!(keys[i - 1] < keys[i]))
			return false;
	return true;
}

static bool have_same_keys(const Part *parts, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (parts[i].frame->n_rows != parts[0].frame->n_rows ||
		    memcmp(parts[i].keys, parts[0].keys,
			   parts[0].frame->n_rows * sizeof(double)) != 0)
			return false;
	return n == 0 || is_ascending(parts[0].keys, parts[0].frame->n_rows);
}

/* All keys of all parts once, ascending. */
static double *union_of_keys(Arena *arena, const Part *parts, size_t n_parts, size_t *n)
{
	size_t total = 0, kept = 0;

	for (size_t i = 0; i < n_parts; i++)
		total += parts[i].frame->n_rows;
	double *keys = arena_new_array(arena, double, total + 1);

	for (size_t i = 0, at = 0; i < n_parts; i++)
		for (size_t row = 0; row < parts[i].frame->n_rows; row++)
			if (!isnan(parts[i].keys[row]))
				keys[at++] = parts[i].keys[row];
			else
				total--;
	qsort(keys, total, sizeof(double), compare_doubles);
	for (size_t i = 0; i < total; i++)
		if (i == 0 || keys[i] != keys[kept - 1])
			keys[kept++] = keys[i];
	*n = kept;
	return keys;
}

/* For every key the row of the part that has it, or -1. */
static gint64 *rows_of_keys(Arena *arena, const Part *part, const double *keys, size_t n)
{
	gint64 *rows = arena_new_array(arena, gint64, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = -1;
	for (size_t row = 0; row < part->frame->n_rows; row++) {
		const double *found = bsearch(&part->keys[row], keys, n, sizeof(double),
					      compare_doubles);

		if (found && *found == part->keys[row])
			rows[found - keys] = (gint64)row;
	}
	return rows;
}

/* Nulls spread over the holes beside them, in both directions. */
static void expand_nulls(double *values, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (value_is_absent(values[i]) && value_is_null(values[i - 1]))
			values[i] = value_null();
	for (size_t i = n; i-- > 1;)
		if (value_is_absent(values[i - 1]) && value_is_null(values[i]))
			values[i - 1] = value_null();
}

static void remove_nulls(double *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (value_is_null(values[i]))
			values[i] = value_absent();
}

static void take_column(Arena *arena, Field *field, const gint64 *rows, size_t n, JoinNulls nulls)
{
	if (!field->numbers) {
		Value *values = arena_new_array(arena, Value, n + 1);

		for (size_t i = 0; i < n; i++)
			if (rows[i] >= 0)
				values[i] = field->values[rows[i]];
		field->values = values;
		return;
	}
	double *numbers = arena_new_array(arena, double, n + 1);

	for (size_t i = 0; i < n; i++)
		numbers[i] = rows[i] >= 0 ? field->numbers[rows[i]] : value_absent();
	if (nulls == JOIN_NULLS_EXPAND)
		expand_nulls(numbers, n);
	else if (nulls == JOIN_NULLS_REMOVE)
		remove_nulls(numbers, n);
	field->numbers = numbers;
}

static Part *find_parts(Arena *arena, const Frames *frames, FieldType type, size_t *n,
			size_t *n_fields)
{
	Part *parts = arena_new_array(arena, Part, frames->n + 1);

	*n = 0;
	*n_fields = 1;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];
		const Field *key = frame_first_of_type(frame, type);

		if (!key || !key->numbers)
			continue;
		parts[(*n)++] =
			(Part){ frame, (int)i, (size_t)(key - frame->fields), key->numbers };
		*n_fields += frame->n_fields - 1;
	}
	return parts;
}

static gint64 *identity(Arena *arena, size_t n)
{
	gint64 *rows = arena_new_array(arena, gint64, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = (gint64)i;
	return rows;
}

Join frames_join(Arena *arena, const Frames *frames, FieldType type, JoinNullsOf nulls_of)
{
	size_t n_parts, n_fields, n_rows, at = 1;
	Part *parts = find_parts(arena, frames, type, &n_parts, &n_fields);
	Join join = { .frame = frame_new(arena, n_parts ? n_fields : 0, 0) };
	bool is_aligned = have_same_keys(parts, n_parts);

	join.origins = arena_new_array(arena, JoinOrigin, n_fields + 1);
	if (n_parts == 0)
		return join;
	const double *keys = is_aligned ? parts[0].keys
					: union_of_keys(arena, parts, n_parts, &n_rows);

	if (is_aligned)
		n_rows = parts[0].frame->n_rows;
	join.frame->n_rows = n_rows;
	for (size_t p = 0; p < n_parts; p++) {
		Part *part = &parts[p];
		const gint64 *rows = is_aligned ? identity(arena, n_rows)
						: rows_of_keys(arena, part, keys, n_rows);

		for (size_t f = 0; f < part->frame->n_fields; f++) {
			Field *field = &part->frame->fields[f];
			size_t to = f == part->key_field ? 0 : at++;

			if (to == 0 && p > 0)
				continue;
			join.frame->fields[to] = *field;
			join.origins[to] = (JoinOrigin){ part->frame, field, part->index, (int)f };
			if (to == 0)
				join.frame->fields[0].numbers = keys;
			else
				take_column(arena, &join.frame->fields[to], rows, n_rows,
					    nulls_of ? nulls_of(field) : JOIN_NULLS_EXPAND);
		}
	}
	return join;
}
