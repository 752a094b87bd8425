#include "renderer/chart/time-ticks.h"

#include <math.h>

#include "renderer/data/moment.h"

#define SECOND	1e3
#define MINUTE	(60 * SECOND)
#define HOUR	(60 * MINUTE)
#define DAY	(24 * HOUR)

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
		{ "UTC", 1639455966000, 1642581845000, 2 * DAY, 18, 1639526400000, 1639699200000 },
		/* timeseries-19: 11:30, 11:35 .. 12:00 */
		{ "UTC", 1736940600000, 1736942400000, 300e3, 7, 1736940600000, 1736940900000 },
		/* half-hour zone: 6 h steps from its own midnight, 18:30 UTC */
		{ "Asia/Kolkata", 1736899200000, 1736985600000, 6 * HOUR, 4, 1736901000000,
		  1736922600000 },
		/* year's end in Seoul, 9 h before UTC */
		{ "Asia/Seoul", 1735570800000, 1735743600000, DAY, 3, 1735570800000,
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
	const Case row = { "Europe/Berlin", 1743289200000, 1743328800000, 3 * HOUR, 0, 0, 0 };
	Ticks ticks = ticks_of(arena, &row);

	g_assert_cmpfloat(ticks.values[0], ==, 1743289200000);
	g_assert_cmpfloat(ticks.values[1], ==, 1743289200000 + 2 * HOUR);
	g_assert_cmpfloat(ticks.values[2], ==, 1743289200000 + 5 * HOUR);
}

/* --- Labels --- */

/* Start, length and distance of ticks; the part is what ticks have over the room of a label. */
typedef struct {
	const char *zone, *from;
	double range, increment, space_part;
	const char *labels;
} Axis;

static char *labels_of(const Axis *axis)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(axis->zone);
	g_autoptr(GDateTime) from = g_date_time_new_from_iso8601(axis->from, NULL);
	double min = (double)g_date_time_to_unix(from) * SECOND;
	Scale scale = scale_fixed(SCALE_TIME, min, min + axis->range);
	Ticks ticks = ticks_time(arena, &scale, axis->increment, axis->space_part, zone);
	GString *labels = g_string_new(NULL);

	for (size_t i = 0; i < ticks.n; i++) {
		char label[64];

		moment_format(ticks.values[i], zone,
			      time_label_format(axis->increment, axis->range), label,
			      sizeof(label));
		g_string_append_printf(labels, "%s%s", i ? " | " : "", label);
	}
	return g_string_free(labels, FALSE);
}

/* Changes of clocks in both directions, by an hour and by half of one, years' ends, and ranges
 * from seconds to years; computed with uPlot 1.6.32. */
static void test_labels_of_zones(void)
{
	static const Axis axes[] = {
		{ "Europe/Berlin", "2025-03-30T00:30:00Z", 5 * SECOND, 5 * SECOND, 3.26,
		  "01:30:00 | 01:30:05" },
		{ "Europe/Berlin", "2025-03-29T23:30:00Z", 3 * HOUR, 30 * MINUTE, 1.02,
		  "00:30 | 01:00 | 01:30 | 03:00 | 03:30 | 04:00 | 04:30" },
		{ "Europe/Berlin", "2025-03-29T20:00:00Z", 12 * HOUR, 2 * HOUR, 1.43,
		  "22:00 | 00:00 | 01:00 | 04:00 | 06:00 | 08:00 | 10:00" },
		{ "Europe/Berlin", "2025-03-29T08:00:00Z", 2 * DAY, 12 * HOUR, 1.45,
		  "03/29 12:00 | 03/30 00:00 | 03/30 12:00 | 03/31 00:00" },
		{ "Europe/Berlin", "2025-03-30T06:00:00Z", 7 * DAY, DAY, 1.03,
		  "03/31 00:00 | 04/01 00:00 | 04/02 00:00 | 04/03 00:00 | 04/04 00:00 | "
		  "04/05 00:00 | 04/06 00:00" },
		{ "Europe/Berlin", "2025-10-25T22:30:00Z", 4 * HOUR, HOUR, 1.53,
		  "01:00 | 02:00 | 02:00 | 03:00" },
		{ "Europe/Berlin", "2025-10-25T20:00:00Z", 12 * HOUR, 2 * HOUR, 1.43,
		  "22:00 | 00:00 | 02:00 | 04:00 | 06:00 | 08:00" },
		{ "Europe/Berlin", "2025-10-26T06:00:00Z", 5 * DAY, DAY, 1.16,
		  "10/27 00:00 | 10/28 00:00 | 10/29 00:00 | 10/30 00:00 | 10/31 00:00" },
		{ "Europe/Berlin", "2025-10-20T06:00:00Z", 14 * DAY, 2 * DAY, 1.15,
		  "10/21 | 10/23 | 10/25 | 10/27 | 10/29 | 10/31 | 11/02" },
		{ "America/New_York", "2025-03-09T05:10:00Z", 6 * HOUR, HOUR, 1.43,
		  "01:00 | 03:00 | 04:00 | 05:00 | 06:00 | 07:00" },
		{ "America/New_York", "2025-03-08T17:00:00Z", DAY, 3 * HOUR, 1.07,
		  "12:00 | 15:00 | 18:00 | 21:00 | 00:00 | 03:00 | 06:00 | 09:00 | 12:00" },
		{ "America/New_York", "2025-03-09T15:00:00Z", 4 * DAY, DAY, 1.45,
		  "03/10 00:00 | 03/11 00:00 | 03/12 00:00 | 03/13 00:00" },
		{ "America/New_York", "2025-11-02T04:00:00Z", 6 * HOUR, HOUR, 1.43,
		  "00:00 | 01:00 | 01:00 | 02:00 | 03:00 | 04:00 | 05:00" },
		{ "America/New_York", "2025-11-02T02:00:00Z", DAY, 3 * HOUR, 1.07,
		  "00:00 | 03:00 | 06:00 | 09:00 | 12:00 | 15:00 | 18:00 | 21:00" },
		{ "America/New_York", "2024-11-20T00:00:00Z", 150 * DAY, 30 * DAY, 1.62,
		  "12/01 | 01/01 | 02/01 | 03/01 | 04/01" },
		{ "Australia/Lord_Howe", "2025-04-05T12:10:00Z", 6 * HOUR, HOUR, 1.43,
		  "00:00 | 01:00 | 01:30 | 02:30 | 03:30 | 04:30" },
		{ "Australia/Lord_Howe", "2025-04-05T10:00:00Z", 2 * DAY, 12 * HOUR, 1.22,
		  "04/06 00:00 | 04/06 12:30 | 04/07 00:30 | 04/07 12:30" },
		{ "Australia/Lord_Howe", "2025-10-04T12:00:00Z", 6 * HOUR, HOUR, 1.43,
		  "23:00 | 00:00 | 01:00 | 02:30 | 03:30 | 04:30" },
		{ "Australia/Lord_Howe", "2025-10-04T14:00:00Z", 3 * DAY, DAY, 1.63,
		  "10/06 00:30 | 10/07 00:30 | 10/08 00:30" },
		{ "Asia/Kolkata", "2025-12-31T18:00:00Z", 30 * MINUTE, 5 * MINUTE, 1.02,
		  "23:30 | 23:35 | 23:40 | 23:45 | 23:50 | 23:55 | 00:00" },
		{ "Asia/Kolkata", "2025-12-31T06:00:00Z", DAY, 3 * HOUR, 1.07,
		  "12:00 | 15:00 | 18:00 | 21:00 | 00:00 | 03:00 | 06:00 | 09:00" },
		{ "Asia/Kolkata", "2025-12-20T06:00:00Z", 21 * DAY, 3 * DAY, 1.15,
		  "12/21 | 12/24 | 12/27 | 12/30 | 01/02 | 01/05 | 01/08" },
		{ "Asia/Seoul", "2025-12-31T14:59:58Z", 5 * SECOND, 5 * SECOND, 4.57,
		  "00:00:00" },
		{ "Asia/Seoul", "2025-12-31T14:57:00Z", 5 * MINUTE, MINUTE, 1.27,
		  "23:57:00 | 23:58:00 | 23:59:00 | 00:00:00 | 00:01:00 | 00:02:00" },
		{ "Asia/Seoul", "2025-11-10T00:00:00Z", 90 * DAY, 30 * DAY, 1.92,
		  "12/01 | 01/01 | 02/01" },
		{ "Asia/Seoul", "2024-06-10T00:00:00Z", 730 * DAY, 120 * DAY, 1.05,
		  "2024-10 | 2025-02 | 2025-06 | 2025-10 | 2026-02 | 2026-06" },
		{ "Europe/Berlin", "2020-05-05T00:00:00Z", 2190 * DAY, 365 * DAY, 1.06,
		  "2021 | 2022 | 2023 | 2024 | 2025 | 2026" },
		{ "America/New_York", "2016-02-03T00:00:00Z", 3653 * DAY, 730 * DAY, 1.27,
		  "2018 | 2020 | 2022 | 2024 | 2026" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(axes); i++) {
		g_autofree char *labels = labels_of(&axes[i]);

		g_test_message("%s from %s", axes[i].zone, axes[i].from);
		g_assert_cmpstr(labels, ==, axes[i].labels);
	}
}

/* A step may be longer than what a narrow axis shows: the first tick stands past its end. */
static void test_first_tick_past_the_end(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const Case row = { "UTC", 1736899200001, 1736899200001 + 20 * HOUR, DAY, 1, 0, 0 };
	Ticks ticks = ticks_of(arena, &row);

	g_assert_cmpuint(ticks.n, ==, 1);
	g_assert_cmpfloat(ticks.values[0], ==, 1736899200000 + DAY);
}

static void test_label_formats(void)
{
	g_assert_cmpstr(time_label_format(500, 5e3), ==, "HH:mm:ss.SSS");
	g_assert_cmpstr(time_label_format(60e3, 600e3), ==, "HH:mm:ss");
	g_assert_cmpstr(time_label_format(300e3, 1800e3), ==, "HH:mm");
	g_assert_cmpstr(time_label_format(6 * HOUR, 2 * DAY), ==, "MM/DD HH:mm");
	g_assert_cmpstr(time_label_format(2 * DAY, 30 * DAY), ==, "MM/DD");
	g_assert_cmpstr(time_label_format(30 * DAY, 400 * DAY), ==, "YYYY-MM");
	g_assert_cmpstr(time_label_format(365 * DAY, 4000 * DAY), ==, "YYYY");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/time-ticks/round-times-of-the-zone", test_round_times_of_the_zone);
	g_test_add_func("/time-ticks/follows-a-change-of-clocks", test_follows_a_change_of_clocks);
	g_test_add_func("/time-ticks/labels-of-zones", test_labels_of_zones);
	g_test_add_func("/time-ticks/first-past-the-end", test_first_tick_past_the_end);
	g_test_add_func("/time-ticks/label-formats", test_label_formats);
	return g_test_run();
}
