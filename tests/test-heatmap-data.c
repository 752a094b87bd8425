#include "renderer/chart/heatmap-data.h"

#include "renderer/chart/heatmap.h"
#include "tests/decode.h"

#include <math.h>

#define FIELD(name, type)     "{'name': '" name "', 'type': '" type "'}"
#define LABELED(name, labels) "{'name': '" name "', 'type': 'number', 'labels': " labels "}"
#define FRAME_OF(meta, fields, values)                                                             \
	"{'schema': {'meta': {'type': '" meta "'}, 'fields': [" fields "]}, 'data': {'values': ["  \
	values "]}}"

static HeatmapData *data_of(Arena *arena, const char *frames, const char *options)
{
	const PanelContext context = {
		.arena = arena,
		.theme = theme_dark(),
		.options = parse_json(arena, options),
		.frames = decode_frames(arena, frames),
		.display = { .theme = theme_dark() },
	};
	const char *message = NULL;

	return heatmap_data(&context, &message);
}

/* Names of buckets from the lowest on, then the values of the first column. */
static const char *describe(Arena *arena, const HeatmapData *data)
{
	GString *text = g_string_new(data->lowest_name ? data->lowest_name : "-");

	for (size_t i = 0; i < data->n_names; i++)
		g_string_append_printf(text, " %s", data->names[i]);
	g_string_append(text, ":");
	for (size_t i = 0; i < data->n_buckets; i++)
		g_string_append_printf(text, " %g", data->values[i]);
	return arena_take_string(arena, text);
}

static void test_rows(void)
{
	static const struct {
		const char *frames, *options, *text;
		CellSide side;
	} rows[] = {
		{ "[" FRAME_OF("", FIELD("t", "time") "," FIELD("10", "number") ","
			       FIELD("2", "number") "," FIELD("+Inf", "number"),
			       "[0, 1], [10, 11], [2, 3], [99, 99]") "]",
		  "{}", "- 2 10 +Inf: 2 10 99", CELL_AROUND },
		/* names that are no numbers keep their order */
		{ "[" FRAME_OF("", FIELD("t", "time") "," FIELD("b", "number") ","
			       FIELD("a", "number"), "[0, 1], [1, 1], [2, 2]") "]",
		  "{'rowsFrame': {'layout': 'ge'}}", "- b a: 1 2", CELL_STARTS },
		{ "[" FRAME_OF("", FIELD("t", "time") "," LABELED("Value", "{'le': '1'}") ","
			       LABELED("Value", "{'le': '0.5'}"), "[0, 1], [10, 11], [5, 5]") "]",
		  "{'yAxis': {'unit': 's'}}", "0 s 500 ms 1 s: 5 10", CELL_ENDS },
		{ "[" FRAME_OF("heatmap-rows", FIELD("t", "time") ","
			       LABELED("Value", "{'le': '1'}") "," LABELED("Value", "{'le': '0.5'}"),
			       "[0, 1], [10, 11], [5, 5]") "]",
		  "{'rowsFrame': {'layout': 'le'}}", "0.0 1 0.5: 10 5", CELL_ENDS },
		/* a frame for each bucket */
		{ "[" FRAME_OF("", FIELD("t", "time") "," FIELD("4", "number"), "[0, 1], [4, 4]") ","
		  FRAME_OF("", FIELD("t", "time") "," FIELD("3", "number"), "[0, 1], [3, 3]") "]",
		  "{}", "- 3 4: 3 4", CELL_AROUND },
	};
	g_autoptr(Arena) arena = arena_new(1 << 24);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		HeatmapData *data = data_of(arena, rows[i].frames, rows[i].options);

		g_test_message("row %zu", i);
		g_assert_nonnull(data);
		g_assert_cmpstr(describe(arena, data), ==, rows[i].text);
		g_assert_cmpint(data->y_side, ==, rows[i].side);
		g_assert_cmpint(data->x_side, ==, CELL_ENDS);
	}
}

static void test_cells(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	HeatmapData *data = data_of(
		arena, "[" FRAME_OF("heatmap-cells", FIELD("xMin", "time") "," FIELD("yMin", "number") ","
				    FIELD("Count", "number"),
				    "[0, 0, 10, 10], [5, 7, 5, 7], [1, 2, 3, 4]") "]", "{}");

	g_assert_nonnull(data);
	g_assert_false(data->is_sparse);
	g_assert_cmpuint(data->n_columns, ==, 2);
	g_assert_cmpuint(data->n_buckets, ==, 2);
	g_assert_cmpfloat(data->x_step, ==, 10);
	g_assert_cmpfloat(data->y_step, ==, 2);
	g_assert_cmpint(data->x_side, ==, CELL_STARTS);
	g_assert_cmpint(data->y_side, ==, CELL_STARTS);
}

static void test_sparse_cells(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	HeatmapData *data = data_of(
		arena, "[" FRAME_OF("heatmap-cells", FIELD("xMax", "time") "," FIELD("yMin", "number") ","
				    FIELD("yMax", "number") "," FIELD("count", "number"),
				    "[0, 10], [1, 2], [2, 4], [1e-9, 3]") "]", "{}");
	const HeatmapStyle style = { .hide_le = 1e-9, .hide_ge = INFINITY };

	g_assert_nonnull(data);
	g_assert_true(data->is_sparse);
	g_assert_cmpfloat(data->log_base, ==, 2);
	g_assert_cmpfloat(heatmap_value_range(data, &style).min, ==, 3);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/heatmap-data/rows", test_rows);
	g_test_add_func("/heatmap-data/cells", test_cells);
	g_test_add_func("/heatmap-data/sparse-cells", test_sparse_cells);
	return g_test_run();
}
