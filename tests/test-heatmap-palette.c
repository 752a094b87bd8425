#include "renderer/chart/heatmap-palette.h"

#include "renderer/geometry.h"
#include "tests/parse.h"

#include <math.h>

static const char *hex_of(Arena *arena, Color color)
{
	return arena_printf(arena, "%02x%02x%02x%02x", (int)color.red, (int)color.green,
			    (int)color.blue, (int)js_round(color.alpha * 255));
}

/* First, middle and last of three steps, as d3-scale-chromatic 3.1 gives them. */
static void test_palettes(void)
{
	static const struct {
		const char *options;
		bool is_dark;
		const char *colors[3];
	} rows[] = {
		{ "{'scheme': 'Blues'}", true, { "08306bff", "6daed5ff", "f7fbffff" } },
		{ "{'scheme': 'Blues'}", false, { "f7fbffff", "6daed5ff", "08306bff" } },
		{ "{'scheme': 'Blues', 'reverse': true}", true, { "f7fbffff", "6daed5ff", "08306bff" } },
		{ "{'scheme': 'Viridis'}", true, { "440154ff", "21918cff", "fde725ff" } },
		{ "{'scheme': 'Viridis'}", false, { "fde725ff", "21918cff", "440154ff" } },
		{ "{'scheme': 'Turbo'}", true, { "23171bff", "95fb51ff", "900c00ff" } },
		{ "{'scheme': 'Cividis'}", true, { "002051ff", "7f7c75ff", "fdea45ff" } },
		{ "{'scheme': 'Warm'}", true, { "6e40aaff", "ff5e63ff", "aff05bff" } },
		{ "{'scheme': 'Cool'}", true, { "6e40aaff", "1ac7c2ff", "aff05bff" } },
		{ "{'scheme': 'Cubehelix'}", true, { "000000ff", "a07949ff", "ffffffff" } },
		{ "{'scheme': 'Rainbow'}", true, { "6e40aaff", "aff05bff", "6e40aaff" } },
		{ "{'scheme': 'Sinebow'}", true, { "ff4040ff", "00bfbfff", "ff4040ff" } },
		{ "{'scheme': 'none of them'}", true, { "5e4fa2ff", "fbf8b0ff", "9e0142ff" } },
		{ "{'mode': 'opacity', 'fill': '#ff0000', 'scale': 'linear'}", true,
		  { "ff000000", "ff000080", "ff0000ff" } },
		{ "{'mode': 'opacity', 'fill': '#ff0000', 'exponent': 2}", true,
		  { "ff000000", "ff000040", "ff0000ff" } },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_object *options = parse_json(arena, rows[i].options);

		json_object_object_add(options, "steps", json_object_new_int(3));
		Palette palette = palette_parse(arena, options,
						rows[i].is_dark ? theme_dark() : theme_light());

		g_test_message("row %zu", i);
		g_assert_cmpuint(palette.n, ==, 3);
		for (size_t k = 0; k < 3; k++)
			g_assert_cmpstr(hex_of(arena, palette.colors[k]), ==, rows[i].colors[k]);
	}
}

static void test_indexes(void)
{
	Palette palette = { NULL, 4 };

	g_assert_cmpuint(palette_index(&palette, 0, 0, 8), ==, 0);
	g_assert_cmpuint(palette_index(&palette, 1.9, 0, 8), ==, 0);
	g_assert_cmpuint(palette_index(&palette, 2, 0, 8), ==, 1);
	g_assert_cmpuint(palette_index(&palette, 8, 0, 8), ==, 3);
	g_assert_cmpuint(palette_index(&palette, 99, 0, 8), ==, 3);
	g_assert_cmpuint(palette_index(&palette, -1, 0, 8), ==, 0);
	g_assert_cmpuint(palette_index(&palette, 5, 5, 5), ==, 0);
	g_assert_cmpuint(palette_index(&palette, 5, INFINITY, -INFINITY), <, 4);
}

static void test_absurd_steps_are_bounded(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	g_assert_cmpuint(palette_parse(arena, parse_json(arena, "{'steps': 1e9}"), theme_dark()).n,
			 ==, PALETTE_MAX);
	g_assert_cmpuint(palette_parse(arena, parse_json(arena, "{'steps': -1}"), theme_dark()).n, ==,
			 2);
	g_assert_cmpuint(palette_parse(arena, NULL, theme_dark()).n, ==, 64);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/heatmap-palette/palettes", test_palettes);
	g_test_add_func("/heatmap-palette/indexes", test_indexes);
	g_test_add_func("/heatmap-palette/absurd-steps-are-bounded", test_absurd_steps_are_bounded);
	return g_test_run();
}
