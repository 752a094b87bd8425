#include "renderer/data/json-stringify.h"

#include <string.h>

static void assert_again(const char *text, const char *expected)
{
	g_autoptr(Arena) arena = arena_new(SIZE_MAX);

	g_assert_cmpstr(json_stringify_again(arena, text), ==, expected);
}

static void test_writes_a_line_an_element(void)
{
	assert_again("{\"shelf\":[1,2.50,null],\"open\":true,\"none\":{}}",
		     "{\n \"shelf\": [\n  1,\n  2.5,\n  null\n ],\n \"open\": true,\n \"none\": {}\n}");
}

static void test_escapes_texts(void)
{
	assert_again("\"a\\\"b\\\\c\\n\\u0001/\"", "\"a\\\"b\\\\c\\n\\u0001/\"");
}

static void test_leaves_what_is_no_json(void)
{
	assert_again("green tea", "green tea");
	assert_again("", "");
	assert_again("{\"a\":", "{\"a\":");
}

static void test_bounds_length_and_depth(void)
{
	g_autoptr(Arena) arena = arena_new(SIZE_MAX);
	json_object *list = arena_take_json(arena, json_object_new_array());

	for (int i = 0; i < 200000; i++)
		json_object_array_add(list, json_object_new_int(i));
	g_assert_cmpuint(strlen(json_stringify(arena, list)), <, 70000);
	for (int i = 0; i < 1000; i++) {
		json_object *outer = json_object_new_array();

		json_object_array_add(outer, json_object_get(list));
		list = arena_take_json(arena, outer);
	}
	g_assert_cmpuint(strlen(json_stringify(arena, list)), <, 70000);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json-stringify/lines", test_writes_a_line_an_element);
	g_test_add_func("/json-stringify/escapes", test_escapes_texts);
	g_test_add_func("/json-stringify/no-json", test_leaves_what_is_no_json);
	g_test_add_func("/json-stringify/bounds", test_bounds_length_and_depth);
	return g_test_run();
}
