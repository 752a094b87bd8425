/* A field for each row. Source: Grafana 12.3, transformers/rowsToFields/rowsToFields.ts. */
#include "renderer/transform/types.h"

#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/transform/config-mapping.h"
#include "renderer/transform/rows.h"

#include <string.h>

/* The columns that name the made fields and give their values. */
typedef struct {
	ConfigMapping *mappings;
	const Field *name, *value;
} Source;

static bool is_any_mapped_to(json_object *list, const char *handler)
{
	for (size_t i = 0; i < json_length(list); i++)
		if (strcmp(json_get_text(json_at(list, i), "handlerKey", ""), handler) == 0)
			return true;
	return false;
}

/* The first column of a type that nothing is said about, unless a column is mapped to be it. */
static void take_first(const Frame *frame, ConfigMapping *mappings, json_object *list,
		       const char *handler, FieldType type)
{
	if (is_any_mapped_to(list, handler))
		return;
	for (size_t f = 0; f < frame->n_fields; f++) {
		if (mappings[f].handler || mappings[f].is_given || frame->fields[f].type != type)
			continue;
		mappings[f].handler = handler;
		return;
	}
}

static const Field *find_last(const Frame *frame, const ConfigMapping *mappings,
			      const char *handler)
{
	for (size_t f = frame->n_fields; f-- > 0;)
		if (g_strcmp0(mappings[f].handler, handler) == 0)
			return &frame->fields[f];
	return NULL;
}

static Source find_source(Arena *arena, Frame *frame, json_object *list)
{
	ConfigMapping *mappings = config_mappings_new(arena, frame, list);

	take_first(frame, mappings, list, "field.name", FIELD_STRING);
	take_first(frame, mappings, list, "field.value", FIELD_NUMBER);
	return (Source){ mappings, find_last(frame, mappings, "field.name"),
			 find_last(frame, mappings, "field.value") };
}

/* Columns without a use of their own are labels, after those of the name's column. */
static Labels labels_of_row(Arena *arena, const Frame *frame, const Source *source,
			    const Value *cells)
{
	Labels labels = labels_with(arena, &source->name->labels, "", "");

	labels.n = source->name->labels.n;
	for (size_t f = 0; f < frame->n_fields; f++) {
		const char *handler = source->mappings[f].handler;
		bool is_label = !handler || strcmp(handler, "field.label") == 0;

		if (is_label && cells[f].kind != VALUE_NULL && cells[f].kind != VALUE_ABSENT)
			labels = labels_with(arena, &labels, source->mappings[f].name,
					     value_to_text(arena, cells[f]));
	}
	return labels;
}

static Field make_field(Arena *arena, const Frame *frame, const Source *source, size_t row)
{
	Value *cells = arena_new_array(arena, Value, frame->n_fields);
	Value *cell = arena_new_one(arena, Value);

	for (size_t f = 0; f < frame->n_fields; f++)
		cells[f] = field_value(frame, &frame->fields[f], row);
	*cell = field_value(frame, source->value, row);
	Field made = field_of_values(
		value_to_text(arena, field_value(frame, source->name, row)), source->value->type,
		cell);

	made.labels = labels_of_row(arena, frame, source, cells);
	made.config = field_config_parse(
		arena, config_of_cells(arena, source->mappings, cells, frame->n_fields));
	return made;
}

static Frame *turn(Arena *arena, Frame *frame, json_object *list)
{
	Source source = find_source(arena, frame, list);

	if (!source.name || !source.value)
		return frame;
	Frame *out = frame_new(arena, frame->n_rows, 1);

	for (size_t row = 0; row < frame->n_rows; row++)
		out->fields[row] = make_field(arena, frame, &source, row);
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

		if (!transform_has_room(context, frame->n_fields, frame->n_rows, error))
			return NULL;
		frames_append(context->arena, out,
			      turn(context->arena, frame, json_get_array(options, "mappings")));
	}
	return out;
}

const Transform transform_rows_to_fields = { "rowsToFields", run };
