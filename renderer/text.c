#include "renderer/text.h"

#include <math.h>
#include <string.h>

#include <pango/pangocairo.h>

/* Longer texts are cut before they are shaped: no line of a picture shows more. */
enum { MAX_BYTES = 4096, MAX_WIDTHS = 4096 };

struct TextContext {
	PangoFontMap *map;
	PangoContext *pango;
	PangoLayout *layout;
	GHashTable *widths; // of texts measured lately: axes and legends ask again and again
};

/* Without hinting and rounding, texts have the widths they have in the browser. */
static void set_exact_metrics(PangoContext *pango)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(pango, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(pango, FALSE);
}

TextContext *text_context_new(void)
{
	TextContext *context = g_new0(TextContext, 1);
	static const int weights[] = { 400, 500 };

	context->map = pango_cairo_font_map_new();
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(context->map), 96);
	context->pango = pango_font_map_create_context(context->map);
	set_exact_metrics(context->pango);
	context->layout = pango_layout_new(context->pango);
	pango_layout_set_single_paragraph_mode(context->layout, TRUE);
	context->widths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (size_t i = 0; i < G_N_ELEMENTS(weights); i++)
		text_width(context, &(TextStyle){ FONT_SANS, 12, weights[i], false, 0 }, "0");
	return context;
}

void text_context_free(TextContext *context)
{
	if (!context)
		return;
	g_hash_table_unref(context->widths);
	g_object_unref(context->layout);
	g_object_unref(context->pango);
	g_object_unref(context->map);
	g_free(context);
}

int text_ascent_px(double size_px)
{
	return (int)floor(0.96875 * size_px + 0.5);
}

int text_descent_px(double size_px)
{
	return (int)floor(0.2412 * size_px + 0.5);
}

static void set_font(PangoLayout *layout, const TextStyle *style)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(
		font, style->family == FONT_MONO ? "Roboto Mono, monospace" : "Inter, sans-serif");
	pango_font_description_set_absolute_size(font, style->size_px * PANGO_SCALE);
	pango_font_description_set_weight(font, (PangoWeight)style->weight);
	if (style->is_italic)
		pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
}

/* The browser's DOM texts have no contextual ligatures: "->" stays two glyphs where it does there. */
static void set_attributes(PangoLayout *layout, const TextStyle *style)
{
	PangoAttrList *attributes = pango_attr_list_new();

	if (style->letter_spacing_px != 0) {
		int spacing = (int)lround(style->letter_spacing_px * PANGO_SCALE);

		pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(spacing));
		pango_attr_list_insert(attributes, pango_attr_font_features_new("calt=0"));
	}
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
}

PangoLayout *text_layout(TextContext *context, const TextStyle *style, const char *text)
{
	size_t length = strnlen(text, MAX_BYTES);

	set_font(context->layout, style);
	set_attributes(context->layout, style);
	if (text[length] == '\0' && g_utf8_validate(text, (gssize)length, NULL)) {
		pango_layout_set_text(context->layout, text, (int)length);
	} else {
		g_autofree char *valid = g_utf8_make_valid(text, (gssize)length);

		pango_layout_set_text(context->layout, valid, -1);
	}
	return context->layout;
}

/* Pango leaves the spacing out at both ends of a line; the browser puts it behind each glyph. */
static double measure(TextContext *context, const TextStyle *style, const char *text)
{
	PangoRectangle logical;
	PangoLayout *layout = text_layout(context, style, text);

	pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), NULL, &logical);
	return (double)logical.width / PANGO_SCALE + style->letter_spacing_px;
}

double text_width(TextContext *context, const TextStyle *style, const char *text)
{
	char key[160];

	if (!text[0])
		return 0;
	if (strnlen(text, 100) >= 100)
		return measure(context, style, text);
	g_snprintf(key, sizeof(key), "%d %g %d %d %g %s", style->family, style->size_px,
		   style->weight, style->is_italic, style->letter_spacing_px, text);
	double *known = g_hash_table_lookup(context->widths, key);

	if (known)
		return *known;
	double width = measure(context, style, text);

	if (g_hash_table_size(context->widths) >= MAX_WIDTHS)
		g_hash_table_remove_all(context->widths);
	g_hash_table_insert(context->widths, g_strdup(key), g_memdup2(&width, sizeof(width)));
	return width;
}

char *text_ellipsize(TextContext *context, const TextStyle *style, const char *text,
		     double width_px)
{
	size_t length = strnlen(text, MAX_BYTES);
	g_autofree char *valid = g_utf8_make_valid(text, (gssize)length);

	if (text_width(context, style, valid) <= width_px)
		return g_steal_pointer(&valid);
	long low = 0, high = g_utf8_strlen(valid, -1);

	/* The longest beginning that fits together with the ellipsis. */
	while (low < high) {
		long middle = (low + high + 1) / 2;
		g_autofree char *part = g_utf8_substring(valid, 0, middle);
		g_autofree char *cut = g_strconcat(part, "…", NULL);

		if (text_width(context, style, cut) <= width_px)
			low = middle;
		else
			high = middle - 1;
	}
	g_autofree char *part = g_utf8_substring(valid, 0, low);

	return g_strconcat(part, "…", NULL);
}

double text_fit_size(TextContext *context, const char *text, int weight, double width_px,
		     double height_px, double line_height, double max_px)
{
	TextStyle style = { .family = FONT_SANS, .size_px = 14, .weight = weight };
	double by_width = width_px / (text_width(context, &style, text) + 2) * 14;
	double by_height = height_px / line_height;

	return fmin(fmin(by_width, by_height), max_px);
}
