#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <cairo.h>
#include <glib.h>
#include <pango/pango.h>

typedef enum {
	FONT_SANS, // Inter
	FONT_MONO, // Roboto Mono, or Liberation Mono, which has its widths
	FONT_FIXED, // CSS's `monospace`: whatever the system has for it
	FONT_ARIAL, // and `sans-serif`: Liberation Sans
	FONT_TIMES, // and `serif`: Liberation Serif
	FONT_COURIER, // Liberation Mono
	FONT_SYSTEM, // CSS's `system-ui`: the system's sans-serif
} FontFamily;

typedef struct {
	FontFamily family;
	double size_px;
	/* 400, 500 ("bold" in Grafana's theme); 700 is 500 made bold, of equal width, of Grafana's
	 * two families, and a face of its own of the system's. */
	int weight;
	bool is_italic;
	/* After every glyph, the last too. 0 only where Grafana measures on a canvas that stands
	 * in no page (axis sizes, fitted sizes); see the two constants below. */
	double letter_spacing_px;
} TextStyle;

/**
 * Letter spacing that every DOM text inherits from the body; headings and buttons have their own.
 * Texts drawn on a chart's canvas inherit it too, as 0.15 device pixels: divide by the scale.
 * Source: positions of glyphs in pictures of Chromium at scales 1 and 2.
 */
#define BODY_LETTER_SPACING 0.15

/** In em: letter spacing of buttons, such as the labels of a legend, and of h6. */
#define BUTTON_LETTER_SPACING_EM (0.15 / 14)

/** Inter's ascent and descent as Chromium rounds them for a line box; the sum is the glyph box. */
int text_ascent_px(double size_px);
int text_descent_px(double size_px);

/**
 * A worker's fonts: Pango context and caches. Not shared between threads.
 */
typedef struct TextContext TextContext;

TextContext *text_context_new(void);
void text_context_free(TextContext *context);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextContext, text_context_free)

/**
 * Device pixels a px of what is measured and drawn next; 1 at first. Fonts come in sizes of the
 * device's pixels only: 74.537 px is drawn with glyphs of 74.516 px at a scale of 1.
 * Source: Chromium, FontDescription::EffectiveFontSize(); Skia, SkScalerContext_FreeType.
 */
void text_context_set_scale(TextContext *context, double scale);

/**
 * The advance width in px, with kerning, without hinting, with letter spacing after every glyph,
 * as the browser measures it. Invalid UTF-8 is measured as it is drawn: with replacement marks;
 * line breaks and tabs count as spaces. Only the first 4096 bytes count.
 */
double text_width(TextContext *context, const TextStyle *style, const char *text);

/** The width of a line's box in the page's layout: up to whole 64ths of a device pixel. */
double text_box_width(TextContext *context, const TextStyle *style, const char *text);

/** Glyphs of one font that stand next to each other. */
typedef struct {
	PangoFont *font;
	bool is_color; // the glyphs are pictures (emoji)
	const char *text;
	int n_bytes;
	const cairo_glyph_t *glyphs;
	int n_glyphs;
	const cairo_text_cluster_t *clusters; // as for cairo_show_text_glyphs()
	int n_clusters;
	cairo_text_cluster_flags_t cluster_flags;
} TextRun;

/** A text as text_width() measured it. */
typedef struct {
	double size_px; // of the glyphs
	double width_px;
	size_t n_runs;
	const TextRun *runs; // from left to right
} TextLine;

/**
 * The line to paint; valid until the next call on `context`. Glyphs are placed in px from the
 * line's left end on its baseline.
 */
const TextLine *text_line(TextContext *context, const TextStyle *style, const char *text);

/** Glyphs drawn lately with this context's fonts, for the painter. */
typedef struct GlyphMasks GlyphMasks;
GlyphMasks *text_glyph_masks(TextContext *context);

/** Whether no part of the text runs from right to left. */
bool text_is_left_to_right(TextContext *context, const TextStyle *style, const char *text);

/**
 * `text` cut at a character and ended by an ellipsis so that it takes at most `width_px`, as
 * CSS's text-overflow does: what stands at the left is kept, which of Arabic is its end. A copy of
 * `text` where it fits. Free with g_free().
 */
char *text_ellipsize(TextContext *context, const TextStyle *style, const char *text,
		     double width_px);

/**
 * `text` as a browser shows it where white space is collapsed: runs of spaces, tabs and line
 * breaks are one space, none at the ends. Free with g_free().
 */
char *text_collapse(const char *text);

/**
 * The font size at which `text` fills a box, as Grafana's calculateFontSize(): the width is
 * measured at 14 px without letter spacing.
 *
 * line_height  factor of the size
 * max_px       upper cap, or INFINITY
 */
double text_fit_size(TextContext *context, const char *text, int weight, double width_px,
		     double height_px, double line_height, double max_px);
