#include "renderer/chart/series-paint.h"

#include "renderer/chart/gradient.h"
#include "renderer/data/color-mode.h"

#include <string.h>

/* Colours given as text have their alpha in a byte. */
static double byte_alpha(double alpha)
{
	return js_round(alpha * 255) / 255;
}

static void make_plain(SeriesPaint *paint, Color color, double opacity)
{
	paint->stroke = PAINT_COLOR(color);
	paint->fill = PAINT_COLOR(color_with_alpha(color, byte_alpha(opacity)));
	paint->has_fill = opacity > 0;
}

static void make_opacity(SeriesPaint *paint, const Plot *plot, Color color, double opacity)
{
	paint->fill_gradient = gradient_of_opacity(plot, color, opacity);
	paint->fill.gradient = &paint->fill_gradient;
	paint->has_fill = true;
}

static void make_hue(SeriesPaint *paint, const Plot *plot, Color color, double opacity)
{
	paint->stroke_gradient = gradient_of_hue(plot, color, 1, plot->theme);
	paint->fill_gradient = gradient_of_hue(plot, color, opacity, plot->theme);
	paint->stroke.gradient = &paint->stroke_gradient;
	paint->fill.gradient = &paint->fill_gradient;
	paint->has_fill = true;
}

static void make_scheme(SeriesPaint *paint, const Plot *plot, int scale, const FieldConfig *config,
			double opacity, Range data)
{
	if (gradient_of_scheme(plot, scale, config, data, 1, plot->theme, &paint->stroke_gradient,
			       &paint->stroke.color))
		paint->stroke.gradient = &paint->stroke_gradient;
	if (gradient_of_scheme(plot, scale, config, data, opacity, plot->theme,
			       &paint->fill_gradient, &paint->fill.color))
		paint->fill.gradient = &paint->fill_gradient;
	paint->has_fill = opacity > 0;
}

void series_paint_make(SeriesPaint *paint, const Plot *plot, int scale, const FieldConfig *config,
		       Color color, double opacity, Range data)
{
	const char *mode = custom_text(config, "gradientMode", "none");
	const char *own = custom_text(config, "lineColor", NULL);
	const char *fill_color = custom_text(config, "fillColor", NULL);

	if (own)
		color = theme_color(plot->theme, own);
	make_plain(paint, color, opacity);
	if (strcmp(mode, "opacity") == 0)
		make_opacity(paint, plot, color, opacity);
	else if (strcmp(mode, "hue") == 0)
		make_hue(paint, plot, color, opacity);
	else if (strcmp(mode, "scheme") == 0 && g_strcmp0(config->color_mode, "fixed") != 0)
		make_scheme(paint, plot, scale, config, opacity, data);
	if (fill_color) {
		paint->fill = PAINT_COLOR(theme_color(plot->theme, fill_color));
		paint->has_fill = true;
	}
}
