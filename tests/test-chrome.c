#include "renderer/panel/chrome.h"

#include <string.h>

#include "renderer/panel/icon.h"

/*
 * Places and sizes are those of pictures that a browser drew of Grafana 12.3: a panel of 1000 x
 * 500 px whose title is "logins" has its text at x = 9 with the baseline at y = 22.
 */
typedef struct {
	TextContext *text;
	Scene *scene;
	Rect content;
	char *drawn;
} Drawing;

static Drawing draw(const PanelChrome *chrome, double width, double height)
{
	Drawing drawing = { .text = text_context_new(), .scene = scene_new(width, height, 1) };

	drawing.content = chrome_layout(drawing.scene, drawing.text, theme_dark(), chrome, width,
					height);
	drawing.drawn = scene_to_text(drawing.scene);
	return drawing;
}

static void clear(Drawing *drawing)
{
	g_free(drawing->drawn);
	scene_free(drawing->scene);
	text_context_free(drawing->text);
}

static void assert_has(const char *drawn, const char *part)
{
	if (!strstr(drawn, part))
		g_error("no \"%s\" in:\n%s", part, drawn);
}

static void assert_lacks(const char *drawn, const char *part)
{
	if (strstr(drawn, part))
		g_error("\"%s\" in:\n%s", part, drawn);
}

static void assert_rect(Rect rect, double x, double y, double width, double height)
{
	g_assert_cmpfloat(rect.x, ==, x);
	g_assert_cmpfloat(rect.y, ==, y);
	g_assert_cmpfloat(rect.width, ==, width);
	g_assert_cmpfloat(rect.height, ==, height);
}

static void test_title_and_content(void)
{
	Drawing drawing = draw(&(PanelChrome){ .title = "logins", .has_padding = true }, 1000, 500);

	assert_has(drawing.drawn, "text 9 22 left 14 500 #ccccdc \"logins\"");
	assert_rect(drawing.content, 9, 41, 982, 450);
	clear(&drawing);
}

static void test_content_without_padding(void)
{
	Drawing drawing = draw(&(PanelChrome){ .title = "logins" }, 1000, 500);

	assert_rect(drawing.content, 1, 33, 998, 466);
	clear(&drawing);
}

static void test_hover_header_takes_no_room(void)
{
	PanelChrome chrome = { .has_hover_header = true, .has_padding = true, .n_links = 1 };
	Drawing drawing = draw(&chrome, 1000, 500);

	assert_rect(drawing.content, 9, 9, 982, 482);
	assert_lacks(drawing.drawn, "stroke"); // the icons wait for a pointer
	clear(&drawing);
}

static void test_transparent_panel_draws_no_box(void)
{
	Drawing drawing = draw(&(PanelChrome){ .title = "x", .is_transparent = true }, 300, 200);

	assert_lacks(drawing.drawn, "fill");
	assert_rect(drawing.content, 1, 33, 298, 166);
	clear(&drawing);
}

static void test_tiny_panel_has_no_negative_content(void)
{
	Drawing drawing = draw(&(PanelChrome){ .title = "logins", .has_padding = true }, 10, 10);

	assert_rect(drawing.content, 9, 41, 0, 0);
	clear(&drawing);
}

/* The title is 299.97 - 9 px wide in the browser, its icon stands at 316. */
static void test_description_icon_follows_the_title(void)
{
	Drawing drawing = draw(&(PanelChrome){ .title = "value mapping range, 0-10 -> OK, value 10",
					       .has_description = true },
			       1000, 500);

	assert_has(drawing.drawn, "transform 316 9 0 0.67");
	clear(&drawing);
}

/* "logins" ends at 50.06 px; the clock is 14 px wide and its text begins 22 px behind its left. */
static void test_time_override(void)
{
	Drawing drawing = draw(&(PanelChrome){ .title = "logins", .time_info = "Timeshift -1h" },
			       1000, 500);

	assert_has(drawing.drawn, "transform 66 10 0 0.58");
	assert_has(drawing.drawn, "text 88.05 22 left 14 400 #6e9fff \"Timeshift -1h\"");
	clear(&drawing);
}

/* The browser cuts this title of 546.11 px in a panel of 500 px behind "na". */
static void test_title_gives_way(void)
{
	Drawing drawing =
		draw(&(PanelChrome){ .title = "Stacking 100% unique legend field label when "
					      "duplicate field names are present" },
		     500, 300);

	assert_has(drawing.drawn, "when duplicate field na…\"");
	clear(&drawing);
}

/* Wide pages have a badge of 32 px, pages below 769 px one of 34. */
static void test_error_badge_moves_the_title(void)
{
	PanelChrome chrome = { .title = "Missing table", .has_error = true, .page_width_px = 1000 };
	Drawing wide = draw(&chrome, 1000, 500);

	assert_has(wide.drawn, "#d10e5c");
	assert_has(wide.drawn, "text 41 22 ");
	assert_has(wide.drawn, "transform 9 9 0 0.67");
	clear(&wide);
	chrome.page_width_px = 500;
	Drawing narrow = draw(&chrome, 500, 300);

	assert_has(narrow.drawn, "text 43 22 ");
	clear(&narrow);
}

static void test_error_badge_floats_without_a_header(void)
{
	Drawing drawing = draw(&(PanelChrome){ .has_hover_header = true,
					       .has_error = true,
					       .page_width_px = 1000 },
			       1000, 500);

	assert_has(drawing.drawn, "transform 9 9 0 0.67");
	clear(&drawing);
}

static void test_missing_panel(void)
{
	g_autoptr(Scene) scene = scene_new(1000, 500, 1);

	chrome_layout_missing(scene, theme_dark(), 1000);
	g_autofree char *drawn = scene_to_text(scene);

	assert_has(drawn, "text 500 33 center 14 400 #ccccdc \"Panel not found\"");
}

static void test_icons_are_found_by_name(void)
{
	const char *const names[] = { "angle-down",	     "angle-right",
				      "clock-nine",	     "exclamation-triangle",
				      "external-link-alt",   "file-landscape-alt",
				      "heart",		     "heart-break",
				      "info-circle" };
	g_autoptr(Scene) scene = scene_new(100, 100, 1);

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_assert_true(icon_layout(scene, names[i], (Rect){ 0, 0, 16, 16 },
					  COLOR_RGB(0xffffff)));
	size_t n_items = scene_n_items(scene);

	g_assert_false(icon_layout(scene, "no-such-icon", (Rect){ 0, 0, 16, 16 },
				   COLOR_RGB(0xffffff)));
	g_assert_cmpuint(scene_n_items(scene), ==, n_items);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/chrome/title-and-content", test_title_and_content);
	g_test_add_func("/chrome/content-without-padding", test_content_without_padding);
	g_test_add_func("/chrome/hover-header-takes-no-room", test_hover_header_takes_no_room);
	g_test_add_func("/chrome/transparent-panel-draws-no-box",
			test_transparent_panel_draws_no_box);
	g_test_add_func("/chrome/tiny-panel-has-no-negative-content",
			test_tiny_panel_has_no_negative_content);
	g_test_add_func("/chrome/description-icon-follows-the-title",
			test_description_icon_follows_the_title);
	g_test_add_func("/chrome/time-override", test_time_override);
	g_test_add_func("/chrome/title-gives-way", test_title_gives_way);
	g_test_add_func("/chrome/error-badge-moves-the-title", test_error_badge_moves_the_title);
	g_test_add_func("/chrome/error-badge-floats-without-a-header",
			test_error_badge_floats_without_a_header);
	g_test_add_func("/chrome/missing-panel", test_missing_panel);
	g_test_add_func("/chrome/icons-are-found-by-name", test_icons_are_found_by_name);
	return g_test_run();
}
