#include "renderer/chart/increment.h"
#include "renderer/chart/plot.h"
#include "renderer/chart/scale.h"

#include <math.h>

/*
 * Data and what Grafana 12.3 makes of it: scale, increment and label rows of charts that a browser
 * drew. The plot's height is that between the first and last row and the scale's ends.
 */
static const struct {
	double data_min, data_max, scale_min, scale_max;
	double height, increment;
} charts[] = {
	{ -1.951148308, 7.680087405, -3, 8.7, 189, 2 },
	{ 51.75752718, 62.20164502, 50, 64, 389, 2 },
	{ 28.88617557, 44.47426087, 27, 47, 589, 2 },
	{ 1100, 1300, 1080, 1320, 189, 50 },
	{ 12000, 20000, 11200, 20800, 389, 1000 },
	{ -1471.884689, 1851.267765, -1900, 2200, 289, 500 },
	{ -9.536330422, 3.45236436, -11, 5, 189, 5 },
	{ 1, 100, 0, 110, 289, 20 },
	{ 0, 90, 0, 99, 263, 20 },
	{ 86.6044649, 87.41665598, 86.52, 87.5, 421, 0.1 },
	{ 43.75199171, 46.03153002, 43.5, 46.3, 421, 0.2 },
	{ -100, 200, -130, 230, 189, 100 },
};

static void test_ranges_and_increments(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(charts); i++) {
		ScaleConfig config = scale_config(SCALE_LINEAR);
		Scale scale = scale_make(&config, (Range){ charts[i].data_min, charts[i].data_max });
		double space, least = charts[i].height <= 150 ? 15 : 30;

		g_assert_cmpfloat_with_epsilon(scale.min, charts[i].scale_min, 1e-9);
		g_assert_cmpfloat_with_epsilon(scale.max, charts[i].scale_max, 1e-9);
		g_assert_cmpfloat(increment_find(increments_numeric(), scale.min, scale.max,
						 charts[i].height, least, &space),
				  ==, charts[i].increment);
	}
}

static void test_flat_data_has_room(void)
{
	static const struct {
		double value, min, max;
	} rows[] = { { 5, 0, 10 }, { -5, -10, 0 }, { 0, 0, 100 } };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		ScaleConfig config = scale_config(SCALE_LINEAR);
		Scale scale = scale_make(&config, (Range){ rows[i].value, rows[i].value });

		g_assert_cmpfloat(scale.min, ==, rows[i].min);
		g_assert_cmpfloat(scale.max, ==, rows[i].max);
	}
}

static void test_limits(void)
{
	ScaleConfig config = scale_config(SCALE_LINEAR);

	config.hard_min = 0;
	config.hard_max = 30;
	Scale scale = scale_make(&config, (Range){ 9, 200 });

	g_assert_cmpfloat(scale.min, ==, 0);
	g_assert_cmpfloat(scale.max, ==, 30);
	config = scale_config(SCALE_LINEAR);
	config.soft_min = 10;
	scale = scale_make(&config, (Range){ 12, 14 });
	g_assert_cmpfloat(scale.min, ==, 10);
}

static void test_no_data_is_empty(void)
{
	ScaleConfig config = scale_config(SCALE_LINEAR);

	g_assert_true(scale_make(&config, (Range){ NAN, NAN }).is_empty);
	config.hard_min = 1;
	config.hard_max = 2;
	g_assert_false(scale_make(&config, (Range){ NAN, NAN }).is_empty);
}

static void test_log_goes_to_whole_powers(void)
{
	ScaleConfig config = scale_config(SCALE_LOG);

	config.log_base = 10;
	Scale scale = scale_make(&config, (Range){ 3, 4200 });

	g_assert_cmpfloat(scale.min, ==, 1);
	g_assert_cmpfloat(scale.max, ==, 10000);
	g_assert_cmpfloat_with_epsilon(scale_part(&scale, 100), 0.5, 1e-12);
}

/* Three additions of 0.1 give 0.30000000000000004: the last tick must not get lost. */
static void test_keeps_the_last_tick(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Scale scale = scale_fixed(SCALE_LINEAR, 0, 0.3);
	Ticks ticks = ticks_linear(arena, &scale, increments_numeric(), 0.1);

	g_assert_cmpuint(ticks.n, ==, 4);
	g_assert_cmpfloat(ticks.values[3], ==, 0.3);
}

static void test_log_labels_thin_out(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	ScaleConfig config = scale_config(SCALE_LOG);

	config.log_base = 10;
	Scale scale = scale_make(&config, (Range){ 1, 1000 });
	Ticks ticks = ticks_log(arena, &scale, 300, 30, false);
	Ticks across = ticks_log(arena, &scale, 300, 30, true);
	size_t labels = 0;

	g_assert_cmpuint(ticks.n, ==, 28);
	for (size_t i = 0; i < ticks.n; i++)
		labels += ticks.has_label[i];
	g_assert_cmpuint(labels, ==, 10); // 1, 2 and 5 of three decades, and 1000
	for (size_t i = 0; i < across.n; i++)
		g_assert_true(across.has_label[i] == (i % 9 == 0)); // powers alone
}

static void test_log_ticks_start_where_the_scale_does(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Scale scale = scale_fixed(SCALE_LOG, 10, 70);

	scale.log_base = 2;
	Ticks ticks = ticks_log(arena, &scale, 300, 30, false);

	g_assert_cmpuint(ticks.n, ==, 3);
	g_assert_cmpfloat(ticks.values[0], ==, 10);
	g_assert_cmpfloat(ticks.values[1], ==, 18);
	g_assert_cmpfloat(ticks.values[2], ==, 36);
}

static void test_hostile_ranges_end(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Scale scale = scale_fixed(SCALE_LINEAR, -1e308, 1e308);
	double space;
	double increment = increment_find(increments_numeric(), scale.min, scale.max, 100, 30, &space);

	g_assert_cmpfloat(increment, ==, 0);
	g_assert_cmpuint(ticks_linear(arena, &scale, increments_numeric(), 1e-300).n, <=, MAX_TICKS);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/scale/ranges-and-increments", test_ranges_and_increments);
	g_test_add_func("/scale/flat-data-has-room", test_flat_data_has_room);
	g_test_add_func("/scale/limits", test_limits);
	g_test_add_func("/scale/no-data-is-empty", test_no_data_is_empty);
	g_test_add_func("/scale/log-goes-to-whole-powers", test_log_goes_to_whole_powers);
	g_test_add_func("/scale/keeps-the-last-tick", test_keeps_the_last_tick);
	g_test_add_func("/scale/log-labels-thin-out", test_log_labels_thin_out);
	g_test_add_func("/scale/log-ticks-start-where-the-scale-does",
			test_log_ticks_start_where_the_scale_does);
	g_test_add_func("/scale/hostile-ranges-end", test_hostile_ranges_end);
	return g_test_run();
}
