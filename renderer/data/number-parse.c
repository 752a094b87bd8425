#include "renderer/data/number.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <glib.h>

/* White space and line ends of ECMA-262; 0 if there is none. */
static size_t space_length(const char *text)
{
	static const char *const wide[] = {
		"\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
		"\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2028",
		"\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF",
	};

	if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
		return 1;
	if ((unsigned char)*text < 0x80)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(wide); i++)
		if (g_str_has_prefix(text, wide[i]))
			return strlen(wide[i]);
	return 0;
}

static const char *skip_space(const char *text)
{
	for (size_t length; (length = space_length(text)) > 0;)
		text += length;
	return text;
}

static const char *skip_digits(const char *text)
{
	while (g_ascii_isdigit(*text))
		text++;
	return text;
}

static const char *skip_exponent(const char *text)
{
	const char *digits = text;

	if (*digits != 'e' && *digits != 'E')
		return text;
	digits++;
	if (*digits == '+' || *digits == '-')
		digits++;
	return g_ascii_isdigit(*digits) ? skip_digits(digits) : text;
}

/* Reads digits, point and exponent; *end is `text` when there is no number. */
static double read_decimal(const char *text, const char **end)
{
	const char *whole_end = skip_digits(text);
	const char *last = whole_end;

	if (*last == '.')
		last = skip_digits(last + 1);
	if (last == whole_end + 1 && whole_end == text)
		last = text; // a point alone
	if (last == text) {
		*end = text;
		return NAN;
	}
	*end = skip_exponent(last);
	if (text[0] == '0' && g_ascii_tolower(text[1]) == 'x')
		return 0; // g_ascii_strtod() would read on
	return g_ascii_strtod(text, NULL);
}

static double read_signed(const char *text, const char **end)
{
	bool is_negative = *text == '-';
	const char *digits = *text == '-' || *text == '+' ? text + 1 : text;
	double value = INFINITY;

	if (g_str_has_prefix(digits, "Infinity"))
		*end = digits + strlen("Infinity");
	else
		value = read_decimal(digits, end);
	return is_negative ? -value : value;
}

/* The digits after 0x, 0o or 0b. */
static double read_radix(const char *digits, int radix, const char **end)
{
	double value = 0;

	*end = digits;
	for (int digit; (digit = g_ascii_xdigit_value(**end)) >= 0 && digit < radix; (*end)++)
		value = value * radix + digit;
	return *end == digits ? NAN : value;
}

static int radix_of(const char *text)
{
	if (*text != '0')
		return 0;
	switch (text[1]) {
	case 'x':
	case 'X':
		return 16;
	case 'o':
	case 'O':
		return 8;
	case 'b':
	case 'B':
		return 2;
	default:
		return 0;
	}
}

double js_parse_float(const char *text)
{
	const char *end;

	return text ? read_signed(skip_space(text), &end) : NAN;
}

double js_number(const char *text)
{
	const char *end;

	if (!text)
		return NAN;
	text = skip_space(text);
	if (!*text)
		return 0;
	int radix = radix_of(text);
	double value = radix ? read_radix(text + 2, radix, &end) : read_signed(text, &end);

	return *skip_space(end) ? NAN : value;
}
