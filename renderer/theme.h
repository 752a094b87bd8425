#pragma once

#include "renderer/color.h"

/**
 * Grafana's dark or light theme: the tokens that panels draw with.
 *
 * Source: Grafana 12.3, grafana-data/src/themes (the names are the theme's own).
 */
typedef struct Theme {
	bool is_dark;
	Color background_canvas;
	Color background_primary;
	Color background_secondary;
	Color background_elevated;
	Color text_primary;
	Color text_secondary;
	Color text_disabled;
	Color text_link;
	Color text_max_contrast;
	Color border_weak;
	Color border_medium;
	Color border_strong;
	Color grid_line;
	Color primary_main;
	Color primary_text;
	Color secondary_main;
	Color secondary_border;
	Color success_main, success_text;
	Color warning_main, warning_text;
	Color error_main, error_text;
} Theme;

enum { CLASSIC_PALETTE_SIZE = 64, OLD_PALETTE_SIZE = 56 };

/** The two themes; static, shared by all requests. */
const Theme *theme_dark(void);
const Theme *theme_light(void);

/**
 * A colour as dashboards write it: a hue of the theme (`green`, `semi-dark-red`, `text`,
 * `panel-bg`, `transparent`), a CSS colour, or nothing (the fallback #808080).
 * What is none of these gives #808080.
 */
Color theme_color(const Theme *theme, const char *name);

/** Entry `index` modulo 64 of the classic palette. */
Color theme_palette(const Theme *theme, int index);

/** The palette of before the themes, which pills and traces still take; `index` wraps around. */
Color theme_old_palette(int index);

/** White, or black where white would not reach the theme's contrast of 3. */
Color theme_contrast_text(const Theme *theme, Color background);
