#include "renderer/render.h"

#include <string.h>

#include "renderer/panel/table/table-pill.h"
#include "tests/decode.h"

/* A table panel from its JSON and its frames; single quotes stand for double ones. */
typedef struct {
	Arena *arena;
	TextContext *text;
	Panel panel;
	RenderInput input;
	TimeRange range;
	Interpolator interpolator;
	GTimeZone *zone;
} Table;

static Table *table_new(const char *panel_json, Frames *(*frames)(Arena *arena, const char *text),
			const char *text)
{
	Table *table = g_new0(Table, 1);

	table->arena = arena_new(SIZE_MAX);
	table->text = text_context_new();
	table->zone = g_time_zone_new_utc();
	table->range = (TimeRange){ 0, 3600000, "", "" };
	table->interpolator = (Interpolator){ .range = &table->range, .zone = table->zone,
					      .zone_name = "UTC" };
	g_assert_true(panel_parse(table->arena, parse_json(table->arena, panel_json),
				  &table->panel));
	table->input = (RenderInput){
		.arena = table->arena,
		.text = table->text,
		.theme = theme_dark(),
		.panel = &table->panel,
		.frames = frames(table->arena, text),
		.range = table->range,
		.zone = table->zone,
		.interpolator = &table->interpolator,
		.width_px = 400,
		.height_px = 200,
		.scale = 1,
		.max_height_px = 5000,
	};
	return table;
}

static void table_free(Table *table)
{
	text_context_free(table->text);
	g_time_zone_unref(table->zone);
	arena_free(table->arena);
	g_free(table);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* The texts in the order they are drawn, with '|' between them. */
static char *drawn_texts(const Scene *scene)
{
	GString *texts = g_string_new(NULL);

	for (size_t i = 0; i < scene_n_items(scene); i++)
		if (scene_item(scene, i)->kind == SCENE_TEXT)
			g_string_append_printf(texts, "%s%s", texts->len ? "|" : "",
					       scene_item(scene, i)->text->text);
	return g_string_free(texts, FALSE);
}

static void assert_drawn(const char *panel, const char *frames, const char *expected)
{
	g_autoptr(Table) table = table_new(panel, decode_frames, frames);
	g_autoptr(GError) error = NULL;
	g_autoptr(Scene) scene = render_panel(&table->input, &error);

	g_assert_no_error(error);
	g_autofree char *texts = drawn_texts(scene);

	g_assert_cmpstr(texts, ==, expected);
}

static const char stock[] =
	"[{'schema': {'fields': [{'name': 'tea', 'type': 'string'}, {'name': 'kg', 'type': 'number'}]},"
	" 'data': {'values': [['oolong 10', 'Oolong 9', 'assam'], [2, null, 12]]}}]";

/* --- What is shown --- */

static void test_shows_header_and_rows(void)
{
	assert_drawn("{'type': 'table'}", stock, "tea|kg|oolong 10|2|Oolong 9|assam|12");
}

static void test_hides_header_and_columns(void)
{
	assert_drawn("{'type': 'table', 'options': {'showHeader': false}, 'fieldConfig': {'overrides':"
		     " [{'matcher': {'id': 'byName', 'options': 'tea'}, 'properties':"
		     " [{'id': 'custom.hideFrom.viz', 'value': true}]}]}}",
		     stock, "2|12");
}

static void test_sorts_texts_by_numbers_in_them(void)
{
	assert_drawn("{'type': 'table', 'options': {'showHeader': false,"
		     " 'sortBy': [{'displayName': 'tea'}]}}",
		     stock, "assam|12|Oolong 9|oolong 10|2");
}

static void test_sorts_numbers_with_nothing_first(void)
{
	assert_drawn("{'type': 'table', 'options': {'showHeader': false,"
		     " 'sortBy': [{'displayName': 'kg', 'desc': false}, {'displayName': 'none'}]}}",
		     stock, "Oolong 9|oolong 10|2|assam|12");
	assert_drawn("{'type': 'table', 'options': {'showHeader': false,"
		     " 'sortBy': [{'displayName': 'kg', 'desc': true}]}}",
		     stock, "assam|12|oolong 10|2|Oolong 9");
}

static void test_calculates_the_footer(void)
{
	assert_drawn("{'type': 'table', 'options': {'showHeader': false},"
		     " 'fieldConfig': {'defaults': {'custom': {'footer': {'reducers':"
		     " ['sum', 'countAll']}}}}}",
		     stock, "oolong 10|2|Oolong 9|assam|12|TOTAL|COUNT|3|14");
}

static void test_splits_pages(void)
{
	g_autoptr(Table) table = table_new(
		"{'type': 'table', 'options': {'showHeader': false, 'enablePagination': true}}",
		decode_frames, stock);

	table->input.height_px = 130;
	g_autoptr(Scene) scene = render_panel(&table->input, NULL);
	g_autofree char *texts = drawn_texts(scene);

	g_assert_cmpstr(texts, ==, "oolong 10|2|Oolong 9|1|2");
}

static void test_offers_other_frames(void)
{
	static const char two[] =
		"[{'schema': {'name': 'shop', 'fields': [{'name': 'a'}]}, 'data': {'values': [[1]]}},"
		" {'schema': {'name': 'store', 'fields': [{'name': 'b'}]}, 'data': {'values': [[2]]}}]";

	assert_drawn("{'type': 'table', 'options': {'frameIndex': 1, 'showHeader': false}}", two,
		     "2|store");
	assert_drawn("{'type': 'table', 'options': {'frameIndex': 9, 'showHeader': false}}", two,
		     "1|shop");
}

static void test_says_that_there_are_no_data(void)
{
	assert_drawn("{'type': 'table'}", "[]", "No data");
	assert_drawn("{'type': 'table'}", "[{'schema': {'fields': []}, 'data': {'values': []}}]",
		     "No data");
}

static void test_fills_columns_of_a_name_with_the_last(void)
{
	assert_drawn("{'type': 'table', 'options': {'showHeader': false}}",
		     "[{'schema': {'fields': [{'name': 'a', 'type': 'string', 'config': {'displayName': 'x'}},"
		     " {'name': 'b', 'type': 'string', 'config': {'displayName': 'x'}}]},"
		     " 'data': {'values': [['one'], ['two']]}}]",
		     "two|two");
}

static void test_shows_json_in_one_line(void)
{
	assert_drawn("{'type': 'table', 'options': {'showHeader': false}}",
		     "[{'schema': {'fields': [{'name': 'a', 'type': 'other'}]},"
		     " 'data': {'values': [[{'shelf': [1, 2]}]]}}]",
		     "{ \"shelf\": [ 1, 2 ] }");
}

static void test_names_links_by_values(void)
{
	assert_drawn("{'type': 'table', 'options': {'showHeader': false}, 'fieldConfig': {'overrides':"
		     " [{'matcher': {'id': 'byName', 'options': 'tea'}, 'properties':"
		     " [{'id': 'custom.cellOptions', 'value': {'type': 'data-links'}},"
		     " {'id': 'links', 'value': [{'title': 'buy ${__value.text}', 'url': 'http://a'},"
		     " {'title': 'nowhere'}]}]}]}}",
		     stock, "buy oolong 10|2|buy Oolong 9|buy assam|12");
}

/* --- Heights --- */

static double height_of(const char *panel, const char *frames, double max_height_px)
{
	g_autoptr(Table) table = table_new(panel, decode_frames, frames);

	table->input.height_px = 100;
	table->input.shows_all_rows = true;
	table->input.max_height_px = max_height_px;
	g_autoptr(Scene) scene = render_panel(&table->input, NULL);

	return scene_height(scene);
}

static void test_grows_to_all_rows(void)
{
	const double around = 18; // border and padding of a panel without a title

	g_assert_cmpfloat(height_of("{'type': 'table'}", stock, 5000), ==, around + 28 + 3 * 36);
	g_assert_cmpfloat(height_of("{'type': 'table', 'options': {'cellHeight': 'lg',"
				    " 'enablePagination': true}}",
				    stock, 5000),
			  ==, around + 28 + 3 * 48);
	g_assert_cmpfloat(height_of("{'type': 'table'}", stock, 120), ==, 120);
	g_assert_cmpfloat(height_of("{'type': 'table'}", "[]", 5000), ==, 100);
	g_assert_cmpfloat(height_of("{'type': 'stat'}", stock, 5000), ==, 100);
}

static void test_says_that_not_all_rows_fit(void)
{
	g_autoptr(Table) table = table_new("{'type': 'table', 'options': {'showHeader': false}}",
					   decode_frames, stock);

	table->input.height_px = 60;
	table->input.shows_all_rows = true;
	table->input.max_height_px = 100;
	g_autoptr(Scene) scene = render_panel(&table->input, NULL);
	g_autofree char *texts = drawn_texts(scene);

	g_assert_cmpfloat(scene_height(scene), ==, 100);
	g_assert_nonnull(strstr(texts, "Not all rows fit"));
}

static void test_wraps_texts(void)
{
	static const char note[] =
		"[{'schema': {'fields': [{'name': 'note', 'type': 'string'}]}, 'data': {'values':"
		" [['keep dry, cool and dark, away from coffee and spices', 'short note']]}}]";
	static const char panel[] =
		"{'type': 'table', 'options': {'showHeader': false},"
		" 'fieldConfig': {'defaults': {'custom': {'wrapText': true, 'width': 150}}}}";

	assert_drawn(panel, note, "keep dry, cool and|dark, away from|coffee and spices|short note");
	g_assert_cmpfloat(height_of(panel, note, 5000), ==, 18 + (3 * 22 + 12) + 36);
}

/* --- Pills --- */

static void assert_pills(Value value, const char *expected)
{
	g_autoptr(Arena) arena = arena_new(SIZE_MAX);
	TablePills pills = table_pills(arena, value);
	GString *joined = g_string_new(NULL);

	for (size_t i = 0; i < pills.n; i++)
		g_string_append_printf(joined, "[%s]", pills.items[i] ? pills.items[i] : "(null)");
	g_assert_cmpstr(joined->str, ==, expected);
	g_string_free(joined, TRUE);
}

static void test_splits_pills(void)
{
	g_autoptr(Arena) arena = arena_new(SIZE_MAX);

	assert_pills(value_of_string("tea, coffee ,cocoa"), "[tea][coffee][cocoa]");
	assert_pills(value_of_string("[\"a,b\", 2, null]"), "[a,b][2][(null)]");
	assert_pills(value_of_string("[1,2]["), "[[1][2][]");
	assert_pills(value_of_json(parse_json(arena, "[' tea', null]")), "[tea]");
	assert_pills(value_of_string("[broken"), "[[broken]");
	assert_pills(value_of_string(""), "");
	assert_pills((Value){ .kind = VALUE_NULL }, "");
	assert_pills(value_of_number(3.5), "[3.5]");
}

/* --- Hostile tables --- */

static Field numbers_field(Arena *arena, const char *name, size_t n_rows)
{
	double *numbers = arena_new_array(arena, double, n_rows);

	for (size_t row = 0; row < n_rows; row++)
		numbers[row] = (double)(row * 7919 % n_rows);
	return (Field){ .name = name, .type = FIELD_NUMBER, .config = field_config_empty(),
			.numbers = numbers };
}

static Field texts_field(Arena *arena, const char *name, size_t n_rows)
{
	Value *values = arena_new_array(arena, Value, n_rows);

	for (size_t row = 0; row < n_rows; row++)
		values[row] = value_of_string(
			arena_printf(arena, "order %zu of a tea shop", row * 7919 % n_rows));
	return (Field){ .name = name, .type = FIELD_STRING, .config = field_config_empty(),
			.values = values };
}

static Frames *frames_of(Arena *arena, Frame *frame)
{
	Frames *frames = frames_new(arena);

	frames_append(arena, frames, frame);
	return frames;
}

static Frames *long_table(Arena *arena, const char *unused)
{
	enum { N_ROWS = 200000 };
	Frame *frame = frame_new(arena, 2, N_ROWS);

	frame->fields[0] = texts_field(arena, "order", N_ROWS);
	frame->fields[1] = numbers_field(arena, "price", N_ROWS);
	return frames_of(arena, frame);
}

static Frames *wide_table(Arena *arena, const char *unused)
{
	enum { N_FIELDS = 10000, N_ROWS = 3 };
	Frame *frame = frame_new(arena, N_FIELDS, N_ROWS);

	for (size_t i = 0; i < N_FIELDS; i++)
		frame->fields[i] =
			numbers_field(arena, arena_printf(arena, "shelf %zu", i), N_ROWS);
	return frames_of(arena, frame);
}

static Frames *long_texts(Arena *arena, const char *unused)
{
	enum { N_BYTES = 1 << 20, N_ROWS = 5 };
	Frame *frame = frame_new(arena, 1, N_ROWS);
	char *text = arena_alloc(arena, N_BYTES + 1, 1);
	Value *values = arena_new_array(arena, Value, N_ROWS);

	for (size_t i = 0; i < N_BYTES; i++)
		text[i] = "* **tea** [a](b) `c`\n\n> - "[i % 26];
	for (size_t row = 0; row < N_ROWS; row++)
		values[row] = value_of_string(text);
	frame->fields[0] = (Field){ .name = "note", .type = FIELD_STRING,
				    .config = field_config_empty(), .values = values };
	return frames_of(arena, frame);
}

/* Milliseconds of laying out; sanitizers and busy machines take several times as long. */
static double layout_ms(const char *panel, Frames *(*frames)(Arena *arena, const char *text))
{
	g_autoptr(Table) table = table_new(panel, frames, NULL);
	gint64 start = g_get_monotonic_time();
	g_autoptr(Scene) scene = render_panel(&table->input, NULL);

	g_assert_nonnull(scene);
	g_assert_false(scene_is_full(scene));
	g_assert_cmpuint(scene_n_items(scene), <, 5000);
	double ms = (double)(g_get_monotonic_time() - start) / 1000;

	g_test_message("%.0f ms, %zu items: %s", ms, scene_n_items(scene), panel);
	return ms;
}

static void test_bounds_long_tables(void)
{
	g_assert_cmpfloat(layout_ms("{'type': 'table'}", long_table), <, 300);
	g_assert_cmpfloat(layout_ms("{'type': 'table', 'fieldConfig': {'defaults': {'custom':"
				    " {'wrapText': true, 'footer': {'reducers': ['sum']}}}}}",
				    long_table),
			  <, 500);
	g_assert_cmpfloat(layout_ms("{'type': 'table', 'options': {'sortBy':"
				    " [{'displayName': 'price'}]}}",
				    long_table),
			  <, 1000);
	g_assert_cmpfloat(layout_ms("{'type': 'table', 'options': {'sortBy':"
				    " [{'displayName': 'order', 'desc': true}]}}",
				    long_table),
			  <, 4000);
}

static void test_bounds_wide_tables(void)
{
	g_assert_cmpfloat(layout_ms("{'type': 'table'}", wide_table), <, 500);
	g_assert_cmpfloat(layout_ms("{'type': 'table', 'fieldConfig': {'defaults': {'custom':"
				    " {'wrapText': true, 'wrapHeaderText': true,"
				    " 'footer': {'reducers': ['mean', 'max']}}}}}",
				    wide_table),
			  <, 1000);
}

static void test_bounds_long_texts(void)
{
	static const char *const types[] = { "auto", "markdown", "json-view", "pill", "image" };

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autofree char *panel = g_strdup_printf(
			"{'type': 'table', 'fieldConfig': {'defaults': {'custom': {'wrapText': %s,"
			" 'cellOptions': {'type': '%s', 'dynamicHeight': %s}}}}}",
			i % 2 ? "true" : "false", types[i], i == 1 ? "true" : "false");

		g_assert_cmpfloat(layout_ms(panel, long_texts), <, 1000);
	}
}

static void test_takes_options_of_any_type(void)
{
	static const char *const values[] = { "null", "-1",   "1e300", "'x'", "[]",
					      "{}",   "true", "[[1]]", "0.5" };

	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		const char *v = values[i];
		g_autofree char *panel = g_strdup_printf(
			"{'type': 'table', 'options': {'sortBy': %s, 'frameIndex': %s,"
			" 'cellHeight': %s, 'frozenColumns': {'left': %s}, 'maxRowHeight': %s,"
			" 'enablePagination': %s, 'footer': %s}, 'fieldConfig': {'defaults':"
			" {'custom': {'width': %s, 'minWidth': %s, 'align': %s, 'cellOptions': %s,"
			" 'wrapText': true, 'footer': {'reducers': %s}, 'styleField': %s}}}}",
			v, v, v, v, v, v, v, v, v, v, v, v, v);
		g_autoptr(Table) table = table_new(panel, decode_frames, stock);
		g_autoptr(Scene) scene = render_panel(&table->input, NULL);

		g_assert_nonnull(scene);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/table/header-and-rows", test_shows_header_and_rows);
	g_test_add_func("/table/hidden", test_hides_header_and_columns);
	g_test_add_func("/table/sorts-texts", test_sorts_texts_by_numbers_in_them);
	g_test_add_func("/table/sorts-numbers", test_sorts_numbers_with_nothing_first);
	g_test_add_func("/table/footer", test_calculates_the_footer);
	g_test_add_func("/table/pages", test_splits_pages);
	g_test_add_func("/table/frames", test_offers_other_frames);
	g_test_add_func("/table/no-data", test_says_that_there_are_no_data);
	g_test_add_func("/table/equal-names", test_fills_columns_of_a_name_with_the_last);
	g_test_add_func("/table/json", test_shows_json_in_one_line);
	g_test_add_func("/table/links", test_names_links_by_values);
	g_test_add_func("/table/all-rows", test_grows_to_all_rows);
	g_test_add_func("/table/not-all-rows", test_says_that_not_all_rows_fit);
	g_test_add_func("/table/wraps", test_wraps_texts);
	g_test_add_func("/table/pills", test_splits_pills);
	g_test_add_func("/table/long-tables", test_bounds_long_tables);
	g_test_add_func("/table/wide-tables", test_bounds_wide_tables);
	g_test_add_func("/table/long-texts", test_bounds_long_texts);
	g_test_add_func("/table/any-options", test_takes_options_of_any_type);
	return g_test_run();
}
