#include "renderer/data/field-range.h"

#include "tests/decode.h"

/* A frame of one number field. */
#define FRAME(config, values)                                                                      \
	"{'schema': {'fields': [{'name': 'v', 'type': 'number', 'config': " config "}]},"          \
	" 'data': {'values': [" values "]}}"

static Range range_of(Frames *frames, size_t index)
{
	g_assert_true(frames->items[index]->fields[0].state.has_range);
	return frames->items[index]->fields[0].state.range;
}

static Frames *set_ranges(Arena *arena, const char *text)
{
	Frames *frames = decode_frames(arena, text);
	SharedRange shared = { 0 };

	for (size_t i = 0; i < frames->n; i++)
		field_range_set(&frames->items[i]->fields[0], frames->items[i], frames, &shared);
	return frames;
}

static void assert_range(Frames *frames, size_t index, double min, double max)
{
	g_assert_cmpfloat(range_of(frames, index).min, ==, min);
	g_assert_cmpfloat(range_of(frames, index).max, ==, max);
}

/* data.md 2.3 for all rows of this file */
static void test_all_numbers_make_one_range(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = set_ranges(arena, "[" FRAME("{}", "[5, null, 7]") "," FRAME(
						   "{}", "[-1, 2]") "," FRAME("{'max': 50}", "[3]") "]");

	assert_range(frames, 0, -1, 7);
	assert_range(frames, 1, -1, 7);
	assert_range(frames, 2, -1, 50);
}

static void test_configured_ends(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = set_ranges(
		arena, "[" FRAME("{}", "[5, 7]") "," FRAME("{'min': 1, 'max': 2}", "[3]") "]");

	assert_range(frames, 0, 3, 7);
	assert_range(frames, 1, 1, 2);
}

/* Two configured ends that come first are the range of all that follow. */
static void test_a_first_configured_range_is_shared(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = set_ranges(arena, "[" FRAME("{'min': 1, 'max': 2}", "[3]") "," FRAME(
						   "{}", "[5, 7]") "," FRAME("{'min': 0}", "[5]") "]");

	assert_range(frames, 1, 1, 2);
	assert_range(frames, 2, 0, 2);
}

static void test_own_values(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = set_ranges(arena, "[" FRAME("{'fieldMinMax': true}", "[5, 7]") "," FRAME(
						   "{}", "[100]") "," FRAME(
						   "{'fieldMinMax': true, 'min': 1}", "[]") "]");

	assert_range(frames, 0, 5, 7);
	assert_range(frames, 1, 5, 100);
	assert_range(frames, 2, 1, 100);
}

/* null < 5 is 0 < 5 in JavaScript, so a column of nulls pulls the end to null, as 0. */
static void test_a_column_of_nulls(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *positive =
		set_ranges(arena, "[" FRAME("{}", "[5, 7]") "," FRAME("{}", "[null]") "]");
	Frames *negative =
		set_ranges(arena, "[" FRAME("{}", "[-5, -3]") "," FRAME("{}", "[null]") "]");
	Frames *between = set_ranges(arena, "[" FRAME("{}", "[5]") "," FRAME(
						    "{}", "[null]") "," FRAME("{}", "[9]") "]");

	g_assert_true(value_is_null(range_of(positive, 0).min));
	g_assert_cmpfloat(range_of(positive, 0).max, ==, 7);
	g_assert_cmpfloat(range_of(negative, 0).min, ==, -5);
	g_assert_true(value_is_null(range_of(negative, 0).max));
	assert_range(between, 0, 9, 9);
}

static void test_a_first_column_without_rows(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = set_ranges(arena, "[" FRAME("{}", "[]") "," FRAME("{}", "[5, 7]") "]");

	g_assert_true(value_is_absent(range_of(frames, 0).min));
	g_assert_true(value_is_absent(range_of(frames, 1).max));
	frames = set_ranges(arena, "[" FRAME("{}", "[5, 7]") "," FRAME("{}", "[]") "]");
	assert_range(frames, 1, 5, 7);
}

static void test_only_numbers_have_a_range(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = decode_frames(arena, "[" FRAME("{}", "[5, 7]") "]");
	Field *field = &frames->items[0]->fields[0];
	SharedRange shared = { 0 };

	field->type = FIELD_STRING;
	field_range_set(field, frames->items[0], frames, &shared);
	g_assert_false(field->state.has_range);
	g_assert_false(shared.is_known);
	field->config.min = 1;
	field->config.max = 2;
	field_range_set(field, frames->items[0], frames, &shared);
	g_assert_true(field->state.has_range && shared.is_known);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/field-range/all-numbers-make-one-range", test_all_numbers_make_one_range);
	g_test_add_func("/field-range/configured-ends", test_configured_ends);
	g_test_add_func("/field-range/a-first-configured-range-is-shared",
			test_a_first_configured_range_is_shared);
	g_test_add_func("/field-range/own-values", test_own_values);
	g_test_add_func("/field-range/a-column-of-nulls", test_a_column_of_nulls);
	g_test_add_func("/field-range/a-first-column-without-rows",
			test_a_first_column_without_rows);
	g_test_add_func("/field-range/only-numbers-have-a-range", test_only_numbers_have_a_range);
	return g_test_run();
}
