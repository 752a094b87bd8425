#pragma once

#include "renderer/asset.h"
#include "renderer/scene.h"

/** How an icon is coloured; a file's own colours win. */
typedef struct {
	Color fill, stroke;
	double stroke_px; // 0: no outline
} PictureStyle;

/**
 * Draws one of Grafana's icons or pictures, named by its path, as large as fits into `box`, in
 * the middle. Where the file did not come but the path names one of the simple shapes
 * (markers, arrows), that shape is drawn.
 *
 * Returns false, drawing nothing, for a picture that is neither.
 */
bool picture_draw(Scene *scene, const Assets *assets, const char *path, Rect box,
		  const PictureStyle *style);

/**
 * The picture in a bitmap of its own, `side` px large; NULL where the file did not come. The caller
 * destroys it.
 */
cairo_surface_t *picture_bitmap(const Assets *assets, const char *path, int side,
				const PictureStyle *style);

/**
 * As picture_draw(), as a CSS background from the box's corner on: `size` is "contain", "cover",
 * "fill", "tile" or the picture's own.
 */
bool picture_draw_background(Scene *scene, const Assets *assets, const char *path, Rect box,
			     const char *size);

/** As large as fits into a box of `aspect` (width over height), which is then stretched to `box`. */
bool picture_draw_stretched(Scene *scene, const Assets *assets, const char *path, Rect box,
			    double aspect);

/**
 * The outline of a marker's symbol around (0, 0), `radius` px large; NULL for an unknown path.
 * `is_line` tells that it is drawn with lines only (cross, x).
 */
Path *picture_symbol(const char *path, double radius, bool *is_line);
