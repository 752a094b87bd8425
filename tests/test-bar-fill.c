#include "renderer/panel/bar-fill.h"

#include <math.h>

static void test_part_of_a_range(void)
{
	g_assert_cmpfloat(bar_part((Range){ 0, 200 }, 50), ==, 0.25);
	g_assert_cmpfloat(bar_part((Range){ 0, 200 }, 500), ==, 1);
	g_assert_cmpfloat(bar_part((Range){ 0, 200 }, -100), ==, -0.5);
	g_assert_cmpfloat(bar_part((Range){ 7, 7 }, 7), ==, 0);
	g_assert_cmpfloat(bar_part((Range){ 0, 200 }, NAN), ==, 0);
}

static void test_cells_fill_whole_pixels(void)
{
	g_assert_cmpfloat(bar_cells_length(&(Bar){ .full_px = 100 }, 12, 2), ==, 96);
	g_assert_cmpfloat(bar_cells_length(&(Bar){ .full_px = 11 }, 12, 2), ==, 0);
	g_assert_cmpfloat(bar_cells_length(&(Bar){ .full_px = -50 }, 12, 2), ==, 0);
}

/* A bar of up to 384 px over 0..100 with steps at 40 and 80. */
static const Gradient *fill(Scene *scene, double numeric, const char *mode)
{
	static ThresholdStep steps[] = {
		{ -INFINITY, "blue" }, { 40, "purple" }, { 80, "red" }
	};
	Field field = { .config.color_mode = mode, .config.thresholds = { true, false, steps, 3 } };
	DisplayValue display = { .numeric = numeric, .color = COLOR_RGB(0x123456) };
	BarValue value = { .display = &display, .field = &field, .range = { 0, 100 } };
	Bar bar = { .box = { 0, 0, 384 * numeric / 100, 20 }, .full_px = 384 };

	bar_fill_gradient(scene, theme_dark(), &bar, &value);
	return scene_item(scene, 0)->paint.gradient;
}

static void assert_stop(const Gradient *gradient, int index, double at_px, const char *color)
{
	GradientStop stop = gradient->stops[index];

	g_assert_cmpfloat_with_epsilon(stop.offset * gradient->to.x, at_px, 0.01);
	g_assert_true(color_equal(stop.color, theme_color(theme_dark(), color)));
}

static void test_thresholds_passed_fade_into_each_other(void)
{
	g_autoptr(Scene) scene = scene_new(400, 20, 1);
	const Gradient *gradient = fill(scene, 83.4, "thresholds");

	g_assert_cmpint(gradient->n_stops, ==, 4);
	assert_stop(gradient, 0, 0, "blue");
	assert_stop(gradient, 1, 77, "blue");
	assert_stop(gradient, 2, 230, "purple");
	assert_stop(gradient, 3, 320, "red");
}

/* Without a range of the field's own the bar is as long as ever, its steps are at the start. */
static void test_all_steps_are_passed_without_a_range(void)
{
	ThresholdStep steps[] = { { -INFINITY, "blue" }, { 40, "purple" }, { 80, "red" } };
	Field field = { .config.thresholds = { true, false, steps, 3 } };
	DisplayValue display = { .numeric = 90 };
	BarValue value = {
		.display = &display, .field = &field, .range = { 0, 100 }, .is_unlimited = true
	};
	Bar bar = { .box = { 0, 0, 300, 20 }, .full_px = 384 };
	g_autoptr(Scene) scene = scene_new(400, 20, 1);

	bar_fill_gradient(scene, theme_dark(), &bar, &value);
	const Gradient *gradient = scene_item(scene, 0)->paint.gradient;

	g_assert_cmpint(gradient->n_stops, ==, 4);
	assert_stop(gradient, 1, 0, "blue");
	assert_stop(gradient, 2, 0, "purple");
	assert_stop(gradient, 3, 300, "red");
}

static void test_thresholds_ahead_are_not_seen(void)
{
	g_autoptr(Scene) scene = scene_new(400, 20, 1);
	const Gradient *gradient = fill(scene, 30, "thresholds");

	g_assert_cmpint(gradient->n_stops, ==, 2);
	assert_stop(gradient, 1, 115, "blue");
}

static void test_schemes_span_a_full_bar(void)
{
	g_autoptr(Scene) scene = scene_new(400, 20, 1);
	const Gradient *gradient = fill(scene, 30, "continuous-GrYlRd");

	g_assert_cmpint(gradient->n_stops, ==, 3);
	assert_stop(gradient, 1, 192, "yellow");
	assert_stop(gradient, 2, 384, "red");
}

static void test_other_modes_are_plain(void)
{
	g_autoptr(Scene) scene = scene_new(400, 20, 1);

	g_assert_null(fill(scene, 30, "fixed"));
	g_assert_true(color_equal(scene_item(scene, 0)->paint.color, COLOR_RGB(0x123456)));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/bar-fill/part-of-a-range", test_part_of_a_range);
	g_test_add_func("/bar-fill/cells-fill-whole-pixels", test_cells_fill_whole_pixels);
	g_test_add_func("/bar-fill/thresholds-passed-fade-into-each-other",
			test_thresholds_passed_fade_into_each_other);
	g_test_add_func("/bar-fill/all-steps-are-passed-without-a-range",
			test_all_steps_are_passed_without_a_range);
	g_test_add_func("/bar-fill/thresholds-ahead-are-not-seen",
			test_thresholds_ahead_are_not_seen);
	g_test_add_func("/bar-fill/schemes-span-a-full-bar", test_schemes_span_a_full_bar);
	g_test_add_func("/bar-fill/other-modes-are-plain", test_other_modes_are_plain);
	return g_test_run();
}
