/* Reads times by a format. See moment.c for the writing side. */
#include "renderer/data/moment.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { MAX_LENGTH = 500 }; // of texts and formats that are read

typedef enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, MILLISECOND, N_PARTS } Part;

/* What the tokens found so far. */
typedef struct {
	const char *rest; // of the text
	int parts[N_PARTS];
	bool has[N_PARTS];
	bool is_any, is_pm, has_half;
	bool has_offset;
	int offset_s;
	bool has_instant; // the format had seconds or milliseconds since 1970
	double instant_ms;
} Reading;

static void set_part(Reading *reading, Part part, int value)
{
	reading->parts[part] = value;
	reading->has[part] = true;
}

/* --- Tokens: each looks for its text anywhere in the rest and goes on behind it --- */

/* The first run of at most `most` digits; `start` includes a sign where signs count. */
static bool find_digits(Reading *reading, int most, bool is_signed, const char **start, int *n)
{
	const char *c = reading->rest;

	while (*c && !g_ascii_isdigit(*c))
		c++;
	if (!*c)
		return false;
	*start = is_signed && c > reading->rest && (c[-1] == '-' || c[-1] == '+') ? c - 1 : c;
	for (*n = 0; *n < most && g_ascii_isdigit(c[*n]);)
		++*n;
	reading->rest = c + *n;
	*n = (int)(reading->rest - *start);
	return true;
}

static bool find_number(Reading *reading, int most, bool is_signed, int *number, int *n_digits)
{
	const char *start;

	if (!find_digits(reading, most, is_signed, &start, n_digits))
		return false;
	g_autofree char *digits = g_strndup(start, (gsize)*n_digits);

	*number = (int)CLAMP(g_ascii_strtoll(digits, NULL, 10), -999999, 999999);
	return true;
}

static void take_year(Reading *reading, int length)
{
	int year, n_digits;
	int most = length == 2 ? 2 : length == 4 ? 4 : 6;

	if (!find_number(reading, most, length != 2 && length != 4, &year, &n_digits))
		return;
	if (length == 2 || (length == 4 && n_digits == 2))
		year += year > 68 ? 1900 : 2000;
	set_part(reading, YEAR, year);
}

/* The earliest of `n` names, whole or by its first three letters, in any case. */
static bool find_name(Reading *reading, const char *const *names, int n, int *index)
{
	for (const char *c = reading->rest; *c; c++) {
		for (*index = 0; *index < n; ++*index) {
			const char *name = names[*index];
			size_t length = strlen(name);

			if (g_ascii_strncasecmp(c, name, 3) != 0)
				continue;
			bool is_whole = g_ascii_strncasecmp(c, name, length) == 0;

			reading->rest = c + (is_whole ? length : 3);
			return true;
		}
	}
	return false;
}

static void take_month(Reading *reading, int length)
{
	int month, n_digits;

	if (length > 2) {
		if (find_name(reading, moment_months, 12, &month))
			set_part(reading, MONTH, month + 1);
	} else if (find_number(reading, 2, false, &month, &n_digits)) {
		set_part(reading, MONTH, month);
	}
}

static void take_quarter(Reading *reading, int length)
{
	int quarter, n_digits;

	if (find_number(reading, 1, false, &quarter, &n_digits))
		set_part(reading, MONTH, (quarter - 1) * 3 + 1);
}

/* Days of the year are days of January that go on. */
static void take_day(Reading *reading, int length)
{
	int day, n_digits;

	if (!find_number(reading, length > 2 ? 3 : 2, false, &day, &n_digits))
		return;
	set_part(reading, DAY, day);
	if (length > 2)
		set_part(reading, MONTH, 0);
}

/* Names of weekdays are stepped over. */
static void take_weekday(Reading *reading, int length)
{
	static const char *const names[] = { "Sunday",	 "Monday", "Tuesday", "Wednesday",
					     "Thursday", "Friday", "Saturday" };
	int weekday;

	if (length > 1)
		find_name(reading, names, G_N_ELEMENTS(names), &weekday);
}

static void take_clock(Reading *reading, Part part)
{
	int number, n_digits;

	if (find_number(reading, 2, false, &number, &n_digits))
		set_part(reading, part, number);
}

static void take_hour(Reading *reading, int length)
{
	take_clock(reading, HOUR);
}

/* 24 is midnight. */
static void take_hour_to_24(Reading *reading, int length)
{
	take_clock(reading, HOUR);
	if (reading->parts[HOUR] == 24)
		reading->parts[HOUR] = 0;
}

static void take_minute(Reading *reading, int length)
{
	take_clock(reading, MINUTE);
}

static void take_second(Reading *reading, int length)
{
	take_clock(reading, SECOND);
}

static void take_fraction(Reading *reading, int length)
{
	const char *start;
	int n, ms = 0;

	if (!find_digits(reading, length > 3 ? 9 : 3, false, &start, &n))
		return;
	for (int i = 0; i < 3; i++)
		ms = ms * 10 + (i < n ? start[i] - '0' : 0);
	set_part(reading, MILLISECOND, ms);
}

static void take_half(Reading *reading, int length)
{
	const char *found = strpbrk(reading->rest, "aApP");

	if (!found)
		return;
	reading->has_half = true;
	reading->is_pm = g_ascii_tolower(*found) == 'p';
	reading->rest = found + 1;
	if (*reading->rest == '.')
		reading->rest++;
	if (g_ascii_tolower(*reading->rest) == 'm')
		reading->rest++;
}

/* `Z`, `+02`, `+0200` or `+02:00`. */
static void take_offset(Reading *reading, int length)
{
	const char *c = reading->rest;

	while (*c && *c != 'Z' && *c != 'z' &&
	       !((*c == '+' || *c == '-') && g_ascii_isdigit(c[1]) && g_ascii_isdigit(c[2])))
		c++;
	if (!*c)
		return;
	reading->has_offset = true;
	reading->rest = c + 1;
	if (*c == 'Z' || *c == 'z')
		return;
	int hours = (c[1] - '0') * 10 + c[2] - '0', minutes = 0;
	const char *tail = c + 3 + (c[3] == ':');

	reading->rest = c + 3;
	if (g_ascii_isdigit(tail[0]) && g_ascii_isdigit(tail[1])) {
		minutes = (tail[0] - '0') * 10 + tail[1] - '0';
		reading->rest = tail + 2;
	}
	reading->offset_s = (*c == '-' ? -60 : 60) * (hours * 60 + minutes);
}

static void take_instant(Reading *reading, double unit_ms)
{
	const char *c = reading->rest;
	char *end;

	while (*c && !g_ascii_isdigit(*c))
		c++;
	if (!*c)
		return;
	if (c > reading->rest && (c[-1] == '-' || c[-1] == '+'))
		c--;
	reading->instant_ms = g_ascii_strtod(c, &end) * unit_ms;
	reading->has_instant = true;
	reading->rest = end;
}

static void take_unix_seconds(Reading *reading, int length)
{
	take_instant(reading, 1000);
}

static void take_unix_ms(Reading *reading, int length)
{
	take_instant(reading, 1);
}

/* A letter, how often it may stand in one token, and what reads the token. */
static const struct {
	char letter;
	int most;
	void (*take)(Reading *reading, int length);
} tokens[] = {
	{ 'Y', 6, take_year },	 { 'Q', 1, take_quarter }, { 'M', 4, take_month },
	{ 'D', 4, take_day },	 { 'd', 4, take_weekday }, { 'H', 2, take_hour },
	{ 'h', 2, take_hour },	 { 'm', 2, take_minute },  { 's', 2, take_second },
	{ 'S', 9, take_fraction }, { 'A', 1, take_half },  { 'a', 1, take_half },
	{ 'Z', 2, take_offset }, { 'k', 2, take_hour_to_24 }, { 'X', 1, take_unix_seconds },
	{ 'x', 1, take_unix_ms },
};

/* --- Formats --- */

/* Literal text is looked for like a token; where it is not found the rest stays. */
static void skip_literal(Reading *reading, const char *literal, size_t length)
{
	const char *found = length ? g_strstr_len(reading->rest, -1, literal) : NULL;

	if (found)
		reading->rest = found + length;
}

/* Returns the bytes of the format that the token at its beginning has. */
static size_t read_token(Reading *reading, const char *format)
{
	if (*format == '[') {
		const char *end = strchr(format, ']');

		if (end) {
			g_autofree char *literal =
				g_strndup(format + 1, (gsize)(end - format - 1));

			skip_literal(reading, literal, (size_t)(end - format - 1));
			return (size_t)(end - format) + 1;
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(tokens); i++) {
		int n = 0;

		if (tokens[i].letter != *format)
			continue;
		while (n < tokens[i].most && format[n] == *format)
			n++;
		const char *before = reading->rest;

		tokens[i].take(reading, n);
		reading->is_any |= reading->rest != before;
		bool is_ordinal = format[n] == 'o';

		if (is_ordinal && g_ascii_isalpha(reading->rest[0]) && reading->rest[1])
			reading->rest += 2;
		return (size_t)n + is_ordinal;
	}
	const char literal[] = { *format, '\0' };

	skip_literal(reading, literal, 1);
	return 1;
}

/* --- From parts to an instant --- */

/* What is missing before the first part that was read is today's; behind it the earliest. */
static void fill_date(Reading *reading, int64_t now_ms, GTimeZone *zone)
{
	CivilTime now = civil_time(now_ms, zone);
	const int of_now[] = { now.year, now.month, now.day };
	bool is_leading = true;

	for (int i = YEAR; i <= DAY; i++) {
		is_leading &= !reading->has[i];
		if (!reading->has[i])
			reading->parts[i] = is_leading ? of_now[i] : 1;
	}
	/* Of a day in the year only the year can be missing. */
	if (reading->has[MONTH] && reading->parts[MONTH] == 0 && !reading->has[YEAR])
		reading->parts[YEAR] = now.year;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && is_leap);
}

static bool is_date(const int *parts, bool is_day_of_year)
{
	if (is_day_of_year)
		return parts[DAY] >= 1 && parts[DAY] <= 366;
	return parts[MONTH] >= 1 && parts[MONTH] <= 12 && parts[DAY] >= 1 &&
	       parts[DAY] <= days_in_month(parts[YEAR], parts[MONTH]);
}

static bool is_clock(const int *parts)
{
	bool is_midnight = parts[HOUR] == 24 && !parts[MINUTE] && !parts[SECOND] &&
			   !parts[MILLISECOND];

	return is_midnight || (parts[HOUR] < 24 && parts[MINUTE] < 60 && parts[SECOND] < 60);
}

double moment_parse(const char *text, const char *format, GTimeZone *zone, int64_t now_ms)
{
	Reading reading = { .rest = text };
	int *parts = reading.parts;

	if (strlen(text) > MAX_LENGTH || strlen(format) > MAX_LENGTH)
		return NAN;
	while (*format)
		format += read_token(&reading, format);
	if (!reading.is_any)
		return NAN;
	if (reading.has_instant)
		return fabs(reading.instant_ms) <= TIME_MS_MAX ? reading.instant_ms : NAN;
	bool is_day_of_year = reading.has[MONTH] && parts[MONTH] == 0;

	fill_date(&reading, now_ms, zone);
	if (reading.has_half && reading.is_pm && parts[HOUR] < 12)
		parts[HOUR] += 12;
	else if (reading.has_half && !reading.is_pm && parts[HOUR] == 12)
		parts[HOUR] = 0;
	if (!is_date(parts, is_day_of_year) || !is_clock(parts))
		return NAN;
	int64_t ms = civil_to_ms(parts[YEAR], is_day_of_year ? 1 : parts[MONTH], parts[DAY],
				 parts[HOUR], parts[MINUTE], parts[SECOND], parts[MILLISECOND],
				 reading.has_offset ? NULL : zone);

	return (double)(ms - (int64_t)reading.offset_s * 1000);
}
