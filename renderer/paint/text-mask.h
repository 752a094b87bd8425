#pragma once

#include <cairo.h>

#include "renderer/color.h"
#include "renderer/text.h"

/**
 * Draws a line of text on an image as Chromium does: each glyph at the nearest quarter of a device
 * pixel along a level or upright line, the baseline on a whole one; outlines fitted to pixel rows;
 * edges strengthened by colour. The line starts at the context's origin and runs along its x axis.
 *
 * embolden_px  how much to widen strokes by: 0 but for synthesized bold; glyphs too large for
 *              masks keep theirs
 * color        the context's source, which chooses how edges are strengthened
 */
void text_mask_paint(cairo_t *cairo, GlyphMasks *masks, const TextLine *line, double embolden_px,
		     Color color);
