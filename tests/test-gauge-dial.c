#include "renderer/panel/gauge-dial.h"

#include <math.h>
#include <string.h>

static Dial dial_of(double value)
{
	static const ThresholdSpan spans[] = { { 0, { 1, 1, 1, 1 } },
					       { 80, { 0, 255, 0, 1 } },
					       { 100, { 255, 0, 0, 1 } } };

	return (Dial){ .max = 100,
		       .value = value,
		       .neutral = NAN,
		       .spans = spans,
		       .n_spans = G_N_ELEMENTS(spans),
		       .has_ring = true,
		       .bar_px = 20,
		       .text = "6.22",
		       .text_px = 27.7226,
		       .label_px = 12 };
}

static char *draw(const Dial *dial, Rect box)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_new(200, 200, 1);

	dial_layout(scene, text, theme_dark(), box, dial);
	return scene_to_text(scene);
}

static size_t count(const char *drawn, const char *part)
{
	size_t n = 0;

	for (const char *at = drawn; (at = strstr(at, part)); at++)
		n++;
	return n;
}

/* A cell of 155.33 x 155.33 px of a picture: the ring ends 72.67 px from its middle. */
static void test_geometry(void)
{
	Dial dial = dial_of(6.22);

	dial.bar_px = 155.33 / 5.5;
	DialGeometry geometry = dial_geometry(&dial, 155.33, 155.33);

	g_assert_cmpfloat_with_epsilon(geometry.center.x, 77.665, 0.01);
	g_assert_cmpfloat_with_epsilon(geometry.center.y, 102.77, 0.01);
	g_assert_cmpfloat_with_epsilon(geometry.radius, 67.02, 0.01);
	g_assert_cmpfloat_with_epsilon(geometry.ring_radius, 72.67, 0.01);
}

static void test_angles_stay_on_the_dial(void)
{
	Dial dial = dial_of(0);

	g_assert_cmpfloat_with_epsilon(dial_angle(&dial, 0), 0.9 * G_PI, 1e-9);
	g_assert_cmpfloat_with_epsilon(dial_angle(&dial, 50), 1.5 * G_PI, 1e-9);
	g_assert_cmpfloat_with_epsilon(dial_angle(&dial, -INFINITY), 0.9 * G_PI, 1e-9);
	g_assert_cmpfloat_with_epsilon(dial_angle(&dial, 1e300), 2.1 * G_PI, 1e-9);
	g_assert_true(isnan(dial_angle(&dial, NAN)));
	dial.max = 0;
	g_assert_true(isnan(dial_angle(&dial, 0)));
}

/* A span ends at its value, where the next one's colour begins. */
static void test_bar_has_the_colour_of_its_span(void)
{
	Dial low = dial_of(79.9), high = dial_of(80);
	g_autofree char *green = draw(&low, (Rect){ 0, 0, 155, 155 });
	g_autofree char *red = draw(&high, (Rect){ 0, 0, 155, 155 });

	g_assert_cmpuint(count(green, "fill #00ff00"), ==, 2); // bar and a part of the ring
	g_assert_cmpuint(count(green, "fill #ff0000"), ==, 1);
	g_assert_cmpuint(count(red, "fill #ff0000"), ==, 2);
}

static void test_no_value_no_bar(void)
{
	Dial dial = dial_of(NAN);

	dial.has_ring = false;
	g_autofree char *drawn = draw(&dial, (Rect){ 0, 0, 155, 155 });

	g_assert_cmpuint(count(drawn, "fill"), ==, 1); // the track
	g_assert_cmpuint(count(drawn, "\"6.22\""), ==, 1);
}

static void test_labels(void)
{
	Dial dial = dial_of(40);

	dial.has_labels = true;
	dial.neutral = 20;
	g_autofree char *drawn = draw(&dial, (Rect){ 0, 0, 155, 155 });

	g_assert_cmpuint(count(drawn, "\"0\""), ==, 1);
	g_assert_cmpuint(count(drawn, "\"80\""), ==, 1);
	g_assert_cmpuint(count(drawn, "\"100\""), ==, 1);
	g_assert_cmpuint(count(drawn, "\"20\""), ==, 1);
}

static void test_no_room_draws_nothing(void)
{
	Dial dial = dial_of(40);
	g_autofree char *flat = draw(&dial, (Rect){ 0, 0, 155, 20 });
	g_autofree char *none = draw(&dial, (Rect){ 0, 0, -5, NAN });

	g_assert_cmpstr(flat, ==, "scene 200 200 1\n");
	g_assert_cmpstr(none, ==, flat);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/gauge-dial/geometry", test_geometry);
	g_test_add_func("/gauge-dial/angles-stay-on-the-dial", test_angles_stay_on_the_dial);
	g_test_add_func("/gauge-dial/bar-has-the-colour-of-its-span",
			test_bar_has_the_colour_of_its_span);
	g_test_add_func("/gauge-dial/no-value-no-bar", test_no_value_no_bar);
	g_test_add_func("/gauge-dial/labels", test_labels);
	g_test_add_func("/gauge-dial/no-room-draws-nothing", test_no_room_draws_nothing);
	return g_test_run();
}
