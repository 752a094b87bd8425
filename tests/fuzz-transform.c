/*
 * The input is {"frames": [...], "transformations": [...]}, the frames as saved in snapshots; a
 * list alone is taken for the transformations and run over a few frames.
 */
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/transform/transform.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char some_frames[] =
	"[{'name': 'a', 'refId': 'A', 'fields': ["
	"  {'name': 'Time', 'type': 'time', 'values': [1, 2, 60000, null]},"
	"  {'name': 'Value', 'type': 'number', 'labels': {'host': 'x', 'az': '1'},"
	"   'values': [3, null, -1.5, 4]},"
	"  {'name': 'line', 'type': 'string', 'values': ['{\"k\":[1]}', 'a=1 b', '', null]}]},"
	" {'name': 'b', 'refId': 'B', 'fields': ["
	"  {'name': 'Time', 'type': 'time', 'values': [2, 3]},"
	"  {'name': 'Value', 'type': 'number', 'labels': {'host': 'y'}, 'values': [30, 5]},"
	"  {'name': 'up', 'type': 'boolean', 'values': [true, null]},"
	"  {'name': 'any', 'type': 'other', 'values': [[1, 'x'], {'k': {}}]}]}]";

static Frames *decode(Arena *arena, json_object *list)
{
	FrameLimits limits = { .max_frames = 20, .max_cells = 2000 };
	Frames *frames = frames_new(arena);

	for (size_t i = 0; list && i < MIN(json_object_array_length(list), limits.max_frames);
	     i++) {
		Frame *frame = frame_decode_legacy(arena, json_object_array_get_idx(list, i),
						   &limits, NULL);

		if (frame)
			frames_append(arena, frames, frame);
	}
	return frames;
}

/* Names are found for all fields at once, as a panel does. */
static void use(Arena *arena, Frames *frames)
{
	frames_cache_names(arena, frames);
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		for (size_t f = 0; f < frame->n_fields; f++) {
			Field *field = &frame->fields[f];

			field_display_name(arena, field, frame, frames);
			g_assert(!field->numbers || !field->values);
			for (size_t row = 0; row < MIN(frame->n_rows, 1000); row++)
				value_to_text(arena, field_value(frame, field, row));
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *text = arena_strndup(arena, size ? (const char *)data : "", size);
	json_object *json = arena_take_json(arena, json_tokener_parse(text));
	json_object *list = json_get_array(json, "frames");
	json_object *transformations = json_get_array(json, "transformations");
	const TransformContext context = { .arena = arena, .max_cells = 20000 };
	const char *notice = NULL;

	if (!list)
		list = arena_take_json(arena, json_tokener_parse(some_frames));
	if (json_object_is_type(json, json_type_array))
		transformations = json;
	Frames *annotations = decode(arena, json_get_array(json, "annotations"));

	use(arena, transforms_run(&context, transformations, decode(arena, list), &annotations,
				  &notice));
	use(arena, annotations);
	return 0;
}
