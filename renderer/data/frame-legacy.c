#include "renderer/data/frame-decode.h"

#include "renderer/error.h"
#include "renderer/json.h"

#include <string.h>

/* A frame of `values` columns; returns the cells of field i through columns[i]. */
static Frame *new_frame(Arena *arena, json_object *json, size_t n_fields, size_t n_rows,
			Value ***columns)
{
	Frame *frame = frame_new(arena, n_fields, n_rows);

	frame->name = json_get_text(json, "name", NULL);
	frame->ref_id = json_get_text(json, "refId", NULL);
	frame->meta = json_get_object(json, "meta");
	*columns = arena_new_array(arena, Value *, n_fields);
	for (size_t i = 0; i < n_fields; i++) {
		(*columns)[i] = arena_new_array(arena, Value, n_rows);
		frame->fields[i].values = (*columns)[i];
	}
	return frame;
}

static Frame *finish(Arena *arena, Frame *frame)
{
	frame_guess_types(frame);
	frame_settle(arena, frame);
	return frame;
}

/* --- {target, datapoints: [[value, time], ...]} --- */

static Frame *decode_series(Arena *arena, json_object *json, json_object *points,
			    const FrameLimits *limits, GError **error)
{
	size_t n = list_length(points);
	Value **columns;

	if (!frame_fits(arena, n, 2, limits, error))
		return NULL;
	Frame *frame = new_frame(arena, json, 2, n, &columns);
	Field *time = &frame->fields[0], *value = &frame->fields[1];
	const char *target = json_get_text(json, "target", "");

	if (*target)
		frame->name = target;
	for (size_t row = 0; row < n; row++) {
		json_object *point = json_object_array_get_idx(points, row);

		if (list_length(point) > 0)
			columns[1][row] = value_of_json(json_object_array_get_idx(point, 0));
		if (list_length(point) > 1)
			columns[0][row] = value_of_json(json_object_array_get_idx(point, 1));
	}
	time->name = "Time";
	time->type = FIELD_TIME;
	value->name = "Value";
	value->type = FIELD_NUMBER;
	value->labels = labels_decode(arena, json_get(json, "tags"));
	value->config.unit = json_get_text(json, "unit", NULL);
	value->config.display_name_from_ds = json_get_text(json, "title", NULL);
	return finish(arena, frame);
}

/* --- {type: "docs", target, datapoints: [{...}, ...]} --- */

static Frame *decode_documents(Arena *arena, json_object *json, const FrameLimits *limits,
			       GError **error)
{
	json_object *documents = json_get_array(json, "datapoints");
	const char *target = json_get_text(json, "target", NULL);
	Value **columns;

	if (!frame_fits(arena, list_length(documents), 1, limits, error))
		return NULL;
	Frame *frame = new_frame(arena, json, 1, list_length(documents), &columns);

	frame->name = frame->ref_id = target;
	frame->fields[0].name = target ? target : "";
	frame->fields[0].labels = labels_decode(arena, json_get(json, "tags"));
	frame->fields[0].config.unit = json_get_text(json, "unit", NULL);
	for (size_t row = 0; row < frame->n_rows; row++)
		columns[0][row] = value_of_json(json_object_array_get_idx(documents, row));
	return finish(arena, frame);
}

/* --- {columns: [{text, type}], rows: [[...], ...]} --- */

static void decode_column_head(Arena *arena, Field *field, json_object *json)
{
	if (json_object_is_type(json, json_type_string)) {
		field->name = json_object_get_string(json);
		return;
	}
	field->name = json_get_text(json, "text", "");
	field->type = field_type_parse(json_get_text(json, "type", NULL));
	field->config = field_config_parse(arena, json);
}

static Frame *decode_table(Arena *arena, json_object *json, json_object *heads, json_object *rows,
			   const FrameLimits *limits, GError **error)
{
	size_t n_fields = list_length(heads), n_rows = list_length(rows);
	Value **columns;

	if (!frame_fits(arena, n_rows, n_fields, limits, error))
		return NULL;
	Frame *frame = new_frame(arena, json, n_fields, n_rows, &columns);

	for (size_t i = 0; i < n_fields; i++)
		decode_column_head(arena, &frame->fields[i], json_object_array_get_idx(heads, i));
	for (size_t row = 0; row < n_rows; row++) {
		json_object *cells = json_object_array_get_idx(rows, row);
		size_t n = MIN(list_length(cells), n_fields);

		for (size_t i = 0; i < n; i++)
			columns[i][row] = value_of_json(json_object_array_get_idx(cells, i));
	}
	return finish(arena, frame);
}

/* --- {fields: [{name, type, values, labels, config}]}, as snapshots keep it --- */

static Frame *decode_saved(Arena *arena, json_object *json, json_object *fields,
			   const FrameLimits *limits, GError **error)
{
	size_t n_fields = list_length(fields), n_rows = 0;

	for (size_t i = 0; i < n_fields; i++) {
		json_object *field = json_object_array_get_idx(fields, i);

		n_rows = MAX(n_rows, list_length(json_get(field, "values")));
	}
	if (!frame_fits(arena, n_rows, n_fields, limits, error))
		return NULL;
	Frame *frame = frame_new(arena, n_fields, n_rows);

	frame->name = json_get_text(json, "name", NULL);
	frame->ref_id = json_get_text(json, "refId", NULL);
	frame->meta = json_get_object(json, "meta");
	for (size_t i = 0; i < n_fields; i++) {
		json_object *saved = json_object_array_get_idx(fields, i);
		Field *field = &frame->fields[i];

		field_decode_schema(arena, field, saved);
		if (!field->name[0])
			field->name = arena_printf(arena, "Field %zu", i + 1);
		column_decode(arena, field, json_get(saved, "values"), n_rows);
	}
	return finish(arena, frame);
}

/* --- [{key: value, ...}, ...] and [value, ...] --- */

static bool is_something(json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_null:
		return false;
	case json_type_boolean:
		return json_object_get_boolean(json);
	case json_type_int:
	case json_type_double:
		return json_object_get_double(json) != 0;
	case json_type_string:
		return json_object_get_string(json)[0] != '\0';
	default:
		return true;
	}
}

static json_object *first_something(json_object *list)
{
	for (size_t i = 0; i < list_length(list); i++)
		if (is_something(json_object_array_get_idx(list, i)))
			return json_object_array_get_idx(list, i);
	return NULL;
}

static Frame *decode_plain_list(Arena *arena, json_object *list, const FrameLimits *limits,
				GError **error)
{
	size_t n_rows = list_length(list);

	if (!frame_fits(arena, n_rows, 1, limits, error))
		return NULL;
	Frame *frame = frame_new(arena, n_rows ? 1 : 0, n_rows);

	if (n_rows) {
		frame->fields[0].name = "Value";
		column_decode(arena, &frame->fields[0], list, n_rows);
	}
	return finish(arena, frame);
}

/* The keys of the first object name the fields. */
static Frame *decode_objects(Arena *arena, json_object *list, json_object *first,
			     const FrameLimits *limits, GError **error)
{
	size_t n_fields = (size_t)json_object_object_length(first), n_rows = list_length(list);
	size_t index = 0;
	Value **columns;

	if (!frame_fits(arena, n_rows, n_fields, limits, error))
		return NULL;
	Frame *frame = new_frame(arena, NULL, n_fields, n_rows, &columns);

	json_object_object_foreach(first, key, ignored) {
		for (size_t row = 0; row < n_rows; row++) {
			json_object *cell, *object = json_object_array_get_idx(list, row);

			if (!object)
				columns[index][row].kind = VALUE_NULL;
			else if (json_object_is_type(object, json_type_object) &&
				 json_object_object_get_ex(object, key, &cell))
				columns[index][row] = value_of_json(cell);
		}
		frame->fields[index++].name = key;
		(void)ignored;
	}
	return finish(arena, frame);
}

static Frame *decode_list(Arena *arena, json_object *list, const FrameLimits *limits,
			  GError **error)
{
	json_object *first = first_something(list);

	if (json_object_is_type(first, json_type_object))
		return decode_objects(arena, list, first, limits, error);
	return decode_plain_list(arena, list, limits, error);
}

Frame *frame_decode_legacy(Arena *arena, json_object *json, const FrameLimits *limits,
			   GError **error)
{
	json_object *points = json_get_array(json, "datapoints");
	json_object *heads = json_get_array(json, "columns");
	json_object *fields = json_get_array(json, "fields");

	if (json_object_is_type(json, json_type_array))
		return decode_list(arena, json, limits, error);
	if (fields)
		return decode_saved(arena, json, fields, limits, error);
	if (strcmp(json_get_text(json, "type", ""), "docs") == 0)
		return decode_documents(arena, json, limits, error);
	if (!points)
		points = json_get_array(json, "points");
	if (points)
		return decode_series(arena, json, points, limits, error);
	if (json_get_object(json, "schema"))
		return frame_decode(arena, json, limits, error);
	if (heads)
		return decode_table(arena, json, heads, json_get_array(json, "rows"), limits, error);
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM,
		    "a result is neither a frame, a series, a table nor a list");
	return NULL;
}
