#include "tests/transform.h"

/*
 * Expected: Grafana 12.3, transformers/prepareTimeSeries/ and joinByLabels/, read rule by rule.
 */

static const char wide[] =
	"[{'name': 'w', 'refId': 'A', 'fields': ["
	" {'name': 'Time', 'type': 'time', 'values': [2, 1]},"
	" {'name': 'v', 'type': 'number', 'labels': {'host': 'b'}, 'values': [20, 10]},"
	" {'name': 'v', 'type': 'number', 'labels': {'host': 'a'}, 'values': [2, 1]},"
	" {'name': 'u', 'type': 'number', 'labels': {'host': 'a'}, 'values': [5, null]},"
	" {'name': 'zone', 'type': 'string', 'values': ['n', 's']}]}]";

static void test_long(void)
{
	assert_transform("prepareTimeSeries", "{'format': 'long'}", wide,
			 "Time: 1 1 2 2 | u: null undefined 5 undefined | v: 1 10 2 20"
			 " | host: a b a b | zone: s s n n");
	assert_transform("prepareTimeSeries", "{'format': 'long'}",
			 "[{'fields': [{'name': 'v', 'type': 'number', 'values': [1]}]}]", "");
}

static void test_multi(void)
{
	static const char expected[] =
		"Time: 1 | u {host=\"a\", zone=\"s\"}: null\nTime: 2 | u {host=\"a\", zone=\"n\"}: 5"
		"\nTime: 1 | v {host=\"a\", zone=\"s\"}: 1\nTime: 1 | v {host=\"b\", zone=\"s\"}: 10"
		"\nTime: 2 | v {host=\"a\", zone=\"n\"}: 2\nTime: 2 | v {host=\"b\", zone=\"n\"}: 20";

	assert_transform("prepareTimeSeries", "{'format': 'multi'}", wide, expected);
	assert_transform("prepareTimeSeries", "{'format': 'many'}", wide, expected);
	assert_transform("prepareTimeSeries", "{'format': 'multi'}",
			 "[{'fields': [{'name': 't', 'type': 'time', 'values': [2, 1]},"
			 " {'name': 'b', 'type': 'number', 'values': [4, 3]},"
			 " {'name': 'a', 'type': 'number', 'values': [6, 5]}]}]",
			 "t: 1 2 | a: 5 6\nt: 1 2 | b: 3 4");
}

static void test_wide(void)
{
	static const char two[] =
		"[{'name': 'A', 'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 3]},"
		"  {'name': 'Value', 'type': 'number', 'values': [10, 30]}]},"
		" {'name': 'B', 'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 2]},"
		"  {'name': 'x', 'type': 'number', 'values': [1, 2]}]}]";

	assert_transform("prepareTimeSeries", "{}", two,
			 "Time: 1 2 3 | A: 10 undefined 30 | x B: 1 2 undefined");
	assert_transform("prepareTimeSeries", "{'format': 'wide'}", wide,
			 "Time: 1 2 | v b: 10 20 | v a: 1 2 | u a: null 5 | zone: s n");
	assert_transform("prepareTimeSeries", "{}", "[]", "");
}

static void test_wide_from_long(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	g_autoptr(GError) error = NULL;
	const TransformContext context = transform_context(arena);
	const Transform *transform = transform_find("prepareTimeSeries");
	Frames *frames = transform_input(
		arena, "[{'fields': [{'name': 't', 'type': 'time', 'values': [1, 1, 2]},"
		       " {'name': 'v', 'type': 'number', 'values': [10, 20, 11]},"
		       " {'name': 'host', 'type': 'string', 'values': ['a', 'b', 'a']}]}]");

	frames->items[0]->meta = parse_json(arena, "{'type': 'timeseries-long'}");
	Frames *out = transform->run(&context, frames, NULL, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(transform_text(arena, out), ==, "t a: 1 2 | v a: 10 11 | v b: 20 undefined");
	g_assert_cmpstr(frame_meta_text(out->items[0], "type"), ==, "timeseries-wide");
	g_assert_cmpstr(frame_meta_text(frames->items[0], "type"), ==, "timeseries-long");
}

static const char labelled[] =
	"[{'refId': 'A', 'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 2]},"
	"  {'name': 'v', 'type': 'number', 'labels': {'what': 'up', 'host': 'a', 'az': '1'},"
	"   'values': [1, 2]},"
	"  {'name': 'v', 'type': 'number', 'labels': {'what': 'down', 'host': 'a', 'az': '1'},"
	"   'values': [3, 4]}]},"
	" {'refId': 'B', 'fields': ["
	"  {'name': 'v', 'type': 'number', 'labels': {'what': 'up', 'host': 'b'},"
	"   'values': [5]}]}]";

static void test_join_by_labels(void)
{
	assert_transform("joinByLabels", "{'value': 'what'}", labelled,
			 "host: a a b | az: 1 1 undefined | up: 1 2 5 | down: 3 4 undefined");
	assert_transform("joinByLabels", "{'value': 'what', 'join': ['host', 'what']}", labelled,
			 "host: a a b | up: 1 2 5 | down: 3 4 undefined");
	assert_transform("joinByLabels", "{'value': 'az', 'join': ['host']}", labelled,
			 "host: a a a a b | 1: 1 2 3 4 undefined | Value: undefined undefined"
			 " undefined undefined 5");
}

static void test_join_by_labels_errors(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const TransformContext context = transform_context(arena);
	const Transform *transform = transform_find("joinByLabels");
	static const char *const rows[][3] = {
		{ "{}", labelled, "No value label configured" },
		{ "{'value': 'x'}", labelled, "Value label not found" },
		{ "{'value': 'x'}", "[{'fields': []}]", "No labels in result" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frames *out = transform->run(&context, transform_input(arena, rows[i][1]),
					     parse_json(arena, rows[i][0]), NULL);

		g_assert_cmpstr(json_object_to_json_string_ext(out->items[0]->meta, 0), ==,
				arena_printf(arena,
					     "{\"notices\":[{\"severity\":\"error\","
					     "\"text\":\"%s\"}]}",
					     rows[i][2]));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform-series/long", test_long);
	g_test_add_func("/transform-series/multi", test_multi);
	g_test_add_func("/transform-series/wide", test_wide);
	g_test_add_func("/transform-series/wide-from-long", test_wide_from_long);
	g_test_add_func("/transform-series/join-by-labels", test_join_by_labels);
	g_test_add_func("/transform-series/join-by-labels-errors", test_join_by_labels_errors);
	return g_test_run();
}
