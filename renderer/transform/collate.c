#include "renderer/transform/collate.h"

#include <glib.h>

/* A text's letters without case and accents; free with g_free(). */
static char *fold(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *plain = g_utf8_normalize(valid, -1, G_NORMALIZE_ALL);
	GString *out = g_string_new(NULL);

	for (const char *c = plain; *c; c = g_utf8_next_char(c))
		if (!g_unichar_ismark(g_utf8_get_char(c)))
			g_string_append_unichar(out, g_unichar_tolower(g_utf8_get_char(c)));
	return g_string_free(out, FALSE);
}

static int rank_of(gunichar c)
{
	if (g_unichar_isalpha(c))
		return 3;
	if (g_unichar_isdigit(c))
		return 2;
	return g_unichar_isspace(c) ? 0 : 1;
}

/* Both stand on a digit; they move past their numbers. */
static int compare_runs(const char **left, const char **right)
{
	size_t n_left = 0, n_right = 0;

	while (**left == '0')
		(*left)++;
	while (**right == '0')
		(*right)++;
	while (g_ascii_isdigit((*left)[n_left]))
		n_left++;
	while (g_ascii_isdigit((*right)[n_right]))
		n_right++;
	if (n_left != n_right)
		return n_left < n_right ? -1 : 1;
	for (; n_left; n_left--, (*left)++, (*right)++)
		if (**left != **right)
			return **left < **right ? -1 : 1;
	return 0;
}

int collate_texts(const char *left, const char *right, bool is_numeric)
{
	g_autofree char *left_folded = fold(left), *right_folded = fold(right);
	const char *l = left_folded, *r = right_folded;

	while (*l && *r) {
		if (is_numeric && g_ascii_isdigit(*l) && g_ascii_isdigit(*r)) {
			int order = compare_runs(&l, &r);

			if (order)
				return order;
			continue;
		}
		gunichar a = g_utf8_get_char(l), b = g_utf8_get_char(r);

		if (rank_of(a) != rank_of(b))
			return rank_of(a) < rank_of(b) ? -1 : 1;
		if (a != b)
			return a < b ? -1 : 1;
		l = g_utf8_next_char(l);
		r = g_utf8_next_char(r);
	}
	return (*l != '\0') - (*r != '\0');
}
