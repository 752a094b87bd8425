/*
 * Columns of what is written in the cells of another one.
 * Source: Grafana 12.3, transformers/extractFields/extractFields.ts.
 */
#include "renderer/transform/types.h"

#include "renderer/data/names.h"
#include "renderer/error.h"
#include "renderer/json.h"
#include "renderer/transform/extract-parse.h"
#include "renderer/transform/rows.h"

#include <string.h>

typedef struct {
	const char *name;
	Value *values; // one a row
} Column;

typedef struct {
	const TransformContext *context;
	Extractor *extractor;
	json_object *paths; // of JSON, NULL: all its keys
	const Frame *frame;
	GArray *columns;
	GHashTable *places; // name to place + 1
} Extraction;

static Field *find_field(Arena *arena, Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		if (g_strcmp0(field->name, name) == 0 ||
		    strcmp(field_display_name(arena, field, frame, NULL), name) == 0)
			return field;
	}
	return NULL;
}

/* False: too many columns. */
static bool put(Extraction *extraction, const char *name, Value value, size_t row, GError **error)
{
	Arena *arena = extraction->context->arena;
	size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(extraction->places, name));

	if (!place) {
		size_t n = extraction->columns->len + 1;
		const size_t n_rows = extraction->frame->n_rows;

		if (!transform_has_room(extraction->context, n_rows, n, error))
			return false;
		Column column = { arena_strdup(arena, name), arena_new_array(arena, Value, n_rows) };

		g_array_append_val(extraction->columns, column);
		g_hash_table_insert(extraction->places, (void *)column.name, GSIZE_TO_POINTER(n));
		place = n;
	}
	g_array_index(extraction->columns, Column, place - 1).values[row] = value;
	return true;
}

/* --- The entries of what was parsed --- */

/* Keys as JavaScript goes through them: those that are indexes first, ascending. */
static GPtrArray *ordered_keys(json_object *object)
{
	GPtrArray *keys = g_ptr_array_new();

	json_object_object_foreach(object, key, value)
		g_ptr_array_add(keys, key);
	(void)value;
	if (keys->len)
		g_qsort_with_data(keys->pdata, (int)keys->len, sizeof(void *), compare_object_keys,
				  NULL);
	return keys;
}

static bool put_object(Extraction *extraction, json_object *object, size_t row, GError **error)
{
	g_autoptr(GPtrArray) keys = ordered_keys(object);

	for (size_t i = 0; i < keys->len; i++) {
		json_object *value = NULL;

		json_object_object_get_ex(object, keys->pdata[i], &value);
		if (!put(extraction, keys->pdata[i], value_of_json(value), row, error))
			return false;
	}
	return true;
}

static bool put_indexed(Extraction *extraction, size_t index, Value value, size_t row,
			GError **error)
{
	char name[24];

	g_snprintf(name, sizeof(name), "%zu", index);
	return put(extraction, name, value, row, error);
}

static bool put_list(Extraction *extraction, json_object *list, size_t row, GError **error)
{
	for (size_t i = 0; i < json_object_array_length(list); i++)
		if (!put_indexed(extraction, i, value_of_json(json_object_array_get_idx(list, i)),
				 row, error))
			return false;
	return true;
}

/* A text is a list of its characters. */
static bool put_text(Extraction *extraction, const char *text, size_t row, GError **error)
{
	Arena *arena = extraction->context->arena;

	for (size_t i = 0; *text; i++) {
		const char *next = g_utf8_find_next_char(text, NULL);
		const char *character = arena_strndup(arena, text, (size_t)(next - text));

		if (!put_indexed(extraction, i, value_of_string(character), row, error))
			return false;
		text = next;
	}
	return true;
}

static bool put_paths(Extraction *extraction, json_object *json, size_t row, GError **error)
{
	for (size_t i = 0; i < json_object_array_length(extraction->paths); i++) {
		json_object *entry = json_object_array_get_idx(extraction->paths, i);
		const char *path = json_get_text(entry, "path", "");
		const char *alias = json_get_text(entry, "alias", "");

		if (!path[0])
			continue;
		json_object *found = json_path_get(json, path);
		Value value = found ? value_of_json(found) : value_of_string("Not Found");

		if (!put(extraction, alias[0] ? alias : path, value, row, error))
			return false;
	}
	return true;
}

static bool put_json(Extraction *extraction, json_object *json, size_t row, GError **error)
{
	if (extraction->paths)
		return put_paths(extraction, json, row, error);
	switch (json_object_get_type(json)) {
	case json_type_object:
		return put_object(extraction, json, row, error);
	case json_type_array:
		return put_list(extraction, json, row, error);
	case json_type_string:
		return put_text(extraction, json_object_get_string(json), row, error);
	default:
		return true;
	}
}

static bool put_cell(Extraction *extraction, Value value, size_t row, GError **error)
{
	Arena *arena = extraction->context->arena;

	switch (value.kind) {
	case VALUE_ABSENT:
	case VALUE_NULL:
		return true;
	case VALUE_STRING:
		value = value_of_json(extractor_parse(extraction->extractor, arena, value.string));
		break;
	default:
		break;
	}
	json_object *json = arena_take_json(arena, value_to_json(value));

	if (!json && extraction->paths)
		json = arena_take_json(arena, json_object_new_object());
	return !json || put_json(extraction, json, row, error);
}

/* --- The frame --- */

static Frame *build(const Extraction *extraction, Frame *frame, json_object *options)
{
	Arena *arena = extraction->context->arena;
	bool is_replacing = json_get_bool(options, "replace", false);
	Field *time = NULL;
	Frame *out = arena_new_one(arena, Frame);

	if (json_get_bool(options, "keepTime", false)) {
		time = find_field(arena, frame, "Time");
		time = time ? time : find_field(arena, frame, "time");
	}
	*out = *frame;
	out->n_fields = 0;
	out->fields = arena_new_array(arena, Field,
				      frame->n_fields + 1 + extraction->columns->len);
	for (size_t i = 0; !is_replacing && i < frame->n_fields; i++)
		out->fields[out->n_fields++] = frame->fields[i];
	if (time)
		out->fields[out->n_fields++] = *time;
	for (size_t i = 0; i < extraction->columns->len; i++) {
		const Column *column = &g_array_index(extraction->columns, Column, i);

		out->fields[out->n_fields++] = field_of_values(
			column->name, field_type_of_values(column->values, frame->n_rows),
			column->values);
	}
	frame_settle(arena, out);
	return out;
}

/* The paths count only where one is not empty. */
static json_object *paths_of(json_object *options)
{
	json_object *paths = json_get_array(options, "jsonPaths");
	bool is_json = strcmp(json_get_text(options, "format", ""), "json") == 0;

	for (size_t i = 0; is_json && paths && i < json_object_array_length(paths); i++)
		if (json_get_text(json_object_array_get_idx(paths, i), "path", "")[0])
			return paths;
	return NULL;
}

static Frame *extract(const TransformContext *context, Extractor *extractor, Frame *frame,
		      json_object *options, GError **error)
{
	g_autoptr(GArray) columns = g_array_new(false, false, sizeof(Column));
	g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
	Extraction extraction = { context, extractor, paths_of(options), frame, columns, places };
	Field *source = find_field(context->arena, frame, json_get_text(options, "source", ""));

	if (!source)
		return frame;
	for (size_t row = 0; row < frame->n_rows; row++)
		if (!put_cell(&extraction, field_value(frame, source, row), row, error))
			return NULL;
	if (extractor_gave_up(extractor)) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
			    "the regular expression takes too long");
		return NULL;
	}
	return build(&extraction, frame, options);
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Extractor *extractor = extractor_new(context->arena, options);
	Frames *out = frames_new(context->arena);

	if (!json_get_text(options, "source", "")[0])
		return frames;
	if (!extractor) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
			    "there is no format \"%s\" to extract",
			    json_get_text(options, "format", ""));
		return NULL;
	}
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = extract(context, extractor, frames->items[i], options, error);

		if (!frame)
			return NULL;
		frames_append(context->arena, out, frame);
	}
	return out;
}

const Transform transform_extract_fields = { "extractFields", run };
