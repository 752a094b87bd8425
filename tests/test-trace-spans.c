#include "renderer/panel/trace-critical.h"

static const char *duration(double ms)
{
	static char text[64];
	g_autoptr(Arena) arena = arena_new(1 << 20);

	g_strlcpy(text, trace_duration(arena, ms), sizeof(text));
	return text;
}

static void test_durations(void)
{
	g_assert_cmpstr(duration(0), ==, "0μs");
	g_assert_cmpstr(duration(0.5), ==, "500μs");
	g_assert_cmpstr(duration(1.234567), ==, "1.23ms");
	g_assert_cmpstr(duration(5000), ==, "5s");
	g_assert_cmpstr(duration(61000), ==, "1m 1s");
	g_assert_cmpstr(duration(119999), ==, "2m");
	g_assert_cmpstr(duration(183840000), ==, "2d 3h");
	g_assert_cmpstr(duration(INFINITY), ==, "");
}

static void set_texts(Arena *arena, Field *field, const char *name, const char *const *texts,
		      size_t n)
{
	Value *values = arena_new_array(arena, Value, n);

	for (size_t i = 0; i < n; i++)
		values[i] = value_of_string(texts[i]);
	*field = (Field){ .name = name, .type = FIELD_STRING, .values = values };
}

static void test_children_follow_their_parents(void)
{
	static const char *const ids[] = { "c", "a", "b", "d", "x", "y" };
	static const char *const parents[] = { "a", NULL, "a", "b", "y", "x" };
	static const double starts[] = { 30, 10, 20, 25, 11, 12 };
	static const double durations[] = { 5, 100, 5, 1, 1, 1 };
	g_autoptr(Arena) arena = arena_new(8 << 20);
	const size_t n = G_N_ELEMENTS(ids);
	Frame *frame = frame_new(arena, 6, n);
	Frames *frames = frames_new(arena);
	PanelContext context = { .arena = arena, .frames = frames, .theme = theme_dark() };

	set_texts(arena, &frame->fields[0], "spanID", ids, n);
	set_texts(arena, &frame->fields[1], "parentSpanID", parents, n);
	set_texts(arena, &frame->fields[2], "serviceName", ids, n);
	set_texts(arena, &frame->fields[3], "operationName", ids, n);
	frame->fields[4] =
		(Field){ .name = "startTime", .type = FIELD_NUMBER, .numbers = starts };
	frame->fields[5] =
		(Field){ .name = "duration", .type = FIELD_NUMBER, .numbers = durations };
	frames_append(arena, frames, frame);
	TraceSpans *spans = trace_spans(&context);

	/* Two that are each other's parent hang at no root. */
	g_assert_cmpuint(spans->n, ==, 4);
	g_assert_cmpstr(spans->name, ==, "a: a");
	g_assert_cmpstr(spans->items[1].service, ==, "b");
	g_assert_cmpstr(spans->items[2].service, ==, "d");
	g_assert_cmpint(spans->items[2].depth, ==, 2);
	g_assert_cmpstr(spans->items[3].service, ==, "c");
	g_assert_true(spans->items[1].has_children);
	g_assert_false(color_equal(spans->items[0].color, spans->items[1].color));
	g_assert_cmpfloat(spans->duration_ms, ==, 100);
}

/* The root waits for its children from the last to end back; a child counts within its parent. */
static void test_the_critical_path(void)
{
	TraceSpan items[] = {
		{ .start_ms = 0, .duration_ms = 100 },		     // 0
		{ .start_ms = 10, .duration_ms = 30, .depth = 1 },   // 1: to 40
		{ .start_ms = 20, .duration_ms = 15, .depth = 2 },   // 2: to 35
		{ .start_ms = 30, .duration_ms = 5, .depth = 1 },    // 3: beside 1
		{ .start_ms = 50, .duration_ms = 90, .depth = 1 },   // 4: beyond the end
		{ .start_ms = 200, .duration_ms = 1, .depth = 1 },   // 5: outside
	};
	static const TraceSection expected[] = {
		{ 0, 0, 10 }, { 0, 40, 50 }, { 1, 10, 20 }, { 1, 35, 40 }, { 2, 20, 35 },
		{ 4, 50, 100 },
	};
	g_autoptr(Arena) arena = arena_new(1 << 20);
	TraceSpans spans = { .items = items, .n = G_N_ELEMENTS(items) };
	TraceSections sections = trace_critical_path(arena, &spans);

	g_assert_cmpuint(sections.n, ==, G_N_ELEMENTS(expected));
	for (size_t i = 0; i < sections.n; i++) {
		g_assert_cmpuint(sections.items[i].span, ==, expected[i].span);
		g_assert_cmpfloat(sections.items[i].start_ms, ==, expected[i].start_ms);
		g_assert_cmpfloat(sections.items[i].end_ms, ==, expected[i].end_ms);
	}
}

static void test_other_frames_are_no_traces(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	PanelContext context = { .arena = arena, .frames = frames_new(arena) };

	g_assert_null(trace_spans(&context));
	frames_append(arena, context.frames, frame_new(arena, 2, 3));
	g_assert_null(trace_spans(&context));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace-spans/durations", test_durations);
	g_test_add_func("/trace-spans/children", test_children_follow_their_parents);
	g_test_add_func("/trace-spans/no-traces", test_other_frames_are_no_traces);
	g_test_add_func("/trace-spans/critical-path", test_the_critical_path);
	return g_test_run();
}
