#include "renderer/chart/xy-series.h"

#include <math.h>

#include "renderer/chart/xy-color.h"

/* --- Titles --- */

static void check_title(const char *expected, const char *first, const char *second,
			const char *third)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const char *names[] = { first, second, third };

	g_assert_cmpstr(xy_axis_title(arena, names, third ? 3 : second ? 2 : first ? 1 : 0), ==,
			expected);
}

static void test_title_of_one_is_its_name(void)
{
	check_title("", NULL, NULL, NULL);
	check_title("Weight", "Weight", NULL, NULL);
	check_title("Weight kg", "Weight kg", "Weight kg", NULL);
}

static void test_title_is_what_names_share(void)
{
	check_title("Weight", "Weight north", "Weight south", "Weight west");
	check_title("Weight of parcels", "Weight of large parcels", "Weight of small parcels",
		    "Weight of some parcels");
	check_title("", "Weight", "Height", "Length");
}

/* --- Colours --- */

typedef struct {
	Arena *arena;
	Field field;
	XyColors colors;
} Fixture;

static void set_up(Fixture *fixture, const char *config)
{
	fixture->arena = arena_new(1 << 20);
	json_object *json = arena_take_json(fixture->arena, json_tokener_parse(config));

	g_assert_nonnull(json);
	fixture->field = (Field){ .type = FIELD_NUMBER };
	fixture->field.config = field_config_parse(fixture->arena, json);
	thresholds_set_base(&fixture->field.config.thresholds);
	fixture->colors = xy_colors(fixture->arena, &fixture->field, (Range){ 0, 64 },
				    theme_dark());
}

static void test_thresholds_color(void)
{
	Fixture fixture;

	set_up(&fixture, "{\"color\":{\"mode\":\"thresholds\"},\"thresholds\":{\"mode\":"
			 "\"absolute\",\"steps\":[{\"value\":null,\"color\":\"#00ff0080\"},"
			 "{\"value\":5,\"color\":\"red\"}]}}");
	g_assert_cmpint(fixture.colors.n_colors, ==, 2);
	g_assert_true(fixture.colors.has_alpha);
	g_assert_cmpint(xy_color_index(&fixture.colors, 4.9), ==, 0);
	g_assert_cmpint(xy_color_index(&fixture.colors, 5), ==, 1);
	g_assert_cmpint(xy_color_index(&fixture.colors, NAN), ==, 0);
	arena_free(fixture.arena);
}

static void test_schemes_color_in_steps(void)
{
	Fixture fixture;

	set_up(&fixture, "{\"color\":{\"mode\":\"continuous-GrYlRd\"}}");
	g_assert_cmpint(fixture.colors.n_colors, ==, 32);
	g_assert_cmpint(xy_color_index(&fixture.colors, 3), ==, 1);
	g_assert_cmpint(xy_color_index(&fixture.colors, 64), ==, 31);
	g_assert_cmpint(xy_color_index(&fixture.colors, -7), ==, 0);
	g_assert_cmpint(xy_color_index(&fixture.colors, NAN), ==, 0);
	arena_free(fixture.arena);
}

static void test_mappings_come_first(void)
{
	Fixture fixture;

	set_up(&fixture,
	       "{\"color\":{\"mode\":\"thresholds\"},\"mappings\":["
	       "{\"type\":\"value\",\"options\":{\"2\":{\"color\":\"blue\"},"
	       "\"3\":{\"text\":\"no colour\"}}},"
	       "{\"type\":\"range\",\"options\":{\"from\":10,\"to\":null,"
	       "\"result\":{\"color\":\"red\"}}},"
	       "{\"type\":\"special\",\"options\":{\"match\":\"null\","
	       "\"result\":{\"color\":\"gray\"}}}]}");
	g_assert_cmpint(fixture.colors.n_colors, ==, 3);
	g_assert_cmpint(xy_color_index(&fixture.colors, 2), ==, 0);
	g_assert_cmpint(xy_color_index(&fixture.colors, 3), ==, -1);
	g_assert_cmpint(xy_color_index(&fixture.colors, 11), ==, 1);
	g_assert_cmpint(xy_color_index(&fixture.colors, value_null()), ==, 2);
	arena_free(fixture.arena);
}

static void test_other_modes_have_none(void)
{
	Fixture fixture;

	set_up(&fixture, "{\"color\":{\"mode\":\"palette-classic\"}}");
	g_assert_cmpint(xy_color_index(&fixture.colors, 1), ==, -1);
	arena_free(fixture.arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/xy-series/title-of-one-is-its-name", test_title_of_one_is_its_name);
	g_test_add_func("/xy-series/title-is-what-names-share", test_title_is_what_names_share);
	g_test_add_func("/xy-series/thresholds-color", test_thresholds_color);
	g_test_add_func("/xy-series/schemes-color-in-steps", test_schemes_color_in_steps);
	g_test_add_func("/xy-series/mappings-come-first", test_mappings_come_first);
	g_test_add_func("/xy-series/other-modes-have-none", test_other_modes_have_none);
	return g_test_run();
}
