#pragma once

#include "renderer/text.h"

/**
 * The first family of a list that a browser has on Linux with a page of Grafana: its two web fonts,
 * and what fontconfig has for names with metrics that Liberation's fonts share; else the
 * browser's standard font, which has serifs.
 *
 * Returns false, with `family` untouched, for what is no list, as "inherit".
 * Source: widths of texts in Chromium for 60 families; CSS Fonts Module Level 4.
 */
bool css_family_parse(const char *value, FontFamily *family);

/** How far a family's letters reach above the baseline and below, as rounded for a line. */
double css_font_ascent(FontFamily family, double size_px);
double css_font_descent(FontFamily family, double size_px);
