#pragma once

#include <stdbool.h>

#include <glib.h>
#include <pango/pango.h>

typedef enum {
	FONT_SANS, // Inter
	FONT_MONO, // Roboto Mono
} FontFamily;

typedef struct {
	FontFamily family;
	double size_px;
	int weight; // 400, 500 ("bold" in Grafana's theme), 700
	bool is_italic;
	double letter_spacing_px; // after every glyph, the last too; 0 for texts drawn on a canvas
} TextStyle;

/** Letter spacing that every DOM text inherits from the body; headings and buttons have their own. */
#define BODY_LETTER_SPACING 0.15

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
 * The advance width in px, with kerning, without hinting, with letter spacing after every glyph,
 * as the browser measures it. Invalid UTF-8 is measured as it is drawn: with replacement marks.
 */
double text_width(TextContext *context, const TextStyle *style, const char *text);

/**
 * The layout that text_width() measured, for painting; valid until the next call on `context`.
 * One line; the caller sets nothing on it.
 */
PangoLayout *text_layout(TextContext *context, const TextStyle *style, const char *text);

/**
 * `text` cut at a character and ended by an ellipsis so that it takes at most `width_px`, as
 * CSS's text-overflow does; a copy of `text` where it fits. Free with g_free().
 */
char *text_ellipsize(TextContext *context, const TextStyle *style, const char *text,
		     double width_px);

/**
 * The font size at which `text` fills a box, as Grafana's calculateFontSize(): the width is
 * measured at 14 px without letter spacing.
 *
 * line_height  factor of the size
 * max_px       upper cap, or INFINITY
 */
double text_fit_size(TextContext *context, const char *text, int weight, double width_px,
		     double height_px, double line_height, double max_px);
