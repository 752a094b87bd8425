#include "renderer/html/html-layout.h"

typedef struct {
	Arena *arena;
	TextContext *text;
} Fixture;

static void set_up(Fixture *fixture, const void *data)
{
	fixture->arena = arena_new(1 << 26);
	fixture->text = text_context_new();
}

static void tear_down(Fixture *fixture, const void *data)
{
	text_context_free(fixture->text);
	arena_free(fixture->arena);
}

/* The first box of a page 400 px wide and 300 px high. */
static const HtmlBox *laid_out(Fixture *fixture, const char *html)
{
	HtmlSheet sheet = { fixture->arena, theme_dark(), true };
	HtmlBox *page = html_box_build(&sheet, html_parse(fixture->arena, html), true);
	HtmlLayout layout = { fixture->arena, fixture->text, 300, HTML_MAX_WORK };

	html_layout_box(&layout, page, 400, -1, (HtmlRoom){ 400, 300 });
	return page->first;
}

static const HtmlBox *child(const HtmlBox *box, int index)
{
	for (box = box->first; index > 0; index--)
		box = box->next;
	return box;
}

static void assert_frame(const HtmlBox *box, double x, double y, double width, double height)
{
	g_assert_cmpfloat_with_epsilon(box->frame.x, x, 0.01);
	g_assert_cmpfloat_with_epsilon(box->frame.y, y, 0.01);
	g_assert_cmpfloat_with_epsilon(box->frame.width, width, 0.01);
	g_assert_cmpfloat_with_epsilon(box->frame.height, height, 0.01);
}

static void test_margins_collapse(Fixture *fixture, const void *data)
{
	const HtmlBox *first = laid_out(fixture, "<p style='margin:10px'>a</p>"
						 "<div style='margin-top:30px'><p "
						 "style='margin:20px 0'>b</p></div>");

	assert_frame(first, 10, 10, 380, 22);
	assert_frame(first->next, 0, 62, 400, 22);
}

static void test_items_stand_side_by_side(Fixture *fixture, const void *data)
{
	const HtmlBox *row = laid_out(fixture,
				      "<div style='display:flex; gap:10px; align-items:center'>"
				      "<div style='width:50px; height:40px'></div>"
				      "<div style='flex-grow:1'>a</div></div>");

	assert_frame(row, 0, 0, 400, 40);
	assert_frame(child(row, 0), 0, 0, 50, 40);
	assert_frame(child(row, 1), 60, 9, 340, 22);
}

static void test_items_share_what_is_left(Fixture *fixture, const void *data)
{
	const HtmlBox *row = laid_out(
		fixture, "<div style='display:flex; justify-content:space-between; height:100%'>"
			 "<div style='width:100px'></div><div style='width:100px'></div></div>");

	assert_frame(child(row, 0), 0, 0, 100, 300);
	assert_frame(child(row, 1), 300, 0, 100, 300);
}

static void test_items_wrap(Fixture *fixture, const void *data)
{
	const HtmlBox *row = laid_out(fixture,
				      "<div style='display:flex; flex-wrap:wrap; gap:8px'>"
				      "<div style='width:250px; height:40px'></div>"
				      "<div style='width:250px; height:40px'></div></div>");

	assert_frame(row, 0, 0, 400, 88);
	assert_frame(child(row, 1), 0, 48, 250, 40);
}

/* Half of each shared border is the cell's: a line of text, 4 px above and below, 1 px of border. */
static void test_cells_share_borders(Fixture *fixture, const void *data)
{
	const HtmlBox *table = laid_out(fixture, "<table style='width:100%'>"
						 "<tr><td width='25%'>a<td>b"
						 "<tr><td colspan=2>c</table>");

	assert_frame(table, 0, 0, 400, 63);
	assert_frame(child(child(table, 0), 0), 0.5, 0.5, 399 / 4.0, 31);
	assert_frame(child(child(table, 1), 0), 0.5, 31.5, 399, 31);
}

/* Flex containers and tables in one another are measured once each. */
static void test_deep_boxes_are_quick(Fixture *fixture, const void *data)
{
	GString *html = g_string_new(NULL);

	for (int i = 0; i < 15; i++)
		g_string_append(html, "<div style='display:flex; flex-direction:column'>"
				      "<table><tr><td><div style='display:flex'>");
	g_string_append(html, "deep");
	gint64 start = g_get_monotonic_time();

	laid_out(fixture, html->str);
	g_assert_cmpint(g_get_monotonic_time() - start, <, 2 * G_USEC_PER_SEC);
	g_string_free(html, TRUE);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(Fixture *fixture, const void *data);
	} tests[] = {
		{ "margins-collapse", test_margins_collapse },
		{ "items-stand-side-by-side", test_items_stand_side_by_side },
		{ "items-share-what-is-left", test_items_share_what_is_left },
		{ "items-wrap", test_items_wrap },
		{ "cells-share-borders", test_cells_share_borders },
		{ "deep-boxes-are-quick", test_deep_boxes_are_quick },
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strdup_printf("/html-layout/%s", tests[i].name);

		g_test_add(path, Fixture, NULL, set_up, tests[i].run, tear_down);
	}
	return g_test_run();
}
