/* All fields side by side. Source: Grafana 12.3, transformers/concat.ts. */
#include "renderer/transform/types.h"

#include "renderer/json.h"
#include "renderer/transform/rows.h"

#include <string.h>

typedef enum { NAME_IN_FIELD, NAME_IN_LABEL, NAME_DROPPED } NameMode;

static NameMode name_mode(json_object *options)
{
	const char *mode = json_get_text(options, "frameNameMode", "field");

	if (strcmp(mode, "label") == 0)
		return NAME_IN_LABEL;
	return strcmp(mode, "drop") == 0 ? NAME_DROPPED : NAME_IN_FIELD;
}

static void name_after_frame(Arena *arena, Field *field, const Frame *frame, NameMode mode,
			     const char *label)
{
	bool is_bare = !field->name || !field->name[0] || strcmp(field->name, "Value") == 0;

	memset(&field->state, 0, sizeof(field->state));
	if (!frame->name || !frame->name[0] || mode == NAME_DROPPED)
		return;
	if (mode == NAME_IN_LABEL)
		field->labels = labels_with(arena, &field->labels, label, frame->name);
	else if (is_bare)
		field->name = frame->name;
	else
		field->name = arena_printf(arena, "%s · %s", frame->name, field->name);
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	size_t n_rows = 0, n_fields = 0, at = 0;
	Frames *out = frames_new(arena);

	if (frames->n < 2)
		return frames;
	for (size_t i = 0; i < frames->n; i++) {
		n_rows = MAX(n_rows, frames->items[i]->n_rows);
		n_fields += frames->items[i]->n_fields;
	}
	if (!transform_has_room(context, n_rows, n_fields, error))
		return NULL;
	Frame *all = frame_new(arena, n_fields, n_rows);
	size_t *rows = arena_new_array(arena, size_t, n_rows);

	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		for (size_t row = 0; row < n_rows; row++)
			rows[row] = row < frame->n_rows ? row : FRAME_ABSENT_ROW;
		for (size_t f = 0; f < frame->n_fields; f++, at++) {
			all->fields[at] = field_take_rows(arena, frame, &frame->fields[f], rows,
							  n_rows);
			name_after_frame(arena, &all->fields[at], frame, name_mode(options),
					 json_get_text(options, "frameNameLabel", "frame"));
		}
	}
	frames_append(arena, out, all);
	return out;
}

const Transform transform_concatenate = { "concatenate", run };
