#include "renderer/paint/text.h"

#include <math.h>
#include <string.h>

#include "renderer/paint/run-font.h"
#include "renderer/paint/text-mask.h"
#include "renderer/shape.h"

static double aligned_x(TextContext *context, const SceneText *text)
{
	if (text->align == ALIGN_LEFT)
		return 0;
	double width = text_box_width(context, &text->style, text->text);

	return text->align == ALIGN_CENTER ? -width / 2 : -width;
}

static void draw_line(cairo_t *cairo, double x, double y, double width, double thickness)
{
	cairo_rectangle(cairo, x, y, width, thickness);
	cairo_fill(cairo);
}

/*
 * Lines under and through a text, on whole pixels, a tenth of the size thick.
 * Source: Chromium, text_decoration_offset.cc and text_decoration_info.cc.
 */
static void draw_decoration(cairo_t *cairo, TextContext *context, const SceneText *text)
{
	double size = text->style.size_px, baseline = text->baseline_y;
	double width = text_width(context, &text->style, text->text);
	double thickness = fmax(1, floor(size / 10));
	double below = fmax(1, ceil(size / 20));
	double above = text_ascent_px(size) / 3.0 + size / 20;

	if (text->is_underlined)
		draw_line(cairo, 0, js_round(baseline + below) - baseline, width, thickness);
	if (text->is_struck)
		draw_line(cairo, 0, js_round(baseline - above) - baseline, width, thickness);
}

/* The rest of a text that is not drawn; "" where there is none. */
typedef struct {
	const char *text;
	bool is_ellipsis; // an ellipsis stands for it, else it follows the last letter
} Rest;

static Rest rest_of(const SceneText *text)
{
	static const char ellipsis[] = "\u2026";
	bool is_ellipsis = g_str_has_suffix(text->text, ellipsis);
	size_t n = strlen(text->text) - (is_ellipsis ? strlen(ellipsis) : 0);
	bool is_cut = text->whole && strncmp(text->whole, text->text, n) == 0;

	return (Rest){ is_cut ? text->whole + n : "", is_ellipsis };
}

static void show_run(cairo_t *cairo, const TextRun *run)
{
	cairo_show_text_glyphs(cairo, run->text, run->n_bytes, run->glyphs, run->n_glyphs,
			       run->clusters, run->n_clusters, run->cluster_flags);
}

/* A run whose last cluster is read as the rest, or as itself with the rest. */
static void show_cut_run(cairo_t *cairo, const TextRun *run, Rest rest)
{
	int last = run->n_clusters - 1;
	g_autofree cairo_text_cluster_t *clusters =
		g_memdup2(run->clusters, (size_t)run->n_clusters * sizeof(*clusters));
	int n_left_out = rest.is_ellipsis ? clusters[last].num_bytes : 0;
	int n_kept = run->n_bytes - n_left_out, n_rest = (int)strlen(rest.text);
	g_autofree char *text = g_strdup_printf("%.*s%s", n_kept, run->text, rest.text);
	TextRun cut = *run;

	clusters[last].num_bytes += n_rest - n_left_out;
	cut.text = text;
	cut.n_bytes = n_kept + n_rest;
	cut.clusters = clusters;
	show_run(cairo, &cut);
}

/* Glyphs that a page's reader can select and search. */
static void show_line(cairo_t *cairo, const TextLine *line, Rest rest, double bolder_px)
{
	cairo_set_line_width(cairo, bolder_px);
	for (size_t i = 0; i < line->n_runs; i++) {
		const TextRun *run = &line->runs[i];
		bool is_cut = rest.text[0] && i + 1 == line->n_runs && run->n_clusters > 0 &&
			      run->cluster_flags == 0;

		run_font_set(cairo, run->font, NULL, line->size_px, CAIRO_HINT_STYLE_NONE);
		if (is_cut)
			show_cut_run(cairo, run, rest);
		else
			show_run(cairo, run);
		if (bolder_px > 0 && !run->is_color) {
			cairo_new_path(cairo);
			cairo_glyph_path(cairo, run->glyphs, run->n_glyphs);
			cairo_stroke(cairo);
		}
	}
}

/* The browser makes text bold by widening the strokes of the heaviest face it has: by a 24th of
 * the size up to 9 px, by a 32nd from 36 px on.
 * Source: Skia's fake bold. */
static double embolden_px(const TextStyle *style)
{
	double part = fmin(fmax((style->size_px - 9) / (36 - 9), 0), 1);

	return shape_is_emboldened(style->family, style->weight)
		       ? style->size_px * (1 / 24.0 + part * (1 / 32.0 - 1 / 24.0))
		       : 0;
}

void text_paint(cairo_t *cairo, TextContext *context, const SceneText *text, bool is_vector)
{
	cairo_save(cairo);
	cairo_translate(cairo, text->x, text->baseline_y);
	if (text->turn_rad != 0)
		cairo_rotate(cairo, text->turn_rad);
	cairo_translate(cairo, aligned_x(context, text), 0);
	draw_decoration(cairo, context, text);
	const TextLine *line = text_line(context, &text->style, text->text);

	if (is_vector)
		show_line(cairo, line, rest_of(text), embolden_px(&text->style));
	else
		text_mask_paint(cairo, text_glyph_masks(context), line, embolden_px(&text->style),
				text->color);
	cairo_restore(cairo);
}
