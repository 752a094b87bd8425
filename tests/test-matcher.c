#include "renderer/data/matcher.h"

#include "renderer/error.h"
#include "tests/parse.h"

#include <math.h>

/* Expected: Grafana 12.3, transformations/matchers/, read rule by rule. */

static const char frames_json[] =
	"[{'name': 'cpu', 'refId': 'A', 'meta': {'typeVersion': [0, 1]}, 'fields': ["
	"  {'name': 'Time', 'type': 'time', 'values': [1, 2]},"
	"  {'name': 'idle', 'type': 'number', 'labels': {'__name__': 'idle'}, 'values': [3, null]},"
	"  {'name': 'host', 'type': 'string', 'values': ['a', 'b'],"
	"   'config': {'displayName': 'Host name'}}]},"
	" {'name': 'mem', 'refId': 'B', 'fields': ["
	"  {'name': 't', 'type': 'time', 'values': [1]},"
	"  {'name': 't2', 'type': 'time', 'values': [1]},"
	"  {'name': 'Value', 'type': 'number', 'values': [0]}]}]";

static Frames *make_frames(Arena *arena)
{
	const FrameLimits limits = { .max_frames = 10, .max_cells = 100 };
	json_object *list = parse_json(arena, frames_json);
	Frames *frames = frames_new(arena);

	for (size_t i = 0; i < json_object_array_length(list); i++)
		frames_append(arena, frames,
			      frame_decode_legacy(arena, json_object_array_get_idx(list, i),
						  &limits, NULL));
	return frames;
}

/* Which fields match, one digit each: "100 001". */
static const char *matching(Arena *arena, const char *id, const char *options)
{
	g_autoptr(GError) error = NULL;
	FieldMatcher *matcher = field_matcher_new(arena, id, parse_json(arena, options), &error);
	Frames *frames = make_frames(arena);
	GString *text = g_string_new(NULL);

	g_assert_no_error(error);
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		if (i)
			g_string_append_c(text, ' ');
		for (size_t f = 0; f < frame->n_fields; f++)
			g_string_append_c(text, field_matches(matcher, arena, &frame->fields[f],
							      frame, frames)
							? '1'
							: '0');
	}
	return arena_take_string(arena, text);
}

static void test_fields(void)
{
	static const struct {
		const char *id, *options, *expected;
	} rows[] = {
		{ "alwaysMatch", "null", "111 111" },
		{ "neverMatch", "null", "000 000" },
		{ "numeric", "null", "010 001" },
		{ "time", "null", "100 110" },
		{ "first", "null", "100 100" },
		{ "firstTimeField", "null", "100 100" },
		{ "byType", "'string'", "001 000" },
		{ "byType", "5", "000 000" },
		{ "byName", "'idle'", "010 000" },
		{ "byName", "'cpu idle idle'", "010 000" }, // frame, name, the only label's value
		{ "byName", "'host'", "001 000" },
		{ "byName", "'Host name'", "001 000" },
		{ "byName", "'Value'", "010 001" }, // __name__ is the field's name
		{ "byName", "'Time'", "100 110" },  // times where no typeVersion is
		{ "byName", "'time'", "000 110" },
		{ "byNames", "{'names': ['idle', 't2']}", "010 010" },
		{ "byNames", "{'names': ['idle', 't2'], 'mode': 'exclude'}", "101 101" },
		{ "byNames", "{}", "000 000" },
		{ "byRegexp", "'/idle|t2/'", "010 010" },
		{ "byRegexp", "'t.'", "000 010" },
		{ "byRegexp", "'idle'", "000 000" }, // cpu idle idle is the display name
		{ "byRegexp", "'/HOST/i'", "001 000" },
		{ "byRegexp", "'('", "000 000" },
		{ "byRegexp", "''", "000 000" },
		{ "byRegexpOrNames", "{'pattern': '/^mem/', 'names': ['idle']}", "010 001" },
		{ "byRegexpOrNames", "{'names': ['idle']}", "010 000" },
		{ "byFrameRefID", "'B'", "000 111" },
		{ "byFrameRefID", "'/B/'", "000 000" },
		{ "anyMatch", "[{'id': 'numeric'}, {'id': 'first'}]", "110 101" },
		{ "anyMatch", "[]", "000 000" },
		{ "allMatch", "[{'id': 'time'}, {'id': 'byFrameRefID', 'options': 'B'}]",
		  "000 110" },
		{ "allMatch", "[]", "111 111" },
		{ "invertMatch", "{'id': 'time'}", "011 001" },
		{ "invertMatch", "{'id': 'invertMatch', 'options': {'id': 'time'}}", "100 110" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s %s", rows[i].id, rows[i].options);
		g_assert_cmpstr(matching(arena, rows[i].id, rows[i].options), ==,
				rows[i].expected);
	}
}

static void test_by_value(void)
{
	static const struct {
		const char *options, *expected;
	} rows[] = {
		{ "{'reducer': 'count', 'op': 'gte', 'value': 2}", "101 000" },
		{ "{'reducer': 'count', 'op': 'gt', 'value': 1}", "101 000" },
		{ "{'reducer': 'count', 'op': 'lt', 'value': '2'}", "010 111" },
		{ "{'reducer': 'count', 'op': 'lte', 'value': 1}", "010 111" },
		{ "{'reducer': 'count', 'value': 2}", "101 000" },
		{ "{'reducer': 'count', 'op': 'eq', 'value': '2'}", "101 000" },
		{ "{'reducer': 'count', 'op': 'neq', 'value': 2}", "010 111" },
		{ "{'reducer': 'count', 'op': 'odd', 'value': 2}", "000 000" },
		{ "{'reducer': 'last', 'value': 'b'}", "001 000" },
		{ "{'reducer': 'last', 'op': 'gt', 'value': 'a'}", "011 000" }, // "null" > "a"
		/* a missing side is the text "null" */
		{ "{'reducer': 'last', 'op': 'eq'}", "010 000" },
		{ "{'reducer': 'last', 'op': 'gte'}", "010 000" },
		{ "{'reducer': 'last', 'op': 'gt'}", "000 000" },
		{ "{'reducer': 'last', 'op': 'neq'}", "101 111" },
		{ "{'reducer': 'max', 'op': 'lte', 'value': 1}", "000 111" },
		/* these match by themselves */
		{ "{'reducer': 'allIsZero', 'op': 'neq', 'value': 5}", "000 001" },
		{ "{'reducer': 'allIsNull', 'op': 'gte', 'value': 0}", "001 000" },
		{ "{'reducer': 'unknown', 'op': 'eq', 'value': 1}", "000 000" },
		{ "{'reducer': 'avg', 'op': 'gt', 'value': 0}", "000 000" },
		{ "{'op': 'eq'}", "000 000" },
		{ "null", "000 000" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].options);
		g_assert_cmpstr(matching(arena, "byValue", rows[i].options), ==,
				rows[i].expected);
	}
}

static void test_frames(void)
{
	static const struct {
		const char *id, *options, *expected;
	} rows[] = {
		{ "alwaysMatch", "null", "11" },
		{ "neverMatch", "null", "00" },
		{ "byName", "'cpu'", "10" },
		{ "byName", "'/m/'", "01" },
		{ "byName", "''", "00" },
		{ "byRefId", "'A'", "10" },
		{ "byRefId", "'A|B'", "11" },
		{ "byRefId", "'C|B'", "01" },
		{ "byRefId", "'.|C'", "00" },
		{ "byRefId", "'/[AC]/'", "10" },
		{ "byRefId", "'/('", "00" },
		{ "byRefId", "null", "00" },
		{ "anyMatch", "[{'id': 'byRefId', 'options': 'A'}, {'id': 'neverMatch'}]", "10" },
		{ "allMatch", "[{'id': 'byRefId', 'options': 'A'}, {'id': 'neverMatch'}]", "00" },
		{ "invertMatch", "{'id': 'byRefId', 'options': 'A'}", "01" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = make_frames(arena);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		FrameMatcher *matcher = frame_matcher_new(
			arena, rows[i].id, parse_json(arena, rows[i].options), &error);

		g_test_message("%s %s", rows[i].id, rows[i].options);
		g_assert_no_error(error);
		for (size_t f = 0; f < frames->n; f++)
			g_assert_true(frame_matches(matcher, frames->items[f]) ==
				      (rows[i].expected[f] == '1'));
	}
}

/* The cells are: 5, "23", "abc", "", null, undefined, true. */
static void test_values(void)
{
	static const struct {
		const char *id, *options, *expected;
	} rows[] = {
		{ "isNull", "null", "0000110" },
		{ "isNotNull", "{}", "1111001" },
		{ "equal", "{'value': 5}", "1000000" },
		{ "equal", "{'value': '5'}", "1000000" },
		{ "equal", "{'value': 23}", "0100000" },
		{ "equal", "{'value': 'abc'}", "0010000" },
		{ "equal", "{'value': null}", "0000110" },
		{ "equal", "{'value': 1}", "0000001" },
		{ "equal", "{'value': 0}", "0001000" },
		{ "notEqual", "{'value': 5}", "0111111" },
		{ "greater", "{'value': 5}", "0100000" },
		{ "greater", "{'value': -1}", "1101101" },
		{ "greater", "{'value': '3'}", "1000000" }, // "23" before "3": both are texts
		{ "greater", "{}", "0000000" },
		{ "greaterOrEqual", "{'value': 5}", "1100000" },
		{ "greaterOrEqual", "{'value': 0}", "1101101" },
		{ "lower", "{'value': 5}", "0001101" },
		{ "lower", "{'value': 0}", "0000000" },
		{ "lowerOrEqual", "{'value': 5}", "1001101" },
		{ "between", "{'from': 5, 'to': 100}", "0100000" },
		{ "between", "{'from': '0', 'to': '23x'}", "1000001" },
		{ "between", "{'from': -1}", "0000000" },
		{ "regex", "{'value': '^[0-9]+$'}", "1100000" },
		{ "regex", "{'value': 'l'}", "0000100" },
		{ "regex", "{'value': 'true|undef'}", "0000011" },
		{ "regex", "{}", "1111111" },
		{ "substring", "{'value': 'B'}", "0010000" },
		{ "substring", "{'value': ''}", "1111111" },
		{ "substring", "{'value': 5}", "0000000" },
		{ "notSubstring", "{'value': 'B'}", "0100000" },
		{ "notSubstring", "{'value': ''}", "0000000" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const Value cells[] = {
		value_of_number(5),	  value_of_string("23"),   value_of_string("abc"),
		value_of_string(""),	  { .kind = VALUE_NULL },  { .kind = VALUE_ABSENT },
		value_of_boolean(true),
	};
	Frame *frame = frame_new(arena, 1, G_N_ELEMENTS(cells));

	frame->fields[0].values = cells;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		ValueMatcher *matcher = value_matcher_new(
			arena, rows[i].id, parse_json(arena, rows[i].options), &error);

		g_assert_no_error(error);
		for (size_t row = 0; row < frame->n_rows; row++) {
			g_test_message("%s %s row %zu", rows[i].id, rows[i].options, row);
			g_assert_true(value_matches(matcher, frame, frame->fields, row) ==
				      (rows[i].expected[row] == '1'));
		}
	}
}

static void test_nan_has_no_order(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = frame_new(arena, 1, 1);
	json_object *options = parse_json(arena, "{'value': 5}");
	const double numbers[] = { NAN };
	static const char *const ids[] = { "lower", "greaterOrEqual", "equal" };

	frame->fields[0].numbers = numbers;
	frame->fields[0].type = FIELD_NUMBER;
	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		ValueMatcher *matcher = value_matcher_new(arena, ids[i], options, NULL);

		g_assert_false(value_matches(matcher, frame, frame->fields, 0));
	}
}

static void assert_data_error(const void *matcher, GError **error)
{
	g_assert_null(matcher);
	g_assert_error(*error, RENDER_ERROR, RENDER_ERROR_DATA);
	g_clear_error(error);
}

static void test_unknown(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GError) error = NULL;
	json_object *children = parse_json(arena, "[{'id': 'first'}, {'id': 'what'}]");
	json_object *pattern = parse_json(arena, "{'value': '('}");

	assert_data_error(field_matcher_new(arena, "byIndex", NULL, &error), &error);
	assert_data_error(field_matcher_new(arena, "anyMatch", children, &error), &error);
	assert_data_error(frame_matcher_new(arena, "byIndex", NULL, &error), &error);
	assert_data_error(frame_matcher_new(arena, "byName", parse_json(arena, "'('"), &error),
			  &error);
	assert_data_error(value_matcher_new(arena, "above", NULL, &error), &error);
	assert_data_error(value_matcher_new(arena, "regex", pattern, &error), &error);
}

static void test_depth(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GError) error = NULL;
	json_object *options = json_object_new_object();

	json_object_object_add(options, "id", json_object_new_string("alwaysMatch"));
	for (int i = 0; i < 1000; i++) {
		json_object *outer = json_object_new_object();

		json_object_object_add(outer, "id", json_object_new_string("invertMatch"));
		json_object_object_add(outer, "options", options);
		options = outer;
	}
	arena_take_json(arena, options);
	assert_data_error(field_matcher_new(arena, "invertMatch", options, &error), &error);
	assert_data_error(frame_matcher_new(arena, "invertMatch", options, &error), &error);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/matcher/fields", test_fields);
	g_test_add_func("/matcher/by-value", test_by_value);
	g_test_add_func("/matcher/frames", test_frames);
	g_test_add_func("/matcher/values", test_values);
	g_test_add_func("/matcher/nan-has-no-order", test_nan_has_no_order);
	g_test_add_func("/matcher/unknown", test_unknown);
	g_test_add_func("/matcher/depth", test_depth);
	return g_test_run();
}
