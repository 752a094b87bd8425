#include "renderer/data/moment.h"

#include "renderer/data/buffer.h"
#include "renderer/geometry.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_MS INT64_C(86400000)

/* ECMAScript's times end 100 million days from 1970. */
#define MAX_TIME_MS 8.64e15

/* --- The calendar: days since 1970 and back, for every year of the Gregorian calendar --- */

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Howard Hinnant's days_from_civil: years begin in March, so that leap days come last. */
static int64_t days_from_civil(int64_t year, int month, int64_t day)
{
	year -= month <= 2;
	int64_t era = floor_div(year, 400), year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468 + day - 1;
}

static void civil_from_days(int64_t days, CivilTime *civil)
{
	days += 719468;
	int64_t era = floor_div(days, 146097), day_of_era = days - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;

	civil->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	civil->month = (int)(month < 10 ? month + 3 : month - 9);
	civil->year = (int)(year_of_era + era * 400 + (civil->month <= 2));
}

static int offset_at(int64_t time_ms, GTimeZone *zone)
{
	int64_t seconds = floor_div(time_ms, 1000);
	int interval = zone ? g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, seconds) : -1;

	return interval < 0 ? 0 : g_time_zone_get_offset(zone, interval);
}

CivilTime civil_time(int64_t time_ms, GTimeZone *zone)
{
	CivilTime civil = { .offset_s = offset_at(time_ms, zone) };
	int64_t local = time_ms + (int64_t)civil.offset_s * 1000;
	int64_t days = floor_div(local, DAY_MS);
	int64_t rest = local - days * DAY_MS;

	civil_from_days(days, &civil);
	civil.hour = (int)(rest / 3600000);
	civil.minute = (int)(rest / 60000 % 60);
	civil.second = (int)(rest / 1000 % 60);
	civil.millisecond = (int)(rest % 1000);
	civil.weekday = (int)(((days + 4) % 7 + 7) % 7);
	civil.day_of_year = (int)(days - days_from_civil(civil.year, 1, 1)) + 1;
	return civil;
}

int64_t civil_to_ms(int year, int month, int day, int hour, int minute, int second, int ms,
		    GTimeZone *zone)
{
	int64_t years = year + floor_div(month - 1, 12);
	int month_in_year = (int)((((month - 1) % 12) + 12) % 12) + 1;
	int64_t local = days_from_civil(years, month_in_year, day) * DAY_MS +
			(int64_t)hour * 3600000 + (int64_t)minute * 60000 +
			(int64_t)second * 1000 + ms;
	/* The offset before the change is tried first: of a doubled hour the first is meant. */
	int before = offset_at(local - DAY_MS / 2, zone), after = offset_at(local + DAY_MS / 2, zone);
	int64_t time = local - (int64_t)before * 1000;

	if (before == after || offset_at(time, zone) == before)
		return time;
	int64_t later = local - (int64_t)after * 1000;

	/* A skipped hour exists under neither offset: the clock goes on with the old one. */
	return offset_at(later, zone) == after ? later : time;
}

/* --- Tokens --- */

static const char *const months[] = { "January", "February", "March",	  "April",
				      "May",	 "June",     "July",	  "August",
				      "September", "October", "November", "December" };
static const char *const weekdays[] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
					"Thursday", "Friday", "Saturday" };

typedef struct {
	CivilTime civil;
	double time_ms;
	Buffer *out;
} Writer;

static void put_number(Writer *writer, int64_t number, int width)
{
	char text[32];

	snprintf(text, sizeof(text), "%0*lld", width, (long long)number);
	buffer_put(writer->out, text);
}

static const char *ordinal_suffix(int number)
{
	if (number / 10 % 10 == 1)
		return "th";
	switch (number % 10) {
	case 1:
		return "st";
	case 2:
		return "nd";
	case 3:
		return "rd";
	default:
		return "th";
	}
}

static void put_ordinal(Writer *writer, int number)
{
	put_number(writer, number, 1);
	buffer_put(writer->out, ordinal_suffix(number));
}

static void put_offset(Writer *writer, const char *separator)
{
	int minutes = abs(writer->civil.offset_s) / 60;

	buffer_put(writer->out, writer->civil.offset_s < 0 ? "-" : "+");
	put_number(writer, minutes / 60, 2);
	buffer_put(writer->out, separator);
	put_number(writer, minutes % 60, 2);
}

/* Week and its year; weeks begin on `first` and the first one has January's day `least`. */
static void week_of(const CivilTime *civil, int first, int least, int *week, int *year)
{
	int64_t day = days_from_civil(civil->year, civil->month, civil->day);
	int64_t start[3];

	for (int i = 0; i < 3; i++) {
		int64_t anchor = days_from_civil(civil->year - 1 + i, 1, least);
		int weekday = (int)(((anchor + 4) % 7 + 7) % 7);

		start[i] = anchor - (weekday - first + 7) % 7;
	}
	int i = day < start[1] ? 0 : day >= start[2] ? 2 : 1;

	*year = civil->year - 1 + i;
	*week = (int)((day - start[i]) / 7) + 1;
}

static void put_week(Writer *writer, bool is_iso, bool is_year, int width)
{
	int week, year;

	/* English weeks begin on Sunday and the first one has January 1st. */
	week_of(&writer->civil, is_iso ? 1 : 0, is_iso ? 4 : 1, &week, &year);
	put_number(writer, is_year ? year : week, width);
}

static int hour12(int hour)
{
	return hour % 12 == 0 ? 12 : hour % 12;
}

static void put_name(Writer *writer, const char *name, size_t length)
{
	buffer_put_bytes(writer->out, name, MIN(length, strlen(name)));
}

static void format_tokens(Writer *writer, const char *format, int depth);

static void put_month(Writer *writer, size_t n)
{
	int month = writer->civil.month;

	if (n <= 2)
		put_number(writer, month, (int)n);
	else
		put_name(writer, months[month - 1], n == 3 ? 3 : SIZE_MAX);
}

static void put_weekday(Writer *writer, size_t n)
{
	int weekday = writer->civil.weekday;

	if (n == 1)
		put_number(writer, weekday, 1);
	else
		put_name(writer, weekdays[weekday], n == 2 ? 2 : n == 3 ? 3 : SIZE_MAX);
}

static void put_day(Writer *writer, size_t n)
{
	if (n <= 2)
		put_number(writer, writer->civil.day, (int)n);
	else
		put_number(writer, writer->civil.day_of_year, n == 4 ? 3 : 1);
}

static void put_year(Writer *writer, size_t n)
{
	int year = writer->civil.year;

	if (n == 2)
		put_number(writer, ((year % 100) + 100) % 100, 2);
	else if (n == 1)
		put_number(writer, year, 1);
	else if (year > 9999 && n >= 5) {
		buffer_put(writer->out, "+");
		put_number(writer, year, 6);
	} else
		put_number(writer, year, (int)n);
}

static void put_fraction(Writer *writer, size_t n)
{
	int ms = writer->civil.millisecond;

	put_number(writer, n == 1 ? ms / 100 : n == 2 ? ms / 10 : ms, (int)MIN(n, 3));
	for (size_t i = 3; i < n; i++)
		buffer_put(writer->out, "0");
}

/* LT, L, LL ...: English formats made of other tokens; how many letters were used. */
static size_t put_localized(Writer *writer, const char *at, int depth)
{
	static const struct {
		const char *token, *format;
	} rows[] = {
		{ "LTS", "h:mm:ss A" },
		{ "LT", "h:mm A" },
		{ "LLLL", "dddd, MMMM D, YYYY h:mm A" },
		{ "LLL", "MMMM D, YYYY h:mm A" },
		{ "LL", "MMMM D, YYYY" },
		{ "L", "MM/DD/YYYY" },
		{ "llll", "ddd, MMM D, YYYY h:mm A" },
		{ "lll", "MMM D, YYYY h:mm A" },
		{ "ll", "MMM D, YYYY" },
		{ "l", "M/D/YYYY" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows) && depth == 0; i++) {
		if (strncmp(at, rows[i].token, strlen(rows[i].token)) != 0)
			continue;
		format_tokens(writer, rows[i].format, depth + 1);
		return strlen(rows[i].token);
	}
	return 0;
}

/* Letters that may be followed by "o" for an ordinal. */
static bool put_ordinal_token(Writer *writer, char letter)
{
	int week, year;

	switch (letter) {
	case 'M':
		put_ordinal(writer, writer->civil.month);
		return true;
	case 'D':
		put_ordinal(writer, writer->civil.day);
		return true;
	case 'd':
		put_ordinal(writer, writer->civil.weekday);
		return true;
	case 'Q':
		put_ordinal(writer, (writer->civil.month + 2) / 3);
		return true;
	case 'w':
	case 'W':
		week_of(&writer->civil, letter == 'W', letter == 'W' ? 4 : 1, &week, &year);
		put_ordinal(writer, week);
		return true;
	default:
		return false;
	}
}

/* The longest run of a letter that is one token. */
static size_t longest_token(char letter)
{
	switch (letter) {
	case 'M':
	case 'D':
	case 'd':
	case 'Y':
	case 'g':
	case 'G':
		return 4;
	case 'S':
		return 9;
	case 'Q':
	case 'a':
	case 'A':
	case 'e':
	case 'E':
	case 'x':
	case 'X':
		return 1;
	default:
		return 2;
	}
}

/* Writes one token of n equal letters; false for a letter that is none. */
static bool put_token(Writer *writer, char letter, size_t n)
{
	const CivilTime *civil = &writer->civil;

	switch (letter) {
	case 'Y':
		put_year(writer, n);
		return true;
	case 'M':
		put_month(writer, n);
		return true;
	case 'D':
		put_day(writer, n);
		return true;
	case 'd':
		put_weekday(writer, n);
		return true;
	case 'e':
		put_number(writer, civil->weekday, 1);
		return true;
	case 'E':
		put_number(writer, civil->weekday ? civil->weekday : 7, 1);
		return true;
	case 'H':
		put_number(writer, civil->hour, (int)n);
		return true;
	case 'h':
		put_number(writer, hour12(civil->hour), (int)n);
		return true;
	case 'k':
		put_number(writer, civil->hour ? civil->hour : 24, (int)n);
		return true;
	case 'm':
		put_number(writer, civil->minute, (int)n);
		return true;
	case 's':
		put_number(writer, civil->second, (int)n);
		return true;
	case 'S':
		put_fraction(writer, n);
		return true;
	case 'a':
		buffer_put(writer->out, civil->hour < 12 ? "am" : "pm");
		return true;
	case 'A':
		buffer_put(writer->out, civil->hour < 12 ? "AM" : "PM");
		return true;
	case 'Z':
		put_offset(writer, n == 1 ? ":" : "");
		return true;
	case 'z':
		if (civil->offset_s == 0)
			buffer_put(writer->out, n == 1 ? "UTC" : "Coordinated Universal Time");
		return true;
	case 'X':
		put_number(writer, floor_div((int64_t)writer->time_ms, 1000), 1);
		return true;
	case 'x':
		put_number(writer, (int64_t)writer->time_ms, 1);
		return true;
	case 'Q':
		put_number(writer, (civil->month + 2) / 3, 1);
		return true;
	case 'w':
	case 'W':
		put_week(writer, letter == 'W', false, (int)n);
		return true;
	case 'g':
	case 'G':
		put_week(writer, letter == 'G', true, (int)n);
		return true;
	default:
		return false;
	}
}

/* [literal], an escaped character; how many bytes of the format it takes, 0 for neither. */
static size_t put_literal(Writer *writer, const char *at)
{
	if (at[0] == '[') {
		const char *end = strchr(at, ']');

		if (!end)
			return 0;
		buffer_put_bytes(writer->out, at + 1, (size_t)(end - at - 1));
		return (size_t)(end - at + 1);
	}
	if (at[0] == '\\' && at[1]) {
		buffer_put_bytes(writer->out, at + 1, 1);
		return 2;
	}
	return 0;
}

static void format_tokens(Writer *writer, const char *format, int depth)
{
	while (*format && !writer->out->is_cut) {
		size_t used = put_literal(writer, format);

		if (!used && (*format == 'L' || *format == 'l'))
			used = put_localized(writer, format, depth);
		if (!used && format[1] == 'o' && put_ordinal_token(writer, *format))
			used = 2;
		if (!used) {
			size_t n = strspn(format, (char[]){ *format, '\0' });

			n = MIN(n, longest_token(*format));
			used = put_token(writer, *format, n) ? n : 0;
		}
		if (!used) {
			used = (size_t)(g_utf8_next_char(format) - format);
			buffer_put_bytes(writer->out, format, strnlen(format, used));
			used = strnlen(format, used);
		}
		format += used;
	}
}

size_t moment_format(double time_ms, GTimeZone *zone, const char *format, char *out, size_t size)
{
	Buffer buffer = buffer_in(out, size);
	Writer writer = { .time_ms = time_ms, .out = &buffer };

	if (!(fabs(time_ms) <= MAX_TIME_MS)) {
		buffer_put(&buffer, "Invalid date");
		return buffer.length;
	}
	writer.civil = civil_time((int64_t)floor(time_ms), zone);
	format_tokens(&writer, format, 0);
	return buffer.length;
}

/* --- From now --- */

void moment_from_now(double time_ms, int64_t now_ms, char *out, size_t size)
{
	double difference = time_ms - (double)now_ms;
	char words[64];
	double seconds = js_round(fabs(difference) / 1000), minutes = js_round(seconds / 60);
	double hours = js_round(fabs(difference) / 3600000), days = js_round(fabs(difference) / 8.64e7);
	double months_away = js_round(days * 4800 / 146097), years = js_round(months_away / 12);

	if (!(fabs(time_ms) <= MAX_TIME_MS)) {
		g_strlcpy(out, "Invalid date", size);
		return;
	}
	minutes = js_round(fabs(difference) / 60000);
	if (seconds < 45)
		g_strlcpy(words, "a few seconds", sizeof(words));
	else if (minutes <= 1)
		g_strlcpy(words, "a minute", sizeof(words));
	else if (minutes < 45)
		snprintf(words, sizeof(words), "%.0f minutes", minutes);
	else if (hours <= 1)
		g_strlcpy(words, "an hour", sizeof(words));
	else if (hours < 22)
		snprintf(words, sizeof(words), "%.0f hours", hours);
	else if (days <= 1)
		g_strlcpy(words, "a day", sizeof(words));
	else if (days < 26)
		snprintf(words, sizeof(words), "%.0f days", days);
	else if (months_away <= 1)
		g_strlcpy(words, "a month", sizeof(words));
	else if (months_away < 11)
		snprintf(words, sizeof(words), "%.0f months", months_away);
	else if (years <= 1)
		g_strlcpy(words, "a year", sizeof(words));
	else
		snprintf(words, sizeof(words), "%.0f years", years);
	if (difference > 0)
		g_snprintf(out, size, "in %s", words);
	else
		g_snprintf(out, size, "%s ago", words);
}
