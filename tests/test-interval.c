/* Expected values: Grafana 12.3, grafana-data/src/datetime/rangeutil.ts (the rules, by hand). */
#include "renderer/model/interval.h"

#include <glib.h>

static void test_texts_are_read(void)
{
	static const struct {
		const char *text;
		double ms;
	} rows[] = {
		{ "10s", 10e3 },	{ "1m", 60e3 },		{ "1.5h", 3600e3 },
		{ "250ms", 250 },	{ "2d", 2 * 86400e3 },	{ "1w", 604800e3 },
		{ "1M", 2592000e3 },	{ "1y", 31536000e3 },	{ "30", 30e3 },
		{ "-5m", -300e3 },	{ "1minute", 60e3 },	{ "2.9", 2e3 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		double ms = 0;

		g_assert_true(interval_parse(rows[i].text, &ms));
		g_assert_cmpfloat(ms, ==, rows[i].ms);
	}
}

static void test_other_texts_are_refused(void)
{
	static const char *const texts[] = { "", "0", ">10s", "s", "5x", "auto", "1 m", "." };
	double ms = 7;

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_false(interval_parse(texts[i], &ms));
	g_assert_false(interval_parse(NULL, &ms));
	g_assert_cmpfloat(ms, ==, 7);
}

static void test_steps_of_a_range(void)
{
	static const struct {
		int64_t range_ms;
		double points, least_ms;
		int64_t step_ms;
	} rows[] = {
		{ 6 * 3600000, 800, 1, 30000 }, // as a recorded request of 12.3 has it
		{ 3600000, 1000, 15000, 15000 },
		{ 9, 1, 1, 1 },
		{ 10, 1, 1, 10 },
		{ 1499, 1, 1, 1000 },
		{ 1500, 1, 1, 2000 },
		{ 86399999, 1, 1, 43200000 },
		{ 86400000, 1, 1, 86400000 },
		{ INT64_C(3628800000), 1, 1, INT64_C(31536000000) },
		{ 0, 100, 1, 1 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpint(interval_calculate(rows[i].range_ms, rows[i].points,
						   rows[i].least_ms),
				==, rows[i].step_ms);
}

static void test_text_is_the_largest_whole_unit(void)
{
	static const struct {
		int64_t ms;
		const char *text;
	} rows[] = {
		{ 90000, "1m" },     { 1800000, "30m" },  { 500, "500ms" },
		{ 604800000, "7d" }, { 7200000, "2h" },	  { INT64_C(31536000000), "1y" },
		{ 15000, "15s" },    { 0, "less than a millisecond" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 16);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(interval_text(arena, rows[i].ms), ==, rows[i].text);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/interval/texts-are-read", test_texts_are_read);
	g_test_add_func("/interval/other-texts-are-refused", test_other_texts_are_refused);
	g_test_add_func("/interval/steps-of-a-range", test_steps_of_a_range);
	g_test_add_func("/interval/text-is-the-largest-whole-unit",
			test_text_is_the_largest_whole_unit);
	return g_test_run();
}
