#include "renderer/paint/hairline.h"

#include <math.h>

enum { WIDTH = 40, HEIGHT = 30 };

static const StrokeStyle thin = { .width_px = 1, .pen_stretch = 1 };

typedef struct {
	cairo_surface_t *surface;
	cairo_t *cairo;
	Path *path;
} Canvas;

static Canvas canvas_new(void)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, WIDTH, HEIGHT);

	return (Canvas){ surface, cairo_create(surface), path_new() };
}

static void canvas_clear(Canvas *canvas)
{
	path_free(canvas->path);
	cairo_destroy(canvas->cairo);
	cairo_surface_destroy(canvas->surface);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Canvas, canvas_clear)

static void line_to(Canvas *canvas, double x, double y)
{
	size_t n;

	path_points(canvas->path, &n);
	if (n == 0)
		path_move_to(canvas->path, x, y);
	else
		path_line_to(canvas->path, x, y);
}

static int pixel(const Canvas *canvas, int x, int y)
{
	int stride = cairo_image_surface_get_stride(canvas->surface);

	cairo_surface_flush(canvas->surface);
	return cairo_image_surface_get_data(canvas->surface)[y * stride + x];
}

static int sum(const Canvas *canvas)
{
	int total = 0;

	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++)
			total += pixel(canvas, x, y);
	return total;
}

static void paint(Canvas *canvas, const StrokeStyle *style, double opacity)
{
	g_assert_true(hairline_fits(canvas->cairo, style));
	hairline_paint(canvas->cairo, canvas->path, style, opacity);
}

static void assert_near(int value, int expected)
{
	g_assert_cmpint(ABS(value - expected), <=, 3);
}

static void test_level_lines_share_two_rows(void)
{
	g_auto(Canvas) canvas = canvas_new();

	line_to(&canvas, 5, 10.5);
	line_to(&canvas, 15, 10.5);
	path_move_to(canvas.path, 5, 20.75);
	path_line_to(canvas.path, 15, 20.75);
	paint(&canvas, &thin, 1);
	assert_near(pixel(&canvas, 5, 10), 255);
	assert_near(pixel(&canvas, 14, 10), 255);
	assert_near(pixel(&canvas, 15, 10), 0);
	assert_near(pixel(&canvas, 9, 11), 0);
	assert_near(pixel(&canvas, 9, 20), 191);
	assert_near(pixel(&canvas, 9, 21), 64);
}

/* However steep, a line covers a pixel a row or column: it gets thinner towards the diagonal. */
static void test_slanted_lines_cover_one_pixel_a_row(void)
{
	g_auto(Canvas) canvas = canvas_new();

	line_to(&canvas, 5, 3);
	line_to(&canvas, 12, 25);
	paint(&canvas, &thin, 1);
	for (int y = 4; y < 24; y++) {
		int row = 0;

		for (int x = 0; x < WIDTH; x++)
			row += pixel(&canvas, x, y);
		assert_near(row, 255);
	}
}

static void test_corners_are_not_joined(void)
{
	g_auto(Canvas) canvas = canvas_new();

	line_to(&canvas, 5, 10.5);
	line_to(&canvas, 15.5, 10.5);
	line_to(&canvas, 15.5, 20);
	paint(&canvas, &thin, 1);
	assert_near(pixel(&canvas, 15, 10), 191);
	assert_near(pixel(&canvas, 15, 15), 255);
}

static void test_thinner_and_translucent_lines_cover_less(void)
{
	g_auto(Canvas) canvas = canvas_new();
	StrokeStyle style = thin;

	style.width_px = 0.5;
	line_to(&canvas, 5, 10.5);
	line_to(&canvas, 15, 10.5);
	paint(&canvas, &style, 0.5);
	assert_near(pixel(&canvas, 9, 10), 64);
}

static void test_the_device_decides(void)
{
	g_auto(Canvas) canvas = canvas_new();
	StrokeStyle style = thin;

	line_to(&canvas, 2, 5);
	line_to(&canvas, 8, 5);
	cairo_scale(canvas.cairo, 2, 2);
	g_assert_false(hairline_fits(canvas.cairo, &style));
	style.width_px = 0.5;
	cairo_translate(canvas.cairo, 0, 0.25);
	paint(&canvas, &style, 1);
	assert_near(pixel(&canvas, 4, 10), 255);
	style.cap = CAP_ROUND;
	g_assert_false(hairline_fits(canvas.cairo, &style));
}

static void test_dashes(void)
{
	g_auto(Canvas) canvas = canvas_new();
	const double dash[] = { 4, 2 };
	StrokeStyle style = thin;

	style.dash_px = dash;
	style.n_dash = 2;
	style.dash_offset_px = 601; // a hundred times the pattern, and one
	line_to(&canvas, 10, 10.5);
	line_to(&canvas, 22, 10.5);
	paint(&canvas, &style, 1);
	for (int x = 10; x < 22; x++)
		assert_near(pixel(&canvas, x, 10), (x - 10 + 1) % 6 < 4 ? 255 : 0);
}

/* What is left of a dash may be too small to be added to where the pen stands. */
static void test_dashes_of_many_lines_end(void)
{
	g_auto(Canvas) canvas = canvas_new();
	const double dash[] = { 10, 5 };
	StrokeStyle style = thin;

	style.dash_px = dash;
	style.n_dash = 2;
	for (int i = 0; i < 20000; i++)
		line_to(&canvas, i * 1.37, 15 + 13 * sin(i * 2.1));
	paint(&canvas, &style, 1);
	g_assert_cmpint(sum(&canvas), >, 0);
}

static void test_curves_bend(void)
{
	g_auto(Canvas) canvas = canvas_new();

	path_move_to(canvas.path, 2, 2);
	path_curve_to(canvas.path, 2, 20, 30, 20, 30, 2);
	paint(&canvas, &thin, 1);
	g_assert_cmpint(pixel(&canvas, 16, 15) + pixel(&canvas, 16, 14) + pixel(&canvas, 16, 16),
			>, 200);
	assert_near(pixel(&canvas, 16, 2), 0);
}

static void test_far_and_broken_points_do_no_harm(void)
{
	g_auto(Canvas) canvas = canvas_new();

	line_to(&canvas, 10, 10.5);
	line_to(&canvas, 1e12, 10.5);
	line_to(&canvas, NAN, 3);
	line_to(&canvas, -1e300, -1e300);
	line_to(&canvas, 5, 5);
	paint(&canvas, &thin, 1);
	g_assert_cmpint(sum(&canvas), <, 255 * WIDTH * 3);
}

static void test_outside_the_clip_nothing_is_painted(void)
{
	g_auto(Canvas) canvas = canvas_new();

	cairo_rectangle(canvas.cairo, 0, 0, 10, HEIGHT);
	cairo_clip(canvas.cairo);
	line_to(&canvas, 5, 10.5);
	line_to(&canvas, 30, 10.5);
	paint(&canvas, &thin, 1);
	assert_near(pixel(&canvas, 9, 10), 255);
	assert_near(pixel(&canvas, 11, 10), 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hairline/level-lines-share-two-rows", test_level_lines_share_two_rows);
	g_test_add_func("/hairline/slanted-lines-cover-one-pixel-a-row",
			test_slanted_lines_cover_one_pixel_a_row);
	g_test_add_func("/hairline/corners-are-not-joined", test_corners_are_not_joined);
	g_test_add_func("/hairline/thinner-and-translucent-lines-cover-less",
			test_thinner_and_translucent_lines_cover_less);
	g_test_add_func("/hairline/the-device-decides", test_the_device_decides);
	g_test_add_func("/hairline/dashes", test_dashes);
	g_test_add_func("/hairline/dashes-end", test_dashes_of_many_lines_end);
	g_test_add_func("/hairline/curves-bend", test_curves_bend);
	g_test_add_func("/hairline/far-and-broken-points-do-no-harm",
			test_far_and_broken_points_do_no_harm);
	g_test_add_func("/hairline/outside-the-clip-nothing-is-painted",
			test_outside_the_clip_nothing_is_painted);
	return g_test_run();
}
