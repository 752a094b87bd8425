#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "renderer/arena.h"
#include "renderer/data/display.h"
#include "renderer/data/frame.h"
#include "renderer/model/time-range.h"

/** A variable's current value: one or several texts with their labels. */
typedef struct {
	const char *name;
	const char *type;	  // "query", "custom", "datasource", ...; NULL for scoped values
	const char **values;
	const char **texts;	  // labels, one a value
	size_t n_values;
	bool is_multi;		  // a list even with one element
	bool include_all;
	bool is_all;		  // All is selected; `values` are then all options
	const char *all_value;	  // custom All value, or NULL
	bool is_url_skipped;	  // not part of queryparam and __all_variables
	bool has_failed;	  // its query did; the values are saved ones
	const char *url_value;	  // what URLs have for it ("$__auto"), or NULL: All or the values
} VariableValue;

/** The datum a text is about: for ${__field...}, ${__data...}, ${__value...}, ${__series.name}. */
typedef struct {
	Frames *frames;
	Frame *frame;
	int frame_index;
	Field *field;
	int row;		     // -1: none
	const DisplayValue *display; // the reduced value, or NULL; goes before the row's
	const char *calc;	     // reducer id for ${__calc}, or NULL
	const DisplayContext *context;
} DatumScope;

/**
 * What ${...} can stand for. Looked up in this order: scoped, variables, datum, built-ins.
 * Whatever is NULL leaves the names it would give as they are written.
 */
typedef struct Interpolator {
	const VariableValue *scoped; // a repeat's own value, __interval; innermost first
	size_t n_scoped;
	const VariableValue *variables;
	size_t n_variables;
	const DatumScope *datum; // or NULL
	const TimeRange *range;
	GTimeZone *zone;	 // the dashboard's
	const char *zone_name;	 // IANA name or "utc"
	GTimeZone *browser_zone; // of ${x:date:...}; NULL: `zone`
	const char *dashboard_title, *dashboard_uid;
	const char *user_login, *user_email;
	const char *org_name;
	int64_t user_id, org_id;
	const char *url_path;	// of the page: "/grafana/d-solo/uid/name"
	const char *url_search; // "?orgId=1&panelId=2", encoded as in the URL
} Interpolator;

/**
 * A format given by the caller in place of a name: how one data source writes values.
 * `variable` is whole, so that multi and includeAll can be told; a list may be empty.
 */
typedef char *(*VariableFormatter)(Arena *arena, const VariableValue *variable);

/**
 * Expands `$name`, `[[name]]`, `${name.path:format}`. Unknown names stay as written. One pass.
 *
 * format     the default format's id ("text", "regex", ...), NULL for glob
 * formatter  used instead of `format` when not NULL
 *
 * Returns a text of the arena, bounded to 1 MiB (the rest is left out).
 * Source: Grafana 12.3 with scenes 6.42, variables/interpolation.
 */
const char *interpolate(Arena *arena, const Interpolator *interpolator, const char *text,
			const char *format);
const char *interpolate_with(Arena *arena, const Interpolator *interpolator, const char *text,
			     VariableFormatter formatter);

/** A deep copy of `json` with every text in it expanded; the arena keeps it. */
json_object *interpolate_json(Arena *arena, const Interpolator *interpolator, json_object *json,
			      const char *format, VariableFormatter formatter);
