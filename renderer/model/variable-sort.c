#include "renderer/model/variable-options.h"

#include "renderer/data/collate.h"
#include "renderer/data/number.h"

#include <string.h>

#include <glib.h>

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

static char *lower_key(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	return g_utf8_strdown(valid, -1);
}

static char *natural_key(const char *text)
{
	return collate_key(text, true);
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
	{ by_key, natural_key },
};

void variable_options_sort(VariableOptions *options, int sort)
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
