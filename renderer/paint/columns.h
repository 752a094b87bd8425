#pragma once

#include <cairo.h>

#include "renderer/scene.h"

/**
 * Strokes a dense line quicker than Cairo does: one that stands in whole columns of pixels, which
 * go up and down many times. What a column fills to its whole pixels is a box; the rest, its ends
 * and the ways between columns, is stroked. The pixels are those of the whole line, but that the
 * line's two ends are round.
 *
 * shift  what the stroke is moved by for its sampling, in units of the path
 *
 * Returns false, with nothing drawn, for any other line: dashed, translucent, of a gradient, with
 * corners that are not round or of several parts, or where columns do not fill pixels.
 */
bool columns_stroke(cairo_t *cairo, const SceneItem *item, Point shift);
