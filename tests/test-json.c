#include "renderer/json.h"

#include "tests/parse.h"

static void test_paths(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	json_object *json = parse_json(arena, "{'legend': {'calcs': ['mean'], 'width': 3.5,"
					       " 'show': true, 'mode': 'list'}, 'a.b': 1}");

	g_assert_cmpfloat(json_get_number(json, "legend.width", 0), ==, 3.5);
	g_assert_cmpstr(json_get_text(json, "legend.mode", ""), ==, "list");
	g_assert_true(json_get_bool(json, "legend.show", false));
	g_assert_cmpuint(json_object_array_length(json_get_array(json, "legend.calcs")), ==, 1);
	g_assert_nonnull(json_get_object(json, "legend"));
	g_assert_null(json_get(json, "a.b"));
}

static void test_fallbacks(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	json_object *json = parse_json(arena, "{'text': '5', 'number': 5, 'none': null, 'list': []}");

	g_assert_cmpfloat(json_get_number(json, "text", 7), ==, 7);
	g_assert_cmpfloat(json_get_number(json, "missing", 7), ==, 7);
	g_assert_cmpstr(json_get_text(json, "number", "x"), ==, "x");
	g_assert_null(json_get_text(json, "none", NULL));
	g_assert_true(json_get_bool(json, "number", true));
	g_assert_null(json_get(json, "none"));
	g_assert_null(json_get_object(json, "list"));
	g_assert_null(json_get_array(json, "text"));
	g_assert_null(json_get(json, "number.of.what"));
	g_assert_null(json_get(json, ""));
	g_assert_null(json_get(NULL, "key"));
}

static void test_long_keys(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autofree char *key = g_strnfill(100000, 'k');

	g_assert_null(json_get(parse_json(arena, "{'k': 1}"), key));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json/paths", test_paths);
	g_test_add_func("/json/fallbacks", test_fallbacks);
	g_test_add_func("/json/long-keys", test_long_keys);
	return g_test_run();
}
