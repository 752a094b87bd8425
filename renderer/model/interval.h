#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "renderer/arena.h"

/**
 * A step between points as text: `10s`, `1m`, `1.5h` (the fraction is cut), a bare number in
 * seconds. Units: ms s m h d w M (30 days) y (365 days); what follows the unit is left out.
 *
 * Returns false, with `ms` untouched, when it is none of these.
 * Source: Grafana 12.3, grafana-data/src/datetime/rangeutil.ts, describeInterval().
 */
bool interval_parse(const char *text, double *ms);

/**
 * range / points, rounded to Grafana's steps, at least `least_ms` (1 if there is no limit).
 *
 * Source: Grafana 12.3, grafana-data/src/datetime/rangeutil.ts, calculateInterval().
 */
int64_t interval_calculate(int64_t range_ms, double max_points, double least_ms);

/**
 * The largest whole unit of y (365 days), d, h, m, s, ms: 90 s is "1m".
 *
 * Source: Grafana 12.3, grafana-data/src/datetime/rangeutil.ts, secondsToHms().
 */
char *interval_text(Arena *arena, int64_t interval_ms);
