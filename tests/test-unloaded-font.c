#include "renderer/panel/unloaded-font.h"

#include <glib.h>

/* Values of panels without a title: 440 and 306.67 px wide, as large as in their pictures. */
static void test_sizes_of_pictures(void)
{
	g_assert_cmpfloat_with_epsilon(unloaded_font_fit_size("67.4 m²", 440, 1000, 1.2), 136.625,
				       0.05);
	g_assert_cmpfloat_with_epsilon(unloaded_font_fit_size("67.4 m²", 306.667, 1000, 1.2),
				       95.2235, 0.05);
}

static void test_height_counts_too(void)
{
	g_assert_cmpfloat(unloaded_font_fit_size("1", 1000, 12, 1.2), ==, 10);
	g_assert_cmpfloat(unloaded_font_fit_size("", 1000, 12, 1.2), ==, 10);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/unloaded-font/sizes-of-pictures", test_sizes_of_pictures);
	g_test_add_func("/unloaded-font/height-counts-too", test_height_counts_too);
	return g_test_run();
}
