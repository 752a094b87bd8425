#include "renderer/data/moment.h"

#include <math.h>
#include <string.h>

/*
 * Expected texts are those of moment 2.31 with the zone data of moment-timezone, which follows
 * the same tz database as the system.
 */
#define JULY_MORNING 1720418706007.0  // 2024-07-08 06:05:06.007 UTC, a Monday
#define NEW_YEARS_EVE 1735689599999.0 // 2024-12-31 23:59:59.999 UTC, a Tuesday

static void assert_text(double time_ms, const char *zone_name, const char *format,
			const char *expected)
{
	g_autoptr(GTimeZone) zone = zone_name ? g_time_zone_new_identifier(zone_name) : NULL;
	char text[160];
	size_t length = moment_format(time_ms, zone, format, text, sizeof(text));

	g_assert_true(zone || !zone_name);
	g_assert_cmpstr(text, ==, expected);
	g_assert_cmpuint(length, ==, strlen(expected));
}

typedef struct {
	double time_ms;
	const char *format, *text;
} Row;

static void assert_rows(const Row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_text(rows[i].time_ms, NULL, rows[i].format, rows[i].text);
}

static void test_tokens(void)
{
	static const Row rows[] = {
		{ JULY_MORNING, "YYYY-MM-DD HH:mm:ss.SSS", "2024-07-08 06:05:06.007" },
		{ JULY_MORNING, "Y YY YYYY YYYYY YYYYYY", "2024 24 2024 02024 +002024" },
		{ JULY_MORNING, "M Mo MM MMM MMMM", "7 7th 07 Jul July" },
		{ JULY_MORNING, "Q Qo", "3 3rd" },
		{ JULY_MORNING, "D Do DD DDD DDDo DDDD", "8 8th 08 190 190th 190" },
		{ JULY_MORNING, "d do dd ddd dddd", "1 1st Mo Mon Monday" },
		{ JULY_MORNING, "e E w wo ww W Wo WW", "1 1 28 28th 28 28 28th 28" },
		{ JULY_MORNING, "gg gggg GG GGGG", "24 2024 24 2024" },
		{ JULY_MORNING, "H HH h hh k kk", "6 06 6 06 6 06" },
		{ JULY_MORNING, "m mm s ss", "5 05 6 06" },
		{ JULY_MORNING, "S SS SSS SSSS SSSSSSSSS", "0 00 007 0070 007000000" },
		{ JULY_MORNING, "a A", "am AM" },
		{ JULY_MORNING, "X x", "1720418706 1720418706007" },
		{ JULY_MORNING, "Z ZZ z", "+00:00 +0000 UTC" },
		{ JULY_MORNING, "N NNNN y yo", "AD Anno Domini 2024 2024th" },
		{ JULY_MORNING, "Hmm Hmmss hmm", "605 60506 605" },
		{ JULY_MORNING, "YYY ggg MMo", "242024 24g 07o" },
		{ NEW_YEARS_EVE, "h A k", "11 PM 23" },
		{ 0, "h A H k", "12 AM 0 24" },
		{ 43200000, "h a H k", "12 pm 12 12" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_localized(void)
{
	static const Row rows[] = {
		{ JULY_MORNING, "LT", "6:05 AM" },
		{ JULY_MORNING, "LTS", "6:05:06 AM" },
		{ JULY_MORNING, "L", "07/08/2024" },
		{ JULY_MORNING, "LL", "July 8, 2024" },
		{ JULY_MORNING, "LLL", "July 8, 2024 6:05 AM" },
		{ JULY_MORNING, "LLLL", "Monday, July 8, 2024 6:05 AM" },
		{ JULY_MORNING, "l ll", "7/8/2024 Jul 8, 2024" },
		{ JULY_MORNING, "lll", "Jul 8, 2024 6:05 AM" },
		{ JULY_MORNING, "llll", "Mon, Jul 8, 2024 6:05 AM" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_literals(void)
{
	static const Row rows[] = {
		{ JULY_MORNING, "[Today at] H", "Today at 6" },
		{ JULY_MORNING, "[a]b] H", "a]b 6" }, // up to the last bracket
		{ JULY_MORNING, "[b[y]", "[by" },
		{ JULY_MORNING, "[in H", "[in 6" },
		{ JULY_MORNING, "mm\\m:ss\\s", "05m:06s" },
		{ JULY_MORNING, "\\YYYY \\LT \\[H]", "YYYY LT [6]" },
		{ JULY_MORNING, "H\\\\ \\", "6 " },
		{ JULY_MORNING, "YYYY年MM月DD日 H시", "2024年07月08日 6시" },
		{ JULY_MORNING, "", "" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_ordinals(void)
{
	static const char *const texts[] = {
		"1st",	"2nd",	"3rd",	"4th",	"5th",	"6th",	"7th",	"8th",
		"9th",	"10th", "11th", "12th", "13th", "14th", "15th", "16th",
		"17th", "18th", "19th", "20th", "21st", "22nd", "23rd", "24th",
		"25th", "26th", "27th", "28th", "29th", "30th", "31st",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		assert_text((double)i * 86400e3, NULL, "Do", texts[i]);
}

/* ISO weeks belong to the year of their Thursday, American ones to that of their Saturday. */
static void test_weeks_at_the_end_of_a_year(void)
{
	static const Row rows[] = {
		{ NEW_YEARS_EVE, "GGGG-[W]WW gggg-[w]ww DDDD", "2025-W01 2025-w01 366" },
		{ 1609459200000, "GGGG-[W]WW gggg-[w]ww DDDD", "2020-W53 2021-w01 001" },
		{ 1230768000000, "GGGG-[W]WW gggg-[w]ww", "2009-W01 2009-w01" },
		{ 1293840000000, "GGGG-[W]WW gggg-[w]ww", "2010-W52 2011-w01" },
		{ 1325289600000, "GGGG-[W]WW gggg-[w]ww", "2011-W52 2011-w53" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_zones(void)
{
	const char *format = "YYYY-MM-DD HH:mm:ss Z z";

	assert_text(NEW_YEARS_EVE, "Asia/Seoul", format, "2025-01-01 08:59:59 +09:00 KST");
	assert_text(NEW_YEARS_EVE, "Asia/Kolkata", format, "2025-01-01 05:29:59 +05:30 IST");
	assert_text(NEW_YEARS_EVE, "America/St_Johns", format, "2024-12-31 20:29:59 -03:30 NST");
	assert_text(NEW_YEARS_EVE, "America/Sao_Paulo", format, "2024-12-31 20:59:59 -03:00 -03");
}

static void test_changes_of_clocks(void)
{
	const char *format = "MM-DD HH:mm:ss ZZ z";

	assert_text(1711846799999, "Europe/Berlin", format, "03-31 01:59:59 +0100 CET");
	assert_text(1711846800000, "Europe/Berlin", format, "03-31 03:00:00 +0200 CEST");
	assert_text(1729987199000, "Europe/Berlin", format, "10-27 01:59:59 +0200 CEST");
	assert_text(1729990799000, "Europe/Berlin", format, "10-27 02:59:59 +0200 CEST");
	assert_text(1729990800000, "Europe/Berlin", format, "10-27 02:00:00 +0100 CET");
	assert_text(1710053999000, "America/New_York", format, "03-10 01:59:59 -0500 EST");
	assert_text(1710054000000, "America/New_York", format, "03-10 03:00:00 -0400 EDT");
	assert_text(1730613600000, "America/New_York", format, "11-03 01:00:00 -0500 EST");
}

static void test_far_years(void)
{
	static const Row rows[] = {
		{ -1, "YYYY-MM-DD HH:mm:ss.SSS", "1969-12-31 23:59:59.999" },
		{ 253402300800000, "YYYY YY Y YYYYYY", "10000 00 +10000 +010000" },
		{ -62167219200001, "YYYY-MM-DD YY N y", "-0001-12-31 -01 BC 2" },
		{ TIME_MS_MAX, "YYYY-MM-DD", "275760-09-13" },
		{ -TIME_MS_MAX, "YYYY-MM-DD", "-271821-04-20" },
		{ TIME_MS_MAX + 1, "YYYY", "Invalid date" },
		{ 1e300, "YYYY", "Invalid date" },
		{ -INFINITY, "YYYY", "Invalid date" },
		{ NAN, "YYYY", "Invalid date" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_cut_at_a_character(void)
{
	char text[7];

	g_assert_cmpuint(moment_format(JULY_MORNING, NULL, "YYYY年MM", text, sizeof(text)), ==, 4);
	g_assert_cmpstr(text, ==, "2024");
	g_assert_cmpuint(moment_format(JULY_MORNING, NULL, "LLLLLLLL", text, sizeof(text)), ==, 6);
	g_assert_cmpstr(text, ==, "Monday");
}

/* momentjs.com/docs, "Humanize": the steps are at 44 s, 89 s, 44 min, 89 min, 21 h, 25 d ... */
static void test_from_now(void)
{
	static const struct {
		double seconds;
		const char *text;
	} rows[] = {
		{ 0, "a few seconds ago" },
		{ 44, "a few seconds ago" },
		{ 45, "a minute ago" },
		{ 89, "a minute ago" },
		{ 90, "2 minutes ago" },
		{ 44 * 60, "44 minutes ago" },
		{ 45 * 60, "an hour ago" },
		{ 89 * 60, "an hour ago" },
		{ 90 * 60, "2 hours ago" },
		{ 21 * 3600, "21 hours ago" },
		{ 22 * 3600, "a day ago" },
		{ 35 * 3600, "a day ago" },
		{ 36 * 3600, "2 days ago" },
		{ 25 * 86400, "25 days ago" },
		{ 26 * 86400, "a month ago" },
		{ 40 * 86400, "a month ago" },
		{ 47 * 86400, "2 months ago" },
		{ 319 * 86400, "10 months ago" },
		{ 344 * 86400, "a year ago" },
		{ 547 * 86400, "a year ago" },
		{ 549 * 86400, "2 years ago" },
		{ 1e11, "3169 years ago" },
		{ -1, "in a few seconds" },
		{ -60, "in a minute" },
		{ -2 * 86400, "in 2 days" },
		{ NAN, "Invalid date" },
	};
	int64_t now_ms = 1711846800000; // 2024-03-31 01:00 UTC: February is shorter than March

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char text[40];

		moment_from_now((double)now_ms - rows[i].seconds * 1000, now_ms, text,
				sizeof(text));
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

static void test_from_now_is_safe_far_away(void)
{
	char text[40];

	moment_from_now(TIME_MS_MAX, G_MININT64, text, sizeof(text));
	g_assert_cmpstr(text, ==, "in 547581 years");
}

static void test_civil_time_and_back(void)
{
	static const char *const names[] = { "Europe/Berlin", "America/New_York", "Asia/Seoul",
					     "Asia/Kolkata", "Australia/Lord_Howe" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(names[i]);

		for (int64_t time = 86400000; time < INT64_C(2145916800000); time += 86461001) {
			CivilTime civil = civil_time(time, zone);
			int64_t back = civil_to_ms(civil.year, civil.month, civil.day, civil.hour,
						   civil.minute, civil.second, civil.millisecond,
						   zone);

			/* Of a doubled hour the first is meant. */
			g_assert_true(back == time || (back < time && back >= time - 3600000));
			g_assert_cmpint((civil.weekday + 3) % 7, ==,
					((time + civil.offset_s * 1000) / 86400000) % 7);
		}
	}
}

static void test_skipped_and_doubled_times(void)
{
	g_autoptr(GTimeZone) berlin = g_time_zone_new_identifier("Europe/Berlin");
	g_autoptr(GTimeZone) new_york = g_time_zone_new_identifier("America/New_York");

	g_assert_cmpint(civil_to_ms(2024, 3, 31, 2, 30, 0, 0, berlin), ==, 1711848600000);
	g_assert_cmpint(civil_to_ms(2024, 10, 27, 2, 30, 0, 0, berlin), ==, 1729989000000);
	g_assert_cmpint(civil_to_ms(2024, 10, 27, 3, 0, 0, 0, berlin), ==, 1729994400000);
	g_assert_cmpint(civil_to_ms(2024, 3, 10, 2, 30, 0, 0, new_york), ==, 1710055800000);
	g_assert_cmpint(civil_to_ms(2024, 11, 3, 1, 30, 0, 0, new_york), ==, 1730611800000);
}

static void test_fields_carry_over(void)
{
	int64_t january = civil_to_ms(2025, 1, 1, 0, 0, 0, 0, NULL);

	g_assert_cmpint(january, ==, 1735689600000);
	g_assert_cmpint(civil_to_ms(2024, 13, 1, 0, 0, 0, 0, NULL), ==, january);
	g_assert_cmpint(civil_to_ms(2026, -11, 1, 0, 0, 0, 0, NULL), ==, january);
	g_assert_cmpint(civil_to_ms(2024, 12, 31, 24, 0, 0, 0, NULL), ==, january);
	g_assert_cmpint(civil_to_ms(2025, 1, 0, 23, 59, 60, 0, NULL), ==, january);
	g_assert_cmpint(civil_to_ms(2025, 1, 1, 0, 0, 1, -1000, NULL), ==, january);
	g_assert_cmpint(civil_time(civil_to_ms(2024, 3, 0, 0, 0, 0, 0, NULL), NULL).day, ==, 29);
}

static void test_any_field_is_safe(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");

	g_assert_cmpint(civil_to_ms(G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT,
				    G_MAXINT, zone), >, 0);
	g_assert_cmpint(civil_to_ms(G_MININT, G_MININT, G_MININT, G_MININT, G_MININT, G_MININT,
				    G_MININT, zone), <, 0);
	g_assert_cmpint(civil_time(G_MAXINT64, zone).year, ==, 292278994);
	g_assert_cmpint(civil_time(G_MININT64, zone).year, ==, -292275055);
}

/* --- Reading --- */

static void assert_parsed(const char *text, const char *format, const char *expected)
{
	char iso[40];
	double time_ms = moment_parse(text, format, NULL, (int64_t)JULY_MORNING);

	moment_format(time_ms, NULL, "YYYY-MM-DDTHH:mm:ss.SSS", iso, sizeof(iso));
	g_assert_cmpstr(iso, ==, expected);
}

static void test_parses_by_format(void)
{
	assert_parsed("2021-02-03 04:05:06", "YYYY-MM-DD HH:mm:ss", "2021-02-03T04:05:06.000");
	assert_parsed("3/2/21 4.05 pm", "D/M/YY h:mm a", "2021-02-03T16:05:00.000");
	assert_parsed("March 5th, 2020", "MMMM Do, YYYY", "2020-03-05T00:00:00.000");
	assert_parsed("05 mar 69", "DD MMM YY", "1969-03-05T00:00:00.000");
	assert_parsed("2020 060", "YYYY DDDD", "2020-02-29T00:00:00.000");
	assert_parsed("2020 Q3", "YYYY [Q]Q", "2020-07-01T00:00:00.000");
	assert_parsed("2021-02-03T04:05:06.7+02:00", "YYYY-MM-DDTHH:mm:ss.SSSZ",
		      "2021-02-03T02:05:06.700");
	assert_parsed("1612325106.5", "X", "2021-02-03T04:05:06.500");
	assert_parsed("1612325106000", "x", "2021-02-03T04:05:06.000");
}

static void test_parses_what_is_there(void)
{
	assert_parsed("2021/02/03", "YYYY-MM-DD HH:mm:ss", "2021-02-03T00:00:00.000");
	assert_parsed("2021", "YYYY-MM-DD", "2021-01-01T00:00:00.000");
	assert_parsed("10:20", "HH:mm", "2024-07-08T10:20:00.000");
	assert_parsed("2021-02-30", "YYYY-MM-DD", "Invalid date");
	assert_parsed("2021-02-03 25:00", "YYYY-MM-DD HH:mm", "Invalid date");
	assert_parsed("soon", "YYYY-MM-DD", "Invalid date");
	assert_parsed("", "", "Invalid date");
}

static void test_parses_in_a_zone(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");

	g_assert_cmpfloat(moment_parse("2021-07-03 04:00", "YYYY-MM-DD HH:mm", zone, 0), ==,
			  1625277600000.0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/moment/tokens", test_tokens);
	g_test_add_func("/moment/localized", test_localized);
	g_test_add_func("/moment/literals", test_literals);
	g_test_add_func("/moment/ordinals", test_ordinals);
	g_test_add_func("/moment/weeks-at-the-end-of-a-year", test_weeks_at_the_end_of_a_year);
	g_test_add_func("/moment/zones", test_zones);
	g_test_add_func("/moment/changes-of-clocks", test_changes_of_clocks);
	g_test_add_func("/moment/far-years", test_far_years);
	g_test_add_func("/moment/cut-at-a-character", test_cut_at_a_character);
	g_test_add_func("/moment/from-now", test_from_now);
	g_test_add_func("/moment/from-now-is-safe-far-away", test_from_now_is_safe_far_away);
	g_test_add_func("/moment/civil-time-and-back", test_civil_time_and_back);
	g_test_add_func("/moment/skipped-and-doubled-times", test_skipped_and_doubled_times);
	g_test_add_func("/moment/fields-carry-over", test_fields_carry_over);
	g_test_add_func("/moment/any-field-is-safe", test_any_field_is_safe);
	g_test_add_func("/moment/parses-by-format", test_parses_by_format);
	g_test_add_func("/moment/parses-what-is-there", test_parses_what_is_there);
	g_test_add_func("/moment/parses-in-a-zone", test_parses_in_a_zone);
	return g_test_run();
}
