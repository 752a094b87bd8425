#include "renderer/page/range-text.h"

#include <string.h>

#include <glib.h>

static const int64_t now_ms = 1736942400000; // 2025-01-15 12:00 UTC

static void assert_text(const char *from, const char *to, const char *expected)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	TimeContext context = { .now_ms = now_ms, .zone = zone };
	TimeRange range = time_range(arena, from, to, &context);

	g_assert_cmpstr(range_text(arena, &range, zone, now_ms), ==, expected);
}

static void test_relative_ranges_have_names(void)
{
	assert_text("now-6h", "now", "Last 6 hours");
	assert_text("now-1m", "now", "Last 1 minute");
	assert_text("now", "now+2d", "Next 2 days");
	assert_text("now/d", "now/d", "Today");
	assert_text("now-1d/d", "now-1d/d", "Yesterday");
	assert_text("now-6h", "now-1h", "now-6h to now-1h");
}

static void test_absolute_ranges_have_dates(void)
{
	assert_text("1736920800000", "1736942400000",
		    "2025-01-15 06:00:00 to 2025-01-15 12:00:00");
	assert_text("1736920800000", "now", "2025-01-15 06:00:00 to a few seconds ago");
}

static void test_zones_are_short(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	g_autoptr(GTimeZone) zone = time_zone_find("Europe/Berlin", NULL);
	TimeRange range = { now_ms, now_ms, "1736942400000", "1736942400000" };

	g_assert_cmpstr(range_zone_text(arena, &range, zone), ==, "CET");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/range-text/relative-ranges-have-names", test_relative_ranges_have_names);
	g_test_add_func("/range-text/absolute-ranges-have-dates", test_absolute_ranges_have_dates);
	g_test_add_func("/range-text/zones-are-short", test_zones_are_short);
	return g_test_run();
}
