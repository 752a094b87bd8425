#include "renderer/chart/graph-enums.h"

static const double first[] = { 0, 1 }, second[] = { 1, 0 };
static const char *first_texts[] = { "off", "on" }, *second_texts[] = { "shut", "open" };

static const char *key_of(Arena *arena, const Field *field)
{
	return field->config.unit;
}

static Frame *frame_of(Arena *arena, const double *numbers, const char **texts, const char *unit)
{
	Frame *frame = frame_new(arena, 1, 2);

	frame->fields[0] = (Field){ .type = FIELD_ENUM, .numbers = numbers };
	frame->fields[0].config.unit = unit;
	frame->fields[0].config.enumeration = (EnumConfig){ .texts = texts, .n_texts = 2 };
	return frame;
}

static void check(const char *second_unit, double expected, size_t n_texts)
{
	g_autoptr(Arena) arena = arena_new(1 << 16);
	Frames *frames = frames_new(arena);

	frames_append(arena, frames, frame_of(arena, first, first_texts, "a"));
	frames_append(arena, frames, frame_of(arena, second, second_texts, second_unit));
	graph_enums_number(arena, frames, key_of);
	const Field *low = &frames->items[0]->fields[0], *high = &frames->items[1]->fields[0];

	g_assert_cmpfloat(low->numbers[1], ==, 1);
	g_assert_cmpfloat(high->numbers[0], ==, expected);
	g_assert_cmpuint(low->config.enumeration.n_texts, ==, n_texts);
	g_assert_cmpstr(high->config.enumeration.texts[(size_t)expected], ==, "open");
}

static void test_fields_of_a_scale_stand_above_one_another(void)
{
	check("a", 3, 4);
}

static void test_other_scales_begin_anew(void)
{
	check("b", 1, 2);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/graph-enums/fields-of-a-scale-stand-above-one-another",
			test_fields_of_a_scale_stand_above_one_another);
	g_test_add_func("/graph-enums/other-scales-begin-anew", test_other_scales_begin_anew);
	return g_test_run();
}
