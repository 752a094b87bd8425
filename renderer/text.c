#include "renderer/text.h"

#include <math.h>
#include <string.h>

#include "renderer/paint/glyph-mask.h"
#include "renderer/shape.h"

/* Longer texts are cut before they are shaped: no line of a picture shows more. */
enum { MAX_BYTES = 4096 };

/* How much of what was shaped lately is kept: axes and legends ask again and again. */
enum { MAX_SHAPES = 4096, MAX_GLYPHS = 65536 };

#define ELLIPSIS "…"

struct TextContext {
	double scale; // device pixels a px
	Shaper *shaper;
	GHashTable *shapes; // Shape, by its key
	size_t n_glyphs;    // in all shapes
	GlyphMasks *masks;

	/* The line that text_line() lent last. */
	TextLine line;
	GArray *runs;     // TextRun
	GArray *glyphs;   // cairo_glyph_t
	GArray *clusters; // cairo_text_cluster_t
};

/* Finds every face now, so that no request waits for fontconfig. */
static void warm_fonts(TextContext *context)
{
	static const TextStyle styles[] = {
		{ .family = FONT_SANS, .weight = 400 },
		{ .family = FONT_SANS, .weight = 500 },
		{ .family = FONT_SANS, .weight = 400, .is_italic = true },
		{ .family = FONT_MONO, .weight = 400 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
		text_width(context, &styles[i], "0");
}

TextContext *text_context_new(void)
{
	TextContext *context = g_new0(TextContext, 1);

	context->scale = 1;
	context->shaper = shaper_new();
	context->masks = glyph_masks_new();
	context->shapes = g_hash_table_new_full(shape_key_hash, shape_key_equal, NULL,
						(GDestroyNotify)shape_free);
	context->runs = g_array_new(FALSE, FALSE, sizeof(TextRun));
	context->glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
	context->clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
	warm_fonts(context);
	return context;
}

void text_context_free(TextContext *context)
{
	if (!context)
		return;
	g_array_unref(context->clusters);
	g_array_unref(context->glyphs);
	g_array_unref(context->runs);
	g_hash_table_unref(context->shapes);
	glyph_masks_free(context->masks);
	shaper_free(context->shaper);
	g_free(context);
}

void text_context_set_scale(TextContext *context, double scale)
{
	context->scale = scale > 0 ? scale : 1;
}

GlyphMasks *text_glyph_masks(TextContext *context)
{
	return context->masks;
}

int text_ascent_px(double size_px)
{
	return (int)floor(0.96875 * size_px + 0.5);
}

int text_descent_px(double size_px)
{
	return (int)floor(0.2412 * size_px + 0.5);
}

/* --- Shapes --- */

/* Whether a text can be shaped as it is. */
static bool is_plain(const char *text, size_t length)
{
	if (length > MAX_BYTES || !g_utf8_validate(text, (gssize)length, NULL))
		return false;
	for (size_t i = 0; i < length; i++) {
		if ((unsigned char)text[i] < ' ' || text[i] == '\x7f')
			return false;
	}
	return true;
}

/* A valid beginning of a text, in which control characters are spaces. */
static char *plain_text(const char *text, size_t length)
{
	if (length > MAX_BYTES) {
		length = MAX_BYTES;
		while (length > MAX_BYTES - 4 && ((unsigned char)text[length] & 0xc0) == 0x80)
			length--;
	}
	char *plain = g_utf8_make_valid(text, (gssize)length);

	for (char *at = plain; *at; at++) {
		if ((unsigned char)*at < ' ' || *at == '\x7f')
			*at = ' ';
	}
	return plain;
}

static const Shape *keep_shape(TextContext *context, const ShapeKey *key)
{
	Shape *shape = shape_new(context->shaper, key);

	if (g_hash_table_size(context->shapes) >= MAX_SHAPES ||
	    context->n_glyphs + shape->glyphs->len > MAX_GLYPHS) {
		g_hash_table_remove_all(context->shapes);
		context->n_glyphs = 0;
	}
	context->n_glyphs += shape->glyphs->len;
	g_hash_table_insert(context->shapes, &shape->key, shape);
	return shape;
}

/* Lends the shape of a text until the next call. */
static const Shape *find_shape(TextContext *context, const TextStyle *style, const char *text)
{
	size_t length = strnlen(text, MAX_BYTES + 1);
	g_autofree char *plain = is_plain(text, length) ? NULL : plain_text(text, length);
	ShapeKey key = {
		.text = plain ? plain : (char *)text,
		.family = style->family,
		.weight = shape_weight(style->family, style->weight),
		.is_italic = style->is_italic,
		.has_ligatures = style->letter_spacing_px == 0,
	};
	const Shape *known = g_hash_table_lookup(context->shapes, &key);

	return known ? known : keep_shape(context, &key);
}

/* Chromium keeps fonts by whole hundredths of a device pixel, and FreeType sets whole 64ths. */
static double glyph_size(const TextContext *context, const TextStyle *style)
{
	float size = floorf((float)(style->size_px * context->scale) * 100) / 100;

	return floor(size * 64) / 64 / context->scale;
}

static double exact_width(const TextContext *context, const Shape *shape, const TextStyle *style)
{
	return shape->width_em * glyph_size(context, style) +
	       (double)shape->n_spaces * style->letter_spacing_px;
}

double text_width(TextContext *context, const TextStyle *style, const char *text)
{
	return exact_width(context, find_shape(context, style, text), style);
}

double text_box_width(TextContext *context, const TextStyle *style, const char *text)
{
	const double noise = 1e-6, unit = 64 * context->scale;

	return ceil(text_width(context, style, text) * unit - noise) / unit;
}

/* --- Lines --- */

static void fill_glyphs(GArray *glyphs, const Shape *shape, const TextStyle *style, double size_px)
{
	g_array_set_size(glyphs, shape->glyphs->len);
	for (guint i = 0; i < shape->glyphs->len; i++) {
		const ShapeGlyph *from = &g_array_index(shape->glyphs, ShapeGlyph, i);

		g_array_index(glyphs, cairo_glyph_t, i) = (cairo_glyph_t){
			.index = from->index,
			.x = from->x_em * size_px +
			     (double)from->n_spaces * style->letter_spacing_px,
			.y = from->y_em * size_px,
		};
	}
}

static void fill_clusters(GArray *clusters, const Shape *shape)
{
	g_array_set_size(clusters, shape->clusters->len);
	for (guint i = 0; i < shape->clusters->len; i++) {
		const ShapeCluster *from = &g_array_index(shape->clusters, ShapeCluster, i);

		g_array_index(clusters, cairo_text_cluster_t, i) = (cairo_text_cluster_t){
			.num_bytes = (int)from->n_bytes,
			.num_glyphs = (int)from->n_glyphs,
		};
	}
}

static void fill_runs(TextContext *context, const Shape *shape)
{
	const cairo_glyph_t *glyphs = (const cairo_glyph_t *)context->glyphs->data;
	const cairo_text_cluster_t *clusters =
		(const cairo_text_cluster_t *)context->clusters->data;

	g_array_set_size(context->runs, shape->runs->len);
	for (guint i = 0; i < shape->runs->len; i++) {
		const ShapeRun *from = &g_array_index(shape->runs, ShapeRun, i);

		g_array_index(context->runs, TextRun, i) = (TextRun){
			.font = from->font,
			.is_color = from->is_color,
			.text = shape->key.text + from->first_byte,
			.n_bytes = (int)from->n_bytes,
			.glyphs = glyphs + from->first_glyph,
			.n_glyphs = (int)from->n_glyphs,
			.clusters = clusters + from->first_cluster,
			.n_clusters = (int)from->n_clusters,
			.cluster_flags = from->is_backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0,
		};
	}
}

const TextLine *text_line(TextContext *context, const TextStyle *style, const char *text)
{
	const Shape *shape = find_shape(context, style, text);
	double size_px = glyph_size(context, style);

	fill_glyphs(context->glyphs, shape, style, size_px);
	fill_clusters(context->clusters, shape);
	fill_runs(context, shape);
	context->line = (TextLine){
		.size_px = size_px,
		.width_px = exact_width(context, shape, style),
		.n_runs = context->runs->len,
		.runs = (const TextRun *)context->runs->data,
	};
	return &context->line;
}

/* --- Fitting --- */

bool text_is_left_to_right(TextContext *context, const TextStyle *style, const char *text)
{
	const Shape *shape = find_shape(context, style, text);

	for (guint i = 0; i < shape->runs->len; i++)
		if (g_array_index(shape->runs, ShapeRun, i).is_backward)
			return false;
	return true;
}

/* Marks the bytes of a run whose clusters fit into `width_px` from the left; returns what remains
 * of it, less than 0 when some did not fit. */
static double mark_run(const Shape *shape, const ShapeRun *run, const TextStyle *style,
		       double size_px, double width_px, bool *is_kept)
{
	for (size_t i = 0; i < run->n_clusters; i++) {
		size_t at = run->is_backward ? run->n_clusters - 1 - i : i;
		const ShapeCluster *cluster = &g_array_index(shape->clusters, ShapeCluster,
							     run->first_cluster + at);

		width_px -= cluster->advance_em * size_px;
		if (cluster->is_spaced)
			width_px -= style->letter_spacing_px;
		if (width_px < 0)
			break;
		for (size_t byte = 0; byte < cluster->n_bytes; byte++)
			is_kept[cluster->first_byte + byte] = true;
	}
	return width_px;
}

/* What stands in the leftmost `width_px` of a line, in whole clusters and in the text's order. */
static GString *left_part(const Shape *shape, const TextStyle *style, double size_px,
			  double width_px)
{
	const char *text = shape->key.text;
	g_autofree bool *is_kept = g_new0(bool, strlen(text) + 1);
	GString *part = g_string_new(NULL);

	for (guint i = 0; i < shape->runs->len && width_px >= 0; i++)
		width_px = mark_run(shape, &g_array_index(shape->runs, ShapeRun, i), style,
				    size_px, width_px, is_kept);
	for (size_t i = 0; text[i]; i++)
		if (is_kept[i])
			g_string_append_c(part, text[i]);
	return part;
}

char *text_ellipsize(TextContext *context, const TextStyle *style, const char *text,
		     double width_px)
{
	double ellipsis_px = text_width(context, style, ELLIPSIS);
	double text_px = text_width(context, style, text);
	const Shape *shape = find_shape(context, style, text);

	if (text_px <= width_px)
		return g_strdup(shape->key.text);
	GString *part = left_part(shape, style, glyph_size(context, style),
				  width_px - ellipsis_px);

	return g_string_free(g_string_append(part, ELLIPSIS), FALSE);
}

char *text_collapse(const char *text)
{
	GString *collapsed = g_string_new(NULL);

	for (const char *at = text; *at; at++) {
		bool is_space = g_ascii_isspace(*at);

		if (!is_space)
			g_string_append_c(collapsed, *at);
		else if (collapsed->len > 0 && collapsed->str[collapsed->len - 1] != ' ')
			g_string_append_c(collapsed, ' ');
	}
	if (collapsed->len > 0 && collapsed->str[collapsed->len - 1] == ' ')
		g_string_truncate(collapsed, collapsed->len - 1);
	return g_string_free(collapsed, FALSE);
}

double text_fit_size(TextContext *context, const char *text, int weight, double width_px,
		     double height_px, double line_height, double max_px)
{
	TextStyle style = { .family = FONT_SANS, .size_px = 14, .weight = weight };
	double by_width = width_px / (text_width(context, &style, text) + 2) * 14;
	double by_height = height_px / line_height;

	return fmin(fmin(by_width, by_height), max_px);
}
