#pragma once

#include "renderer/color.h"

/**
 * A colour as style sheets write it: all that color_parse() reads, `currentcolor`, angles with
 * units and `none` in rgb(), hsl() and hwb(); lab(), lch(), oklab(), oklch(); color() in sRGB and
 * Display P3; color-mix() of two. What sRGB does not have is cut to what it has.
 *
 * current  what `currentcolor` is
 *
 * Returns false, with `color` untouched, for anything else and for NULL.
 * Source: CSS Color Module Level 4; CSS Color Module Level 5, color-mix().
 */
bool css_color_parse(const char *text, Color current, Color *color);
