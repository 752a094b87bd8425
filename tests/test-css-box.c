#include "renderer/panel/css-box.h"

static void test_sides_fill_up(void)
{
	CssBox box = { 0 };

	g_assert_true(css_box_set(&box, "padding", "1px 2px"));
	g_assert_cmpfloat(box.padding[CSS_TOP], ==, 1);
	g_assert_cmpfloat(box.padding[CSS_RIGHT], ==, 2);
	g_assert_cmpfloat(box.padding[CSS_BOTTOM], ==, 1);
	g_assert_cmpfloat(box.padding[CSS_LEFT], ==, 2);
	g_assert_true(css_box_set(&box, "padding-left", "1em"));
	g_assert_cmpfloat(box.padding[CSS_LEFT], ==, 14);
	g_assert_true(css_box_is_drawn(&box));
}

static void test_wrong_values_change_nothing(void)
{
	static const char *const values[] = { "", "red", "1px 2px 3px 4px 5px", "inf", "nan", "1x",
					      "1px,2px" };
	CssBox box = { 0 };

	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		css_box_set(&box, "padding", values[i]);
		css_box_set(&box, "margin-top", values[i]);
		css_box_set(&box, "width", values[i]);
	}
	css_box_set(&box, "background", "url(picture.png) no-repeat");
	css_box_set(&box, "background", "linear-gradient(");
	css_box_set(&box, "background", "linear-gradient()");
	css_box_set(&box, "background", "linear-gradient(to right, red)");
	g_assert_false(css_box_is_drawn(&box));
	g_assert_false(css_box_set(&box, "color", "red"));
}

static void test_gradient_has_places(void)
{
	CssBox box = { 0 };

	css_box_set(&box, "background", "linear-gradient(to right, red, rgb(0, 0, 9) 50%, #fff)");
	g_assert_cmpint(box.n_stops, ==, 3);
	g_assert_cmpfloat(box.gradient_deg, ==, 90);
	g_assert_cmpfloat(box.stops[1].offset, ==, 0.5);
	g_assert_cmpfloat(box.stops[1].color.blue, ==, 9);
	css_box_set(&box, "background", "linear-gradient(45deg, red, red, red, red, red)");
	g_assert_cmpfloat(box.gradient_deg, ==, 45);
	g_assert_cmpfloat_with_epsilon(box.stops[3].offset, 0.75, 1e-9);
	css_box_set(&box, "background-color", "#123");
	g_assert_cmpint(box.n_stops, ==, 0);
	g_assert_cmpfloat(box.background.red, ==, 0x11);
}

static void test_border_needs_a_style(void)
{
	CssBox box = { 0 };

	css_box_set(&box, "border", "2px red");
	g_assert_cmpfloat(box.border[CSS_TOP], ==, 0);
	css_box_set(&box, "border", "red solid 2px");
	css_box_set(&box, "border-left", "6px dashed blue");
	g_assert_cmpfloat(box.border[CSS_TOP], ==, 2);
	g_assert_cmpfloat(box.border_color[CSS_TOP].red, ==, 255);
	g_assert_cmpfloat(box.border[CSS_LEFT], ==, 6);
	g_assert_cmpfloat(box.border_color[CSS_LEFT].blue, ==, 255);
}

static void test_sizes_are_of_the_border_box(void)
{
	CssBox box = { 0 };
	Rect parent = { 10, 20, 400, 300 };

	css_box_set(&box, "width", "50%");
	css_box_set(&box, "height", "100%");
	css_box_set(&box, "padding", "10px");
	css_box_set(&box, "margin", "0 auto");
	Rect outer = css_box_place(&box, parent);

	g_assert_cmpfloat(outer.x, ==, 110);
	g_assert_cmpfloat(outer.width, ==, 200);
	g_assert_cmpfloat(css_box_height(&box, 50, 300), ==, 300);
	g_assert_cmpfloat(css_box_height(&box, 50, 0), ==, 70);
	outer.height = 100;
	Rect inside = css_box_inside(&box, outer);

	g_assert_cmpfloat(inside.x, ==, 120);
	g_assert_cmpfloat(inside.width, ==, 180);
	g_assert_cmpfloat(inside.height, ==, 80);
	g_assert_cmpfloat(css_box_inside(&box, (Rect){ 0, 0, 1, 1 }).width, ==, 0);
}

static void test_flex_centers(void)
{
	CssBox box = { 0 };

	css_box_set(&box, "justify-content", "center");
	g_assert_false(css_box_centers_sideways(&box));
	css_box_set(&box, "display", "flex");
	g_assert_true(css_box_centers_sideways(&box));
	g_assert_false(css_box_centers_upright(&box));
	css_box_set(&box, "flex-direction", "column");
	g_assert_false(css_box_centers_sideways(&box));
	g_assert_true(css_box_centers_upright(&box));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/css-box/sides-fill-up", test_sides_fill_up);
	g_test_add_func("/css-box/wrong-values-change-nothing", test_wrong_values_change_nothing);
	g_test_add_func("/css-box/gradient-has-places", test_gradient_has_places);
	g_test_add_func("/css-box/border-needs-a-style", test_border_needs_a_style);
	g_test_add_func("/css-box/sizes-are-of-the-border-box", test_sizes_are_of_the_border_box);
	g_test_add_func("/css-box/flex-centers", test_flex_centers);
	return g_test_run();
}
