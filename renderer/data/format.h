#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "renderer/data/number.h"

/** A value as it is shown: prefix + text + suffix; the suffix has its own leading space. */
typedef struct {
	char prefix[40];
	char text[160];
	char suffix[48];
} FormattedValue;

/** What a formatter needs to know beside the value. */
typedef struct {
	double decimals;      // NAN: automatic
	GTimeZone *time_zone; // of the panel; for the date units
	int64_t now_ms;       // for "from now" and "no date if today"
	bool with_ms;         // dates of dense time columns show milliseconds
} FormatOptions;

/**
 * A unit id resolved once and used for many values. Holds no memory of its own: `unit` must
 * outlive it.
 */
typedef struct ValueFormat ValueFormat;
struct ValueFormat {
	void (*format)(const ValueFormat *self, double value, const FormatOptions *options,
		       FormattedValue *out);
	const void *row; // of the table of units; NULL for custom forms
	const char *argument; // custom forms: what follows the colon; else the unit id
};

/**
 * Finds the formatter of a unit: one of Grafana's ids, a custom form (`si:`, `prefix:`,
 * `suffix:`, `time:`, `count:`, `currency:`, `bool:`), else the unit's own text as suffix.
 * NULL or empty is `none`.
 *
 * Source: Grafana 12.3, grafana-data/src/valueFormats.
 */
ValueFormat value_format(const char *unit);

/** Formats; allocates nothing. Texts longer than a field of `out` are cut at a character. */
void value_format_apply(const ValueFormat *format, double value, const FormatOptions *options,
			FormattedValue *out);

bool unit_is_date(const char *unit);   // dateTime*, time:
bool unit_is_binary(const char *unit); // bytes, bits, ...: ticks at powers of two
