#include "renderer/shape.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>

#include "renderer/inter.h"

/* The size texts are shaped at: large, so that Pango's 1/1024 px are nothing, and small enough for
 * its 32 bit widths to hold the longest text. */
#define SHAPE_PX    256.0
#define SHAPE_UNITS (SHAPE_PX * PANGO_SCALE)

struct Shaper {
	PangoFontMap *map;
	PangoContext *pango;
	PangoAttrList *no_ligatures;
	PangoAttrList *nothing;
};

/* --- Fonts --- */

/* Glyphs are fitted to pixel rows, not to columns, by FreeType's own hinter, as Chromium's are;
 * the packages' Inter has another outline format than the web font and would get another one. */
static void ask_for_light_hinting(FcPattern *pattern, gpointer data)
{
	FcPatternDel(pattern, FC_AUTOHINT);
	FcPatternAddBool(pattern, FC_AUTOHINT, FcTrue);
}

static void set_exact_metrics(PangoContext *pango)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(pango, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(pango, FALSE);
}

Shaper *shaper_new(void)
{
	Shaper *shaper = g_new0(Shaper, 1);

	shaper->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(shaper->map),
						 ask_for_light_hinting, NULL, NULL);
	shaper->pango = pango_font_map_create_context(shaper->map);
	set_exact_metrics(shaper->pango);
	pango_context_set_language(shaper->pango, pango_language_from_string("en"));
	shaper->nothing = pango_attr_list_new();
	shaper->no_ligatures = pango_attr_list_new();
	pango_attr_list_insert(shaper->no_ligatures,
			       pango_attr_font_features_new("liga=0, clig=0, calt=0"));
	return shaper;
}

void shaper_free(Shaper *shaper)
{
	if (!shaper)
		return;
	pango_attr_list_unref(shaper->no_ligatures);
	pango_attr_list_unref(shaper->nothing);
	g_object_unref(shaper->pango);
	g_object_unref(shaper->map);
	g_free(shaper);
}

/* Only these two weights are served: packages/grafana-ui/src/themes/GlobalStyles/fonts.ts. A
 * bolder text is the heavier one made bold by the browser, which leaves its widths alone. */
static bool is_web_font(FontFamily family)
{
	return family == FONT_SANS || family == FONT_MONO;
}

int shape_weight(FontFamily family, int weight)
{
	if (is_web_font(family))
		return weight <= 450 ? 400 : 500;
	return weight < 600 ? 400 : 700;
}

bool shape_is_emboldened(FontFamily family, int weight)
{
	return is_web_font(family) && weight >= 600;
}

static void set_font(PangoContext *pango, const ShapeKey *key)
{
	/* Grafana's families; Liberation Mono has Roboto Mono's widths. */
	static const char *const families[] = {
		[FONT_SANS] = "Inter, Helvetica, Arial, sans-serif",
		[FONT_MONO] = "Roboto Mono, Liberation Mono, monospace",
		[FONT_FIXED] = "monospace",
		[FONT_ARIAL] = "Liberation Sans, Arial, sans-serif",
		[FONT_TIMES] = "Liberation Serif, Times New Roman, serif",
		[FONT_COURIER] = "Liberation Mono, Courier New, monospace",
		[FONT_SYSTEM] = "sans-serif",
	};
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font, families[key->family]);
	pango_font_description_set_absolute_size(font, SHAPE_UNITS);
	pango_font_description_set_weight(font, (PangoWeight)key->weight);
	pango_font_description_set_style(font,
					 key->is_italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_context_set_font_description(pango, font);
	pango_font_description_free(font);
}

static bool has_color_glyphs(PangoFont *font)
{
	FcBool is_color;

	return PANGO_IS_FC_FONT(font) &&
	       FcPatternGetBool(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_COLOR, 0,
				&is_color) == FcResultMatch &&
	       is_color;
}

/* --- From Pango's glyphs to a shape --- */

/* A run on its way into a shape. */
typedef struct {
	Shape *shape;
	const PangoItem *item;
	const PangoGlyphString *glyphs;
	bool differs;  // from the font that Grafana serves
	gunichar last; // letter before, in such a run
} Filling;

static bool is_drawn(const PangoGlyphInfo *glyph)
{
	return glyph->glyph != PANGO_GLYPH_EMPTY;
}

/* A glyph that no font has is drawn as the font's own mark for that, glyph 0. */
static uint32_t glyph_index(const PangoGlyphInfo *glyph)
{
	return glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG ? 0 : glyph->glyph;
}

static void correct_for_inter(Filling *filling, size_t first_byte)
{
	Shape *shape = filling->shape;
	bool is_medium = shape->key.weight == 500;
	gunichar letter = g_utf8_get_char(shape->key.text + first_byte);

	shape->width_em += inter_kerning_em(filling->last, letter, is_medium) +
			   inter_space_before_em(letter, is_medium);
	filling->last = letter;
}

static void add_glyph(Shape *shape, const PangoGlyphInfo *glyph, ShapeCluster *cluster)
{
	if (is_drawn(glyph)) {
		ShapeGlyph drawn = {
			.index = glyph_index(glyph),
			.x_em = shape->width_em + glyph->geometry.x_offset / SHAPE_UNITS,
			.y_em = glyph->geometry.y_offset / SHAPE_UNITS,
			.n_spaces = shape->n_spaces,
		};

		g_array_append_val(shape->glyphs, drawn);
		cluster->n_glyphs++;
	}
	shape->width_em += glyph->geometry.width / SHAPE_UNITS;
}

/* Adds the glyphs from `first` on that belong to one cluster; returns the next one after them. */
static int add_cluster(Filling *filling, int first)
{
	Shape *shape = filling->shape;
	const PangoGlyphString *glyphs = filling->glyphs;
	ShapeCluster cluster = {
		.first_byte = (size_t)(filling->item->offset + glyphs->log_clusters[first]),
	};
	double left_em = shape->width_em;
	int next = first;

	if (filling->differs)
		correct_for_inter(filling, cluster.first_byte);
	while (next < glyphs->num_glyphs &&
	       glyphs->log_clusters[next] == glyphs->log_clusters[first])
		add_glyph(shape, &glyphs->glyphs[next++], &cluster);
	cluster.advance_em = shape->width_em - left_em;
	cluster.is_spaced = cluster.n_glyphs > 0 || cluster.advance_em > 0;
	shape->n_spaces += cluster.is_spaced;
	g_array_append_val(shape->clusters, cluster);
	return next;
}

static void reverse_clusters(Shape *shape, const ShapeRun *run)
{
	ShapeCluster *low = &g_array_index(shape->clusters, ShapeCluster, run->first_cluster);
	ShapeCluster *high = low + run->n_clusters;

	while (low < --high) {
		ShapeCluster kept = *low;

		*low++ = *high;
		*high = kept;
	}
}

/* A cluster reaches to the next one in the text, the last to the end of the run. */
static void measure_clusters(Shape *shape, const ShapeRun *run)
{
	ShapeCluster *clusters = &g_array_index(shape->clusters, ShapeCluster, run->first_cluster);
	size_t end = run->first_byte + run->n_bytes;

	for (size_t i = run->n_clusters; i-- > 0; end = clusters[i].first_byte)
		clusters[i].n_bytes = end - clusters[i].first_byte;
}

static void add_run(Shape *shape, PangoItem *item, const PangoGlyphString *glyphs)
{
	ShapeRun run = {
		.font = g_object_ref(item->analysis.font),
		.is_color = has_color_glyphs(item->analysis.font),
		.is_backward = item->analysis.level % 2 == 1,
		.first_glyph = shape->glyphs->len,
		.first_cluster = shape->clusters->len,
		.first_byte = (size_t)item->offset,
		.n_bytes = (size_t)item->length,
	};
	Filling filling = { shape, item, glyphs, inter_differs(run.font), 0 };

	for (int i = 0; i < glyphs->num_glyphs;)
		i = add_cluster(&filling, i);
	run.n_glyphs = shape->glyphs->len - run.first_glyph;
	run.n_clusters = shape->clusters->len - run.first_cluster;
	if (run.is_backward)
		reverse_clusters(shape, &run);
	if (run.n_clusters > 0)
		measure_clusters(shape, &run);
	g_array_append_val(shape->runs, run);
}

static void release_run(void *run)
{
	g_object_unref(((ShapeRun *)run)->font);
}

static Shape *shape_new_empty(const ShapeKey *key)
{
	Shape *shape = g_new0(Shape, 1);

	shape->key = *key;
	shape->key.text = g_strdup(key->text);
	shape->glyphs = g_array_new(FALSE, FALSE, sizeof(ShapeGlyph));
	shape->clusters = g_array_new(FALSE, FALSE, sizeof(ShapeCluster));
	shape->runs = g_array_new(FALSE, FALSE, sizeof(ShapeRun));
	g_array_set_clear_func(shape->runs, release_run);
	return shape;
}

static void shape_item(Shape *shape, int length, PangoItem *item, PangoGlyphString *glyphs)
{
	if (!item->analysis.font)
		return;
	pango_shape_full(shape->key.text + item->offset, item->length, shape->key.text, length,
			 &item->analysis, glyphs);
	add_run(shape, item, glyphs);
}

Shape *shape_new(Shaper *shaper, const ShapeKey *key)
{
	Shape *shape = shape_new_empty(key);
	int length = (int)strlen(key->text);

	if (length == 0)
		return shape;
	set_font(shaper->pango, key);
	GList *items = pango_itemize_with_base_dir(
		shaper->pango, PANGO_DIRECTION_LTR, key->text, 0, length,
		key->has_ligatures ? shaper->nothing : shaper->no_ligatures, NULL);
	GList *visual = pango_reorder_items(items);
	PangoGlyphString *glyphs = pango_glyph_string_new();

	for (GList *item = visual; item; item = item->next)
		shape_item(shape, length, item->data, glyphs);
	pango_glyph_string_free(glyphs);
	g_list_free(visual);
	g_list_free_full(items, (GDestroyNotify)pango_item_free);
	return shape;
}

void shape_free(Shape *shape)
{
	if (!shape)
		return;
	g_array_unref(shape->glyphs);
	g_array_unref(shape->clusters);
	g_array_unref(shape->runs);
	g_free(shape->key.text);
	g_free(shape);
}

unsigned shape_key_hash(const void *key)
{
	const ShapeKey *k = key;

	return g_str_hash(k->text) ^
	       (unsigned)(k->weight * 16 + (int)k->family * 4 + k->is_italic * 2 + k->has_ligatures);
}

int shape_key_equal(const void *a, const void *b)
{
	const ShapeKey *one = a, *other = b;

	return one->weight == other->weight && one->family == other->family &&
	       one->is_italic == other->is_italic && one->has_ligatures == other->has_ligatures &&
	       g_str_equal(one->text, other->text);
}
