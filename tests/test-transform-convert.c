#include "tests/transform.h"

/* Expected: Grafana 12.3, transformers/convertFieldType.ts, read rule by rule. */

static void assert_converted(const char *type, const char *more, const char *from,
			     const char *values, const char *expected)
{
	g_autofree char *input = g_strdup_printf(
		"[{'fields': [{'name': 'a', 'type': '%s', 'values': [%s]}]}]", from, values);
	g_autofree char *options = g_strdup_printf(
		"{'conversions': [{'targetField': 'a', 'destinationType': '%s' %s}]}", type, more);
	g_autofree char *text = g_strdup_printf("a: %s", expected);

	assert_transform("convertFieldType", options, input, text);
}

static void test_to_number(void)
{
	assert_converted("number", "", "string", "'1,234.5', '', null, 'x', '0x10'",
			 "1234.5 0 0 null 16");
	assert_converted("number", "", "boolean", "true, false", "1 0");
	assert_converted("number", "", "other", "[7], {}", "7 null");
}

static void test_to_time(void)
{
	assert_converted("time", "", "string",
			 "'2021-02-03T04:05:06Z', '2021-02-03T04:05:06+01:00', 'x', ''",
			 "1612325106000 1612321506000 null null");
	assert_converted("time", "", "string", "'2021-02-03 04:05:06', null, 'never'",
			 "1612325106000 null null");
	assert_converted("time", ", 'dateFormat': 'DD.MM.YYYY'", "string", "'03.02.2021'",
			 "1612310400000");
	assert_converted("time", "", "number", "5, 0, null", "5 0 null");
	assert_converted("time", ", 'dateFormat': 'X'", "number", "5, 0, null", "5000 null null");
}

static void test_to_text(void)
{
	assert_converted("string", "", "number", "1.5, null, 1e21", "1.5 null 1e+21");
	assert_converted("string", "", "boolean", "true, null", "true null");
	assert_converted("string", "", "string", "'a/b', null", "\"a/b\" null");
	assert_converted("string", "", "other", "[1, 'x'], {'k': 2}", "[1,\"x\"] {\"k\":2}");
	assert_converted("string", ", 'joinWith': '; '", "other", "[1, 'x', null]", "1; x; ");
	assert_converted("string", "", "time", "0, null",
			 "1970-01-01T00:00:00+00:00 Invalid date");
	assert_converted("string", ", 'timezone': 'utc'", "time", "0", "1970-01-01T00:00:00Z");
	assert_converted("string", ", 'dateFormat': 'HH:mm', 'timezone': 'Asia/Tokyo'", "time",
			 "0", "09:00");
}

/* Each time there are twice as many backslashes. */
static void test_text_of_text_of_text_ends(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	TransformContext context = transform_context(arena);
	Frames *frames = transform_input(
		arena, "[{'fields': [{'name': 'a', 'type': 'string', 'values': ['x']}]}]");
	GString *text = g_string_new("[{'id': 'convertFieldType', 'options': {'conversions': [");
	Frames *annotations = frames_new(arena);
	const char *notice = NULL;

	for (int i = 0; i < 60; i++)
		g_string_append_printf(
			text, "%s{'targetField': 'a', 'destinationType': 'string'}", i ? "," : "");
	g_string_append(text, "]}}]");
	transforms_run(&context, parse_json(arena, text->str), frames, &annotations, &notice);
	g_string_free(text, TRUE);
	g_assert_nonnull(notice);
	g_assert_nonnull(strstr(notice, "too long"));
}

static void test_to_boolean(void)
{
	assert_converted("boolean", "", "string", "'false', '', null", "true false false");
	assert_converted("boolean", "", "number", "0, 2", "false true");
}

static void test_to_enum(void)
{
	assert_converted("enum", ", 'enumConfig': {'text': ['low', 'high']}", "string",
			 "'high', 'low', 'other'", "1 0 undefined");
	assert_converted("enum", "", "string", "'high'", "high");
}

static void test_to_other(void)
{
	assert_converted("other", "", "string", "'[1,2]', '{\\\"a\\\":1}', 'x'",
			 "1,2 [object Object] null");
}

static void test_order(void)
{
	assert_transform("convertFieldType",
			 "{'conversions': [{'targetField': 'a', 'destinationType': 'string'},"
			 " {'targetField': 'a', 'destinationType': 'boolean'},"
			 " {'destinationType': 'number'}]}",
			 "[{'fields': [{'name': 'a', 'type': 'number', 'values': [0]}]}]",
			 "a: true");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/transform-convert/to-number", test_to_number);
	g_test_add_func("/transform-convert/to-time", test_to_time);
	g_test_add_func("/transform-convert/to-text", test_to_text);
	g_test_add_func("/transform-convert/text-of-text-of-text-ends",
			test_text_of_text_of_text_ends);
	g_test_add_func("/transform-convert/to-boolean", test_to_boolean);
	g_test_add_func("/transform-convert/to-enum", test_to_enum);
	g_test_add_func("/transform-convert/to-other", test_to_other);
	g_test_add_func("/transform-convert/in-order", test_order);
	return g_test_run();
}
