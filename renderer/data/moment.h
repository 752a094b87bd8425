#pragma once

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

/* Times on clock and calendar. A `zone` that is NULL means UTC. */

/** Times further from 1970 are none to JavaScript. */
#define TIME_MS_MAX 8.64e15

/** A time in a zone, as clock and calendar show it. month 1..12, weekday 0 = Sunday. */
typedef struct {
	int year, month, day, hour, minute, second, millisecond, weekday;
	int day_of_year; // 1..366
	int offset_s;	 // from UTC
} CivilTime;

CivilTime civil_time(int64_t time_ms, GTimeZone *zone);

/**
 * The instant of a wall-clock time; fields beyond their range carry over (month 13, day 0).
 * A time that a change of clocks skips moves forward; of a doubled one the first is meant.
 * Instants beyond int64_t are cut to its ends.
 */
int64_t civil_to_ms(int year, int month, int day, int hour, int minute, int second, int ms,
		    GTimeZone *zone);

/**
 * Formats a time the way moment.js does, in English.
 *
 * format  moment tokens (`YYYY-MM-DD HH:mm:ss.SSS`, `[literal]`, `LT`, ...)
 *
 * Returns the length written; `out` is always terminated and cut at a character when too small.
 * What is no number, or beyond TIME_MS_MAX, gives "Invalid date".
 * Source: momentjs.com/docs, "Format".
 */
size_t moment_format(double time_ms, GTimeZone *zone, const char *format, char *out, size_t size);

/**
 * Reads a time as moment.js does by a format, when it is not strict: each token takes the next
 * text that fits it, what stands between is left out, and tokens may be missing at the end.
 *
 * format  tokens of years, months, days, hours, minutes, seconds, fractions, halves of the day,
 *         offsets and of instants (X, x); weeks and weekdays do not count
 * zone    of texts without an offset
 * now_ms  gives the date where the text has only a time
 *
 * Returns NAN where nothing fits, no such day or time exists, or the text is absurdly long.
 * Source: momentjs.com/docs, "String + Format"; moment 2.30, from-string-and-format.
 */
double moment_parse(const char *text, const char *format, GTimeZone *zone, int64_t now_ms);

/** "January" and so on. */
extern const char *const moment_months[12];

/**
 * moment's fromNow(): "a few seconds ago", "in 2 days".
 *
 * Source: momentjs.com/docs, "Time from now"; months are counted on the calendar of UTC.
 */
void moment_from_now(double time_ms, int64_t now_ms, char *out, size_t size);
