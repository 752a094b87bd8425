#include "renderer/data/frame-decode.h"

#include "renderer/error.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* A field takes far more room than its JSON. */
enum { MAX_FIELDS = 20000 };

size_t list_length(json_object *list)
{
	return json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
}

static json_object *list_element(json_object *list, size_t index)
{
	return index < list_length(list) ? json_object_array_get_idx(list, index) : NULL;
}

bool frame_fits(const Arena *arena, size_t n_rows, size_t n_fields, const FrameLimits *limits,
		GError **error)
{
	size_t max_rows = n_fields ? limits->max_cells / n_fields : limits->max_cells;

	if (n_rows <= max_rows && n_fields <= MAX_FIELDS && !arena_is_full(arena))
		return true;
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
		    "a frame of %zu rows and %zu fields is beyond the limits of %zu values and %d "
		    "fields",
		    n_rows, n_fields, limits->max_cells, MAX_FIELDS);
	return false;
}

/* --- Columns --- */

/* Writes the cell as a double; false when it is not what a column of the type holds. */
static bool decode_number(json_object *json, bool is_boolean, double *number)
{
	switch (json_object_get_type(json)) {
	case json_type_null:
		*number = value_null();
		return true;
	case json_type_int:
	case json_type_double:
		*number = json_object_get_double(json);
		return !is_boolean;
	case json_type_boolean:
		*number = json_object_get_boolean(json);
		return is_boolean;
	default:
		return false;
	}
}

/* NULL when a cell is of another kind: then the column keeps its cells as they are. */
static const double *decode_numbers(Arena *arena, FieldType type, json_object *array, size_t n,
				    size_t n_rows)
{
	double *numbers = arena_new_array(arena, double, n_rows);
	bool is_boolean = type == FIELD_BOOLEAN;

	for (size_t i = 0; i < n; i++)
		if (!decode_number(json_object_array_get_idx(array, i), is_boolean, &numbers[i]))
			return NULL;
	for (size_t i = n; i < n_rows; i++)
		numbers[i] = value_absent();
	return numbers;
}

static const Value *decode_values(Arena *arena, json_object *array, size_t n, size_t n_rows)
{
	Value *values = arena_new_array(arena, Value, n_rows);

	for (size_t i = 0; i < n; i++)
		values[i] = value_of_json(json_object_array_get_idx(array, i));
	return values;
}

void column_decode(Arena *arena, Field *field, json_object *array, size_t n_rows)
{
	size_t n = MIN(list_length(array), n_rows);

	if (field_type_takes(field->type, VALUE_NULL))
		field->numbers = decode_numbers(arena, field->type, array, n, n_rows);
	if (!field->numbers)
		field->values = decode_values(arena, array, n, n_rows);
}

/* --- What JSON can't say --- */

static void set_rows(const Field *field, size_t n_rows, json_object *rows, double number)
{
	for (size_t i = 0; i < list_length(rows); i++) {
		int64_t row = json_object_get_int64(json_object_array_get_idx(rows, i));

		if (row < 0 || (uint64_t)row >= n_rows)
			continue;
		/* The columns are this decoder's own until it returns. */
		if (field->numbers)
			((double *)field->numbers)[row] = number;
		else
			((Value *)field->values)[row] = value_of_number(number);
	}
}

/* What a key stands for; any that Grafana does not know, too, is undefined. */
static double entity_of(const char *key)
{
	if (strcmp(key, "NaN") == 0)
		return NAN;
	if (strcmp(key, "Inf") == 0)
		return INFINITY;
	return strcmp(key, "NegInf") == 0 ? -INFINITY : value_absent();
}

static void apply_entities(const Field *field, size_t n_rows, json_object *entities)
{
	if (!json_object_is_type(entities, json_type_object))
		return;
	json_object_object_foreach(entities, key, rows)
		if (json_object_is_type(rows, json_type_array))
			set_rows(field, n_rows, rows, entity_of(key));
}

/* Cells are indexes into a list of texts; the column becomes those texts. */
static void apply_enums(Arena *arena, const Frame *frame, Field *field, json_object *texts)
{
	Value *values = arena_new_array(arena, Value, frame->n_rows);
	double n = (double)list_length(texts);

	for (size_t row = 0; row < frame->n_rows; row++) {
		double index = value_to_number(field_value(frame, field, row));

		if (index >= 0 && index < n && index == floor(index))
			values[row] =
				value_of_json(json_object_array_get_idx(texts, (size_t)index));
	}
	field->type = FIELD_STRING;
	field->numbers = NULL;
	field->values = values;
}

static const int *decode_nanos(Arena *arena, json_object *array, size_t n_rows)
{
	int *nanos = arena_new_array(arena, int, n_rows);
	size_t n = MIN(list_length(array), n_rows);

	for (size_t i = 0; i < n; i++)
		nanos[i] = json_object_get_int(json_object_array_get_idx(array, i));
	return nanos;
}

/* The data's lists beside the values: one element a field, most of them null. */
typedef struct {
	json_object *entities, *enums, *nanos;
} Extras;

static void apply_extras(Arena *arena, const Frame *frame, Field *field, const Extras *extras)
{
	size_t index = (size_t)(field - frame->fields);
	json_object *enums = list_element(extras->enums, index);
	json_object *nanos = list_element(extras->nanos, index);

	apply_entities(field, frame->n_rows, list_element(extras->entities, index));
	if (json_object_is_type(enums, json_type_array))
		apply_enums(arena, frame, field, enums);
	if (json_object_is_type(nanos, json_type_array))
		field->nanos = decode_nanos(arena, nanos, frame->n_rows);
}

/* --- Schema --- */

Labels labels_decode(Arena *arena, json_object *json)
{
	Labels labels = { 0 };

	if (!json_object_is_type(json, json_type_object))
		return labels;
	labels.items = arena_new_array(arena, Label, (size_t)json_object_object_length(json));
	json_object_object_foreach(json, key, value) {
		const char *text = json_object_get_string(value);

		labels.items[labels.n++] = (Label){ key, text ? text : "" };
	}
	return labels;
}

void field_decode_schema(Arena *arena, Field *field, json_object *json)
{
	field->name = json_get_text(json, "name", "");
	field->type = field_type_parse(json_get_text(json, "type", NULL));
	field->labels = labels_decode(arena, json_get(json, "labels"));
	field->config = field_config_parse(arena, json_get_object(json, "config"));
}

static size_t longest_column(json_object *columns)
{
	size_t longest = 0;

	for (size_t i = 0; i < list_length(columns); i++)
		longest = MAX(longest, list_length(json_object_array_get_idx(columns, i)));
	return longest;
}

Frame *frame_decode(Arena *arena, json_object *json, const FrameLimits *limits, GError **error)
{
	json_object *schema = json_get_object(json, "schema");
	json_object *fields = json_get_array(schema, "fields");
	json_object *data = json_get_object(json, "data");
	json_object *columns = json_get_array(data, "values");
	Extras extras = { json_get_array(data, "entities"), json_get_array(data, "enums"),
			  json_get_array(data, "nanos") };
	size_t n_fields = list_length(fields), n_rows = longest_column(columns);

	if (!fields) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM,
			    "a frame of the answer has no schema with fields");
		return NULL;
	}
	if (!frame_fits(arena, n_rows, n_fields, limits, error))
		return NULL;
	Frame *frame = frame_new(arena, n_fields, n_rows);

	frame->name = json_get_text(schema, "name", NULL);
	frame->ref_id = json_get_text(schema, "refId", NULL);
	frame->meta = json_get_object(schema, "meta");
	for (size_t i = 0; i < n_fields; i++) {
		field_decode_schema(arena, &frame->fields[i], json_object_array_get_idx(fields, i));
		column_decode(arena, &frame->fields[i], list_element(columns, i), n_rows);
		apply_extras(arena, frame, &frame->fields[i], &extras);
	}
	frame_guess_types(frame);
	frame_settle(arena, frame);
	return frame;
}
