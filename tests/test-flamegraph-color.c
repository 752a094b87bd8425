#include "renderer/panel/flamegraph.h"

/* Expected: colours in pictures of Grafana 12.3. */

static void assert_color(const char *label, double red, double green, double blue)
{
	Color color = flame_package_color(theme_dark(), label);

	g_assert_cmpfloat_with_epsilon(color.red, red, 1.5);
	g_assert_cmpfloat_with_epsilon(color.green, green, 1.5);
	g_assert_cmpfloat_with_epsilon(color.blue, blue, 1.5);
}

static void test_packages_share_a_color(void)
{
	assert_color("net/http.(*conn).serve", 137, 130, 201);
	assert_color("net/http.HandlerFunc.ServeHTTP", 137, 130, 201);
	assert_color("total", 137, 130, 201);
	assert_color("runtime.gcDrain", 229, 168, 226);
	assert_color("runtime.scanobject", 229, 168, 226);
}

static void test_any_name_has_a_color(void)
{
	static const char *const names[] = { "", ":", "::", "/", ".", "a/b.py:7", ".php",
					     "./node_modules/:a:b", "./node_modules/x/y.js:f:3", "é" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_assert_cmpfloat(flame_package_color(theme_light(), names[i]).alpha, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/flamegraph-color/packages-share-a-color", test_packages_share_a_color);
	g_test_add_func("/flamegraph-color/any-name-has-a-color", test_any_name_has_a_color);
	return g_test_run();
}
