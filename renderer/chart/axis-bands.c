#include "renderer/chart/axis-bands.h"

#include "renderer/chart/gradient.h"

#include <math.h>
#include <string.h>

bool axis_has_threshold_bands(const FieldConfig *config)
{
	return strcmp(custom_text(config, "axisColorMode", "text"), "series") == 0 &&
	       strcmp(custom_text(config, "gradientMode", "none"), "scheme") == 0 &&
	       (!config->color_mode || strcmp(config->color_mode, "thresholds") == 0) &&
	       config->thresholds.n_steps > 0;
}

/* Percentages are of the data's range here, whatever limits the field has. */
static double step_value(const ThresholdBands *bands, const Scale *scale, size_t step)
{
	const Thresholds *thresholds = &bands->config->thresholds;
	double value = thresholds->steps[step].value;

	if (!thresholds->is_percentage || !isfinite(value))
		return value;
	FieldConfig unlimited = field_config_empty();
	Range range = gradient_range(scale, &unlimited, bands->data);

	return range.min + (range.max - range.min) * value / 100;
}

size_t axis_threshold_bands(const void *data, const Plot *plot, int scale, AxisBand *bands)
{
	const ThresholdBands *thresholds = data;
	const ThresholdStep *steps = thresholds->config->thresholds.steps;
	size_t n = MIN(thresholds->config->thresholds.n_steps, AXIS_MAX_BANDS);
	double bottom = plot->canvas.height * plot->ratio;

	for (size_t i = 0; i < n; i++) {
		double next = i + 1 < n ? step_value(thresholds, &plot->scales[scale], i + 1) : INFINITY;
		double top = isfinite(next) ? js_round(plot_y(plot, scale, next)) : 0;

		top = isnan(top) ? 0 : CLAMP(top, 0, bottom);
		bands[i] = (AxisBand){ top, bottom, theme_color(plot->theme, steps[i].color) };
		bottom = top;
	}
	return n;
}
