#include "renderer/data/frame.h"

#include "renderer/json.h"

#include <math.h>
#include <string.h>

Value field_value(const Frame *frame, const Field *field, size_t row)
{
	if (row >= frame->n_rows)
		return (Value){ .kind = VALUE_ABSENT };
	if (!field->numbers)
		return field->values[row];
	Value value = value_of_number(field->numbers[row]);

	if (value.kind == VALUE_NUMBER && field->type == FIELD_BOOLEAN)
		value.kind = VALUE_BOOLEAN;
	return value;
}

double field_number(const Frame *frame, const Field *field, size_t row)
{
	if (row >= frame->n_rows)
		return value_absent();
	if (field->numbers)
		return field->numbers[row];
	switch (field->values[row].kind) {
	case VALUE_NULL:
		return value_null();
	case VALUE_ABSENT:
		return value_absent();
	case VALUE_NUMBER:
	case VALUE_BOOLEAN:
		return field->values[row].number;
	default:
		return NAN;
	}
}

Frame *frame_new(Arena *arena, size_t n_fields, size_t n_rows)
{
	Frame *frame = arena_new_one(arena, Frame);

	frame->fields = arena_new_array(arena, Field, n_fields);
	frame->n_fields = n_fields;
	frame->n_rows = n_rows;
	for (size_t i = 0; i < n_fields; i++)
		frame->fields[i].config = field_config_empty();
	return frame;
}

Frame *frame_copy(Arena *arena, const Frame *frame)
{
	Frame *copy = arena_new_one(arena, Frame);

	*copy = *frame;
	copy->fields = arena_new_array(arena, Field, frame->n_fields);
	if (frame->n_fields)
		memcpy(copy->fields, frame->fields, frame->n_fields * sizeof(Field));
	return copy;
}

static const double *take_numbers(Arena *arena, const double *numbers, const size_t *rows,
				  size_t n_rows)
{
	double *taken = arena_new_array(arena, double, n_rows);

	for (size_t i = 0; i < n_rows; i++) {
		if (rows[i] < FRAME_ABSENT_ROW)
			taken[i] = numbers[rows[i]];
		else
			taken[i] = rows[i] == FRAME_NULL_ROW ? value_null() : value_absent();
	}
	return taken;
}

static const Value *take_values(Arena *arena, const Value *values, const size_t *rows,
				size_t n_rows)
{
	Value *taken = arena_new_array(arena, Value, n_rows);

	for (size_t i = 0; i < n_rows; i++) {
		if (rows[i] < FRAME_ABSENT_ROW)
			taken[i] = values[rows[i]];
		else if (rows[i] == FRAME_NULL_ROW)
			taken[i].kind = VALUE_NULL;
	}
	return taken;
}

static const int *take_nanos(Arena *arena, const int *nanos, const size_t *rows, size_t n_rows)
{
	int *taken = arena_new_array(arena, int, n_rows);

	for (size_t i = 0; i < n_rows; i++)
		taken[i] = rows[i] < FRAME_ABSENT_ROW ? nanos[rows[i]] : 0;
	return taken;
}

Frame *frame_take_rows(Arena *arena, const Frame *frame, const size_t *rows, size_t n_rows)
{
	Frame *copy = frame_copy(arena, frame);

	copy->n_rows = n_rows;
	for (size_t i = 0; i < copy->n_fields; i++) {
		Field *field = &copy->fields[i];

		if (field->numbers)
			field->numbers = take_numbers(arena, field->numbers, rows, n_rows);
		else
			field->values = take_values(arena, field->values, rows, n_rows);
		if (field->nanos)
			field->nanos = take_nanos(arena, field->nanos, rows, n_rows);
	}
	return copy;
}

Frames *frames_new(Arena *arena)
{
	return arena_new_one(arena, Frames);
}

/* The list doubles when its length is a power of two, so no capacity is kept. */
void frames_append(Arena *arena, Frames *frames, Frame *frame)
{
	if ((frames->n & (frames->n - 1)) == 0) {
		Frame **items = arena_new_array(arena, Frame *, frames->n ? 2 * frames->n : 1);

		if (frames->n)
			memcpy(items, frames->items, frames->n * sizeof(Frame *));
		frames->items = items;
	}
	frames->items[frames->n++] = frame;
}

const char *frame_meta_text(const Frame *frame, const char *key)
{
	return json_get_text(frame->meta, key, NULL);
}

Field *frame_first_of_type(const Frame *frame, FieldType type)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (frame->fields[i].type == type)
			return &frame->fields[i];
	return NULL;
}

static bool is_ascending_time(const Frame *frame, const Field *field)
{
	enum { ROWS_TRIED = 100 };
	double greatest = value_null();
	size_t n = MIN(frame->n_rows, ROWS_TRIED);

	if (field->type != FIELD_TIME)
		return false;
	for (size_t row = 0; row < n; row++) {
		double time = field_number(frame, field, row);

		if (!value_is_null(greatest) && !(time > greatest))
			return false;
		greatest = time;
	}
	return true;
}

bool frame_is_time_series(const Frame *frame)
{
	if (frame->n_fields < 2 || !frame_first_of_type(frame, FIELD_NUMBER))
		return false;
	for (size_t i = 0; i < frame->n_fields; i++)
		if (is_ascending_time(frame, &frame->fields[i]))
			return true;
	return false;
}

const char *labels_get(const Labels *labels, const char *key)
{
	for (size_t i = 0; i < labels->n; i++)
		if (strcmp(labels->items[i].key, key) == 0)
			return labels->items[i].value;
	return NULL;
}

static int compare_labels(const void *a, const void *b)
{
	return strcmp(((const Label *)a)->key, ((const Label *)b)->key);
}

const char *labels_to_text(Arena *arena, const Labels *labels)
{
	if (labels->n == 0)
		return "";
	g_autofree Label *sorted = g_memdup2(labels->items, labels->n * sizeof(Label));
	GString *text = g_string_new("{");

	qsort(sorted, labels->n, sizeof(Label), compare_labels);
	for (size_t i = 0; i < labels->n; i++)
		g_string_append_printf(text, "%s%s=\"%s\"", i ? ", " : "", sorted[i].key,
				       sorted[i].value);
	g_string_append_c(text, '}');
	return arena_take_string(arena, text);
}

static const struct {
	FieldType type;
	const char *text;
} type_names[] = {
	{ FIELD_TIME, "time" },	      { FIELD_NUMBER, "number" },
	{ FIELD_STRING, "string" },   { FIELD_BOOLEAN, "boolean" },
	{ FIELD_ENUM, "enum" },	      { FIELD_FRAME, "frame" },
	{ FIELD_GEO, "geo" },	      { FIELD_TRACE, "trace" },
	{ FIELD_OTHER, "other" },     { FIELD_NESTED_FRAMES, "nestedFrames" },
};

FieldType field_type_parse(const char *text)
{
	for (size_t i = 0; text && i < G_N_ELEMENTS(type_names); i++)
		if (strcmp(type_names[i].text, text) == 0)
			return type_names[i].type;
	return FIELD_OTHER;
}

const char *field_type_text(FieldType type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(type_names); i++)
		if (type_names[i].type == type)
			return type_names[i].text;
	return "other";
}
