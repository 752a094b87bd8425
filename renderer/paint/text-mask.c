#include "renderer/paint/text-mask.h"

#include <math.h>

#include <pango/pangocairo.h>

#include "renderer/geometry.h"
#include "renderer/paint/glyph-mask.h"
#include "renderer/paint/run-font.h"

/* Larger glyphs are filled as paths, as in Chromium; so masks stay small. */
#define MAX_MASK_DEVICE_PX 256.0

/* Device pixels from left to right, top to bottom; the far edges are outside. */
typedef struct {
	int left, top, right, bottom;
} Box;

typedef struct {
	const GlyphMask *mask;
	int x, y; // device pixel of the mask's first pixel
} PlacedMask;

/* Which way a line runs over device pixels. */
typedef struct {
	cairo_matrix_t matrix;
	bool is_level, is_upright;
} Direction;

static Direction direction_of(cairo_t *cairo)
{
	Direction direction;
	cairo_matrix_t *matrix = &direction.matrix;

	cairo_get_matrix(cairo, matrix);
	double size = hypot(matrix->xx, matrix->yx);

	direction.is_level = fabs(matrix->yx) < 1e-6 * size;
	direction.is_upright = fabs(matrix->xx) < 1e-6 * size;
	return direction;
}

/* The device place of a glyph in quarters of a pixel. Across a level or upright line all glyphs
 * stand on a whole pixel, which the line's origin tells. */
static void place_glyph(const Direction *direction, const cairo_glyph_t *glyph, int *quarters_x,
			int *quarters_y)
{
	double x = glyph->x, y = glyph->y;
	const cairo_matrix_t *matrix = &direction->matrix;

	cairo_matrix_transform_point(matrix, &x, &y);
	if (direction->is_level)
		y += js_round(matrix->y0) - matrix->y0;
	if (direction->is_upright)
		x += js_round(matrix->x0) - matrix->x0;
	*quarters_x = (int)js_round(x * 4);
	*quarters_y = (int)js_round(y * 4);
}

/* The device pixels that can change. */
static Box clip_box(cairo_t *cairo)
{
	double left, top, right, bottom;

	cairo_save(cairo);
	cairo_identity_matrix(cairo);
	cairo_clip_extents(cairo, &left, &top, &right, &bottom);
	cairo_restore(cairo);
	return (Box){ (int)floor(left), (int)floor(top), (int)ceil(right), (int)ceil(bottom) };
}

static bool is_near(Box box, double x, double y, double distance)
{
	return x > box.left - distance && x < box.right + distance && y > box.top - distance &&
	       y < box.bottom + distance;
}

/* --- Glyphs to masks --- */

typedef struct {
	GlyphMasks *masks;
	Direction direction;
	Box clip;
	GArray *placed; // PlacedMask
} Placing;

static void place_run(Placing *placing, const TextRun *run, cairo_scaled_font_t *font,
		      double device_size, double embolden_px)
{
	for (int i = 0; i < run->n_glyphs; i++) {
		double x = run->glyphs[i].x, y = run->glyphs[i].y;
		GlyphKey key = { .font = font,
				 .index = run->glyphs[i].index,
				 .embolden_px = embolden_px };

		/* Far from the picture nothing is drawn, and no place overflows. */
		cairo_matrix_transform_point(&placing->direction.matrix, &x, &y);
		if (!is_near(placing->clip, x, y, 4 * device_size + 4))
			continue;
		int quarters_x, quarters_y;

		place_glyph(&placing->direction, &run->glyphs[i], &quarters_x, &quarters_y);
		key.quarter_x = quarters_x & 3;
		key.quarter_y = quarters_y & 3;
		const GlyphMask *mask = glyph_mask(placing->masks, &key);
		PlacedMask placed = { mask, (quarters_x >> 2) + mask->left,
				      (quarters_y >> 2) + mask->top };

		if (mask->width > 0)
			g_array_append_val(placing->placed, placed);
	}
}

static Box placed_box(const GArray *placed, Box clip)
{
	Box box = { clip.right, clip.bottom, clip.left, clip.top };

	for (guint i = 0; i < placed->len; i++) {
		const PlacedMask *at = &g_array_index(placed, PlacedMask, i);

		box.left = MIN(box.left, at->x);
		box.top = MIN(box.top, at->y);
		box.right = MAX(box.right, at->x + at->mask->width);
		box.bottom = MAX(box.bottom, at->y + at->mask->height);
	}
	return (Box){ MAX(box.left, clip.left), MAX(box.top, clip.top), MIN(box.right, clip.right),
		      MIN(box.bottom, clip.bottom) };
}

/* Lays a mask over what is already in the pixels of `box`. */
static void add_mask(uint8_t *pixels, int stride, Box box, const PlacedMask *placed,
		     const uint8_t *contrast)
{
	const GlyphMask *mask = placed->mask;
	int from_x = MAX(placed->x, box.left), to_x = MIN(placed->x + mask->width, box.right);
	int from_y = MAX(placed->y, box.top), to_y = MIN(placed->y + mask->height, box.bottom);

	for (int y = from_y; y < to_y; y++) {
		const uint8_t *from = mask->coverage + (y - placed->y) * mask->width - placed->x;
		uint8_t *to = pixels + (ptrdiff_t)(y - box.top) * stride - box.left;

		for (int x = from_x; x < to_x; x++) {
			int added = contrast[from[x]];

			to[x] = (uint8_t)(to[x] + added - to[x] * added / 255);
		}
	}
}

static void paint_placed(cairo_t *cairo, const Placing *placing, const uint8_t *contrast)
{
	Box box = placed_box(placing->placed, placing->clip);

	if (box.right <= box.left || box.bottom <= box.top)
		return;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, box.right - box.left,
							      box.bottom - box.top);
	uint8_t *pixels = cairo_image_surface_get_data(surface);

	for (guint i = 0; pixels && i < placing->placed->len; i++)
		add_mask(pixels, cairo_image_surface_get_stride(surface), box,
			 &g_array_index(placing->placed, PlacedMask, i), contrast);
	cairo_surface_mark_dirty(surface);
	cairo_save(cairo);
	cairo_identity_matrix(cairo);
	cairo_mask_surface(cairo, surface, box.left, box.top);
	cairo_restore(cairo);
	cairo_surface_destroy(surface);
}

/* --- The line --- */

static void paint_run_paths(cairo_t *cairo, const TextRun *run)
{
	cairo_new_path(cairo);
	cairo_glyph_path(cairo, run->glyphs, run->n_glyphs);
	cairo_fill(cairo);
}

/* Only level and upright lines have pixel rows to fit glyphs to. */
static cairo_hint_style_t hint_style(const Direction *direction)
{
	return direction->is_level || direction->is_upright ? CAIRO_HINT_STYLE_SLIGHT
							    : CAIRO_HINT_STYLE_NONE;
}

void text_mask_paint(cairo_t *cairo, GlyphMasks *masks, const TextLine *line, double embolden_px,
		     Color color)
{
	Placing placing = {
		.masks = masks,
		.direction = direction_of(cairo),
		.clip = clip_box(cairo),
		.placed = g_array_new(FALSE, FALSE, sizeof(PlacedMask)),
	};
	double scale = hypot(placing.direction.matrix.xx, placing.direction.matrix.yx);

	glyph_masks_trim(masks);
	for (size_t i = 0; i < line->n_runs; i++) {
		const TextRun *run = &line->runs[i];

		run_font_set(cairo, run->font, glyph_masks_face(masks, run->font), line->size_px,
			     hint_style(&placing.direction));
		if (run->is_color)
			cairo_show_glyphs(cairo, run->glyphs, run->n_glyphs);
		else if (line->size_px * scale > MAX_MASK_DEVICE_PX)
			paint_run_paths(cairo, run);
		else
			place_run(&placing, run, cairo_get_scaled_font(cairo),
				  line->size_px * scale, embolden_px * scale);
	}
	paint_placed(cairo, &placing, contrast_table(glyph_masks_contrast(masks), color));
	g_array_unref(placing.placed);
}
