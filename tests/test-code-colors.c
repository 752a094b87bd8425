#include "renderer/panel/code-colors.h"

#include <glib.h>

/* Stretches parted by bars, each after its colour. */
static char *colored(const char *language, const char *line)
{
	CodeColors colors = code_colors_begin(language, theme_dark());
	GString *out = g_string_new(NULL);

	for (const char *at = line; *at;) {
		Color color;
		size_t n = code_colors_next(&colors, at, &color);

		g_string_append_printf(out, "%s%02x%02x%02x %.*s", at > line ? "|" : "",
				       (int)color.red, (int)color.green, (int)color.blue, (int)n,
				       at);
		at += n;
	}
	return g_string_free(out, FALSE);
}

static void check(const char *language, const char *line, const char *expected)
{
	g_autofree char *got = colored(language, line);

	g_assert_cmpstr(got, ==, expected);
}

static void test_keys_and_values(void)
{
	check("json", "\"a\": \"b\\\"\",", "9cdcfe \"a\"|dcdcdc : |ce9178 \"b\\\"\"|dcdcdc ,");
	check("yaml", "a: b c # d", "3dc9b0 a|d4d4d4 : |ce9178 b c |608b4e # d");
}

static void test_words(void)
{
	check("sql", "select x from 12", "569cd6 select |d4d4d4 x |569cd6 from |b5cea8 12");
	check("plaintext", "select x", "d4d4d4 select x");
}

static void test_comments_go_on(void)
{
	CodeColors colors = code_colors_begin("go", theme_dark());
	Color color;

	g_assert_cmpuint(code_colors_next(&colors, "/* a", &color), ==, 4);
	g_assert_cmpuint(code_colors_next(&colors, "b */ c", &color), ==, 5);
	g_assert_cmpuint(code_colors_next(&colors, "c", &color), ==, 1);
	g_assert_cmpint((int)color.red, ==, 0xd4);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/code-colors/keys-and-values", test_keys_and_values);
	g_test_add_func("/code-colors/words", test_words);
	g_test_add_func("/code-colors/comments-go-on", test_comments_go_on);
	return g_test_run();
}
