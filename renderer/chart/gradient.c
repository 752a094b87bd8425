#include "renderer/chart/gradient.h"

#include "renderer/data/color-mode.h"

#include <math.h>

static void add_stop(Gradient *gradient, double offset, Color color)
{
	if (gradient->n_stops < GRADIENT_MAX_STOPS)
		gradient->stops[gradient->n_stops++] = (GradientStop){ offset, color };
}

/* The stops that can be seen: from the last at or below the scale's start to the first at or
 * beyond its end. */
static void visible_stops(const Scale *scale, const ValueStop *stops, size_t n, size_t *first,
			  size_t *last)
{
	*first = 0;
	*last = 0;
	for (size_t i = 0; i < n; i++) {
		if (stops[i].value <= scale->min)
			*first = i;
		*last = i;
		if (stops[i].value >= scale->max)
			break;
	}
}

bool gradient_along_scale(const Plot *plot, int scale_index, const ValueStop *stops, size_t n,
			  bool is_discrete, Gradient *gradient, Color *flat)
{
	const Scale *scale = &plot->scales[scale_index];
	size_t first, last;

	*flat = n ? stops[0].color : COLOR_TRANSPARENT;
	if (n == 0)
		return false;
	visible_stops(scale, stops, n, &first, &last);
	double low = stops[first].value == -INFINITY ? scale->min : stops[first].value;
	double high = stops[last].value == INFINITY ? scale->max : stops[last].value;
	double low_y = js_round(plot_y(plot, scale_index, low));
	double high_y = js_round(plot_y(plot, scale_index, high));

	if (first == last || low_y == high_y) {
		*flat = stops[last].color;
		return false;
	}
	*gradient = (Gradient){ .from = plot_point(plot, 0, low_y),
				.to = plot_point(plot, 0, high_y) };
	for (size_t i = first; i <= last; i++) {
		double y = i == first  ? low_y
			   : i == last ? high_y
				       : js_round(plot_y(plot, scale_index, stops[i].value));
		double offset = (low_y - y) / (low_y - high_y);

		if (is_discrete && i > first)
			add_stop(gradient, offset, stops[i - 1].color);
		add_stop(gradient, offset, stops[i].color);
	}
	return true;
}

/* From the end of the value scales to their start. */
static Gradient downward(const Plot *plot)
{
	if (plot->is_turned)
		return (Gradient){ .from = { rect_right(plot->area), 0 },
				   .to = { plot->area.x, 0 } };
	return (Gradient){ .from = { 0, plot->area.y }, .to = { 0, rect_bottom(plot->area) } };
}

/* Colours given as text have their alpha in a byte. */
static double byte_alpha(double alpha)
{
	return js_round(alpha * 255) / 255;
}

Gradient gradient_of_opacity(const Plot *plot, Color color, double opacity)
{
	Gradient gradient = downward(plot);

	add_stop(&gradient, 0, color_with_alpha(color, byte_alpha(opacity)));
	add_stop(&gradient, 1, color_with_alpha(color, 0));
	return gradient;
}

Gradient gradient_of_hue(const Plot *plot, Color color, double opacity, const Theme *theme)
{
	Gradient gradient = downward(plot);
	Color top = color_lighten(
		color_brighten(color_spin(color_saturate(color, 20), 20), 10), 10);
	Color bottom = color_darken(color_spin(color, -25), 5);

	if (theme->is_dark)
		bottom = color_darken(bottom, 10);
	add_stop(&gradient, 0, color_with_alpha(color_rounded(top), opacity));
	add_stop(&gradient, 1, color_with_alpha(color_rounded(bottom), opacity));
	return gradient;
}

static double first_number(double a, double b, double c)
{
	return !isnan(a) ? a : !isnan(b) ? b : c;
}

Range gradient_range(const Scale *scale, const FieldConfig *config, Range data)
{
	if (data.min == data.max)
		data = (Range){ scale->min, scale->max };
	return (Range){
		first_number(config->min, custom_number(config, "axisSoftMin", NAN), data.min),
		first_number(config->max, custom_number(config, "axisSoftMax", NAN), data.max),
	};
}

static bool of_thresholds(const Plot *plot, int scale, const FieldConfig *config, Range data,
			  double opacity, const Theme *theme, Gradient *gradient, Color *flat)
{
	const Thresholds *thresholds = &config->thresholds;
	Range range = gradient_range(&plot->scales[scale], config, data);
	size_t n = MIN(thresholds->n_steps, GRADIENT_MAX_STOPS / 2);
	ValueStop *stops = arena_new_array(plot->arena, ValueStop, n + 1);

	for (size_t i = 0; i < n; i++) {
		double value = thresholds->steps[i].value;
		Color color = theme_color(theme, thresholds->steps[i].color);

		if (thresholds->is_percentage && isfinite(value))
			value = range.min + (range.max - range.min) * value / 100;
		stops[i].value = value;
		stops[i].color = color.alpha == 0 && !thresholds->is_percentage
					 ? COLOR_TRANSPARENT
					 : color_with_alpha(color, byte_alpha(opacity));
	}
	return gradient_along_scale(plot, scale, stops, n, true, gradient, flat);
}

/* Colours blend from one to the next over the range, be they a palette's. */
static bool of_colors(const Plot *plot, int scale, const FieldConfig *config, Range data,
		      double opacity, const Color *colors, size_t n, Gradient *gradient, Color *flat)
{
	Range range = gradient_range(&plot->scales[scale], config, data);
	ValueStop stops[CLASSIC_PALETTE_SIZE];

	for (size_t i = 0; i < n; i++) {
		double part = (double)i / (double)(n - 1);

		stops[i].value = range.min + (range.max - range.min) * part;
		stops[i].color = color_with_alpha(colors[i], byte_alpha(opacity));
	}
	return gradient_along_scale(plot, scale, stops, n, false, gradient, flat);
}

bool gradient_of_scheme(const Plot *plot, int scale, const FieldConfig *config, Range data,
			double opacity, const Theme *theme, Gradient *gradient, Color *flat)
{
	Color colors[CLASSIC_PALETTE_SIZE];
	size_t n = color_mode_colors(theme, config->color_mode, colors);

	*flat = COLOR_TRANSPARENT;
	if (n > 0)
		return of_colors(plot, scale, config, data, opacity, colors, n, gradient, flat);
	if (color_mode_is_by_value(config->color_mode) && config->thresholds.n_steps)
		return of_thresholds(plot, scale, config, data, opacity, theme, gradient, flat);
	return false;
}
