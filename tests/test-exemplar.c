#include "renderer/chart/exemplar.h"

enum { N_ROWS = 3 };

static Label north[] = { { "shop", "north" } };
static Label south[] = { { "shop", "south" } };

typedef struct {
	Arena *arena;
	TextContext *text;
	Field fields[2]; // of the series
	GraphSeries series[2];
	GraphData data;
	Frames *frames;
	Plot *plot;
} Fixture;

/* Exemplars of the north, the south and far above the scale. */
static Frame *exemplar_frame(Arena *arena)
{
	static const double times[N_ROWS] = { 10, 20, 30 }, values[N_ROWS] = { 1, 2, 300 };
	static const char *const shops[N_ROWS] = { "north", "south", "south" };
	Frame *frame = frame_new(arena, 3, N_ROWS);
	Value *texts = arena_new_array(arena, Value, N_ROWS);

	for (int row = 0; row < N_ROWS; row++)
		texts[row] = value_of_string(shops[row]);
	frame->fields[0].name = "Time";
	frame->fields[0].numbers = times;
	frame->fields[1].name = "Value";
	frame->fields[1].numbers = values;
	frame->fields[2].name = "shop";
	frame->fields[2].values = texts;
	return frame;
}

static void set_up(Fixture *fixture, gconstpointer data)
{
	Labels labels[] = { { north, 1 }, { south, 1 } };

	fixture->arena = arena_new(1 << 20);
	fixture->text = text_context_new();
	for (int i = 0; i < 2; i++) {
		fixture->fields[i].labels = labels[i];
		fixture->series[i] = (GraphSeries){
			.own = &fixture->fields[i],
			.is_shown = true,
			.color = i ? COLOR_RGB(0x0000ff) : COLOR_RGB(0xff0000),
		};
	}
	fixture->data = (GraphData){ .series = fixture->series, .n_series = 2 };
	fixture->frames = frames_new(fixture->arena);
	frames_append(fixture->arena, fixture->frames, exemplar_frame(fixture->arena));
	fixture->plot = plot_new(fixture->arena, fixture->text, theme_dark(),
				 (Rect){ 0, 0, 100, 100 }, 1);
	plot_add_scale(fixture->plot, scale_fixed(SCALE_TIME, 0, 100));
	plot_add_scale(fixture->plot, scale_fixed(SCALE_LINEAR, 0, 10));
	plot_layout(fixture->plot);
}

static void tear_down(Fixture *fixture, gconstpointer data)
{
	text_context_free(fixture->text);
	arena_free(fixture->arena);
}

static size_t count(const Scene *scene, Color color)
{
	size_t n = 0;

	for (size_t i = 0; i < scene_n_items(scene); i++)
		n += color_equal(scene_item(scene, i)->paint.color, color_with_alpha(color, 0.5));
	return n;
}

static void check(const Fixture *fixture, bool follows_series, size_t n_red, size_t n_blue)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);

	exemplars_draw(&fixture->data, fixture->frames, follows_series, fixture->plot, scene);
	g_assert_cmpuint(count(scene, COLOR_RGB(0xff0000)), ==, n_red);
	g_assert_cmpuint(count(scene, COLOR_RGB(0x0000ff)), ==, n_blue);
}

static void test_labels_give_colors(Fixture *fixture, gconstpointer data)
{
	check(fixture, true, 1, 2);
	check(fixture, false, 3, 0);
}

static void test_hidden_with_their_series(Fixture *fixture, gconstpointer data)
{
	fixture->series[1].is_shown = false;
	check(fixture, true, 1, 0);
}

static void test_stay_in_the_plot(Fixture *fixture, gconstpointer data)
{
	g_autoptr(Scene) scene = scene_new(100, 100, 1);
	size_t n;

	exemplars_draw(&fixture->data, fixture->frames, true, fixture->plot, scene);
	const Point *points = path_points(scene_item(scene, 2)->path, &n);

	g_assert_cmpfloat(points[0].y, ==, 0);
}

static void test_other_frames_are_none(Fixture *fixture, gconstpointer data)
{
	fixture->frames->items[0]->fields[1].name = "text";
	check(fixture, true, 0, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/exemplar/labels-give-colors", Fixture, NULL, set_up, test_labels_give_colors,
		   tear_down);
	g_test_add("/exemplar/hidden-with-their-series", Fixture, NULL, set_up,
		   test_hidden_with_their_series, tear_down);
	g_test_add("/exemplar/stay-in-the-plot", Fixture, NULL, set_up, test_stay_in_the_plot,
		   tear_down);
	g_test_add("/exemplar/other-frames-are-none", Fixture, NULL, set_up,
		   test_other_frames_are_none, tear_down);
	return g_test_run();
}
