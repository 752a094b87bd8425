#include "renderer/model/variable-options.h"

#include <string.h>

#include <glib.h>

#include "renderer/data/number.h"

/* --- Natural order --- */

/* Punctuation and symbols in the order of the Unicode collation; digits and letters follow. */
static const char symbol_order[] = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

enum {
	RANK_SPACE = 0,
	RANK_SYMBOL = 1,
	RANK_OTHER_SYMBOL = 100,
	RANK_DIGIT = 200,
	RANK_LETTER = 201,
};

static int rank_of(gunichar c)
{
	const char *symbol = c < 128 && c ? strchr(symbol_order, (int)c) : NULL;

	if (g_unichar_isspace(c))
		return RANK_SPACE;
	if (symbol)
		return RANK_SYMBOL + (int)(symbol - symbol_order);
	if (c < 128 && g_ascii_isdigit((char)c))
		return RANK_DIGIT;
	return g_unichar_isalnum(c) ? RANK_LETTER : RANK_OTHER_SYMBOL;
}

static const char *skip_zeros(const char *text)
{
	while (text[0] == '0' && g_ascii_isdigit(text[1]))
		text++;
	return text;
}

/* Compares the numbers that both texts begin with, of any length, and steps over them. */
static int compare_numbers(const char **left, const char **right)
{
	const char *a = skip_zeros(*left), *b = skip_zeros(*right);
	size_t n_a = strspn(a, "0123456789"), n_b = strspn(b, "0123456789");

	*left = a + n_a;
	*right = b + n_b;
	if (n_a != n_b)
		return n_a < n_b ? -1 : 1;
	return strncmp(a, b, n_a);
}

/* Accents are marks of their own here; they count only where all letters are equal. */
static const char *skip_marks(const char *text)
{
	while (*text && g_unichar_ismark(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return text;
}

static int compare_letters(const char *left, const char *right)
{
	for (;;) {
		left = skip_marks(left);
		right = skip_marks(right);
		if (!*left || !*right)
			return (*left != '\0') - (*right != '\0');
		gunichar a = g_utf8_get_char(left), b = g_utf8_get_char(right);
		int order = rank_of(a) - rank_of(b);

		if (order == 0 && rank_of(a) == RANK_DIGIT) {
			order = compare_numbers(&left, &right);
		} else {
			left = g_utf8_next_char(left);
			right = g_utf8_next_char(right);
			if (order == 0 && a != b)
				order = a < b ? -1 : 1;
		}
		if (order)
			return order;
	}
}

/* Without case, accents apart from their letters; what is no UTF-8 stays as it is. */
static char *natural_key(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *folded = g_utf8_casefold(valid, -1);

	return g_utf8_normalize(folded, -1, G_NORMALIZE_DEFAULT);
}

static int compare_keys(const char *left, const char *right)
{
	int order = compare_letters(left, right);

	return order ? order : strcmp(left, right);
}

int compare_naturally(const char *left, const char *right)
{
	g_autofree char *left_key = natural_key(left);
	g_autofree char *right_key = natural_key(right);

	return compare_keys(left_key, right_key);
}

/* --- Sorting options --- */

/* An option with what its order depends on. */
typedef struct {
	VariableOption option;
	char *key;     // text orders
	double number; // number order
} Sortable;

static double first_number(const char *text)
{
	const char *digits = text + strcspn(text, "0123456789");

	return *digits ? js_parse_float(digits) : -1;
}

static int by_key(const void *a, const void *b, void *data)
{
	return strcmp(((const Sortable *)a)->key, ((const Sortable *)b)->key);
}

static int by_number(const void *a, const void *b, void *data)
{
	double left = ((const Sortable *)a)->number, right = ((const Sortable *)b)->number;

	return (left > right) - (left < right);
}

static int by_nature(const void *a, const void *b, void *data)
{
	return compare_keys(((const Sortable *)a)->key, ((const Sortable *)b)->key);
}

static char *lower_key(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	return g_utf8_strdown(valid, -1);
}

static char *plain_key(const char *text)
{
	return g_strdup(text);
}

/* Two numbers an order: ascending, then descending; 1 is the first. */
static const struct {
	GCompareDataFunc compare;
	char *(*key)(const char *text);
} orders[] = {
	{ by_key, plain_key },
	{ by_number, plain_key },
	{ by_key, lower_key },
	{ by_nature, natural_key },
};

void sort_options(VariableOptions *options, int sort)
{
	if (sort < 1 || sort > 2 * (int)G_N_ELEMENTS(orders) || options->n < 2)
		return;
	size_t n = options->n, order = (size_t)(sort - 1) / 2;
	bool is_descending = sort % 2 == 0;
	g_autofree Sortable *list = g_new(Sortable, n);

	for (size_t i = 0; i < n; i++)
		list[i] = (Sortable){ options->items[i], orders[order].key(options->items[i].text),
				      first_number(options->items[i].text) };
	g_qsort_with_data(list, (int)n, sizeof(*list), orders[order].compare, NULL);
	for (size_t i = 0; i < n; i++) {
		options->items[is_descending ? n - 1 - i : i] = list[i].option;
		g_free(list[i].key);
	}
}
