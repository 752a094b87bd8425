#pragma once

#include "renderer/model/time-range.h"

/**
 * Applies operations such as `-6h`, `/d`, `+1M/fQ` to an instant, from left to right.
 *
 * Units: s m h d w M Q y; f before y or Q rounds to the fiscal one. Days and longer keep the
 * wall clock of context->zone, months and years end at the month's last day; hours and shorter
 * are absolute. Blanks are left out.
 *
 * is_to    `/unit` goes to the last millisecond of the unit instead of the first
 * time_ms  changed in place
 *
 * Returns false, with `time_ms` untouched, for what is no date math or leads beyond JavaScript's
 * dates (100 million days from 1970).
 * Source: Grafana 12.3, grafana-data/src/datetime/datemath.ts, parseDateMath().
 */
bool date_math_apply(const char *operations, const TimeContext *context, bool is_to,
		     int64_t *time_ms);

/** Whether an instant is one that a JavaScript date can have. */
bool date_is_valid(double time_ms);
