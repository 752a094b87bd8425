#pragma once

#include <cairo.h>
#include <pango/pango.h>

/**
 * Makes a font of a text's run the context's font, at a size in user px.
 *
 * face  with outlines to draw by instead of the font's, or NULL
 */
void run_font_set(cairo_t *cairo, PangoFont *font, cairo_font_face_t *face, double size_px,
		  cairo_hint_style_t hint_style);
