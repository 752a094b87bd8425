#pragma once

#include <cairo.h>
#include <pango/pango.h>

/** Makes a font of a text's run the context's font, at a size in user px. */
void run_font_set(cairo_t *cairo, PangoFont *font, double size_px, cairo_hint_style_t hint_style);
