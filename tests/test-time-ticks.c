#include "renderer/chart/time-ticks.h"

#include <math.h>

#define HOUR_MS 3600e3
#define DAY_MS (24 * HOUR_MS)

typedef struct {
	const char *zone;
	double from, to, increment;
	size_t n;
	double first, second;
} Case;

static Ticks ticks_of(Arena *arena, const Case *row)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(row->zone);
	Scale scale = scale_fixed(SCALE_TIME, row->from, row->to);

	g_assert_nonnull(zone);
	return ticks_time(arena, &scale, row->increment, 2, zone);
}

/* Steps and first ticks read off recorded Grafana 12.3 panels, in UTC, and of other zones. */
static void test_round_times_of_the_zone(void)
{
	static const Case rows[] = {
		/* timeseries-stacking2-14: 12/15, 12/17 .. every second day, past the month's end */
		{ "UTC", 1639455966000, 1642581845000, 2 * DAY_MS, 18, 1639526400000, 1639699200000 },
		/* timeseries-19: 11:30, 11:35 .. 12:00 */
		{ "UTC", 1736940600000, 1736942400000, 300e3, 7, 1736940600000, 1736940900000 },
		/* half-hour zone: 6 h steps from its own midnight, 18:30 UTC */
		{ "Asia/Kolkata", 1736899200000, 1736985600000, 6 * HOUR_MS, 4, 1736901000000,
		  1736922600000 },
		/* year's end in Seoul, 9 h before UTC */
		{ "Asia/Seoul", 1735570800000, 1735743600000, DAY_MS, 3, 1735570800000,
		  1735657200000 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		Ticks ticks = ticks_of(arena, &rows[i]);

		g_assert_cmpuint(ticks.n, ==, rows[i].n);
		g_assert_cmpfloat(ticks.values[0], ==, rows[i].first);
		g_assert_cmpfloat(ticks.values[1], ==, rows[i].second);
	}
}

/* On 2025-03-30 Berlin's clocks skip 02:00: ticks stay on 00, 03, 06, 09. */
static void test_follows_a_change_of_clocks(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const Case row = { "Europe/Berlin", 1743289200000, 1743328800000, 3 * HOUR_MS, 0, 0, 0 };
	Ticks ticks = ticks_of(arena, &row);

	g_assert_cmpfloat(ticks.values[0], ==, 1743289200000);
	g_assert_cmpfloat(ticks.values[1], ==, 1743289200000 + 2 * HOUR_MS);
	g_assert_cmpfloat(ticks.values[2], ==, 1743289200000 + 5 * HOUR_MS);
}

static void test_label_formats(void)
{
	g_assert_cmpstr(time_label_format(500, 5e3), ==, "HH:mm:ss.SSS");
	g_assert_cmpstr(time_label_format(60e3, 600e3), ==, "HH:mm:ss");
	g_assert_cmpstr(time_label_format(300e3, 1800e3), ==, "HH:mm");
	g_assert_cmpstr(time_label_format(6 * HOUR_MS, 2 * DAY_MS), ==, "MM/DD HH:mm");
	g_assert_cmpstr(time_label_format(2 * DAY_MS, 30 * DAY_MS), ==, "MM/DD");
	g_assert_cmpstr(time_label_format(30 * DAY_MS, 400 * DAY_MS), ==, "YYYY-MM");
	g_assert_cmpstr(time_label_format(365 * DAY_MS, 4000 * DAY_MS), ==, "YYYY");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/time-ticks/round-times-of-the-zone", test_round_times_of_the_zone);
	g_test_add_func("/time-ticks/follows-a-change-of-clocks", test_follows_a_change_of_clocks);
	g_test_add_func("/time-ticks/label-formats", test_label_formats);
	return g_test_run();
}
