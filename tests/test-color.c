#include "renderer/color.h"

#include <glib.h>

static void assert_color(Color color, double red, double green, double blue, double alpha)
{
	g_assert_cmpfloat_with_epsilon(color.red, red, 1e-6);
	g_assert_cmpfloat_with_epsilon(color.green, green, 1e-6);
	g_assert_cmpfloat_with_epsilon(color.blue, blue, 1e-6);
	g_assert_cmpfloat_with_epsilon(color.alpha, alpha, 1e-9);
}

static void assert_hex(Color color, unsigned hex)
{
	Color rounded = color_rounded(color), expected = COLOR_RGB(hex);

	g_assert_true(color_equal(rounded, expected));
}

/* CSS Color Module Level 4, the grammar of each form. */
static void test_css_forms_parse(void)
{
	static const struct {
		const char *text;
		Color color;
	} rows[] = {
		{ "#1af", { 0x11, 0xaa, 0xff, 1 } },
		{ "#1af8", { 0x11, 0xaa, 0xff, 0x88 / 255.0 } },
		{ "#447EBC", { 0x44, 0x7e, 0xbc, 1 } },
		{ "#447ebc80", { 0x44, 0x7e, 0xbc, 128 / 255.0 } },
		{ "rgb(204, 204, 220)", { 204, 204, 220, 1 } },
		{ "rgba(245,54,54,0.9)", { 245, 54, 54, 0.9 } },
		{ "rgb(1 2 3 / 50%)", { 1, 2, 3, 0.5 } },
		{ "RGB(100%, 20%, 0%)", { 255, 51, 0, 1 } },
		{ "rgb(300, -5, 0)", { 255, 0, 0, 1 } },
		{ "rgba(1, 2, 3, 7)", { 1, 2, 3, 1 } },
		{ "hsl(120, 50%, 25%)", { 31.875, 95.625, 31.875, 1 } },
		{ "hsl(120deg 50 25)", { 31.875, 95.625, 31.875, 1 } },
		{ "hsla(200,100%,50%,.3)", { 0, 170, 255, 0.3 } },
		{ "hsl(-240, 100%, 50%)", { 0, 255, 0, 1 } },
		{ "transparent", { 0, 0, 0, 0 } },
		{ "RebeccaPurple", { 0x66, 0x33, 0x99, 1 } },
		{ "grey", { 128, 128, 128, 1 } },
		{ " teal", { 0, 128, 128, 1 } },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Color color;

		g_test_message("%s", rows[i].text);
		g_assert_true(color_parse(rows[i].text, &color));
		assert_color(color, rows[i].color.red, rows[i].color.green, rows[i].color.blue,
			     rows[i].color.alpha);
	}
}

static void test_other_texts_are_no_colors(void)
{
	static const char *const rows[] = {
		"",	      "#",	    "#12",	    "#12345",	     "#ggg",
		"#1234567",   "rgb",	    "rgb(",	    "rgb(1,2)",	     "rgb(1,2,3",
		"rgb(a,b,c)", "rgb(nan,1,1)", "rgb(inf,1,1)", "rgb(0x1,1,1)", "rgbx(1,2,3)",
		"hsl()",      "redd",	    "super-light-red",
	};
	Color color = { 1, 2, 3, 0.5 };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i]);
		g_assert_false(color_parse(rows[i], &color));
	}
	g_assert_false(color_parse(NULL, &color));
	assert_color(color, 1, 2, 3, 0.5);
}

/* Every keyword is found by the binary search: the first, the last, and both greys. */
static void test_keywords_are_sorted(void)
{
	static const char *const rows[] = {
		"aliceblue", "darkslategray", "darkslategrey", "lightgoldenrodyellow", "lightgray",
		"lightgrey", "mediumpurple",  "papayawhip",    "whitesmoke",	       "yellowgreen",
	};
	Color color;

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_true(color_parse(rows[i], &color));
}

/* Numbers printed by tinycolor 1.6.0 for the same calls. */
static void test_arithmetic_is_tinycolors(void)
{
	Color green = COLOR_RGB(0x73BF69), blue = COLOR_RGB(0x447EBC), red = COLOR_RGB(0xF2495C);

	assert_color(color_lighten(green, 15), 165.01963149069766, 213.85969230000003,
		     158.5933077, 1);
	assert_color(color_darken(green, 15), 75.89144060232556, 153.81460769999998,
		     65.63839230000002, 1);
	assert_color(color_saturate(blue, 20), 42.579277799999964, 125.13765925999994,
		     213.38972220000005, 1);
	assert_color(color_brighten(blue, 30), 144, 202, 255, 1);
	assert_color(color_spin(blue, 40), 89.98315593999993, 67.98237780000001, 187.9866222, 1);
	assert_color(color_spin(red, -25), 241.9918992, 72.98410079999995, 162.40489354319533, 1);
	assert_hex(color_darken(COLOR_RGB(0xE0F9D7), -14), 0xffffff);
	assert_color(color_spin(COLOR_RGB(0x808080), 90), 127.9845, 127.9845, 127.9845, 1);
}

static void test_alpha_is_kept_and_laid_over(void)
{
	Color color = { 245, 54, 54, 0.9 };

	g_assert_cmpfloat(color_darken(color, 10).alpha, ==, 0.9);
	g_assert_cmpfloat(color_with_alpha(color, 0.2).alpha, ==, 0.2);
	/* border.weak over the dark panel: charts.md 1.1 gives #2e3036. */
	assert_hex(color_over((Color){ 204, 204, 220, 0.12 }, COLOR_RGB(0x181b1f)), 0x2e3036);
}

/* W3C, Techniques for WCAG 2.0, G17; tinycolor's getBrightness(). */
static void test_brightness_and_contrast(void)
{
	Color white = COLOR_RGB(0xffffff), black = COLOR_RGB(0);

	g_assert_cmpfloat_with_epsilon(color_brightness((Color){ 245, 54, 54, 0.9 }), 111.109, 1e-9);
	g_assert_cmpfloat_with_epsilon(color_luminance(white), 1, 1e-12);
	g_assert_cmpfloat_with_epsilon(color_contrast(white, black), 21, 1e-12);
	g_assert_cmpfloat_with_epsilon(color_contrast(black, white), 21, 1e-12);
	/* 0.21586 is rounded to 0.216 */
	g_assert_cmpfloat_with_epsilon(color_luminance(COLOR_RGB(0x808080)), 0.216, 1e-12);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/color/css-forms-parse", test_css_forms_parse);
	g_test_add_func("/color/other-texts-are-no-colors", test_other_texts_are_no_colors);
	g_test_add_func("/color/keywords-are-sorted", test_keywords_are_sorted);
	g_test_add_func("/color/arithmetic-is-tinycolors", test_arithmetic_is_tinycolors);
	g_test_add_func("/color/alpha-is-kept-and-laid-over", test_alpha_is_kept_and_laid_over);
	g_test_add_func("/color/brightness-and-contrast", test_brightness_and_contrast);
	return g_test_run();
}
