#include "renderer/model/time-text.h"

#include <string.h>

#include "renderer/data/moment.h"
#include "renderer/model/date-math.h"
#include "renderer/model/time-range.h"

/* What is left to read. Every take_...() moves on when it fits, and only then. */
typedef struct {
	const char *at, *end;
} Reader;

typedef struct {
	int year, month, day, hour, minute, second, millisecond;
	bool has_offset;
	int offset_s;
} IsoTime;

static bool take_char(Reader *reader, char c)
{
	if (reader->at >= reader->end || *reader->at != c)
		return false;
	reader->at++;
	return true;
}

static bool take_number(Reader *reader, int digits, int least, int most, int *number)
{
	int value = 0;

	if (reader->end - reader->at < digits)
		return false;
	for (int i = 0; i < digits; i++) {
		if (!g_ascii_isdigit(reader->at[i]))
			return false;
		value = value * 10 + (reader->at[i] - '0');
	}
	if (value < least || value > most)
		return false;
	reader->at += digits;
	*number = value;
	return true;
}

static bool take_date(Reader *reader, IsoTime *time)
{
	if (!take_number(reader, 4, 0, 9999, &time->year))
		return false;
	bool is_extended = take_char(reader, '-');

	if (reader->at == reader->end)
		return !is_extended;
	if (!take_number(reader, 2, 1, 12, &time->month))
		return false;
	if (is_extended && reader->at == reader->end)
		return true;
	if (is_extended && !take_char(reader, '-'))
		return false;
	return take_number(reader, 2, 1, 31, &time->day) &&
	       g_date_valid_dmy((GDateDay)time->day, (GDateMonth)time->month,
				(GDateYear)MAX(time->year, 1));
}

/* Digits after the second; more than three are cut. */
static void take_fraction(Reader *reader, IsoTime *time)
{
	int scale = 100;

	while (reader->at < reader->end && g_ascii_isdigit(*reader->at)) {
		time->millisecond += (*reader->at++ - '0') * scale;
		scale /= 10;
	}
}

static bool take_clock(Reader *reader, IsoTime *time)
{
	if (!take_number(reader, 2, 0, 24, &time->hour))
		return false;
	bool is_extended = take_char(reader, ':');

	if (!take_number(reader, 2, 0, 59, &time->minute))
		return !is_extended;
	if (is_extended && !take_char(reader, ':'))
		return true;
	if (!take_number(reader, 2, 0, 59, &time->second))
		return !is_extended;
	if (take_char(reader, '.') || take_char(reader, ','))
		take_fraction(reader, time);
	return true;
}

/* Nothing, `Z`, `+02`, `+0200` or `+02:00`. */
static bool take_offset(Reader *reader, IsoTime *time)
{
	int hours, minutes = 0;

	if (reader->at == reader->end)
		return true;
	time->has_offset = true;
	if (take_char(reader, 'Z'))
		return true;
	int sign = take_char(reader, '-') ? -1 : 1;

	if (sign > 0 && !take_char(reader, '+'))
		return false;
	if (!take_number(reader, 2, 0, 23, &hours))
		return false;
	if (reader->at < reader->end) {
		take_char(reader, ':');
		if (!take_number(reader, 2, 0, 59, &minutes))
			return false;
	}
	time->offset_s = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool iso_time_parse(const char *text, size_t length, GTimeZone *zone, int64_t *time_ms)
{
	Reader reader = { text, text + length };
	IsoTime time = { .month = 1, .day = 1 };

	if (!take_date(&reader, &time))
		return false;
	if (reader.at < reader.end) {
		if (!take_char(&reader, 'T') && !take_char(&reader, ' '))
			return false;
		if (!take_clock(&reader, &time) || !take_offset(&reader, &time))
			return false;
	}
	if (reader.at != reader.end)
		return false;
	if (time.hour == 24 && (time.minute || time.second || time.millisecond))
		return false;
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();

	*time_ms = civil_to_ms(time.year, time.month, time.day, time.hour, time.minute,
			       time.second, time.millisecond, time.has_offset ? utc : zone);
	*time_ms -= time.offset_s * INT64_C(1000);
	return true;
}

/* JavaScript's parseInt(): leading blanks and a sign, then digits; what follows is left out. */
static bool leading_integer(const char *text, double *number)
{
	while (g_ascii_isspace(*text))
		text++;
	double sign = *text == '-' ? -1 : 1;

	if (*text == '-' || *text == '+')
		text++;
	if (!g_ascii_isdigit(*text))
		return false;
	*number = 0;
	for (; g_ascii_isdigit(*text); text++)
		*number = *number * 10 + (*text - '0');
	*number *= sign;
	return true;
}

static bool is_all_digits(const char *text)
{
	text += *text == '-';
	return *text && strspn(text, "0123456789") == strlen(text);
}

/* "5m": passed on though it is no end of a range, so that the range becomes the default. */
static bool is_bare_interval(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits > 0 && text[digits] && strchr("yYmMsSwWhHdD", text[digits]) &&
	       text[digits + 1] == '\0';
}

static bool is_calendar_length(size_t length)
{
	static const size_t lengths[] = {
		8,  // YYYYMMDD
		15, // YYYYMMDDTHHmmss
		19, // YYYY-MM-DD HH:mm:ss
		24, // YYYY-MM-DDTHH:mm:ss.SSSZ
	};

	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++)
		if (length == lengths[i])
			return true;
	return false;
}

const char *time_from_url(Arena *arena, const char *text)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	int64_t time_ms;
	double epoch;

	if (!text)
		return NULL;
	if (strstr(text, "now") || is_bare_interval(text))
		return arena_strdup(arena, text);
	if (is_calendar_length(strlen(text)) &&
	    iso_time_parse(text, strlen(text), utc, &time_ms))
		return arena_printf(arena, "%" G_GINT64_FORMAT, time_ms);
	if (!leading_integer(text, &epoch) || !date_is_valid(epoch))
		return NULL;
	return arena_printf(arena, "%.0f", epoch);
}

bool time_parse(const char *text, const TimeContext *context, bool is_to, int64_t *time_ms)
{
	if (!text || !*text)
		return false;
	if (g_str_has_prefix(text, "now")) {
		int64_t result = context->now_ms;

		if (!date_math_apply(text + strlen("now"), context, is_to, &result))
			return false;
		*time_ms = result;
		return true;
	}
	double epoch;

	/* Eight digits are a date. */
	if (is_all_digits(text) && strlen(text) != 8) {
		if (!leading_integer(text, &epoch) || !date_is_valid(epoch))
			return false;
		*time_ms = (int64_t)epoch;
		return true;
	}
	const char *bars = strstr(text, "||");
	size_t length = bars ? (size_t)(bars - text) : strlen(text);
	int64_t result;

	if (!iso_time_parse(text, length, context->zone, &result))
		return false;
	if (bars && !date_math_apply(bars + 2, context, is_to, &result))
		return false;
	*time_ms = result;
	return true;
}
