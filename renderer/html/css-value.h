#pragma once

#include "renderer/arena.h"
#include "renderer/scene.h"

typedef enum { CSS_AUTO, CSS_PX, CSS_PART } CssUnit;

/** A length of CSS: auto, px, or parts (1 is 100 %) of what a percentage counts of. */
typedef struct {
	CssUnit unit;
	double value;
} CssLength;

enum { CSS_TOP, CSS_RIGHT, CSS_BOTTOM, CSS_LEFT, CSS_MAX_STOPS = 16, CSS_MAX_PX = 100000 };

/** A linear gradient: 0 degrees is upwards, then clockwise. */
typedef struct {
	double degrees;
	int n_stops;
	GradientStop stops[CSS_MAX_STOPS];
} CssGradient;

/**
 * font_px  what "em" counts of; "rem" counts of Grafana's 14 px
 *
 * Returns false, with `length` untouched, for what is none; "auto" is one.
 */
bool css_length_parse(const char *text, double font_px, CssLength *length);

/** 0 for auto. */
double css_length_px(CssLength length, double whole_px);

/** The words of a value; delimiters within brackets don't part. */
GPtrArray *css_split(const char *text, const char *delimiters);

/**
 * The colour and the gradient of a background, or NULL for none; a picture is not fetched.
 *
 * Returns false, with both untouched, when there is neither nor "none".
 * Source: CSS Images Module Level 3.
 */
bool css_background_parse(Arena *arena, const char *value, Color current, Color *color,
			  const CssGradient **gradient);

/** The gradient as it fills a box. */
Gradient css_gradient_over(const CssGradient *gradient, Rect box);
