#pragma once

#include <glib.h>

#include "renderer/chart/ticks.h"

/**
 * Ticks of a time axis at round times of the zone: midnights, first days of months.
 *
 * scale       in ms
 * increment   one of increments_time()
 * space_part  distance of ticks by the least distance that labels need
 *
 * Source: pictures of Grafana 12.3.
 */
Ticks ticks_time(Arena *arena, const Scale *scale, double increment, double space_part,
		 GTimeZone *zone);

/**
 * The moment format for labels of a time axis, by the distance of its ticks and what it shows.
 * Source: Grafana 12.3, uPlot/config/UPlotAxisBuilder.ts.
 */
const char *time_label_format(double increment_ms, double range_ms);
