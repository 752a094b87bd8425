#include "renderer/encode/encode.h"

#include "renderer/error.h"

#include <setjmp.h>
#include <stdint.h>

#include <png.h>

enum { LEVEL = 3, MAX_COLORS = 256, TABLE_SIZE = 1024 };

/* The colours of a picture, as long as there are few. */
typedef struct {
	uint32_t keys[TABLE_SIZE]; // colour + 1; 0 is free
	uint8_t indexes[TABLE_SIZE];
	uint32_t colors[MAX_COLORS];
	int n;
} Palette;

static size_t slot_of(const Palette *palette, uint32_t color)
{
	size_t slot = (color * 2654435761u) >> 22;

	while (palette->keys[slot] && palette->keys[slot] != color + 1)
		slot = (slot + 1) % TABLE_SIZE;
	return slot;
}

/* False when there are more colours than a palette holds. */
static bool palette_add(Palette *palette, uint32_t color)
{
	size_t slot = slot_of(palette, color);

	if (palette->keys[slot])
		return true;
	if (palette->n == MAX_COLORS)
		return false;
	palette->keys[slot] = color + 1;
	palette->indexes[slot] = (uint8_t)palette->n;
	palette->colors[palette->n++] = color;
	return true;
}

typedef struct {
	const unsigned char *pixels;
	int width, height, stride;
	Palette *palette; // NULL: true colour
} Picture;

static const uint32_t *row_of(const Picture *picture, int y)
{
	return (const uint32_t *)(const void *)(picture->pixels + (size_t)y * (size_t)picture->stride);
}

static bool find_palette(const Picture *picture, Palette *palette)
{
	uint32_t last = UINT32_MAX;

	for (int y = 0; y < picture->height; y++) {
		const uint32_t *row = row_of(picture, y);

		for (int x = 0; x < picture->width; x++) {
			uint32_t color = row[x] & 0xffffff;

			if (color == last)
				continue;
			last = color;
			if (!palette_add(palette, color))
				return false;
		}
	}
	return true;
}

static void fill_indexes(const Picture *picture, int y, unsigned char *out)
{
	const uint32_t *row = row_of(picture, y);
	uint32_t last = UINT32_MAX;
	uint8_t index = 0;

	for (int x = 0; x < picture->width; x++) {
		uint32_t color = row[x] & 0xffffff;

		if (color != last)
			index = picture->palette->indexes[slot_of(picture->palette, color)];
		last = color;
		out[x] = index;
	}
}

static void fill_rgb(const Picture *picture, int y, unsigned char *out)
{
	const uint32_t *row = row_of(picture, y);

	for (int x = 0; x < picture->width; x++) {
		out[3 * x] = (unsigned char)(row[x] >> 16);
		out[3 * x + 1] = (unsigned char)(row[x] >> 8);
		out[3 * x + 2] = (unsigned char)row[x];
	}
}

static void append_bytes(png_structp png, png_bytep data, png_size_t length)
{
	g_byte_array_append(png_get_io_ptr(png), data, (guint)length);
}

static void flush_nothing(png_structp png)
{
	(void)png;
}

static void on_error(png_structp png, png_const_charp message)
{
	(void)message;
	png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

static void write_header(png_structp png, png_infop info, const Picture *picture)
{
	png_color colors[MAX_COLORS];

	png_set_IHDR(png, info, (png_uint_32)picture->width, (png_uint_32)picture->height, 8,
		     picture->palette ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB,
		     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (picture->palette) {
		for (int i = 0; i < picture->palette->n; i++) {
			uint32_t color = picture->palette->colors[i];

			colors[i] = (png_color){ (png_byte)(color >> 16), (png_byte)(color >> 8),
						 (png_byte)color };
		}
		png_set_PLTE(png, info, colors, picture->palette->n);
	}
	png_write_info(png, info);
}

static void write_all(png_structp png, png_infop info, const Picture *picture, unsigned char *row)
{
	png_set_compression_level(png, LEVEL);
	png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
	write_header(png, info, picture);
	for (int y = 0; y < picture->height; y++) {
		if (picture->palette)
			fill_indexes(picture, y, row);
		else
			fill_rgb(picture, y, row);
		png_write_row(png, row);
	}
	png_write_end(png, info);
}

/* libpng leaves by longjmp: nothing here is declared after setjmp or changed behind it. */
static bool guarded_write(png_structp png, png_infop info, const Picture *picture,
			  unsigned char *row)
{
	if (setjmp(png_jmpbuf(png)))
		return false;
	write_all(png, info, picture, row);
	return true;
}

GBytes *png_encode(cairo_surface_t *surface, GError **error)
{
	g_autofree Palette *palette = g_new0(Palette, 1);
	Picture picture = {
		.pixels = cairo_image_surface_get_data(surface),
		.width = cairo_image_surface_get_width(surface),
		.height = cairo_image_surface_get_height(surface),
		.stride = cairo_image_surface_get_stride(surface),
	};
	g_autofree unsigned char *row = g_malloc((size_t)picture.width * 3 + 1);
	g_autoptr(GByteArray) bytes = g_byte_array_sized_new(64 * 1024);
	png_structp png =
		png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	png_infop info = png ? png_create_info_struct(png) : NULL;

	if (find_palette(&picture, palette))
		picture.palette = palette;
	bool is_written = false;

	if (info) {
		png_set_write_fn(png, bytes, append_bytes, flush_nothing);
		is_written = guarded_write(png, info, &picture, row);
	}
	png_destroy_write_struct(&png, &info);
	if (!is_written) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_INTERNAL, "PNG encoding failed");
		return NULL;
	}
	return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}
