#include "renderer/panel/log-ansi.h"

#include <glib.h>

#define ESC "\033["

static char *look_of(const AnsiSpan *span)
{
	GString *text = g_string_new(NULL);

	g_string_append_len(text, span->text, (gssize)span->length);
	if (span->has_color)
		g_string_append_printf(text, " #%02x%02x%02x", (int)span->color.red,
				       (int)span->color.green, (int)span->color.blue);
	if (span->has_color && span->color.alpha < 1)
		g_string_append_printf(text, " %.1f", span->color.alpha);
	if (span->background.alpha > 0)
		g_string_append_printf(text, " on #%02x%02x%02x", (int)span->background.red,
				       (int)span->background.green, (int)span->background.blue);
	g_string_append(text, span->is_bold ? " bold" : "");
	g_string_append(text, span->is_italic ? " italic" : "");
	g_string_append(text, span->is_underlined ? " underlined" : "");
	g_string_append(text, span->is_faint ? " faint" : "");
	return g_string_free(text, FALSE);
}

static char *looks_of(const char *line)
{
	GString *text = g_string_new(NULL);
	AnsiReader reader = { .at = line };
	AnsiSpan span;

	while (ansi_next(&reader, &span)) {
		g_autofree char *look = look_of(&span);

		g_string_append_printf(text, "%s%s", text->len ? "|" : "", look);
	}
	return g_string_free(text, FALSE);
}

static void test_looks(void)
{
	static const struct {
		const char *line, *looks;
	} rows[] = {
		{ "", "" },
		{ "a", "a" },
		{ ESC "31mred" ESC "mplain", "red #cc0000|plain" },
		{ ESC "1;31mred" ESC "22mred", "red #ff3300 bold|red #cc0000" },
		{ ESC "94;103mx" ESC "39my" ESC "49mz",
		  "x #1a8cff on #ff9933|y on #ff9933|z" },
		{ ESC "3ma" ESC "4mb" ESC "23mc" ESC "24md",
		  "a italic|b italic underlined|c underlined|d" },
		{ ESC "7ma" ESC "31mb" ESC "27mc", "a #000000 on #ffffff|b #000000 on #cc0000|c #cc0000" },
		{ ESC "39;7ma", "a #000000" },
		/* Dim text without a colour takes the theme's, and loses its style. */
		{ ESC "2;3ma" ESC "32mb" ESC "30mc", "a faint|b #00cc00 0.5 italic|c faint" },
		/* One of 256 colours: 38 ends the colour, 5 and 208 mean nothing. */
		{ ESC "31;38;5;208ma", "a" },
		{ ESC "38;2;1;44;200ma", "a on #0000ff bold" },
		{ ESC "1;mx" ESC ";31my" ESC "99999999999mz", "x|y #cc0000|z #cc0000" },
		{ "a" ESC "K" ESC, "a" ESC "K" ESC },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *looks = looks_of(rows[i].line);

		g_assert_cmpstr(looks, ==, rows[i].looks);
	}
}

static void test_codes_are_found(void)
{
	g_assert_true(ansi_has_codes("a" ESC "0m"));
	g_assert_false(ansi_has_codes("a" ESC "1;31m" ESC "123m" ESC));
	g_assert_cmpuint(ansi_color_length(ESC "1;31mx"), ==, 7);
	g_assert_cmpuint(ansi_color_length(ESC "1;31"), ==, 0);
	g_assert_cmpuint(ansi_code_length(ESC "2Kx"), ==, 4);
	g_assert_cmpuint(ansi_code_length("\302\233" "31mx"), ==, 5);
	g_assert_cmpuint(ansi_code_length(ESC), ==, 0);
	g_assert_cmpuint(ansi_code_length("31m"), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/log-ansi/looks", test_looks);
	g_test_add_func("/log-ansi/codes-are-found", test_codes_are_found);
	return g_test_run();
}
