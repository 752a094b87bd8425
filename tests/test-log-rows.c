#include "renderer/panel/log-rows.h"

#include <string.h>

static void test_levels(void)
{
	g_assert_cmpint(log_level_of_key("EMERG"), ==, LOG_CRITICAL);
	g_assert_cmpint(log_level_of_key("notice"), ==, LOG_INFO);
	g_assert_cmpint(log_level_of_key("3"), ==, LOG_ERROR);
	g_assert_cmpint(log_level_of_key("33"), ==, LOG_UNKNOWN);
	g_assert_cmpint(log_level_of_key(""), ==, LOG_UNKNOWN);
	/* The first word that names a level, whole words only. */
	g_assert_cmpint(log_level_of_line("debugger: warn before error"), ==, LOG_WARNING);
	g_assert_cmpint(log_level_of_line("lvl=eror msg=x"), ==, LOG_ERROR);
	g_assert_cmpint(log_level_of_line("no_error here"), ==, LOG_UNKNOWN);
	g_assert_cmpint(log_level_of_line(""), ==, LOG_UNKNOWN);
	g_assert_cmpint(log_level_of_line("\033[31merror\033[0m\033[1m"), ==, LOG_ERROR);
}

static void test_repetitions(void)
{
	g_assert_true(log_is_same("at 2025-01-15T12:00:00.12Z a", "at 2025-01-16T12:00:00,1+01:00 a",
				  "exact"));
	g_assert_false(log_is_same("order 1", "order 2", "exact"));
	g_assert_true(log_is_same("\033[1morder\033[0m 1", "order 1\033[K", "exact"));
	g_assert_true(log_is_same("order 1 took 12 s", "order 345 took 2 s", "numbers"));
	g_assert_false(log_is_same("order 1", "parcel 1", "numbers"));
	g_assert_true(log_is_same("order 1: paid", "parcel_2 3: lost", "signature"));
	g_assert_false(log_is_same("order 1: paid", "order 1; paid", "signature"));
}

static Frame *log_frame(Arena *arena, const double *times, const char *const *bodies, size_t n)
{
	Frame *frame = frame_new(arena, 2, n);
	Value *values = arena_new_array(arena, Value, n);

	for (size_t i = 0; i < n; i++)
		values[i] = value_of_string(bodies[i]);
	frame->fields[0] = (Field){ .name = "t", .type = FIELD_TIME, .numbers = times };
	frame->fields[1] = (Field){ .name = "line", .type = FIELD_STRING, .values = values };
	return frame;
}

static LogRows rows_of(Arena *arena, const char *options)
{
	static const double times[] = { 30, 10, 20, 20 };
	static const char *const bodies[] = { "c 3", "a 1", "b 1", "b 2" };
	Frames *frames = frames_new(arena);
	PanelContext context = {
		.arena = arena,
		.frames = frames,
		.options = arena_take_json(arena, json_tokener_parse(options)),
	};

	frames_append(arena, frames, log_frame(arena, times, bodies, G_N_ELEMENTS(times)));
	return log_rows(&context);
}

static void test_order(void)
{
	g_autoptr(Arena) arena = arena_new(8 << 20);
	LogRows rows = rows_of(arena, "{}");

	g_assert_cmpuint(rows.n, ==, 4);
	g_assert_cmpstr(rows.items[0].body, ==, "c 3");
	g_assert_cmpstr(rows.items[1].body, ==, "b 1");
	rows = rows_of(arena, "{\"sortOrder\": \"Ascending\", \"dedupStrategy\": \"numbers\"}");
	g_assert_cmpuint(rows.n, ==, 3);
	g_assert_cmpstr(rows.items[0].body, ==, "a 1");
	g_assert_cmpuint(rows.items[1].duplicates, ==, 1);
}

static void test_frames_that_are_no_logs_have_no_rows(void)
{
	g_autoptr(Arena) arena = arena_new(8 << 20);
	Frame *frame = frame_new(arena, 1, 3);

	frame->fields[0] = (Field){ .name = "n", .type = FIELD_NUMBER };
	g_assert_null(log_fields(frame).body);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/log-rows/levels", test_levels);
	g_test_add_func("/log-rows/repetitions", test_repetitions);
	g_test_add_func("/log-rows/order", test_order);
	g_test_add_func("/log-rows/no-logs", test_frames_that_are_no_logs_have_no_rows);
	return g_test_run();
}
