#include "renderer/data/names.h"

#include "tests/parse.h"

/*
 * Expected names follow Grafana 12.3's fieldState.ts; the cases are those its documentation of
 * "Display name" and its rules name.
 */

/* Frames of fields only: [{name, refId, meta, fields: [{name, type, labels, config}]}]. */
static Frames *make(Arena *arena, const char *json)
{
	const FrameLimits limits = { .max_frames = 100, .max_cells = 100 };
	json_object *list = parse_json(arena, json);
	Frames *frames = frames_new(arena);

	for (size_t i = 0; i < json_object_array_length(list); i++)
		frames_append(arena, frames,
			      frame_decode_legacy(arena, json_object_array_get_idx(list, i),
						  &limits, NULL));
	return frames;
}

static const char *names_of(Arena *arena, const Frames *frames, const Frames *context)
{
	GString *names = g_string_new(NULL);

	for (size_t i = 0; i < frames->n; i++)
		for (size_t f = 0; f < frames->items[i]->n_fields; f++)
			g_string_append_printf(
				names, "%s%s", names->len ? "|" : "",
				field_display_name(arena, &frames->items[i]->fields[f],
						   frames->items[i], context));
	return arena_take_string(arena, names);
}

static const struct {
	const char *frames, *names;
} rows[] = {
	/* the configured name wins */
	{ "[{'name': 'f', 'fields': [{'name': 'Value', 'config': {'displayName': 'D',"
	  " 'displayNameFromDS': 'S'}}]}]",
	  "D" },
	{ "[{'fields': [{'name': 'v', 'config': {'displayNameFromDS': 'S'}}]}]", "S" },
	{ "[{'fields': [{'name': 'v', 'config': {'displayName': ''}}]}]", "v" },
	/* times without labels keep their name, even where frames differ */
	{ "[{'name': 'a', 'fields': [{'name': 'time', 'type': 'time'}]},"
	  " {'name': 'b', 'fields': [{'name': 'time', 'type': 'time', 'labels': {}}]}]",
	  "time|b time" },
	/* frame names count where neighbours differ, a missing one too */
	{ "[{'name': 'a', 'fields': [{'name': 'v'}]}, {'name': 'a', 'fields': [{'name': 'v'}]}]",
	  "v|v" },
	{ "[{'name': 'a', 'fields': [{'name': 'v'}]}, {'fields': [{'name': 'v'}]}]", "a v|v" },
	{ "[{'name': 'a', 'fields': [{'name': 'Value'}]},"
	  " {'name': 'b', 'fields': [{'name': 'Value'}]}]",
	  "a|b" },
	/* "Value" takes the frame's name when nothing else is there */
	{ "[{'name': 'a', 'fields': [{'name': 'Value'}]}]", "a" },
	{ "[{'fields': [{'name': 'Value'}]}]", "Value" },
	{ "[{'name': 'a', 'fields': [{'name': 'Value', 'labels': {'k': 'x'}}]}]", "x" },
	{ "[{'name': 'a', 'fields': [{'name': 'Value', 'labels': {'k': ''}}]}]", "a" },
	/* one label key in all fields: its value; else all labels, sorted */
	{ "[{'fields': [{'name': 'Value', 'labels': {'i': 'a'}}]},"
	  " {'fields': [{'name': 'Value', 'labels': {'i': 'b'}}]}]",
	  "a|b" },
	{ "[{'fields': [{'name': 'Value', 'labels': {'j': 'x', 'i': 'a'}}]},"
	  " {'fields': [{'name': 'Value', 'labels': {'i': 'b', 'j': 'x'}}]}]",
	  "{i=\"a\", j=\"x\"}|{i=\"b\", j=\"x\"}" },
	{ "[{'fields': [{'name': 'v', 'labels': {'i': 'a'}}, {'name': 'w', 'labels': {'j': 'b'}}]}]",
	  "v {i=\"a\"}|w {j=\"b\"}" },
	{ "[{'fields': [{'name': 'A-series', 'labels': {}}]}]", "A-series" },
	/* equal names in one frame are numbered */
	{ "[{'fields': [{'name': 'v'}, {'name': 'w'}, {'name': 'v'}, {'name': 'v'}]}]",
	  "v 1|w|v 2|v 3" },
	{ "[{'fields': [{'name': 'Value'}, {'name': 'Value'}]}]", "Value 1|Value 2" },
	{ "[{'fields': [{'name': 'v', 'labels': {'k': 'a'}},"
	  " {'name': 'v', 'labels': {'k': 'b'}}]}]",
	  "v a|v b" },
	/* comparisons with an earlier time say so */
	{ "[{'meta': {'timeCompare': {'isTimeShiftQuery': true}},"
	  " 'fields': [{'name': 'v'}, {'name': 'w', 'config': {'displayName': 'D'}},"
	  " {'name': 't', 'type': 'time'}]}]",
	  "v (comparison)|D (comparison)|t" },
};

static void test_fields(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frames *frames = make(arena, rows[i].frames);

		g_test_message("%s", rows[i].frames);
		g_assert_cmpstr(names_of(arena, frames, frames), ==, rows[i].names);
	}
}

static void test_all_at_once(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frames *frames = make(arena, rows[i].frames);

		frames_cache_names(arena, frames);
		g_assert_nonnull(frames->items[0]->fields[0].state.display_name);
		g_assert_cmpstr(names_of(arena, frames, frames), ==, rows[i].names);
	}
}

static void test_without_frame(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = make(arena, "[{'name': 'f', 'fields': [{'name': 'Value',"
				     " 'labels': {'k': 'x'}, 'config': {'displayNameFromDS': 'S'}},"
				     " {'name': 'v'}, {'name': 'v'}]}]");
	Field *fields = frames->items[0]->fields;

	g_assert_cmpstr(field_display_name(arena, &fields[0], NULL, NULL), ==, "Value");
	g_assert_cmpstr(field_display_name(arena, &fields[1], NULL, NULL), ==, "v");
}

/* A cached name serves until the question changes between one frame and several. */
static void test_cache(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = make(arena, "[{'name': 'a', 'fields': [{'name': 'v'}]},"
				     " {'name': 'b', 'fields': [{'name': 'v'}]}]");
	Frame *frame = frames->items[0];

	g_assert_cmpstr(field_display_name(arena, frame->fields, frame, frames), ==, "a v");
	frame->name = "c";
	g_assert_cmpstr(field_display_name(arena, frame->fields, frame, frames), ==, "a v");
	g_assert_cmpstr(field_display_name(arena, frame->fields, frame, NULL), ==, "v");
	g_assert_cmpstr(field_display_name(arena, frame->fields, frame, frames), ==, "c v");
	frame->name = "d";
	frames_reset_names(frames);
	g_assert_cmpstr(field_display_name(arena, frame->fields, frame, frames), ==, "d v");
}

static void test_frames(void)
{
	static const struct {
		const char *frame;
		int index;
		const char *name;
	} frame_rows[] = {
		{ "[{'name': 'f', 'fields': [{'name': 'v'}]}]", 0, "f" },
		{ "[{'fields': [{'name': 't', 'type': 'time'}, {'name': 'v'}]}]", 3, "v" },
		{ "[{'refId': 'A', 'fields': [{'name': 'v'}, {'name': 'w'}]}]", 3, "Series (A)" },
		{ "[{'fields': [{'name': 'v'}, {'name': 'w'}]}]", 3, "Series (3)" },
		{ "[{'refId': 'A', 'fields': [{'name': 'v'}, {'name': 't', 'type': 'time'},"
		  " {'name': 'w'}]}]",
		  -1, "v, w" },
		{ "[{'refId': 'A', 'fields': []}]", -1, "Series (A)" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(frame_rows); i++)
		g_assert_cmpstr(frame_display_name(arena, make(arena, frame_rows[i].frame)->items[0],
						   frame_rows[i].index),
				==, frame_rows[i].name);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/names/fields", test_fields);
	g_test_add_func("/names/all-at-once", test_all_at_once);
	g_test_add_func("/names/without-frame", test_without_frame);
	g_test_add_func("/names/cache", test_cache);
	g_test_add_func("/names/frames", test_frames);
	return g_test_run();
}
