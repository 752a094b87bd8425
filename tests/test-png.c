#include "renderer/encode/encode.h"

#include <string.h>

enum { WIDTH = 37, HEIGHT = 21 };

static unsigned char *row_of(cairo_surface_t *surface, int y)
{
	return cairo_image_surface_get_data(surface) +
	       (size_t)y * (size_t)cairo_image_surface_get_stride(surface);
}

/* A picture whose pixels count up, starting again after n_colors. */
static cairo_surface_t *counting_picture(int n_colors)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);

	for (int y = 0; y < HEIGHT; y++) {
		for (int x = 0; x < WIDTH; x++) {
			uint32_t color = (uint32_t)((y * WIDTH + x) % n_colors) * 0x010307u;

			memcpy(row_of(surface, y) + 4 * x, &color, sizeof(color));
		}
	}
	cairo_surface_mark_dirty(surface);
	return surface;
}

typedef struct {
	const unsigned char *at;
	size_t left;
} Reader;

static cairo_status_t read_bytes(void *data, unsigned char *out, unsigned int length)
{
	Reader *reader = data;

	g_assert_cmpuint(length, <=, reader->left);
	memcpy(out, reader->at, length);
	reader->at += length;
	reader->left -= length;
	return CAIRO_STATUS_SUCCESS;
}

static void assert_same_pixels(cairo_surface_t *surface, GBytes *png)
{
	size_t size;
	Reader reader = { g_bytes_get_data(png, &size), 0 };

	reader.left = size;
	cairo_surface_t *decoded = cairo_image_surface_create_from_png_stream(read_bytes, &reader);

	g_assert_cmpint(cairo_surface_status(decoded), ==, CAIRO_STATUS_SUCCESS);
	g_assert_cmpint(cairo_image_surface_get_format(decoded), ==, CAIRO_FORMAT_RGB24);
	g_assert_cmpint(cairo_image_surface_get_width(decoded), ==, WIDTH);
	g_assert_cmpint(cairo_image_surface_get_height(decoded), ==, HEIGHT);
	for (int y = 0; y < HEIGHT; y++) {
		for (int x = 0; x < WIDTH; x++) {
			uint32_t ours, theirs;

			memcpy(&ours, row_of(surface, y) + 4 * x, sizeof(ours));
			memcpy(&theirs, row_of(decoded, y) + 4 * x, sizeof(theirs));
			g_assert_cmphex(ours & 0xffffff, ==, theirs & 0xffffff);
		}
	}
	cairo_surface_destroy(decoded);
}

/* PNG specification, 11.2.2: the colour type is byte 9 of IHDR, which begins at byte 16. */
static int color_type(GBytes *png)
{
	size_t size;
	const unsigned char *bytes = g_bytes_get_data(png, &size);

	g_assert_cmpuint(size, >, 25);
	return bytes[25];
}

static void check(int n_colors, int expected_color_type)
{
	g_autoptr(GError) error = NULL;
	cairo_surface_t *surface = counting_picture(n_colors);
	g_autoptr(GBytes) png = png_encode(surface, &error);

	g_assert_no_error(error);
	g_assert_cmpint(color_type(png), ==, expected_color_type);
	assert_same_pixels(surface, png);
	cairo_surface_destroy(surface);
}

static void test_few_colors_take_a_palette(void)
{
	check(1, 3);
	check(2, 3);
	check(256, 3);
}

static void test_many_colors_take_rgb(void)
{
	check(257, 2);
	check(WIDTH * HEIGHT, 2);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/png/few-colors-take-a-palette", test_few_colors_take_a_palette);
	g_test_add_func("/png/many-colors-take-rgb", test_many_colors_take_rgb);
	return g_test_run();
}
