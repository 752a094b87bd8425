#include "renderer/json.h"
#include "tests/transform.h"

/*
 * Expected: Grafana 12.3, transformers/formatTime.ts, formatString.ts, transpose.ts,
 * groupingToMatrix.ts, groupToNestedTable.ts, read rule by rule.
 */

static void test_format_time(void)
{
	static const char frame[] =
		"[{'fields': [{'name': 'Time', 'type': 'time', 'values': [0, 3600000]},"
		" {'name': 'n', 'type': 'number', 'values': [1, 2]}]}]";

	assert_transform("formatTime", "{'timeField': 'Time', 'outputFormat': 'HH:mm'}", frame,
			 "Time: 00:00 01:00 | n: 1 2");
	assert_transform("formatTime",
			 "{'timeField': 'Time', 'outputFormat': 'HH:mm',"
			 " 'timezone': 'America/New_York'}",
			 frame, "Time: 19:00 20:00 | n: 1 2");
	assert_transform("formatTime", "{'timeField': 'Time'}", frame,
			 "Time: 1970-01-01T00:00:00+00:00 1970-01-01T01:00:00+00:00 | n: 1 2");
	assert_transform("formatTime", "{'timeField': 'n'}", frame, "Time: 0 3600000 | n: 1 2");
	assert_transform("formatTime", "{'timeField': ''}", frame, "Time: 0 3600000 | n: 1 2");
}

/* `more` follows the format in the options. */
static void assert_text(const char *format, const char *more, const char *text,
			const char *expected)
{
	g_autofree char *options = g_strdup_printf(
		"{'stringField': 's', 'outputFormat': '%s' %s}", format, more);
	g_autofree char *input = g_strdup_printf(
		"[{'fields': [{'name': 's', 'type': 'string', 'values': ['%s']}]}]", text);
	g_autofree char *all = g_strdup_printf("s: %s", expected);

	assert_transform("formatString", options, input, all);
}

static void test_format_string(void)
{
	assert_text("Upper Case", "", "a Bß", "A BSS");
	assert_text("Lower Case", "", "ÄB c", "äb c");
	assert_text("Sentence Case", "", "éa BC", "Éa BC");
	assert_text("Title Case", "", "the bIG  one", "The Big  One");
	assert_text("Pascal Case", "", "the bIG one", "TheBigOne");
	assert_text("Camel Case", "", "The bIG one", "theBigOne");
	assert_text("Snake Case", "", "The Big one", "the_big_one");
	assert_text("Kebab Case", "", "The Big one", "the-big-one");
	assert_text("Trim", "", " \xc2\xa0 a b ", "a b");
	assert_text("Substring", ", 'substringStart': 1, 'substringEnd': 3", "äbcd", "bc");
	assert_text("Substring", ", 'substringStart': 3, 'substringEnd': 1", "abcd", "bc");
	assert_text("Substring", ", 'substringStart': 2", "abcd", "cd");
	assert_text("Substring", ", 'substringStart': -4, 'substringEnd': 99", "abcd", "abcd");
	assert_text("Other Case", "", "a", "undefined");
}

static void test_format_string_needs_texts(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	g_autoptr(GError) error = NULL;
	const TransformContext context = transform_context(arena);
	Frames *frames = transform_input(
		arena, "[{'fields': [{'name': 's', 'type': 'string', 'values': ['a', null]}]}]");

	g_assert_null(transform_find("formatString")
			      ->run(&context, frames, parse_json(arena, "{'stringField': 's'}"),
				    &error));
	g_assert_cmpstr(error->message, ==, "row 2 of the field \"s\" is no text");
}

static const char table[] =
	"[{'refId': 'A', 'fields': ["
	" {'name': 'city', 'type': 'string', 'values': ['Oslo', null, 'Rome']},"
	" {'name': 'sold', 'type': 'number', 'values': [1, 2, 3]},"
	" {'name': 'open', 'type': 'number', 'values': [7, null, 9]}]}]";

static void test_transpose(void)
{
	assert_transform("transpose", "{}", table,
			 "Field: sold open | Oslo: 1 7 | Value 2: 2 null | Rome: 3 9");
	assert_transform("transpose",
			 "{'firstFieldName': 'what', 'restFieldsName': 'n', 'emptyValue': 'zero'}",
			 table,
			 "what: sold open | n Oslo: 1 7 | n 0: 2 null | n Rome: 3 9");
}

static void test_transpose_without_headers(void)
{
	assert_transform("transpose", "{'emptyValue': 'null'}",
			 "[{'fields': [{'name': 'n', 'type': 'number', 'values': [1, null]},"
			 " {'name': 's', 'type': 'string', 'values': ['x', 'y']},"
			 " {'name': 'j', 'type': 'other', 'values': [{'k': [1]}, null]}]}]",
			 "Field: n s j | 1: 1 x {\"k\":[1]} | 2: null y null");
}

static const char pairs[] =
	"[{'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 1, 2]},"
	" {'name': 'host', 'type': 'string', 'values': ['a', 'b', 'a']},"
	" {'name': 'Value', 'type': 'number', 'values': [10, 20, 30]}]}]";

static void test_matrix(void)
{
	assert_transform("groupingToMatrix", "{'columnField': 'host'}", pairs,
			 "Time\\host: 1 2 | a: 10 30 | b: 20 ");
	assert_transform("groupingToMatrix",
			 "{'columnField': 'host', 'rowField': 'Time', 'valueField': 'Value',"
			 " 'emptyValue': 'null'}",
			 pairs, "Time\\host: 1 2 | a: 10 30 | b: 20 null");
	assert_transform("groupingToMatrix", "{'columnField': 'Time', 'rowField': 'host',"
			 " 'emptyValue': 'zero'}", pairs, "host\\Time: a b | 1: 10 20 | 2: 30 0");
	assert_transform("groupingToMatrix", "{'columnField': 'none'}", pairs,
			 "Time: 1 1 2 | host: a b a | Value: 10 20 30");
	/* A value that comes back before another one that is new, and once more after it. */
	assert_transform("groupingToMatrix", "{'columnField': 'host', 'rowField': 'Value'}",
			 "[{'fields': [{'name': 'host', 'type': 'string',"
			 " 'values': ['a', 'a', 'b', 'a']},"
			 " {'name': 'Value', 'type': 'number', 'values': [1, 1, 2, 1]}]}]",
			 "Value\\host: 1 2 | a: 1  | b:  2");
}

static const char *nested_text(Arena *arena, const char *options, const char *input)
{
	g_autoptr(GError) error = NULL;
	const TransformContext context = transform_context(arena);
	Frames *out = transform_find("groupToNestedTable")
			      ->run(&context, transform_input(arena, input),
				    parse_json(arena, options), &error);
	GString *text = g_string_new(NULL);

	g_assert_no_error(error);
	for (size_t i = 0; i < out->n; i++) {
		Frame *frame = out->items[i];
		Field *last = &frame->fields[frame->n_fields - 1];

		g_assert_cmpstr(last->name, ==, "__nestedFrames");
		frame->n_fields--;
		g_string_append(text, transform_text(arena, out));
		for (size_t row = 0; row < frame->n_rows; row++) {
			Frames *nested = last->values[row].frames;
			bool is_bare = json_get_bool(nested->items[0]->meta, "custom.noHeader",
						     false);

			g_string_append_printf(text, " [%s%s]", transform_text(arena, nested),
					       is_bare ? " bare" : "");
		}
	}
	return arena_take_string(arena, text);
}

static void test_nested(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);

	g_assert_cmpstr(nested_text(arena, "{'fields': {'host': {'operation': 'groupby',"
					   " 'aggregations': []}, 'Value': {'operation':"
					   " 'aggregate', 'aggregations': ['sum', 'last']}}}",
				    pairs),
			==,
			"host: a b | Value (sum): 40 20 | Value (last): 30 20 [Time: 1 2]"
			" [Time: 1]");
	g_assert_cmpstr(nested_text(arena, "{'showSubframeHeaders': false, 'fields': {"
					   "'host': {'operation': 'groupby', 'aggregations': []},"
					   "'Time': {'operation': null, 'aggregations': []},"
					   "'Value': {'operation': 'aggregate',"
					   " 'aggregations': []}}}", pairs),
			==, "host: a b [Time: 1 2 | Value: 10 30 bare] [Time: 1 | Value: 20 bare]");
	g_assert_cmpstr(nested_text(arena, "{'fields': {"
					   "'host': {'operation': 'groupby', 'aggregations': []},"
					   "'Time': {'operation': 'groupby', 'aggregations': []},"
					   "'Value': {'operation': 'aggregate',"
					   " 'aggregations': ['max']}}}", pairs),
			==, "Time: 1 1 2 | host: a b a | Value (max): 10 20 30 [] [] []");
	assert_transform("groupToNestedTable", "{'fields': {}}", pairs,
			 "Time: 1 1 2 | host: a b a | Value: 10 20 30");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform-table/formats-times", test_format_time);
	g_test_add_func("/transform-table/formats-texts", test_format_string);
	g_test_add_func("/transform-table/formats-texts-only", test_format_string_needs_texts);
	g_test_add_func("/transform-table/transposes", test_transpose);
	g_test_add_func("/transform-table/transposes-without-headers",
			test_transpose_without_headers);
	g_test_add_func("/transform-table/matrix", test_matrix);
	g_test_add_func("/transform-table/nested", test_nested);
	return g_test_run();
}
