#include "renderer/panel/threshold-span.h"

#include <math.h>

static ThresholdStep steps[] = { { -INFINITY, "green" }, { 80, "orange" }, { 90, "red" } };

static Field field_with(bool is_percentage)
{
	Field field = { .name = "", .config = field_config_empty() };

	field.config.thresholds = (Thresholds){ true, is_percentage, steps, 3 };
	return field;
}

static void assert_spans(const Field *field, Range range, const double *ends, const char **colors,
			 size_t n_expected)
{
	g_autoptr(Arena) arena = arena_new(1 << 16);
	size_t n;
	ThresholdSpan *spans = threshold_spans(arena, theme_dark(), field, range, &n);

	g_assert_cmpuint(n, ==, n_expected);
	for (size_t i = 0; i < n; i++) {
		g_assert_cmpfloat(spans[i].end, ==, ends[i]);
		g_assert_true(color_equal(spans[i].color, theme_color(theme_dark(), colors[i])));
	}
}

static void test_spans_end_where_the_next_step_starts(void)
{
	Field field = field_with(false);

	assert_spans(&field, (Range){ 0, 100 }, (const double[]){ 0, 80, 90, 100 },
		     (const char *[]){ "green", "green", "orange", "red" }, 4);
	assert_spans(&field, (Range){ 85, 89.126 }, (const double[]){ 85, 90, 89.13 },
		     (const char *[]){ "orange", "orange", "orange" }, 3);
}

/* All of the scale is in the first step: the browser lists the others too. */
static void test_steps_past_the_end_are_listed(void)
{
	Field field = field_with(false);

	assert_spans(&field, (Range){ 0, 50 }, (const double[]){ 0, 80, 90, 50 },
		     (const char *[]){ "green", "green", "orange", "green" }, 4);
}

static void test_percentages_are_of_100(void)
{
	Field field = field_with(true);

	assert_spans(&field, (Range){ 5, 7 }, (const double[]){ 0, 80, 90, 100 },
		     (const char *[]){ "green", "green", "orange", "red" }, 4);
}

static void test_no_steps(void)
{
	Field field = field_with(false);

	field.config.thresholds.n_steps = 0;
	assert_spans(&field, (Range){ 0, 1 }, (const double[]){ 0, 1 }, (const char *[]){ NULL, NULL },
		     2);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/threshold-span/spans-end-where-the-next-step-starts",
			test_spans_end_where_the_next_step_starts);
	g_test_add_func("/threshold-span/steps-past-the-end-are-listed",
			test_steps_past_the_end_are_listed);
	g_test_add_func("/threshold-span/percentages-are-of-100", test_percentages_are_of_100);
	g_test_add_func("/threshold-span/no-steps", test_no_steps);
	return g_test_run();
}
