#include "renderer/paint/paint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const Color RED = { 255, 0, 0, 1 };
static const Color BLUE = { 0, 0, 255, 1 };

/* Draws on a black picture of 40 x 40 device pixels and frees the scene. */
static cairo_surface_t *paint_as(Scene *scene, bool is_vector)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 40, 40);
	cairo_t *cairo = cairo_create(surface);
	TextContext *text = text_context_new();

	cairo_scale(cairo, scene_scale(scene), scene_scale(scene));
	paint_scene(scene, text, cairo, is_vector);
	g_assert_cmpint(cairo_status(cairo), ==, CAIRO_STATUS_SUCCESS);
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	text_context_free(text);
	scene_free(scene);
	return surface;
}

static cairo_surface_t *paint_and_free(Scene *scene)
{
	return paint_as(scene, false);
}

static uint32_t pixel(cairo_surface_t *surface, int x, int y)
{
	const unsigned char *row = cairo_image_surface_get_data(surface) +
				   (size_t)y * (size_t)cairo_image_surface_get_stride(surface);
	uint32_t value;

	memcpy(&value, row + 4 * (size_t)x, sizeof(value));
	return value & 0xffffff;
}

static Path *line(double x1, double y1, double x2, double y2)
{
	Path *path = path_new();

	path_move_to(path, x1, y1);
	path_line_to(path, x2, y2);
	return path;
}

static void test_line_of_one_pixel_is_crisp(void)
{
	Scene *scene = scene_new(40, 40, 1);

	scene_take_stroke(scene, line(5, 10.5, 35, 10.5), PAINT_COLOR(RED),
			  (StrokeStyle){ .width_px = 1 });
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 20, 9), ==, 0);
	g_assert_cmphex(pixel(surface, 20, 10), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 20, 11), ==, 0);
	g_assert_cmphex(pixel(surface, 4, 10), ==, 0);
	g_assert_cmphex(pixel(surface, 35, 10), ==, 0);
	cairo_surface_destroy(surface);
}

static void test_scale_is_the_callers(void)
{
	Scene *scene = scene_new(20, 20, 2);

	scene_fill_rect(scene, (Rect){ 5, 5, 1, 1 }, PAINT_COLOR(RED));
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 10, 10), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 11, 11), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 12, 12), ==, 0);
	cairo_surface_destroy(surface);
}

static void test_alpha_is_laid_over(void)
{
	Scene *scene = scene_new(40, 40, 1);

	scene_fill_rect(scene, (Rect){ 0, 0, 40, 40 }, PAINT_COLOR(BLUE));
	scene_fill_rect(scene, (Rect){ 0, 0, 40, 40 }, PAINT_COLOR(((Color){ 255, 0, 0, 0.2 })));
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 20, 20), ==, 0x3300cc);
	cairo_surface_destroy(surface);
}

/* Drawn apart, the second square hides the first before both fade. */
static void test_group_fades_as_one(void)
{
	Scene *scene = scene_new(40, 40, 1);

	scene_push_group(scene, 0.6);
	scene_fill_rect(scene, (Rect){ 0, 0, 20, 20 }, PAINT_COLOR(RED));
	scene_fill_rect(scene, (Rect){ 10, 10, 20, 20 }, PAINT_COLOR(BLUE));
	scene_pop_group(scene);
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 5, 5), ==, 0x990000);
	g_assert_cmphex(pixel(surface, 15, 15), ==, 0x000099);
	cairo_surface_destroy(surface);
}

static void test_clip_ends_with_its_pop(void)
{
	Scene *scene = scene_new(40, 40, 1);

	scene_push_clip_rect(scene, (Rect){ 0, 0, 10, 40 });
	scene_fill_rect(scene, (Rect){ 0, 0, 40, 20 }, PAINT_COLOR(RED));
	scene_pop_clip(scene);
	scene_fill_rect(scene, (Rect){ 0, 20, 40, 20 }, PAINT_COLOR(BLUE));
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 9, 5), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 10, 5), ==, 0);
	g_assert_cmphex(pixel(surface, 30, 30), ==, 0x0000ff);
	cairo_surface_destroy(surface);
}

static void test_empty_clip_hides_everything(void)
{
	Scene *scene = scene_new(40, 40, 1);

	scene_take_push_clip(scene, path_new(), false);
	scene_fill_rect(scene, (Rect){ 0, 0, 40, 40 }, PAINT_COLOR(RED));
	scene_pop_clip(scene);
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 20, 20), ==, 0);
	cairo_surface_destroy(surface);
}

static void test_dashes(void)
{
	const double dash[] = { 10, 5 };
	Scene *scene = scene_new(40, 40, 1);

	scene_take_stroke(scene, line(0, 10.5, 40, 10.5), PAINT_COLOR(RED),
			  (StrokeStyle){ .width_px = 1, .dash_px = dash, .n_dash = 2 });
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 9, 10), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 10, 10), ==, 0);
	g_assert_cmphex(pixel(surface, 14, 10), ==, 0);
	g_assert_cmphex(pixel(surface, 15, 10), ==, 0xff0000);
	cairo_surface_destroy(surface);
}

/* 2000 swings of 262144 px each: dashed one by one they would take minutes. */
static void test_endless_dashes_are_drawn_solid(void)
{
	const double dash[] = { 1, 1 };
	Scene *scene = scene_new(40, 40, 1);
	Path *path = path_new();

	for (int i = 0; i < 2000; i++)
		path_line_to(path, 20, i % 2 ? 1e9 : -1e9);
	scene_take_stroke(scene, path, PAINT_COLOR(RED),
			  (StrokeStyle){ .width_px = 4, .dash_px = dash, .n_dash = 2 });
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 20, 10), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 20, 11), ==, 0xff0000);
	cairo_surface_destroy(surface);
}

/* Colour and alpha fade apart: in the middle half of each, so a quarter of full red over black. */
static void test_gradient_blends_as_a_canvas(void)
{
	Gradient gradient = { .from = { 0, 0 },
			      .to = { 40, 0 },
			      .n_stops = 2,
			      .stops = { { 0, { 255, 0, 0, 1 } }, { 1, { 0, 0, 255, 0 } } } };
	Scene *scene = scene_new(40, 40, 1);

	scene_fill_rect(scene, (Rect){ 0, 0, 40, 40 }, (Paint){ .gradient = &gradient });
	cairo_surface_t *surface = paint_and_free(scene);
	uint32_t middle = pixel(surface, 20, 20);

	g_assert_cmpint(ABS((int)(middle >> 16) - 62), <=, 3);
	g_assert_cmpint(ABS((int)(middle & 255) - 62), <=, 3);
	cairo_surface_destroy(surface);
}

/* Twice as wide as high: the edge is 10 px away at the side and 5 px below. */
static void test_radial_gradient_may_be_an_ellipse(void)
{
	const Color black = { 0, 0, 0, 1 };
	Gradient gradient = { .from = { 20, 20 },
			      .to = { 20, 20 },
			      .is_radial = true,
			      .radius_to = 10,
			      .aspect = 0.5,
			      .n_stops = 3,
			      .stops = { { 0, RED }, { 1, RED }, { 1, black } } };
	Scene *scene = scene_new(40, 40, 1);

	scene_fill_rect(scene, (Rect){ 0, 0, 40, 40 }, (Paint){ .gradient = &gradient });
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 28, 20), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 32, 20), ==, 0);
	g_assert_cmphex(pixel(surface, 20, 23), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 20, 27), ==, 0);
	cairo_surface_destroy(surface);
}

static void test_crisp_fill_has_no_soft_edge(void)
{
	Scene *scene = scene_new(40, 40, 1);
	Path *path = path_new();

	path_rect(path, (Rect){ 10.3, 10.3, 10, 10 });
	scene_take_fill(scene, path, PAINT_COLOR(RED), (FillStyle){ .is_crisp = true });
	cairo_surface_t *surface = paint_and_free(scene);

	for (int x = 0; x < 40; x++) {
		uint32_t value = pixel(surface, x, 15);

		g_assert_true(value == 0 || value == 0xff0000);
	}
	cairo_surface_destroy(surface);
}

/* Moved to (10, 10), then turned a quarter clockwise: x runs down. */
static void test_transform_moves_then_turns(void)
{
	Scene *scene = scene_new(40, 40, 1);

	scene_push_transform(scene, (Point){ 10, 10 }, G_PI_2, 2);
	scene_fill_rect(scene, (Rect){ 5, 0, 2, 2 }, PAINT_COLOR(RED));
	scene_pop_transform(scene);
	scene_fill_rect(scene, (Rect){ 0, 0, 2, 2 }, PAINT_COLOR(BLUE));
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 8, 21), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 21, 11), ==, 0);
	g_assert_cmphex(pixel(surface, 1, 1), ==, 0x0000ff);
	cairo_surface_destroy(surface);
}

static void test_image_fills_its_rect(void)
{
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 2, 2);
	cairo_t *cairo = cairo_create(image);
	Scene *scene = scene_new(40, 40, 1);

	cairo_set_source_rgb(cairo, 1, 0, 0);
	cairo_paint(cairo);
	cairo_destroy(cairo);
	scene_image(scene, (Rect){ 10, 10, 20, 20 }, image);
	cairo_surface_destroy(image);
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 10, 10), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 29, 29), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 30, 30), ==, 0);
	cairo_surface_destroy(surface);
}

/* The lowest row of an "l" is the one above the baseline, which is rounded half up. */
static int last_row_of_text(double baseline_y)
{
	Scene *scene = scene_new(40, 40, 1);

	scene_text(scene, &(SceneText){ .text = "lll",
					.x = 5,
					.baseline_y = baseline_y,
					.style = { FONT_SANS, 14, 400, false, 0 },
					.color = RED });
	cairo_surface_t *surface = paint_and_free(scene);
	int last = -1;

	for (int y = 0; y < 40; y++)
		for (int x = 0; x < 40; x++)
			if (pixel(surface, x, y))
				last = y;
	cairo_surface_destroy(surface);
	return last;
}

static void test_baseline_is_on_a_whole_pixel(void)
{
	g_assert_cmpint(last_row_of_text(20), ==, 19);
	g_assert_cmpint(last_row_of_text(20.49), ==, 19);
	g_assert_cmpint(last_row_of_text(20.5), ==, 20);
}

/* So many overlap that Cairo's own way with boxes would take minutes. */
/* Long paths have four samples a pixel: an edge goes to the nearest, not to the one below. */
static void test_fast_samples_are_rounded(void)
{
	Scene *scene = scene_new(40, 40, 1);
	Path *path = line(-3000, -3000, 3000, -2999);

	path_rect(path, (Rect){ 4.2, 4.2, 10, 10 });
	scene_take_fill(scene, path, PAINT_COLOR(RED), (FillStyle){ 0 });
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 4, 10), ==, 0xc00000);
	g_assert_cmphex(pixel(surface, 14, 10), ==, 0x400000);
	g_assert_cmphex(pixel(surface, 10, 4), ==, 0xc00000);
	g_assert_cmphex(pixel(surface, 10, 14), ==, 0x400000);
	cairo_surface_destroy(surface);
}

/* A line that goes up and down six times in each column of pixels. */
static Scene *dense_line(double width_px)
{
	Scene *scene = scene_new(40, 40, 1);
	Path *path = path_new();
	double offset = fmod(width_px, 2) / 2;

	for (int i = 0; i < 40 * 7; i++)
		path_line_to(path, i / 7, 20 + 13 * sin(i * 1.3) + i % 5);
	scene_push_transform(scene, (Point){ offset, offset }, 0, 1);
	scene_take_stroke(scene, path, PAINT_COLOR(RED),
			  (StrokeStyle){ .width_px = width_px, .join = JOIN_ROUND });
	scene_pop_transform(scene);
	return scene;
}

/* But for the columns with the line's ends. Lines of one pixel are drawn in another way. */
static void test_dense_lines_are_the_same_pixels(void)
{
	enum { MOST_ROUNDING = 4 };

	for (int width = 2; width <= 4; width++) {
		cairo_surface_t *whole = paint_as(dense_line(width), true);
		cairo_surface_t *quick = paint_as(dense_line(width), false);

		for (int y = 0; y < 40; y++)
			for (int x = 2; x < 37; x++)
				g_assert_cmpint(abs((int)(pixel(whole, x, y) >> 16) -
						    (int)(pixel(quick, x, y) >> 16)),
						<=, MOST_ROUNDING);
		cairo_surface_destroy(whole);
		cairo_surface_destroy(quick);
	}
}

static void test_many_boxes_are_the_same_pixels(void)
{
	enum { N_BOXES = 100000 };
	Scene *scene = scene_new(40, 40, 1);
	Path *path = path_new();

	for (int i = 0; i < N_BOXES; i++)
		path_rect(path, (Rect){ i % 10, i % 7, 10 + i % 20, 3 + i % 13 });
	scene_take_fill(scene, path, PAINT_COLOR(RED), (FillStyle){ 0 });
	cairo_surface_t *surface = paint_and_free(scene);

	g_assert_cmphex(pixel(surface, 0, 0), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 37, 10), ==, 0xff0000);
	g_assert_cmphex(pixel(surface, 38, 10), ==, 0);
	g_assert_cmphex(pixel(surface, 10, 21), ==, 0);
	cairo_surface_destroy(surface);
}

static void test_broken_numbers_do_no_harm(void)
{
	Gradient gradient = { .to = { NAN, 1 }, .n_stops = 1, .stops = { { 0, { 1, 1, 1, 1 } } } };
	Gradient stops = { .to = { 9, 1 }, .n_stops = 1, .stops = { { NAN, { NAN, 1, 1, 1 } } } };
	Rect all = { 0, 0, 40, 40 };
	Scene *scene = scene_new(40, 40, 1);

	scene_fill_rect(scene, all, (Paint){ .gradient = &gradient });
	scene_fill_rect(scene, all, (Paint){ .gradient = &stops });
	scene_push_transform(scene, (Point){ NAN, INFINITY }, NAN, 0);
	scene_fill_rect(scene, (Rect){ -1e300, 0, 1e308, 1e308 },
			PAINT_COLOR(((Color){ NAN, NAN, NAN, 1 })));
	scene_take_stroke(scene, line(-1e300, INFINITY, 1e300, 5), PAINT_COLOR(RED),
			  (StrokeStyle){ .width_px = 1e300, .join = JOIN_ROUND });
	scene_pop_transform(scene);
	cairo_surface_destroy(paint_and_free(scene));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/paint/line-of-one-pixel-is-crisp", test_line_of_one_pixel_is_crisp);
	g_test_add_func("/paint/scale-is-the-callers", test_scale_is_the_callers);
	g_test_add_func("/paint/alpha-is-laid-over", test_alpha_is_laid_over);
	g_test_add_func("/paint/group-fades-as-one", test_group_fades_as_one);
	g_test_add_func("/paint/clip-ends-with-its-pop", test_clip_ends_with_its_pop);
	g_test_add_func("/paint/empty-clip-hides-everything", test_empty_clip_hides_everything);
	g_test_add_func("/paint/dashes", test_dashes);
	g_test_add_func("/paint/endless-dashes-are-drawn-solid",
			test_endless_dashes_are_drawn_solid);
	g_test_add_func("/paint/gradient-blends-as-a-canvas", test_gradient_blends_as_a_canvas);
	g_test_add_func("/paint/radial-gradient-may-be-an-ellipse",
			test_radial_gradient_may_be_an_ellipse);
	g_test_add_func("/paint/crisp-fill-has-no-soft-edge", test_crisp_fill_has_no_soft_edge);
	g_test_add_func("/paint/transform-moves-then-turns", test_transform_moves_then_turns);
	g_test_add_func("/paint/image-fills-its-rect", test_image_fills_its_rect);
	g_test_add_func("/paint/baseline-is-on-a-whole-pixel", test_baseline_is_on_a_whole_pixel);
	g_test_add_func("/paint/fast-samples-are-rounded", test_fast_samples_are_rounded);
	g_test_add_func("/paint/dense-lines-are-the-same-pixels",
			test_dense_lines_are_the_same_pixels);
	g_test_add_func("/paint/many-boxes-are-the-same-pixels",
			test_many_boxes_are_the_same_pixels);
	g_test_add_func("/paint/broken-numbers-do-no-harm", test_broken_numbers_do_no_harm);
	return g_test_run();
}
