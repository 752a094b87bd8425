#include "renderer/paint/glyph-mask.h"

#include <math.h>

#include "renderer/inter.h"
#include "renderer/paint/truetype-face.h"

enum { MAX_MASKS = 16384, MAX_BYTES = 4 << 20 };

struct GlyphMasks {
	GHashTable *masks; // KeptMask, by its key
	GHashTable *faces; // cairo_font_face_t or NULL, by file and index: those of Inter
	size_t n_bytes;
	cairo_t *outliner; // on a surface of one pixel: only for paths
	Contrast contrast;
};

typedef struct {
	GlyphKey key; // first, so that a table of keys is a table of masks
	GlyphMask mask;
	uint8_t coverage[];
} KeptMask;

static unsigned hash_key(const void *data)
{
	const GlyphKey *key = data;

	return (unsigned)((uintptr_t)key->font >> 4) * 31 + (unsigned)key->index * 16 +
	       (unsigned)(key->quarter_x * 4 + key->quarter_y);
}

static int keys_equal(const void *a, const void *b)
{
	const GlyphKey *one = a, *other = b;

	return one->font == other->font && one->index == other->index &&
	       one->quarter_x == other->quarter_x && one->quarter_y == other->quarter_y &&
	       one->embolden_px == other->embolden_px;
}

/* A kept mask keeps its font, so that no other font can take its address. */
static void release_mask(void *data)
{
	KeptMask *kept = data;

	cairo_scaled_font_destroy(kept->key.font);
	g_free(kept);
}

static void release_face(void *face)
{
	if (face)
		cairo_font_face_destroy(face);
}

static cairo_t *new_outliner(void)
{
	cairo_surface_t *pixel = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	cairo_t *outliner = cairo_create(pixel);

	cairo_surface_destroy(pixel);
	return outliner;
}

GlyphMasks *glyph_masks_new(void)
{
	GlyphMasks *masks = g_new0(GlyphMasks, 1);

	masks->masks = g_hash_table_new_full(hash_key, keys_equal, NULL, release_mask);
	masks->faces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, release_face);
	masks->outliner = new_outliner();
	contrast_init(&masks->contrast);
	return masks;
}

void glyph_masks_free(GlyphMasks *masks)
{
	if (!masks)
		return;
	cairo_destroy(masks->outliner);
	g_hash_table_unref(masks->masks);
	g_hash_table_unref(masks->faces);
	g_free(masks);
}

const Contrast *glyph_masks_contrast(const GlyphMasks *masks)
{
	return &masks->contrast;
}

cairo_font_face_t *glyph_masks_face(GlyphMasks *masks, PangoFont *font)
{
	int index;
	const char *file = inter_outline_file(font, &index);

	if (!file)
		return NULL;
	g_autofree char *key = g_strdup_printf("%s %d", file, index);
	void *face;

	if (!g_hash_table_lookup_extended(masks->faces, key, NULL, &face)) {
		face = truetype_face_new(file, index);
		g_hash_table_insert(masks->faces, g_steal_pointer(&key), face);
	}
	return face;
}

/* The glyph's outline in device pixels, its origin at the key's quarter of the pixel at 0, 0. */
static cairo_path_t *outline_new(cairo_t *cairo, const GlyphKey *key)
{
	cairo_glyph_t glyph = { .index = key->index };
	cairo_matrix_t matrix;

	cairo_scaled_font_get_ctm(key->font, &matrix);
	matrix.x0 = key->quarter_x / 4.0;
	matrix.y0 = key->quarter_y / 4.0;
	cairo_set_matrix(cairo, &matrix);
	cairo_set_scaled_font(cairo, key->font);
	cairo_new_path(cairo);
	cairo_glyph_path(cairo, &glyph, 1);
	cairo_identity_matrix(cairo);
	return cairo_copy_path(cairo);
}

/* The whole pixels that the outline now in `cairo` touches. */
static GlyphMask measure_outline(cairo_t *cairo, double embolden_px)
{
	double left, top, right, bottom;

	cairo_path_extents(cairo, &left, &top, &right, &bottom);
	if (right <= left || bottom <= top)
		return (GlyphMask){ 0 };
	left = floor(left - embolden_px);
	top = floor(top - embolden_px);
	return (GlyphMask){
		.left = (int)left,
		.top = (int)top,
		.width = (int)(ceil(right + embolden_px) - left),
		.height = (int)(ceil(bottom + embolden_px) - top),
	};
}

/* The mean of each square of `fine` x `fine` pixels. */
static void copy_coverage(cairo_surface_t *surface, const GlyphMask *mask, int fine,
			  uint8_t *coverage)
{
	const uint8_t *pixels = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);

	for (int y = 0; pixels && y < mask->height; y++) {
		for (int x = 0; x < mask->width; x++) {
			const uint8_t *square = pixels + y * fine * stride + x * fine;
			int sum = 0;

			for (int i = 0; i < fine * fine; i++)
				sum += square[i / fine * stride + i % fine];
			coverage[y * mask->width + x] = (uint8_t)(sum / (fine * fine));
		}
	}
}

/* An emboldened glyph is filled and stroked; where the two meet, half covered pixels would count
 * wrong, so it is drawn finer. */
static void rasterize(cairo_path_t *outline, const GlyphMask *mask, double embolden_px,
		      uint8_t *coverage)
{
	int fine = embolden_px > 0 ? CLAMP(512 / MAX(mask->width, mask->height), 1, 8) : 1;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, mask->width * fine,
							      mask->height * fine);
	cairo_t *cairo = cairo_create(surface);

	cairo_scale(cairo, fine, fine);
	cairo_translate(cairo, -mask->left, -mask->top);
	cairo_append_path(cairo, outline);
	cairo_fill_preserve(cairo);
	if (embolden_px > 0) {
		cairo_set_line_width(cairo, embolden_px);
		cairo_stroke(cairo);
	}
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	copy_coverage(surface, mask, fine, coverage);
	cairo_surface_destroy(surface);
}

static KeptMask *draw_mask(GlyphMasks *masks, const GlyphKey *key)
{
	cairo_path_t *outline = outline_new(masks->outliner, key);
	GlyphMask mask = measure_outline(masks->outliner, key->embolden_px);
	size_t n_bytes = (size_t)mask.width * (size_t)mask.height;
	KeptMask *kept = g_malloc0(sizeof(KeptMask) + n_bytes);

	kept->key = *key;
	cairo_scaled_font_reference(key->font);
	kept->mask = mask;
	kept->mask.coverage = kept->coverage;
	if (n_bytes > 0)
		rasterize(outline, &mask, key->embolden_px, kept->coverage);
	cairo_path_destroy(outline);
	masks->n_bytes += sizeof(KeptMask) + n_bytes;
	return kept;
}

const GlyphMask *glyph_mask(GlyphMasks *masks, const GlyphKey *key)
{
	KeptMask *kept = g_hash_table_lookup(masks->masks, key);

	if (!kept) {
		kept = draw_mask(masks, key);
		g_hash_table_insert(masks->masks, &kept->key, kept);
	}
	return &kept->mask;
}

void glyph_masks_trim(GlyphMasks *masks)
{
	if (masks->n_bytes <= MAX_BYTES && g_hash_table_size(masks->masks) <= MAX_MASKS)
		return;
	g_hash_table_remove_all(masks->masks);
	masks->n_bytes = 0;
}
