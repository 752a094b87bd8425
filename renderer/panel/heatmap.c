#include "renderer/chart/annotation.h"
#include "renderer/chart/color-bar.h"
#include "renderer/chart/heatmap.h"
#include "renderer/chart/time-axis.h"
#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/* --- Options --- */

/* A number, or a text that is one, as text inputs leave it; NAN for anything else. */
static double loose_number(json_object *options, const char *path)
{
	json_object *json = json_get(options, path);
	bool is_empty = json_object_is_type(json, json_type_string) &&
			!json_object_get_string(json)[0];

	return json && !is_empty ? value_to_number(value_of_json(json)) : NAN;
}

static double or_else(double value, double fallback)
{
	return isnan(value) ? fallback : value;
}

static HeatmapStyle parse_style(const PanelContext *context, const HeatmapData *data)
{
	json_object *options = context->options;
	HeatmapStyle style = {
		.gap_px = fmax(0, json_get_number(options, "cellGap", 1)),
		.hide_le = json_get_number(options, "filterValues.le", 1e-9),
		.hide_ge = json_get_number(options, "filterValues.ge", INFINITY),
		.palette = palette_parse(context->arena, json_get_object(options, "color"),
					 context->theme),
	};
	Range range = heatmap_value_range(data, &style);

	style.colors.min = or_else(loose_number(options, "color.min"), range.min);
	style.colors.max = or_else(loose_number(options, "color.max"), range.max);
	return style;
}

/* --- Scales --- */

static Range x_range(const PanelContext *context, const HeatmapData *data)
{
	Range range = data->x_range;

	if (data->is_time)
		return (Range){ (double)context->range.from_ms, (double)context->range.to_ms };
	if (data->x_side != CELL_STARTS)
		range.min -= data->x_step / (data->x_side == CELL_AROUND ? 2 : 1);
	if (data->x_side != CELL_ENDS)
		range.max += data->x_step / (data->x_side == CELL_AROUND ? 2 : 1);
	return range;
}

/* By one bucket where cells reach beyond their coordinates, by half of one both ways. */
static Range grow_linear(const HeatmapData *data, Range range)
{
	double step = data->y_step == 0 ? 1 : or_else(data->y_step, 0);

	if (data->y_side != CELL_STARTS)
		range.min -= data->y_side == CELL_AROUND ? step / 2 : step;
	if (data->y_side != CELL_ENDS)
		range.max += data->y_side == CELL_AROUND ? step / 2 : step;
	return range;
}

static double power_below(double base, double value)
{
	return pow(base, floor(base == 10 ? log10(value) : log2(value)));
}

static double power_above(double base, double value)
{
	return pow(base, ceil(base == 10 ? log10(value) : log2(value)));
}

/* To whole powers where buckets are parts of them, else by a power. */
static Range grow_log(const HeatmapData *data, Range range)
{
	double base = data->log_base;
	bool has_parts = data->log_parts != 1;
	Range grown = {
		has_parts ? power_below(base, range.min) : range.min,
		has_parts ? power_above(base, range.max) : range.max,
	};

	if (data->y_side == CELL_AROUND) {
		grown.min /= base / 2;
		grown.max *= base / 2;
	} else if (data->y_side == CELL_ENDS && grown.min == range.min) {
		grown.min /= base;
	} else if (data->y_side == CELL_STARTS && grown.max == range.max) {
		grown.max *= base;
	}
	return grown;
}

static Range grow_sparse(const HeatmapData *data)
{
	ScaleConfig config = scale_config(SCALE_LOG);
	Range range = { data->y_range.min, data->y_range.max * (data->y_max[0] / data->y[0]) };

	config.log_base = data->log_base;
	Scale scale = scale_make(&config, range);

	return scale.is_empty ? (Range){ NAN, NAN } : (Range){ scale.min, scale.max };
}

static Range limit_range(const PanelContext *context, const HeatmapData *data, Range range)
{
	double min = loose_number(context->options, "yAxis.min");
	double max = loose_number(context->options, "yAxis.max");

	if (data->names)
		return range;
	if (!data->log_base)
		return (Range){ or_else(min, range.min), or_else(max, range.max) };
	return (Range){
		min > 0 ? power_below(data->log_base, min) : range.min,
		max > 0 ? power_above(data->log_base, max) : range.max,
	};
}

static Scale y_scale(const PanelContext *context, const HeatmapData *data)
{
	Range range = { NAN, NAN };

	if (data->has_values && data->is_sparse)
		range = grow_sparse(data);
	else if (data->has_values)
		range = data->log_base ? grow_log(data, data->y_range)
				       : grow_linear(data, data->y_range);
	range = limit_range(context, data, range);
	Scale scale = scale_fixed(data->log_base ? SCALE_LOG : SCALE_LINEAR, range.min, range.max);

	scale.log_base = data->log_base;
	scale.is_reversed = json_get_bool(context->options, "yAxis.reverse", false);
	scale.is_empty = !(isfinite(range.min) && isfinite(range.max) && range.min < range.max) ||
			 (data->log_base && range.min <= 0);
	return scale;
}

/* --- Axes --- */

static void label_number(const void *context, double value, double decimals, char *out, size_t size)
{
	const HeatmapData *data = context;
	DisplayValue display = display_axis_value(&data->y_display, value, decimals);
	char text[DISPLAY_TEXT_SIZE];

	display_text(&display, text);
	g_strlcpy(out, text, size);
}

static void label_bucket(const void *context, double value, double decimals, char *out, size_t size)
{
	const HeatmapData *data = context;
	const char *name = NULL;

	(void)decimals;
	if (value < 0)
		name = data->lowest_name;
	else if (value < (double)data->n_names)
		name = data->names[(size_t)value];
	g_strlcpy(out, name ? name : "", size);
}

static void label_grouped(const void *data, double value, double decimals, char *out, size_t size)
{
	(void)data;
	(void)decimals;
	number_to_grouped(value, 0, 3, out, size);
}

/* A tick at each bucket and at the outer bound; every second one goes until there is room. */
static Ticks bucket_ticks(const void *context, const Plot *plot, double increment)
{
	enum { LOW_CANVAS = 60, X_AXIS = 15, LEAST_PITCH = 10 };
	const HeatmapData *data = context;
	double height = plot->canvas.height;
	size_t first_is_lower = data->y_side == CELL_ENDS;
	size_t n = data->n_names + (data->y_side != CELL_AROUND);
	Ticks ticks = { .values = arena_new_array(plot->arena, double, n + 1),
			.has_label = arena_new_array(plot->arena, bool, n + 1) };
	size_t step = 1, left = n;

	(void)increment;
	while (left > 3 && (height - X_AXIS) / (double)left < LEAST_PITCH) {
		step *= 2;
		left = (left + 1) / 2;
	}
	if (height < LOW_CANVAS)
		step = MAX(1, n - 1);
	for (size_t i = 0; i < n; i += step) {
		ticks.has_label[ticks.n] = true;
		ticks.values[ticks.n++] = (double)i - (double)first_is_lower;
	}
	return ticks;
}

static void add_x_axis(const PanelContext *context, const HeatmapData *data, Plot *plot)
{
	AxisConfig axis = axis_config(context->theme, 0, SIDE_BOTTOM);

	axis.zone = context->zone;
	if (!data->is_time)
		axis.label = label_grouped;
	else
		time_axis_take_format(context, NULL, data->x_field, &axis);
	plot_add_axis(plot, &axis);
}

static void add_y_axis(const PanelContext *context, const HeatmapData *data, Plot *plot)
{
	json_object *options = json_get_object(context->options, "yAxis");
	const char *placement = json_get_text(options, "axisPlacement", "left");
	double width = json_get_number(options, "axisWidth", 0);
	bool is_right = strcmp(placement, "right") == 0;
	AxisConfig axis = axis_config(context->theme, 1, is_right ? SIDE_RIGHT : SIDE_LEFT);

	if (strcmp(placement, "hidden") == 0)
		return;
	axis.title = json_get_text(options, "axisLabel", NULL);
	axis.size = width > 0 ? width : NAN;
	axis.label = data->names ? label_bucket : label_number;
	axis.label_data = data;
	if (data->names) {
		axis.places = bucket_ticks;
		axis.places_data = data;
	}
	plot_add_axis(plot, &axis);
}

static Plot *make_plot(const PanelContext *context, const HeatmapData *data, Rect canvas,
		       double ratio)
{
	Plot *plot = plot_new(context->arena, context->text, context->theme, canvas, ratio);
	Range range = x_range(context, data);
	Scale x = scale_fixed(data->is_time ? SCALE_TIME : SCALE_LINEAR, range.min, range.max);

	x.is_empty = !(range.min < range.max);
	plot_add_scale(plot, x);
	plot_add_scale(plot, y_scale(context, data));
	add_x_axis(context, data, plot);
	add_y_axis(context, data, plot);
	plot_layout(plot);
	return plot;
}

/* --- The panel --- */

static const char *value_text(const PanelContext *context, const HeatmapData *data, double value)
{
	DisplayValue display = display_value(&data->value_display, value_of_number(value));
	char text[DISPLAY_TEXT_SIZE];

	display_text(&display, text);
	return arena_strdup(context->arena, text);
}

static Rect layout_legend(const PanelContext *context, const HeatmapData *data,
			  const HeatmapStyle *style, Rect area, Scene *scene)
{
	const char *min = NULL, *max = NULL;

	if (!json_get_bool(context->options, "legend.show", true))
		return area;
	if (data->has_values) {
		min = value_text(context, data, style->colors.min);
		max = value_text(context, data, style->colors.max);
	}
	return color_bar_layout(scene, context->theme, &style->palette, min, max, area);
}

static void draw_chart(const PanelContext *context, const HeatmapData *data,
		       const HeatmapStyle *style, const Plot *plot, Scene *scene)
{
	Color exemplar = theme_color(context->theme,
				     json_get_text(context->options, "exemplars.color",
						   "rgba(255,0,255,0.7)"));

	plot_push(plot, scene);
	plot_draw_axes(plot, scene);
	heatmap_draw_cells(data, style, plot, scene);
	heatmap_draw_exemplars(data, exemplar, plot, scene);
	annotations_draw_lines(plot, scene, context->annotations, false);
	annotations_draw_marks(plot, scene, context->annotations);
	plot_pop(plot, scene);
}

static bool heatmap_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const char *message = NULL;
	HeatmapData *data = heatmap_data(context, &message);

	(void)error;
	if (!data) {
		message_layout(scene, context->text, context->theme, area, message);
		return true;
	}
	HeatmapStyle style = parse_style(context, data);
	Rect canvas = layout_legend(context, data, &style, area, scene);
	Plot *plot = make_plot(context, data, canvas, scene_scale(scene));

	draw_chart(context, data, &style, plot, scene);
	return true;
}

const PanelType panel_heatmap = {
	.id = "heatmap",
	.field_defaults =
		"{\"displayName\":null,\"description\":null,\"decimals\":null,\"min\":null,\"max\":null,"
		"\"fieldMinMax\":null,\"noValue\":null,\"color\":null,\"thresholds\":null,"
		"\"mappings\":null,\"custom\":{\"scaleDistribution\":{\"type\":\"linear\"}}}",
	.layout = heatmap_layout,
};
