#include "renderer/data/defaults.h"

#include "tests/parse.h"

static void assert_defaults(const char *stored, const char *plugin, const char *expected)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	json_object *config =
		field_config_with_defaults(arena, parse_json(arena, stored), plugin);
	json_object *defaults = json_object_object_get(config, "defaults");
	json_object *wanted = parse_json(arena, expected);

	g_test_message("%s", json_object_to_json_string(defaults));
	g_assert_true(json_object_equal(defaults, wanted));
}

#define STANDARD                                                                                   \
	"'thresholds': {'mode': 'absolute', 'steps': [{'value': null, 'color': 'green'},"          \
	" {'value': 80, 'color': 'red'}]}"

/* data.md 2.1: lodash's merge with lists replaced. */
static void test_merging(void)
{
	assert_defaults("null", NULL, "{" STANDARD "}");
	assert_defaults("{'defaults': {'unit': 'ms'}}", NULL, "{'unit': 'ms', " STANDARD "}");
	assert_defaults("{'defaults': {'custom': {'lineWidth': 3, 'hideFrom': {'viz': true}}}}",
			"{'custom': {'lineWidth': 1, 'fillOpacity': 0,"
			" 'hideFrom': {'viz': false, 'legend': false}}}",
			"{'custom': {'lineWidth': 3, 'fillOpacity': 0,"
			" 'hideFrom': {'viz': true, 'legend': false}}, " STANDARD "}");
	assert_defaults("{'defaults': {'thresholds': {'steps': [{'color': 'blue'}]}}}", NULL,
			"{'thresholds': {'mode': 'absolute', 'steps': [{'color': 'blue'}]}}");
	assert_defaults("{'defaults': {'color': null}}", "{'color': {'mode': 'palette-classic'}}",
			"{'color': null, " STANDARD "}");
	assert_defaults("{'defaults': {'custom': {'a.b': {'c': 1}}}}",
			"{'custom': {'a': {'b': {'d': 2}}}}",
			"{'custom': {'a': {'b': {'d': 2}}, 'a.b': {'c': 1}}, " STANDARD "}");
}

static void test_a_types_null_is_a_property_it_lacks(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	json_object *config = field_config_with_defaults(
		arena,
		parse_json(arena, "{'defaults': {'unit': 'ms', 'thresholds': {'steps': []}},"
				  " 'overrides': [{'matcher': {'id': 'byName'}, 'properties':"
				  " [{'id': 'thresholds', 'value': {}}, {'id': 'unit', 'value': 's'}],"
				  " '__systemRef': 'x'}]}"),
		"{'thresholds': null}");
	json_object *wanted =
		parse_json(arena, "{'defaults': {'unit': 'ms'}, 'overrides': [{'matcher':"
				  " {'id': 'byName'}, 'properties': [{'id': 'unit', 'value': 's'}],"
				  " '__systemRef': 'x'}]}");

	g_assert_true(json_object_equal(config, wanted));
}

static void test_nonsense_is_no_config(void)
{
	assert_defaults("[]", "{'unit': 'ms'}", "{'unit': 'ms', " STANDARD "}");
	assert_defaults("{'defaults': 7, 'overrides': {}}", "not json", "{" STANDARD "}");
	assert_defaults("{'overrides': [null, 5, {'properties': 'x'}]}", NULL, "{" STANDARD "}");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/defaults/merging", test_merging);
	g_test_add_func("/defaults/a-types-null-is-a-property-it-lacks",
			test_a_types_null_is_a_property_it_lacks);
	g_test_add_func("/defaults/nonsense-is-no-config", test_nonsense_is_no_config);
	return g_test_run();
}
