#include "renderer/model/interval.h"

#include <math.h>
#include <stddef.h>

#include <glib.h>

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* The longest first where one unit begins with another: "ms" before "m". */
static const struct {
	const char *name;
	int64_t ms;
} units[] = {
	{ "ms", 1 },	    { "M", 30 * DAY }, { "w", 7 * DAY }, { "d", DAY },
	{ "h", HOUR },	    { "m", MINUTE },   { "s", SECOND },	 { "y", 365 * DAY },
};

static size_t count_digits(const char *text)
{
	size_t n = 0;

	while (g_ascii_isdigit(text[n]))
		n++;
	return n;
}

/* -?digits[.digits]; returns its length, 0 when there is none. */
static size_t number_length(const char *text)
{
	size_t sign = text[0] == '-' ? 1 : 0;
	size_t whole = count_digits(text + sign);

	if (whole == 0)
		return 0;
	size_t length = sign + whole;

	if (text[length] == '.') {
		size_t fraction = count_digits(text + length + 1);

		length += fraction ? 1 + fraction : 0;
	}
	return length;
}

bool interval_parse(const char *text, double *ms)
{
	if (!text)
		return false;
	size_t length = number_length(text);
	double number = length ? g_ascii_strtod(text, NULL) : 0;
	double count = trunc(number);

	if (length == 0)
		return false;
	if (text[length] == '\0') {
		if (number == 0)
			return false;
		*ms = count * SECOND;
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		if (g_str_has_prefix(text + length, units[i].name)) {
			*ms = count * (double)units[i].ms;
			return true;
		}
	}
	return false;
}

/* A quotient below the first number takes the second. */
static const struct {
	int64_t below_ms, step_ms;
} steps[] = {
	{ 10, 1 },
	{ 15, 10 },
	{ 35, 20 },
	{ 75, 50 },
	{ 150, 100 },
	{ 350, 200 },
	{ 750, 500 },
	{ 1500, SECOND },
	{ 3500, 2 * SECOND },
	{ 7500, 5 * SECOND },
	{ 12500, 10 * SECOND },
	{ 17500, 15 * SECOND },
	{ 25 * SECOND, 20 * SECOND },
	{ 45 * SECOND, 30 * SECOND },
	{ 90 * SECOND, MINUTE },
	{ 210 * SECOND, 2 * MINUTE },
	{ 450 * SECOND, 5 * MINUTE },
	{ 750 * SECOND, 10 * MINUTE },
	{ 1050 * SECOND, 15 * MINUTE },
	{ 25 * MINUTE, 20 * MINUTE },
	{ 45 * MINUTE, 30 * MINUTE },
	{ 90 * MINUTE, HOUR },
	{ 150 * MINUTE, 2 * HOUR },
	{ 270 * MINUTE, 3 * HOUR },
	{ 9 * HOUR, 6 * HOUR },
	{ DAY, 12 * HOUR },
	{ 7 * DAY, DAY },
	{ 21 * DAY, 7 * DAY },
	{ 42 * DAY, 30 * DAY },
};

static int64_t rounded_step(double quotient_ms)
{
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
		if (quotient_ms < (double)steps[i].below_ms)
			return steps[i].step_ms;
	return 365 * DAY;
}

int64_t interval_calculate(int64_t range_ms, double max_points, double least_ms)
{
	int64_t step = rounded_step((double)range_ms / max_points);

	/* A limit of centuries would not fit whatever reads the interval. */
	if (least_ms > (double)step)
		return (int64_t)fmin(least_ms, 1e15);
	return step;
}

char *interval_text(Arena *arena, int64_t interval_ms)
{
	static const struct {
		char unit;
		int64_t ms;
	} sizes[] = {
		{ 'y', 365 * DAY }, { 'd', DAY }, { 'h', HOUR }, { 'm', MINUTE }, { 's', SECOND },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		int64_t whole = interval_ms / sizes[i].ms;

		if (whole > 0)
			return arena_printf(arena, "%" G_GINT64_FORMAT "%c", whole, sizes[i].unit);
	}
	if (interval_ms <= 0)
		return arena_strdup(arena, "less than a millisecond");
	return arena_printf(arena, "%" G_GINT64_FORMAT "ms", interval_ms);
}
