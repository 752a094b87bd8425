#include "renderer/data/nulls.h"

#include "tests/columns.h"
#include "tests/parse.h"

/* Expected columns: what Grafana 12.3's transformers/nulls/ give. */

static void test_insert(void)
{
	static const struct {
		double interval, from, to;
		const char *times, *values;
		const char *new_times, *new_values;
	} rows[] = {
		{ 10, NAN, NAN, "0 10 20", "1 2 3", "0 10 20", "1 2 3" },
		{ 10, NAN, NAN, "0 10 25", "1 2 3", "0 10 20 25", "1 2 null 3" },
		{ 10, NAN, NAN, "0 40", "1 2", "0 10 20 30 40", "1 null null null 2" },
		{ 10, NAN, NAN, "0 11", "1 2", "0 10 11", "1 null 2" },
		{ 10, 0, NAN, "20 30", "1 2", "0 10 20 30", "null null 1 2" },
		{ 10, 5, NAN, "20 30", "1 2", "0 10 20 30", "null null 1 2" },
		{ 10, 20, NAN, "20 30", "1 2", "20 30", "1 2" },
		{ 10, NAN, 50, "20 30", "1 2", "20 30 40", "1 2 null" },
		{ 10, NAN, 51, "20 30", "1 2", "20 30 40 50", "1 2 null null" },
		{ 10, NAN, 35, "20 30", "1 2", "20 30", "1 2" },
		{ 2.5, NAN, NAN, "0 5", "1 2", "0 2.5 5", "1 null 2" },
		{ 0, NAN, NAN, "0 40", "1 2", "0 40", "1 2" },
		{ -5, NAN, NAN, "0 40", "1 2", "0 40", "1 2" },
		{ NAN, 0, 99, "10 40", "1 2", "10 40", "1 2" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frame *frame = FRAME(arena, NULL, rows[i].times, rows[i].values);

		frame->fields[0].config.interval_ms = rows[i].interval;
		Frame *filled = nulls_insert(arena, frame, rows[i].from, rows[i].to);

		g_test_message("row %zu", i);
		g_assert_cmpstr(column_text(arena, filled->fields[0].numbers, filled->n_rows), ==,
				rows[i].new_times);
		g_assert_cmpstr(column_text(arena, filled->fields[1].numbers, filled->n_rows), ==,
				rows[i].new_values);
		g_assert_true((filled == frame) ==
			      (strcmp(rows[i].times, rows[i].new_times) == 0));
	}
}

/* Fields have to agree; what a field asks for goes before the time field's interval. */
static void test_thresholds(void)
{
	static const struct {
		double interval;
		const char *customs[3]; // of the time and two values
		size_t n_rows;		// of 0 and 40
	} rows[] = {
		{ 10, { "{}", "{}", "{}" }, 5 },
		{ NAN, { "{}", "{'insertNulls': 20}", "{}" }, 3 },
		{ NAN, { "{}", "{'insertNulls': 20}", "{'insertNulls': 10}" }, 2 },
		{ 10, { "{}", "{'insertNulls': 20}", "{'insertNulls': 20}" }, 2 },
		{ 10, { "{'insertNulls': 20}", "{'insertNulls': 20}", "{'insertNulls': 20}" }, 3 },
		{ 10, { "{'insertNulls': false}", "{'insertNulls': 0}", "{}" }, 5 },
		{ 10, { "{'insertNulls': -1}", "{'insertNulls': -1}", "{'insertNulls': -1}" }, 2 },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frame *frame = FRAME(arena, NULL, "0 40", "1 2", "3 4");

		frame->fields[0].config.interval_ms = rows[i].interval;
		for (size_t f = 0; f < 3; f++)
			frame->fields[f].config.custom = parse_json(arena, rows[i].customs[f]);
		g_test_message("row %zu", i);
		g_assert_cmpuint(nulls_insert(arena, frame, NAN, NAN)->n_rows, ==, rows[i].n_rows);
	}
}

static void test_other_columns(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const Value texts[] = { value_of_string("a"), value_of_string("b") };
	Frame *frame = FRAME(arena, NULL, "0 20", "1 2");
	const double *times = frame->fields[0].numbers;

	frame->fields[0].config.interval_ms = 10;
	frame->fields[1].numbers = NULL;
	frame->fields[1].values = texts;
	Frame *filled = nulls_insert(arena, frame, NAN, NAN);

	g_assert_cmpint(filled->fields[1].values[1].kind, ==, VALUE_NULL);
	g_assert_cmpstr(filled->fields[1].values[2].string, ==, "b");
	g_assert_true(frame->fields[0].numbers == times);
	g_assert_cmpuint(frame->n_rows, ==, 2);
}

/* What would take too many rows, or never end, is left as it is. */
static void test_bounds(void)
{
	static const struct {
		const char *times;
		double interval, from, to;
	} rows[] = {
		{ "0 1e12", 1, NAN, NAN },     { "1e12", 1, 0, NAN },  { "0", 1, NAN, 1e12 },
		{ "1e300 2e300", 1, NAN, NAN }, { "0 1", 1e-300, 0, 1 }, { "null 5", 1e-9, 0, 9 },
		{ "0 Infinity", 1, NAN, NAN }, { "Infinity", 1, 0, NAN },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frame *frame = FRAME(arena, NULL, rows[i].times, rows[i].times);

		frame->fields[0].config.interval_ms = rows[i].interval;
		g_test_message("row %zu", i);
		g_assert_true(nulls_insert(arena, frame, rows[i].from, rows[i].to) == frame);
	}
	g_assert_cmpuint(nulls_insert(arena, FRAME(arena, NULL, "", ""), 0, 9)->n_rows, ==, 0);
	g_assert_cmpuint(nulls_insert(arena, frame_new(arena, 0, 3), 0, 9)->n_rows, ==, 3);
}

static void test_connect(void)
{
	static const struct {
		double threshold;
		const char *values, *expected;
	} rows[] = {
		{ 25, "1 null 3 null null 6", "1 undef 3 null null 6" },
		{ 31, "1 null 3 null null 6", "1 undef 3 undef undef 6" },
		{ 30, "1 null null 4 null 6", "1 null null 4 undef 6" },
		{ 99, "null 2 null 4 null null", "null 2 undef 4 null null" },
		{ 99, "1 undef null 4 5 6", "1 undef undef 4 5 6" },
		{ 99, "1 NaN null 4 5 6", "1 NaN undef 4 5 6" },
		{ 0, "1 null 3 4 5 6", "1 null 3 4 5 6" },
		{ 99, "null null null null null null", "null null null null null null" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);
	size_t n;
	const double *times = column_of_text(arena, "0 10 20 30 40 50", &n);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const double *values = column_of_text(arena, rows[i].values, &n);

		g_test_message("%s under %g", rows[i].values, rows[i].threshold);
		g_assert_cmpstr(column_text(arena,
					    nulls_connect(arena, times, values, n,
							  rows[i].threshold),
					    n),
				==, rows[i].expected);
	}
}

static void test_replace(void)
{
	static const struct {
		const char *no_value, *expected;
	} rows[] = {
		{ NULL, "1 null undef NaN" }, { "none", "1 null undef NaN" },
		{ "0", "1 0 undef NaN" },     { " -1.5 ", "1 -1.5 undef NaN" },
		{ "0x10", "1 16 undef NaN" }, { "5 ms", "1 null undef NaN" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frame *frame = FRAME(arena, NULL, "1 2 3 4", "1 null undef NaN");

		frame->fields[1].config.no_value = rows[i].no_value;
		Frame *replaced = nulls_replace(arena, frame);

		g_assert_cmpstr(column_text(arena, replaced->fields[1].numbers, 4), ==,
				rows[i].expected);
		g_assert_cmpstr(column_text(arena, frame->fields[1].numbers, 4), ==,
				"1 null undef NaN");
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/nulls/insert", test_insert);
	g_test_add_func("/nulls/thresholds", test_thresholds);
	g_test_add_func("/nulls/other-columns", test_other_columns);
	g_test_add_func("/nulls/bounds", test_bounds);
	g_test_add_func("/nulls/connect", test_connect);
	g_test_add_func("/nulls/replace", test_replace);
	return g_test_run();
}
