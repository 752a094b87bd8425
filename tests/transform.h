#pragma once

#include "renderer/data/names.h"
#include "renderer/transform/transform.h"
#include "tests/decode.h"

#include <string.h>

/* Frames for transformations: [{name, refId, fields: [{name, type, labels, config, values}]}]. */
static inline Frames *transform_input(Arena *arena, const char *text)
{
	const FrameLimits limits = { 1000, 1000000 };
	json_object *list = parse_json(arena, text);
	Frames *frames = frames_new(arena);

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		g_autoptr(GError) error = NULL;
		Frame *frame = frame_decode_legacy(arena, json_object_array_get_idx(list, i),
						   &limits, &error);

		g_assert_no_error(error);
		frames_append(arena, frames, frame);
	}
	return frames;
}

static inline TransformContext transform_context(Arena *arena)
{
	return (TransformContext){ .arena = arena, .max_cells = 10000 };
}

/* "Time: 1 2 | Value: 3 undefined" for each frame, frames on lines of their own. */
static inline const char *transform_text(Arena *arena, Frames *frames)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		if (i)
			g_string_append_c(text, '\n');
		for (size_t f = 0; f < frame->n_fields; f++) {
			Field *field = &frame->fields[f];

			g_string_append_printf(text, "%s%s:", f ? " | " : "",
					       field_display_name(arena, field, frame, NULL));
			for (size_t row = 0; row < frame->n_rows; row++)
				g_string_append_printf(
					text, " %s",
					value_to_text(arena, field_value(frame, field, row)));
		}
	}
	return arena_take_string(arena, text);
}

/* Runs one transformation and compares the text of what it leaves. */
static inline void assert_transform(const char *id, const char *options, const char *input,
				    const char *expected)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	g_autoptr(GError) error = NULL;
	const TransformContext context = transform_context(arena);
	const Transform *transform = transform_find(id);

	g_assert_nonnull(transform);
	Frames *out = transform->run(&context, transform_input(arena, input),
				     parse_json(arena, options), &error);

	g_assert_no_error(error);
	g_assert_cmpstr(transform_text(arena, out), ==, expected);
}
