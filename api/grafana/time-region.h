#pragma once

#include "api/grafana/annotation-event.h"

#include "renderer/model/time-range.h"

/**
 * The spans of a repeated time of the week that overlap a range, as events: `region` has from and
 * to ("HH:mm"), fromDayOfWeek and toDayOfWeek (1 Monday to 7 Sunday) and timezone.
 *
 * name  the events' text
 * zone  for a region without a timezone of its own
 *
 * Source: Grafana 12.3, core/utils/timeRegions.ts.
 */
void time_region_events(AnnotationEvents *events, json_object *region, const char *name,
			const TimeRange *range, GTimeZone *zone);
