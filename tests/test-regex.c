#include "renderer/data/regex.h"

#include <string.h>

/* What matches is what node 20 prints for new RegExp(pattern, flags).exec(subject)[0]. */
static const struct {
	const char *pattern, *flags, *subject;
	const char *match; // NULL: none
} rows[] = {
	/* sets and boundaries know ASCII only */
	{ "\\d+", "", "٣4", "4" },
	{ "\\w+", "", "éa_9", "a_9" },
	{ "[\\w]+", "", "éa", "a" },
	{ "\\W", "", "é", "é" },
	{ "[\\W]", "", "aé", "é" },
	{ "\\W", "i", "ks", NULL },
	{ "[^\\d]", "", "1x", "x" },
	{ "[\\D]", "", "1", NULL },
	{ "\\bfoo\\b", "", "éfooé", "foo" },
	{ "\\bfoo\\b", "", "xfoo", NULL },
	{ "\\Boo", "", "foo", "oo" },
	{ "\\s", "", "a\u00a0b", "\u00a0" },
	/* brackets */
	{ "[^]", "", "\n", "\n" },
	{ "x[]y", "", "xy", NULL },
	{ "[a[]+", "", "[a", "[a" },
	{ "[[:a]+", "", ":[", ":[" },
	{ "[\\w-é]+", "", "a-é", "a-é" },
	{ "[a-\\d]+", "", "-1a", "-1a" },
	{ "[\\d-]+", "", "1-", "1-" },
	{ "[\\b]", "", "\b", "\b" },
	{ "[a\\]b]+", "", "]b", "]b" },
	/* braces */
	{ "a{2}", "", "aaa", "aa" },
	{ "a{,2}", "", "a{,2}", "a{,2}" },
	{ "{", "", "a{", "{" },
	/* codes and letters */
	{ "\\u00e9", "", "é", "é" },
	{ "\\uD83D\\uDE00", "", "😀", "😀" },
	{ "\\x41", "", "A", "A" },
	{ "\\xZ", "", "xZ", "xZ" },
	{ "\\Aa", "", "Aa", "Aa" },
	{ "\\h\\R\\N\\e", "", "hRNe", "hRNe" },
	{ "\\v", "", "\v", "\v" },
	{ "\\101\\012", "", "A\n", "A\n" },
	{ "\\8", "", "8", "8" },
	{ "\\/\\-\\é", "", "/-é", "/-é" },
	{ "\\p{L}", "", "p{L}", "p{L}" },
	/* groups */
	{ "(?<n>a)\\k<n>", "", "aa", "aa" },
	{ "(a)\\1", "", "aa", "aa" },
	{ "(a|b)*\\1", "", "c", "" },
	{ "(?<=a)b", "", "ab", "b" },
	{ "(?<!a)b", "", "ab", NULL },
	{ "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)\\11", "", "abcdefghijkk", "abcdefghijkk" },
	/* lines */
	{ "a$", "", "a\n", NULL },
	{ "a$", "m", "a\nb", "a" },
	{ "a.c", "", "a\rc", NULL },
	{ "a.c", "s", "a\nc", "a\nc" },
	{ "A", "i", "a", "a" },
	{ "É", "i", "é", "é" },
	{ "b", "y", "ab", NULL },
};

static void test_matches(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GRegex) regex =
			regex_new(rows[i].pattern, strlen(rows[i].pattern), rows[i].flags);
		g_autoptr(GMatchInfo) info = NULL;

		g_test_message("/%s/%s on %s", rows[i].pattern, rows[i].flags, rows[i].subject);
		g_assert_nonnull(regex);
		bool is_match = g_regex_match(regex, rows[i].subject, 0, &info);
		g_autofree char *match = is_match ? g_match_info_fetch(info, 0) : NULL;

		g_assert_cmpstr(match, ==, rows[i].match);
		g_assert_true(regex_test(regex, rows[i].subject) == is_match);
	}
}

/* Patterns that JavaScript refuses. */
static void test_refused(void)
{
	static const char *const patterns[] = {
		"(?>a)", "(*ACCEPT)a", "a++", "a*+", "(?i)a", "a\\", "(", "[a", "[b-a]", "*", "a**",
		"(?<n>a)(?<n>b)", "(?#a)", "(?|a)", "(?P<n>a)", "(?R)", "a{2}{3}",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		g_test_message("%s", patterns[i]);
		g_assert_null(regex_new(patterns[i], strlen(patterns[i]), ""));
	}
	g_assert_null(regex_new("a", 1, "x"));
	g_assert_null(regex_new("a\0b", 3, ""));
	g_assert_null(regex_new("\xff", 1, ""));
}

/* Grafana 12.3: text/string.ts, stringToJsRegex(). */
static void test_text_form(void)
{
	static const struct {
		const char *text, *subject;
		bool is_match;
	} forms[] = {
		{ "cpu", "cpu", true },
		{ "cpu", "cpu0", false },
		{ "a|b", "axx", true }, // ^a|b$
		{ "a|b", "xb", true },
		{ "", "", true },
		{ "", "a", false },
		{ "/cpu/", "my cpu 0", true },
		{ "/CPU/i", "cpu", true },
		{ "//", "anything", true },
		{ "/a/b/", "xa/by", true },
		{ "/a/i/", "A/i", false },
		{ "/^a.b$/s", "a\nb", true },
		{ "/a/g", "a", true },
		{ "/.*/", "", true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autoptr(GRegex) regex = regex_from_text(forms[i].text, NULL);

		g_test_message("%s on %s", forms[i].text, forms[i].subject);
		g_assert_nonnull(regex);
		g_assert_true(regex_test(regex, forms[i].subject) == forms[i].is_match);
	}
	g_assert_null(regex_from_text(NULL, NULL));
	g_assert_null(regex_from_text("/a", NULL));
	g_assert_null(regex_from_text("/a/x", NULL));
	g_assert_null(regex_from_text("/a/ig", NULL));
	g_assert_null(regex_from_text("(", NULL));
}

static void test_global(void)
{
	bool is_global = false;
	g_autoptr(GRegex) global = regex_from_text("/a/gi", &is_global);

	g_assert_nonnull(global);
	g_assert_true(is_global);
	g_autoptr(GRegex) first = regex_from_text("/a/i", &is_global);

	g_assert_nonnull(first);
	g_assert_false(is_global);
}

static void test_hostile(void)
{
	static const char *const patterns[] = { "/^(a+)+$/", "/^(a|a)*c/", "/^(a|aa)+$/" };
	g_autofree char *subject = g_strnfill(1000, 'a');
	g_autofree char *long_subject = g_strnfill(10 * 1000 * 1000, 'b');
	g_autofree char *nested = g_strnfill(10000, '(');

	subject[999] = '!';
	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		g_autoptr(GRegex) regex = regex_from_text(patterns[i], NULL);

		g_assert_nonnull(regex);
		g_assert_false(regex_test(regex, subject));
		g_assert_false(regex_test(regex, "\xff"));
		g_assert_false(regex_test(regex, long_subject));
	}
	g_assert_null(regex_from_text(nested, NULL));
	g_assert_null(regex_from_text(long_subject, NULL));
}

static void test_escape(void)
{
	const char *text = "a.b*c(d)[e]{f}|g\\h^i$j+k?l-m#n&o<p>é";
	g_autofree char *escaped = regex_escape(text, strlen(text));
	g_autoptr(GRegex) regex = regex_from_text(escaped, NULL);

	g_assert_nonnull(regex);
	g_assert_true(regex_test(regex, text));
	g_assert_false(regex_test(regex, "aXb*c"));
}

/* Expected: node 20, subject.replace(regex, replacement). */
static void test_replace(void)
{
	static const struct {
		const char *regex, *subject, *replacement, *expected;
	} replacements[] = {
		{ "/o/", "foo", "0", "f0o" },
		{ "/o/g", "foo", "0", "f00" },
		{ "(.*)", "foo", "$1!", "foo!" },
		{ "/(\\w+) (\\w+)/", "a b", "$2 $1", "b a" },
		{ "/(?<x>b)/", "abc", "[$<x>]", "a[b]c" },
		{ "/b/", "abc", "$$|$&|$`|$'", "a$|b|a|cc" },
		{ "/b/", "abc", "$1", "a$1c" },
		{ "/(b)/", "abc", "$12", "ab2c" },
		{ "/(b)(x)?/", "abc", "<$2>", "a<>c" },
		{ "/x*/g", "ab", "-", "-a-b-" },
		{ "/z/", "abc", "!", "abc" },
		{ "/b/", "abc", "$", "a$c" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(replacements); i++) {
		char text[64];
		Buffer out = buffer_in(text, sizeof(text));
		bool is_global;
		g_autoptr(GRegex) regex = regex_from_text(replacements[i].regex, &is_global);

		g_test_message("%s", replacements[i].regex);
		g_assert_nonnull(regex);
		regex_replace(regex, is_global, replacements[i].subject,
			      replacements[i].replacement, &out);
		g_assert_cmpstr(text, ==, replacements[i].expected);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/regex/matches", test_matches);
	g_test_add_func("/regex/refused", test_refused);
	g_test_add_func("/regex/text-form", test_text_form);
	g_test_add_func("/regex/global", test_global);
	g_test_add_func("/regex/hostile", test_hostile);
	g_test_add_func("/regex/escape", test_escape);
	g_test_add_func("/regex/replace", test_replace);
	return g_test_run();
}
