#include "renderer/line-break.h"

#include <string.h>

#include <pango/pango.h>

/* --- ASCII --- */

static bool is_one_of(char c, const char *characters)
{
	return c && strchr(characters, c) != NULL;
}

static bool may_end_after_hyphen(char before, char right)
{
	if (g_ascii_isdigit(right))
		return g_ascii_isalnum(before);
	return !is_one_of(right, "!$),./:;?]}");
}

static bool may_end_between(char before, char left, char right)
{
	if (left == '-')
		return may_end_after_hyphen(before, right);
	if (left == '?')
		return !is_one_of(right, "!\"'),./:;?]}");
	return is_one_of(right, "(<[{") && is_one_of(left, "!\"#%&)*+,.:;=>\\]|}~");
}

/* --- Other scripts --- */

static bool *find_unicode(const char *text, size_t n_bytes)
{
	glong n = g_utf8_strlen(text, (gssize)n_bytes);
	g_autofree PangoLogAttr *attributes = g_new0(PangoLogAttr, n + 1);
	bool *may_end = g_new0(bool, n_bytes + 1);
	const char *at = text;

	pango_get_log_attrs(text, (int)n_bytes, -1, pango_language_from_string("en"), attributes,
			    (int)n + 1);
	for (glong i = 0; i < n; i++, at = g_utf8_next_char(at))
		may_end[at - text] = attributes[i].is_line_break;
	return may_end;
}

/* --- LineBreaks --- */

LineBreaks line_breaks_find(const char *text)
{
	LineBreaks breaks = { .text = text, .n_bytes = strlen(text) };

	if (!g_str_is_ascii(text) && breaks.n_bytes < G_MAXINT)
		breaks.may_end = find_unicode(text, breaks.n_bytes);
	return breaks;
}

void line_breaks_clear(LineBreaks *breaks)
{
	g_clear_pointer(&breaks->may_end, g_free);
}

static bool may_end_before(const LineBreaks *breaks, const char *at)
{
	const unsigned char left = (unsigned char)at[-1], right = (unsigned char)*at;

	if (left > 127 || right > 127)
		return breaks->may_end && breaks->may_end[at - breaks->text];
	return may_end_between(at - breaks->text > 1 ? at[-2] : '\0', at[-1], *at);
}

size_t line_breaks_word(const LineBreaks *breaks, const char *at)
{
	enum { MOST = 1024 };
	const char *end = at;

	while (*end && !strchr(" \t\n\r\f", *end)) {
		const char *next = g_utf8_next_char(end);

		if (next - at > MOST)
			break;
		if (*next && may_end_before(breaks, next))
			return (size_t)(next - at);
		end = next;
	}
	return (size_t)(end - at);
}
