#include "renderer/data/display.h"
#include "renderer/data/frame.h"
#include "renderer/data/join.h"
#include "renderer/data/names.h"
#include "renderer/data/reduce.h"

#include <stdio.h>

/* Milliseconds for data at the bounds of what one panel shows. */
enum { N_FRAMES = 100, N_ROWS = 10000, N_NUMBERS = 1000 * 1000 };

static double report(const char *name, int64_t start_us)
{
	double ms = (double)(g_get_monotonic_time() - start_us) / 1000;

	printf("%-44s %8.1f ms\n", name, ms);
	return ms;
}

/* A million points: times and values. */
static char *million_points(void)
{
	GString *json = g_string_new(
		"{\"schema\":{\"fields\":[{\"name\":\"t\",\"type\":\"time\"},"
		"{\"name\":\"v\",\"type\":\"number\",\"config\":{\"unit\":\"bytes\"}}]},"
		"\"data\":{\"values\":[[1700000000000");

	for (int i = 1; i < N_NUMBERS; i++)
		g_string_append_printf(json, ",17%08d000", i);
	g_string_append(json, "],[0");
	for (int i = 1; i < N_NUMBERS; i++)
		g_string_append_printf(json, ",%d.%03d", i, i % 1000);
	g_string_append(json, "]]}}");
	return g_string_free(json, FALSE);
}

static size_t show_field(const Frame *frame, const Field *field, const DisplayContext *context)
{
	DisplayProcessor processor = display_processor(frame, field, context);
	size_t check = 0; // keeps the compiler from leaving the work out

	for (size_t row = 0; row < frame->n_rows; row++) {
		DisplayValue value = display_value(&processor, field_value(frame, field, row));

		check += (size_t)value.formatted.text[0];
	}
	return check;
}

/* What is made of JSON may take twice as long as json-c takes to read it. */
static void bench_decode_and_show(void)
{
	const FrameLimits limits = { 1, 4 * N_NUMBERS };
	const DisplayContext context = { theme_dark(), g_time_zone_new_utc(), 0 };
	g_autofree char *text = million_points();
	g_autoptr(Arena) arena = arena_new(1 << 30);

	int64_t start_us = g_get_monotonic_time();
	json_object *json = arena_take_json(arena, json_tokener_parse(text));
	double parse_ms = report("json-c's parsing of a million points", start_us);

	start_us = g_get_monotonic_time();
	Frame *frame = frame_decode(arena, json, &limits, NULL);
	double own_ms = report("decoding them", start_us);

	start_us = g_get_monotonic_time();
	show_field(frame, &frame->fields[1], &context);
	own_ms += report("making their values text and colour", start_us);
	printf("%-44s %8.2f\n", "decoding and showing : parsing, at most 2", own_ms / parse_ms);
	start_us = g_get_monotonic_time();
	show_field(frame, &frame->fields[0], &context);
	report("making their times text", start_us);
	g_time_zone_unref(context.time_zone);
}

/* Series of values every 15 s; each begins `offset_ms` after the one before. */
static Frames *make_series(Arena *arena, int offset_ms)
{
	Frames *frames = frames_new(arena);

	for (int i = 0; i < N_FRAMES; i++) {
		Frame *frame = frame_new(arena, 2, N_ROWS);
		double *times = arena_new_array(arena, double, N_ROWS);
		double *values = arena_new_array(arena, double, N_ROWS);
		Label *label = arena_new_one(arena, Label);

		for (int row = 0; row < N_ROWS; row++) {
			times[row] = 1.7e12 + row * 15000.0 + i * (double)offset_ms;
			values[row] = row % 50 == 0 ? value_null() : (row * 7919 + i) % 1000;
		}
		*label = (Label){ "instance", arena_printf(arena, "host-%d", i) };
		frame->fields[0] = (Field){ .name = "Time", .type = FIELD_TIME, .numbers = times,
					    .config = field_config_empty() };
		frame->fields[1] = (Field){ .name = "Value", .type = FIELD_NUMBER,
					    .numbers = values, .labels = { label, 1 },
					    .config = field_config_empty() };
		frames_append(arena, frames, frame);
	}
	return frames;
}

static void bench_join(const char *name, int offset_ms)
{
	g_autoptr(Arena) arena = arena_new(1 << 30);
	Frames *frames = make_series(arena, offset_ms);
	int64_t start_us = g_get_monotonic_time();

	frames_join(arena, frames, FIELD_TIME, NULL);
	report(name, start_us);
}

static void bench_reduce(const char *id)
{
	g_autoptr(Arena) arena = arena_new(1 << 30);
	g_autofree char *name = g_strdup_printf("%s of 100 x 10,000 values", id);
	Frames *frames = make_series(arena, 0);
	int64_t start_us = g_get_monotonic_time();

	for (size_t i = 0; i < frames->n; i++)
		reduce_number(arena, frames->items[i], &frames->items[i]->fields[1], id);
	report(name, start_us);
}

static void bench_names(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 30);
	Frames *frames = make_series(arena, 0);
	int64_t start_us = g_get_monotonic_time();

	frames_cache_names(arena, frames);
	report("names of 100 series", start_us);
}

int main(void)
{
	bench_decode_and_show();
	bench_join("join of 100 x 10,000 values, same times", 0);
	bench_join("join of 100 x 10,000 values, shifted times", 15000);
	bench_join("join of 100 x 10,000 values, no time shared", 7);
	bench_reduce("mean");
	bench_reduce("median");
	bench_reduce("distinctCount");
	bench_names();
	return 0;
}
