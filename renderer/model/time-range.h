#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "renderer/arena.h"

/** An evaluated range, with the texts it came from ("now-6h"; epoch digits for absolute ends). */
typedef struct {
	int64_t from_ms, to_ms;
	const char *raw_from, *raw_to;
} TimeRange;

/** What evaluating relative times needs. */
typedef struct {
	int64_t now_ms;	     // one instant for the whole render
	GTimeZone *zone;     // for rounding to days and longer
	int week_start;	     // 0 Sunday .. 6 Saturday
	int fiscal_start;    // first month of the fiscal year, 0 January .. 11
	const char *now_delay; // dashboard's nowDelay, or NULL
} TimeContext;

/**
 * One end of a range as dashboards have it: `now-6h`, `now/d`, ISO 8601 (without an offset it is
 * in the context's zone), `<ISO>||/d`, epoch milliseconds.
 *
 * is_to  rounding goes to the last millisecond of the unit instead of the first
 *
 * Returns false for an unreadable text.
 * Source: Grafana 12.3, grafana-data/src/datetime/datemath.ts.
 */
bool time_parse(const char *text, const TimeContext *context, bool is_to, int64_t *time_ms);

/**
 * One end of a range as URLs have it, turned into what time_parse() reads: besides date math
 * `YYYYMMDD`, `YYYYMMDDTHHmmss`, `YYYY-MM-DD HH:mm:ss` and ISO 8601 with milliseconds, all in UTC
 * unless an offset is written, and epoch milliseconds.
 *
 * Returns NULL for an unreadable text; Grafana then takes the dashboard's own.
 * Source: scenes 6.42, utils/parseUrlParam.
 */
const char *time_from_url(Arena *arena, const char *text);

/** The range of two texts; an unreadable or missing end makes it Grafana's now-6h, now. */
TimeRange time_range(Arena *arena, const char *from, const char *to, const TimeContext *context);

/** The range of the URL's `time` and `time.window` (both in ms): half before, half after. */
TimeRange time_range_around(Arena *arena, int64_t center_ms, int64_t window_ms);

bool time_range_is_relative(const TimeRange *range); // an end has "now"

/** Of `now-6h` "Last 6 hours"; "" for a unit without a word, NULL for what is no span. */
const char *time_span_text(Arena *arena, const char *text, bool is_last);

/** A panel's own time settings; texts may be NULL. */
typedef struct {
	const char *time_from, *time_shift; // interpolated
	const char *time_compare;	    // changes only the header's text
	bool is_hidden;			    // hideTimeOverride
} TimeOverride;

/**
 * The range a panel shows, and in `info` the header's text ("Last 1 hour", "Timeshift -1h",
 * "Compared to day before", "invalid time override"), or NULL.
 *
 * Source: Grafana 12.3, dashboard-scene/scene/panel-timerange/PanelTimeRange.tsx.
 */
TimeRange time_range_override(Arena *arena, const TimeRange *range, const TimeOverride *override,
			      const TimeContext *context, const char **info);

/**
 * A zone by name: IANA, `utc`, `browser` and "" (both take `browser_zone`); unref after use.
 * An unknown name gives the browser's zone, an unknown zone of the browser UTC.
 */
GTimeZone *time_zone_find(const char *name, const char *browser_zone);

/** 0 Sunday .. 6 Saturday for a day's English name in any case; -1 for anything else. */
int week_start_parse(const char *day);
