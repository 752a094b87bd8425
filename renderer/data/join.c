#include "renderer/data/join.h"

#include "renderer/data/join-keys.h"

#include <string.h>

/* Of the joined frame; 128 MiB of numbers. */
enum { MAX_JOINED_CELLS = 16 * 1024 * 1024 };

JoinNulls join_nulls_of_span(const Field *field)
{
	if (custom_boolean(&field->config, "spanNulls", false))
		return JOIN_NULLS_REMOVE;
	return custom_number(&field->config, "spanNulls", 0) == -1 ? JOIN_NULLS_RETAIN
								    : JOIN_NULLS_EXPAND;
}

/* --- Columns --- */

/* How the rows of one part go into the joined frame. */
typedef struct {
	const uint32_t *places; // of each row; NULL where they are the frame's rows
	size_t n_rows;		// of the part
	size_t n_joined;
} Placing;

static bool is_null(Value value)
{
	return value.kind == VALUE_NULL;
}

static bool is_absent(Value value)
{
	return value.kind == VALUE_ABSENT;
}

/* Nulls spread over the holes beside them, in both directions. */
static void expand_numbers(double *numbers, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (value_is_absent(numbers[i]) && value_is_null(numbers[i - 1]))
			numbers[i] = value_null();
	for (size_t i = n; i-- > 1;)
		if (value_is_absent(numbers[i - 1]) && value_is_null(numbers[i]))
			numbers[i - 1] = value_null();
}

static void expand_values(Value *values, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (is_absent(values[i]) && is_null(values[i - 1]))
			values[i].kind = VALUE_NULL;
	for (size_t i = n; i-- > 1;)
		if (is_absent(values[i - 1]) && is_null(values[i]))
			values[i - 1].kind = VALUE_NULL;
}

static bool has_missing(const double *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (value_is_missing(numbers[i]))
			return true;
	return false;
}

static const double *place_numbers(Arena *arena, const double *numbers, const Placing *placing,
				   JoinNulls nulls)
{
	if (!placing->places && !has_missing(numbers, placing->n_rows))
		return numbers;
	double *placed = arena_new_array(arena, double, placing->n_joined);

	for (size_t i = 0; i < placing->n_joined; i++)
		placed[i] = value_absent();
	for (size_t row = 0; row < placing->n_rows; row++) {
		size_t place = placing->places ? placing->places[row] : row;

		if (place != JOIN_NO_ROW &&
		    !(nulls == JOIN_NULLS_REMOVE && value_is_null(numbers[row])))
			placed[place] = numbers[row];
	}
	if (nulls == JOIN_NULLS_EXPAND)
		expand_numbers(placed, placing->n_joined);
	return placed;
}

static const Value *place_values(Arena *arena, const Value *values, const Placing *placing,
				 JoinNulls nulls)
{
	Value *placed = arena_new_array(arena, Value, placing->n_joined);

	for (size_t row = 0; row < placing->n_rows; row++) {
		size_t place = placing->places ? placing->places[row] : row;

		if (place != JOIN_NO_ROW && !(nulls == JOIN_NULLS_REMOVE && is_null(values[row])))
			placed[place] = values[row];
	}
	if (nulls == JOIN_NULLS_EXPAND)
		expand_values(placed, placing->n_joined);
	return placed;
}

static void place_column(Arena *arena, Field *field, const Placing *placing, JoinNulls nulls)
{
	if (field->numbers)
		field->numbers = place_numbers(arena, field->numbers, placing, nulls);
	else
		field->values = place_values(arena, field->values, placing, nulls);
	field->nanos = NULL;
}

/* --- One frame --- */

/* Looks at some 50 values, as the browser does. */
static bool is_likely_ascending(const double *numbers, size_t n)
{
	enum { SAMPLES = 50 };
	size_t first = 0, last = n;

	while (first < last && value_is_missing(numbers[first]))
		first++;
	while (last > first && value_is_missing(numbers[last - 1]))
		last--;
	if (last - first < 2)
		return true;
	size_t stride = MAX(1, (last - first) / SAMPLES);
	double previous = numbers[first];

	for (size_t i = first + stride; i < last; i += stride) {
		if (value_is_missing(numbers[i]))
			continue;
		if (numbers[i] <= previous)
			return false;
		previous = numbers[i];
	}
	return true;
}

static double sort_key(double number)
{
	return value_is_null(number) ? 0 : number;
}

static int compare_rows(const void *a, const void *b, void *data)
{
	const Field *field = data;
	size_t i = *(const size_t *)a, k = *(const size_t *)b;
	double left = sort_key(field->numbers[i]), right = sort_key(field->numbers[k]);

	if (left != right || !field->nanos)
		return (left > right) - (left < right);
	return field->nanos[i] - field->nanos[k];
}

static Frame *sort_rows(Arena *arena, const Frame *frame, const Field *key)
{
	g_autofree size_t *rows = g_new(size_t, frame->n_rows);

	for (size_t i = 0; i < frame->n_rows; i++)
		rows[i] = i;
	g_qsort_with_data(rows, (int)frame->n_rows, sizeof(size_t), compare_rows, (void *)key);
	return frame_take_rows(arena, frame, rows, frame->n_rows);
}

/* The join field comes first; -1 leaves the frame as it is. */
static Join join_one(Arena *arena, Frame *frame, int key_field)
{
	const Field *key = key_field < 0 ? NULL : &frame->fields[key_field];
	bool is_sorted = !key || !key->numbers || is_likely_ascending(key->numbers, frame->n_rows);
	const Frame *sorted = is_sorted ? frame : sort_rows(arena, frame, key);
	Join join = {
		.frame = frame_copy(arena, sorted),
		.origins = arena_new_array(arena, JoinOrigin, frame->n_fields),
	};

	for (size_t i = 0; i < frame->n_fields; i++) {
		size_t from = i;

		if (key_field > 0 && i <= (size_t)key_field)
			from = i == 0 ? (size_t)key_field : i - 1;
		join.frame->fields[i] = sorted->fields[from];
		join.origins[i] = (JoinOrigin){ frame, &frame->fields[from], 0, (int)from };
	}
	return join;
}

/* --- Several frames --- */

static JoinPart *find_parts(Arena *arena, const Frames *frames, const int *key_fields, size_t *n)
{
	JoinPart *parts = arena_new_array(arena, JoinPart, frames->n);

	*n = 0;
	for (size_t i = 0; i < frames->n; i++)
		if (key_fields[i] >= 0)
			parts[(*n)++] = (JoinPart){ .frame = frames->items[i],
						    .index = (int)i,
						    .key_field = (size_t)key_fields[i] };
	return parts;
}

static size_t count_fields(const JoinPart *parts, size_t n)
{
	size_t n_fields = 1;

	for (size_t p = 0; p < n; p++)
		n_fields += parts[p].frame->n_fields - 1;
	return n_fields;
}

/* Frames that share no key make a joined one far larger than all of them: the last give way. */
static JoinKeys fit_parts(Arena *arena, const JoinPart *parts, size_t *n)
{
	JoinKeys keys = join_keys_of(arena, parts, *n);

	while (*n > 1 && keys.n > MAX_JOINED_CELLS / count_fields(parts, *n)) {
		*n = MAX(1, *n * 3 / 4);
		keys = join_keys_of(arena, parts, *n);
	}
	return keys;
}

static Join join_new(Arena *arena, const JoinPart *parts, size_t n_parts, size_t n_rows)
{
	size_t n_fields = count_fields(parts, n_parts);

	return (Join){
		.frame = frame_new(arena, n_fields, n_rows),
		.origins = arena_new_array(arena, JoinOrigin, n_fields),
	};
}

static void set_field(Join *join, size_t index, const JoinPart *part, size_t field_index)
{
	Field *field = &part->frame->fields[field_index];

	join->frame->fields[index] = *field;
	join->origins[index] = (JoinOrigin){ part->frame, field, part->index, (int)field_index };
}

static void set_key_column(Arena *arena, Field *field, const JoinKeys *keys, const Value *cells)
{
	field->nanos = NULL;
	if (!cells) {
		field->numbers = keys->keys;
		return;
	}
	Value *values = arena_new_array(arena, Value, keys->n);

	for (size_t i = 0; i < keys->n; i++)
		values[i] = cells[(size_t)keys->keys[i]];
	field->numbers = NULL;
	field->values = values;
}

/* Places all fields of a part but its key, from field `at` on. */
static size_t place_part(Arena *arena, Join *join, size_t at, const JoinPart *part,
			 const Placing *placing, JoinNullsOf nulls_of)
{
	for (size_t f = 0; f < part->frame->n_fields; f++) {
		if (f == part->key_field)
			continue;
		set_field(join, at, part, f);
		place_column(arena, &join->frame->fields[at], placing,
			     nulls_of(&part->frame->fields[f]));
		at++;
	}
	return at;
}

static Join join_parts(Arena *arena, JoinPart *parts, size_t n_parts, JoinNullsOf nulls_of)
{
	const Value *cells = join_parts_set_keys(arena, parts, n_parts);
	size_t n_fitting = n_parts;
	JoinKeys keys = fit_parts(arena, parts, &n_fitting);
	Join join = join_new(arena, parts, n_fitting, keys.n);
	size_t at = 1;

	join.n_left_out = n_parts - n_fitting;
	g_assert(keys.n < JOIN_NO_ROW);
	set_field(&join, 0, &parts[0], parts[0].key_field);
	set_key_column(arena, &join.frame->fields[0], &keys, cells);
	for (size_t p = 0; p < n_fitting; p++) {
		size_t n_rows = parts[p].frame->n_rows;
		bool is_aligned = join_part_is_aligned(&parts[p], &keys);
		g_autofree uint32_t *places = is_aligned ? NULL : g_new(uint32_t, n_rows + 1);

		if (!is_aligned)
			join_part_place(&parts[p], &keys, places);
		at = place_part(arena, &join, at, &parts[p],
				&(Placing){ places, n_rows, keys.n }, nulls_of);
	}
	return join;
}

Join frames_join_on(Arena *arena, const Frames *frames, const int *key_fields,
		    JoinNullsOf nulls_of)
{
	size_t n_parts;
	JoinPart *parts = find_parts(arena, frames, key_fields, &n_parts);

	if (frames->n == 1)
		return join_one(arena, frames->items[0], key_fields[0]);
	if (n_parts == 0)
		return (Join){ .frame = frame_new(arena, 0, 0) };
	return join_parts(arena, parts, n_parts, nulls_of ? nulls_of : join_nulls_of_span);
}

Join frames_join(Arena *arena, const Frames *frames, FieldType type, JoinNullsOf nulls_of)
{
	g_autofree int *key_fields = g_new(int, frames->n + 1);

	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];
		const Field *key = frame_first_of_type(frame, type);

		key_fields[i] = key ? (int)(key - frame->fields) : -1;
	}
	return frames_join_on(arena, frames, key_fields, nulls_of);
}

/* --- Names --- */

static Labels add_label(Arena *arena, const Labels *labels, const char *key, const char *value)
{
	Labels longer = { arena_new_array(arena, Label, labels->n + 1), labels->n };

	if (labels->n)
		memcpy(longer.items, labels->items, labels->n * sizeof(Label));
	if (value && !labels_get(labels, key))
		longer.items[longer.n++] = (Label){ key, value };
	return longer;
}

void join_take_frame_names(Arena *arena, Join *join)
{
	for (size_t i = 1; i < join->frame->n_fields; i++) {
		Field *field = &join->frame->fields[i];
		const char *name = join->origins[i].frame->name;
		bool has_name = name && name[0];
		bool is_value = g_strcmp0(field->name, "Value") == 0;

		if (has_name && is_value)
			field->name = name;
		field->labels = add_label(arena, &field->labels, "name",
					  has_name && !is_value ? name : NULL);
		field->state.display_name = NULL;
	}
}
