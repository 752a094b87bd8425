#include "renderer/panel/radial-arc.h"

static RadialArc arc(double from_deg, double length_deg)
{
	return (RadialArc){ .center = { 50, 50 },
			    .radius = 40,
			    .width_px = 10,
			    .from_deg = from_deg,
			    .length_deg = length_deg };
}

static void assert_rect(Rect rect, double x, double y, double width, double height)
{
	g_assert_cmpfloat_with_epsilon(rect.x, x, 1e-6);
	g_assert_cmpfloat_with_epsilon(rect.y, y, 1e-6);
	g_assert_cmpfloat_with_epsilon(rect.width, width, 1e-6);
	g_assert_cmpfloat_with_epsilon(rect.height, height, 1e-6);
}

static void test_angles_run_clockwise_from_the_top(void)
{
	Point top = radial_point((Point){ 50, 50 }, 40, 0);
	Point right = radial_point((Point){ 50, 50 }, 40, 90);

	g_assert_cmpfloat_with_epsilon(top.y, 10, 1e-6);
	g_assert_cmpfloat_with_epsilon(right.x, 90, 1e-6);
}

static void test_bounds(void)
{
	RadialArc quarter = arc(0, 90), over_the_top = arc(270, 180), all = arc(0, 360);

	assert_rect(radial_arc_bounds(&quarter), 50, 10, 40, 40);
	assert_rect(radial_arc_bounds(&over_the_top), 10, 10, 80, 40);
	assert_rect(radial_arc_bounds(&all), 10, 10, 80, 80);
}

static void test_no_length_draws_nothing(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);
	RadialArc none = arc(0, 0), lost = arc(0, NAN), backwards = arc(0, -20);

	radial_arc_draw(scene, &none, PAINT_COLOR(COLOR_RGB(0xff0000)));
	radial_arc_draw(scene, &lost, PAINT_COLOR(COLOR_RGB(0xff0000)));
	radial_arc_draw(scene, &backwards, PAINT_COLOR(COLOR_RGB(0xff0000)));
	g_assert_cmpuint(scene_n_items(scene), ==, 0);
}

/* Wider and fainter outside, the bar itself last. */
static void test_glow_lies_under_the_bar(void)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);
	RadialArc glowing = arc(0, 90);

	glowing.glow_px = 2;
	radial_arc_draw(scene, &glowing, PAINT_COLOR(COLOR_RGB(0xff0000)));
	size_t n = scene_n_items(scene);

	g_assert_cmpuint(n, >, 2);
	g_assert_cmpfloat(scene_item(scene, 0)->paint.color.alpha, <, 0.1);
	for (size_t i = 1; i < n; i++)
		g_assert_cmpfloat(scene_item(scene, i)->stroke.width_px, <,
				  scene_item(scene, i - 1)->stroke.width_px);
	g_assert_cmpfloat(scene_item(scene, n - 1)->stroke.width_px, ==, 10);
	g_assert_cmpfloat(scene_item(scene, n - 1)->paint.color.alpha, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/radial-arc/angles-run-clockwise-from-the-top",
			test_angles_run_clockwise_from_the_top);
	g_test_add_func("/radial-arc/bounds", test_bounds);
	g_test_add_func("/radial-arc/no-length-draws-nothing", test_no_length_draws_nothing);
	g_test_add_func("/radial-arc/glow-lies-under-the-bar", test_glow_lies_under_the_bar);
	return g_test_run();
}
