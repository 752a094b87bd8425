#include "renderer/theme.h"

#include <glib.h>

static void assert_hex(Color color, unsigned hex)
{
	g_assert_true(color_equal(color, COLOR_RGB(hex)));
}

/* Grafana 12.3, createVisualizationColors.ts: the five shades of each hue in both themes. */
static void test_hues(void)
{
	static const struct {
		const char *name;
		unsigned dark, light;
	} rows[] = {
		{ "super-light-red", 0xFFA6B0, 0xFF7383 }, { "light-red", 0xFF7383, 0xF2495C },
		{ "red", 0xF2495C, 0xE02F44 },		   { "semi-dark-red", 0xE02F44, 0xC4162A },
		{ "dark-red", 0xC4162A, 0xAD0317 },	   { "orange", 0xFF9830, 0xFF780A },
		{ "dark-orange", 0xFA6400, 0xE55400 },	   { "yellow", 0xFADE2A, 0xF2CC0C },
		{ "dark-yellow", 0xE0B400, 0xCC9D00 },	   { "green", 0x73BF69, 0x56A64B },
		{ "dark-green", 0x37872D, 0x19730E },	   { "blue", 0x5794F2, 0x3274D9 },
		{ "dark-blue", 0x1F60C4, 0x1250B0 },	   { "purple", 0xB877D9, 0xA352CC },
		{ "super-light-purple", 0xDEB6F2, 0xCA95E5 }, { "dark-purple", 0x8F3BB8, 0x7C2EA3 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		assert_hex(theme_color(theme_dark(), rows[i].name), rows[i].dark);
		assert_hex(theme_color(theme_light(), rows[i].name), rows[i].light);
	}
}

/* The same file, getColorByName(): the theme's names, Grafana's keywords, what CSS knows. */
static void test_other_names(void)
{
	const Theme *dark = theme_dark(), *light = theme_light();

	assert_hex(theme_color(dark, "panel-bg"), 0x181b1f);
	assert_hex(theme_color(light, "panel-bg"), 0xffffff);
	assert_hex(theme_color(dark, "text"), 0xccccdc);
	assert_hex(theme_color(light, "text"), 0x24292e);
	g_assert_true(color_equal(theme_color(dark, "transparent"), COLOR_TRANSPARENT));
	g_assert_true(color_equal(theme_color(light, "transparent"), (Color){ 255, 255, 255, 0 }));
	assert_hex(theme_color(dark, "Red"), 0xff0000); // case counts for hues, not for keywords
	assert_hex(theme_color(dark, "mediumpurple"), 0x9370d8);
	assert_hex(theme_color(dark, "palevioletred"), 0xd87093);
	assert_hex(theme_color(dark, "lightgray"), 0xd3d3d3);
	assert_hex(theme_color(dark, "#EAB839"), 0xEAB839);
	g_assert_true(color_equal(theme_color(dark, "rgba(245, 54, 54, 0.9)"),
				  (Color){ 245, 54, 54, 0.9 }));
}

static void test_fallback_is_gray(void)
{
	assert_hex(theme_color(theme_dark(), NULL), 0x808080);
	assert_hex(theme_color(theme_dark(), ""), 0x808080);
	assert_hex(theme_color(theme_dark(), "no-such-color"), 0x808080);
	assert_hex(theme_color(theme_dark(), "semi-dark-teal"), 0x808080);
}

static void test_classic_palette_wraps(void)
{
	const Theme *dark = theme_dark(), *light = theme_light();

	assert_hex(theme_palette(dark, 0), 0x73BF69);
	assert_hex(theme_palette(light, 0), 0x56A64B);
	assert_hex(theme_palette(dark, 1), 0xF2CC0C);
	assert_hex(theme_palette(dark, 17), 0xDEB6F2);
	assert_hex(theme_palette(dark, 18), 0x447EBC);
	assert_hex(theme_palette(dark, 63), 0xDEDAF7);
	assert_hex(theme_palette(dark, 64), 0x73BF69);
}

/* Grafana 12.3, createColors.ts and palette.ts. */
static void test_tokens(void)
{
	const Theme *dark = theme_dark(), *light = theme_light();

	g_assert_true(dark->is_dark);
	g_assert_false(light->is_dark);
	assert_hex(dark->background_canvas, 0x111217);
	assert_hex(light->background_canvas, 0xfbfbfb);
	/* Laid over the panel: charts.md 1.1 gives what pictures show. */
	assert_hex(color_rounded(color_over(dark->grid_line, dark->background_primary)), 0x2b2f33);
	assert_hex(color_rounded(color_over(light->grid_line, light->background_primary)), 0xe8e9ea);
}

/* getContrastText(): white wherever it reaches a contrast of 3. */
static void test_contrast_text(void)
{
	const Theme *dark = theme_dark();

	assert_hex(theme_contrast_text(dark, COLOR_RGB(0x1F60C4)), 0xffffff);
	assert_hex(theme_contrast_text(dark, COLOR_RGB(0xF2495C)), 0xffffff);
	assert_hex(theme_contrast_text(dark, COLOR_RGB(0x73BF69)), 0x000000);
	assert_hex(theme_contrast_text(dark, COLOR_RGB(0xFADE2A)), 0x000000);
	/* Nearly transparent yellow is the panel's background. */
	assert_hex(theme_contrast_text(dark, (Color){ 250, 222, 42, 0.1 }), 0xffffff);
	assert_hex(theme_contrast_text(theme_light(), (Color){ 31, 96, 196, 0.1 }), 0x000000);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/theme/hues", test_hues);
	g_test_add_func("/theme/other-names", test_other_names);
	g_test_add_func("/theme/fallback-is-gray", test_fallback_is_gray);
	g_test_add_func("/theme/classic-palette-wraps", test_classic_palette_wraps);
	g_test_add_func("/theme/tokens", test_tokens);
	g_test_add_func("/theme/contrast-text", test_contrast_text);
	return g_test_run();
}
