#include "renderer/panel/table/wrap-count.h"

#include <string.h>

static const TextStyle style = { FONT_SANS, 14, 400, false, BODY_LETTER_SPACING };

static size_t count(const char *text, double width_px, size_t max_lines)
{
	g_autoptr(Arena) arena = arena_new(SIZE_MAX);
	g_autoptr(TextContext) context = text_context_new();

	return wrap_count(wrap_count_new(arena, context, style), text, width_px, max_lines);
}

static void test_counts_breaks_and_full_lines(void)
{
	g_assert_cmpuint(count("", 75, 100), ==, 1);
	g_assert_cmpuint(count("shelf life", 75, 100), ==, 1);
	g_assert_cmpuint(count("shelf life of green tea", 75, 100), ==, 3);
	g_assert_cmpuint(count("two\n\nboxes", 500, 100), ==, 3);
}

static void test_trims_spaces(void)
{
	g_assert_cmpuint(count("   shelf   life   ", 75, 100), ==, 1);
	g_assert_cmpuint(count("      ", 1, 100), ==, 1);
}

static void test_leaves_words_whole(void)
{
	g_assert_cmpuint(count("a_warehouse_without_any_space", 40, 100), ==, 1);
	g_assert_cmpuint(count("a warehouse_without_any_space b", 40, 100), ==, 3);
}

static void test_breaks_after_hyphens(void)
{
	g_assert_cmpuint(count("best-before", 40, 100), ==, 2);
	g_assert_cmpuint(count("--------------------", 40, 100), ==, 1);
}

static void test_stops_at_the_most(void)
{
	g_autofree char *text = g_strnfill(1000, '\n');

	g_assert_cmpuint(count(text, 100, 10), ==, 10);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/wrap-count/lines", test_counts_breaks_and_full_lines);
	g_test_add_func("/wrap-count/trims", test_trims_spaces);
	g_test_add_func("/wrap-count/words", test_leaves_words_whole);
	g_test_add_func("/wrap-count/hyphens", test_breaks_after_hyphens);
	g_test_add_func("/wrap-count/most", test_stops_at_the_most);
	return g_test_run();
}
