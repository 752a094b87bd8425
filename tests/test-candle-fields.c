#include "renderer/chart/candle-fields.h"

enum { N_ROWS = 3 };

/* A frame of times and the named number fields; field i has the values 10 i, 10 i + 1, ... */
static Frame *make_frame(Arena *arena, const char *const *names, size_t n)
{
	Frame *frame = frame_new(arena, n + 1, N_ROWS);

	for (size_t i = 0; i <= n; i++) {
		double *numbers = arena_new_array(arena, double, N_ROWS);

		for (int row = 0; row < N_ROWS; row++)
			numbers[row] = (double)(10 * i) + row;
		frame->fields[i].name = i ? names[i - 1] : "time";
		frame->fields[i].type = i ? FIELD_NUMBER : FIELD_TIME;
		frame->fields[i].config = field_config_empty();
		frame->fields[i].numbers = numbers;
	}
	return frame;
}

static bool find(Arena *arena, const char *options, const char *const *names, size_t n,
		 CandleFields *candles)
{
	PanelContext *context = arena_new_one(arena, PanelContext);

	context->arena = arena;
	context->options = arena_take_json(arena, json_tokener_parse(options));
	context->range = (TimeRange){ .from_ms = 0, .to_ms = 2 };
	context->frames = frames_new(arena);
	if (n)
		frames_append(arena, context->frames, make_frame(arena, names, n));
	return candle_fields_find(context, candles);
}

static const char *name_of(const CandleFields *candles, CandlePart part)
{
	int index = candles->fields[part];

	return index < 0 ? NULL : candles->frame->fields[index].name;
}

static void test_names_find_parts(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const char *const names[] = { "Close", "o", "max", "average", "low", "V" };
	CandleFields candles;

	g_assert_true(find(arena, "{}", names, 6, &candles));
	g_assert_true(candles.draws_price && candles.draws_volume);
	g_assert_cmpstr(name_of(&candles, CANDLE_OPEN), ==, "o");
	g_assert_cmpstr(name_of(&candles, CANDLE_HIGH), ==, "max");
	g_assert_cmpstr(name_of(&candles, CANDLE_LOW), ==, "low");
	g_assert_cmpstr(name_of(&candles, CANDLE_CLOSE), ==, "Close");
	g_assert_cmpstr(name_of(&candles, CANDLE_VOLUME), ==, "V");
	g_assert_cmpuint(candles.frame->n_fields, ==, 6);
}

static void test_options_name_parts(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const char *const names[] = { "open", "close", "first", "last" };
	CandleFields candles;

	g_assert_true(find(arena,
			   "{\"fields\":{\"open\":\"first\",\"close\":\"last\"},"
			   "\"includeAllFields\":true}",
			   names, 4, &candles));
	g_assert_cmpstr(name_of(&candles, CANDLE_OPEN), ==, "first");
	g_assert_cmpstr(name_of(&candles, CANDLE_CLOSE), ==, "last");
	g_assert_cmpstr(name_of(&candles, CANDLE_HIGH), ==, "first");
	g_assert_cmpuint(candles.frame->n_fields, ==, 5);
	g_assert_false(candles.draws_volume);
}

static void test_one_field_makes_candles(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const char *const names[] = { "price" };
	CandleFields candles;

	g_assert_true(find(arena, "{}", names, 1, &candles));
	const Field *close = &candles.frame->fields[candles.fields[CANDLE_CLOSE]];

	g_assert_cmpstr(close->name, ==, "Next open");
	g_assert_cmpfloat(close->numbers[0], ==, 11);
	g_assert_cmpfloat(close->numbers[N_ROWS - 1], ==, 12);
	g_assert_true(candles.draws_price);
}

static void test_close_makes_open(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const char *const names[] = { "close" };
	CandleFields candles;

	g_assert_true(find(arena, "{}", names, 1, &candles));
	const Field *open = &candles.frame->fields[candles.fields[CANDLE_OPEN]];

	g_assert_cmpstr(open->name, ==, "Previous close");
	g_assert_cmpfloat(open->numbers[0], ==, 10);
	g_assert_cmpfloat(open->numbers[2], ==, 11);
}

static void test_modes_release_parts(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	const char *const names[] = { "open", "high", "low", "close", "volume" };
	CandleFields candles;

	g_assert_true(find(arena, "{\"mode\":\"volume\"}", names, 5, &candles));
	g_assert_true(candles.draws_volume && !candles.draws_price);
	g_assert_cmpuint(candles.frame->n_fields, ==, 4);
	g_assert_true(find(arena, "{\"mode\":\"candles\"}", names, 5, &candles));
	g_assert_true(candles.draws_price && !candles.draws_volume);
	g_assert_cmpuint(candles.frame->n_fields, ==, 5);
}

static void test_no_data(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	CandleFields candles;

	g_assert_false(find(arena, "{\"fields\":7,\"mode\":[]}", NULL, 0, &candles));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/candle-fields/names-find-parts", test_names_find_parts);
	g_test_add_func("/candle-fields/options-name-parts", test_options_name_parts);
	g_test_add_func("/candle-fields/one-field-makes-candles", test_one_field_makes_candles);
	g_test_add_func("/candle-fields/close-makes-open", test_close_makes_open);
	g_test_add_func("/candle-fields/modes-release-parts", test_modes_release_parts);
	g_test_add_func("/candle-fields/no-data", test_no_data);
	return g_test_run();
}
