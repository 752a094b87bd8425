#pragma once

#include "renderer/model/interpolate.h"

/** How a value stands in a URL (format `queryparam`). */
typedef enum {
	URL_STATE_NONE,	    // it has none of its own: the values, each strictly encoded
	URL_STATE_VARIABLE, // a variable's: All, `url_value` or the values, encoded as Grafana's URLs
	URL_STATE_SKIPPED,  // nothing
} UrlState;

/** What a format writes. */
typedef struct {
	const char *name;
	const char *const *values;
	size_t n_values; // 1 unless is_list
	bool is_list;
	const char *const *texts; // labels for the format `text`; NULL: the values
	size_t n_texts;
	UrlState url_state;
	const char *url_value; // of URL_STATE_VARIABLE, or NULL: the values
	GTimeZone *zone;       // of dates; NULL is UTC
} Formatted;

/**
 * Appends `subject` in the format `id:argument:argument`; an unknown id is glob, as is NULL.
 *
 * Source: Grafana's documentation, "Advanced variable format options"; scenes 6.42,
 * variables/interpolation/formatRegistry.
 */
void interpolate_format(GString *out, const char *format, const Formatted *subject);

/** `name=value` as Grafana's frontend writes URLs: as a browser's, but @ : $ , ; stay. */
void append_url_parameter(GString *out, const char *name, const char *value);
