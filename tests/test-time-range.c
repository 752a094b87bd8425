/*
 * Expected values: Grafana 12.3, grafana-data/src/datetime/datemath.ts and rangeutil.ts,
 * PanelTimeRange.tsx; instants computed with `date -u` and `TZ=... date`.
 */
#include "renderer/model/time-range.h"

/* Thursday 2024-05-16 10:20:30.400 UTC */
#define NOW_MS INT64_C(1715854830400)

static TimeContext context_in(const char *zone)
{
	return (TimeContext){ .now_ms = NOW_MS, .zone = time_zone_find(zone, NULL) };
}

static int64_t iso(const char *text)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(text, NULL);

	g_assert_nonnull(date);
	return g_date_time_to_unix(date) * 1000 + g_date_time_get_microsecond(date) / 1000;
}

typedef struct {
	const char *text, *from, *to; // `to` NULL: the same
} Row;

static void check_rows(const TimeContext *context, const Row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t from = 0, to = 0;

		g_test_message("%s", rows[i].text);
		g_assert_true(time_parse(rows[i].text, context, false, &from));
		g_assert_true(time_parse(rows[i].text, context, true, &to));
		g_assert_cmpint(from, ==, iso(rows[i].from));
		g_assert_cmpint(to, ==, iso(rows[i].to ? rows[i].to : rows[i].from));
	}
}

static void test_units(void)
{
	static const Row rows[] = {
		{ "now", "2024-05-16T10:20:30.400Z", NULL },
		{ "now-1s", "2024-05-16T10:20:29.400Z", NULL },
		{ "now-90m", "2024-05-16T08:50:30.400Z", NULL },
		{ "now+2h", "2024-05-16T12:20:30.400Z", NULL },
		{ "now-d", "2024-05-15T10:20:30.400Z", NULL },
		{ "now - 1w", "2024-05-09T10:20:30.400Z", NULL },
		{ "now-3M", "2024-02-16T10:20:30.400Z", NULL },
		{ "now-1Q", "2024-02-16T10:20:30.400Z", NULL },
		{ "now-1y", "2023-05-16T10:20:30.400Z", NULL },
		{ "now-1fy", "2023-05-16T10:20:30.400Z", NULL },
		{ "now/s", "2024-05-16T10:20:30.000Z", "2024-05-16T10:20:30.999Z" },
		{ "now/m", "2024-05-16T10:20:00.000Z", "2024-05-16T10:20:59.999Z" },
		{ "now/h", "2024-05-16T10:00:00.000Z", "2024-05-16T10:59:59.999Z" },
		{ "now/d", "2024-05-16T00:00:00.000Z", "2024-05-16T23:59:59.999Z" },
		{ "now/1d", "2024-05-16T00:00:00.000Z", "2024-05-16T23:59:59.999Z" },
		{ "now/w", "2024-05-12T00:00:00.000Z", "2024-05-18T23:59:59.999Z" },
		{ "now/M", "2024-05-01T00:00:00.000Z", "2024-05-31T23:59:59.999Z" },
		{ "now/Q", "2024-04-01T00:00:00.000Z", "2024-06-30T23:59:59.999Z" },
		{ "now/y", "2024-01-01T00:00:00.000Z", "2024-12-31T23:59:59.999Z" },
		{ "now-1d/d", "2024-05-15T00:00:00.000Z", "2024-05-15T23:59:59.999Z" },
		{ "now/d-1h", "2024-05-15T23:00:00.000Z", "2024-05-16T22:59:59.999Z" },
		{ "now/fd", "2024-05-16T10:20:30.400Z", NULL },
	};
	TimeContext context = context_in("utc");

	check_rows(&context, rows, G_N_ELEMENTS(rows));
	g_time_zone_unref(context.zone);
}

static void test_fiscal_units(void)
{
	static const Row rows[] = {
		{ "now/fy", "2023-09-01T00:00:00.000Z", "2024-08-31T23:59:59.999Z" },
		{ "now/fQ", "2024-03-01T00:00:00.000Z", "2024-05-31T23:59:59.999Z" },
		{ "now-1y/fy", "2022-09-01T00:00:00.000Z", "2023-08-31T23:59:59.999Z" },
	};
	TimeContext context = context_in("utc");

	context.fiscal_start = 8;
	check_rows(&context, rows, G_N_ELEMENTS(rows));
	g_time_zone_unref(context.zone);
}

/* Berlin's clocks went forward on 2024-03-31 at 02:00: that day has 23 hours. */
static void test_days_follow_the_clock(void)
{
	static const Row rows[] = {
		{ "now/d", "2024-03-31T00:00:00.000+01:00", "2024-03-31T23:59:59.999+02:00" },
		{ "now-1d", "2024-03-30T20:00:00.000+01:00", NULL },
		{ "now-24h", "2024-03-30T19:00:00.000+01:00", NULL },
		{ "now/w", "2024-03-25T00:00:00.000+01:00", "2024-03-31T23:59:59.999+02:00" },
		{ "now-1M", "2024-02-29T20:00:00.000+01:00", NULL },
		{ "now-1y+1d", "2023-04-01T20:00:00.000+02:00", NULL },
	};
	TimeContext context = context_in("Europe/Berlin");

	context.now_ms = iso("2024-03-31T20:00:00.000+02:00");
	context.week_start = 1;
	check_rows(&context, rows, G_N_ELEMENTS(rows));
	g_time_zone_unref(context.zone);
}

/* India is off by half an hour. */
static void test_hours_are_those_of_the_clock(void)
{
	static const Row rows[] = {
		{ "now/h", "2024-05-16T15:00:00.000+05:30", "2024-05-16T15:59:59.999+05:30" },
	};
	TimeContext context = context_in("Asia/Kolkata");

	check_rows(&context, rows, G_N_ELEMENTS(rows));
	g_time_zone_unref(context.zone);
}

static void test_dates(void)
{
	static const Row rows[] = {
		{ "2024-05-16T10:20:30.400Z", "2024-05-16T10:20:30.400Z", NULL },
		{ "2024-05-16T10:20:30,5+02:00", "2024-05-16T08:20:30.500Z", NULL },
		{ "2024-05-16T10:20", "2024-05-16T10:20:00+02:00", NULL },
		{ "2024-05-16 10:20:30", "2024-05-16T10:20:30+02:00", NULL },
		{ "20240516T102030", "2024-05-16T10:20:30+02:00", NULL },
		{ "20240516", "2024-05-16T00:00:00+02:00", NULL },
		{ "2024-05", "2024-05-01T00:00:00+02:00", NULL },
		{ "2024-05-16T24:00", "2024-05-17T00:00:00+02:00", NULL },
		{ "1715854830400", "2024-05-16T10:20:30.400Z", NULL },
		{ "2024-01-31T00:00:00Z||+1M", "2024-02-29T01:00:00+01:00", NULL },
		{ "2024-05-16||/d", "2024-05-16T00:00:00+02:00", "2024-05-16T23:59:59.999+02:00" },
	};
	TimeContext context = context_in("Europe/Berlin");

	check_rows(&context, rows, G_N_ELEMENTS(rows));
	g_time_zone_unref(context.zone);
}

static void test_unreadable_texts(void)
{
	static const char *const texts[] = {
		"",	      "yesterday",	"now-1x",	 "now-1.5h",
		"now-",	      "now/2d",		"now-5",	 "nowhere",
		"now*2",      "2024-02-30",	"2024-13-01",	 "2024-05-16T25:00",
		"2024-05-1",  "2024-05-16T",	"2024-05-16TZ",	 "now-12345678901s",
		"now-9999999y", "now-999999999w", "99999999999999999999",
		"2024-05-16||x", "||", "2024-05-16T10:20:30.400Zx",
	};
	TimeContext context = context_in("utc");
	int64_t time_ms = 7;

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_test_message("%s", texts[i]);
		g_assert_false(time_parse(texts[i], &context, false, &time_ms));
	}
	g_assert_false(time_parse(NULL, &context, false, &time_ms));
	g_assert_cmpint(time_ms, ==, 7);
	g_time_zone_unref(context.zone);
}

/* Source: scenes 6.42, utils/parseUrlParam. */
static void test_url_forms(void)
{
	static const struct {
		const char *text, *result;
	} rows[] = {
		{ "now-6h", "now-6h" },
		{ "1715854830400", "1715854830400" },
		{ "-1000", "-1000" },
		{ "20240516", "1715817600000" },
		{ "20240516T102030", "1715854830000" },
		{ "2024-05-16 10:20:30", "1715854830000" },
		{ "2024-05-16T10:20:30.400Z", "1715854830400" },
		{ "5m", "5m" },
		{ "12abc", "12" },
		{ "abc", NULL },
		{ "", NULL },
		{ "99999999999999999999", NULL },
	};
	g_autoptr(Arena) arena = arena_new(1 << 16);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(time_from_url(arena, rows[i].text), ==, rows[i].result);
	g_assert_null(time_from_url(arena, NULL));
}

static void test_ranges(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 16);
	TimeContext context = context_in("utc");
	TimeRange range = time_range(arena, "now-1h", "now", &context);

	g_assert_cmpint(range.from_ms, ==, NOW_MS - 3600000);
	g_assert_cmpint(range.to_ms, ==, NOW_MS);
	g_assert_cmpstr(range.raw_from, ==, "now-1h");
	g_assert_true(time_range_is_relative(&range));

	range = time_range(arena, "1715800000000", "2024-05-16T00:00:00Z", &context);
	g_assert_cmpstr(range.raw_from, ==, "1715800000000");
	g_assert_cmpstr(range.raw_to, ==, "1715817600000");
	g_assert_false(time_range_is_relative(&range));

	range = time_range(arena, "whenever", "now", &context);
	g_assert_cmpint(range.to_ms - range.from_ms, ==, 6 * 3600000);
	g_assert_cmpstr(range.raw_from, ==, "now-6h");

	range = time_range_around(arena, 10000, 5000);
	g_assert_cmpint(range.from_ms, ==, 7500);
	g_assert_cmpint(range.to_ms, ==, 12500);
	g_time_zone_unref(context.zone);
}

static void test_now_delay_moves_the_end(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 16);
	TimeContext context = context_in("utc");

	context.now_delay = "1m";
	TimeRange range = time_range(arena, "now-1h", "now", &context);

	g_assert_cmpint(range.from_ms, ==, NOW_MS - 3600000);
	g_assert_cmpint(range.to_ms, ==, NOW_MS - 60000);
	g_assert_cmpstr(range.raw_to, ==, "now");
	range = time_range(arena, "now-1h", "now-0s", &context);
	g_assert_cmpint(range.to_ms, ==, NOW_MS);
	g_time_zone_unref(context.zone);
}

typedef struct {
	const char *time_from, *time_shift;
	const char *info;
	int64_t from_ms, to_ms; // relative to now
	const char *time_compare;
} OverrideRow;

static void check_overrides(const TimeRange *range, const TimeContext *context,
			    const OverrideRow *rows, size_t n)
{
	g_autoptr(Arena) arena = arena_new(1 << 16);

	for (size_t i = 0; i < n; i++) {
		TimeOverride override = { rows[i].time_from, rows[i].time_shift,
					  rows[i].time_compare, false };
		const char *info = "?";
		TimeRange result = time_range_override(arena, range, &override, context, &info);

		g_assert_cmpstr(info, ==, rows[i].info);
		g_assert_cmpint(result.from_ms - NOW_MS, ==, rows[i].from_ms);
		g_assert_cmpint(result.to_ms - NOW_MS, ==, rows[i].to_ms);
	}
}

#define HOUR INT64_C(3600000)

static void test_override_of_a_relative_range(void)
{
	static const OverrideRow rows[] = {
		{ NULL, NULL, NULL, -6 * HOUR, 0 },
		{ "1h", NULL, "Last 1 hour", -HOUR, 0 },
		{ "24h", "", "Last 24 hours", -24 * HOUR, 0 },
		{ "+6h", NULL, "Next 6 hours", 0, 6 * HOUR },
		{ "now-2h", NULL, "Last 2 hours", -2 * HOUR, 0 },
		{ NULL, "1h", "Timeshift -1h", -7 * HOUR, -HOUR },
		{ "2h", "1d", "Last 2 hours + timeshift -1d", -26 * HOUR, -24 * HOUR },
		{ NULL, "1M", "Timeshift -1m", -726 * HOUR, -720 * HOUR },
		{ "soon", NULL, "invalid time override", -6 * HOUR, 0 },
		{ "now", NULL, "invalid time override", -6 * HOUR, 0 },
		{ "soon", "1h", "invalid time override", -6 * HOUR, 0 },
		{ "5x", NULL, "invalid time override", -6 * HOUR, 0 },
		{ "1h", "soon", "invalid timeshift", -HOUR, 0 },
		{ NULL, "+1h", "invalid timeshift", -6 * HOUR, 0 },
		{ "1Q", NULL, NULL, -90 * 24 * HOUR, 0 },
		{ NULL, NULL, "Compared to day before", -6 * HOUR, 0, "1d" },
		{ "2h", "1d", "Last 2 hours + timeshift -1d + compared to month before",
		  -26 * HOUR, -24 * HOUR, "1M" },
		{ "1h", NULL, "Last 1 hour +", -HOUR, 0, "2d" },
		{ NULL, NULL, NULL, -6 * HOUR, 0, "2d" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 16);
	TimeContext context = context_in("utc");
	TimeRange range = time_range(arena, "now-6h", "now", &context);

	check_overrides(&range, &context, rows, G_N_ELEMENTS(rows));
	g_time_zone_unref(context.zone);
}

static void test_override_of_an_absolute_range(void)
{
	static const OverrideRow rows[] = {
		{ "1h", NULL, NULL, -HOUR * 2, -HOUR },
		{ "1h", "2h", "Timeshift -2h", -HOUR * 4, -HOUR * 3 },
	};
	g_autoptr(Arena) arena = arena_new(1 << 16);
	TimeContext context = context_in("utc");
	TimeRange range = { NOW_MS - 2 * HOUR, NOW_MS - HOUR, "1715847630400", "1715851230400" };

	check_overrides(&range, &context, rows, G_N_ELEMENTS(rows));
	g_time_zone_unref(context.zone);
}

static void test_override_with_a_named_range(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 16);
	TimeContext context = context_in("utc");
	TimeRange range = time_range(arena, "now-6h", "now", &context);
	TimeOverride override = { .time_from = "now/d" };
	const char *info = NULL;
	TimeRange result = time_range_override(arena, &range, &override, &context, &info);

	g_assert_cmpstr(info, ==, "Today so far");
	g_assert_cmpint(result.from_ms, ==, iso("2024-05-16T00:00:00Z"));
	g_assert_cmpint(result.to_ms, ==, NOW_MS);

	override.is_hidden = true;
	result = time_range_override(arena, &range, &override, &context, &info);
	g_assert_null(info);
	g_assert_cmpint(result.from_ms, ==, iso("2024-05-16T00:00:00Z"));
	g_time_zone_unref(context.zone);
}

static void test_zones(void)
{
	static const struct {
		const char *name, *browser, *found;
	} rows[] = {
		{ "Europe/Berlin", NULL, "Europe/Berlin" },
		{ "utc", "Europe/Berlin", "UTC" },
		{ "UTC", "Europe/Berlin", "UTC" },
		{ "browser", "Europe/Berlin", "Europe/Berlin" },
		{ "", "Europe/Berlin", "Europe/Berlin" },
		{ NULL, NULL, "UTC" },
		{ "Mars/Olympus", "Asia/Tokyo", "Asia/Tokyo" },
		{ "../../etc/passwd", NULL, "UTC" },
		{ "/etc/localtime", NULL, "UTC" },
		{ "browser", "browser", "UTC" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GTimeZone) zone = time_zone_find(rows[i].name, rows[i].browser);

		g_assert_cmpstr(g_time_zone_get_identifier(zone), ==, rows[i].found);
	}
}

static void test_week_days(void)
{
	g_assert_cmpint(week_start_parse("monday"), ==, 1);
	g_assert_cmpint(week_start_parse("Saturday"), ==, 6);
	g_assert_cmpint(week_start_parse(""), ==, -1);
	g_assert_cmpint(week_start_parse(NULL), ==, -1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/time-range/units", test_units);
	g_test_add_func("/time-range/fiscal-units", test_fiscal_units);
	g_test_add_func("/time-range/days-follow-the-clock", test_days_follow_the_clock);
	g_test_add_func("/time-range/hours-are-those-of-the-clock",
			test_hours_are_those_of_the_clock);
	g_test_add_func("/time-range/dates", test_dates);
	g_test_add_func("/time-range/unreadable-texts", test_unreadable_texts);
	g_test_add_func("/time-range/url-forms", test_url_forms);
	g_test_add_func("/time-range/ranges", test_ranges);
	g_test_add_func("/time-range/now-delay-moves-the-end", test_now_delay_moves_the_end);
	g_test_add_func("/time-range/override-of-a-relative-range",
			test_override_of_a_relative_range);
	g_test_add_func("/time-range/override-of-an-absolute-range",
			test_override_of_an_absolute_range);
	g_test_add_func("/time-range/override-with-a-named-range",
			test_override_with_a_named_range);
	g_test_add_func("/time-range/zones", test_zones);
	g_test_add_func("/time-range/week-days", test_week_days);
	return g_test_run();
}
