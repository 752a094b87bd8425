/* The input is an answer's frame, of any of the shapes that are decoded. */
#include "renderer/data/frame.h"
#include "renderer/data/join.h"
#include "renderer/data/names.h"
#include "renderer/data/nulls.h"
#include "renderer/data/reduce.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(Arena *arena, Frame *frame)
{
	static const char *const calcs[] = { "lastNotNull", "mean",  "median",	   "p95",
					     "stdDev",	    "delta", "changeCount", "uniqueValues" };
	Frames *frames = frames_new(arena);

	frames_append(arena, frames, frame);
	frames_append(arena, frames, nulls_insert(arena, frame, 0, 100));
	for (size_t i = 0; i < frame->n_fields; i++) {
		field_display_name(arena, &frame->fields[i], frame, frames);
		for (size_t k = 0; k < G_N_ELEMENTS(calcs); k++)
			value_to_text(arena, reduce_field(arena, frame, &frame->fields[i],
							  reducer_find(calcs[k])));
	}
	frames_join(arena, frames, FIELD_TIME, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const FrameLimits limits = { .max_frames = 1, .max_cells = 10000 };
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *text = arena_strndup(arena, size ? (const char *)data : "", size);
	json_object *json = arena_take_json(arena, json_tokener_parse(text));
	Frame *frame = frame_decode(arena, json, &limits, NULL);
	Frame *legacy = frame_decode_legacy(arena, json, &limits, NULL);

	if (frame)
		use(arena, frame);
	if (legacy)
		use(arena, legacy);
	return 0;
}
