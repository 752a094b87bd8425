#include "renderer/encode/encode.h"

#include "renderer/error.h"
#include "renderer/paint/paint.h"

#include <cairo-pdf.h>

#define POINTS_PER_PX 0.75

static void paint_background(cairo_t *cairo, Color color)
{
	cairo_set_source_rgb(cairo, color.red / 255, color.green / 255, color.blue / 255);
	cairo_paint(cairo);
}

static bool check(cairo_status_t status, GError **error)
{
	if (status == CAIRO_STATUS_SUCCESS)
		return true;
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_INTERNAL, "drawing failed: %s",
		    cairo_status_to_string(status));
	return false;
}

static bool is_in_bounds(double width, double height)
{
	return width >= 1 && width <= MAX_PICTURE_SIDE && height >= 1 &&
	       height <= MAX_PICTURE_SIDE && width * height <= MAX_PICTURE_PIXELS;
}

cairo_surface_t *scene_to_surface(const Scene *scene, TextContext *text, Color background,
				  GError **error)
{
	double scale = scene_scale(scene);
	double width = js_round(scene_width(scene) * scale);
	double height = js_round(scene_height(scene) * scale);

	if (!is_in_bounds(width, height)) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
			    "a picture of %.0f x %.0f pixels is out of bounds", width, height);
		return NULL;
	}
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
	cairo_t *cairo = cairo_create(surface);

	paint_background(cairo, background);
	cairo_scale(cairo, scale, scale);
	paint_scene(scene, text, cairo, false);
	bool is_fine = check(cairo_status(cairo), error);

	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	if (!is_fine)
		g_clear_pointer(&surface, cairo_surface_destroy);
	return surface;
}

GBytes *scene_to_png(const Scene *scene, TextContext *text, Color background, GError **error)
{
	cairo_surface_t *surface = scene_to_surface(scene, text, background, error);
	GBytes *bytes = surface ? png_encode(surface, error) : NULL;

	g_clear_pointer(&surface, cairo_surface_destroy);
	return bytes;
}

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length)
{
	g_byte_array_append(data, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

/* Cairo would write the present time; the same scene shall give the same bytes. */
static void set_metadata(cairo_surface_t *surface, const char *title)
{
	g_autofree char *valid = g_utf8_make_valid(title ? title : "", -1);

	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
	if (valid[0])
		cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, valid);
}

GBytes *scene_to_pdf(const Scene *scene, TextContext *text, Color background, const char *title,
		     GError **error)
{
	GByteArray *bytes = g_byte_array_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		append, bytes, scene_width(scene) * POINTS_PER_PX,
		scene_height(scene) * POINTS_PER_PX);
	cairo_t *cairo = cairo_create(surface);

	set_metadata(surface, title);
	paint_background(cairo, background);
	cairo_scale(cairo, POINTS_PER_PX, POINTS_PER_PX);
	paint_scene(scene, text, cairo, true);
	cairo_show_page(cairo);
	bool is_fine = check(cairo_status(cairo), error);

	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
	if (!is_fine) {
		g_byte_array_unref(bytes);
		return NULL;
	}
	return g_byte_array_free_to_bytes(bytes);
}
