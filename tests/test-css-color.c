#include "renderer/css-color.h"

#include <glib.h>
#include <math.h>

static void assert_color(const char *text, int red, int green, int blue, double alpha)
{
	Color color = { -1, -1, -1, -1 };

	g_assert_true(css_color_parse(text, COLOR_RGB(0x102030), &color));
	g_assert_cmpint((int)lround(color.red), ==, red);
	g_assert_cmpint((int)lround(color.green), ==, green);
	g_assert_cmpint((int)lround(color.blue), ==, blue);
	g_assert_cmpfloat_with_epsilon(color.alpha, alpha, 1e-6);
}

static void assert_none(const char *text)
{
	Color color = { 1, 2, 3, 0.5 };

	g_assert_false(css_color_parse(text, COLOR_RGB(0x102030), &color));
	g_assert_true(color_equal(color, (Color){ 1, 2, 3, 0.5 }));
}

static void test_reads_older_forms(void)
{
	assert_color(" RebeccaPurple ", 0x66, 0x33, 0x99, 1);
	assert_color("#f008", 255, 0, 0, 0x88 / 255.0);
	assert_color("rgb(300, -20, 50)", 255, 0, 50, 1);
	assert_color("hsla(120, 100%, 25%, .5)", 0, 128, 0, 0.5);
	assert_color("transparent", 0, 0, 0, 0);
	assert_color("currentColor", 0x10, 0x20, 0x30, 1);
}

static void test_reads_newer_forms(void)
{
	assert_color("rgb(10 20 30 / 50%)", 10, 20, 30, 0.5);
	assert_color("hsl(0.5turn 100% 50%)", 0, 255, 255, 1);
	assert_color("hsl(none 0% 100%)", 255, 255, 255, 1);
	assert_color("hwb(0 50% 50%)", 128, 128, 128, 1);
	assert_color("color(srgb 1 0.5 0 / 0.25)", 255, 128, 0, 0.25);
}

static void test_reads_lightness_and_axes(void)
{
	assert_color("lab(100 0 0)", 255, 255, 255, 1);
	assert_color("lab(54.29% 80.81 69.89)", 255, 0, 0, 1);
	assert_color("lch(54.29 106.84 40.86deg)", 255, 0, 0, 1);
	assert_color("oklab(62.8% 0.22486 0.12585)", 255, 0, 0, 1);
	assert_color("oklch(0.62796 0.25768 29.234)", 255, 0, 0, 1);
	assert_color("oklch(44.3% 0.11 240.79 / 1)", 0, 89, 138, 1);
}

static void test_mixes_two_colors(void)
{
	assert_color("color-mix(in srgb, red, blue)", 128, 0, 128, 1);
	assert_color("color-mix(in srgb, red 25%, blue)", 64, 0, 191, 1);
	assert_color("color-mix(in srgb, white, 75% black)", 64, 64, 64, 1);
	assert_color("color-mix(in srgb, red 30%, transparent)", 255, 0, 0, 0.3);
	assert_color("color-mix(in srgb, red 20%, red 20%)", 255, 0, 0, 0.4);
	assert_color("color-mix(in oklab, white, black)", 99, 99, 99, 1);
}

static void test_refuses_what_is_no_color(void)
{
	assert_none(NULL);
	assert_none("");
	assert_none("(");
	assert_none("rgb(1 2)");
	assert_none("rgb(1 2 nan)");
	assert_none("hsl(1e99 50% 50%)");
	assert_none("color(nowhere 1 1 1)");
	assert_none("color-mix(in srgb, red)");
	assert_none("color-mix(in srgb, red 0%, blue 0%)");
	assert_none("oklch(1 2 3px)");
}

static void test_refuses_deep_mixes(void)
{
	g_autoptr(GString) text = g_string_new("red");

	for (int i = 0; i < 10; i++) {
		g_string_prepend(text, "color-mix(in srgb, ");
		g_string_append(text, ", red)");
	}
	assert_none(text->str);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/css-color/older", test_reads_older_forms);
	g_test_add_func("/css-color/newer", test_reads_newer_forms);
	g_test_add_func("/css-color/axes", test_reads_lightness_and_axes);
	g_test_add_func("/css-color/mix", test_mixes_two_colors);
	g_test_add_func("/css-color/none", test_refuses_what_is_no_color);
	g_test_add_func("/css-color/deep", test_refuses_deep_mixes);
	return g_test_run();
}
