#include "renderer/data/color-mode.h"

#include "renderer/geometry.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *mode;
	const char *stops[MAX_SCHEME_STOPS + 1];
} schemes[] = {
	{ "continuous-GrYlRd", { "green", "yellow", "red" } },
	{ "continuous-RdYlGr", { "red", "yellow", "green" } },
	{ "continuous-BlYlRd", { "dark-blue", "super-light-yellow", "dark-red" } },
	{ "continuous-YlRd", { "super-light-yellow", "dark-red" } },
	{ "continuous-BlPu", { "blue", "purple" } },
	{ "continuous-YlBl", { "super-light-yellow", "dark-blue" } },
	{ "continuous-blues", { "panel-bg", "dark-blue" } },
	{ "continuous-reds", { "panel-bg", "dark-red" } },
	{ "continuous-greens", { "panel-bg", "dark-green" } },
	{ "continuous-purples", { "panel-bg", "dark-purple" } },
};

const char *const *color_scheme_stops(const char *mode)
{
	for (size_t i = 0; mode && i < G_N_ELEMENTS(schemes); i++)
		if (strcmp(schemes[i].mode, mode) == 0)
			return schemes[i].stops;
	return NULL;
}

ColorScheme color_scheme(const Theme *theme, const char *const *stops)
{
	ColorScheme scheme = { 0 };

	while (stops && scheme.n_stops < MAX_SCHEME_STOPS && stops[scheme.n_stops]) {
		scheme.stops[scheme.n_stops] = theme_color(theme, stops[scheme.n_stops]);
		scheme.n_stops++;
	}
	return scheme;
}

/* The four weights of a uniform cubic B-spline, times six, at 0..1 between its inner points. */
typedef struct {
	double before, first, second, after;
} Weights;

static Weights weights_at(double u)
{
	double u2 = u * u, u3 = u2 * u;

	return (Weights){
		1 - 3 * u + 3 * u2 - u3,
		4 - 6 * u2 + 3 * u3,
		1 + 3 * u + 3 * u2 - 3 * u3,
		u3,
	};
}

static double weighted(const Weights *weights, double before, double first, double second,
		       double after)
{
	double value = (weights->before * before + weights->first * first +
			weights->second * second + weights->after * after) /
		       6;

	return js_round(fmin(255, fmax(0, value)));
}

/* The stop beyond an end: the next inner one, mirrored at the end. */
static Color mirrored(Color inner, Color end)
{
	return (Color){ 2 * end.red - inner.red, 2 * end.green - inner.green,
			2 * end.blue - inner.blue, 1 };
}

Color color_spline(const Color *stops, int n_stops, double t)
{
	int n = n_stops - 1; // segments

	if (n < 1)
		return n == 0 ? stops[0] : COLOR_RGB(0x808080);
	t = isnan(t) ? 0 : fmin(1, fmax(0, t));
	int i = t >= 1 ? n - 1 : (int)floor(t * n);
	Weights weights = weights_at((t - (double)i / n) * n);
	Color first = stops[i], second = stops[i + 1];
	Color before = i > 0 ? stops[i - 1] : mirrored(second, first);
	Color after = i < n - 1 ? stops[i + 2] : mirrored(first, second);

	return (Color){
		weighted(&weights, before.red, first.red, second.red, after.red),
		weighted(&weights, before.green, first.green, second.green, after.green),
		weighted(&weights, before.blue, first.blue, second.blue, after.blue),
		1,
	};
}

Color color_scheme_color(const ColorScheme *scheme, double t)
{
	return color_spline(scheme->stops, scheme->n_stops, t);
}

Color color_scheme_at(const Theme *theme, const char *const *stops, double t)
{
	ColorScheme scheme = color_scheme(theme, stops);

	return color_scheme_color(&scheme, t);
}
