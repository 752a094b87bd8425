/* Rows as columns. Source: Grafana 12.3, transformers/transpose.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/names.h"
#include "renderer/error.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

typedef struct {
	Arena *arena;
	const char *first_name, *rest_name;
	Value empty; // in place of missing cells of texts
} Transposition;

/* Cells of different types meet as texts. */
static Value as_text(const Transposition *transposition, const Field *field, Value value)
{
	const EnumConfig *enumeration = &field->config.enumeration;

	if (value.kind == VALUE_NULL || value.kind == VALUE_ABSENT)
		return transposition->empty;
	if (field->type == FIELD_ENUM) {
		double index = value_to_number(value);
		bool is_known = index >= 0 && index < (double)enumeration->n_texts;

		return is_known ? value_of_string(enumeration->texts[(size_t)index])
				: transposition->empty;
	}
	if (value.kind == VALUE_JSON && field->type != FIELD_STRING)
		return value_of_string(json_object_to_json_string_ext(
			value.json, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	return value_of_string(value_to_text(transposition->arena, value));
}

static FieldType common_type(const Frame *frame, size_t first)
{
	if (first >= frame->n_fields)
		return FIELD_STRING;
	for (size_t f = first + 1; f < frame->n_fields; f++)
		if (frame->fields[f].type != frame->fields[first].type)
			return FIELD_STRING;
	return frame->fields[first].type;
}

static Field names_column(const Transposition *transposition, const Frame *frame, size_t first)
{
	Value *names = arena_new_array(transposition->arena, Value, frame->n_fields);

	for (size_t f = first; f < frame->n_fields; f++)
		names[f - first] = value_of_string(frame->fields[f].state.display_name);
	return field_of_values(transposition->first_name, FIELD_STRING, names);
}

static Field row_column(const Transposition *transposition, const Frame *frame, size_t first,
			FieldType type, size_t row)
{
	Arena *arena = transposition->arena;
	Value *values = arena_new_array(arena, Value, frame->n_fields);
	const Field *headers = first ? &frame->fields[0] : NULL;
	const char *text = headers ? value_to_text(arena, as_text(transposition, headers,
								  field_value(frame, headers, row)))
				   : arena_printf(arena, "%zu", row + 1);

	for (size_t f = first; f < frame->n_fields; f++) {
		Value value = field_value(frame, &frame->fields[f], row);

		values[f - first] = type == FIELD_STRING
					    ? as_text(transposition, &frame->fields[f], value)
					    : value;
	}
	Field column = field_of_values(transposition->rest_name, type, values);

	column.labels = labels_with(arena, &column.labels,
				    headers && headers->name ? headers->name : "row", text);
	return column;
}

static Frame *transpose(const Transposition *transposition, const Frame *frame)
{
	FieldType headers = frame->fields[0].type;
	size_t first = headers == FIELD_STRING || headers == FIELD_TIME || headers == FIELD_ENUM;
	FieldType type = common_type(frame, first);
	Frame *out = frame_new(transposition->arena, frame->n_rows + 1, frame->n_fields - first);

	out->name = frame->name;
	out->meta = frame->meta;
	out->ref_id = arena_printf(transposition->arena, "transpose-%s",
				   frame->ref_id ? frame->ref_id : "undefined");
	out->fields[0] = names_column(transposition, frame, first);
	for (size_t row = 0; row < frame->n_rows; row++)
		out->fields[row + 1] = row_column(transposition, frame, first, type, row);
	frame_settle(transposition->arena, out);
	return out;
}

static const char *text_or(json_object *options, const char *key, const char *fallback)
{
	const char *text = json_get_text(options, key, "");

	return text[0] ? text : fallback;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	const Transposition transposition = {
		.arena = context->arena,
		.first_name = text_or(options, "firstFieldName", "Field"),
		.rest_name = text_or(options, "restFieldsName", "Value"),
		.empty = special_value(json_get_text(options, "emptyValue", "empty")),
	};
	Frames *out = frames_new(context->arena);

	frames_cache_names(context->arena, frames);
	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		if (frame->n_fields == 0) {
			g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
				    "a frame has no fields");
			return NULL;
		}
		if (!transform_has_room(context, frame->n_fields, frame->n_rows + 1, error))
			return NULL;
		frames_append(context->arena, out, transpose(&transposition, frame));
	}
	return out;
}

const Transform transform_transpose = { "transpose", run };
