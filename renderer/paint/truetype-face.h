#pragma once

#include <cairo.h>

/**
 * Opens a font file with PostScript outlines as the TrueType font that is made of it for the web:
 * cubic curves become quadratic ones of whole units. The glyphs' numbers stay. FreeType's hinter
 * fits the two kinds of outlines to pixel rows differently, so only such a font draws what the
 * browser draws with the web's file.
 *
 * index  of the font in its file
 *
 * Returns a face that hints by FreeType's own hinter; free with cairo_font_face_destroy().
 * Errors: NULL for what is no such font.
 */
cairo_font_face_t *truetype_face_new(const char *path, int index);
