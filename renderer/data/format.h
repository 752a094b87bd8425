#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/** A value as it is shown: prefix + text + suffix; the suffix has its own leading space. */
typedef struct {
	char prefix[40];
	char text[160];
	char suffix[96];
} FormattedValue;

/** What a formatter needs to know beside the value. */
typedef struct {
	double decimals;      // NAN: automatic
	GTimeZone *time_zone; // of the panel; for the date units
	int64_t now_ms;	      // for "from now" and "no date if today"
	bool with_ms;	      // dates of dense time columns show milliseconds

	/* The server's own date formats, moment tokens; NULL is Grafana's default. */
	const char *full_date, *full_date_ms;
} FormatOptions;

typedef struct ValueFormat ValueFormat;

typedef void ValueFormatter(const ValueFormat *self, double value, const FormatOptions *options,
			    FormattedValue *out);

/** A unit id resolved once and used for many values. */
struct ValueFormat {
	ValueFormatter *format;
	const char *unit; // the part of the id, or of a table, that is shown; not owned
	int offset;	  // power of 1000 or 1024 that the values have already
};

/**
 * Finds the formatter of a unit: one of Grafana's ids, a custom form (`si:`, `prefix:`,
 * `suffix:`, `time:`, `count:`, `currency:`, `bool:`), else the unit's own text as suffix.
 *
 * unit  must outlive the result; NULL or empty is `none`
 *
 * Source: Grafana 12.3, grafana-data/src/valueFormats.
 */
ValueFormat value_format(const char *unit);

/**
 * Formats; allocates nothing. Texts longer than a field of `out` are cut at a character; null
 * and absent values give no text at all.
 */
void value_format_apply(const ValueFormat *format, double value, const FormatOptions *options,
			FormattedValue *out);

bool unit_is_date(const char *unit);   // dateTime*, time:
bool unit_is_binary(const char *unit); // bytes, bits, ...: ticks at powers of two
