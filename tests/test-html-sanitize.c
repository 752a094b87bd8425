#include "renderer/html/html-sanitize.h"

static void check(const char *html, const char *expected)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	g_assert_cmpstr(html_sanitize(arena, html), ==, expected);
}

static void test_unknown_tags_are_text(void)
{
	check("<b>a</b><script>x</script>", "<b>a</b>&lt;script&gt;x&lt;/script&gt;");
	check("1 < 2 and 3 > 2", "1 &lt; 2 and 3 &gt; 2");
	check("a <!-- gone --> b", "a  b");
}

static void test_only_listed_attributes_stay(void)
{
	check("<a href='/d/x' onclick='y()' id=z>a</a>", "<a href=\"/d/x\">a</a>");
	check("<div align=center class=\"c\">a</div>", "<div class=\"c\">a</div>");
	check("<td align=center>a</td>", "<td align=\"center\">a</td>");
}

static void test_only_listed_properties_stay(void)
{
	check("<p style='position:fixed; color: red;line-height: 2'>a</p>",
	      "<p style=\"color:red; \">a</p>");
	check("<p style='gap: 1px /* all */; color: red'>a</p>", "<p style=\"color:red; \">a</p>");
}

static void test_broken_tags_are_text(void)
{
	check("<b", "&lt;b");
	check("<a href=\"x", "&lt;a href=\"x");
	check("<<b>a", "&lt;<b>a");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html-sanitize/unknown-tags-are-text", test_unknown_tags_are_text);
	g_test_add_func("/html-sanitize/only-listed-attributes-stay",
			test_only_listed_attributes_stay);
	g_test_add_func("/html-sanitize/only-listed-properties-stay",
			test_only_listed_properties_stay);
	g_test_add_func("/html-sanitize/broken-tags-are-text", test_broken_tags_are_text);
	return g_test_run();
}
