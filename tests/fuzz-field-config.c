/* The input is a panel's fieldConfig, put to a time, a number, a text and an enum. */
#include "renderer/data/apply.h"
#include "renderer/data/defaults.h"
#include "renderer/model/interpolate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Frames *make_frames(Arena *arena)
{
	static const double times[] = { 0, 60000 }, numbers[] = { 1, 90 }, indexes[] = { 0, 1 };
	static const Value texts[] = { { .kind = VALUE_STRING, .string = "up 1" },
				       { .kind = VALUE_NULL } };
	static const Field fields[] = {
		{ .name = "Time", .type = FIELD_TIME, .numbers = times },
		{ .name = "Value", .type = FIELD_NUMBER, .numbers = numbers },
		{ .name = "state", .type = FIELD_STRING, .values = texts },
		{ .name = "kind", .type = FIELD_ENUM, .numbers = indexes },
	};
	Frame *frame = frame_new(arena, G_N_ELEMENTS(fields), 2);
	Frames *frames = frames_new(arena);

	for (size_t i = 0; i < frame->n_fields; i++) {
		frame->fields[i] = fields[i];
		frame->fields[i].config = field_config_empty();
	}
	frames_append(arena, frames, frame);
	return frames;
}

static void show(Arena *arena, Frames *frames, json_object *config, const char *options,
		 const Interpolator *interpolator)
{
	DisplayContext context = { .theme = theme_light() };
	ReduceOptions reduce =
		reduce_options_parse(arena, arena_take_json(arena, json_tokener_parse(options)));
	size_t n;
	FieldDisplay *entries =
		field_displays(arena, frames, &reduce, config, interpolator, &context, &n);

	for (size_t i = 0; i < n; i++) {
		char text[DISPLAY_TEXT_SIZE];

		display_text(&entries[i].display, text);
		if (entries[i].frame)
			field_series_color(entries[i].frame, entries[i].field, theme_dark());
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *text = arena_strndup(arena, size ? (const char *)data : "", size);
	json_object *stored = arena_take_json(arena, json_tokener_parse(text));
	json_object *config = field_config_with_defaults(arena, stored, text);
	Interpolator interpolator = { .n_variables = 0 };
	Frames *frames = make_frames(arena);

	if (!field_config_apply(arena, frames, config, &interpolator, NULL))
		return 0;
	show(arena, frames, config, "{'reduceOptions': {'fields': '/.*/', 'calcs': ['last', 'mean']}}",
	     &interpolator);
	show(arena, frames, config, "{'reduceOptions': {'values': true}}", &interpolator);
	return 0;
}
