#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "renderer/data/color-mode.h"
#include "renderer/data/format.h"
#include "renderer/data/frame.h"
#include "renderer/theme.h"

/** Where and when values are shown; the same for all fields of a render. */
typedef struct {
	const Theme *theme;
	GTimeZone *time_zone;
	int64_t now_ms;
} DisplayContext;

/** A value made ready to be shown. */
typedef struct {
	FormattedValue formatted;
	double numeric; // NAN where the value is no number
	double percent; // where in the field's range, 0..1, not clamped; NAN where no scale was asked
	Color color;
	const char *icon;      // from a mapping, or NULL
	const char *long_text; // all of a text that `formatted.text` cuts, else NULL
	bool is_mapped;	       // a mapping gave the text
} DisplayValue;

/**
 * Turns the values of one field into what is shown: mappings, unit, decimals, colour.
 * Made once a field (after its config is applied), used for many values.
 *
 * Source: Grafana 12.3, grafana-data/src/field/displayProcessor.ts.
 */
typedef struct {
	const Field *field;
	const DisplayContext *context;
	ValueFormat format;
	ColorScale scale;
	bool with_ms;
	bool unit_is_date;
	bool unit_is_text; // "string": nothing is a number
	bool takes_hint;   // decimals of an axis
} DisplayProcessor;

/**
 * `frame` is the field's own: time columns look at their first and last value. Field, context
 * and theme must outlive the processor.
 */
DisplayProcessor display_processor(const Frame *frame, const Field *field,
				   const DisplayContext *context);

/** Allocates nothing, regex mappings aside. */
DisplayValue display_value(const DisplayProcessor *processor, Value value);

/** As display_value(), with the decimals that an axis' increment needs (NAN: none). */
DisplayValue display_axis_value(const DisplayProcessor *processor, double value, double decimals);

enum { DISPLAY_TEXT_SIZE = sizeof(FormattedValue) };

/** The text without prefix and suffix, however long. */
const char *display_plain_text(const DisplayValue *value);

/** prefix + text + suffix, cut at a character; `out` holds DISPLAY_TEXT_SIZE bytes. */
void display_text(const DisplayValue *value, char *out);
