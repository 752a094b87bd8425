#pragma once

#include "renderer/data/frame.h"
#include "renderer/model/time-range.h"

/**
 * What a panel with `timeCompare` asks besides its own queries: the same for an earlier range. The
 * frames that come are drawn over the others, see graph-compare.h.
 *
 * Source: Grafana 12.3, dashboard-scene/scene/panel-timerange/PanelTimeRange.tsx and utils.ts.
 */

/**
 * The earlier range.
 *
 * time_compare  how far back ("1d", "2w"), or "__previousPeriod"
 *
 * Returns NULL, or what Grafana says of an unreadable text.
 */
const char *time_compare_range(Arena *arena, const TimeRange *range, const char *time_compare,
			       TimeRange *earlier);

/** The targets that do not opt out with `timeRangeCompare: false`. */
json_object *time_compare_targets(Arena *arena, json_object *targets);

/**
 * Marks a frame of the earlier range by refId ("A-compare") and meta.
 *
 * diff_ms  from the panel's range to the earlier one: negative
 */
void time_compare_mark(Arena *arena, Frame *frame, int64_t diff_ms);
