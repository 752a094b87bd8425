#include "renderer/css-color.h"

#include <math.h>
#include <string.h>

#include <glib.h>

/* Colours mixed of colours mixed of colours. */
enum { MAX_DEPTH = 4 };

typedef struct {
	double at[3];
} Triple;

typedef Triple Matrix[3];

static Triple multiply(const Matrix matrix, Triple v)
{
	Triple out;

	for (int row = 0; row < 3; row++)
		out.at[row] = matrix[row].at[0] * v.at[0] + matrix[row].at[1] * v.at[1] +
			      matrix[row].at[2] * v.at[2];
	return out;
}

/* --- Spaces, all to and from sRGB 0..1 --- */

static double to_linear(double part)
{
	double size = fabs(part);

	return size <= 0.04045 ? part / 12.92
			       : copysign(pow((size + 0.055) / 1.055, 2.4), part);
}

static double from_linear(double part)
{
	double size = fabs(part);

	return size <= 0.0031308 ? part * 12.92
				 : copysign(1.055 * pow(size, 1 / 2.4) - 0.055, part);
}

static Triple map(Triple v, double (*change)(double))
{
	return (Triple){ { change(v.at[0]), change(v.at[1]), change(v.at[2]) } };
}

static double cube(double part)
{
	return part * part * part;
}

static Triple srgb(Triple v)
{
	return v;
}

static Triple linear_to_srgb(Triple v)
{
	return map(v, from_linear);
}

static Triple srgb_to_linear(Triple v)
{
	return map(v, to_linear);
}

static Triple p3_to_srgb(Triple v)
{
	static const Matrix p3 = { { { 1.2249401763, -0.2249401763, 0 } },
				   { { -0.0420569547, 1.0420569547, 0 } },
				   { { -0.0196375546, -0.0786360456, 1.0982736002 } } };

	return linear_to_srgb(multiply(p3, map(v, to_linear)));
}

static Triple oklab_to_srgb(Triple lab)
{
	static const Matrix cones = { { { 1, 0.3963377774, 0.2158037573 } },
				      { { 1, -0.1055613458, -0.0638541728 } },
				      { { 1, -0.0894841775, -1.2914855480 } } };
	static const Matrix light = { { { 4.0767416621, -3.3077115913, 0.2309699292 } },
				      { { -1.2684380046, 2.6097574011, -0.3413193965 } },
				      { { -0.0041960863, -0.7034186147, 1.7076147010 } } };

	return linear_to_srgb(multiply(light, map(multiply(cones, lab), cube)));
}

static Triple srgb_to_oklab(Triple rgb)
{
	static const Matrix cones = { { { 0.4122214708, 0.5363325363, 0.0514459929 } },
				      { { 0.2119034982, 0.6806995451, 0.1073969566 } },
				      { { 0.0883024619, 0.2817188376, 0.6299787005 } } };
	static const Matrix lab = { { { 0.2104542553, 0.7936177850, -0.0040720468 } },
				    { { 1.9779984951, -2.4285922050, 0.4505937099 } },
				    { { 0.0259040371, 0.7827717662, -0.8086757660 } } };

	return multiply(lab, map(multiply(cones, map(rgb, to_linear)), cbrt));
}

/* CIE's constants, and the white that Lab counts from. */
static const double lab_epsilon = 216.0 / 24389, lab_kappa = 24389.0 / 27;
static const Triple white_d50 = { { 0.9642956764, 1, 0.8251046025 } };

static double lab_to_light(double part)
{
	return cube(part) > lab_epsilon ? cube(part) : (116 * part - 16) / lab_kappa;
}

static double light_to_lab(double part)
{
	return part > lab_epsilon ? cbrt(part) : (lab_kappa * part + 16) / 116;
}

static Triple lab_to_srgb(Triple lab)
{
	static const Matrix light = { { { 3.1341359569, -1.6173863321, -0.4906619460 } },
				      { { -0.9787955029, 1.9162543773, 0.0334427312 } },
				      { { 0.0719553799, -0.2289767637, 1.4053860360 } } };
	double y = (lab.at[0] + 16) / 116;
	Triple xyz = map((Triple){ { y + lab.at[1] / 500, y, y - lab.at[2] / 200 } }, lab_to_light);

	for (int i = 0; i < 3; i++)
		xyz.at[i] *= white_d50.at[i];
	return linear_to_srgb(multiply(light, xyz));
}

static Triple srgb_to_lab(Triple rgb)
{
	static const Matrix light = { { { 0.4360657468, 0.3851515094, 0.1430784196 } },
				      { { 0.2224931781, 0.7168869870, 0.0606198349 } },
				      { { 0.0139239057, 0.0970812398, 0.7140994584 } } };
	Triple xyz = multiply(light, map(rgb, to_linear));

	for (int i = 0; i < 3; i++)
		xyz.at[i] /= white_d50.at[i];
	Triple f = map(xyz, light_to_lab);

	return (Triple){ { 116 * f.at[1] - 16, 500 * (f.at[0] - f.at[1]),
			   200 * (f.at[1] - f.at[2]) } };
}

/* Lightness, chroma and hue as lightness and two axes, and back. */
static Triple to_axes(Triple lch)
{
	double turn = lch.at[2] * G_PI / 180;

	return (Triple){ { lch.at[0], lch.at[1] * cos(turn), lch.at[1] * sin(turn) } };
}

static Triple to_hue(Triple lab)
{
	double hue = atan2(lab.at[2], lab.at[1]) * 180 / G_PI;

	return (Triple){ { lab.at[0], hypot(lab.at[1], lab.at[2]), hue < 0 ? hue + 360 : hue } };
}

static Triple lch_to_srgb(Triple lch)
{
	return lab_to_srgb(to_axes(lch));
}

static Triple srgb_to_lch(Triple rgb)
{
	return to_hue(srgb_to_lab(rgb));
}

static Triple oklch_to_srgb(Triple lch)
{
	return oklab_to_srgb(to_axes(lch));
}

static Triple srgb_to_oklch(Triple rgb)
{
	return to_hue(srgb_to_oklab(rgb));
}

static double hue_part(Triple hsl, double n)
{
	double hue = fmod(fmod(hsl.at[0], 360) + 360, 360), light = hsl.at[2] / 100;
	double k = fmod(n + hue / 30, 12), reach = hsl.at[1] / 100 * fmin(light, 1 - light);

	return light - reach * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
}

static Triple hsl_to_srgb(Triple hsl)
{
	for (int i = 1; i < 3; i++)
		hsl.at[i] = CLAMP(hsl.at[i], 0, 100);
	return (Triple){ { hue_part(hsl, 0), hue_part(hsl, 8), hue_part(hsl, 4) } };
}

static Triple hwb_to_srgb(Triple hwb)
{
	double white = fmax(hwb.at[1], 0) / 100, black = fmax(hwb.at[2], 0) / 100;
	Triple out = hsl_to_srgb((Triple){ { hwb.at[0], 100, 50 } });

	for (int i = 0; i < 3; i++)
		out.at[i] = white + black >= 1 ? white / (white + black)
					       : out.at[i] * (1 - white - black) + white;
	return out;
}

static Triple bytes_to_srgb(Triple v)
{
	return (Triple){ { v.at[0] / 255, v.at[1] / 255, v.at[2] / 255 } };
}

/* --- Components --- */

typedef struct {
	const char *name;
	Triple whole; // what 100 % of each is; 360: an angle
	Triple (*to_srgb)(Triple);
	Triple (*from_srgb)(Triple); // NULL: nothing is mixed in it
} Space;

static const Space functions[] = {
	{ "rgb", { { 255, 255, 255 } }, bytes_to_srgb, NULL },
	{ "rgba", { { 255, 255, 255 } }, bytes_to_srgb, NULL },
	{ "hsl", { { 360, 100, 100 } }, hsl_to_srgb, NULL },
	{ "hsla", { { 360, 100, 100 } }, hsl_to_srgb, NULL },
	{ "hwb", { { 360, 100, 100 } }, hwb_to_srgb, NULL },
	{ "lab", { { 100, 125, 125 } }, lab_to_srgb, srgb_to_lab },
	{ "lch", { { 100, 150, 360 } }, lch_to_srgb, srgb_to_lch },
	{ "oklab", { { 1, 0.4, 0.4 } }, oklab_to_srgb, srgb_to_oklab },
	{ "oklch", { { 1, 0.4, 360 } }, oklch_to_srgb, srgb_to_oklch },
};

static const Space spaces[] = {
	{ "srgb", { { 1, 1, 1 } }, srgb, srgb },
	{ "srgb-linear", { { 1, 1, 1 } }, linear_to_srgb, srgb_to_linear },
	{ "display-p3", { { 1, 1, 1 } }, p3_to_srgb, NULL },
};

static const Space *find_space(const Space *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (g_ascii_strcasecmp(list[i].name, name) == 0)
			return &list[i];
	}
	return NULL;
}

static double degrees_of(double number, const char *unit)
{
	if (strcmp(unit, "turn") == 0)
		return number * 360;
	if (strcmp(unit, "rad") == 0)
		return number * 180 / G_PI;
	if (strcmp(unit, "grad") == 0)
		return number * 0.9;
	return !*unit || strcmp(unit, "deg") == 0 ? number : NAN;
}

/* NAN for what is none. */
static double component(const char *word, double whole)
{
	char *unit;

	if (g_ascii_strcasecmp(word, "none") == 0)
		return 0;
	if (!strspn(word, "+-.0123456789") || g_ascii_tolower(word[1]) == 'x')
		return NAN;
	double number = g_ascii_strtod(word, &unit);

	if (fabs(number) > 1e6)
		return NAN;
	if (whole == 360)
		return degrees_of(number, unit);
	if (strcmp(unit, "%") == 0)
		return number * whole / 100;
	return *unit ? NAN : number;
}

/* The words of what stands in brackets, apart by any of `delimiters` outside of further ones. */
static char **split_inside(const char *inside, const char *delimiters)
{
	enum { MOST = 8 };
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	int depth = 0, n = 0;
	const char *start = inside;

	for (const char *at = inside;; at++) {
		depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
		if (*at && (depth > 0 || !strchr(delimiters, *at)))
			continue;
		g_autofree char *word = g_strstrip(g_strndup(start, (gsize)(at - start)));

		if (*word && n++ < MOST)
			g_strv_builder_add(words, word);
		if (!*at)
			return g_strv_builder_end(words);
		start = at + 1;
	}
}

static Color to_color(Triple srgb, double alpha)
{
	return (Color){ CLAMP(srgb.at[0], 0, 1) * 255, CLAMP(srgb.at[1], 0, 1) * 255,
			CLAMP(srgb.at[2], 0, 1) * 255, CLAMP(alpha, 0, 1) };
}

/* Three components and the alpha, if it is given. */
static bool parse_components(const Space *space, char **words, Color *color)
{
	size_t n = g_strv_length(words);
	double alpha = n == 4 ? component(words[3], 1) : 1;
	Triple read;

	if (n < 3 || n > 4)
		return false;
	for (int i = 0; i < 3; i++) {
		read.at[i] = component(words[i], space->whole.at[i]);
		if (isnan(read.at[i]))
			return false;
	}
	if (isnan(alpha))
		return false;
	*color = to_color(space->to_srgb(read), alpha);
	return true;
}

/* --- Mixing --- */

static bool parse_at_depth(const char *text, Color current, int depth, Color *color);

/* A colour, and the percentage before or behind it; -1 without one. */
static bool parse_mixed(const char *text, Color current, int depth, Color *color, double *percent)
{
	g_auto(GStrv) words = split_inside(text, " \t\n");
	size_t n = g_strv_length(words), at = 0;

	*percent = -1;
	for (size_t i = 0; i < n && n == 2; i++) {
		if (g_str_has_suffix(words[i], "%")) {
			*percent = component(words[i], 100);
			at = 1 - i;
		}
	}
	if (n == 0 || n > 2 || (n == 2 && !(*percent >= 0 && *percent <= 100)))
		return false;
	return parse_at_depth(words[at], current, depth + 1, color);
}

/* Hues go the shorter way round; a colour without one takes the other's. */
static void join_hues(const Space *space, Triple *a, Triple *b)
{
	const double grey = 0.0002;

	if (space->whole.at[2] != 360)
		return;
	double least = space->whole.at[1] * grey;

	if (a->at[1] < least)
		a->at[2] = b->at[2];
	else if (b->at[1] < least)
		b->at[2] = a->at[2];
	else if (b->at[2] - a->at[2] > 180)
		a->at[2] += 360;
	else if (a->at[2] - b->at[2] > 180)
		b->at[2] += 360;
}

static Color mix(const Space *space, Color a, Color b, double part)
{
	Triple from = space->from_srgb((Triple){ { a.red / 255, a.green / 255, a.blue / 255 } });
	Triple to = space->from_srgb((Triple){ { b.red / 255, b.green / 255, b.blue / 255 } });
	double alpha = a.alpha * (1 - part) + b.alpha * part;
	Triple out;

	join_hues(space, &from, &to);
	for (int i = 0; i < 3; i++) {
		bool is_hue = space->whole.at[i] == 360;
		double from_part = (is_hue ? 1 : a.alpha) * (1 - part);
		double to_part = (is_hue ? 1 : b.alpha) * part;
		double whole = is_hue ? 1 : alpha;

		out.at[i] = whole > 0 ? (from.at[i] * from_part + to.at[i] * to_part) / whole : 0;
	}
	return to_color(space->to_srgb(out), alpha);
}

/* "in <space>, <colour> <percentage>?, <colour> <percentage>?" */
static bool parse_mix(const char *inside, Color current, int depth, Color *color)
{
	g_auto(GStrv) parts = split_inside(inside, ",");
	Color a, b;
	double first, second;

	if (g_strv_length(parts) != 3 || !g_str_has_prefix(parts[0], "in ") ||
	    !parse_mixed(parts[1], current, depth, &a, &first) ||
	    !parse_mixed(parts[2], current, depth, &b, &second))
		return false;
	const char *name = parts[0] + strlen("in ");
	const Space *space = find_space(spaces, G_N_ELEMENTS(spaces), name);

	if (!space)
		space = find_space(functions, G_N_ELEMENTS(functions), name);
	if (!space || !space->from_srgb)
		return false;
	if (first < 0)
		first = second < 0 ? 50 : 100 - second;
	if (second < 0)
		second = 100 - first;
	if (first + second <= 0)
		return false;
	*color = mix(space, a, b, second / (first + second));
	color->alpha *= fmin(1, (first + second) / 100);
	return true;
}

/* --- Whole colours --- */

static bool parse_function(const char *name, const char *inside, Color current, int depth,
			   Color *color)
{
	if (g_ascii_strcasecmp(name, "color-mix") == 0)
		return parse_mix(inside, current, depth, color);
	bool names_space = g_ascii_strcasecmp(name, "color") == 0;
	g_auto(GStrv) words = split_inside(inside, " ,/\t\n");
	const Space *space =
		!names_space ? find_space(functions, G_N_ELEMENTS(functions), name)
		: words[0]   ? find_space(spaces, G_N_ELEMENTS(spaces), words[0])
			     : NULL;

	return space && parse_components(space, words + names_space, color);
}

static bool parse_at_depth(const char *text, Color current, int depth, Color *color)
{
	const char *open = strchr(text, '(');
	size_t length = strlen(text);

	if (g_ascii_strcasecmp(text, "currentcolor") == 0) {
		*color = current;
		return true;
	}
	if (!open)
		return color_parse(text, color);
	if (depth > MAX_DEPTH || text[length - 1] != ')')
		return false;
	g_autofree char *name = g_strndup(text, (gsize)(open - text));
	g_autofree char *inside = g_strndup(open + 1, length - (size_t)(open - text) - 2);

	return parse_function(name, inside, current, depth, color);
}

bool css_color_parse(const char *text, Color current, Color *color)
{
	enum { MOST_BYTES = 512 };

	if (!text || strnlen(text, MOST_BYTES + 1) > MOST_BYTES)
		return false;
	g_autofree char *stripped = g_strstrip(g_strdup(text));

	return parse_at_depth(stripped, current, 0, color);
}
