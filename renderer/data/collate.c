#include "renderer/data/collate.h"

#include <string.h>

#include <glib.h>

/* A text's letters without case and accents; free with g_free(). */
static char *fold(const char *text)
{
	if (g_str_is_ascii(text))
		return g_ascii_strdown(text, -1);
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *plain = g_utf8_normalize(valid, -1, G_NORMALIZE_ALL);
	GString *out = g_string_new(NULL);

	for (const char *c = plain; *c; c = g_utf8_next_char(c))
		if (!g_unichar_ismark(g_utf8_get_char(c)))
			g_string_append_unichar(out, g_unichar_tolower(g_utf8_get_char(c)));
	return g_string_free(out, FALSE);
}

/* Signs in the order of the Unicode collation; spaces go before, digits and letters after them. */
static const char sign_order[] = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

enum { RANK_SPACE = 1, RANK_SIGN, RANK_OTHER_SIGN = 100, RANK_DIGIT, RANK_LETTER };

static char rank_of(gunichar c)
{
	if (c < 128 && g_ascii_isalpha((char)c))
		return RANK_LETTER;
	const char *sign = c < 128 ? strchr(sign_order, (int)c) : NULL;

	if (sign)
		return (char)(RANK_SIGN + (sign - sign_order));
	if (g_unichar_isalpha(c))
		return RANK_LETTER;
	if (g_unichar_isdigit(c))
		return RANK_DIGIT;
	return g_unichar_isspace(c) ? RANK_SPACE : RANK_OTHER_SIGN;
}

/* The number at `text`, so that more digits come after fewer; returns the bytes it takes. */
static size_t append_number(GString *key, const char *text)
{
	const size_t base = 250, most = base * base - 1;
	size_t zeros = strspn(text, "0"), n = strspn(text + zeros, "0123456789");
	size_t written = MIN(n, most);

	g_string_append_c(key, RANK_DIGIT);
	g_string_append_c(key, (char)(1 + written / base));
	g_string_append_c(key, (char)(1 + written % base));
	g_string_append_len(key, text + zeros, (gssize)written);
	return zeros + n;
}

char *collate_key(const char *text, bool is_numeric)
{
	g_autofree char *folded = fold(text);
	GString *key = g_string_sized_new(2 * strlen(folded) + 8);

	for (const char *c = folded; *c;) {
		const char *next = g_utf8_next_char(c);

		if (is_numeric && g_ascii_isdigit(*c)) {
			c += append_number(key, c);
			continue;
		}
		g_string_append_c(key, rank_of(g_utf8_get_char(c)));
		g_string_append_len(key, c, next - c);
		c = next;
	}
	return g_string_free(key, FALSE);
}

int collate_texts(const char *left, const char *right, bool is_numeric)
{
	g_autofree char *left_key = collate_key(left, is_numeric);
	g_autofree char *right_key = collate_key(right, is_numeric);

	return strcmp(left_key, right_key);
}
