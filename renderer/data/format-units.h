#pragma once

#include "renderer/data/format.h"

/** The format of one of Grafana's own ids; NULL for any other text. */
const ValueFormat *unit_find(const char *id);

/*
 * The kinds of units. `out` is empty before; `value` may be NaN or infinite, but is never null
 * or absent. What each takes from ValueFormat:
 */

/* unit: the text behind (format_prefix: before) the number, may be empty */
ValueFormatter format_fixed, format_prefix;

/* unit: the text behind the step's prefix; offset: steps the stored number has already */
ValueFormatter format_si, format_binary;

/* unit: what follows "K", "M" ..., or the currency's sign */
ValueFormatter format_count, format_currency, format_currency_suffix;

/* unit: the sign, with ":suffix" after it when it stands behind the number */
ValueFormatter format_financial;

/* unit: "True/False"; "-" is false when there is no slash */
ValueFormatter format_boolean;

ValueFormatter format_short, format_psi, format_percent, format_percent_unit;
ValueFormatter format_hex, format_hex_0x, format_scientific, format_locale, format_as_text;

/* Times, in format-time.c. */
ValueFormatter format_nanoseconds, format_microseconds, format_milliseconds, format_seconds;
ValueFormatter format_minutes, format_hours, format_days, format_timeticks;
ValueFormatter format_duration_ms, format_duration_s, format_hms, format_dhms;
ValueFormatter format_clock_ms, format_clock_s;

/* unit: the moment format; a date of today loses what stands before the first space */
ValueFormatter format_date, format_date_unless_today;

ValueFormatter format_system_date, format_from_now;
