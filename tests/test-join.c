#include "renderer/data/join.h"

#include "tests/columns.h"
#include "tests/parse.h"

/* Expected columns: what uPlot 1.6.32's join() and Grafana 12.3's copy of it give. */

static Frames *frames_of(Arena *arena, Frame *const *items)
{
	Frames *frames = frames_new(arena);

	for (; *items; items++)
		frames_append(arena, frames, *items);
	return frames;
}

#define FRAMES(arena, ...) frames_of((arena), (Frame *const[]){ __VA_ARGS__, NULL })

static void assert_column(Arena *arena, const Frame *frame, size_t field, const char *expected)
{
	g_assert_cmpuint(field, <, frame->n_fields);
	g_assert_nonnull(frame->fields[field].numbers);
	g_assert_cmpstr(column_text(arena, frame->fields[field].numbers, frame->n_rows), ==,
			expected);
}

static void test_union(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = FRAMES(arena, FRAME(arena, NULL, "1 3 5", "10 30 50", "11 31 51"),
				FRAME(arena, NULL, "2 3 9", "20 33 90"));
	Join join = frames_join(arena, frames, FIELD_TIME, NULL);

	g_assert_cmpuint(join.frame->n_fields, ==, 4);
	assert_column(arena, join.frame, 0, "1 2 3 5 9");
	assert_column(arena, join.frame, 1, "10 undef 30 50 undef");
	assert_column(arena, join.frame, 2, "11 undef 31 51 undef");
	assert_column(arena, join.frame, 3, "undef 20 33 undef 90");
	g_assert_cmpuint(join.n_left_out, ==, 0);
}

static void test_origins(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *first = FRAME(arena, "a", "1", "10"), *second = FRAME(arena, "b", "1", "20");
	Frames *frames = FRAMES(arena, first, frame_new(arena, 0, 0), second);
	Join join = frames_join(arena, frames, FIELD_TIME, NULL);

	g_assert_cmpuint(join.frame->n_fields, ==, 3);
	g_assert_true(join.origins[0].field == &first->fields[0]);
	g_assert_true(join.origins[1].frame == first);
	g_assert_true(join.origins[2].frame == second);
	g_assert_cmpint(join.origins[2].frame_index, ==, 2);
	g_assert_cmpint(join.origins[2].field_index, ==, 1);
}

/* Frames with the same times share them and their columns. */
static void test_same_times(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = FRAMES(arena, FRAME(arena, NULL, "1 2", "3 4"),
				FRAME(arena, NULL, "1 2", "5 null"));
	Join join = frames_join(arena, frames, FIELD_TIME, NULL);

	assert_column(arena, join.frame, 0, "1 2");
	assert_column(arena, join.frame, 2, "5 null");
	g_assert_true(join.frame->fields[1].numbers == frames->items[0]->fields[1].numbers);
}

static JoinNulls removes(const Field *field)
{
	return JOIN_NULLS_REMOVE;
}

static JoinNulls retains(const Field *field)
{
	return JOIN_NULLS_RETAIN;
}

static JoinNulls expands(const Field *field)
{
	return JOIN_NULLS_EXPAND;
}

static void test_nulls(void)
{
	static const struct {
		JoinNullsOf nulls_of;
		const char *values, *expected;
	} rows[] = {
		{ removes, "null 2 null 4", "undef undef 2 undef undef undef 4" },
		{ retains, "null 2 null 4", "null undef 2 undef null undef 4" },
		{ expands, "null 2 null 4", "null null 2 null null null 4" },
		{ expands, "1 undef null 4", "1 null null null null null 4" },
		{ expands, "1 2 3 null", "1 undef 2 undef 3 null null" },
		{ expands, "1 2 NaN 4", "1 undef 2 undef NaN undef 4" },
		{ removes, "undef 2 3 4", "undef undef 2 undef 3 undef 4" },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Frames *frames = FRAMES(arena, FRAME(arena, NULL, "1 3 5 7", rows[i].values),
					FRAME(arena, NULL, "2 4 6", "0 0 0"));
		Join join = frames_join(arena, frames, FIELD_TIME, rows[i].nulls_of);

		g_test_message("%s", rows[i].values);
		assert_column(arena, join.frame, 1, rows[i].expected);
	}
}

/* The same where times are the same, so that nothing has to move. */
static void test_nulls_in_place(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = FRAMES(arena, FRAME(arena, NULL, "1 2 3", "null undef 3"),
				FRAME(arena, NULL, "1 2 3", "1 1 1"));

	assert_column(arena, frames_join(arena, frames, FIELD_TIME, removes).frame, 1,
		      "undef undef 3");
	assert_column(arena, frames_join(arena, frames, FIELD_TIME, retains).frame, 1,
		      "null undef 3");
	assert_column(arena, frames_join(arena, frames, FIELD_TIME, expands).frame, 1,
		      "null null 3");
	assert_column(arena, frames->items[0], 1, "null undef 3");
}

static void test_span_nulls(void)
{
	static const struct {
		const char *custom;
		JoinNulls nulls;
	} rows[] = {
		{ "{'spanNulls': true}", JOIN_NULLS_REMOVE },
		{ "{'spanNulls': -1}", JOIN_NULLS_RETAIN },
		{ "{'spanNulls': false}", JOIN_NULLS_EXPAND },
		{ "{'spanNulls': 3600000}", JOIN_NULLS_EXPAND },
		{ "{}", JOIN_NULLS_EXPAND },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Field field = { .config = field_config_empty() };

		field.config.custom = parse_json(arena, rows[i].custom);
		g_assert_cmpint(join_nulls_of_span(&field), ==, rows[i].nulls);
	}
}

/* Texts take part like numbers do. */
static void test_text_columns(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const Value texts[] = { value_of_string("a"), { .kind = VALUE_NULL },
				value_of_string("b") };
	Frame *states = FRAME(arena, NULL, "1 3 5", "0 0 0");

	states->fields[1].numbers = NULL;
	states->fields[1].values = texts;
	Frames *frames = FRAMES(arena, states, FRAME(arena, NULL, "2 4", "0 0"));
	const Value *values = frames_join(arena, frames, FIELD_TIME, NULL).frame->fields[1].values;

	g_assert_cmpstr(values[0].string, ==, "a");
	for (int i = 1; i < 4; i++)
		g_assert_cmpint(values[i].kind, ==, VALUE_NULL);
	g_assert_cmpstr(values[4].string, ==, "b");
	values = frames_join(arena, frames, FIELD_TIME, removes).frame->fields[1].values;
	for (int i = 1; i < 4; i++)
		g_assert_cmpint(values[i].kind, ==, VALUE_ABSENT);
}

/* Unsorted times, times that occur twice, and rows without a time. */
static void test_untidy_times(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = FRAMES(arena, FRAME(arena, NULL, "5 1 5 null 3", "50 10 55 99 30"),
				FRAME(arena, NULL, "3 3 2", "33 34 20"));
	Join join = frames_join(arena, frames, FIELD_TIME, NULL);

	assert_column(arena, join.frame, 0, "1 2 3 5");
	assert_column(arena, join.frame, 1, "10 undef 30 55");
	assert_column(arena, join.frame, 2, "undef 20 34 undef");
}

static void test_one_frame(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = FRAME(arena, NULL, "3 1 2 2", "30 null 20 21");
	Join join = frames_join(arena, FRAMES(arena, frame), FIELD_TIME, removes);

	assert_column(arena, join.frame, 0, "1 2 2 3");
	assert_column(arena, join.frame, 1, "null 20 21 30");
	frame->fields[0].type = FIELD_NUMBER;
	frame->fields[1].type = FIELD_TIME;
	join = frames_join(arena, FRAMES(arena, frame), FIELD_TIME, NULL);
	assert_column(arena, join.frame, 0, "null 20 21 30");
	assert_column(arena, join.frame, 1, "1 2 2 3");
	g_assert_cmpint(join.origins[0].field_index, ==, 1);
	g_assert_cmpint(join.origins[1].field_index, ==, 0);
}

static void test_nothing(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *frame = frame_new(arena, 1, 0);

	frame->fields[0].values = arena_new_array(arena, Value, 0);
	g_assert_cmpuint(frames_join(arena, frames_new(arena), FIELD_TIME, NULL).frame->n_fields, ==,
			 0);
	g_assert_cmpuint(
		frames_join(arena, FRAMES(arena, frame, frame), FIELD_TIME, NULL).frame->n_fields,
		==, 0);
	g_assert_cmpuint(
		frames_join(arena, FRAMES(arena, frame), FIELD_TIME, NULL).frame->n_fields, ==, 1);
}

static Frame *text_frame(Arena *arena, const char *keys, const char *numbers)
{
	g_auto(GStrv) words = g_strsplit(keys, " ", -1);
	size_t n = g_strv_length(words);
	Frame *frame = FRAME(arena, NULL, numbers, numbers);
	Value *values = arena_new_array(arena, Value, n);

	for (size_t i = 0; i < n; i++)
		values[i] = strcmp(words[i], "null") == 0
				    ? (Value){ .kind = VALUE_NULL }
				    : value_of_string(arena_strdup(arena, words[i]));
	frame->fields[0].type = FIELD_STRING;
	frame->fields[0].numbers = NULL;
	frame->fields[0].values = values;
	return frame;
}

static const char *join_texts(Arena *arena, const char *left, const char *right)
{
	Frames *frames =
		FRAMES(arena, text_frame(arena, left, "1 2 3"), text_frame(arena, right, "7 8 9"));
	Frame *joined = frames_join_on(arena, frames, (int[]){ 0, 0 }, NULL).frame;
	GString *text = g_string_new(NULL);

	for (size_t row = 0; row < joined->n_rows; row++) {
		g_string_append(text, row ? " " : "");
		for (size_t i = 0; i < 3; i++)
			g_string_append_printf(
				text, "%s%s", i ? "," : "",
				value_to_text(arena, field_value(joined, &joined->fields[i], row)));
	}
	return arena_take_string(arena, text);
}

/* Texts that are numbers are sorted as such, others keep the order they are met in. */
static void test_text_keys(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);

	g_assert_cmpstr(join_texts(arena, "b a c", "c d a"), ==,
			"b,1,undefined a,2,9 c,3,7 d,undefined,8");
	g_assert_cmpstr(join_texts(arena, "10 9 x", "9 9 10"), ==, "10,1,9 9,2,8 x,3,undefined");
	g_assert_cmpstr(join_texts(arena, "10 9 2", "9 8 10"), ==,
			"2,3,undefined 8,undefined,8 9,2,7 10,1,9");
	g_assert_cmpstr(join_texts(arena, "5 null 3", "null 3 5"), ==, "null,2,7 3,3,8 5,1,9");
}

static void test_names(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frame *first = FRAME(arena, "cpu", "1", "1", "1"), *second = FRAME(arena, NULL, "1", "2");
	Label labels[] = { { "name", "own" } };

	first->fields[2].name = "idle";
	Join join = frames_join(arena, FRAMES(arena, first, second), FIELD_TIME, NULL);
	Field *fields = join.frame->fields;

	fields[1].state.display_name = "old";
	join_take_frame_names(arena, &join);
	g_assert_cmpstr(fields[0].name, ==, "Time");
	g_assert_cmpstr(fields[1].name, ==, "cpu");
	g_assert_null(labels_get(&fields[1].labels, "name"));
	g_assert_null(fields[1].state.display_name);
	g_assert_cmpstr(fields[2].name, ==, "idle");
	g_assert_cmpstr(labels_get(&fields[2].labels, "name"), ==, "cpu");
	g_assert_cmpstr(fields[3].name, ==, "Value");
	g_assert_nonnull(fields[3].labels.items);
	fields[2].labels = (Labels){ labels, 1 };
	join_take_frame_names(arena, &join);
	g_assert_cmpstr(labels_get(&fields[2].labels, "name"), ==, "own");
	g_assert_null(first->fields[2].labels.items);
}

/* 40 frames that share no time would make 16 million cells of 800,000. */
static void test_too_large(void)
{
	enum { FRAMES_MADE = 40, ROWS = 20000 };
	g_autoptr(Arena) arena = arena_new(1 << 30);
	Frames *frames = frames_new(arena);

	for (int i = 0; i < FRAMES_MADE; i++) {
		Frame *frame = FRAME(arena, NULL, "0", "0");
		double *times = arena_new_array(arena, double, ROWS);

		for (int row = 0; row < ROWS; row++)
			times[row] = (double)row * FRAMES_MADE + i;
		frame->n_rows = ROWS;
		frame->fields[0].numbers = frame->fields[1].numbers = times;
		frames_append(arena, frames, frame);
	}
	Join join = frames_join(arena, frames, FIELD_TIME, NULL);

	g_assert_cmpuint(join.n_left_out, >, 0);
	g_assert_cmpuint(join.frame->n_fields - 1 + join.n_left_out, ==, FRAMES_MADE);
	g_assert_cmpuint(join.frame->n_rows * join.frame->n_fields, <=, 16 * 1024 * 1024);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/join/union", test_union);
	g_test_add_func("/join/origins", test_origins);
	g_test_add_func("/join/same-times", test_same_times);
	g_test_add_func("/join/nulls", test_nulls);
	g_test_add_func("/join/nulls-in-place", test_nulls_in_place);
	g_test_add_func("/join/span-nulls", test_span_nulls);
	g_test_add_func("/join/text-columns", test_text_columns);
	g_test_add_func("/join/untidy-times", test_untidy_times);
	g_test_add_func("/join/one-frame", test_one_frame);
	g_test_add_func("/join/nothing", test_nothing);
	g_test_add_func("/join/text-keys", test_text_keys);
	g_test_add_func("/join/names", test_names);
	g_test_add_func("/join/too-large", test_too_large);
	return g_test_run();
}
