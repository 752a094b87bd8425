#include "renderer/chart/time-ticks.h"

#include "renderer/data/moment.h"
#include "renderer/data/time-unit.h"

#include <math.h>
#include <string.h>

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

/*
 * The first tick: a multiple of the step from local midnight, or a midnight for steps of days. The
 * clock at the scale's start counts: on a day on which clocks change, the day's own midnight may be
 * an hour nearer or farther than it says.
 */
static double first_tick(const Walk *walk, CivilTime first)
{
	double unit = walk->increment >= DAY ? DAY : walk->increment;
	double since_midnight = first.hour * HOUR + first.minute * MINUTE + first.second * SECOND +
				first.millisecond;

	return walk->scale->min - since_midnight + ceil(since_midnight / unit) * unit;
}

/* A change of clocks moves a tick by an hour: this is how far it is from its round hour. */
static double clock_shift(double time, double expected_hour, GTimeZone *zone)
{
	double shift = civil_time((int64_t)time, zone).hour - expected_hour;

	return (shift > 1 ? -1 : shift) * HOUR;
}

/*
 * Steps up to days. Those of more than an hour follow the clock through its changes; a tick that
 * would come too close to the one before is left out. As in the browser the first tick is there
 * even where it lies beyond the end, and the end is looked for before the clock is.
 */
static void walk_clock(Walk *walk, CivilTime first, double space_part)
{
	const double least_part = 0.7;
	double time = first_tick(walk, first), step_hours = walk->increment / HOUR;
	double hour = civil_time((int64_t)time, walk->zone).hour;
	double last = time;

	g_array_append_val(walk->values, time);
	for (time += walk->increment; !walk_is_over(walk, time); time += walk->increment) {
		if (step_hours > 1) {
			hour = fmod(hour + step_hours, 24);
			time -= clock_shift(time, floor(hour), walk->zone);
			if ((time - last) / walk->increment * space_part < least_part)
				continue;
		}
		walk_add(walk, time);
		last = time;
	}
}

/* Months and years: on first days, from the first one that is not before the start. */
static void walk_months(Walk *walk, CivilTime first, int step, bool is_years)
{
	int month = is_years ? 1 : first.month;
	double start = (double)civil_to_ms(first.year, month, 1, 0, 0, 0, 0, walk->zone);

	if (start < walk->scale->min)
		month += step;
	for (;; month += step) {
		double time = (double)civil_to_ms(first.year, month, 1, 0, 0, 0, 0, walk->zone);

		if (walk_is_over(walk, time))
			break;
		walk_add(walk, time);
	}
}

Ticks ticks_time(Arena *arena, const Scale *scale, double increment, double space_part,
		 GTimeZone *zone)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
	Walk walk = { values, scale, zone, increment };
	CivilTime first = civil_time((int64_t)scale->min, zone);

	if (increment >= YEAR)
		walk_months(&walk, first, 12 * (int)(increment / YEAR), true);
	else if (increment >= MONTH)
		walk_months(&walk, first, (int)(increment / MONTH), false);
	else if (increment > 0)
		walk_clock(&walk, first, space_part);
	return ticks_of_values(arena, values);
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
