#include "renderer/data/frame.h"

#include "renderer/error.h"
#include "tests/parse.h"

#include <math.h>

static const FrameLimits limits = { .max_frames = 100, .max_cells = 1000 };

static Frame *decode(Arena *arena, const char *json)
{
	g_autoptr(GError) error = NULL;
	Frame *frame = frame_decode(arena, parse_json(arena, json), &limits, &error);

	g_assert_no_error(error);
	return frame;
}

static Frame *decode_legacy(Arena *arena, const char *json)
{
	g_autoptr(GError) error = NULL;
	Frame *frame = frame_decode_legacy(arena, parse_json(arena, json), &limits, &error);

	g_assert_no_error(error);
	return frame;
}

/* The cells of a column as text, joined by blanks. */
static const char *cells(Arena *arena, const Frame *frame, size_t field)
{
	GString *text = g_string_new(NULL);

	for (size_t row = 0; row < frame->n_rows; row++)
		g_string_append_printf(
			text, "%s%s", row ? " " : "",
			value_to_text(arena, field_value(frame, &frame->fields[field], row)));
	return arena_take_string(arena, text);
}

static void test_decode(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = decode(
		arena, "{'schema': {'name': 'n', 'refId': 'A', 'meta': {'type': 'timeseries-wide'},"
		       " 'fields': [{'name': 'time', 'type': 'time'},"
		       "  {'name': 'v', 'type': 'number', 'labels': {'b': '2', 'a': '1'},"
		       "   'config': {'unit': 'ms', 'displayNameFromDS': 'V'}},"
		       "  {'name': 'up', 'type': 'boolean', 'labels': {}},"
		       "  {'name': 'text', 'type': 'string'}]},"
		       "'data': {'values': [[1, 2], [1.5, null], [true, false], ['x', null]]}}");

	g_assert_cmpstr(frame->name, ==, "n");
	g_assert_cmpstr(frame->ref_id, ==, "A");
	g_assert_cmpstr(frame_meta_text(frame, "type"), ==, "timeseries-wide");
	g_assert_cmpuint(frame->n_fields, ==, 4);
	g_assert_cmpuint(frame->n_rows, ==, 2);
	g_assert_cmpstr(cells(arena, frame, 0), ==, "1 2");
	g_assert_cmpstr(cells(arena, frame, 1), ==, "1.5 null");
	g_assert_cmpstr(cells(arena, frame, 2), ==, "true false");
	g_assert_cmpstr(cells(arena, frame, 3), ==, "x null");
	g_assert_nonnull(frame->fields[2].numbers);
	g_assert_nonnull(frame->fields[3].values);
	g_assert_cmpstr(frame->fields[1].config.unit, ==, "ms");
	g_assert_cmpstr(labels_get(&frame->fields[1].labels, "a"), ==, "1");
	g_assert_cmpstr(labels_to_text(arena, &frame->fields[1].labels), ==,
			"{a=\"1\", b=\"2\"}");
	g_assert_null(frame->fields[0].labels.items);
	g_assert_nonnull(frame->fields[2].labels.items);
	g_assert_cmpstr(labels_to_text(arena, &frame->fields[2].labels), ==, "");
	g_assert_true(frame_first_of_type(frame, FIELD_BOOLEAN) == &frame->fields[2]);
}

static void test_short_columns(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = decode(arena, "{'schema': {'fields': [{'name': 'a', 'type': 'number'},"
				     " {'name': 'b', 'type': 'string'},"
				     " {'name': 'c', 'type': 'number'}]},"
				     " 'data': {'values': [[1], ['x', 'y', null]]}}");

	g_assert_cmpstr(cells(arena, frame, 0), ==, "1 undefined undefined");
	g_assert_cmpstr(cells(arena, frame, 1), ==, "x y null");
	g_assert_cmpstr(cells(arena, frame, 2), ==, "undefined undefined undefined");
	g_assert_cmpint(field_value(frame, &frame->fields[0], 3).kind, ==, VALUE_ABSENT);
	g_assert_true(value_is_absent(field_number(frame, &frame->fields[0], 3)));
}

/* Grafana 12.3: DataFrameJSON.ts, decodeFieldValueEntities() and decodeFieldValueEnums(). */
static void test_what_json_cannot_say(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = decode(
		arena, "{'schema': {'fields': [{'name': 'a', 'type': 'number'},"
		       " {'name': 'b', 'type': 'number'}, {'name': 'time', 'type': 'time'},"
		       " {'name': 'mixed'}]},"
		       " 'data': {'values': [[null, null, null, null, null], [1, 0, 7, null, 0.5],"
		       "   [1, 2, 3, 4, 5], [null, null, null, null, null]],"
		       "  'entities': [{'NaN': [0], 'Inf': [1, 99], 'NegInf': [2, -1],"
		       "     'Undef': [3]}, null, null, {'NaN': [2], 'Other': [3]}],"
		       "  'enums': [null, ['off', 'on'], null], 'nanos': [null, null, [5, 6]]}}");

	g_assert_cmpstr(cells(arena, frame, 0), ==, "NaN Infinity -Infinity undefined null");
	g_assert_cmpstr(cells(arena, frame, 1), ==, "on off undefined off undefined");
	g_assert_cmpint(frame->fields[1].type, ==, FIELD_STRING);
	g_assert_cmpint(frame->fields[2].nanos[1], ==, 6);
	g_assert_cmpint(frame->fields[2].nanos[4], ==, 0);
	g_assert_cmpint(frame->fields[3].type, ==, FIELD_NUMBER);
	g_assert_nonnull(frame->fields[3].numbers);
	g_assert_cmpstr(cells(arena, frame, 3), ==, "null null NaN undefined null");
}

static void test_enum_type(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = decode(arena, "{'schema': {'fields': [{'name': 'state', 'type': 'enum',"
				     " 'config': {'type': {'enum': {'text': ['a', 'b']}}}}]},"
				     " 'data': {'values': [[1, 0]]}}");

	g_assert_cmpint(frame->fields[0].type, ==, FIELD_ENUM);
	g_assert_cmpstr(cells(arena, frame, 0), ==, "1 0");
	g_assert_cmpuint(frame->fields[0].config.enumeration.n_texts, ==, 2);
}

/* Cells that do not fit their type stay what they are. */
static void test_mixed_columns(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = decode(arena, "{'schema': {'fields': [{'name': 'a', 'type': 'number'},"
				     " {'name': 'b', 'type': 'boolean'},"
				     " {'name': 'c', 'type': 'other'}]},"
				     " 'data': {'values': [[1, '2', true], [true, 0, null],"
				     "  [{'x': 1}, [1, [2, null]], 3]]}}");

	g_assert_cmpstr(cells(arena, frame, 0), ==, "1 2 true");
	g_assert_cmpint(field_value(frame, &frame->fields[0], 1).kind, ==, VALUE_STRING);
	g_assert_true(isnan(field_number(frame, &frame->fields[0], 1)));
	g_assert_cmpfloat(field_number(frame, &frame->fields[0], 2), ==, 1);
	g_assert_cmpstr(cells(arena, frame, 1), ==, "true 0 null");
	g_assert_cmpstr(cells(arena, frame, 2), ==, "[object Object] 1,2, 3");
}

static void test_no_data(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	g_assert_cmpuint(decode(arena, "{'schema': {'fields': [{'name': 'a'}]}}")->n_rows, ==, 0);
	g_assert_cmpuint(decode(arena, "{'schema': {'fields': []}, 'data': {}}")->n_fields, ==, 0);
}

static void test_refuses(void)
{
	static const struct {
		const char *json;
		RenderError code;
	} rows[] = {
		{ "null", RENDER_ERROR_UPSTREAM },
		{ "{}", RENDER_ERROR_UPSTREAM },
		{ "{'schema': {'fields': 5}}", RENDER_ERROR_UPSTREAM },
		{ "{'schema': {'fields': [{}, {}]}, 'data': {'values': [[1, 2, 3]]}}",
		  RENDER_ERROR_TOO_LARGE },
	};
	const FrameLimits few = { .max_frames = 1, .max_cells = 5 };
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(frame_decode(arena, parse_json(arena, rows[i].json), &few, &error));
		g_assert_error(error, RENDER_ERROR, (int)rows[i].code);
	}
}

static void test_full_arena(void)
{
	g_autoptr(Arena) arena = arena_new(10);
	g_autoptr(GError) error = NULL;

	arena_alloc(arena, 1, 100);
	g_assert_null(frame_decode(arena, parse_json(arena, "{'schema': {'fields': []}}"), &limits,
				   &error));
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE);
}

/* Grafana 12.3: processDataFrame.ts, guessFieldTypeForField(). */
static void test_types(void)
{
	static const struct {
		const char *name, *cells;
		FieldType type;
	} rows[] = {
		{ "Time", "['x']", FIELD_TIME },
		{ "DATE", "[null]", FIELD_TIME },
		{ "timestamp", "[1]", FIELD_NUMBER },
		{ "a", "[null, 1]", FIELD_NUMBER },
		{ "a", "[true]", FIELD_BOOLEAN },
		{ "a", "['True']", FIELD_BOOLEAN },
		{ "a", "['tRue']", FIELD_STRING },
		{ "a", "['12']", FIELD_NUMBER },
		{ "a", "[' -1.5e-3 ']", FIELD_NUMBER },
		{ "a", "['.5']", FIELD_NUMBER },
		{ "a", "['5.']", FIELD_NUMBER },
		{ "a", "['nan']", FIELD_NUMBER },
		{ "a", "['+5']", FIELD_STRING },
		{ "a", "['.']", FIELD_STRING },
		{ "a", "['-']", FIELD_STRING },
		{ "a", "['']", FIELD_STRING },
		{ "a", "['1e']", FIELD_STRING },
		{ "a", "['1 2']", FIELD_STRING },
		{ "a", "['0x10']", FIELD_STRING },
		{ "a", "[{}]", FIELD_OTHER },
		{ "a", "[null]", FIELD_OTHER },
		{ "a", "[]", FIELD_OTHER },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *json = arena_printf(
			arena, "{'schema': {'fields': [{'name': '%s'}]}, 'data': {'values': [%s]}}",
			rows[i].name, rows[i].cells);

		g_test_message("%s %s", rows[i].name, rows[i].cells);
		g_assert_cmpint(decode(arena, json)->fields[0].type, ==, rows[i].type);
	}
}

static void test_series(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = decode_legacy(
		arena, "{'target': 'cpu', 'refId': 'B', 'tags': {'host': 'a'}, 'title': 'CPU',"
		       " 'unit': 'percent', 'datapoints': [[1.5, 1000], [null, 2000], [3]]}");

	g_assert_cmpstr(frame->name, ==, "cpu");
	g_assert_cmpstr(frame->ref_id, ==, "B");
	g_assert_cmpstr(frame->fields[0].name, ==, "Time");
	g_assert_cmpstr(frame->fields[1].name, ==, "Value");
	g_assert_cmpstr(cells(arena, frame, 0), ==, "1000 2000 undefined");
	g_assert_cmpstr(cells(arena, frame, 1), ==, "1.5 null 3");
	g_assert_nonnull(frame->fields[1].numbers);
	g_assert_cmpstr(labels_get(&frame->fields[1].labels, "host"), ==, "a");
	g_assert_cmpstr(frame->fields[1].config.unit, ==, "percent");
	g_assert_cmpstr(frame->fields[1].config.display_name_from_ds, ==, "CPU");
	frame = decode_legacy(arena, "{'name': 'old', 'points': [[1, 2]]}");
	g_assert_cmpstr(frame->name, ==, "old");
	g_assert_cmpuint(frame->n_rows, ==, 1);
}

static void test_table(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = decode_legacy(
		arena, "{'type': 'table', 'columns': [{'text': 'Time', 'type': 'time'},"
		       " {'text': 'host'}, {'text': 'value', 'type': 'weird', 'unit': 'ms'},"
		       " 'plain'],"
		       " 'rows': [[1, 'a', 5, 1, 99], [2, null, 6], 'no row']}");

	g_assert_cmpuint(frame->n_fields, ==, 4);
	g_assert_cmpuint(frame->n_rows, ==, 3);
	g_assert_cmpstr(cells(arena, frame, 0), ==, "1 2 undefined");
	g_assert_cmpstr(cells(arena, frame, 1), ==, "a null undefined");
	g_assert_cmpint(frame->fields[1].type, ==, FIELD_STRING);
	g_assert_cmpint(frame->fields[2].type, ==, FIELD_NUMBER);
	g_assert_nonnull(frame->fields[2].numbers);
	g_assert_cmpstr(frame->fields[2].config.unit, ==, "ms");
	g_assert_cmpstr(frame->fields[3].name, ==, "plain");
}

static void test_saved(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = decode_legacy(
		arena, "{'name': 's', 'refId': 'A', 'meta': {'x': 1}, 'fields': ["
		       " {'name': 'Time', 'type': 'time', 'values': [1, 2], 'config': {}},"
		       " {'values': [5], 'config': {'unit': 's'}, 'labels': {'k': 'v'}}]}");

	g_assert_cmpuint(frame->n_rows, ==, 2);
	g_assert_cmpstr(frame->fields[1].name, ==, "Field 2");
	g_assert_cmpint(frame->fields[1].type, ==, FIELD_NUMBER);
	g_assert_cmpstr(cells(arena, frame, 1), ==, "5 undefined");
	g_assert_cmpstr(frame->fields[1].config.unit, ==, "s");
	g_assert_nonnull(frame->meta);
}

static void test_lists(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = decode_legacy(
		arena, "[null, {'a': 1, 'time': 5}, {'time': 6, 'b': 9}, {'a': null, 'time': 7}]");

	g_assert_cmpuint(frame->n_fields, ==, 2);
	g_assert_cmpstr(cells(arena, frame, 0), ==, "null 1 undefined null");
	g_assert_cmpint(frame->fields[1].type, ==, FIELD_TIME);
	frame = decode_legacy(arena, "[3, null, 4]");
	g_assert_cmpstr(frame->fields[0].name, ==, "Value");
	g_assert_cmpstr(cells(arena, frame, 0), ==, "3 null 4");
	g_assert_cmpuint(decode_legacy(arena, "[]")->n_fields, ==, 0);
	frame = decode_legacy(arena, "{'type': 'docs', 'target': 't', 'datapoints': [{'a': 1}]}");
	g_assert_cmpstr(frame->fields[0].name, ==, "t");
	g_assert_cmpint(field_value(frame, &frame->fields[0], 0).kind, ==, VALUE_JSON);
}

static void test_refuses_legacy(void)
{
	static const struct {
		const char *json;
		RenderError code;
	} rows[] = {
		{ "null", RENDER_ERROR_UPSTREAM },
		{ "{}", RENDER_ERROR_UPSTREAM },
		{ "'text'", RENDER_ERROR_UPSTREAM },
		{ "{'points': [[], [], []]}", RENDER_ERROR_TOO_LARGE },
		{ "{'columns': [{}, {}, {}], 'rows': [1, 2]}", RENDER_ERROR_TOO_LARGE },
		{ "{'fields': [{}, {}, {'values': [1, 2]}]}", RENDER_ERROR_TOO_LARGE },
		{ "[1, 2, 3, 4, 5, 6]", RENDER_ERROR_TOO_LARGE },
		{ "[{'a': 1, 'b': 1}, 1, 1]", RENDER_ERROR_TOO_LARGE },
	};
	const FrameLimits few = { .max_frames = 1, .max_cells = 5 };
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(
			frame_decode_legacy(arena, parse_json(arena, rows[i].json), &few, &error));
		g_assert_error(error, RENDER_ERROR, (int)rows[i].code);
	}
}

/* Grafana 12.3: dataframe/utils.ts, isTimeSeriesFrame(). */
static void test_is_time_series(void)
{
	static const struct {
		const char *times, *type;
		bool is_series;
	} rows[] = {
		{ "[1, 2, 3]", "number", true },  { "[]", "number", true },
		{ "[1, 2, 2]", "number", false }, { "[3, 2, 1]", "number", false },
		{ "[1, null]", "number", false }, { "[null, 1]", "number", true },
		{ "[1, 2, 3]", "string", false },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *json =
			arena_printf(arena, "{'schema': {'fields': [{'name': 't', 'type': 'time'},"
					    " {'name': 'v', 'type': '%s'}]}, 'data': {'values': [%s, []]}}",
				     rows[i].type, rows[i].times);

		g_test_message("%s", rows[i].times);
		g_assert_true(frame_is_time_series(decode(arena, json)) == rows[i].is_series);
	}
}

static void test_lists_of_frames(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = frames_new(arena);
	Frame *frame = frame_new(arena, 1, 0), *copy = frame_copy(arena, frame);

	for (int i = 0; i < 100; i++)
		frames_append(arena, frames, i % 2 ? frame : copy);
	g_assert_cmpuint(frames->n, ==, 100);
	for (size_t i = 0; i < frames->n; i++)
		g_assert_true(frames->items[i] == (i % 2 ? frame : copy));
	copy->fields[0].name = "changed";
	g_assert_null(frame->fields[0].name);
}

/* ECMA-262: SameValueZero, which Sets compare by. */
static void test_same_values(void)
{
	Value values[] = {
		{ .kind = VALUE_ABSENT },  { .kind = VALUE_NULL },    value_of_number(0),
		value_of_number(1),	   value_of_number(NAN),      value_of_boolean(false),
		value_of_boolean(true),	   value_of_string("1"),      value_of_string(""),
	};
	Value minus_zero = value_of_number(-0.0), other_nan = value_of_number(-NAN);

	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		for (size_t k = 0; k < G_N_ELEMENTS(values); k++)
			g_assert_true(value_equal(&values[i], &values[k]) == (i == k));
	g_assert_true(value_is_same(minus_zero, values[2]));
	g_assert_cmpuint(value_hash(&minus_zero), ==, value_hash(&values[2]));
	g_assert_true(value_is_same(other_nan, values[4]));
	g_assert_cmpuint(value_hash(&other_nan), ==, value_hash(&values[4]));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/frame/decode", test_decode);
	g_test_add_func("/frame/short-columns", test_short_columns);
	g_test_add_func("/frame/what-json-cannot-say", test_what_json_cannot_say);
	g_test_add_func("/frame/enum-type", test_enum_type);
	g_test_add_func("/frame/mixed-columns", test_mixed_columns);
	g_test_add_func("/frame/no-data", test_no_data);
	g_test_add_func("/frame/refuses", test_refuses);
	g_test_add_func("/frame/full-arena", test_full_arena);
	g_test_add_func("/frame/types", test_types);
	g_test_add_func("/frame/series", test_series);
	g_test_add_func("/frame/table", test_table);
	g_test_add_func("/frame/saved", test_saved);
	g_test_add_func("/frame/lists", test_lists);
	g_test_add_func("/frame/refuses-legacy", test_refuses_legacy);
	g_test_add_func("/frame/is-time-series", test_is_time_series);
	g_test_add_func("/frame/lists-of-frames", test_lists_of_frames);
	g_test_add_func("/frame/same-values", test_same_values);
	return g_test_run();
}
