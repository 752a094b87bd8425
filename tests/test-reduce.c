#include "renderer/data/reduce.h"

#include "tests/parse.h"

static const FrameLimits limits = { .max_frames = 1, .max_cells = 100000 };

/* A frame of one column; NaN and undefined cells are listed in `entities`. */
static Frame *column(Arena *arena, const char *type, const char *cells, const char *entities)
{
	const char *json = arena_printf(
		arena, "{'schema': {'fields': [{'name': 'v', 'type': '%s'}]},"
		       " 'data': {'values': [%s], 'entities': [%s]}}",
		type, cells, entities ? entities : "null");

	return frame_decode(arena, parse_json(arena, json), &limits, NULL);
}

static const char *reduced(Arena *arena, const Frame *frame, const char *id)
{
	const Reducer *reducer = reducer_find(id);

	g_assert_nonnull(reducer);
	Value value = reduce_field(arena, frame, frame->fields, reducer);

	return value_to_text(arena, value);
}

/* Expected by the definitions in Grafana's "Calculation types" documentation, by hand. */
static void test_numbers(void)
{
	static const struct {
		const char *id, *cells, *expected;
	} rows[] = {
		{ "lastNotNull", "[1, 2, null]", "2" },
		{ "lastNotNull", "[null, null]", "null" },
		{ "current", "[1, 2]", "2" },
		{ "last", "[1, 2, null]", "null" },
		{ "firstNotNull", "[null, 3, 4]", "3" },
		{ "first", "[null, 3, 4]", "null" },
		{ "min", "[3, -1, null, 2]", "-1" },
		{ "min", "[null]", "null" },
		{ "max", "[3, -1, null, 2]", "3" },
		{ "max", "[null]", "null" },
		{ "mean", "[1, null, 2, 6]", "3" },
		{ "avg", "[1, 2]", "1.5" },
		{ "mean", "[null]", "null" },
		{ "median", "[9, 1, 5]", "5" },
		{ "median", "[9, 1, null, 5, 2]", "3.5" },
		{ "median", "[null]", "NaN" },
		{ "variance", "[2, 4, 4, 4, 5, 5, 7, 9]", "4" },
		{ "stdDev", "[2, 4, 4, 4, 5, 5, 7, 9, null]", "2" },
		{ "stdDev", "[null]", "0" },
		{ "sum", "[1, null, 2.5]", "3.5" },
		{ "total", "[1, 2]", "3" },
		{ "sum", "[null]", "0" },
		{ "count", "[1, null, 2]", "2" },
		{ "countAll", "[1, null, 2]", "3" },
		{ "range", "[5, -1, null]", "6" },
		{ "range", "[null]", "null" },
		{ "diff", "[null, 5, 1, 8]", "3" },
		{ "diff", "[null]", "null" },
		{ "diffperc", "[4, 1, 5]", "25" },
		{ "diffperc", "[null]", "0" },
		{ "diffperc", "[0, 1]", "Infinity" },
		{ "diffperc", "[0, 0]", "NaN" },
		{ "delta", "[1, 3, 6]", "5" },
		{ "delta", "[1, 3, 0, 2, 5]", "5" }, // 2, reset, not counted, 3
		{ "delta", "[5]", "0" },
		{ "step", "[1, 4, 5, null, 9]", "1" },
		{ "step", "[5, 3]", "-2" },
		{ "step", "[5]", "null" },
		{ "logmin", "[0, -3, 7, 2]", "2" },
		{ "logmin", "[0, -3]", "1.7976931348623157e+308" },
		{ "allIsZero", "[0, null, 0]", "true" },
		{ "allIsZero", "[0, 1]", "false" },
		{ "allIsZero", "[null]", "false" },
		{ "allIsNull", "[null, null]", "true" },
		{ "allIsNull", "[null, 0]", "false" },
		{ "changeCount", "[1, 1, 2, null, 2, 1]", "2" },
		{ "distinctCount", "[1, 2, null, 1]", "2" },
		{ "allValues", "[2, null, 2]", "2,,2" },
		{ "uniqueValues", "[2, null, 1, 2, null]", "2,,1" },
		{ "p50", "[4, 1, null, 3, 2]", "3" }, // round(1.5) is 2
		{ "p1", "[4, 1, 3, 2]", "1" },
		{ "p99", "[4, 1, 3, 2]", "4" },
		{ "p25", "[5, 4, 3, 2, 1]", "2" },
		{ "p50", "[null]", "undefined" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frame *frame = column(arena, "number", rows[i].cells, NULL);

		g_test_message("%s of %s", rows[i].id, rows[i].cells);
		g_assert_cmpstr(reduced(arena, frame, rows[i].id), ==, rows[i].expected);
	}
}

/* NaN counts, poisons the variance, and is passed over else; undefined is passed over. */
static void test_not_numbers(void)
{
	static const struct {
		const char *id, *expected;
	} rows[] = {
		{ "count", "3" },	  { "countAll", "4" },	  { "lastNotNull", "3" },
		{ "last", "undefined" },  { "first", "NaN" },	  { "firstNotNull", "1" },
		{ "min", "1" },		  { "max", "3" },	  { "mean", "2" },
		{ "sum", "4" },		  { "variance", "NaN" },  { "stdDev", "NaN" },
		{ "changeCount", "3" },	  { "distinctCount", "4" }, { "p99", "undefined" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = column(arena, "number", "[null, 1, 3, null]", "{'NaN': [0], 'Undef': [3]}");

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].id);
		g_assert_cmpstr(reduced(arena, frame, rows[i].id), ==, rows[i].expected);
	}
	frame = column(arena, "number", "[null, null]", "{'NaN': [0, 1]}");
	g_assert_cmpstr(reduced(arena, frame, "changeCount"), ==, "1");
	g_assert_cmpstr(reduced(arena, frame, "distinctCount"), ==, "1");
	g_assert_cmpstr(reduced(arena, frame, "allIsNull"), ==, "true");
}

static void test_infinities(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = column(arena, "number", "[null, 1]", "{'Inf': [0]}");

	g_assert_cmpstr(reduced(arena, frame, "max"), ==, "Infinity");
	g_assert_cmpstr(reduced(arena, frame, "min"), ==, "1");
	g_assert_cmpstr(reduced(arena, frame, "sum"), ==, "Infinity");
}

/* Reducers of other types than numbers: only ends, counts and lists mean something. */
static void test_other_types(void)
{
	static const struct {
		const char *type, *id, *cells, *expected;
	} rows[] = {
		{ "string", "lastNotNull", "['a', 'b', null]", "b" },
		{ "string", "first", "['a', 'b']", "a" },
		{ "string", "max", "['a', 'b']", "null" },
		{ "string", "sum", "['1', '2']", "0" },
		{ "string", "count", "['a', null]", "1" },
		{ "string", "allIsNull", "['a']", "true" },
		{ "string", "allIsZero", "['0']", "false" },
		{ "string", "diff", "['1', '2']", "null" },
		{ "string", "diffperc", "['1', '2']", "0" },
		{ "string", "stdDev", "['1', '2']", "0" },
		{ "string", "changeCount", "['a', 'a', 'b', null, 'b']", "1" },
		{ "string", "distinctCount", "['a', 'b', 'a', null]", "2" },
		{ "string", "uniqueValues", "['a', 'b', 'a']", "a,b" },
		{ "boolean", "last", "[true, false]", "false" },
		{ "boolean", "max", "[true, false]", "null" },
		{ "boolean", "diff", "[true, false]", "null" },
		{ "boolean", "allIsZero", "[false]", "false" },
		{ "boolean", "uniqueValues", "[true, true, false]", "true,false" },
		{ "enum", "max", "[1, 2]", "null" },
		{ "enum", "diff", "[1, 3]", "2" },
		{ "time", "range", "[1000, 4000]", "3000" },
		{ "time", "stdDev", "[1000, 3000]", "1000" },
		{ "number", "max", "['10', '9', 3]", "10" },
		{ "other", "distinctCount", "[{}, {}, 'a']", "3" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frame *frame = column(arena, rows[i].type, rows[i].cells, NULL);

		g_test_message("%s of %s %s", rows[i].id, rows[i].type, rows[i].cells);
		g_assert_cmpstr(reduced(arena, frame, rows[i].id), ==, rows[i].expected);
	}
}

/* As a text, lists of lists would take sixteen times the room with each reduction. */
static void test_lists_of_lists_stay_small(void)
{
	const char *cells = "['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',"
			    " 'o', 'p']";
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = column(arena, "string", cells, NULL);

	for (int i = 0; i < 12; i++) {
		Value list = reduce_field(arena, frame, &frame->fields[0],
					  reducer_find("allValues"));

		Value *lists = arena_new_array(arena, Value, frame->n_rows);

		for (size_t row = 0; row < frame->n_rows; row++)
			lists[row] = list;
		frame->fields[0].type = FIELD_OTHER;
		frame->fields[0].values = lists;
	}
	g_assert_cmpuint(strlen(reduced(arena, frame, "allValues")), <, 100000);
	g_assert_cmpuint(strlen(reduced(arena, frame, "uniqueValues")), <, 100000);
}

/* Grafana 12.3: fieldReducer.ts, emptyInputResult. */
static void test_no_rows(void)
{
	static const struct {
		const char *id, *expected;
	} rows[] = {
		{ "sum", "0" },		  { "count", "0" },	      { "countAll", "0" },
		{ "allIsZero", "false" }, { "allIsNull", "true" },    { "mean", "undefined" },
		{ "p50", "undefined" },	  { "lastNotNull", "undefined" }, { "delta", "undefined" },
		{ "uniqueValues", "undefined" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = column(arena, "number", "[]", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(reduced(arena, frame, rows[i].id), ==, rows[i].expected);
	g_assert_true(value_is_absent(reduce_number(arena, frame, frame->fields, "mean")));
}

static void test_null_modes(void)
{
	static const struct {
		const char *mode, *id, *expected;
	} rows[] = {
		{ "connected", "count", "2" },
		{ "null", "count", "3" },
		{ "null as zero", "count", "3" },
		{ "connected", "min", "2" },
		{ "null", "min", "2" },
		{ "null as zero", "min", "0" },
		{ "null as zero", "mean", "2" },
		{ "null", "mean", "3" },
		{ "null as zero", "median", "2" },
		{ "null as zero", "p1", "0" },
		{ "null", "changeCount", "2" },
		{ "null as zero", "distinctCount", "3" },
		{ "null as zero", "lastNotNull", "4" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = column(arena, "number", "[2, null, 4]", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		frame->fields[0].config.null_value_mode = rows[i].mode;
		g_test_message("%s %s", rows[i].mode, rows[i].id);
		g_assert_cmpstr(reduced(arena, frame, rows[i].id), ==, rows[i].expected);
	}
}

/* Every percentile of 0..100 is its own number; 100 values less one are rounded like p/100. */
static void test_percentiles(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = frame_new(arena, 1, 101);
	double *numbers = arena_new_array(arena, double, 101);

	for (int i = 0; i <= 100; i++)
		numbers[i] = (i * 37) % 101;
	frame->fields[0].type = FIELD_NUMBER;
	frame->fields[0].numbers = numbers;
	for (int percent = 1; percent < 100; percent++)
		g_assert_cmpfloat(reduce_number(arena, frame, frame->fields,
						arena_printf(arena, "p%d", percent)),
				  ==, percent);
	g_assert_null(reducer_find("p0"));
	g_assert_null(reducer_find("p100"));
}

/* 50 x 0.29 is 14.499999999999998 in doubles, which rounds down. */
static void test_percentile_rounding(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = frame_new(arena, 1, 51);
	double *numbers = arena_new_array(arena, double, 51);

	for (int i = 0; i <= 50; i++)
		numbers[i] = i;
	frame->fields[0].type = FIELD_NUMBER;
	frame->fields[0].numbers = numbers;
	g_assert_cmpfloat(reduce_number(arena, frame, frame->fields, "p29"), ==, 14);
}

static void test_names(void)
{
	static const struct {
		const char *id, *name;
		bool preserves_unit;
	} rows[] = {
		{ "lastNotNull", "Last *", true },     { "stdDev", "StdDev", true },
		{ "sum", "Total", true },	       { "count", "Count", false },
		{ "diffperc", "Difference percent", false },
		{ "logmin", "Min (above zero)", true }, { "allIsZero", "All Zeros", true },
		{ "allIsNull", "All Nulls", false },   { "p1", "1st %", true },
		{ "p2", "2nd %", true },	       { "p3", "3rd %", true },
		{ "p11", "11th %", true },	       { "p21", "21st %", true },
		{ "p33", "33rd %", true },	       { "p95", "95th %", true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const Reducer *reducer = reducer_find(rows[i].id);

		g_assert_cmpstr(reducer->id, ==, rows[i].id);
		g_assert_cmpstr(reducer->name, ==, rows[i].name);
		g_assert_true(reducer->preserves_unit == rows[i].preserves_unit);
	}
	g_assert_cmpstr(reducer_find("avg")->id, ==, "mean");
	g_assert_null(reducer_find("unknown"));
	g_assert_null(reducer_find(NULL));
	g_assert_cmpint(reducer_field_type(reducer_find("count"), FIELD_STRING), ==, FIELD_NUMBER);
	g_assert_cmpint(reducer_field_type(reducer_find("allIsZero"), FIELD_TIME), ==,
			FIELD_BOOLEAN);
	g_assert_cmpint(reducer_field_type(reducer_find("last"), FIELD_STRING), ==, FIELD_STRING);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/reduce/numbers", test_numbers);
	g_test_add_func("/reduce/not-numbers", test_not_numbers);
	g_test_add_func("/reduce/infinities", test_infinities);
	g_test_add_func("/reduce/lists-of-lists-stay-small", test_lists_of_lists_stay_small);
	g_test_add_func("/reduce/other-types", test_other_types);
	g_test_add_func("/reduce/no-rows", test_no_rows);
	g_test_add_func("/reduce/null-modes", test_null_modes);
	g_test_add_func("/reduce/percentiles", test_percentiles);
	g_test_add_func("/reduce/percentile-rounding", test_percentile_rounding);
	g_test_add_func("/reduce/names", test_names);
	return g_test_run();
}
