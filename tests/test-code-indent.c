#include "renderer/panel/code-indent.h"

#include <glib.h>

static void test_size(void)
{
	static const struct {
		const char *code;
		int size;
	} cases[] = {
		{ "a", 2 },
		{ "{\n  a\n}", 2 },
		{ "{\n    a\n}", 4 },
		{ "a:\n   b:\n      c", 3 },
		{ "{\n    a:\n      b\n    c\n}", 2 },
		{ "{\n\ta\n}", 2 },
		{ "", 2 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(GStrv) lines = g_strsplit(cases[i].code, "\n", -1);

		g_assert_cmpint(code_indent_size(lines, g_strv_length(lines)), ==, cases[i].size);
	}
}

static void assert_guides(const char *code, const char *expected)
{
	g_auto(GStrv) lines = g_strsplit(code, "\n", -1);
	size_t n = g_strv_length(lines);
	g_autofree int *guides = g_new0(int, n);
	g_autoptr(GString) found = g_string_new(NULL);

	code_indent_guides(lines, n, 2, guides);
	for (size_t i = 0; i < n; i++)
		g_string_append_printf(found, "%d", guides[i]);
	g_assert_cmpstr(found->str, ==, expected);
}

static void test_guides(void)
{
	assert_guides("{\n  a: {\n    b\n  }\n}", "01210");
	assert_guides("a\n   b", "02");
	assert_guides("a\n\tb", "01");
}

static void test_blank_lines_follow_what_is_around(void)
{
	assert_guides("a\n  b\n\n  c", "0111");
	assert_guides("a\n\n  b", "011");
	assert_guides("a\n    b\n \nc", "0210");
	assert_guides("\n  b\n", "010");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/code-indent/size", test_size);
	g_test_add_func("/code-indent/guides", test_guides);
	g_test_add_func("/code-indent/blank-lines-follow-what-is-around",
			test_blank_lines_follow_what_is_around);
	return g_test_run();
}
