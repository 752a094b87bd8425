#include "renderer/chart/threshold-style.h"

#include "renderer/chart/gradient.h"

#include <math.h>
#include <string.h>

#define LINE_ALPHA 0.7
#define AREA_ALPHA 0.15

/* Only colours that are opaque are made translucent. */
static Color step_color(const Plot *plot, const char *name, double alpha)
{
	Color color = theme_color(plot->theme, name);

	return color.alpha == 1 ? color_with_alpha(color, alpha) : color;
}

static double step_value(const Plot *plot, int scale, const FieldConfig *config, Range data,
			 double value)
{
	Range range = gradient_range(&plot->scales[scale], config, data);

	if (!config->thresholds.is_percentage || !isfinite(value))
		return value;
	return range.min + (range.max - range.min) * (value / 100);
}

/* Steps up to a transparent one mean "less than": their line has the colour below it. */
static size_t transparent_step(const Thresholds *thresholds)
{
	for (size_t i = 0; i < thresholds->n_steps; i++)
		if (g_strcmp0(thresholds->steps[i].color, "transparent") == 0)
			return i;
	return 0;
}

static void draw_lines(const Plot *plot, Scene *scene, int scale, const FieldConfig *config,
		       Range data, bool is_dashed)
{
	static const double dash[] = { 10, 10 };
	const Thresholds *thresholds = &config->thresholds;
	size_t transparent = transparent_step(thresholds);
	StrokeStyle style = {
		.width_px = 2,
		.dash_px = is_dashed ? dash : NULL,
		.n_dash = is_dashed ? 2 : 0,
	};

	for (size_t i = 1; i < thresholds->n_steps; i++) {
		size_t colored = transparent >= i ? i - 1 : i;
		double value = step_value(plot, scale, config, data, thresholds->steps[i].value);
		double y = js_round(plot_y(plot, scale, value));

		if (!isfinite(y))
			continue;
		Path *path = path_new();
		double start = plot_x_start(plot);
		Point from = plot_point(plot, js_round(start), y);
		Point to = plot_point(plot, js_round(start + plot_x_length(plot)), y);

		path_move_to(path, from.x, from.y);
		path_line_to(path, to.x, to.y);
		scene_take_stroke(scene, path,
				  PAINT_COLOR(step_color(plot, thresholds->steps[colored].color,
							 LINE_ALPHA)),
				  style);
	}
}

static void draw_areas(const Plot *plot, Scene *scene, int scale, const FieldConfig *config,
		       Range data)
{
	const Thresholds *thresholds = &config->thresholds;
	size_t n = MIN(thresholds->n_steps, GRADIENT_MAX_STOPS / 2);
	ValueStop *stops = arena_new_array(plot->arena, ValueStop, n + 1);
	Gradient gradient;
	Paint paint = { 0 };

	for (size_t i = 0; i < n; i++)
		stops[i] = (ValueStop){
			step_value(plot, scale, config, data, thresholds->steps[i].value),
			step_color(plot, thresholds->steps[i].color, AREA_ALPHA),
		};
	if (gradient_along_scale(plot, scale, stops, n, true, &gradient, &paint.color))
		paint.gradient = &gradient;
	scene_fill_rect(scene, plot->area, paint);
}

void thresholds_draw(const Plot *plot, Scene *scene, int scale, const FieldConfig *config,
		     Range data)
{
	const char *mode = custom_text(config, "thresholdsStyle.mode", "off");
	bool has_lines = strstr(mode, "line") == mode || strstr(mode, "dashed") == mode;
	bool has_area = strstr(mode, "area") != NULL;

	if (plot->scales[scale].is_empty || config->thresholds.n_steps == 0)
		return;
	if (has_area)
		draw_areas(plot, scene, scale, config, data);
	if (has_lines)
		draw_lines(plot, scene, scale, config, data, strstr(mode, "dashed") == mode);
}
