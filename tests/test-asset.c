#include "renderer/asset.h"

static Assets *assets_of(Arena *arena, const char *type, const char *options)
{
	Panel panel = { .type = type };

	panel.options = arena_take_json(arena, json_tokener_parse(options));
	g_assert_nonnull(panel.options);
	return assets_named_by(arena, &panel);
}

static void test_finds_each_path_once(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Assets *assets = assets_of(arena, "canvas",
				   "{\"a\":[\"img/icons/iot/pump.svg\",{\"b\":\"img/bg/p0.png\"}],"
				   "\"c\":\"img/icons/iot/pump.svg\"}");

	g_assert_cmpuint(assets->n, ==, 2);
	g_assert_cmpstr(assets->items[0].path, ==, "img/icons/iot/pump.svg");
	g_assert_cmpstr(assets->items[1].path, ==, "img/bg/p0.png");
}

static void test_takes_nothing_from_elsewhere(void)
{
	static const char *const hostile[] = {
		"https://example.org/img/icons/a.svg", "//example.org/img/icons/a.svg",
		"img/icons/../../api/org.svg",	       "img/icons/a.svg?x=1.svg",
		"img/icons/%2e%2e/a.svg",	       "api/datasources/x.svg",
		"img/icons//a.svg",		       "public/gazetteer/a.svg",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		g_autofree char *options = g_strdup_printf("{\"a\":\"%s\"}", hostile[i]);

		g_assert_cmpuint(assets_of(arena, "canvas", options)->n, ==, 0);
	}
}

static void test_knows_default_gazetteer(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Assets *assets = assets_of(arena, "geomap",
				   "{\"layers\":[{\"type\":\"markers\",\"location\":{\"mode\":\"lookup\"}}]}");

	g_assert_cmpuint(assets->n, ==, 1);
	g_assert_cmpstr(assets->items[0].path, ==, "public/gazetteer/countries.json");
	g_assert_null(assets_find(assets, assets->items[0].path));
}

static void test_is_bounded(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GString) options = g_string_new("{\"a\":[\"\"");

	for (int i = 0; i < 1000; i++)
		g_string_append_printf(options, ",\"img/icons/%d.svg\"", i);
	g_string_append(options, "]}");
	g_assert_cmpuint(assets_of(arena, "canvas", options->str)->n, ==, ASSETS_MAX);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/asset/finds-each-path-once", test_finds_each_path_once);
	g_test_add_func("/asset/takes-nothing-from-elsewhere", test_takes_nothing_from_elsewhere);
	g_test_add_func("/asset/knows-default-gazetteer", test_knows_default_gazetteer);
	g_test_add_func("/asset/is-bounded", test_is_bounded);
	return g_test_run();
}
