#include "renderer/chart/annotation.h"

#include <math.h>

typedef struct {
	Arena *arena;
	TextContext *text;
	Frames *frames;
	Plot *plot;
} Fixture;

/* A plot of 100 by 100 pixels: a time is its x, a value from 0 to 10 is ten pixels high. */
static void set_up(Fixture *fixture, gconstpointer data)
{
	fixture->arena = arena_new(1 << 20);
	fixture->text = text_context_new();
	fixture->frames = frames_new(fixture->arena);
	fixture->plot = plot_new(fixture->arena, fixture->text, theme_dark(),
				 (Rect){ 0, 0, 100, 100 }, 1);
	fixture->plot->has_fixed_padding = true;
	plot_add_scale(fixture->plot, scale_fixed(SCALE_TIME, 0, 100));
	plot_add_scale(fixture->plot, scale_fixed(SCALE_LINEAR, 0, 10));
	plot_layout(fixture->plot);
}

static void tear_down(Fixture *fixture, gconstpointer data)
{
	text_context_free(fixture->text);
	arena_free(fixture->arena);
}

/* A frame of one row. */
static Frame *add_frame(Fixture *fixture, const char *name, size_t n, const char *const *names,
			const Value *values)
{
	Frame *frame = frame_new(fixture->arena, n, 1);

	frame->name = name;
	for (size_t i = 0; i < n; i++) {
		frame->fields[i].name = names[i];
		frame->fields[i].values = &values[i];
	}
	frames_append(fixture->arena, fixture->frames, frame);
	return frame;
}

static void assert_drawn(const Fixture *fixture, const char *lines, const char *marks)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1), marked = scene_new(100, 100, 1);

	annotations_draw_lines(fixture->plot, scene, fixture->frames, true);
	annotations_draw_marks(fixture->plot, marked, fixture->frames);
	g_autofree char *drawn = scene_to_text(scene), *drawn_marks = scene_to_text(marked);

	g_assert_cmpstr(drawn, ==, lines);
	g_assert_cmpstr(drawn_marks, ==, marks);
}

#define SCENE "scene 100 100 1\n"
#define CLIP "clip M 0 0 L 100 0 L 100 100 L 0 100 Z\n"

static void test_a_region_says_so(Fixture *fixture, gconstpointer data)
{
	static const char *const names[] = { "time", "timeEnd", "isRegion", "color" };
	Value values[] = { value_of_number(20), value_of_number(60), value_of_boolean(true),
			   value_of_string("#ff0000") };

	add_frame(fixture, NULL, G_N_ELEMENTS(names), names, values);
	assert_drawn(fixture,
		     SCENE CLIP "stroke 2 #ff0000 dash 5 5 M 20 0 L 20 100\n"
				"stroke 2 #ff0000 dash 5 5 M 60 0 L 60 100\n"
				"rect 20 0 40 100 #ff0000 0.1\npop\n",
		     SCENE "rect 20 100 40 5 #ff0000\n");
	values[2] = value_of_boolean(false);
	assert_drawn(fixture, SCENE CLIP "stroke 2 #ff0000 dash 5 5 M 20 0 L 20 100\npop\n",
		     SCENE "fill #ff0000 M 20 100 L 25 105 L 15 105 Z\n");
}

static void test_rectangles(Fixture *fixture, gconstpointer data)
{
	static const char *const names[] = { "xMin", "xMax",	  "yMin",      "yMax",	     "color",
					     "lineWidth", "lineStyle", "fillOpacity", "time" };
	const Value values[] = { value_of_number(20),	 value_of_number(60),
				 value_of_number(2),	 value_of_number(1e6),
				 value_of_string("#00ff00"), value_of_number(2),
				 value_of_string("dash"), value_of_number(0.5),
				 (Value){ .kind = VALUE_NULL } };

	add_frame(fixture, "xymark", G_N_ELEMENTS(names), names, values);
	/* The upper edge is far away, brought near by whole dashes. */
	assert_drawn(fixture,
		     SCENE CLIP "fill #00ff00 0.5 M 20 -1000 L 60 -1000 L 60 80 L 20 80 Z\n"
				"stroke 2 #00ff00 dash 5 5 M 20 -1000 L 60 -1000 L 60 80 L 20 80 Z\n"
				"pop\n",
		     SCENE);
	fixture->frames->items[0]->n_fields--;
	assert_drawn(fixture, SCENE CLIP "pop\n", SCENE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/annotation/a-region-says-so", Fixture, NULL, set_up, test_a_region_says_so,
		   tear_down);
	g_test_add("/annotation/rectangles", Fixture, NULL, set_up, test_rectangles, tear_down);
	return g_test_run();
}
