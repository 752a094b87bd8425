#include "api/duration.h"

#include "renderer/error.h"

#include <string.h>

static const struct {
	const char *name;
	double us;
} units[] = {
	// "ms" stands before "m", which is its beginning
	{ "h", 3600e6 },
	{ "ms", 1e3 },
	{ "m", 60e6 },
	{ "s", 1e6 },
	{ "us", 1 },
	{ "µs", 1 },
	{ "ns", 1e-3 },
};

static double unit_take(const char **text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		if (g_str_has_prefix(*text, units[i].name)) {
			*text += strlen(units[i].name);
			return units[i].us;
		}
	}
	return 0;
}

/* Digits with at most one point, or -1. strtod alone would take "inf", "0x1" and "1e9". */
static double number_take(const char **text)
{
	size_t length = strspn(*text, "0123456789.");
	g_autofree char *digits = g_strndup(*text, length);
	char *end;
	double number = g_ascii_strtod(digits, &end);

	*text += length;
	return end == digits || *end ? -1 : number;
}

/* The sum of "1m30s", or of bare seconds; -1 when it can't be read. */
static double sum_us(const char *text)
{
	double sum = 0;

	if (*text && text[strspn(text, "0123456789")] == '\0')
		return g_ascii_strtod(text, NULL) * G_USEC_PER_SEC;
	do {
		double number = number_take(&text);
		double unit = unit_take(&text);

		if (number < 0 || unit <= 0)
			return -1;
		sum += number * unit;
	} while (*text);
	return sum;
}

bool duration_parse(const char *text, int64_t *us, GError **error)
{
	double sum = sum_us(text);

	if (sum < 0 || sum > DURATION_MAX_US) {
		g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST,
				    "must be seconds such as 30 or a duration such as 1m30s");
		return false;
	}
	*us = (int64_t)sum;
	return true;
}
