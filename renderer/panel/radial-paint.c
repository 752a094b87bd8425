#include "renderer/panel/radial-paint.h"

#include "renderer/data/color-mode.h"

#include <math.h>

static double percent_of(const RadialPalette *palette)
{
	double percent = palette->display->display.percent;

	return isnan(percent) ? 0 : percent;
}

/* The scheme over a full scale, of which the bar is a part. */
static void along_scheme(const RadialPalette *palette, const ColorScheme *scheme,
			 const RadialArc *arc, Gradient *gradient)
{
	Rect bounds = radial_arc_bounds(arc);
	double length = bounds.width / fmax(percent_of(palette), 1e-3);

	*gradient = (Gradient){ .from = { bounds.x, bounds.y },
				.to = { bounds.x + length, bounds.y } };
	for (int i = 0; i < scheme->n_stops; i++)
		gradient->stops[gradient->n_stops++] =
			(GradientStop){ (double)i / (scheme->n_stops - 1), scheme->stops[i] };
}

/* Lighter towards the middle of the gauge. */
static void across_bar(const RadialPalette *palette, Color color, Gradient *gradient)
{
	Color dark = color_rounded(color_darken(color, 5));

	*gradient = (Gradient){
		.from = palette->center,
		.to = palette->center,
		.is_radial = true,
		.radius_from = fmax(0, palette->radius - palette->bar_px / 2),
		.radius_to = palette->radius + palette->bar_px / 2,
		.n_stops = 3,
		.stops = { { 0, color_rounded(color_lighten(color_spin(color, 20), 10)) },
			   { 0.6, dark },
			   { 1, dark } },
	};
}

static Point turned(Point point, Point center, double angle_deg)
{
	double angle = angle_deg * G_PI / 180;
	double x = point.x - center.x, y = point.y - center.y;

	return (Point){ center.x + x * cos(angle) - y * sin(angle),
			center.y + x * sin(angle) + y * cos(angle) };
}

/* Between neighbouring hues, turned or moved so that the bar's end is the brightest. */
static void along_hues(const RadialPalette *palette, Color color, Gradient *gradient)
{
	double percent = percent_of(palette);
	Color low = color_darken(color_spin(color, -20), 5);
	Color high = color_lighten(
		color_brighten(color_spin(color_saturate(color, 20), 20), 10), 10);
	Point origin = { palette->box.x, palette->box.y }, from = origin, to = origin;

	if (palette->is_circle) {
		double turn = 360 * percent - 180;

		to.y = palette->center.y + palette->radius;
		from = turned(from, palette->center, turn);
		to = turned(to, palette->center, turn);
	} else {
		double move = palette->radius * 2 * (1 - percent);

		to.x = palette->center.x + palette->radius - move;
		from.x -= move;
	}
	if (palette->theme->is_dark)
		low = color_darken(low, 10);
	*gradient = (Gradient){
		.from = from,
		.to = to,
		.n_stops = 2,
		.stops = { { 0, color_rounded(palette->theme->is_dark ? low : high) },
			   { 1, color_rounded(palette->theme->is_dark ? high : low) } },
	};
}

Paint radial_paint(const RadialPalette *palette, Color color, const RadialArc *arc, bool is_part,
		   Gradient *storage)
{
	const char *mode = palette->display->field->config.color_mode;
	ColorScheme scheme = color_scheme(palette->theme, color_scheme_stops(mode));

	if (palette->is_plain)
		return PAINT_COLOR(color);
	if (scheme.n_stops > 1 && !is_part)
		along_scheme(palette, &scheme, arc, storage);
	else if (color_mode_is_by_value(mode))
		across_bar(palette, color, storage);
	else
		along_hues(palette, color, storage);
	return (Paint){ .gradient = storage };
}

Gradient radial_spotlight(const Theme *theme, Point center, double radius, double end_deg,
			  bool has_round_ends)
{
	const double length_deg = 0.2 * 180 / G_PI;
	Color light = theme->is_dark ? COLOR_RGB(0xffffff) : COLOR_RGB(0);
	Gradient gradient = {
		.from = radial_point(center, radius, end_deg - length_deg),
		.to = radial_point(center, radius, end_deg),
		.n_stops = 2,
		.stops = { { 0, color_with_alpha(light, 0) }, { 0.95, color_with_alpha(light, 0.5) } },
	};

	if (!theme->is_dark) {
		gradient.n_stops = 3;
		gradient.stops[1] = (GradientStop){ 0.9, color_with_alpha(light, 0) };
		gradient.stops[2] = (GradientStop){ 0.91, light };
	} else if (has_round_ends) {
		gradient.stops[gradient.n_stops++] =
			(GradientStop){ 1, color_with_alpha(light, 0.7) };
	}
	return gradient;
}
