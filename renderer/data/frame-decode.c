#include "renderer/data/frame.h"

#include "renderer/error.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* --- Guessing types --- */

/* An optional sign, digits with a point, an optional exponent, or NAN; blanks around. */
static bool looks_like_number(const char *text)
{
	text += strspn(text, " \t\n\r");
	if (g_ascii_strncasecmp(text, "nan", 3) == 0)
		return text[3 + strspn(text + 3, " \t\n\r")] == '\0';
	text += *text == '+' || *text == '-';
	size_t digits = strspn(text, "0123456789");

	text += digits;
	if (*text == '.') {
		size_t fraction = strspn(text + 1, "0123456789");

		digits += fraction;
		text += 1 + fraction;
	}
	if (digits == 0)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		text += *text == '+' || *text == '-';
		size_t exponent = strspn(text, "0123456789");

		if (exponent == 0)
			return false;
		text += exponent;
	}
	return text[strspn(text, " \t\n\r")] == '\0';
}

static bool looks_like_boolean(const char *text)
{
	static const char *const words[] = { "true", "TRUE", "True", "false", "FALSE", "False" };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

static FieldType guess_from_text(const char *text)
{
	if (looks_like_number(text))
		return FIELD_NUMBER;
	return looks_like_boolean(text) ? FIELD_BOOLEAN : FIELD_STRING;
}

static FieldType guess_from_value(Value value)
{
	switch (value.kind) {
	case VALUE_NUMBER:
		return FIELD_NUMBER;
	case VALUE_BOOLEAN:
		return FIELD_BOOLEAN;
	case VALUE_STRING:
		return guess_from_text(value.string);
	case VALUE_FRAME:
		return FIELD_FRAME;
	case VALUE_FRAMES:
		return FIELD_NESTED_FRAMES;
	default:
		return FIELD_OTHER;
	}
}

void frame_guess_types(Frame *frame)
{
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		if (field->type != FIELD_OTHER)
			continue;
		if (field->name && (g_ascii_strcasecmp(field->name, "time") == 0 ||
				    g_ascii_strcasecmp(field->name, "date") == 0)) {
			field->type = FIELD_TIME;
			continue;
		}
		for (size_t row = 0; row < frame->n_rows; row++) {
			Value value = field_value(frame, field, row);

			if (value.kind == VALUE_ABSENT || value.kind == VALUE_NULL)
				continue;
			field->type = guess_from_value(value);
			break;
		}
	}
}

/* --- Columns --- */

static bool is_number_column(FieldType type)
{
	return type == FIELD_TIME || type == FIELD_NUMBER || type == FIELD_BOOLEAN ||
	       type == FIELD_ENUM;
}

static double number_of_json(json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_int:
	case json_type_double:
		return json_object_get_double(json);
	case json_type_boolean:
		return json_object_get_boolean(json);
	default:
		return value_null();
	}
}

/* Texts in a column of numbers keep the column as it is: cells of any kind. */
static bool has_other_than_numbers(json_object *array, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		json_type type = json_object_get_type(json_object_array_get_idx(array, i));

		if (type == json_type_string || type == json_type_object || type == json_type_array)
			return true;
	}
	return false;
}

static const double *decode_numbers(Arena *arena, json_object *array, size_t n, size_t n_rows)
{
	double *numbers = arena_new_array(arena, double, n_rows + 1);

	for (size_t i = 0; i < n; i++)
		numbers[i] = number_of_json(json_object_array_get_idx(array, i));
	for (size_t i = n; i < n_rows; i++)
		numbers[i] = value_absent();
	return numbers;
}

static Value value_of_json(json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_null:
		return (Value){ .kind = VALUE_NULL };
	case json_type_string:
		return value_of_string(json_object_get_string(json));
	case json_type_boolean:
		return value_of_boolean(json_object_get_boolean(json));
	case json_type_int:
	case json_type_double:
		return (Value){ .kind = VALUE_NUMBER, .number = json_object_get_double(json) };
	default:
		return (Value){ .kind = VALUE_JSON, .json = json };
	}
}

static const Value *decode_values(Arena *arena, json_object *array, size_t n, size_t n_rows)
{
	Value *values = arena_new_array(arena, Value, n_rows + 1);

	for (size_t i = 0; i < n; i++)
		values[i] = value_of_json(json_object_array_get_idx(array, i));
	return values;
}

static void decode_column(Arena *arena, Field *field, json_object *array, size_t n_rows)
{
	size_t n = array ? json_object_array_length(array) : 0;

	n = MIN(n, n_rows);
	if (is_number_column(field->type) && !has_other_than_numbers(array, n))
		field->numbers = decode_numbers(arena, array, n, n_rows);
	else
		field->values = decode_values(arena, array, n, n_rows);
}

/* --- What JSON can't say --- */

static void set_rows(const Field *field, size_t n_rows, json_object *rows, double number)
{
	size_t n = rows ? json_object_array_length(rows) : 0;

	for (size_t i = 0; i < n; i++) {
		int64_t row = json_object_get_int64(json_object_array_get_idx(rows, i));

		if (row < 0 || (size_t)row >= n_rows)
			continue;
		/* The columns are this decoder's own until it returns. */
		if (field->numbers)
			((double *)field->numbers)[row] = number;
		else
			((Value *)field->values)[row] = value_of_number(number);
	}
}

static void apply_entities(const Field *field, size_t n_rows, json_object *entities)
{
	set_rows(field, n_rows, json_get_array(entities, "NaN"), NAN);
	set_rows(field, n_rows, json_get_array(entities, "Inf"), INFINITY);
	set_rows(field, n_rows, json_get_array(entities, "NegInf"), -INFINITY);
	set_rows(field, n_rows, json_get_array(entities, "Undef"), value_absent());
}

/* Values are indexes into a list of texts; the column becomes those texts. */
static void apply_enums(Arena *arena, Field *field, size_t n_rows, json_object *texts)
{
	Value *values = arena_new_array(arena, Value, n_rows + 1);
	size_t n = json_object_array_length(texts);

	for (size_t row = 0; row < n_rows; row++) {
		double index = field->numbers ? field->numbers[row] : NAN;

		if (index >= 0 && index < (double)n)
			values[row] = value_of_json(
				json_object_array_get_idx(texts, (size_t)index));
	}
	field->type = FIELD_STRING;
	field->numbers = NULL;
	field->values = values;
}

static const int *decode_nanos(Arena *arena, json_object *array, size_t n_rows)
{
	int *nanos = arena_new_array(arena, int, n_rows + 1);
	size_t n = MIN(json_object_array_length(array), n_rows);

	for (size_t i = 0; i < n; i++)
		nanos[i] = json_object_get_int(json_object_array_get_idx(array, i));
	return nanos;
}

static json_object *element(json_object *array, size_t index)
{
	return array && index < json_object_array_length(array)
		       ? json_object_array_get_idx(array, index)
		       : NULL;
}

static void decode_extras(Arena *arena, Field *field, size_t index, size_t n_rows,
			  json_object *data)
{
	json_object *enums = element(json_get_array(data, "enums"), index);
	json_object *nanos = element(json_get_array(data, "nanos"), index);

	apply_entities(field, n_rows, element(json_get_array(data, "entities"), index));
	if (json_object_is_type(enums, json_type_array))
		apply_enums(arena, field, n_rows, enums);
	if (json_object_is_type(nanos, json_type_array))
		field->nanos = decode_nanos(arena, nanos, n_rows);
}

/* --- Schema --- */

static Labels decode_labels(Arena *arena, json_object *json)
{
	Labels labels = { 0 };

	if (!json_object_is_type(json, json_type_object))
		return labels;
	labels.items = arena_new_array(arena, Label, (size_t)json_object_object_length(json) + 1);
	json_object_object_foreach(json, key, value) {
		const char *text = json_object_get_string(value);

		labels.items[labels.n++] = (Label){ key, text ? text : "" };
	}
	return labels;
}

static void decode_field_schema(Arena *arena, Field *field, json_object *json)
{
	field->name = json_get_text(json, "name", "");
	field->type = field_type_parse(json_get_text(json, "type", NULL));
	field->labels = decode_labels(arena, json_get(json, "labels"));
	field->config = field_config_parse(arena, json_get_object(json, "config"));
}

static size_t longest_column(json_object *columns)
{
	size_t longest = 0;

	for (size_t i = 0; columns && i < json_object_array_length(columns); i++) {
		json_object *column = json_object_array_get_idx(columns, i);

		if (json_object_is_type(column, json_type_array))
			longest = MAX(longest, json_object_array_length(column));
	}
	return longest;
}

Frame *frame_decode(Arena *arena, json_object *json, const FrameLimits *limits, GError **error)
{
	json_object *schema = json_get_object(json, "schema");
	json_object *fields = json_get_array(schema, "fields");
	json_object *data = json_get_object(json, "data");
	json_object *columns = json_get_array(data, "values");
	size_t n_fields = fields ? json_object_array_length(fields) : 0;
	size_t n_rows = longest_column(columns);

	if (!schema) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM,
			    "a frame of the answer has no schema");
		return NULL;
	}
	if (n_fields && n_rows > limits->max_cells / n_fields) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
			    "a frame of %zu x %zu values is more than %zu values", n_rows,
			    n_fields, limits->max_cells);
		return NULL;
	}
	Frame *frame = frame_new(arena, n_fields, n_rows);

	frame->name = json_get_text(schema, "name", NULL);
	frame->ref_id = json_get_text(schema, "refId", NULL);
	frame->meta = json_get_object(schema, "meta");
	for (size_t i = 0; i < n_fields; i++) {
		json_object *column = element(columns, i);

		decode_field_schema(arena, &frame->fields[i], json_object_array_get_idx(fields, i));
		decode_column(arena, &frame->fields[i],
			      json_object_is_type(column, json_type_array) ? column : NULL, n_rows);
		decode_extras(arena, &frame->fields[i], i, n_rows, data);
	}
	frame_guess_types(frame);
	return frame;
}

/* --- Older shapes --- */

static Frame *decode_series(Arena *arena, json_object *json, json_object *points)
{
	size_t n = json_object_array_length(points);
	Frame *frame = frame_new(arena, 2, n);
	double *times = arena_new_array(arena, double, n + 1);
	double *values = arena_new_array(arena, double, n + 1);

	for (size_t i = 0; i < n; i++) {
		json_object *point = json_object_array_get_idx(points, i);
		bool is_pair = json_object_is_type(point, json_type_array);

		values[i] = is_pair ? number_of_json(element(point, 0)) : value_null();
		times[i] = is_pair ? number_of_json(element(point, 1)) : value_null();
	}
	const char *name = json_get_text(json, "target", json_get_text(json, "name", NULL));

	frame->name = name;
	frame->ref_id = json_get_text(json, "refId", NULL);
	frame->fields[0].name = "Time";
	frame->fields[0].type = FIELD_TIME;
	frame->fields[0].numbers = times;
	frame->fields[1].name = "Value";
	frame->fields[1].type = FIELD_NUMBER;
	frame->fields[1].numbers = values;
	frame->fields[1].labels = decode_labels(arena, json_get(json, "tags"));
	frame->fields[1].config.unit = json_get_text(json, "unit", NULL);
	frame->fields[1].config.display_name_from_ds = json_get_text(json, "title", NULL);
	return frame;
}

static void settle_column(Arena *arena, Frame *frame, Field *field)
{
	const Value *values = field->values;
	bool is_numeric = is_number_column(field->type);

	for (size_t row = 0; is_numeric && row < frame->n_rows; row++)
		is_numeric = values[row].kind != VALUE_STRING && values[row].kind != VALUE_JSON;
	if (!is_numeric)
		return;
	double *numbers = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		numbers[row] = field_number(frame, field, row);
	field->numbers = numbers;
	field->values = NULL;
}

static Frame *decode_table(Arena *arena, json_object *json, json_object *columns,
			   json_object *rows)
{
	size_t n_fields = json_object_array_length(columns);
	size_t n_rows = json_object_array_length(rows);
	Frame *frame = frame_new(arena, n_fields, n_rows);

	frame->name = json_get_text(json, "name", NULL);
	frame->ref_id = json_get_text(json, "refId", NULL);
	for (size_t i = 0; i < n_fields; i++) {
		json_object *column = json_object_array_get_idx(columns, i);
		Field *field = &frame->fields[i];
		Value *values = arena_new_array(arena, Value, n_rows + 1);

		field->config = field_config_parse(arena, column);
		field->name = json_get_text(column, "text", "");
		field->type = field_type_parse(json_get_text(column, "type", NULL));
		for (size_t row = 0; row < n_rows; row++) {
			json_object *cells = json_object_array_get_idx(rows, row);

			if (json_object_is_type(cells, json_type_array) &&
			    i < json_object_array_length(cells))
				values[row] = value_of_json(json_object_array_get_idx(cells, i));
		}
		field->values = values;
	}
	frame_guess_types(frame);
	for (size_t i = 0; i < n_fields; i++)
		settle_column(arena, frame, &frame->fields[i]);
	return frame;
}

/* A frame as snapshots keep it: fields with their values inside. */
static Frame *decode_saved(Arena *arena, json_object *json, json_object *fields)
{
	size_t n_fields = json_object_array_length(fields), n_rows = 0;

	for (size_t i = 0; i < n_fields; i++) {
		json_object *values =
			json_get_array(json_object_array_get_idx(fields, i), "values");

		n_rows = MAX(n_rows, values ? json_object_array_length(values) : 0);
	}
	Frame *frame = frame_new(arena, n_fields, n_rows);

	frame->name = json_get_text(json, "name", NULL);
	frame->ref_id = json_get_text(json, "refId", NULL);
	frame->meta = json_get_object(json, "meta");
	for (size_t i = 0; i < n_fields; i++) {
		json_object *field = json_object_array_get_idx(fields, i);

		decode_field_schema(arena, &frame->fields[i], field);
		decode_column(arena, &frame->fields[i], json_get_array(field, "values"), n_rows);
	}
	frame_guess_types(frame);
	return frame;
}

static size_t cells_of(json_object *json)
{
	json_object *points = json_get_array(json, "datapoints");
	json_object *columns = json_get_array(json, "columns");
	json_object *rows = json_get_array(json, "rows");
	json_object *fields = json_get_array(json, "fields");
	size_t cells = points ? 2 * json_object_array_length(points) : 0;

	if (columns && rows)
		cells += json_object_array_length(columns) * json_object_array_length(rows);
	for (size_t i = 0; fields && i < json_object_array_length(fields); i++) {
		json_object *values = json_get_array(json_object_array_get_idx(fields, i), "values");

		cells += values ? json_object_array_length(values) *
					  json_object_array_length(fields)
				: 0;
	}
	return cells;
}

Frame *frame_decode_legacy(Arena *arena, json_object *json, const FrameLimits *limits,
			   GError **error)
{
	json_object *points = json_get_array(json, "datapoints");
	json_object *columns = json_get_array(json, "columns");
	json_object *rows = json_get_array(json, "rows");
	json_object *fields = json_get_array(json, "fields");

	if (!points)
		points = json_get_array(json, "points");
	if (cells_of(json) > limits->max_cells) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
			    "a result of more than %zu values", limits->max_cells);
		return NULL;
	}
	if (points)
		return decode_series(arena, json, points);
	if (columns && rows)
		return decode_table(arena, json, columns, rows);
	if (fields)
		return decode_saved(arena, json, fields);
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM,
		    "a result is neither a frame, a series nor a table");
	return NULL;
}
