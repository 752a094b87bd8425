/* A field for each row. Source: Grafana 12.3, transformers/rowsToFields, fieldToConfigMapping. */
#include "renderer/transform/types.h"

#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/transform/rows.h"

#include <string.h>

/* What a column is for: a config key, "field.name", "field.value", "field.label", "__ignore". */
typedef struct {
	const char *name;    // display name
	const char *handler; // NULL: the column becomes a label
	json_object *arguments;
} Mapping;

static const char *const handlers[] = { "max",	 "min",		"decimals",   "unit",
					"color", "displayName", "threshold1" };

static const char *handler_of_name(const char *name)
{
	g_autofree char *lower = g_utf8_strdown(name, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(handlers); i++)
		if (g_ascii_strcasecmp(handlers[i], lower) == 0)
			return handlers[i];
	return NULL;
}

static Mapping *map_fields(Arena *arena, Frame *frame, json_object *list)
{
	Mapping *mappings = arena_new_array(arena, Mapping, frame->n_fields);

	for (size_t f = 0; f < frame->n_fields; f++) {
		const char *name = field_display_name(arena, &frame->fields[f], frame, NULL);
		bool is_mapped = false;

		mappings[f].name = name;
		for (size_t i = 0; list && i < json_object_array_length(list); i++) {
			json_object *entry = json_object_array_get_idx(list, i);

			if (strcmp(json_get_text(entry, "fieldName", ""), name) != 0)
				continue;
			mappings[f].handler = json_get_text(entry, "handlerKey", NULL);
			mappings[f].arguments = json_get(entry, "handlerArguments");
			is_mapped = true;
			break;
		}
		if (!is_mapped)
			mappings[f].handler = handler_of_name(name);
	}
	return mappings;
}

/* The column mapped to `handler`; else the first free one of the type becomes it. */
static Field *find_field(Frame *frame, Mapping *mappings, const char *handler, FieldType type)
{
	for (size_t f = 0; f < frame->n_fields; f++)
		if (g_strcmp0(mappings[f].handler, handler) == 0)
			return &frame->fields[f];
	for (size_t f = 0; f < frame->n_fields; f++) {
		if (mappings[f].handler || frame->fields[f].type != type)
			continue;
		mappings[f].handler = handler;
		return &frame->fields[f];
	}
	return NULL;
}

/* --- Config of a row --- */

static json_object *threshold_json(Value value, json_object *arguments)
{
	const char *color = json_get_text(arguments, "threshold.color", "red");

	return json_make("{'mode':'absolute','steps':[{'color':%s,'value':%g}]}", color,
			 value_to_number(value));
}

static json_object *config_json(Arena *arena, const Mapping *mapping, Value value)
{
	const char *handler = mapping->handler;

	if (strcmp(handler, "color") == 0)
		return json_make("{'mode':'fixed','fixedColor':%s}", value_to_text(arena, value));
	if (strcmp(handler, "threshold1") == 0)
		return threshold_json(value, mapping->arguments);
	if (strcmp(handler, "unit") == 0 || strcmp(handler, "displayName") == 0)
		return json_object_new_string(value_to_text(arena, value));
	return json_object_new_double(value_to_number(value));
}

static void configure(Arena *arena, FieldConfig *config, const Mapping *mapping, Value value)
{
	bool is_threshold = strcmp(mapping->handler, "threshold1") == 0;

	if (value.kind == VALUE_NULL || value.kind == VALUE_ABSENT)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(handlers); i++)
		if (strcmp(handlers[i], mapping->handler) == 0)
			field_config_set(arena, config,
					 is_threshold ? "thresholds" : mapping->handler,
					 arena_take_json(arena,
							 config_json(arena, mapping, value)));
}

static void add_label(Arena *arena, Field *made, const char *name, Value value)
{
	if (value.kind != VALUE_NULL && value.kind != VALUE_ABSENT)
		made->labels = labels_with(arena, &made->labels, name,
					   value_to_text(arena, value));
}

static Field make_field(Arena *arena, const Frame *frame, const Mapping *mappings,
			const Field *name, const Field *value, size_t row)
{
	Value *cell = arena_new_one(arena, Value);
	Field made = field_of_values(value_to_text(arena, field_value(frame, name, row)),
				     value->type, cell);

	*cell = field_value(frame, value, row);
	made.labels = labels_with(arena, &name->labels, "", "");
	made.labels.n = name->labels.n;
	for (size_t f = 0; f < frame->n_fields; f++) {
		Value of_row = field_value(frame, &frame->fields[f], row);
		bool is_label = !mappings[f].handler ||
				strcmp(mappings[f].handler, "field.label") == 0;

		if (is_label)
			add_label(arena, &made, mappings[f].name, of_row);
		else
			configure(arena, &made.config, &mappings[f], of_row);
	}
	return made;
}

static Frame *turn(Arena *arena, Frame *frame, json_object *list)
{
	Mapping *mappings = map_fields(arena, frame, list);
	const Field *name = find_field(frame, mappings, "field.name", FIELD_STRING);
	const Field *value = find_field(frame, mappings, "field.value", FIELD_NUMBER);

	if (!name || !value)
		return frame;
	Frame *out = frame_new(arena, frame->n_rows, 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		out->fields[row] = make_field(arena, frame, mappings, name, value, row);
	out->ref_id = arena_printf(arena, "rowsToFields-%s",
				   frame->ref_id ? frame->ref_id : "undefined");
	frame_settle(arena, out);
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Frames *out = frames_new(context->arena);

	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		/* A field has many parts: it counts as the cells it may have as labels. */
		if (!transform_has_room(context, frame->n_rows, frame->n_fields + 16, error))
			return NULL;
		frames_append(context->arena, out,
			      turn(context->arena, frame, json_get_array(options, "mappings")));
	}
	return out;
}

const Transform transform_rows_to_fields = { "rowsToFields", run };
