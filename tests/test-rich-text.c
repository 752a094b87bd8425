#include "renderer/panel/rich-text.h"

typedef struct {
	Arena *arena;
	TextContext *text;
	Scene *scene;
} Fixture;

static void set_up(Fixture *fixture, const void *data)
{
	fixture->arena = arena_new(1 << 26);
	fixture->text = text_context_new();
	fixture->scene = scene_new(400, 300, 1);
}

static void tear_down(Fixture *fixture, const void *data)
{
	scene_free(fixture->scene);
	text_context_free(fixture->text);
	arena_free(fixture->arena);
}

static double height_of(Fixture *fixture, const char *html)
{
	const Theme *theme = theme_dark();

	return rich_text_layout(fixture->scene, fixture->text,
				rich_text_from_html(fixture->arena, theme, html, RICH_PART),
				(Rect){ 0, 0, 400, 300 });
}

static void test_a_box_has_its_edges(Fixture *fixture, const void *data)
{
	g_assert_cmpfloat(height_of(fixture, "<div style='padding:5px; border:1px solid red'>a</div>"),
			  ==, 22 + 2 * 6);
	g_assert_cmpfloat(height_of(fixture, "<div style='min-height:50px'>a</div>"), ==, 50);
}

static void test_margins_below_are_the_boxes(Fixture *fixture, const void *data)
{
	g_assert_cmpfloat(height_of(fixture, "<h3 style='margin:0; background:red'>a</h3>b"), ==,
			  24 + 22);
	g_assert_cmpfloat(height_of(fixture, "a<div>b</div>"), ==, 44);
}

/* Boxes within boxes are measured once each: 2^60 times would never end. */
static void test_deep_boxes_are_quick(Fixture *fixture, const void *data)
{
	GString *html = g_string_new(NULL);

	for (int i = 0; i < 60; i++)
		g_string_append(html, "<div style='padding: 1px'>");
	g_string_append(html, "deep");
	g_assert_cmpfloat(height_of(fixture, html->str), ==, 60 * 2 + 22);
	g_string_free(html, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/rich-text/a-box-has-its-edges", Fixture, NULL, set_up,
		   test_a_box_has_its_edges, tear_down);
	g_test_add("/rich-text/margins-below-are-the-boxes", Fixture, NULL, set_up,
		   test_margins_below_are_the_boxes, tear_down);
	g_test_add("/rich-text/deep-boxes-are-quick", Fixture, NULL, set_up,
		   test_deep_boxes_are_quick, tear_down);
	return g_test_run();
}
