#include "renderer/transform/rows.h"

#include "renderer/data/names.h"
#include "renderer/error.h"

#include <math.h>
#include <string.h>

bool transform_has_room(const TransformContext *context, size_t n_rows, size_t n_columns,
			GError **error)
{
	enum { CELLS_OF_FIELD = 32 }; // what a column takes beside its cells

	if (n_columns == 0 || n_rows + CELLS_OF_FIELD <= context->max_cells / n_columns)
		return true;
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
		    "%zu rows of %zu columns are more than the %zu cells that may be made", n_rows,
		    n_columns, context->max_cells);
	return false;
}

Field field_take_rows(Arena *arena, const Frame *frame, const Field *field, const size_t *rows,
		      size_t n)
{
	Field copy = *field;
	const Frame only = { .fields = &copy, .n_fields = 1, .n_rows = frame->n_rows };

	return frame_take_rows(arena, &only, rows, n)->fields[0];
}

Frame *frame_add_field(Arena *arena, const Frame *frame, const Field *field)
{
	Frame *copy = arena_new_one(arena, Frame);

	*copy = *frame;
	copy->fields = arena_new_array(arena, Field, frame->n_fields + 1);
	if (frame->n_fields)
		memcpy(copy->fields, frame->fields, frame->n_fields * sizeof(Field));
	copy->fields[copy->n_fields++] = *field;
	return copy;
}

Frame *frame_take_fields(Arena *arena, const Frame *frame, const bool *keep)
{
	Frame *copy = frame_copy(arena, frame);

	copy->n_fields = 0;
	for (size_t i = 0; i < frame->n_fields; i++)
		if (keep[i])
			copy->fields[copy->n_fields++] = frame->fields[i];
	return copy;
}

Field field_of_values(const char *name, FieldType type, const Value *values)
{
	return (Field){
		.name = name,
		.type = type,
		.config = field_config_empty(),
		.values = values,
	};
}

Field field_of_numbers(const char *name, FieldType type, const double *numbers)
{
	return (Field){
		.name = name,
		.type = type,
		.config = field_config_empty(),
		.numbers = numbers,
	};
}

FieldType field_type_of_values(const Value *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		switch (values[i].kind) {
		case VALUE_ABSENT:
		case VALUE_NULL:
			continue;
		case VALUE_NUMBER:
			return FIELD_NUMBER;
		case VALUE_BOOLEAN:
			return FIELD_BOOLEAN;
		case VALUE_STRING:
			return FIELD_STRING;
		default:
			return FIELD_OTHER;
		}
	}
	return FIELD_OTHER;
}

Value special_value(const char *name)
{
	if (strcmp(name, "null") == 0)
		return (Value){ .kind = VALUE_NULL };
	if (strcmp(name, "true") == 0 || strcmp(name, "false") == 0)
		return value_of_boolean(name[0] == 't');
	return strcmp(name, "zero") == 0 ? value_of_number(0) : value_of_string("");
}

const char *joined_ref_id(Arena *arena, const char *id, const Frames *frames)
{
	GString *text = g_string_new(id);

	for (size_t i = 0; i < frames->n; i++)
		g_string_append_printf(text, "-%s",
				       frames->items[i]->ref_id ? frames->items[i]->ref_id : "");
	return arena_take_string(arena, text);
}

Labels labels_with(Arena *arena, const Labels *labels, const char *key, const char *value)
{
	Labels copy = { arena_new_array(arena, Label, labels->n + 1), labels->n };

	if (labels->n)
		memcpy(copy.items, labels->items, labels->n * sizeof(Label));
	for (size_t i = 0; i < copy.n; i++) {
		if (strcmp(copy.items[i].key, key) != 0)
			continue;
		copy.items[i].value = value;
		return copy;
	}
	copy.items[copy.n++] = (Label){ key, value };
	return copy;
}

Field *field_named(Arena *arena, Frame *frame, Frames *frames, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (strcmp(field_display_name(arena, &frame->fields[i], frame, frames), name) == 0)
			return &frame->fields[i];
	return NULL;
}

static double index_of_key(const char *key)
{
	size_t n = strspn(key, "0123456789");
	bool is_plain = n > 0 && n <= 10 && key[n] == '\0' && (key[0] != '0' || n == 1);
	double index = is_plain ? g_ascii_strtod(key, NULL) : INFINITY;

	return index < 4294967295.0 ? index : INFINITY;
}

int compare_object_keys(const void *left, const void *right, void *unused)
{
	double l = index_of_key(*(const char *const *)left);
	double r = index_of_key(*(const char *const *)right);

	return (l > r) - (l < r);
}

void *arena_take_array(Arena *arena, GArray *array)
{
	size_t size = g_array_get_element_size(array);
	void *copy = arena_alloc(arena, array->len, size);

	if (array->len)
		memcpy(copy, array->data, array->len * size);
	g_array_unref(array);
	return copy;
}
