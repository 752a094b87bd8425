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
	int fiscal_start;    // first month of the fiscal year, 0 January
	const char *now_delay; // dashboard's nowDelay, or NULL
} TimeContext;

/**
 * One end of a range: `now-6h`, `now/d`, ISO 8601, `<ISO>||/d`, epoch ms, `YYYYMMDD`,
 * `YYYYMMDDTHHmmss`, `YYYY-MM-DD HH:mm:ss`.
 *
 * is_to  rounding goes to the last millisecond of the unit instead of the first
 *
 * Returns false for an unreadable text.
 * Source: Grafana 12.3, grafana-data/src/datetime/datemath.ts; scenes 6.42, utils/parseUrlParam.
 */
bool time_parse(const char *text, const TimeContext *context, bool is_to, int64_t *time_ms);

/** The range of two texts; an unreadable or missing end takes Grafana's now-6h, now. */
TimeRange time_range(Arena *arena, const char *from, const char *to, const TimeContext *context);

bool time_range_is_relative(const TimeRange *range); // an end has "now"

/** A panel's own time settings; texts may be NULL. */
typedef struct {
	const char *time_from, *time_shift; // interpolated
	bool is_hidden;			    // hideTimeOverride
} TimeOverride;

/**
 * The range a panel shows, and in `info` the header's text ("Last 1 hour"), or NULL.
 * Source: Grafana 12.3, dashboard-scene/scene/panel-timerange/PanelTimeRange.tsx.
 */
TimeRange time_range_override(Arena *arena, const TimeRange *range, const TimeOverride *override,
			      const TimeContext *context, const char **info);

/** A zone by name: IANA, `utc`, `browser` and "" (both take `browser_zone`); unref after use. */
GTimeZone *time_zone_find(const char *name, const char *browser_zone);

/** `10s`, `1m`, `1.5h` (the fraction is cut), a bare number in seconds; false if it is none. */
bool interval_parse(const char *text, double *ms);

/** range / points, rounded to Grafana's steps, at least `least_ms` (1 if there is no limit). */
int64_t interval_calculate(int64_t range_ms, double max_points, double least_ms);

/** The largest whole unit: 90 s is "1m". */
char *interval_text(Arena *arena, int64_t interval_ms);
