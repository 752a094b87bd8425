#include "renderer/data/regex.h"

#include "renderer/data/regex-translate.h"

#include <string.h>

/*
 * What a match may cost at most: about 1 ms. Dashboards match short names, which take some
 * hundred steps.
 */
#define BOUNDS "(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=20000)(*LIMIT_HEAP=8192)"

enum { MAX_PATTERN = 16 * 1024 };

static bool read_flags(const char *letters, GRegexCompileFlags *flags)
{
	for (; *letters; letters++) {
		switch (*letters) {
		case 'g':
			break;
		case 'i':
			*flags |= G_REGEX_CASELESS;
			break;
		case 'm':
			*flags |= G_REGEX_MULTILINE;
			break;
		case 's':
			*flags |= G_REGEX_DOTALL;
			break;
		case 'y':
			*flags |= G_REGEX_ANCHORED;
			break;
		default:
			return false;
		}
	}
	return true;
}

GRegex *regex_new(const char *pattern, size_t length, const char *flags)
{
	GRegexCompileFlags compile = G_REGEX_DOLLAR_ENDONLY | G_REGEX_NEWLINE_ANYCRLF;
	g_autoptr(GString) translated = g_string_new(BOUNDS);

	if (length > MAX_PATTERN || !g_utf8_validate(pattern, (gssize)length, NULL) ||
	    !read_flags(flags, &compile) || !regex_translate(translated, pattern, length))
		return NULL;
	return g_regex_new(translated->str, compile, 0, NULL);
}

/* Flags come in this order, each at most once. */
static bool are_flags(const char *text)
{
	for (const char *letter = "gimys"; *letter; letter++)
		text += *text == *letter;
	return *text == '\0';
}

/* The first slash that only flags follow; a line can't break before it. */
static const char *closing_slash(const char *text)
{
	for (const char *slash = text; (slash = strpbrk(slash, "/\r\n")); slash++) {
		if (*slash != '/')
			return NULL;
		if (are_flags(slash + 1))
			return slash;
	}
	return NULL;
}

GRegex *regex_from_text(const char *text, bool *is_global)
{
	if (is_global)
		*is_global = false;
	if (!text || strlen(text) > MAX_PATTERN)
		return NULL;
	if (text[0] != '/') {
		g_autofree char *anchored = g_strdup_printf("^%s$", text);

		return regex_new(anchored, strlen(anchored), "");
	}
	const char *end = closing_slash(text + 1);

	if (!end)
		return NULL;
	if (is_global)
		*is_global = end[1] == 'g';
	return regex_new(text + 1, (size_t)(end - text - 1), end + 1);
}

char *regex_escape(const char *text, size_t length)
{
	GString *escaped = g_string_new(NULL);

	for (size_t i = 0; i < length; i++) {
		if (strchr("()[]{}\\|*+-.?<>#&^$", text[i]) && text[i])
			g_string_append_c(escaped, '\\');
		g_string_append_c(escaped, text[i]);
	}
	return g_string_free(escaped, FALSE);
}

bool regex_test(const GRegex *regex, const char *text)
{
	size_t length = strnlen(text, REGEX_MAX_SUBJECT);

	return g_utf8_validate(text, (gssize)length, NULL) &&
	       g_regex_match_full(regex, text, (gssize)length, 0, 0, NULL, NULL);
}

bool regex_test_patiently(const GRegex *regex, const char *text, unsigned *n_too_long)
{
	g_autoptr(GError) error = NULL;
	size_t length = strnlen(text, REGEX_MAX_SUBJECT);

	if (*n_too_long >= REGEX_PATIENCE || !g_utf8_validate(text, (gssize)length, NULL))
		return false;
	bool is_match = g_regex_match_full(regex, text, (gssize)length, 0, 0, NULL, &error);

	*n_too_long += error != NULL;
	return is_match;
}
