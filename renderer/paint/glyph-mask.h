#pragma once

#include <stdint.h>

#include <cairo.h>
#include <glib.h>
#include <pango/pango.h>

#include "renderer/paint/contrast.h"

/** A glyph's coverage of device pixels. */
typedef struct {
	int left, top; // of the first pixel, from the pixel that the glyph's origin is in
	int width, height;
	const uint8_t *coverage; // `height` rows of `width`
} GlyphMask;

/** Which picture of a glyph. */
typedef struct {
	cairo_scaled_font_t *font;
	unsigned long index;
	int quarter_x, quarter_y; // 0..3: where in its pixel the origin is
	double embolden_px;       // how much to widen strokes by, in device px
} GlyphKey;

/**
 * Glyphs drawn lately; one a thread. Cairo draws glyphs only at whole pixels (1.16), Chromium at
 * quarters.
 */
typedef struct GlyphMasks GlyphMasks;

GlyphMasks *glyph_masks_new(void);
void glyph_masks_free(GlyphMasks *masks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GlyphMasks, glyph_masks_free)

const Contrast *glyph_masks_contrast(const GlyphMasks *masks);

/**
 * The face whose outlines the browser draws in the font's place; NULL where those are its own.
 * Lives with `masks`.
 */
cairo_font_face_t *glyph_masks_face(GlyphMasks *masks, PangoFont *font);

/** The glyph's mask; valid until glyph_masks_trim(). The font's device size is to be bounded. */
const GlyphMask *glyph_mask(GlyphMasks *masks, const GlyphKey *key);

/** Forgets everything when more is kept than a few MiB. */
void glyph_masks_trim(GlyphMasks *masks);
