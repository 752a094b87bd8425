#include "renderer/chart/time-ticks.h"

#include "renderer/data/moment.h"

#include <math.h>
#include <string.h>

#define SECOND 1e3
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define MONTH (30 * DAY)
#define YEAR (365 * DAY)

/* Walks from a round time before the scale's start to its end. */
typedef struct {
	GArray *values;
	const Scale *scale;
	GTimeZone *zone;
	double increment;
} Walk;

static bool walk_is_over(const Walk *walk, double time)
{
	return time > walk->scale->max || walk->values->len >= MAX_TICKS;
}

static void walk_add(Walk *walk, double time)
{
	if (time >= walk->scale->min)
		g_array_append_val(walk->values, time);
}

static double start_of_day(CivilTime time, GTimeZone *zone)
{
	return (double)civil_to_ms(time.year, time.month, time.day, 0, 0, 0, 0, zone);
}

static double start_of_month(CivilTime time, GTimeZone *zone)
{
	return (double)civil_to_ms(time.year, time.month, 1, 0, 0, 0, 0, zone);
}

/* Steps shorter than an hour, or of one hour, are counted from local midnight. */
static void walk_short(Walk *walk, CivilTime first)
{
	double midnight = start_of_day(first, walk->zone);
	double skipped = ceil((walk->scale->min - midnight) / walk->increment) * walk->increment;

	for (double time = midnight + skipped; !walk_is_over(walk, time); time += walk->increment)
		walk_add(walk, time);
}

/* Several hours: a change of clocks shifts the following ticks back to round hours. */
static void walk_hours(Walk *walk, CivilTime first)
{
	int step = (int)(walk->increment / HOUR);
	double time = start_of_day(first, walk->zone) +
		      walk->increment * floor(first.hour / (double)step);

	for (; !walk_is_over(walk, time); time += walk->increment) {
		if (civil_time((int64_t)time, walk->zone).hour % step > 0) {
			int before = civil_time((int64_t)(time - HOUR), walk->zone).hour;

			time += before % step == 0 ? -HOUR : HOUR;
			if (walk_is_over(walk, time))
				break;
		}
		walk_add(walk, time);
	}
}

/* Days are counted from the first of each month; a 31st too close to the next 1st is dropped. */
static void walk_days(Walk *walk, CivilTime first)
{
	int step = (int)(walk->increment / DAY);
	double time = start_of_month(first, walk->zone) +
		      walk->increment * floor((first.day - 1) / (double)step);

	for (; !walk_is_over(walk, time); time += walk->increment) {
		CivilTime civil = civil_time((int64_t)time, walk->zone);

		if (civil.hour != 0) {
			time += civil.hour > 12 ? HOUR : -HOUR;
			civil = civil_time((int64_t)time, walk->zone);
		}
		if ((civil.day - 1) % step > 0) {
			time = start_of_month(civil, walk->zone);
			guint n = walk->values->len;

			if (n && time - g_array_index(walk->values, double, n - 1) <
					 walk->increment * 0.7)
				g_array_set_size(walk->values, n - 1);
		}
		if (walk_is_over(walk, time))
			break;
		walk_add(walk, time);
	}
}

static void walk_months(Walk *walk, CivilTime first, int step)
{
	for (int month = 1;; month += step) {
		double time = (double)civil_to_ms(first.year, month, 1, 0, 0, 0, 0, walk->zone);

		if (walk_is_over(walk, time))
			break;
		walk_add(walk, time);
	}
}

Ticks ticks_time(Arena *arena, const Scale *scale, double increment, GTimeZone *zone)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
	Walk walk = { values, scale, zone, increment };
	CivilTime first = civil_time((int64_t)scale->min, zone);

	if (increment <= 0)
		;
	else if (increment >= YEAR)
		walk_months(&walk, first, 12 * (int)(increment / YEAR));
	else if (increment >= MONTH)
		walk_months(&walk, first, (int)(increment / MONTH));
	else if (increment >= DAY)
		walk_days(&walk, first);
	else if (increment > HOUR)
		walk_hours(&walk, first);
	else
		walk_short(&walk, first);
	Ticks ticks = {
		.values = arena_new_array(arena, double, values->len + 1),
		.has_label = arena_new_array(arena, bool, values->len + 1),
		.n = values->len,
	};

	if (values->len)
		memcpy(ticks.values, values->data, values->len * sizeof(double));
	memset(ticks.has_label, true, ticks.n);
	return ticks;
}

const char *time_label_format(double increment_ms, double range_ms)
{
	if (increment_ms < SECOND)
		return "HH:mm:ss.SSS";
	if (increment_ms <= MINUTE)
		return "HH:mm:ss";
	if (range_ms <= DAY)
		return "HH:mm";
	if (increment_ms <= DAY)
		return "MM/DD HH:mm";
	if (range_ms < YEAR)
		return "MM/DD";
	if (floor(increment_ms / DAY + 0.5) * DAY == YEAR)
		return "YYYY";
	if (increment_ms <= YEAR)
		return "YYYY-MM";
	return "YYYY";
}
