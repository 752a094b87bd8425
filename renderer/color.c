#include "renderer/color.h"

#include "renderer/geometry.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

/* --- Parsing --- */

typedef struct {
	const char *name;
	uint32_t rgb;
} Keyword;

/* CSS Color 4, "named colors", sorted. */
static const Keyword keywords[] = {
	{ "aliceblue", 0xf0f8ff }, { "antiquewhite", 0xfaebd7 }, { "aqua", 0x00ffff },
	{ "aquamarine", 0x7fffd4 }, { "azure", 0xf0ffff }, { "beige", 0xf5f5dc },
	{ "bisque", 0xffe4c4 }, { "black", 0x000000 }, { "blanchedalmond", 0xffebcd },
	{ "blue", 0x0000ff }, { "blueviolet", 0x8a2be2 }, { "brown", 0xa52a2a },
	{ "burlywood", 0xdeb887 }, { "cadetblue", 0x5f9ea0 }, { "chartreuse", 0x7fff00 },
	{ "chocolate", 0xd2691e }, { "coral", 0xff7f50 }, { "cornflowerblue", 0x6495ed },
	{ "cornsilk", 0xfff8dc }, { "crimson", 0xdc143c }, { "cyan", 0x00ffff },
	{ "darkblue", 0x00008b }, { "darkcyan", 0x008b8b }, { "darkgoldenrod", 0xb8860b },
	{ "darkgray", 0xa9a9a9 }, { "darkgreen", 0x006400 }, { "darkgrey", 0xa9a9a9 },
	{ "darkkhaki", 0xbdb76b }, { "darkmagenta", 0x8b008b }, { "darkolivegreen", 0x556b2f },
	{ "darkorange", 0xff8c00 }, { "darkorchid", 0x9932cc }, { "darkred", 0x8b0000 },
	{ "darksalmon", 0xe9967a }, { "darkseagreen", 0x8fbc8f }, { "darkslateblue", 0x483d8b },
	{ "darkslategray", 0x2f4f4f }, { "darkslategrey", 0x2f4f4f },
	{ "darkturquoise", 0x00ced1 }, { "darkviolet", 0x9400d3 }, { "deeppink", 0xff1493 },
	{ "deepskyblue", 0x00bfff }, { "dimgray", 0x696969 }, { "dimgrey", 0x696969 },
	{ "dodgerblue", 0x1e90ff }, { "firebrick", 0xb22222 }, { "floralwhite", 0xfffaf0 },
	{ "forestgreen", 0x228b22 }, { "fuchsia", 0xff00ff }, { "gainsboro", 0xdcdcdc },
	{ "ghostwhite", 0xf8f8ff }, { "gold", 0xffd700 }, { "goldenrod", 0xdaa520 },
	{ "gray", 0x808080 }, { "green", 0x008000 }, { "greenyellow", 0xadff2f },
	{ "grey", 0x808080 }, { "honeydew", 0xf0fff0 }, { "hotpink", 0xff69b4 },
	{ "indianred", 0xcd5c5c }, { "indigo", 0x4b0082 }, { "ivory", 0xfffff0 },
	{ "khaki", 0xf0e68c }, { "lavender", 0xe6e6fa }, { "lavenderblush", 0xfff0f5 },
	{ "lawngreen", 0x7cfc00 }, { "lemonchiffon", 0xfffacd }, { "lightblue", 0xadd8e6 },
	{ "lightcoral", 0xf08080 }, { "lightcyan", 0xe0ffff },
	{ "lightgoldenrodyellow", 0xfafad2 }, { "lightgray", 0xd3d3d3 },
	{ "lightgreen", 0x90ee90 }, { "lightgrey", 0xd3d3d3 }, { "lightpink", 0xffb6c1 },
	{ "lightsalmon", 0xffa07a }, { "lightseagreen", 0x20b2aa }, { "lightskyblue", 0x87cefa },
	{ "lightslategray", 0x778899 }, { "lightslategrey", 0x778899 },
	{ "lightsteelblue", 0xb0c4de }, { "lightyellow", 0xffffe0 }, { "lime", 0x00ff00 },
	{ "limegreen", 0x32cd32 }, { "linen", 0xfaf0e6 }, { "magenta", 0xff00ff },
	{ "maroon", 0x800000 }, { "mediumaquamarine", 0x66cdaa }, { "mediumblue", 0x0000cd },
	{ "mediumorchid", 0xba55d3 }, { "mediumpurple", 0x9370db },
	{ "mediumseagreen", 0x3cb371 }, { "mediumslateblue", 0x7b68ee },
	{ "mediumspringgreen", 0x00fa9a }, { "mediumturquoise", 0x48d1cc },
	{ "mediumvioletred", 0xc71585 }, { "midnightblue", 0x191970 }, { "mintcream", 0xf5fffa },
	{ "mistyrose", 0xffe4e1 }, { "moccasin", 0xffe4b5 }, { "navajowhite", 0xffdead },
	{ "navy", 0x000080 }, { "oldlace", 0xfdf5e6 }, { "olive", 0x808000 },
	{ "olivedrab", 0x6b8e23 }, { "orange", 0xffa500 }, { "orangered", 0xff4500 },
	{ "orchid", 0xda70d6 }, { "palegoldenrod", 0xeee8aa }, { "palegreen", 0x98fb98 },
	{ "paleturquoise", 0xafeeee }, { "palevioletred", 0xdb7093 }, { "papayawhip", 0xffefd5 },
	{ "peachpuff", 0xffdab9 }, { "peru", 0xcd853f }, { "pink", 0xffc0cb },
	{ "plum", 0xdda0dd }, { "powderblue", 0xb0e0e6 }, { "purple", 0x800080 },
	{ "rebeccapurple", 0x663399 }, { "red", 0xff0000 }, { "rosybrown", 0xbc8f8f },
	{ "royalblue", 0x4169e1 }, { "saddlebrown", 0x8b4513 }, { "salmon", 0xfa8072 },
	{ "sandybrown", 0xf4a460 }, { "seagreen", 0x2e8b57 }, { "seashell", 0xfff5ee },
	{ "sienna", 0xa0522d }, { "silver", 0xc0c0c0 }, { "skyblue", 0x87ceeb },
	{ "slateblue", 0x6a5acd }, { "slategray", 0x708090 }, { "slategrey", 0x708090 },
	{ "snow", 0xfffafa }, { "springgreen", 0x00ff7f }, { "steelblue", 0x4682b4 },
	{ "tan", 0xd2b48c }, { "teal", 0x008080 }, { "thistle", 0xd8bfd8 },
	{ "tomato", 0xff6347 }, { "turquoise", 0x40e0d0 }, { "violet", 0xee82ee },
	{ "wheat", 0xf5deb3 }, { "white", 0xffffff }, { "whitesmoke", 0xf5f5f5 },
	{ "yellow", 0xffff00 }, { "yellowgreen", 0x9acd32 },
};

static int compare_keyword(const void *name, const void *keyword)
{
	return g_ascii_strcasecmp(name, ((const Keyword *)keyword)->name);
}

static bool parse_hex(const char *digits, Color *color)
{
	size_t n = strspn(digits, "0123456789abcdefABCDEF");
	double part[4] = { 0, 0, 0, 255 };

	if (digits[n] != '\0' || (n != 3 && n != 4 && n != 6 && n != 8))
		return false;
	size_t width = n <= 4 ? 1 : 2;

	for (size_t i = 0; i < n / width; i++) {
		int high = g_ascii_xdigit_value(digits[i * width]);
		int low = width == 2 ? g_ascii_xdigit_value(digits[i * width + 1]) : high;

		part[i] = high * 16 + low;
	}
	*color = (Color){ part[0], part[1], part[2], part[3] / 255 };
	return true;
}

static double clamp(double value, double low, double high)
{
	return value < low ? low : value > high ? high : value;
}

static double hue_channel(double p, double q, double t)
{
	t -= floor(t);
	if (t < 1.0 / 6)
		return p + (q - p) * 6 * t;
	if (t < 1.0 / 2)
		return q;
	if (t < 2.0 / 3)
		return p + (q - p) * (2.0 / 3 - t) * 6;
	return p;
}

/* hue 0..1 and beyond, saturation and lightness 0..1 */
static Color from_hsl(double hue, double saturation, double lightness, double alpha)
{
	double q = lightness < 0.5 ? lightness * (1 + saturation)
				   : lightness + saturation - lightness * saturation;
	double p = 2 * lightness - q;

	if (saturation == 0)
		return (Color){ lightness * 255, lightness * 255, lightness * 255, alpha };
	return (Color){
		255 * hue_channel(p, q, hue + 1.0 / 3),
		255 * hue_channel(p, q, hue),
		255 * hue_channel(p, q, hue - 1.0 / 3),
		alpha,
	};
}

/*
 * One part of a function's list: a number, and what stands for 1 or 255 in percent. `at` moves
 * past it. Unlike strtod() no hexadecimal digits, infinities and NaN: none is a colour.
 */
static bool parse_part(const char **at, double full, bool is_percentage, double *part)
{
	char *end;

	*at += strspn(*at, " ,/\t");
	if (!strspn(*at, "+-.0123456789") || g_ascii_tolower((*at)[1]) == 'x')
		return false;
	double number = g_ascii_strtod(*at, &end);

	if (end == *at || !isfinite(number))
		return false;
	if (*end == '%' || is_percentage)
		number = number * full / 100;
	end += *end == '%' ? 1 : g_str_has_prefix(end, "deg") ? 3 : 0;
	*at = end;
	*part = clamp(number, full == 360 ? -1e6 : 0, full == 360 ? 1e6 : full);
	return true;
}

/* The parts of rgb(...), rgba(...), hsl(...), hsla(...), apart by commas, blanks or a slash. */
static bool parse_function(const char *text, Color *color)
{
	bool is_hsl = g_ascii_strncasecmp(text, "hsl", 3) == 0;
	const char *at = text + 3;
	double part[3], alpha = 1;

	if (!is_hsl && g_ascii_strncasecmp(text, "rgb", 3) != 0)
		return false;
	if (g_ascii_tolower(*at) == 'a')
		at++;
	if (*at++ != '(')
		return false;
	for (int i = 0; i < 3; i++) {
		double full = !is_hsl ? 255 : i == 0 ? 360 : 1;

		if (!parse_part(&at, full, is_hsl && i > 0, &part[i]))
			return false;
	}
	parse_part(&at, 1, false, &alpha);
	if (at[strspn(at, " \t")] != ')')
		return false;
	*color = is_hsl ? from_hsl(part[0] / 360, part[1], part[2], alpha)
			: (Color){ part[0], part[1], part[2], alpha };
	return true;
}

bool color_parse(const char *text, Color *color)
{
	if (!text)
		return false;
	text += strspn(text, " \t");
	if (text[0] == '#')
		return parse_hex(text + 1, color);
	if (g_ascii_strcasecmp(text, "transparent") == 0) {
		*color = COLOR_TRANSPARENT;
		return true;
	}
	const Keyword *keyword = bsearch(text, keywords, G_N_ELEMENTS(keywords),
					 sizeof(keywords[0]), compare_keyword);

	if (keyword) {
		*color = COLOR_RGB(keyword->rgb);
		return true;
	}
	return parse_function(text, color);
}

/* --- Arithmetic --- */

bool color_equal(Color a, Color b)
{
	return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}

Color color_with_alpha(Color color, double alpha)
{
	color.alpha = alpha;
	return color;
}

Color color_over(Color color, Color background)
{
	double alpha = color.alpha;

	return (Color){
		color.red * alpha + background.red * (1 - alpha),
		color.green * alpha + background.green * (1 - alpha),
		color.blue * alpha + background.blue * (1 - alpha),
		1,
	};
}

typedef struct {
	double hue, saturation, lightness; // all 0..1
} Hsl;

static Hsl to_hsl(Color color)
{
	double red = color.red / 255, green = color.green / 255, blue = color.blue / 255;
	double max = fmax(red, fmax(green, blue)), min = fmin(red, fmin(green, blue));
	double delta = max - min;
	Hsl hsl = { 0, 0, (max + min) / 2 };

	if (delta == 0)
		return hsl;
	hsl.saturation = hsl.lightness > 0.5 ? delta / (2 - max - min) : delta / (max + min);
	if (max == red)
		hsl.hue = (green - blue) / delta + (green < blue ? 6 : 0);
	else if (max == green)
		hsl.hue = (blue - red) / delta + 2;
	else
		hsl.hue = (red - green) / delta + 4;
	hsl.hue /= 6;
	return hsl;
}

/* tinycolor hands HSL on as percentages and cuts those to two decimals. */
static double cut_percentage(double part)
{
	return trunc(clamp(part, 0, 1) * 100 * 100) / 100 / 100;
}

static Color to_color(Hsl hsl, double alpha)
{
	return from_hsl(hsl.hue, cut_percentage(hsl.saturation), cut_percentage(hsl.lightness),
			alpha);
}

Color color_lighten(Color color, double percent)
{
	Hsl hsl = to_hsl(color);

	hsl.lightness += percent / 100;
	return to_color(hsl, color.alpha);
}

Color color_darken(Color color, double percent)
{
	return color_lighten(color, -percent);
}

Color color_saturate(Color color, double percent)
{
	Hsl hsl = to_hsl(color);

	hsl.saturation += percent / 100;
	return to_color(hsl, color.alpha);
}

Color color_spin(Color color, double degrees)
{
	Hsl hsl = to_hsl(color);

	hsl.hue += degrees / 360;
	return to_color(hsl, color.alpha);
}

Color color_brighten(Color color, double percent)
{
	double amount = -js_round(255 * -percent / 100);

	color = color_rounded(color);
	return (Color){
		clamp(color.red + amount, 0, 255),
		clamp(color.green + amount, 0, 255),
		clamp(color.blue + amount, 0, 255),
		color.alpha,
	};
}

Color color_rounded(Color color)
{
	return (Color){ js_round(color.red), js_round(color.green), js_round(color.blue),
			color.alpha };
}

double color_brightness(Color color)
{
	return (color.red * 299 + color.green * 587 + color.blue * 114) / 1000;
}

static double linear_channel(double channel)
{
	double part = channel / 255;

	return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

double color_luminance(Color color)
{
	double luminance = 0.2126 * linear_channel(color.red) +
			   0.7152 * linear_channel(color.green) +
			   0.0722 * linear_channel(color.blue);

	return js_round(luminance * 1000) / 1000;
}

double color_contrast(Color a, Color b)
{
	double first = color_luminance(a), second = color_luminance(b);

	return (fmax(first, second) + 0.05) / (fmin(first, second) + 0.05);
}
