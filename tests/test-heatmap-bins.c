#include "renderer/data/heatmap-bins.h"

#include "tests/decode.h"

#include <math.h>

static void test_durations(void)
{
	static const struct {
		const char *text;
		double ms;
	} rows[] = {
		{ "1m", 60e3 },	     { "2h 30m", 9000e3 }, { "250ms", 250 },  { "5000", 5000 },
		{ "1500.7", 1500 },  { "1d", 86400e3 },	   { "2w", 1209600e3 }, { "", NAN },
		{ "fast", NAN },     { "1x", NAN },	   { "1.5h", NAN },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		double ms = heatmap_duration_ms(rows[i].text);

		g_test_message("%s", rows[i].text);
		g_assert_true(ms == rows[i].ms || (isnan(ms) && isnan(rows[i].ms)));
	}
}

/* "x:y=count" of all bins that are not empty, or the error. */
static const char *bins_of(Arena *arena, const char *values, const char *options)
{
	g_autofree char *text = g_strdup_printf(
		"[{'schema': {'fields': [{'name': 't', 'type': 'time'}, {'name': 'v', 'type': "
		"'number'}]}, 'data': {'values': %s}}]",
		values);
	g_autoptr(GError) error = NULL;
	HeatmapCalculation calculation =
		heatmap_calculation_parse(parse_json(arena, options), NULL, NULL);
	Frame *frame = heatmap_calculate(arena, decode_frames(arena, text), &calculation, &error);

	if (!frame)
		return arena_strdup(arena, error->message);
	GString *bins = g_string_new(NULL);

	g_string_append_printf(bins, "%zu", frame->n_rows);
	for (size_t i = 0; i < frame->n_rows; i++)
		if (frame->fields[2].numbers[i] > 0)
			g_string_append_printf(bins, " %g:%g=%g", frame->fields[0].numbers[i],
					       frame->fields[1].numbers[i],
					       frame->fields[2].numbers[i]);
	return arena_take_string(arena, bins);
}

static void test_counts(void)
{
#define SIZES(x, y) "{'xBuckets': {'mode': 'size', 'value': " x "}, 'yBuckets': " y "}"
#define LOG(base, parts)                                                                           \
	"{'mode': 'count', 'value': " parts ", 'scale': {'type': 'log', 'log': " base "}}"
	static const struct {
		const char *values, *options, *bins;
	} rows[] = {
		{ "[[0, 10, 25], [1, 2, 7]]", SIZES("'10'", "{'mode': 'size', 'value': '5'}"),
		  "6 0:0=1 10:0=1 20:5=1" },
		/* null counts as 0, what is no number for nothing */
		{ "[[0, 0, 0], [null, 7, 'x']]", SIZES("10", "{'mode': 'size', 'value': '5'}"),
		  "2 0:0=1 0:5=1" },
		{ "[[0, 0, 0], [-3, 0, 3]]", SIZES("10", "{'mode': 'size', 'value': '2'}"),
		  "4 0:-4=1 0:0=1 0:2=1" },
		{ "[[0, 0, 0, 0], [0, 1, 15, 150]]", SIZES("10", LOG("10", "''")),
		  "3 0:1=1 0:10=1 0:100=1" },
		{ "[[0, 0], [4, 6]]", SIZES("10", LOG("2", "2")), "2 0:4=1 0:5.65685=1" },
		/* so many buckets: nice sizes, one less in between */
		{ "[[0, 1000], [0, 100]]",
		  "{'xBuckets': {'mode': 'count', 'value': '11'}, 'yBuckets': {'mode': 'count', "
		  "'value': '11'}}",
		  "121 0:0=1 1000:100=1" },
		{ "[[0, 1000], [0, 100]]", "{}", "231 0:0=1 1000:100=1" },
		{ "[[], []]", "{}", "no values found" },
		{ "[[0, 1000000], [0, 100]]", SIZES("1", "{'mode': 'size', 'value': '1'}"),
		  "more heatmap buckets than can be drawn" },
		{ "[[0], [0]]", "{'xBuckets': {'scale': {'type': 'log'}}}",
		  "X axis only supports linear buckets" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 26);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("row %zu", i);
		g_assert_cmpstr(bins_of(arena, rows[i].values, rows[i].options), ==, rows[i].bins);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/heatmap-bins/durations", test_durations);
	g_test_add_func("/heatmap-bins/counts", test_counts);
	return g_test_run();
}
