#pragma once

#include "renderer/data/frame.h"
#include "tests/parse.h"

/* Frames of an answer's JSON: a list of {schema, data}. */
static inline Frames *decode_frames(Arena *arena, const char *text)
{
	FrameLimits limits = { 1000, 1000000 };
	json_object *list = parse_json(arena, text);
	Frames *frames = frames_new(arena);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		g_autoptr(GError) error = NULL;
		Frame *frame = frame_decode(arena, json_object_array_get_idx(list, i), &limits,
					    &error);

		g_assert_no_error(error);
		frames_append(arena, frames, frame);
	}
	return frames;
}
