#include "renderer/theme.h"

#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "renderer/css-color.h"

#define FALLBACK COLOR_RGB(0x808080)
#define DARK_TEXT(a) { 204, 204, 220, a }
#define LIGHT_TEXT(a) { 36, 41, 46, a }
#define RGB(hex) { ((hex) >> 16) & 255, ((hex) >> 8) & 255, (hex) & 255, 1 }

static const Theme dark = {
	.is_dark = true,
	.background_canvas = RGB(0x111217),
	.background_primary = RGB(0x181b1f),
	.background_secondary = RGB(0x22252b),
	.background_elevated = RGB(0x22252b),
	.text_primary = DARK_TEXT(1),
	.text_secondary = DARK_TEXT(0.65),
	.text_disabled = DARK_TEXT(0.61),
	.text_link = RGB(0x6e9fff),
	.text_max_contrast = RGB(0xffffff),
	.border_weak = DARK_TEXT(0.12),
	.border_medium = DARK_TEXT(0.20),
	.border_strong = DARK_TEXT(0.30),
	.grid_line = { 240, 250, 255, 0.09 },
	.primary_main = RGB(0x3d71d9),
	.primary_text = RGB(0x6e9fff),
	.secondary_main = DARK_TEXT(0.10),
	.secondary_border = DARK_TEXT(0.08),
	.success_main = RGB(0x1a7f4b),
	.success_text = RGB(0x6ccf8e),
	.warning_main = RGB(0xff9900),
	.warning_text = RGB(0xfbad37),
	.error_main = RGB(0xd10e5c),
	.error_text = RGB(0xff5286),
};

static const Theme light = {
	.is_dark = false,
	.background_canvas = RGB(0xfbfbfb),
	.background_primary = RGB(0xffffff),
	.background_secondary = RGB(0xf4f5f5),
	.background_elevated = RGB(0xffffff),
	.text_primary = LIGHT_TEXT(1),
	.text_secondary = LIGHT_TEXT(0.75),
	.text_disabled = LIGHT_TEXT(0.65),
	.text_link = RGB(0x1f62e0),
	.text_max_contrast = RGB(0x000000),
	.border_weak = LIGHT_TEXT(0.12),
	.border_medium = LIGHT_TEXT(0.30),
	.border_strong = LIGHT_TEXT(0.40),
	.grid_line = { 0, 10, 23, 0.09 },
	.primary_main = RGB(0x3871dc),
	.primary_text = RGB(0x1f62e0),
	.secondary_main = LIGHT_TEXT(0.08),
	.secondary_border = LIGHT_TEXT(0.12),
	.success_main = RGB(0x1b855e),
	.success_text = RGB(0x0a764e),
	.warning_main = RGB(0xff9900),
	.warning_text = RGB(0xb5510d),
	.error_main = RGB(0xe0226e),
	.error_text = RGB(0xcf0e5b),
};

const Theme *theme_dark(void)
{
	return &dark;
}

const Theme *theme_light(void)
{
	return &light;
}

/* Six shades a hue, from light to dark; a theme takes five of them, light starting one later. */
typedef struct {
	const char *name;
	uint32_t shades[6];
} Hue;

static const Hue hues[] = {
	{ "red", { 0xFFA6B0, 0xFF7383, 0xF2495C, 0xE02F44, 0xC4162A, 0xAD0317 } },
	{ "orange", { 0xFFCB7D, 0xFFB357, 0xFF9830, 0xFF780A, 0xFA6400, 0xE55400 } },
	{ "yellow", { 0xFFF899, 0xFFEE52, 0xFADE2A, 0xF2CC0C, 0xE0B400, 0xCC9D00 } },
	{ "green", { 0xC8F2C2, 0x96D98D, 0x73BF69, 0x56A64B, 0x37872D, 0x19730E } },
	{ "blue", { 0xC0D8FF, 0x8AB8FF, 0x5794F2, 0x3274D9, 0x1F60C4, 0x1250B0 } },
	{ "purple", { 0xDEB6F2, 0xCA95E5, 0xB877D9, 0xA352CC, 0x8F3BB8, 0x7C2EA3 } },
};

static const char *const prefixes[] = { "super-light-", "light-", "", "semi-dark-", "dark-" };

static bool hue_color(const Theme *theme, const char *name, Color *color)
{
	for (size_t shade = 0; shade < G_N_ELEMENTS(prefixes); shade++) {
		size_t length = strlen(prefixes[shade]);

		if (strncmp(name, prefixes[shade], length) != 0)
			continue;
		for (size_t i = 0; i < G_N_ELEMENTS(hues); i++) {
			if (strcmp(name + length, hues[i].name) == 0) {
				*color = COLOR_RGB(hues[i].shades[shade + !theme->is_dark]);
				return true;
			}
		}
	}
	return false;
}

/* Names of the theme itself; case counts, as for hues. */
static bool special_color(const Theme *theme, const char *name, Color *color)
{
	if (strcmp(name, "panel-bg") == 0)
		*color = theme->background_primary;
	else if (strcmp(name, "text") == 0)
		*color = theme->text_primary;
	else if (strcmp(name, "transparent") == 0)
		*color = theme->is_dark ? COLOR_TRANSPARENT
					: color_with_alpha(COLOR_RGB(0xffffff), 0);
	else
		return false;
	return true;
}

/*
 * Grafana has its own list of CSS keywords, older than CSS. Two of its values differ. The
 * eight that it lacks (darkgrey, darkslategrey, dimgrey, grey, indianred, lightgray,
 * lightslategrey, slategrey) reach the browser as they are, so CSS serves for all.
 */
static bool keyword_color(const char *name, Color *color)
{
	if (g_ascii_strcasecmp(name, "mediumpurple") == 0)
		*color = COLOR_RGB(0x9370d8);
	else if (g_ascii_strcasecmp(name, "palevioletred") == 0)
		*color = COLOR_RGB(0xd87093);
	else
		return color_parse(name, color) ||
		       css_color_parse(name, COLOR_RGB(0x000000), color);
	return true;
}

Color theme_color(const Theme *theme, const char *name)
{
	Color color;

	if (!name || !name[0])
		return FALLBACK;
	if (hue_color(theme, name, &color) || special_color(theme, name, &color) ||
	    keyword_color(name, &color))
		return color;
	return FALLBACK;
}

static const char *const palette[CLASSIC_PALETTE_SIZE] = {
	"green", "semi-dark-yellow", "blue", "orange", "red", "purple", "dark-green",
	"dark-yellow", "dark-blue", "dark-orange", "dark-red", "dark-purple",
	"super-light-green", "super-light-yellow", "super-light-blue", "super-light-orange",
	"super-light-red", "super-light-purple",
	"#447EBC", "#C15C17", "#890F02", "#0A437C", "#6D1F62", "#584477", "#B7DBAB", "#F4D598",
	"#70DBED", "#F9BA8F", "#F29191", "#82B5D8", "#E5A8E2", "#AEA2E0", "#629E51", "#E5AC0E",
	"#64B0C8", "#E0752D", "#BF1B00", "#0A50A1", "#962D82", "#614D93", "#9AC48A", "#F2C96D",
	"#65C5DB", "#F9934E", "#EA6460", "#5195CE", "#D683CE", "#806EB7", "#3F6833", "#967302",
	"#2F575E", "#99440A", "#58140C", "#052B51", "#511749", "#3F2B5B", "#E0F9D7", "#FCEACA",
	"#CFFAFF", "#F9E2D2", "#FCE2DE", "#BADFF4", "#F9D9F9", "#DEDAF7",
};

Color theme_palette(const Theme *theme, int index)
{
	return theme_color(theme, palette[(unsigned)index % CLASSIC_PALETTE_SIZE]);
}

/* Its end is that of the other one. */
Color theme_old_palette(int index)
{
	enum { N_OWN = 10, TAIL = CLASSIC_PALETTE_SIZE - (OLD_PALETTE_SIZE - N_OWN) };
	static const unsigned own[N_OWN] = { 0x7eb26d, 0xeab839, 0x6ed0e0, 0xef843c, 0xe24d42,
					     0x1f78c1, 0xba43a9, 0x705da0, 0x508642, 0xcca300 };
	unsigned i = (unsigned)index % OLD_PALETTE_SIZE;
	Color color = { 0 };

	if (i < N_OWN)
		return COLOR_RGB(own[i]);
	color_parse(palette[i - N_OWN + TAIL], &color);
	return color;
}

Color theme_contrast_text(const Theme *theme, Color background)
{
	const double threshold = 3;
	Color white = COLOR_RGB(0xffffff);
	Color solid = color_over(background, theme->background_primary);

	return color_contrast(white, solid) >= threshold ? white : COLOR_RGB(0x000000);
}
