#include "renderer/chart/increment.h"

#include "renderer/data/number.h"
#include "renderer/data/time-unit.h"
#include "renderer/geometry.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

/* One decade below 1, from 10^-n; one from 10^n. */
#define BELOW(n) 1e-##n, 2e-##n, 2.5e-##n, 5e-##n
#define ABOVE(n) 1e##n, 2e##n, 2.5e##n, 5e##n
#define WHOLE(n) ABOVE(n)
/* Digits after the point; 2.5 has one more than its decade. */
#define BELOW_DIGITS(n) n, n, n + 1, n

static const double numeric[] = {
	BELOW(32), BELOW(31), BELOW(30), BELOW(29), BELOW(28), BELOW(27), BELOW(26), BELOW(25),
	BELOW(24), BELOW(23), BELOW(22), BELOW(21), BELOW(20), BELOW(19), BELOW(18), BELOW(17),
	BELOW(16), BELOW(15), BELOW(14), BELOW(13), BELOW(12), BELOW(11), BELOW(10), BELOW(9),
	BELOW(8),  BELOW(7),  BELOW(6),	 BELOW(5),  BELOW(4),  BELOW(3),  BELOW(2),  BELOW(1),
	ABOVE(0),  ABOVE(1),  ABOVE(2),	 ABOVE(3),  ABOVE(4),  ABOVE(5),  ABOVE(6),  ABOVE(7),
	ABOVE(8),  ABOVE(9),  ABOVE(10), ABOVE(11), ABOVE(12), ABOVE(13), ABOVE(14), ABOVE(15),
	ABOVE(16), ABOVE(17), ABOVE(18), ABOVE(19), ABOVE(20), ABOVE(21), ABOVE(22), ABOVE(23),
	ABOVE(24), ABOVE(25), ABOVE(26), ABOVE(27), ABOVE(28), ABOVE(29), ABOVE(30), ABOVE(31),
};

static const signed char numeric_decimals[G_N_ELEMENTS(numeric)] = {
	BELOW_DIGITS(32), BELOW_DIGITS(31), BELOW_DIGITS(30), BELOW_DIGITS(29), BELOW_DIGITS(28),
	BELOW_DIGITS(27), BELOW_DIGITS(26), BELOW_DIGITS(25), BELOW_DIGITS(24), BELOW_DIGITS(23),
	BELOW_DIGITS(22), BELOW_DIGITS(21), BELOW_DIGITS(20), BELOW_DIGITS(19), BELOW_DIGITS(18),
	BELOW_DIGITS(17), BELOW_DIGITS(16), BELOW_DIGITS(15), BELOW_DIGITS(14), BELOW_DIGITS(13),
	BELOW_DIGITS(12), BELOW_DIGITS(11), BELOW_DIGITS(10), BELOW_DIGITS(9),	BELOW_DIGITS(8),
	BELOW_DIGITS(7),  BELOW_DIGITS(6),  BELOW_DIGITS(5),  BELOW_DIGITS(4),	BELOW_DIGITS(3),
	BELOW_DIGITS(2),  BELOW_DIGITS(1),  0, 0, 1, 0,
};

static const double whole[] = {
	1, 2, 5,
	WHOLE(1),  WHOLE(2),  WHOLE(3),	 WHOLE(4),  WHOLE(5),  WHOLE(6),  WHOLE(7),  WHOLE(8),
	WHOLE(9),  WHOLE(10), WHOLE(11), WHOLE(12), WHOLE(13), WHOLE(14), WHOLE(15), WHOLE(16),
	WHOLE(17), WHOLE(18), WHOLE(19), WHOLE(20), WHOLE(21), WHOLE(22), WHOLE(23), WHOLE(24),
	WHOLE(25), WHOLE(26), WHOLE(27), WHOLE(28), WHOLE(29), WHOLE(30), WHOLE(31),
};

#define POW2(n) (double)(UINT64_C(1) << (n))
#define POW2_8(n) \
	POW2(n), POW2(n + 1), POW2(n + 2), POW2(n + 3), POW2(n + 4), POW2(n + 5), POW2(n + 6), \
		POW2(n + 7)

static const double binary[] = {
	POW2_8(0), POW2_8(8), POW2_8(16), POW2_8(24), POW2_8(32), POW2_8(40),
	POW2(48), POW2(49), POW2(50), POW2(51), POW2(52),
};

static const double times[] = {
	1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500,
	SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND,
	MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
	HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR, 8 * HOUR, 12 * HOUR,
	DAY, 2 * DAY, 3 * DAY, 4 * DAY, 5 * DAY, 6 * DAY, 7 * DAY, 8 * DAY, 9 * DAY, 10 * DAY,
	15 * DAY,
	MONTH, 2 * MONTH, 3 * MONTH, 4 * MONTH, 6 * MONTH,
	YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR, 25 * YEAR, 50 * YEAR, 100 * YEAR,
};

static const IncrementSet set_numeric = { numeric, numeric_decimals, G_N_ELEMENTS(numeric) };
static const IncrementSet set_whole = { whole, NULL, G_N_ELEMENTS(whole) };
static const IncrementSet set_binary = { binary, NULL, G_N_ELEMENTS(binary) };
static const IncrementSet set_time = { times, NULL, G_N_ELEMENTS(times) };

const IncrementSet *increments_numeric(void)
{
	return &set_numeric;
}

const IncrementSet *increments_whole(void)
{
	return &set_whole;
}

const IncrementSet *increments_binary(void)
{
	return &set_binary;
}

const IncrementSet *increments_time(void)
{
	return &set_time;
}

size_t closest_index(double value, const double *values, size_t n)
{
	size_t low = 0, high = n ? n - 1 : 0;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (values[middle] < value)
			low = middle;
		else
			high = middle;
	}
	if (n == 0)
		return 0;
	return value - values[low] <= values[high] - value ? low : high;
}

/* JavaScript's ToInt32, which the digit count below goes through in the browser. */
static int32_t to_int32(double value)
{
	if (!isfinite(value))
		return 0;
	double wrapped = fmod(trunc(value), 4294967296.0);

	if (wrapped < 0)
		wrapped += 4294967296.0;
	return (int32_t)(uint32_t)wrapped;
}

static int integer_digits(double value)
{
	int64_t magnitude = llabs((long long)to_int32(value));

	return magnitude < 1 ? 1 : (int)log10((double)magnitude) + 1;
}

double increment_find(const IncrementSet *set, double min, double max, double length,
		      double least_space, double *space)
{
	/* Beyond 17 digits a double can't tell neighbouring ticks apart. */
	enum { MAX_DIGITS = 17 };
	int digits = MAX(integer_digits(min), integer_digits(max));
	double delta = max - min;

	for (size_t i = closest_index(least_space / length * delta, set->values, set->n);
	     i < set->n; i++) {
		double increment = set->values[i];
		int decimals = set->decimals && increment < 5 ? set->decimals[i] : 0;

		*space = length * increment / delta;
		if (*space >= least_space && digits + decimals <= MAX_DIGITS)
			return increment;
	}
	*space = 0;
	return 0;
}

int increment_decimals(const IncrementSet *set, double increment)
{
	size_t index = closest_index(increment, set->values, set->n);

	return set->decimals && set->values[index] == increment ? set->decimals[index] : 0;
}

double round_decimals(double value, int decimals)
{
	if (!isfinite(value) || value == trunc(value))
		return value;
	double power = pow(10, decimals);

	return js_round(value * power * (1 + DBL_EPSILON)) / power;
}

/* How many digits after the point stand before a run of six or more zeros or nines; -1: no run. */
static int digits_before_run(const char *text)
{
	const char *point = strchr(text, '.');

	if (!point)
		return -1;
	for (const char *start = point + 1; g_ascii_isdigit(*start); start++) {
		size_t run = strspn(start, "9");

		if (run < 6)
			run = strspn(start, "0");
		if (run >= 6)
			return (int)(start - point - 1);
	}
	return -1;
}

/* 17999.204999999998 is meant to be 17999.205. */
static double repair(double value)
{
	if (!isfinite(value) || value == trunc(value))
		return value;
	char text[40];

	number_to_text(value, text, sizeof(text));
	int digits = digits_before_run(text);

	if (digits < 0)
		return value;
	char *exponent = strchr(text, 'e');

	if (!exponent)
		return round_decimals(value, digits);
	char repaired[80], mantissa[40];
	*exponent = '\0';
	number_to_text(round_decimals(g_ascii_strtod(text, NULL), digits), mantissa,
		       sizeof(mantissa));
	g_snprintf(repaired, sizeof(repaired), "%se%s", mantissa, exponent + 1);
	return g_ascii_strtod(repaired, NULL);
}

double round_up_to(double value, double increment)
{
	return repair(ceil(repair(value / increment)) * increment);
}

double round_down_to(double value, double increment)
{
	return repair(floor(repair(value / increment)) * increment);
}
