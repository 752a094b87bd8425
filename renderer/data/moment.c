#include "renderer/data/moment.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "renderer/data/buffer.h"

const char *const moment_months[12] = {
	"January", "February", "March",     "April",   "May",      "June",
	"July",    "August",   "September", "October", "November", "December",
};

static const char *const weekday_names[] = {
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
};

/* What a token is written from. */
typedef struct {
	int64_t time_ms;
	GTimeZone *zone;
	CivilTime civil;
} Moment;

/*
 * A letter of a format. A run of it is a token when the run's bit is set (bit 0: the letter
 * alone), written by `write`, or as its number padded to the run's length. `ordinals` are the
 * runs that with an `o` after them give "1st".
 */
typedef struct {
	char letter;
	unsigned runs, ordinals;
	int (*number)(const Moment *moment, int count);
	void (*write)(Buffer *out, const Moment *moment, int count);
} Letter;

/* A whole number with zeros up to `width` digits, at most 20. */
static void put_padded(Buffer *out, int64_t number, int width)
{
	char text[20];
	char *end = text + sizeof(text);
	char *start = end;

	for (uint64_t rest = (uint64_t)ABS(number); rest > 0; rest /= 10)
		*--start = (char)('0' + rest % 10);
	while (end - start < width && start > text)
		*--start = '0';
	if (number < 0)
		buffer_put_char(out, '-');
	buffer_put_bytes(out, start, end - start);
}

static void put_ordinal(Buffer *out, int number)
{
	static const char *const endings[] = { "th", "st", "nd", "rd" };
	int last = abs(number % 10);
	bool is_teen = abs(number / 10 % 10) == 1;

	put_padded(out, number, 1);
	buffer_put(out, endings[is_teen || last > 3 ? 0 : last]);
}

static void write_year(Buffer *out, const Moment *moment, int count)
{
	int year = moment->civil.year;

	if (count == 2) {
		put_padded(out, year % 100, 2);
		return;
	}
	if ((count == 1 && year > 9999) || (count == 6 && year >= 0))
		buffer_put_char(out, '+');
	put_padded(out, year, MAX(count, 4));
}

static int era_year(const Moment *moment, int count)
{
	return moment->civil.year > 0 ? moment->civil.year : 1 - moment->civil.year;
}

static void write_era(Buffer *out, const Moment *moment, int count)
{
	bool is_common = moment->civil.year > 0;

	if (count == 4)
		buffer_put(out, is_common ? "Anno Domini" : "Before Christ");
	else
		buffer_put(out, is_common ? "AD" : "BC");
}

static int quarter(const Moment *moment, int count)
{
	return (moment->civil.month + 2) / 3;
}

static int month(const Moment *moment, int count)
{
	return moment->civil.month;
}

static void write_month(Buffer *out, const Moment *moment, int count)
{
	const char *name = moment_months[moment->civil.month - 1];

	if (count <= 2)
		put_padded(out, moment->civil.month, count);
	else
		buffer_put_bytes(out, name, count == 3 ? 3 : strlen(name));
}

static int day(const Moment *moment, int count)
{
	return count <= 2 ? moment->civil.day : moment->civil.day_of_year;
}

static void write_day(Buffer *out, const Moment *moment, int count)
{
	static const int widths[] = { 1, 2, 1, 3 };

	put_padded(out, day(moment, count), widths[count - 1]);
}

static int weekday(const Moment *moment, int count)
{
	return moment->civil.weekday;
}

static void write_weekday(Buffer *out, const Moment *moment, int count)
{
	const char *name = weekday_names[moment->civil.weekday];

	if (count == 1)
		put_padded(out, moment->civil.weekday, 1);
	else
		buffer_put_bytes(out, name, count == 4 ? strlen(name) : (size_t)count);
}

static int iso_weekday(const Moment *moment, int count)
{
	return moment->civil.weekday ? moment->civil.weekday : 7;
}

static int days_in_year(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365;
}

typedef struct {
	int year, week;
} YearWeek;

/*
 * Counts weeks by the one day that decides which year a week belongs to: Thursday in ISO 8601,
 * Saturday in America. `into_week` is how far the moment is past the start of its week.
 */
static YearWeek week_of(const Moment *moment, int into_week, int deciding)
{
	int year = moment->civil.year;
	int yearday = moment->civil.day_of_year + deciding - into_week;

	if (yearday < 1)
		yearday += days_in_year(--year);
	else if (yearday > days_in_year(year))
		yearday -= days_in_year(year++);
	return (YearWeek){ year, (yearday - 1) / 7 + 1 };
}

static YearWeek american_week(const Moment *moment)
{
	return week_of(moment, moment->civil.weekday, 6);
}

static YearWeek iso_week(const Moment *moment)
{
	return week_of(moment, (moment->civil.weekday + 6) % 7, 3);
}

static int american_week_number(const Moment *moment, int count)
{
	return american_week(moment).week;
}

static int iso_week_number(const Moment *moment, int count)
{
	return iso_week(moment).week;
}

static int american_week_year(const Moment *moment, int count)
{
	return count == 2 ? american_week(moment).year % 100 : american_week(moment).year;
}

static int iso_week_year(const Moment *moment, int count)
{
	return count == 2 ? iso_week(moment).year % 100 : iso_week(moment).year;
}

static int hour(const Moment *moment, int count)
{
	return moment->civil.hour;
}

static int hour_of_half(const Moment *moment, int count)
{
	return (moment->civil.hour + 11) % 12 + 1;
}

static int hour_to_24(const Moment *moment, int count)
{
	return moment->civil.hour ? moment->civil.hour : 24;
}

static void write_lower_half(Buffer *out, const Moment *moment, int count)
{
	buffer_put(out, moment->civil.hour < 12 ? "am" : "pm");
}

static void write_upper_half(Buffer *out, const Moment *moment, int count)
{
	buffer_put(out, moment->civil.hour < 12 ? "AM" : "PM");
}

static int minute(const Moment *moment, int count)
{
	return moment->civil.minute;
}

static int second(const Moment *moment, int count)
{
	return moment->civil.second;
}

static void write_fraction(Buffer *out, const Moment *moment, int count)
{
	static const int powers[] = { 100, 10, 1 };

	put_padded(out, moment->civil.millisecond / powers[MIN(count, 3) - 1], MIN(count, 3));
	buffer_repeat(out, '0', count - 3);
}

static void put_offset(Buffer *out, int offset_s, const char *separator)
{
	int minutes = abs(offset_s) / 60;

	buffer_put_char(out, offset_s < 0 ? '-' : '+');
	put_padded(out, minutes / 60, 2);
	buffer_put(out, separator);
	put_padded(out, minutes % 60, 2);
}

static void write_offset(Buffer *out, const Moment *moment, int count)
{
	put_offset(out, moment->civil.offset_s, count == 1 ? ":" : "");
}

static int64_t unix_seconds(int64_t time_ms)
{
	return time_ms / 1000 - (time_ms % 1000 < 0);
}

static void write_zone(Buffer *out, const Moment *moment, int count)
{
	GTimeZone *zone = moment->zone;

	if (!zone) {
		buffer_put(out, "UTC");
		return;
	}
	int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL,
						 unix_seconds(moment->time_ms));

	buffer_put(out, g_time_zone_get_abbreviation(zone, interval));
}

static void write_unix_seconds(Buffer *out, const Moment *moment, int count)
{
	put_padded(out, unix_seconds(moment->time_ms), 1);
}

static void write_unix_ms(Buffer *out, const Moment *moment, int count)
{
	put_padded(out, moment->time_ms, 1);
}

enum { ONE = 1, TWO = 2, THREE = 4, FOUR = 8, FIVE = 16, SIX = 32, TO_NINE = 511 };

static const Letter letters[] = {
	{ 'A', ONE, 0, NULL, write_upper_half },
	{ 'D', ONE | TWO | THREE | FOUR, ONE | THREE, day, write_day },
	{ 'E', ONE, 0, iso_weekday, NULL },
	{ 'G', TWO | FOUR | FIVE, 0, iso_week_year, NULL },
	{ 'H', ONE | TWO, 0, hour, NULL },
	{ 'M', ONE | TWO | THREE | FOUR, ONE, month, write_month },
	{ 'N', ONE | TWO | THREE | FOUR | FIVE, 0, NULL, write_era },
	{ 'Q', ONE, ONE, quarter, NULL },
	{ 'S', TO_NINE, 0, NULL, write_fraction },
	{ 'W', ONE | TWO, ONE, iso_week_number, NULL },
	{ 'X', ONE, 0, NULL, write_unix_seconds },
	{ 'Y', ONE | TWO | FOUR | FIVE | SIX, 0, NULL, write_year },
	{ 'Z', ONE | TWO, 0, NULL, write_offset },
	{ 'a', ONE, 0, NULL, write_lower_half },
	{ 'd', ONE | TWO | THREE | FOUR, ONE, weekday, write_weekday },
	{ 'e', ONE, 0, weekday, NULL },
	{ 'g', TWO | FOUR | FIVE, 0, american_week_year, NULL },
	{ 'h', ONE | TWO, 0, hour_of_half, NULL },
	{ 'k', ONE | TWO, 0, hour_to_24, NULL },
	{ 'm', ONE | TWO, 0, minute, NULL },
	{ 's', ONE | TWO, 0, second, NULL },
	{ 'w', ONE | TWO, ONE, american_week_number, NULL },
	{ 'x', ONE, 0, NULL, write_unix_ms },
	{ 'y', ONE | TWO | THREE | FOUR, ONE, era_year, NULL },
	{ 'z', ONE | TWO, 0, NULL, write_zone },
};

/* Shorthands for formats, longest first; lower case ones are shorter. */
static const struct {
	const char *token, *format;
} localized[] = {
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

/* What stands at the start of a format. */
typedef struct {
	const Letter *letter;  // NULL: literal text
	const char *expansion; // of a shorthand
	bool is_ordinal;
	int count;     // letters without the `o`
	size_t length; // bytes of the format
} Token;

static const Letter *find_letter(char letter)
{
	for (size_t i = 0; i < G_N_ELEMENTS(letters); i++)
		if (letters[i].letter == letter)
			return &letters[i];
	return NULL;
}

static Token literal_token(const char *format)
{
	const char *next = format + 1;

	while (((unsigned char)*next & 0xC0) == 0x80)
		next++;
	return (Token){ .length = next - format };
}

static Token shorthand_token(const char *format)
{
	for (size_t i = 0; i < G_N_ELEMENTS(localized); i++)
		if (g_str_has_prefix(format, localized[i].token))
			return (Token){ .expansion = localized[i].format,
					.length = strlen(localized[i].token) };
	return literal_token(format);
}

static Token next_token(const char *format)
{
	if (*format == 'L' || *format == 'l')
		return shorthand_token(format);
	const Letter *letter = g_ascii_isalpha(*format) ? find_letter(*format) : NULL;
	int count = 1;

	while (letter && count < 9 && format[count] == *format)
		count++;
	while (letter && count > 0 && !(letter->runs & 1u << (count - 1)))
		count--;
	if (!letter || count == 0)
		return literal_token(format);
	bool is_ordinal = format[count] == 'o' && letter->ordinals & 1u << (count - 1);

	return (Token){ letter, NULL, is_ordinal, count, count + (size_t)is_ordinal };
}

/* The `]` that ends a literal: the last one before another `[`. NULL if there is none. */
static const char *bracket_end(const char *open)
{
	const char *end = NULL;

	for (const char *c = open + 1; *c && *c != '['; c++)
		if (*c == ']')
			end = c;
	return end;
}

static void put_format(Buffer *out, const Moment *moment, const char *format);

static void put_token(Buffer *out, const Moment *moment, const Token *token, const char *format)
{
	const Letter *letter = token->letter;

	if (token->expansion)
		put_format(out, moment, token->expansion);
	else if (!letter)
		buffer_put_bytes(out, format, token->length);
	else if (token->is_ordinal)
		put_ordinal(out, letter->number(moment, token->count));
	else if (letter->write)
		letter->write(out, moment, token->count);
	else
		put_padded(out, letter->number(moment, token->count), token->count);
}

static void put_format(Buffer *out, const Moment *moment, const char *format)
{
	while (*format && !out->is_cut) {
		bool is_escaped = *format == '\\';
		const char *end = *format == '[' ? bracket_end(format) : NULL;

		if (end) {
			buffer_put_bytes(out, format + 1, end - format - 1);
			format = end + 1;
			continue;
		}
		format += is_escaped;
		if (!*format)
			break;
		Token token = next_token(format);

		if (is_escaped && *format != '\\')
			buffer_put_bytes(out, format, token.length);
		else if (!is_escaped)
			put_token(out, moment, &token, format);
		format += token.length;
	}
}

size_t moment_format(double time_ms, GTimeZone *zone, const char *format, char *out, size_t size)
{
	Buffer buffer = buffer_in(out, size);

	if (!(fabs(time_ms) <= TIME_MS_MAX)) {
		buffer_put(&buffer, "Invalid date");
		return buffer.length;
	}
	Moment moment = { .time_ms = (int64_t)time_ms, .zone = zone };

	moment.civil = civil_time(moment.time_ms, zone);
	put_format(&buffer, &moment, format);
	return buffer.length;
}
