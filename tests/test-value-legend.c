#include "renderer/chart/value-legend.h"

#include "tests/decode.h"

/* Expected: Grafana 12.3, core/components/TimelineChart/utils.ts. */

static FieldConfig config_of(Arena *arena, const char *text)
{
	return field_config_parse(arena, parse_json(arena, text));
}

static void test_thresholds(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = config_of(
		arena, "{'unit': 'percent', 'thresholds': {'mode': 'absolute', 'steps': ["
		       "{'value': null, 'color': 'green'}, {'value': 10, 'color': 'red'}]}}");
	LegendItem *items;
	size_t n;

	/* A data source's null stays a step. */
	items = threshold_legend_items(arena, theme_dark(), &config, &config.thresholds, &n);
	g_assert_cmpstr(items[0].label, ==, "+");
	thresholds_set_base(&config.thresholds);
	items = threshold_legend_items(arena, theme_dark(), &config, &config.thresholds, &n);

	g_assert_cmpuint(n, ==, 2);
	g_assert_cmpstr(items[0].label, ==, "< 10%");
	g_assert_cmpstr(items[1].label, ==, "10%+");
	g_assert_true(color_equal(items[1].color, theme_color(theme_dark(), "red")));
}

static void test_mappings(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	FieldConfig config = config_of(
		arena,
		"{'mappings': ["
		"{'type': 'value', 'options': {'off': {}, '10': {'text': 'ten'}, '2': {}}},"
		"{'type': 'range', 'options': {'from': 1, 'to': null, 'result': {'text': 'up'}}},"
		"{'type': 'special', 'options': {'match': 'null+nan', 'result': {}}}]}");
	const FieldConfig *twice[] = { &config, &config };
	static const char *const expected[] = { "2", "10", "off", "[1 - null] up", "null+nan" };
	size_t n;
	LegendItem *items = mapping_legend_items(arena, theme_dark(), twice, 2, &n);

	g_assert_cmpuint(n, ==, G_N_ELEMENTS(expected));
	for (size_t i = 0; i < n; i++)
		g_assert_cmpstr(items[i].label, ==, expected[i]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/value-legend/thresholds", test_thresholds);
	g_test_add_func("/value-legend/mappings", test_mappings);
	return g_test_run();
}
