#include "renderer/text-lines.h"

#include <string.h>

static const TextStyle style = { FONT_SANS, 14, 400, false, BODY_LETTER_SPACING };

static char *joined_lines(const char *text, double width_px, size_t max_lines)
{
	g_autoptr(TextContext) context = text_context_new();
	g_auto(GStrv) lines = text_lines(context, &style, text, width_px, max_lines);

	return g_strjoinv("|", lines);
}

static void assert_lines(const char *text, double width_px, const char *expected)
{
	g_autofree char *lines = joined_lines(text, width_px, 100);

	g_assert_cmpstr(lines, ==, expected);
}

static void test_keeps_line_breaks_and_collapses_blanks(void)
{
	assert_lines("  two  boxes \n\n of\ttea ", 500, "two boxes||of tea");
}

static void test_breaks_where_the_line_is_full(void)
{
	assert_lines("shelf life of green tea", 75, "shelf life|of green|tea");
}

static void test_leaves_long_words_whole(void)
{
	assert_lines("a warehouse_without_any_space b", 40, "a|warehouse_without_any_space|b");
}

static void test_breaks_after_hyphens(void)
{
	assert_lines("best-before till-1:80 a--b", 1, "best-|before|till-|1:80|a-|-|b");
	assert_lines("up _-1 +-2 a-, b-)", 1, "up|_-1|+-2|a-,|b-)");
}

static void test_breaks_at_signs_as_browsers_do(void)
{
	assert_lines("a?b=1&c f(x) [a](b) a/b", 1, "a?|b=1&c|f(x)|[a]|(b)|a/b");
}

static void test_breaks_after_dashes_as_unicode_says(void)
{
	assert_lines("jours–nuits café-1", 1, "jours–|nuits|café-1");
}

static void test_breaks_between_ideographs(void)
{
	assert_lines("紅茶紅茶", 30, "紅茶|紅茶");
}

static void test_gives_a_line_for_nothing(void)
{
	assert_lines("", 100, "");
}

static void test_stops_at_the_last_line_wanted(void)
{
	g_autofree char *lines = joined_lines("a\nb\nc\nd", 100, 2);

	g_assert_cmpstr(lines, ==, "a|b");
}

/* 8 MiB that nobody can see are not measured. */
static void test_takes_no_time_for_what_is_not_shown(void)
{
	enum { N_BYTES = 8 << 20 };
	g_autofree char *text = g_malloc(N_BYTES + 1);

	for (size_t i = 0; i < N_BYTES; i++)
		text[i] = i % 8 == 7 ? ' ' : 'x';
	text[N_BYTES] = '\0';
	gint64 start = g_get_monotonic_time();
	g_autofree char *lines = joined_lines(text, 200, 10);

	g_assert_cmpint(g_get_monotonic_time() - start, <, G_USEC_PER_SEC / 4);
	g_assert_cmpuint(strlen(lines), <, 1000);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text-lines/line-breaks", test_keeps_line_breaks_and_collapses_blanks);
	g_test_add_func("/text-lines/full-line", test_breaks_where_the_line_is_full);
	g_test_add_func("/text-lines/long-word", test_leaves_long_words_whole);
	g_test_add_func("/text-lines/hyphens", test_breaks_after_hyphens);
	g_test_add_func("/text-lines/signs", test_breaks_at_signs_as_browsers_do);
	g_test_add_func("/text-lines/dashes", test_breaks_after_dashes_as_unicode_says);
	g_test_add_func("/text-lines/ideographs", test_breaks_between_ideographs);
	g_test_add_func("/text-lines/nothing", test_gives_a_line_for_nothing);
	g_test_add_func("/text-lines/last-line", test_stops_at_the_last_line_wanted);
	g_test_add_func("/text-lines/large", test_takes_no_time_for_what_is_not_shown);
	return g_test_run();
}
