#include "renderer/panel/radial-gauge.h"

#include <math.h>

static RadialStyle style(bool is_circle)
{
	return (RadialStyle){ .is_circle = is_circle, .bar_factor = 0.6 };
}

static void test_circle_fills_the_lesser_side(void)
{
	RadialStyle circle = style(true);
	RadialGeometry geometry = radial_geometry(&circle, 400, 200);

	g_assert_cmpfloat_with_epsilon(geometry.bar_px, 20, 1e-9);
	g_assert_cmpfloat_with_epsilon(geometry.radius, 90, 1e-9);
	g_assert_cmpfloat_with_epsilon(geometry.center.x, 200, 1e-9);
	g_assert_cmpfloat_with_epsilon(geometry.center.y, 100, 1e-9);
	g_assert_cmpfloat_with_epsilon(geometry.bottom, 200, 1e-9);
}

/* 220 degrees: sin(20 degrees) of the radius is under the centre. */
static void test_gauge_ends_under_its_centre(void)
{
	RadialStyle gauge = style(false);
	RadialGeometry geometry = radial_geometry(&gauge, 400, 134.202);

	g_assert_cmpfloat_with_epsilon(geometry.radius, 90, 0.001);
	g_assert_cmpfloat_with_epsilon(geometry.center.y, 100, 0.001);
	g_assert_cmpfloat_with_epsilon(geometry.bottom, 134.202, 0.001);
}

static void test_what_stands_around_takes_room(void)
{
	RadialStyle plain = style(true), scale = style(true);
	RadialGeometry before = radial_geometry(&plain, 300, 300);

	scale.has_labels = scale.has_thresholds = true;
	RadialGeometry after = radial_geometry(&scale, 300, 300);

	g_assert_cmpfloat(after.threshold_px, >=, 4);
	g_assert_cmpfloat(after.label_radius, >, after.threshold_radius);
	g_assert_cmpfloat(after.threshold_radius, >, after.radius + after.bar_px / 2);
	g_assert_cmpfloat(after.radius, <, before.radius - after.label_px);
	g_assert_cmpfloat(after.center.y, ==, before.center.y);
}

static void test_no_room(void)
{
	RadialStyle all = style(false);

	all.has_labels = all.has_thresholds = all.has_glow = all.has_round_ends = true;
	g_assert_cmpfloat(radial_geometry(&all, 5, 5).radius, <, 5);
	g_assert_false(isnan(radial_geometry(&all, 0, 0).radius));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/radial-gauge/circle-fills-the-lesser-side",
			test_circle_fills_the_lesser_side);
	g_test_add_func("/radial-gauge/gauge-ends-under-its-centre",
			test_gauge_ends_under_its_centre);
	g_test_add_func("/radial-gauge/what-stands-around-takes-room",
			test_what_stands_around_takes_room);
	g_test_add_func("/radial-gauge/no-room", test_no_room);
	return g_test_run();
}
