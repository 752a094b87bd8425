#pragma once

#include <stdbool.h>

#include <cairo.h>

#include "renderer/scene.h"

/** Whether a stroke is at most one device pixel wide, with flat ends. */
bool hairline_fits(cairo_t *cairo, const StrokeStyle *style);

/**
 * Paints a stroke that fits with Cairo's current source, as the browser does: every piece of the
 * line covers one pixel's height of each column it runs through (or one pixel's width of each row,
 * where it is steep), pieces are laid over one another, and there are no joins.
 *
 * opacity  of the source, which must be opaque itself: pieces that overlap add up
 *
 * Source: Skia, SkDrawTreatAsHairline() in src/core/SkDraw.cpp, src/core/SkScan_Antihair.cpp and
 * SkScan_Hairline.cpp.
 */
void hairline_paint(cairo_t *cairo, const Path *path, const StrokeStyle *style, double opacity);
