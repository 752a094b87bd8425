#include "renderer/data/number.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "renderer/data/buffer.h"
#include "renderer/geometry.h"

enum {
	MAX_DECIMALS = 100, // of toFixed() and toExponential() in ECMA-262
	EXACT_DIGITS = 15,  // every decimal with so many digits survives the way through a double
	MOST_DIGITS = 17,   // every double survives the way through so many digits
	GUARD_DIGITS = 25,  // beyond those asked for, to see on which side of a half a value lies
};

/* Powers of ten that a double holds exactly. */
static const double powers[] = {
	1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* A positive number 0.DIGITS x 10^point, the first digit not 0. */
typedef struct {
	int count;
	int point;
	char digits[MAX_DECIMALS + GUARD_DIGITS + 2];
} Decimal;

static double power_of_ten(int exponent)
{
	return exponent < (int)G_N_ELEMENTS(powers) ? powers[exponent] : pow(10, exponent);
}

static int clamp_decimals(double decimals)
{
	return (int)CLAMP(decimals, 0, MAX_DECIMALS);
}

/* Writes the digits of a whole number before `end`; returns where they start. */
static char *write_whole(uint64_t whole, char *end)
{
	do
		*--end = (char)('0' + whole % 10);
	while (whole /= 10);
	return end;
}

static void decimal_trim(Decimal *decimal)
{
	while (decimal->count > 1 && decimal->digits[decimal->count - 1] == '0')
		decimal->count--;
}

/* whole x 10^-scale, whole > 0 */
static void decimal_from_whole(uint64_t whole, int scale, Decimal *out)
{
	char text[24];
	char *start = write_whole(whole, text + sizeof(text));

	out->count = (int)(text + sizeof(text) - start);
	out->point = out->count - scale;
	memcpy(out->digits, start, out->count);
	decimal_trim(out);
}

/* The nearest decimal of so many digits. Only digits are taken, so the locale doesn't matter. */
static void decimal_print(double value, int count, Decimal *out)
{
	char text[sizeof(out->digits) + 16];

	snprintf(text, sizeof(text), "%.*e", count - 1, value);
	out->count = 0;
	for (const char *c = text; *c && *c != 'e'; c++)
		if (g_ascii_isdigit(*c))
			out->digits[out->count++] = *c;
	out->point = atoi(strchr(text, 'e') + 1) + 1;
}

static double decimal_value(const Decimal *decimal)
{
	char text[sizeof(decimal->digits) + 16];

	memcpy(text, decimal->digits, decimal->count);
	snprintf(text + decimal->count, 16, "e%d", decimal->point - decimal->count);
	return g_ascii_strtod(text, NULL);
}

static void decimal_increment(Decimal *decimal)
{
	int last = decimal->count - 1;

	while (last >= 0 && decimal->digits[last] == '9')
		decimal->digits[last--] = '0';
	if (last >= 0) {
		decimal->digits[last]++;
	} else {
		decimal->digits[0] = '1';
		decimal->point++;
	}
}

/* Keeps the first digits, halves up; keep < 0 gives zero, as no digits. */
static void decimal_round(Decimal *decimal, int keep)
{
	if (keep >= decimal->count)
		return;
	bool up = keep >= 0 && decimal->digits[keep] >= '5';

	decimal->count = MAX(keep, 0);
	if (up && keep == 0) {
		decimal->digits[0] = '1';
		decimal->count = 1;
		decimal->point++;
	} else if (up) {
		decimal_increment(decimal);
	}
}

/*
 * Finds value = whole / 10^scale with whole < 10^15. Such a decimal is the only one of up to 15
 * digits that reads back as the value, so with the least scale it is the shortest.
 */
static bool find_short_decimal(double value, Decimal *out)
{
	for (int scale = 0; scale < (int)G_N_ELEMENTS(powers); scale++) {
		double scaled = value * powers[scale];
		double whole = rint(scaled);

		if (whole >= powers[EXACT_DIGITS])
			return false;
		if (fabs(scaled - whole) <= scaled * 0x1p-50 && whole > 0 &&
		    whole / powers[scale] == value) {
			decimal_from_whole((uint64_t)whole, scale, out);
			return true;
		}
	}
	return false;
}

/*
 * The gap between doubles is half as wide below a power of two as above it: the nearest decimal
 * may lie outside on the narrow side while the next one up is still inside.
 */
static bool reads_back(double value, Decimal *decimal)
{
	int exponent;

	if (decimal_value(decimal) == value)
		return true;
	if (frexp(value, &exponent) != 0.5)
		return false;
	decimal_increment(decimal);
	return decimal_value(decimal) == value;
}

/* Digits that may suffice: fewer than 15 only below DBL_MIN, where doubles carry less. */
static int fewest_digits(double value)
{
	bool is_searched = value > 1e-7 && value < powers[EXACT_DIGITS]; // by find_short_decimal()

	return value < DBL_MIN ? 1 : is_searched ? EXACT_DIGITS + 1 : EXACT_DIGITS;
}

/* The shortest decimal that reads back as value, which is finite and positive. */
static void decimal_shortest(double value, Decimal *out)
{
	if (find_short_decimal(value, out))
		return;
	for (int count = fewest_digits(value); count <= MOST_DIGITS; count++) {
		decimal_print(value, count, out);
		if (count == MOST_DIGITS || reads_back(value, out))
			break;
	}
	decimal_trim(out);
}

static void put_exponent(Buffer *buffer, int exponent)
{
	char text[16];

	snprintf(text, sizeof(text), "e%c%d", exponent < 0 ? '-' : '+', abs(exponent));
	buffer_put(buffer, text);
}

/* Digits from position `from` to `to` after the first; those that are not there are zeros. */
static void put_digits(Buffer *buffer, const Decimal *decimal, int from, int to)
{
	int last = CLAMP(to, from, MAX(decimal->count, from));

	if (last > from) // `from` may be far behind the digits
		buffer_put_bytes(buffer, decimal->digits + from, last - from);
	buffer_repeat(buffer, '0', to - last);
}

static void put_scientific(Buffer *buffer, const Decimal *decimal, int fraction)
{
	put_digits(buffer, decimal, 0, 1);
	if (fraction > 0)
		buffer_put_char(buffer, '.');
	put_digits(buffer, decimal, 1, 1 + fraction);
	put_exponent(buffer, decimal->point - 1);
}

static void put_plain(Buffer *buffer, const Decimal *decimal)
{
	if (decimal->point <= 0) {
		buffer_put(buffer, "0.");
		buffer_repeat(buffer, '0', -decimal->point);
		put_digits(buffer, decimal, 0, decimal->count);
		return;
	}
	put_digits(buffer, decimal, 0, decimal->point);
	if (decimal->count > decimal->point) {
		buffer_put_char(buffer, '.');
		put_digits(buffer, decimal, decimal->point, decimal->count);
	}
}

static void put_shortest(Buffer *buffer, double value)
{
	Decimal decimal;

	decimal_shortest(value, &decimal);
	if (decimal.point > -6 && decimal.point <= 21)
		put_plain(buffer, &decimal);
	else
		put_scientific(buffer, &decimal, decimal.count - 1);
}

static size_t put_not_finite(Buffer *buffer, double value, const char *infinity)
{
	if (isnan(value)) {
		buffer_put(buffer, "NaN");
	} else {
		if (value < 0)
			buffer_put_char(buffer, '-');
		buffer_put(buffer, infinity);
	}
	return buffer->length;
}

/* The digits of a whole number below 10^15 with a point before the last `decimals` of them. */
static void put_whole(Buffer *buffer, double whole, int decimals)
{
	char text[48];
	char *end = text + sizeof(text);
	char *start = write_whole((uint64_t)fabs(whole), end);

	while (end - start <= decimals)
		*--start = '0';
	if (whole < 0)
		buffer_put_char(buffer, '-');
	buffer_put_bytes(buffer, start, end - start - decimals);
	if (decimals > 0) {
		buffer_put_char(buffer, '.');
		buffer_put_bytes(buffer, end - decimals, decimals);
	}
}

size_t number_to_text(double value, char *out, size_t size)
{
	Buffer buffer = buffer_in(out, size);

	if (!isfinite(value))
		return put_not_finite(&buffer, value, "Infinity");
	if (fabs(value) < powers[EXACT_DIGITS] && value == trunc(value)) {
		put_whole(&buffer, value, 0);
		return buffer.length;
	}
	if (value < 0)
		buffer_put_char(&buffer, '-');
	put_shortest(&buffer, fabs(value));
	return buffer.length;
}

int automatic_decimals(double value)
{
	if (!isfinite(value) || value == trunc(value))
		return 0;
	return MAX(0, 2 - (int)floor(log(fabs(value)) / M_LN10));
}

static size_t put_zeros(Buffer *buffer, int have, int want)
{
	if (have == 0 && want > 0)
		buffer_put_char(buffer, '.');
	buffer_repeat(buffer, '0', want - have);
	return buffer->length;
}

/* For what has more digits than a whole number below 10^15 can hold. */
static size_t put_fixed_long(Buffer *buffer, double value, int decimals)
{
	if (value < 0)
		buffer_put_char(buffer, '-');
	put_shortest(buffer, fabs(value));
	if (strchr(buffer->text, 'e'))
		return buffer->length;
	const char *point = strchr(buffer->text, '.');

	return put_zeros(buffer, point ? (int)strlen(point + 1) : 0, decimals);
}

size_t number_to_fixed(double value, double decimals, char *out, size_t size)
{
	Buffer buffer = buffer_in(out, size);

	if (!isfinite(value))
		return put_not_finite(&buffer, value, "∞");
	int places = isnan(decimals) ? automatic_decimals(value) : clamp_decimals(decimals);
	double factor = power_of_ten(places);
	double whole = js_round(value * factor);
	double rounded = whole / factor;

	if (rounded == 0) {
		buffer_put_char(&buffer, '0');
		return put_zeros(&buffer, 0, places);
	}
	if (fabs(whole) < powers[EXACT_DIGITS] && places < (int)G_N_ELEMENTS(powers) &&
	    fabs(rounded) >= 1e-6) {
		put_whole(&buffer, whole, places);
		return buffer.length;
	}
	return put_fixed_long(&buffer, isfinite(rounded) ? rounded : value, places);
}

size_t number_to_exponential(double value, double decimals, char *out, size_t size)
{
	Buffer buffer = buffer_in(out, size);
	Decimal decimal = { .count = 1, .point = 1, .digits = "0" };

	if (!isfinite(value))
		return put_not_finite(&buffer, value, "Infinity");
	if (value < 0)
		buffer_put_char(&buffer, '-');
	value = fabs(value);
	if (isnan(decimals)) {
		if (value != 0)
			decimal_shortest(value, &decimal);
		put_scientific(&buffer, &decimal, decimal.count - 1);
		return buffer.length;
	}
	int places = clamp_decimals(decimals);

	if (value != 0) {
		decimal_print(value, places + GUARD_DIGITS, &decimal);
		decimal_round(&decimal, places + 1);
	}
	put_scientific(&buffer, &decimal, places);
	return buffer.length;
}

size_t number_to_grouped(double value, int min_fraction, int max_fraction, char *out, size_t size)
{
	Buffer buffer = buffer_in(out, size);
	Decimal decimal = { .count = 0 };

	if (!isfinite(value))
		return put_not_finite(&buffer, value, "∞");
	if (signbit(value))
		buffer_put_char(&buffer, '-');
	if (value != 0) {
		decimal_shortest(fabs(value), &decimal);
		decimal_round(&decimal, decimal.point + CLAMP(max_fraction, 0, MAX_DECIMALS));
		decimal_trim(&decimal);
	}
	int whole = decimal.count ? decimal.point : 0;
	int fraction = MAX(decimal.count - whole, CLAMP(min_fraction, 0, MAX_DECIMALS));

	if (whole <= 0)
		buffer_put_char(&buffer, '0');
	for (int i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			buffer_put_char(&buffer, ',');
		put_digits(&buffer, &decimal, i, i + 1);
	}
	if (fraction > 0)
		buffer_put_char(&buffer, '.');
	buffer_repeat(&buffer, '0', MIN(fraction, MAX(0, -whole)));
	put_digits(&buffer, &decimal, MAX(0, whole), MAX(0, whole + fraction));
	return buffer.length;
}

/*
 * Digits of a fraction until what is left is less than half the gap to the next double; returns
 * the carry into the whole part.
 */
static int hex_fraction(double fraction, double delta, char *digits, int *count)
{
	static const char hex[] = "0123456789ABCDEF";

	for (*count = 0; fraction >= delta && *count < 300; (*count)++) {
		fraction *= 16;
		delta *= 16;
		int digit = (int)fraction;

		digits[*count] = hex[digit];
		fraction -= digit;
		if ((fraction > 0.5 || (fraction == 0.5 && (digit & 1))) && fraction + delta > 1) {
			while (*count >= 0 && digits[*count] == 'F')
				(*count)--;
			if (*count < 0) {
				*count = 0;
				return 1;
			}
			int rounded = g_ascii_xdigit_value(digits[*count]) + 1;

			digits[(*count)++] = hex[rounded];
			return 0;
		}
	}
	return 0;
}

size_t number_to_hex(double value, char *out, size_t size)
{
	char whole_digits[260], fraction_digits[304];
	char *start = whole_digits + sizeof(whole_digits);
	double positive = fabs(value);
	double whole = floor(positive);
	double delta = MAX(0.5 * (nextafter(positive, INFINITY) - positive), 0x1p-1074);
	Buffer buffer = buffer_in(out, size);
	int count;

	if (!isfinite(value)) {
		buffer_put(&buffer, isnan(value) ? "NAN" : value < 0 ? "-INFINITY" : "INFINITY");
		return buffer.length;
	}
	if (value < 0)
		buffer_put_char(&buffer, '-');
	whole += hex_fraction(positive - whole, delta, fraction_digits, &count);
	do {
		*--start = "0123456789ABCDEF"[(int)fmod(whole, 16)];
		whole = floor(whole / 16);
	} while (whole > 0);
	buffer_put_bytes(&buffer, start, whole_digits + sizeof(whole_digits) - start);
	if (count > 0) {
		buffer_put_char(&buffer, '.');
		buffer_put_bytes(&buffer, fraction_digits, count);
	}
	return buffer.length;
}
