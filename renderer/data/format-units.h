#pragma once

#include "renderer/data/format.h"

typedef struct Unit Unit;

/** Fills `out`, which is empty before. `value` is finite or not, never missing. */
typedef void (*UnitFormatter)(const Unit *unit, double value, const FormatOptions *options,
			      FormattedValue *out);

/** A row of the table of units. */
struct Unit {
	const char *id;
	UnitFormatter format;
	const char *text;  // the unit: "B/s"
	const char *other; // "False" of a boolean, a date without its day
	int offset;	   // power of the base that numbers are stored in: 1 for kilobytes
};

/** NULL for an id that is not in the table. */
const Unit *unit_find(const char *id);

/* How the kinds of units are written. */
void format_fixed(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_si(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_binary(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_count(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_short(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_psi(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_currency(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_currency_suffix(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_boolean(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_percent(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_percent_unit(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_hex(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_hex_0x(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_scientific(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_locale(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_as_text(const Unit *, double, const FormatOptions *, FormattedValue *);

/* Times and durations, in format-time.c. */
void format_nanoseconds(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_microseconds(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_milliseconds(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_seconds(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_minutes(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_hours(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_days(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_duration_ms(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_duration_s(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_hms(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_dhms(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_timeticks(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_clock_ms(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_clock_s(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_date(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_date_system(const Unit *, double, const FormatOptions *, FormattedValue *);
void format_from_now(const Unit *, double, const FormatOptions *, FormattedValue *);
