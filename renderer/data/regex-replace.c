#include "renderer/data/regex.h"

#include <string.h>

/* A match in `subject`, as byte positions of its groups. */
typedef struct {
	const GMatchInfo *info;
	const char *subject;
	size_t length;
	int n_groups;
} Match;

static void put_group(Buffer *out, const Match *match, int group)
{
	int start, end;

	if (g_match_info_fetch_pos(match->info, group, &start, &end) && start >= 0)
		buffer_put_bytes(out, match->subject + start, (size_t)(end - start));
}

/* `$1` to `$99`; two digits only where there are that many groups. Returns the digits read. */
static int put_numbered(Buffer *out, const Match *match, const char *digits)
{
	int one = g_ascii_digit_value(digits[0]);
	int next = one >= 0 ? g_ascii_digit_value(digits[1]) : -1;
	int two = one * 10 + next;

	if (next >= 0 && two >= 1 && two <= match->n_groups) {
		put_group(out, match, two);
		return 2;
	}
	if (one < 1 || one > match->n_groups)
		return 0;
	put_group(out, match, one);
	return 1;
}

/* `$<name>`; returns the characters read after the dollar. */
static int put_named(Buffer *out, const Match *match, const char *text)
{
	const char *end = strchr(text, '>');

	if (!end)
		return 0;
	g_autofree char *name = g_strndup(text + 1, (gsize)(end - text - 1));
	int group = g_regex_get_string_number(g_match_info_get_regex(match->info), name);

	if (group < 0)
		return 0;
	put_group(out, match, group);
	return (int)(end - text) + 1;
}

/* What follows a dollar; returns the characters read, 0 where the dollar means itself. */
static int put_reference(Buffer *out, const Match *match, const char *text)
{
	int start = 0, end = 0;

	g_match_info_fetch_pos(match->info, 0, &start, &end);
	switch (text[0]) {
	case '$':
		buffer_put_char(out, '$');
		return 1;
	case '&':
		put_group(out, match, 0);
		return 1;
	case '`':
		buffer_put_bytes(out, match->subject, (size_t)start);
		return 1;
	case '\'':
		buffer_put_bytes(out, match->subject + end, match->length - (size_t)end);
		return 1;
	case '<':
		return put_named(out, match, text);
	default:
		return put_numbered(out, match, text);
	}
}

static void put_replacement(Buffer *out, const Match *match, const char *text)
{
	while (*text && !out->is_cut) {
		size_t plain = strcspn(text, "$");

		buffer_put_bytes(out, text, plain);
		text += plain;
		if (!*text)
			return;
		int read = put_reference(out, match, ++text);

		if (read == 0)
			buffer_put_char(out, '$');
		text += read;
	}
}

static bool can_match(const char *text, size_t length)
{
	return length < REGEX_MAX_SUBJECT && g_utf8_validate(text, (gssize)length, NULL);
}

void regex_replace(const GRegex *regex, bool is_global, const char *text, const char *replacement,
		   Buffer *out)
{
	g_autoptr(GMatchInfo) info = NULL;
	size_t length = strlen(text), at = 0;
	int start, end;

	if (can_match(text, length))
		g_regex_match_full(regex, text, (gssize)length, 0, 0, &info, NULL);
	while (info && g_match_info_matches(info) &&
	       g_match_info_fetch_pos(info, 0, &start, &end)) {
		Match match = { info, text, length, g_regex_get_capture_count(regex) };

		buffer_put_bytes(out, text + at, (size_t)start - at);
		put_replacement(out, &match, replacement);
		at = (size_t)end;
		if (!is_global || out->is_cut || !g_match_info_next(info, NULL))
			break;
	}
	buffer_put_bytes(out, text + at, length - at);
}
