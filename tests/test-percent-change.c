#include "renderer/panel/percent-change.h"

#include <math.h>

static void test_texts(void)
{
	static const struct {
		double percent;
		const char *text;
	} rows[] = {
		{ 12.34, "12.3%" }, { -93.62, "-93.6%" }, { 1234.5, "1,230%" },
		{ 0, "0%" },	    { 0.012345, "0.0123%" }, { 100, "100%" },
		{ -46, "-46%" },    { INFINITY, "∞%" },	     { -INFINITY, "-∞%" },
		{ 999.7, "1,000%" },
	};
	char text[PERCENT_CHANGE_TEXT_SIZE];

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		percent_change_text(rows[i].percent, text);
		g_assert_cmpstr(text, ==, rows[i].text);
	}
	percent_change_text(1e300, text); // cut
	g_assert_true(g_utf8_validate(text, -1, NULL));
}

/* Neither up nor down has no arrow, and takes no room for one. */
static void test_no_change_has_no_arrow(void)
{
	g_autoptr(TextContext) context = text_context_new();
	g_autoptr(Scene) scene = scene_new(100, 100, 1);
	PercentChange change = { 0, 12, 10, 4, { 0, 0, 0, 1 } };
	double without = percent_change_width(context, &change);

	percent_change_draw(scene, context, &change, 0, 50, false);
	g_assert_cmpuint(scene_n_items(scene), ==, 1);
	change.percent = 9;
	g_assert_cmpfloat(percent_change_width(context, &change), >, without + 13);
	percent_change_draw(scene, context, &change, 0, 50, true);
	g_assert_cmpuint(scene_n_items(scene), ==, 3);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/percent-change/texts", test_texts);
	g_test_add_func("/percent-change/no-change-has-no-arrow", test_no_change_has_no_arrow);
	return g_test_run();
}
