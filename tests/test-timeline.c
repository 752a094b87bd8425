#include "renderer/chart/timeline.h"

#include "tests/decode.h"

/* Middles of rows as Grafana 12.3 shows them: the first at the top, the last at the bottom. */
static void test_lanes_fill_the_height(void)
{
	static const struct {
		size_t index, n;
		double row_height, height, middle;
	} rows[] = {
		{ 0, 3, 0.99, 389, 64 },  { 1, 3, 0.99, 389, 195 }, { 2, 3, 0.99, 389, 325 },
		{ 0, 3, 0.97, 421, 68 },  { 1, 3, 0.97, 421, 210 }, { 2, 3, 0.97, 421, 353 },
		{ 0, 1, 1, 389, 195 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		TimelineLane lane = timeline_lane(rows[i].index, rows[i].n, rows[i].row_height,
						  rows[i].height);

		g_test_message("row %zu", i);
		g_assert_cmpfloat(js_round(lane.top + lane.height / 2), ==, rows[i].middle);
	}
}

/* Texts of the first row's boxes, "-" for times without one. */
static const char *texts_of(Arena *arena, const char *frames, bool merges)
{
	const PanelContext context = {
		.arena = arena,
		.theme = theme_dark(),
		.frames = decode_frames(arena, frames),
		.range = { .from_ms = 0, .to_ms = 100 },
		.display = { .theme = theme_dark() },
	};
	const char *message = NULL;
	TimelineData *data = timeline_data(&context, merges, 0, &message);

	if (!data)
		return message;
	GString *texts = g_string_new(NULL);

	for (size_t i = 0; i < data->n_times; i++) {
		Value value = timeline_value(&data->rows[0], i);
		char text[DISPLAY_TEXT_SIZE] = "-";

		if (timeline_is_drawn(&data->rows[0], value))
			timeline_text(&data->rows[0], value, text);
		g_string_append_printf(texts, "%s%g:%s", i ? " " : "", data->x[i], text);
	}
	return arena_take_string(arena, texts);
}

#define FIELD(name, type, config)                                                                  \
	"{'name': '" name "', 'type': '" type "', 'config': " config "}"
#define FRAME_OF(fields, values)                                                                   \
	"[{'schema': {'fields': [" fields "]}, 'data': {'values': [" values "]}}]"
#define TIME	   FIELD("t", "time", "{}")
#define THRESHOLDS "{'color': {'mode': 'thresholds'}, 'thresholds': {'mode': 'absolute', 'steps': " \
		   "[{'color': 'green'}, {'value': 5, 'color': 'red'}]}}"
#define MAPPED	   "{'mappings': [{'type': 'special', 'options': {'match': 'null', " \
		   "'result': {'text': 'none'}}}]}"

static void test_states(void)
{
	static const struct {
		const char *frames, *texts;
		bool merges;
	} rows[] = {
		{ FRAME_OF(TIME "," FIELD("s", "string", "{}"), "[0, 10, 20], ['a', null, 'b']"),
		  "0:a 10:- 20:b", true },
		/* an end puts a null where no state starts */
		{ FRAME_OF(TIME "," FIELD("e", "time", "{}") "," FIELD("s", "string", "{}"),
			   "[0, 20], [10, 30], ['a', 'b']"),
		  "0:a 10:- 20:b 30:-", true },
		{ FRAME_OF(TIME "," FIELD("e", "time", "{}") "," FIELD("s", "string", "{}"),
			   "[0, 20], [20, 30], ['a', 'b']"),
		  "0:a 20:b 30:-", true },
		{ FRAME_OF(TIME "," FIELD("n", "number", THRESHOLDS), "[0, 10, 20], [1, 5, null]"),
		  "0:< 5 10:5+ 20:-", true },
		{ FRAME_OF(TIME "," FIELD("n", "number", THRESHOLDS), "[0, 10, 20], [1, 5, null]"),
		  "0:1 10:5 20:-", false },
		{ FRAME_OF(TIME "," FIELD("n", "number", MAPPED), "[0, 10, 20], [1, null, 2]"),
		  "0:1 10:none 20:2", true },
		{ FRAME_OF(TIME "," FIELD("n", "number", "{'custom': {'spanNulls': true}}"),
			   "[0, 10, 20, 30], [1, null, 2, null]"),
		  "0:1 10:- 20:2 30:-", true },
		/* out of order */
		{ FRAME_OF(TIME "," FIELD("n", "number", "{}"), "[20, 0, 10], [3, 1, 2]"),
		  "0:1 10:2 20:3", true },
		{ FRAME_OF(FIELD("n", "number", "{}"), "[1]"), "Data does not have a time field", true },
		{ FRAME_OF(TIME, "[1]"), "No graphable fields", true },
		{ FRAME_OF(TIME "," FIELD("n", "number", "{}"), "[], []"),
		  "Data does not have a time field", true },
		{ "[]", "No data", true },
	};
	g_autoptr(Arena) arena = arena_new(1 << 24);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("row %zu", i);
		g_assert_cmpstr(texts_of(arena, rows[i].frames, rows[i].merges), ==, rows[i].texts);
	}
}

/* A gap that is connected has no null any more: the value before goes on. */
static void test_connected_gaps_are_absent(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const PanelContext context = {
		.arena = arena,
		.theme = theme_dark(),
		.frames = decode_frames(
			arena, FRAME_OF(TIME "," FIELD("n", "string", "{'custom': {'spanNulls': 25}}"),
					"[0, 10, 20, 30, 60], ['a', null, 'b', null, 'c']")),
		.display = { .theme = theme_dark() },
	};
	const char *message = NULL;
	TimelineData *data = timeline_data(&context, true, 0, &message);

	g_assert_nonnull(data);
	g_assert_cmpint(timeline_value(&data->rows[0], 1).kind, ==, VALUE_ABSENT);
	g_assert_cmpint(timeline_value(&data->rows[0], 3).kind, ==, VALUE_NULL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/timeline/lanes-fill-the-height", test_lanes_fill_the_height);
	g_test_add_func("/timeline/states", test_states);
	g_test_add_func("/timeline/connected-gaps-are-absent", test_connected_gaps_are_absent);
	return g_test_run();
}
