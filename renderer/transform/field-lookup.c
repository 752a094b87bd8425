/* Adds what a list of places says about a field's values. Source: Grafana 12.3, fieldLookup.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/names.h"
#include "renderer/error.h"
#include "renderer/geo/gazetteer.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

#include <string.h>

/* The row of the list for each row of the frame; absent where it has none. */
static size_t *find_rows(Arena *arena, const Gazetteer *gazetteer, const Frame *frame,
			 const Field *field)
{
	size_t *rows = arena_new_array(arena, size_t, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++) {
		Value value = field_value(frame, field, row);
		const Place *place = value.kind == VALUE_STRING
					     ? gazetteer_find(gazetteer, value.string)
					     : NULL;

		rows[row] = place ? place->row : FRAME_ABSENT_ROW;
	}
	return rows;
}

static bool is_looked_up(Arena *arena, Field *field, const Frame *frame, Frames *frames,
			 const char *name)
{
	return g_strcmp0(field->name, name) == 0 ||
	       strcmp(field_display_name(arena, field, frame, frames), name) == 0;
}

/* The fields of the list follow each field that is looked up. */
static Frame *look_up(const TransformContext *context, Frame *frame, Frames *frames,
		      const Gazetteer *gazetteer, const char *name)
{
	const Frame *places = gazetteer_frame(gazetteer);
	Frame *out = frame_new(context->arena, frame->n_fields * (1 + places->n_fields),
			       frame->n_rows);

	out->name = frame->name;
	out->ref_id = frame->ref_id;
	out->meta = frame->meta;
	out->n_fields = 0;
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		out->fields[out->n_fields++] = *field;
		if (!is_looked_up(context->arena, field, frame, frames, name))
			continue;
		size_t *rows = find_rows(context->arena, gazetteer, frame, field);

		for (size_t place = 0; place < places->n_fields; place++)
			out->fields[out->n_fields++] =
				field_take_rows(context->arena, places, &places->fields[place],
						rows, frame->n_rows);
	}
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	const char *path = json_get_text(options, "gazetteer", GAZETTEER_COUNTRIES);
	const char *name = json_get_text(options, "lookupField", "");
	const Gazetteer *gazetteer = gazetteer_open(context->arena, context->assets, path);
	Frames *out = frames_new(context->arena);

	if (!gazetteer || !gazetteer_frame(gazetteer)) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
			    "places of %s are not available", path);
		return NULL;
	}
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		if (!transform_has_room(context, frame->n_rows,
					frame->n_fields *
						(1 + gazetteer_frame(gazetteer)->n_fields),
					error))
			return NULL;
		frames_append(context->arena, out, look_up(context, frame, frames, gazetteer, name));
	}
	return out;
}

const Transform transform_field_lookup = { "fieldLookup", run };
