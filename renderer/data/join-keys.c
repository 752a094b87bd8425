#include "renderer/data/join-keys.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- Keys that are no numbers, or not all of them --- */

/** Distinct cells in the order they are met. */
typedef struct {
	GHashTable *places; // from Value * to its place
	Value *cells;
	size_t n;
	bool are_numbers; // all of them read as numbers
} Cells;

/* Null sorts as 0, undefined comes last. */
static double sort_key(Value value)
{
	return value.kind == VALUE_ABSENT ? INFINITY : value_to_number(value);
}

static double place_of(Cells *cells, Value value)
{
	void *place;

	if (g_hash_table_lookup_extended(cells->places, &value, NULL, &place))
		return (double)GPOINTER_TO_SIZE(place);
	cells->cells[cells->n] = value;
	g_hash_table_insert(cells->places, &cells->cells[cells->n], GSIZE_TO_POINTER(cells->n));
	cells->are_numbers = cells->are_numbers && !isnan(sort_key(value));
	return (double)cells->n++;
}

static int compare_cells(const void *a, const void *b, void *data)
{
	const Value *cells = data;
	double left = sort_key(cells[*(const size_t *)a]);
	double right = sort_key(cells[*(const size_t *)b]);

	return (left > right) - (left < right);
}

/* Where all cells read as numbers they are sorted as such. Returns the new list. */
static const Value *sort_cells(Arena *arena, const Cells *cells, JoinPart *parts, size_t n_parts)
{
	g_autofree size_t *order = g_new(size_t, cells->n);
	g_autofree double *ranks = g_new(double, cells->n);
	Value *sorted = arena_new_array(arena, Value, cells->n);

	for (size_t i = 0; i < cells->n; i++)
		order[i] = i;
	g_qsort_with_data(order, (int)cells->n, sizeof(size_t), compare_cells, cells->cells);
	for (size_t i = 0; i < cells->n; i++) {
		sorted[i] = cells->cells[order[i]];
		ranks[order[i]] = (double)i;
	}
	for (size_t p = 0; p < n_parts; p++)
		for (size_t row = 0; row < parts[p].frame->n_rows; row++)
			((double *)parts[p].keys)[row] = ranks[(size_t)parts[p].keys[row]];
	return sorted;
}

static const Value *set_places(Arena *arena, JoinPart *parts, size_t n)
{
	g_autoptr(GHashTable) places = g_hash_table_new(value_hash, value_equal);
	Cells cells = { .places = places, .are_numbers = true };
	size_t n_rows = 0;

	for (size_t p = 0; p < n; p++)
		n_rows += parts[p].frame->n_rows;
	cells.cells = arena_new_array(arena, Value, n_rows);
	for (size_t p = 0; p < n; p++) {
		const Frame *frame = parts[p].frame;
		double *keys = arena_new_array(arena, double, frame->n_rows);

		for (size_t row = 0; row < frame->n_rows; row++)
			keys[row] = place_of(&cells, field_value(frame,
								 &frame->fields[parts[p].key_field],
								 row));
		parts[p].keys = keys;
	}
	return cells.are_numbers ? sort_cells(arena, &cells, parts, n) : cells.cells;
}

static bool has_nan(const double *keys, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (isnan(keys[i]))
			return true;
	return false;
}

/* Rows without a time are of no use to a chart; a table shows those without another key. */
static bool has_plain_keys(const JoinPart *part)
{
	const Field *field = &part->frame->fields[part->key_field];

	return field->numbers && (field->type == FIELD_TIME ||
				  !has_nan(field->numbers, part->frame->n_rows));
}

const Value *join_parts_set_keys(Arena *arena, JoinPart *parts, size_t n)
{
	for (size_t p = 0; p < n; p++)
		if (!has_plain_keys(&parts[p]))
			return set_places(arena, parts, n);
	for (size_t p = 0; p < n; p++)
		parts[p].keys = parts[p].frame->fields[parts[p].key_field].numbers;
	return NULL;
}

/* --- Their union --- */

static int compare_doubles(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

/* False for NaN, too. */
static bool is_ascending(const double *keys, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (!(keys[i - 1] < keys[i]))
			return false;
	return n == 0 || !isnan(keys[0]);
}

static size_t drop_equal(double *keys, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept == 0 || keys[i] != keys[kept - 1])
			keys[kept++] = keys[i];
	return kept;
}

/* The keys of one part, on the heap. */
static JoinKeys keys_of_part(const JoinPart *part)
{
	size_t n_rows = part->frame->n_rows;
	JoinKeys keys = { .keys = g_new(double, n_rows + 1) };

	for (size_t row = 0; row < n_rows; row++)
		if (!isnan(part->keys[row]))
			keys.keys[keys.n++] = part->keys[row];
	if (is_ascending(keys.keys, keys.n))
		return keys;
	qsort(keys.keys, keys.n, sizeof(double), compare_doubles);
	keys.n = drop_equal(keys.keys, keys.n);
	return keys;
}

static JoinKeys merge(JoinKeys left, JoinKeys right)
{
	JoinKeys merged = { .keys = g_new(double, left.n + right.n + 1) };
	size_t l = 0, r = 0;

	while (l < left.n && r < right.n) {
		double a = left.keys[l], b = right.keys[r];

		merged.keys[merged.n++] = a < b ? a : b;
		l += a <= b;
		r += b <= a;
	}
	for (; l < left.n; l++)
		merged.keys[merged.n++] = left.keys[l];
	for (; r < right.n; r++)
		merged.keys[merged.n++] = right.keys[r];
	return merged;
}

static bool are_same(JoinKeys left, JoinKeys right)
{
	return left.n == right.n &&
	       (left.n == 0 || memcmp(left.keys, right.keys, left.n * sizeof(double)) == 0);
}

/* Halves are merged, so that each key is looked at log n times; most are the same. */
static JoinKeys merge_parts(const JoinPart *parts, size_t n)
{
	if (n == 1)
		return keys_of_part(parts);
	JoinKeys left = merge_parts(parts, n / 2);
	JoinKeys right = merge_parts(parts + n / 2, n - n / 2);

	if (are_same(left, right)) {
		g_free(right.keys);
		return left;
	}
	JoinKeys merged = merge(left, right);

	g_free(left.keys);
	g_free(right.keys);
	return merged;
}

JoinKeys join_keys_of(Arena *arena, const JoinPart *parts, size_t n)
{
	JoinKeys keys = merge_parts(parts, n);

	arena_take(arena, keys.keys, g_free);
	return keys;
}

/* --- Places --- */

bool join_part_is_aligned(const JoinPart *part, const JoinKeys *keys)
{
	return are_same((JoinKeys){ (double *)part->keys, part->frame->n_rows }, *keys);
}

/* The key's place, which is likely the one at `from`, or not far behind. */
static size_t find_place(const JoinKeys *keys, double key, size_t from)
{
	enum { TRIED = 4 };

	for (size_t place = from; place < keys->n && place < from + TRIED; place++)
		if (keys->keys[place] == key)
			return place;
	const double *found = bsearch(&key, keys->keys, keys->n, sizeof(double), compare_doubles);

	g_assert(found);
	return (size_t)(found - keys->keys);
}

void join_part_place(const JoinPart *part, const JoinKeys *keys, uint32_t *places)
{
	size_t place = 0;

	for (size_t row = 0; row < part->frame->n_rows; row++) {
		places[row] = JOIN_NO_ROW;
		if (isnan(part->keys[row]))
			continue;
		place = find_place(keys, part->keys[row], place);
		places[row] = (uint32_t)place;
	}
}
