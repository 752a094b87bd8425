#include "renderer/panel/message.h"

#include <string.h>

/*
 * "No data" in a panel of 1000 x 500 px: the browser's glyph box begins at y = 254.86, so with an
 * ascent of 17 px the baseline is at 271.86; the content box is (9, 41, 982, 450).
 */
static void test_stands_in_the_middle(void)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_new(1000, 500, 1);

	message_layout(scene, text, theme_dark(), (Rect){ 9, 41, 982, 450 }, "No data");
	g_autofree char *drawn = scene_to_text(scene);

	g_assert_cmpstr(drawn, ==,
			"scene 1000 500 1\n"
			"text 500 271.86 center 18 400 #ccccdc 0.65 \"No data\"\n");
}

static void assert_fits(TextContext *text, const TextStyle *style, char **lines, double width_px)
{
	for (size_t i = 0; lines[i]; i++)
		g_assert_cmpfloat(text_width(text, style, lines[i]), <=, width_px);
}

static void test_wraps_between_words(void)
{
	g_autoptr(TextContext) text = text_context_new();
	const TextStyle style = { FONT_SANS, 18, 400, false, BODY_LETTER_SPACING };
	g_auto(GStrv) lines =
		text_wrap(text, &style, "  the query of A\nfailed:\tno such column ", 160);
	g_autofree char *joined = g_strjoinv(" ", lines);

	g_assert_cmpuint(g_strv_length(lines), >, 1);
	g_assert_cmpstr(joined, ==, "the query of A failed: no such column");
	assert_fits(text, &style, lines, 160);
}

static void test_cuts_a_word_wider_than_the_panel(void)
{
	g_autoptr(TextContext) text = text_context_new();
	const TextStyle style = { FONT_SANS, 18, 400, false, BODY_LETTER_SPACING };
	g_auto(GStrv) lines = text_wrap(text, &style, "größengrößengrößengrößen", 100);
	g_autofree char *joined = g_strjoinv("", lines);

	g_assert_cmpstr(joined, ==, "größengrößengrößengrößen");
	assert_fits(text, &style, lines, 100);
}

static void test_lines_are_bounded(void)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autofree char *message = g_strnfill(20 * 1000, 'w');
	const TextStyle style = { FONT_SANS, 18, 400, false, BODY_LETTER_SPACING };
	g_auto(GStrv) lines = text_wrap(text, &style, message, 0);

	g_assert_cmpuint(g_strv_length(lines), <=, 100);
}

static void test_empty_message_draws_nothing(void)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_new(100, 100, 1);

	message_layout(scene, text, theme_dark(), (Rect){ 0, 0, 100, 100 }, " \n ");
	g_assert_cmpuint(scene_n_items(scene), ==, 0);
}

static void test_notice_leaves_the_content_its_room(void)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_new(200, 100, 1);
	const Rect area = { 9, 41, 182, 50 };
	Rect left = notice_layout(scene, text, theme_dark(), area, "no such thing");
	g_autofree char *drawn = scene_to_text(scene);

	g_assert_cmpfloat(left.height, ==, 26);
	g_assert_nonnull(strstr(drawn, "text 39 83 left 12 400 #ccccdc \"no such thing\""));
}

static void test_notice_is_cut(void)
{
	g_autoptr(TextContext) text = text_context_new();
	g_autoptr(Scene) scene = scene_new(200, 100, 1);
	const Rect area = { 9, 41, 182, 150 }, flat = { 0, 0, 100, 40 };
	g_autofree char *notice = g_strnfill(1000, 'x');
	Rect left = notice_layout(scene, text, theme_dark(), area, notice);
	g_autofree char *drawn = scene_to_text(scene);

	g_assert_cmpfloat(left.height, ==, 94);
	g_assert_nonnull(strstr(drawn, "x…\""));
	g_assert_cmpfloat(notice_layout(scene, text, theme_dark(), flat, notice).height, ==, 40);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/message/stands-in-the-middle", test_stands_in_the_middle);
	g_test_add_func("/message/wraps-between-words", test_wraps_between_words);
	g_test_add_func("/message/cuts-a-word-wider-than-the-panel",
			test_cuts_a_word_wider_than_the_panel);
	g_test_add_func("/message/lines-are-bounded", test_lines_are_bounded);
	g_test_add_func("/message/empty-message-draws-nothing", test_empty_message_draws_nothing);
	g_test_add_func("/message/notice-leaves-the-content-its-room",
			test_notice_leaves_the_content_its_room);
	g_test_add_func("/message/notice-is-cut", test_notice_is_cut);
	return g_test_run();
}
