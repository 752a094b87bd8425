#pragma once

#include "renderer/arena.h"
#include "renderer/model/time-range.h"

/**
 * A time range in words, as its picker shows it: "Last 6 hours", "Yesterday",
 * "2025-01-15 06:00:00 to 2025-01-15 12:00:00".
 *
 * Source: Grafana 12.3, grafana-data/src/datetime/rangeutil.ts, describeTimeRange().
 */
const char *range_text(Arena *arena, const TimeRange *range, GTimeZone *zone, int64_t now_ms);

/** The zone's abbreviation when the range begins: "UTC", "CEST". */
const char *range_zone_text(Arena *arena, const TimeRange *range, GTimeZone *zone);
