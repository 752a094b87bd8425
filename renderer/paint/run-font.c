#include "renderer/paint/run-font.h"

#include <pango/pangocairo.h>

/* A font's matrix says more than a size where a face is slanted to stand in for an italic, so it is
 * kept and only scaled. Its vertical scale is the size: a font of pictures describes itself with the
 * size its pictures are stored at. */
static cairo_matrix_t scaled_matrix(cairo_scaled_font_t *scaled, double size_px)
{
	cairo_matrix_t matrix;

	cairo_scaled_font_get_font_matrix(scaled, &matrix);
	cairo_matrix_scale(&matrix, size_px / matrix.yy, size_px / matrix.yy);
	return matrix;
}

void run_font_set(cairo_t *cairo, PangoFont *font, cairo_font_face_t *face, double size_px,
		  cairo_hint_style_t hint_style)
{
	cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_matrix_t matrix = scaled_matrix(scaled, size_px);

	cairo_font_options_set_hint_style(options, hint_style);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_set_font_face(cairo, face ? face : cairo_scaled_font_get_font_face(scaled));
	cairo_set_font_matrix(cairo, &matrix);
	cairo_set_font_options(cairo, options);
	cairo_font_options_destroy(options);
}
