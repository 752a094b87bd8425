#pragma once

#include <stdbool.h>

/** red, green, blue 0..255 (fractions allowed), alpha 0..1; sRGB, not premultiplied */
typedef struct {
	double red, green, blue, alpha;
} Color;

#define COLOR_RGB(hex) \
	((Color){ ((hex) >> 16) & 255, ((hex) >> 8) & 255, (hex) & 255, 1 })
#define COLOR_TRANSPARENT ((Color){ 0, 0, 0, 0 })

/**
 * CSS colour text: #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba(), hsl(), hsla(), a keyword.
 *
 * Returns false, with `color` untouched, for anything else and for NULL.
 * Source: CSS Color Module Level 4.
 */
bool color_parse(const char *text, Color *color);

bool color_equal(Color a, Color b);
Color color_with_alpha(Color color, double alpha);

/** `color` laid over an opaque `background`. */
Color color_over(Color color, Color background);

/*
 * tinycolor's arithmetic: amounts are percent, hue turns are degrees. Channels keep their
 * fractions; color_rounded() does what a colour's way through text does.
 * Source: tinycolor 1.6.
 */
Color color_lighten(Color color, double percent);
Color color_darken(Color color, double percent);
Color color_saturate(Color color, double percent);
Color color_brighten(Color color, double percent);
Color color_spin(Color color, double degrees);
Color color_rounded(Color color);

/** W3C brightness 0..255: (299 r + 587 g + 114 b) / 1000. */
double color_brightness(Color color);

/** WCAG relative luminance, rounded to 3 decimals as Grafana's theme does. */
double color_luminance(Color color);

/** WCAG contrast ratio 1..21 of two opaque colours. */
double color_contrast(Color a, Color b);
