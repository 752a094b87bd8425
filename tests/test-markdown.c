#include "renderer/html/markdown.h"

static void check(const char *markdown, const char *expected)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	g_assert_cmpstr(markdown_to_html(arena, markdown, MARKDOWN_MAX_BYTES), ==, expected);
}

static void test_tables(void)
{
	check("intro\n| a | b |\n|:-:|--:|\n| 1 | *x* \\| `y` |\n| 2. |\n\nafter",
	      "<p>intro</p>\n"
	      "<table>\n<thead>\n<tr><th align=\"center\">a</th><th align=\"right\">b</th></tr>\n"
	      "</thead>\n<tbody><tr><td align=\"center\">1</td><td align=\"right\"><em>x</em> | "
	      "<code>y</code></td></tr>\n"
	      "<tr><td align=\"center\">2.</td><td align=\"right\"></td></tr>\n"
	      "</tbody></table>\n<p>after</p>\n");
	check("a | b\nc | d", "<p>a | b\nc | d</p>\n");
	check("a | b\n--- | ---",
	      "<table>\n<thead>\n<tr><th>a</th><th>b</th></tr>\n</thead>\n<tbody></tbody></table>\n");
}

static void test_struck_text(void)
{
	check("a ~~b **c**~~ d", "<p>a <del>b <strong>c</strong></del> d</p>\n");
	check("one ~~ left", "<p>one ~~ left</p>\n");
}

static void test_bare_links(void)
{
	check("see https://a.example/x_y?b=1&c, (www.b.example).",
	      "<p>see <a href=\"https://a.example/x_y?b=1&amp;c\">https://a.example/x_y?b=1&amp;c</a>"
	      ", (<a href=\"http://www.b.example\">www.b.example</a>).</p>\n");
	check("[https://a.example](/x)", "<p><a href=\"/x\">https://a.example</a></p>\n");
}

static void test_tasks(void)
{
	check("- [x] done\n- [ ] open",
	      "<ul>\n<li><input checked=\"\" disabled=\"\" type=\"checkbox\"> done</li>\n"
	      "<li><input disabled=\"\" type=\"checkbox\"> open</li>\n</ul>\n");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/markdown/tables", test_tables);
	g_test_add_func("/markdown/struck-text", test_struck_text);
	g_test_add_func("/markdown/bare-links", test_bare_links);
	g_test_add_func("/markdown/tasks", test_tasks);
	return g_test_run();
}
