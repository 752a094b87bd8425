#include "renderer/data/apply.h"

#include "renderer/model/interpolate.h"
#include "tests/decode.h"

/* Two frames: a time series, and a table of two numbers and two texts. */
static const char series[] =
	"[{'schema': {'fields': [{'name': 'Time', 'type': 'time'}, {'name': 'cpu', 'type': 'number'}]},"
	" 'data': {'values': [[1000, 2000, 3000], [10, 40, null]]}}]";
static const char table[] =
	"[{'schema': {'fields': [{'name': 'host', 'type': 'string'}, {'name': 'load', 'type': 'number'},"
	" {'name': 'zone', 'type': 'string'}]},"
	" 'data': {'values': [['a', 'b', 'c'], [1, 2, 1], ['x', null, '']]}}]";

typedef struct {
	Arena *arena;
	Frames *frames;
	DisplayContext context;
	FieldDisplay *entries;
	size_t n;
} Shown;

static void show(Shown *shown, const char *frames, const char *options, const char *config,
		 const Interpolator *interpolator)
{
	json_object *field_config = parse_json(shown->arena, config);
	ReduceOptions reduce = reduce_options_parse(shown->arena, parse_json(shown->arena, options));

	shown->context = (DisplayContext){ .theme = theme_dark() };
	shown->frames = decode_frames(shown->arena, frames);
	g_assert_true(field_config_apply(shown->arena, shown->frames, field_config, interpolator,
					 NULL));
	shown->entries = field_displays(shown->arena, shown->frames, &reduce, field_config,
					interpolator, &shown->context, &shown->n);
}

static void assert_entry(const Shown *shown, size_t index, const char *title, const char *text)
{
	char found[DISPLAY_TEXT_SIZE];

	g_assert_cmpuint(index, <, shown->n);
	display_text(&shown->entries[index].display, found);
	g_assert_cmpstr(shown->entries[index].title, ==, title);
	g_assert_cmpstr(found, ==, text);
}

static void assert_color(const Shown *shown, size_t index, unsigned hex)
{
	g_assert_true(color_equal(shown->entries[index].display.color, COLOR_RGB(hex)));
}

/* data.md 4.3, defaults */
static void test_options(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	ReduceOptions none = reduce_options_parse(arena, NULL);
	ReduceOptions empty =
		reduce_options_parse(arena, parse_json(arena, "{'reduceOptions': {'calcs': []}}"));
	ReduceOptions all = reduce_options_parse(
		arena, parse_json(arena, "{'reduceOptions': {'values': true, 'limit': 3, 'fields':"
					 " '/x/', 'calcs': ['mean', 5, 'max']}}"));

	g_assert_false(none.values);
	g_assert_cmpint(none.limit, ==, 25);
	g_assert_cmpuint(none.n_calcs, ==, 1);
	g_assert_cmpstr(none.calcs[0], ==, "lastNotNull");
	g_assert_cmpstr(none.fields, ==, "");
	g_assert_cmpuint(empty.n_calcs, ==, 1);
	g_assert_cmpstr(empty.calcs[0], ==, "last");
	g_assert_true(all.values);
	g_assert_cmpint(all.limit, ==, 3);
	g_assert_cmpuint(all.n_calcs, ==, 2);
	g_assert_cmpstr(all.calcs[1], ==, "max");
	g_assert_cmpstr(all.fields, ==, "/x/");
	g_assert_cmpint(reduce_options_parse(arena, parse_json(arena, "{'reduceOptions': {'limit':"
								      " 1e300}}")).limit, >, 0);
}

static void test_one_entry_a_calculation(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Shown shown = { .arena = arena };

	show(&shown, series, "{'reduceOptions': {'calcs': ['lastNotNull', 'mean', 'last', 'nope']}}",
	     "{'defaults': {'unit': 'ms', 'noValue': '-'}}", NULL);
	g_assert_cmpuint(shown.n, ==, 4);
	assert_entry(&shown, 0, "cpu", "40 ms");
	assert_entry(&shown, 1, "cpu", "25 ms");
	assert_entry(&shown, 2, "cpu", "-");
	assert_entry(&shown, 3, "cpu", "-");
	g_assert_cmpstr(shown.entries[1].calc, ==, "mean");
	g_assert_cmpint(shown.entries[1].row, ==, -1);
	g_assert_true(shown.entries[0].sparkline_x == &shown.frames->items[0]->fields[0]);
	g_assert_cmpfloat(shown.entries[0].range.min, ==, 10);
	g_assert_cmpfloat(shown.entries[0].range.max, ==, 40);
	g_assert_cmpfloat(shown.entries[0].display.percent, ==, 1);
}

static void test_percent_change(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Shown shown = { .arena = arena };

	show(&shown,
	     "[{'schema': {'fields': [{'name': 'v', 'type': 'number'}]}, 'data': {'values': [[10, 40]]}}]",
	     "{}", "{}", NULL);
	g_assert_cmpfloat(shown.entries[0].percent_change, ==, 300);
}

static void test_fields_are_chosen_by_name(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Shown shown = { .arena = arena };

	show(&shown, table, "{'reduceOptions': {'calcs': ['first']}}", "{}", NULL);
	g_assert_cmpuint(shown.n, ==, 1);
	assert_entry(&shown, 0, "load", "1");
	show(&shown, table, "{'reduceOptions': {'calcs': ['first'], 'fields': '/.*/'}}", "{}", NULL);
	g_assert_cmpuint(shown.n, ==, 3);
	assert_entry(&shown, 0, "host", "a");
	assert_entry(&shown, 2, "zone", "x");
	show(&shown, table, "{'reduceOptions': {'calcs': ['first'], 'fields': 'zon'}}", "{}", NULL);
	assert_entry(&shown, 0, "", "No data"); // without slashes the whole name must match
	show(&shown, table, "{'reduceOptions': {'fields': '/(/'}}", "{}", NULL);
	assert_entry(&shown, 0, "", "No data");
}

static void test_names_hold_variables(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Shown shown = { .arena = arena };
	Interpolator interpolator = { 0 };

	show(&shown, series, "{'reduceOptions': {'calcs': ['max', 'min']}}",
	     "{'defaults': {'displayName': '${__calc} of ${__field.name}'}}", &interpolator);
	assert_entry(&shown, 0, "max of cpu", "40");
	assert_entry(&shown, 1, "min of cpu", "10");
	/* Equal results are one value in the browser, titled last by the second. */
	show(&shown, series, "{'reduceOptions': {'calcs': ['max', 'lastNotNull']}}",
	     "{'defaults': {'displayName': '$__calc'}}", &interpolator);
	assert_entry(&shown, 0, "lastNotNull", "40");
	assert_entry(&shown, 1, "lastNotNull", "40");
}

static void test_one_entry_a_row(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Shown shown = { .arena = arena };

	show(&shown, table, "{'reduceOptions': {'values': true}}",
	     "{'defaults': {'unit': 'ms', 'noValue': '?'}}", NULL);
	g_assert_cmpuint(shown.n, ==, 3);
	assert_entry(&shown, 0, "a x", "1 ms");
	assert_entry(&shown, 1, "b ?", "2 ms"); // an empty text is shown as no value
	assert_entry(&shown, 2, "c ?", "1 ms");
	g_assert_cmpint(shown.entries[2].row, ==, 2);
	g_assert_null(shown.entries[2].calc);
	show(&shown, table, "{'reduceOptions': {'values': true, 'limit': 2}}", "{}", NULL);
	g_assert_cmpuint(shown.n, ==, 2);
	assert_entry(&shown, 1, "b", "2");
}

static void test_row_titles_say_which_of_several_numbers(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Shown shown = { .arena = arena };

	show(&shown,
	     "[{'schema': {'name': 'f', 'fields': [{'name': 'host', 'type': 'string'},"
	     " {'name': 'in', 'type': 'number'}, {'name': 'out', 'type': 'number'}]},"
	     " 'data': {'values': [['a'], [1], [2]]}}]",
	     "{'reduceOptions': {'values': true, 'fields': '/.*/'}}", "{}", NULL);
	assert_entry(&shown, 0, "host", "a"); // its own text is no title
	assert_entry(&shown, 1, "a in", "1");
	assert_entry(&shown, 2, "a out", "2");
}

/* fieldDisplay.ts, fixCellTemplateExpressions() */
static void test_old_names_of_cells(void)
{
	static const struct {
		const char *name, *title;
	} rows[] = {
		{ "host ${__cell_0}", "host b" },
		{ "[[__cell_0]]!", "b!" },
		{ "$__cell_0 $__cell_1", "b 2" },
		{ "${__data.fields.zone}-${__data.fields[1]}", "-2" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Interpolator interpolator = { 0 };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *config = g_strdup_printf(
			"{'overrides': [{'matcher': {'id': 'byName', 'options': 'load'}, 'properties':"
			" [{'id': 'displayName', 'value': '%s'}]}]}",
			rows[i].name);
		Shown shown = { .arena = arena };

		g_test_message("%s", rows[i].name);
		show(&shown, table, "{'reduceOptions': {'values': true}}", config, &interpolator);
		g_assert_cmpstr(shown.entries[1].title, ==, rows[i].title);
	}
}

/* data.md 4.3: rows take the palette's colours in turn, an override by title takes its own. */
static void test_colors_of_rows(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Shown shown = { .arena = arena };

	show(&shown, table, "{'reduceOptions': {'values': true}}",
	     "{'defaults': {'color': {'mode': 'palette-classic'}}, 'overrides': [{'matcher':"
	     " {'id': 'byName', 'options': 'b'}, 'properties': [{'id': 'unit', 'value': 'ms'},"
	     " {'id': 'color', 'value': {'mode': 'fixed', 'fixedColor': 'dark-red'}}]}]}",
	     NULL);
	assert_color(&shown, 0, 0x73bf69);
	assert_color(&shown, 1, 0xc4162a);
	assert_color(&shown, 2, 0x73bf69); // the same value as row 0
	assert_entry(&shown, 1, "b", "2"); // nothing but the colour
}

/* The palette by name looks names up before the first title has been made. */
static void test_palette_by_name(void)
{
	static const char frames[] =
		"[{'schema': {'name': 'A', 'fields': [{'name': 'Value', 'type': 'number'}]},"
		" 'data': {'values': [[1]]}},"
		" {'schema': {'name': 'cpu', 'fields': [{'name': 'Value', 'type': 'number'}]},"
		" 'data': {'values': [[2]]}}]";
	static const char config[] = "{'defaults': {'color': {'mode': 'palette-classic-by-name'}}}";
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Shown shown = { .arena = arena };

	show(&shown, frames, "{}", config, NULL);
	assert_entry(&shown, 1, "cpu", "2");
	assert_color(&shown, 0, 0xcffaff); // both are called Value
	assert_color(&shown, 1, 0xcffaff);
	show(&shown, frames, "{'reduceOptions': {'fields': '/.*/'}}", config, NULL);
	assert_color(&shown, 1, 0xff9830); // cpu, see tests/test-color-mode.c
}

static void test_no_data(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 22);
	Shown shown = { .arena = arena };

	show(&shown, "[]", "{}",
	     "{'defaults': {'unit': 'ms', 'max': 9, 'thresholds': {'steps': [{'value': 7,"
	     " 'color': 'blue'}, {'value': 0, 'color': 'red'}]}}}",
	     NULL);
	g_assert_cmpuint(shown.n, ==, 1);
	assert_entry(&shown, 0, "", "No data");
	assert_color(&shown, 0, 0x5794f2);
	g_assert_null(shown.entries[0].frame);
	g_assert_cmpfloat(shown.entries[0].display.numeric, ==, 0);
	g_assert_cmpfloat(shown.entries[0].range.min, ==, 0);
	g_assert_cmpfloat(shown.entries[0].range.max, ==, 9);
	show(&shown, "[]", "{}", "{'defaults': {'noValue': '0'}}", NULL);
	assert_entry(&shown, 0, "", "0");
	show(&shown, "[]", "{}",
	     "{'defaults': {'mappings': [{'type': 'special', 'options': {'match': 'null',"
	     " 'result': {'text': 'gone', 'color': 'red'}}}]}}",
	     NULL);
	assert_entry(&shown, 0, "", "gone");
	assert_color(&shown, 0, 0xf2495c);
}

/* Each part is the longest of its own kind; the first of two that are equally long. */
static void test_alignment_is_the_longest_of_each(void)
{
	const FieldDisplay displays[] = {
		{ .title = "ab", .display.formatted = { "", "1234", " s" } },
		{ .title = NULL, .display.formatted = { "$", "9", " min" } },
		{ .title = "cd", .display.formatted = { "", "5678", "" } },
	};
	DisplayAlignment longest = field_displays_alignment(displays, G_N_ELEMENTS(displays));

	g_assert_cmpstr(longest.title, ==, "ab");
	g_assert_cmpstr(longest.value.prefix, ==, "$");
	g_assert_cmpstr(longest.value.text, ==, "1234");
	g_assert_cmpstr(longest.value.suffix, ==, " min");
	g_assert_cmpstr(field_displays_alignment(NULL, 0).title, ==, "");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/field-display/options", test_options);
	g_test_add_func("/field-display/one-entry-a-calculation", test_one_entry_a_calculation);
	g_test_add_func("/field-display/percent-change", test_percent_change);
	g_test_add_func("/field-display/fields-are-chosen-by-name", test_fields_are_chosen_by_name);
	g_test_add_func("/field-display/names-hold-variables", test_names_hold_variables);
	g_test_add_func("/field-display/one-entry-a-row", test_one_entry_a_row);
	g_test_add_func("/field-display/row-titles-say-which-of-several-numbers",
			test_row_titles_say_which_of_several_numbers);
	g_test_add_func("/field-display/old-names-of-cells", test_old_names_of_cells);
	g_test_add_func("/field-display/colors-of-rows", test_colors_of_rows);
	g_test_add_func("/field-display/palette-by-name", test_palette_by_name);
	g_test_add_func("/field-display/no-data", test_no_data);
	g_test_add_func("/field-display/alignment-is-the-longest-of-each",
			test_alignment_is_the_longest_of_each);
	return g_test_run();
}
