#include "renderer/chart/heatmap-palette.h"

#include "renderer/data/color-mode.h"
#include "renderer/geometry.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

enum { DEFAULT_STEPS = 64, HEX_DIGITS = 6, MAX_STOPS = 11 };

/* When a scheme runs from high to low, so that high values stand out of the background. */
typedef enum { INVERT_ALWAYS, INVERT_DARK, INVERT_LIGHT } Inversion;

typedef struct Scheme Scheme;
struct Scheme {
	const char *name;
	Inversion inversion;
	Color (*at)(const Scheme *scheme, double t);
	const char *colors; // six hex digits each
};

static Color color_of_hex(const char *digits)
{
	double channels[3];

	for (int i = 0; i < 3; i++)
		channels[i] = g_ascii_xdigit_value(digits[2 * i]) * 16 +
			      g_ascii_xdigit_value(digits[2 * i + 1]);
	return (Color){ channels[0], channels[1], channels[2], 1 };
}

static double whole_channel(double value)
{
	return js_round(fmin(255, fmax(0, value)));
}

static Color whole_color(double red, double green, double blue)
{
	return (Color){ whole_channel(red), whole_channel(green), whole_channel(blue), 1 };
}

/* --- Schemes --- */

static Color at_stops(const Scheme *scheme, double t)
{
	Color stops[MAX_STOPS];
	int n = (int)MIN(strlen(scheme->colors) / HEX_DIGITS, MAX_STOPS);

	for (int i = 0; i < n; i++)
		stops[i] = color_of_hex(scheme->colors + HEX_DIGITS * i);
	return color_spline(stops, n, t);
}

static Color at_ramp(const Scheme *scheme, double t)
{
	double index = fmin(PALETTE_RAMP_STEPS - 1, floor(t * PALETTE_RAMP_STEPS));

	return color_of_hex(scheme->colors + HEX_DIGITS * (int)index);
}

static double polynomial(const double coefficients[6], double t)
{
	double value = 0;

	for (int i = 5; i >= 0; i--)
		value = value * t + coefficients[i];
	return value;
}

static Color at_turbo(const Scheme *scheme, double t)
{
	static const double red[] = { 34.61, 1172.33, -10793.56, 33300.12, -38394.49, 14825.05 };
	static const double green[] = { 23.31, 557.33, 1225.33, -3574.96, 1073.77, 707.56 };
	static const double blue[] = { 27.2, 3211.1, -15327.97, 27814, -22569.18, 6838.66 };

	(void)scheme;
	return whole_color(polynomial(red, t), polynomial(green, t), polynomial(blue, t));
}

static Color at_cividis(const Scheme *scheme, double t)
{
	static const double red[] = { -4.54, -35.34, 2381.73, -6402.7, 7024.72, -2710.57 };
	static const double green[] = { 32.49, 170.73, 52.82, -131.46, 176.58, -67.37 };
	static const double blue[] = { 81.24, 442.36, -2482.43, 6167.24, -6614.94, 2475.67 };

	(void)scheme;
	return whole_color(polynomial(red, t), polynomial(green, t), polynomial(blue, t));
}

/** Dave Green's cubehelix: hue in degrees, saturation, lightness. */
typedef struct {
	double hue, saturation, lightness;
} Helix;

static Color color_of_helix(Helix helix)
{
	double turn = (helix.hue + 120) * G_PI / 180;
	double amplitude = helix.saturation * helix.lightness * (1 - helix.lightness);
	double cosine = cos(turn), sine = sin(turn);

	return whole_color(
		255 * (helix.lightness + amplitude * (-0.14861 * cosine + 1.78277 * sine)),
		255 * (helix.lightness + amplitude * (-0.29227 * cosine - 0.90649 * sine)),
		255 * (helix.lightness + amplitude * (1.97294 * cosine)));
}

static Color between_helices(Helix from, Helix to, double t)
{
	return color_of_helix((Helix){
		from.hue + t * (to.hue - from.hue),
		from.saturation + t * (to.saturation - from.saturation),
		from.lightness + t * (to.lightness - from.lightness),
	});
}

static Color at_warm(const Scheme *scheme, double t)
{
	(void)scheme;
	return between_helices((Helix){ -100, 0.75, 0.35 }, (Helix){ 80, 1.5, 0.8 }, t);
}

static Color at_cool(const Scheme *scheme, double t)
{
	(void)scheme;
	return between_helices((Helix){ 260, 0.75, 0.35 }, (Helix){ 80, 1.5, 0.8 }, t);
}

static Color at_cubehelix(const Scheme *scheme, double t)
{
	(void)scheme;
	return between_helices((Helix){ 300, 0.5, 0 }, (Helix){ -240, 0.5, 1 }, t);
}

static Color at_rainbow(const Scheme *scheme, double t)
{
	double away = fabs(t - 0.5);

	(void)scheme;
	return color_of_helix((Helix){ 360 * t - 100, 1.5 - 1.5 * away, 0.8 - 0.9 * away });
}

static Color at_sinebow(const Scheme *scheme, double t)
{
	double turn = (0.5 - t) * G_PI, third = G_PI / 3;
	double red = sin(turn), green = sin(turn + third), blue = sin(turn + 2 * third);

	(void)scheme;
	return whole_color(255 * red * red, 255 * green * green, 255 * blue * blue);
}

static const Scheme schemes[] = {
	/* ColorBrewer, by Cynthia Brewer, Apache License 2.0 */
	{ "BrBG", INVERT_ALWAYS, at_stops,
	  "5430058c510abf812ddfc27df6e8c3f5f5f5c7eae580cdc135978f01665e003c30" },
	{ "PRGn", INVERT_ALWAYS, at_stops,
	  "40004b762a839970abc2a5cfe7d4e8f7f7f7d9f0d3a6dba05aae611b783700441b" },
	{ "PiYG", INVERT_ALWAYS, at_stops,
	  "8e0152c51b7dde77aef1b6dafde0eff7f7f7e6f5d0b8e1867fbc414d9221276419" },
	{ "PuOr", INVERT_ALWAYS, at_stops,
	  "2d004b5427888073acb2abd2d8daebf7f7f7fee0b6fdb863e08214b358067f3b08" },
	{ "RdBu", INVERT_ALWAYS, at_stops,
	  "67001fb2182bd6604df4a582fddbc7f7f7f7d1e5f092c5de4393c32166ac053061" },
	{ "RdGy", INVERT_ALWAYS, at_stops,
	  "67001fb2182bd6604df4a582fddbc7ffffffe0e0e0bababa8787874d4d4d1a1a1a" },
	{ "RdYlBu", INVERT_ALWAYS, at_stops,
	  "a50026d73027f46d43fdae61fee090ffffbfe0f3f8abd9e974add14575b4313695" },
	{ "RdYlGn", INVERT_ALWAYS, at_stops,
	  "a50026d73027f46d43fdae61fee08bffffbfd9ef8ba6d96a66bd631a9850006837" },
	{ "Spectral", INVERT_ALWAYS, at_stops,
	  "9e0142d53e4ff46d43fdae61fee08bffffbfe6f598abdda466c2a53288bd5e4fa2" },
	{ "Blues", INVERT_DARK, at_stops,
	  "f7fbffdeebf7c6dbef9ecae16baed64292c62171b508519c08306b" },
	{ "Greens", INVERT_DARK, at_stops,
	  "f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45006d2c00441b" },
	{ "Greys", INVERT_DARK, at_stops,
	  "fffffff0f0f0d9d9d9bdbdbd969696737373525252252525000000" },
	{ "Oranges", INVERT_DARK, at_stops,
	  "fff5ebfee6cefdd0a2fdae6bfd8d3cf16913d94801a636037f2704" },
	{ "Purples", INVERT_DARK, at_stops,
	  "fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a354278f3f007d" },
	{ "Reds", INVERT_DARK, at_stops,
	  "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181da50f1567000d" },
	{ "BuGn", INVERT_DARK, at_stops,
	  "f7fcfde5f5f9ccece699d8c966c2a441ae76238b45006d2c00441b" },
	{ "BuPu", INVERT_DARK, at_stops,
	  "f7fcfde0ecf4bfd3e69ebcda8c96c68c6bb188419d810f7c4d004b" },
	{ "GnBu", INVERT_DARK, at_stops,
	  "f7fcf0e0f3dbccebc5a8ddb57bccc44eb3d32b8cbe0868ac084081" },
	{ "OrRd", INVERT_DARK, at_stops,
	  "fff7ecfee8c8fdd49efdbb84fc8d59ef6548d7301fb300007f0000" },
	{ "PuBu", INVERT_DARK, at_stops,
	  "fff7fbece7f2d0d1e6a6bddb74a9cf3690c00570b0045a8d023858" },
	{ "PuBuGn", INVERT_DARK, at_stops,
	  "fff7fbece2f0d0d1e6a6bddb67a9cf3690c002818a016c59014636" },
	{ "PuRd", INVERT_DARK, at_stops,
	  "f7f4f9e7e1efd4b9dac994c7df65b0e7298ace125698004367001f" },
	{ "RdPu", INVERT_DARK, at_stops,
	  "fff7f3fde0ddfcc5c0fa9fb5f768a1dd3497ae017e7a017749006a" },
	{ "YlGn", INVERT_DARK, at_stops,
	  "ffffe5f7fcb9d9f0a3addd8e78c67941ab5d238443006837004529" },
	{ "YlGnBu", INVERT_DARK, at_stops,
	  "ffffd9edf8b1c7e9b47fcdbb41b6c41d91c0225ea8253494081d58" },
	{ "YlOrBr", INVERT_DARK, at_stops,
	  "ffffe5fff7bcfee391fec44ffe9929ec7014cc4c02993404662506" },
	{ "YlOrRd", INVERT_DARK, at_stops,
	  "ffffccffeda0fed976feb24cfd8d3cfc4e2ae31a1cbd0026800026" },
	{ "Turbo", INVERT_LIGHT, at_turbo, NULL },
	{ "Cividis", INVERT_LIGHT, at_cividis, NULL },
	{ "Viridis", INVERT_LIGHT, at_ramp, palette_ramp_viridis },
	{ "Magma", INVERT_LIGHT, at_ramp, palette_ramp_magma },
	{ "Inferno", INVERT_LIGHT, at_ramp, palette_ramp_inferno },
	{ "Plasma", INVERT_LIGHT, at_ramp, palette_ramp_plasma },
	{ "Warm", INVERT_LIGHT, at_warm, NULL },
	{ "Cool", INVERT_LIGHT, at_cool, NULL },
	{ "Cubehelix", INVERT_LIGHT, at_cubehelix, NULL },
	{ "Rainbow", INVERT_ALWAYS, at_rainbow, NULL },
	{ "Sinebow", INVERT_ALWAYS, at_sinebow, NULL },
};

/* Spectral for names that there are not. */
static const Scheme *find_scheme(const char *name)
{
	const Scheme *fallback = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
		if (strcmp(schemes[i].name, name) == 0)
			return &schemes[i];
		if (strcmp(schemes[i].name, "Spectral") == 0)
			fallback = &schemes[i];
	}
	return fallback;
}

static bool is_inverted(const Scheme *scheme, const Theme *theme)
{
	if (scheme->inversion == INVERT_ALWAYS)
		return true;
	return (scheme->inversion == INVERT_DARK) == theme->is_dark;
}

/* --- Palettes --- */

static void fill_from_scheme(Palette *palette, const Scheme *scheme, bool is_reversed)
{
	for (size_t i = 0; i < palette->n; i++) {
		size_t step = is_reversed ? palette->n - 1 - i : i;

		palette->colors[i] = scheme->at(scheme, (double)step / (double)(palette->n - 1));
	}
}

/* A colour's way through whole percents. */
static double percent_channel(double channel)
{
	return js_round(js_round(channel / 255 * 100) / 100 * 255);
}

static void fill_with_opacity(Palette *palette, Color color, double exponent)
{
	for (size_t i = 0; i < palette->n; i++) {
		double part = (double)i / (double)(palette->n - 1);

		palette->colors[i] = (Color){
			percent_channel(color.red),
			percent_channel(color.green),
			percent_channel(color.blue),
			js_round(pow(part, exponent) * 255) / 255,
		};
	}
}

Palette palette_parse(Arena *arena, json_object *color, const Theme *theme)
{
	double steps = json_get_number(color, "steps", DEFAULT_STEPS);
	Palette palette = { .n = (size_t)fmin(fmax(steps, 2), PALETTE_MAX) };

	palette.colors = arena_new_array(arena, Color, palette.n);
	if (strcmp(json_get_text(color, "mode", "scheme"), "opacity") == 0) {
		const char *scale = json_get_text(color, "scale", "exponential");
		bool is_linear = strcmp(scale, "exponential") != 0;
		double exponent = json_get_number(color, "exponent", 0.5);

		fill_with_opacity(&palette,
				  theme_color(theme, json_get_text(color, "fill", "dark-orange")),
				  is_linear ? 1 : exponent);
		return palette;
	}
	const Scheme *scheme = find_scheme(json_get_text(color, "scheme", "Oranges"));

	fill_from_scheme(&palette, scheme,
			 is_inverted(scheme, theme) != json_get_bool(color, "reverse", false));
	return palette;
}

size_t palette_index(const Palette *palette, double value, double min, double max)
{
	double range = max - min != 0 ? max - min : 1;
	double index = floor((double)palette->n * (value - min) / range);

	return (size_t)fmin(fmax(index, 0), (double)palette->n - 1);
}
