#include "renderer/data/matcher.h"

#include <string.h>

/*
 * JavaScript's and PCRE's expressions differ little where dashboards use them. What matters is
 * that a hostile one ends: PCRE counts its steps and gives up.
 */
#define BOUNDS "(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=2000)(*LIMIT_HEAP=8192)"

enum { MAX_PATTERN = 16 * 1024, MAX_SUBJECT = 64 * 1024 };

static GRegexCompileFlags flags_of(const char *letters, bool *is_global)
{
	GRegexCompileFlags flags = 0;

	*is_global = strchr(letters, 'g') != NULL;
	if (strchr(letters, 'i'))
		flags |= G_REGEX_CASELESS;
	if (strchr(letters, 'm'))
		flags |= G_REGEX_MULTILINE;
	if (strchr(letters, 's'))
		flags |= G_REGEX_DOTALL;
	return flags;
}

/* The slash that ends `/pattern/flags`, or NULL. */
static const char *closing_slash(const char *text)
{
	for (const char *slash = strchr(text + 1, '/'); slash; slash = strchr(slash + 1, '/'))
		if (slash > text + 1 && slash[1 + strspn(slash + 1, "gimyus")] == '\0')
			return slash;
	return NULL;
}

GRegex *regex_from_text(const char *text, bool *is_global)
{
	GRegexCompileFlags flags = 0;
	bool has_g = false;
	GString *pattern;

	if (!text || strlen(text) > MAX_PATTERN || !g_utf8_validate(text, -1, NULL))
		return NULL;
	pattern = g_string_new(BOUNDS);
	if (text[0] == '/') {
		const char *end = closing_slash(text);

		if (!end) {
			g_string_free(pattern, TRUE);
			return NULL;
		}
		g_string_append_len(pattern, text + 1, end - text - 1);
		flags = flags_of(end + 1, &has_g);
	} else {
		g_string_append_printf(pattern, "^(?:%s)$", text);
	}
	GRegex *regex = g_regex_new(pattern->str, flags, 0, NULL);

	g_string_free(pattern, TRUE);
	if (is_global)
		*is_global = has_g;
	return regex;
}

bool regex_test(const GRegex *regex, const char *text)
{
	size_t length = strnlen(text, MAX_SUBJECT);

	return g_utf8_validate(text, (gssize)length, NULL) &&
	       g_regex_match_full(regex, text, (gssize)length, 0, 0, NULL, NULL);
}
