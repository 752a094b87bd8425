#include "renderer/panel/log-highlight.h"
#include "renderer/panel/log-text.h"

#include <string.h>

static void test_lines_are_made_ready(void)
{
	g_autoptr(Arena) arena = arena_new(8 << 20);

	g_assert_cmpstr(log_text(arena, "a\r\nb\tc", false, false, 100).text, ==, "ab       c");
	g_assert_cmpstr(log_text(arena, "a\r\nb\n", true, false, 100).text, ==, "a\nb\n");
	g_assert_cmpstr(log_text(arena, "\033[31mred\033[0m\033[", true, false, 100).text, ==,
			"\033[31mred\033[0m[");
	g_assert_cmpstr(log_text(arena, "\033[1;31mred", true, false, 100).text, ==, "[1;31mred");
	g_assert_true(log_text(arena, "abcdef", true, false, 3).is_cut);
	g_assert_true(g_utf8_validate(log_text(arena, "\xff\xc3", true, true, 9).text, -1, NULL));
}

/* As the browser counts them, in UTF-16. */
static void test_characters_are_counted(void)
{
	size_t n_chars = 0, n_breaks = 0;

	log_text_count("aé\n🚚", &n_chars, &n_breaks);
	g_assert_cmpuint(n_chars, ==, 5);
	g_assert_cmpuint(n_breaks, ==, 1);
	g_assert_cmpuint(log_text_columns("\033[31maé\r\n\033[0m🚚", 100), ==, 4);
	g_assert_cmpuint(log_text_columns("abcdef", 3), ==, 3);
}

static void test_json_is_set_over_lines(void)
{
	g_autoptr(Arena) arena = arena_new(8 << 20);
	LogText text = log_text(arena, "{\"a\":[1.50,{}],\"b\":\"x,\\\"}\"}", true, true, 1000);

	g_assert_true(text.is_json);
	g_assert_cmpstr(text.text, ==,
			"{\n  \"a\": [\n    1.50,\n    {}\n  ],\n  \"b\": \"x,\\\"}\"\n}");
	g_assert_false(log_text(arena, "3", true, true, 1000).is_json);
	g_assert_false(log_text(arena, "{\"a\":", true, true, 1000).is_json);
}

static char *kinds_of(const char *line, bool is_json)
{
	static const char letters[] = { '.', 'l', 'v', 'm', 'k', 'j', 's' };
	g_autoptr(Arena) arena = arena_new(8 << 20);
	Frame *frame = frame_new(arena, 1, 1);
	Label label = { "job", "shop" };
	LogRow row = { .frame = frame, .labels = { &label, 1 } };
	LogTokens tokens = log_tokens(log_highlighter_new(arena), &row, line, is_json);
	GString *text = g_string_new(NULL);
	size_t length = 0;

	for (size_t i = 0; i < tokens.n; i++) {
		for (size_t j = 0; j < tokens.items[i].length; j++)
			g_string_append_c(text, letters[tokens.items[i].kind]);
		length += tokens.items[i].length;
	}
	g_assert_cmpuint(length, ==, strlen(line));
	return g_string_free(text, FALSE);
}

static void test_tokens(void)
{
	g_autofree char *plain = kinds_of("a=1 GET 12kB 5ms \"x=y\" job=z", false);
	g_autofree char *json = kinds_of("{\"a\": \"b\", \"c\": 12}", true);
	g_autofree char *empty = kinds_of("", false);

	g_assert_cmpstr(plain, ==, "k...mmm.vvvv.vvv..k....llll.");
	g_assert_cmpstr(json, ==, ".jjj.......jjj..vv.");
	g_assert_cmpstr(empty, ==, "");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/log-text/made-ready", test_lines_are_made_ready);
	g_test_add_func("/log-text/characters-are-counted", test_characters_are_counted);
	g_test_add_func("/log-text/json-over-lines", test_json_is_set_over_lines);
	g_test_add_func("/log-text/tokens", test_tokens);
	return g_test_run();
}
