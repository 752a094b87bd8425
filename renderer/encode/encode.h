#pragma once

#include <glib.h>

#include "renderer/scene.h"

/** Bounds on a picture: 160 MiB of memory, and the longest side Cairo draws, in device pixels. */
enum { MAX_PICTURE_PIXELS = 40 * 1000 * 1000, MAX_PICTURE_SIDE = 32767 };

/**
 * Draws a scene over `background` at its scale. Free with cairo_surface_destroy().
 *
 * Errors: RENDER_ERROR_TOO_LARGE, RENDER_ERROR_INTERNAL when Cairo fails.
 */
cairo_surface_t *scene_to_surface(const Scene *scene, TextContext *text, Color background,
				  GError **error);

/**
 * Draws a scene over `background` at its scale and encodes it.
 *
 * Errors: RENDER_ERROR_TOO_LARGE, RENDER_ERROR_INTERNAL when Cairo or libpng fails.
 */
GBytes *scene_to_png(const Scene *scene, TextContext *text, Color background, GError **error);

/** One page of 0.75 pt a CSS px, with texts that can be selected. */
GBytes *scene_to_pdf(const Scene *scene, TextContext *text, Color background, const char *title,
		     GError **error);

/** An RGB24 or ARGB32 surface as PNG without alpha; a palette where 256 colours suffice. */
GBytes *png_encode(cairo_surface_t *surface, GError **error);
