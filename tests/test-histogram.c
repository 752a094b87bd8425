#include "renderer/data/histogram.h"

#include "tests/transform.h"

/* Expected: Grafana 12.3, transformations/transformers/histogram.ts. */

static const char two_fields[] =
	"[{'refId': 'A', 'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 2, 3, 4]},"
	" {'name': 'a', 'type': 'number', 'values': [1, 2, 2.5, null]},"
	" {'name': 'b', 'type': 'number', 'values': [-0.5, 2, 7, 7.9]}]}]";

static void test_counts_in_buckets_of_a_size(void)
{
	assert_transform("histogram", "{'bucketSize': 2}", two_fields,
			 "xMin: -2 0 2 6 | xMax: 0 2 4 8 | a: 0 1 2 0 | b: 1 0 1 2");
	assert_transform("histogram", "{'bucketSize': '2', 'bucketOffset': '1'}", two_fields,
			 "xMin: -1 1 7 | xMax: 1 3 9 | a: 0 3 0 | b: 1 1 2");
}

static void test_combines(void)
{
	assert_transform("histogram", "{'bucketSize': 2, 'combine': true}", two_fields,
			 "xMin: -2 0 2 6 | xMax: 0 2 4 8 | Count: 1 1 3 2");
}

static void test_finds_a_size(void)
{
	assert_transform("histogram", "{}",
			 "[{'fields': [{'name': 'v', 'type': 'number', 'values': [0, 3, 60]}]}]",
			 "xMin: 0 60 | xMax: 4 64 | v: 2 1");
	assert_transform("histogram", "{}",
			 "[{'fields': [{'name': 'v', 'type': 'number', 'values': [7]}]}]",
			 "xMin: 7 | xMax: 8 | v: 1");
}

static void test_no_value_stands_for_null(void)
{
	assert_transform("histogram", "{'bucketSize': 1}",
			 "[{'fields': [{'name': 'v', 'type': 'number', 'config': {'noValue': '5'},"
			 " 'values': [1, null]}]}]",
			 "xMin: 1 5 | xMax: 2 6 | v: 1 1");
}

static void test_absurd_sizes(void)
{
	static const char same[] =
		"[{'fields': [{'name': 'v', 'type': 'number', 'values': [3, 3, 3]}]}]";

	assert_transform("histogram", "{}", same, "xMin: NaN | xMax: NaN | v: 3");
	assert_transform("histogram", "{'bucketSize': 'inf'}", same, "xMin: NaN | xMax: NaN | v: 3");
	assert_transform("histogram", "{'bucketSize': 1e-300}", same, "xMin: 3 | xMax: 3 | v: 3");
	assert_transform("histogram", "{}", "[{'fields': [{'name': 's', 'values': ['x']}]}]", "");
}

/* --- Histograms that are there already --- */

static void assert_found(const char *input, const char *expected)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	Histogram found = histogram_find(arena, transform_input(arena, input));
	Frames *frames = frames_new(arena);

	if (found.frame)
		frames_append(arena, frames, found.frame);
	g_assert_cmpstr(transform_text(arena, frames), ==, expected);
}

static void test_explicit_edges(void)
{
	assert_found("[{'fields': [{'name': 'BucketMax', 'type': 'number', 'values': [2, 4]},"
		     " {'name': 'n', 'type': 'number', 'values': [5, 6]}]}]",
		     "xMin: 0 2 | BucketMax: 2 4 | n: 5 6");
	assert_found("[{'fields': [{'name': 'xMin', 'type': 'number', 'values': [2]},"
		     " {'name': 'n', 'type': 'number', 'values': [5]}]}]",
		     "");
	assert_found("[{'fields': [{'name': 'n', 'type': 'number', 'values': [5]}]}]", "");
}

static void test_heatmap_rows(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	Frames *frames = transform_input(
		arena, "[{'fields': [{'name': 'Time', 'type': 'time', 'values': [1, 2]},"
		       " {'name': '1', 'type': 'number', 'values': [2, 3]},"
		       " {'name': '+Inf', 'type': 'number', 'values': [null, 1]}]}]");

	frames->items[0]->meta = parse_json(arena, "{'type': 'heatmap-rows'}");
	Histogram found = histogram_find(arena, frames);

	g_assert_nonnull(found.frame);
	g_assert_cmpint(found.frame->n_rows, ==, 3);
	g_assert_cmpstr(field_value(found.frame, &found.frame->fields[0], 1).string, ==, "1");
	g_assert_cmpfloat(found.frame->fields[2].numbers[0], ==, 5);
	g_assert_cmpfloat(found.frame->fields[2].numbers[1], ==, 1);
	g_assert_cmpfloat(found.frame->fields[2].numbers[2], ==, 0);
}

static void test_heatmap_cells(void)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	Frames *frames = transform_input(
		arena, "[{'fields': [{'name': 'xMax', 'type': 'time', 'values': [1, 1, 2]},"
		       " {'name': 'yMin', 'type': 'number', 'values': [1, 8, 1]},"
		       " {'name': 'yMax', 'type': 'number', 'values': [2, 16, 2]},"
		       " {'name': 'count', 'type': 'number', 'values': [4, 5, 6]}]}]");

	frames->items[0]->meta = parse_json(arena, "{'type': 'heatmap-cells'}");
	Histogram found = histogram_find(arena, frames);

	g_assert_nonnull(found.frame);
	g_assert_cmpint(found.frame->n_rows, ==, 4);
	g_assert_cmpfloat(found.frame->fields[0].numbers[2], ==, 4);
	g_assert_cmpfloat(found.frame->fields[2].numbers[0], ==, 10);
	g_assert_cmpfloat(found.frame->fields[2].numbers[1], ==, 0);
	g_assert_cmpfloat(found.frame->fields[2].numbers[3], ==, 5);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/histogram/counts-in-buckets-of-a-size", test_counts_in_buckets_of_a_size);
	g_test_add_func("/histogram/combines", test_combines);
	g_test_add_func("/histogram/finds-a-size", test_finds_a_size);
	g_test_add_func("/histogram/no-value-stands-for-null", test_no_value_stands_for_null);
	g_test_add_func("/histogram/absurd-sizes", test_absurd_sizes);
	g_test_add_func("/histogram/explicit-edges", test_explicit_edges);
	g_test_add_func("/histogram/heatmap-rows", test_heatmap_rows);
	g_test_add_func("/histogram/heatmap-cells", test_heatmap_cells);
	return g_test_run();
}
