#include "renderer/panel/xychart.h"

#include "renderer/chart/graph-legend.h"
#include "renderer/chart/value-axis.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * Fields against each other, as points and lines.
 * Source: Grafana 12.3, plugins/panel/xychart.
 */

static void widen(Range *range, double value)
{
	range->min = fmin(range->min, value);
	range->max = fmax(range->max, value);
}

static void widen_by_field(Range *range, const Frame *frame, const Field *field,
			   bool only_positive)
{
	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, field, row);

		if (isfinite(value) && (!only_positive || value > 0))
			widen(range, value);
	}
}

/* --- Scales --- */

static int find_scale(XyChart *chart, const XySeries *series)
{
	const FieldConfig *config = &series->y->config;
	ScaleConfig scale = graph_scale_config(series->y);

	for (int i = 0; i < chart->n_scales; i++) {
		if (g_strcmp0(chart->scales[i].unit, config->unit) != 0 &&
		    (i < XY_MAX_SCALES - 1 || chart->n_scales < XY_MAX_SCALES))
			continue;
		scale_config_merge(&chart->scales[i].config, &scale);
		chart->scales[i].size = fmax(chart->scales[i].size,
					     custom_number(config, "axisWidth", NAN));
		return i;
	}
	chart->scales[chart->n_scales] = (XyScale){
		.unit = config->unit,
		.first = series,
		.config = scale,
		.data = { NAN, NAN },
		.size = custom_number(config, "axisWidth", NAN),
	};
	return chart->n_scales++;
}

static void find_ranges(XyChart *chart)
{
	const XySeries *first = &chart->series[0];
	bool is_log = first->x->type != FIELD_TIME &&
		      graph_scale_config(first->x).kind == SCALE_LOG;

	chart->x_data = chart->sizes = chart->colors = (Range){ NAN, NAN };
	for (size_t i = 0; i < chart->n; i++) {
		const XySeries *series = &chart->series[i];
		XyScale *scale = &chart->scales[chart->scale_of[i]];

		if (series->color_field)
			widen_by_field(&chart->colors, series->frame, series->color_field, false);
		if (series->size_field)
			widen_by_field(&chart->sizes, series->frame, series->size_field, false);
		if (!series->is_shown)
			continue;
		widen_by_field(&chart->x_data, series->frame, series->x, is_log);
		widen_by_field(&scale->data, series->frame, series->y,
			       scale->config.kind == SCALE_LOG);
	}
}

static Scale x_scale(const XyChart *chart)
{
	const Field *field = chart->series[0].x;
	ScaleConfig config = graph_scale_config(field);
	Scale time = scale_fixed(SCALE_TIME, chart->x_data.min, chart->x_data.max);

	if (field->type != FIELD_TIME)
		return scale_make(&config, chart->x_data);
	time.is_empty = isnan(time.min);
	return time;
}

static Scale y_scale(const XyScale *scale)
{
	if (scale->unit && g_str_has_prefix(scale->unit, "bool"))
		return scale_fixed(SCALE_LINEAR, 0, 1);
	return scale_make(&scale->config, scale->data);
}

/* --- Axes --- */

static const char *axis_title(const XyChart *chart, const Field *field, bool is_x)
{
	const PanelContext *context = chart->context;
	const char *title = custom_text(&field->config, "axisLabel", "");
	const char **names = arena_new_array(context->arena, const char *, chart->n + 1);

	if (title[0])
		return title;
	for (size_t i = 0; i < chart->n; i++) {
		const XySeries *series = &chart->series[i];
		const Field *own = is_x ? series->x : series->y;

		names[i] = own->state.display_name ? own->state.display_name : own->name;
	}
	return xy_axis_title(context->arena, names, chart->n);
}

static bool is_hidden(const Field *field)
{
	return strcmp(custom_text(&field->config, "axisPlacement", "auto"), "hidden") == 0;
}

static AxisConfig field_axis(const XyChart *chart, Field *field, int scale, Side side,
			     bool *has_grid)
{
	GraphSeries series = {
		.field = field,
		.frame = chart->series[0].frame,
		.color = chart->context->theme->text_primary,
	};
	AxisConfig axis = value_axis(chart->context, &series, scale, side, NULL, has_grid);

	axis.labels_whole_only = false;
	return axis;
}

static void add_x_axis(const XyChart *chart, Plot *plot)
{
	Field *field = chart->series[0].x;
	json_object *grid = custom_json(&field->config, "axisGridShow");
	bool has_grid = false;

	if (is_hidden(field))
		return;
	AxisConfig axis = field_axis(chart, field, 0, SIDE_BOTTOM, &has_grid);

	axis.title = axis_title(chart, field, true);
	axis.size = NAN;
	axis.is_boolean = false;
	axis.has_grid = !grid || json_object_get_boolean(grid);
	if (field->type == FIELD_TIME) {
		axis.label = NULL;
		axis.zone = chart->context->zone;
	}
	plot_add_axis(plot, &axis);
}

static Side axis_side(const Field *field)
{
	const char *placement = custom_text(&field->config, "axisPlacement", "auto");

	if (strcmp(placement, "right") == 0)
		return SIDE_RIGHT;
	if (strcmp(placement, "top") == 0)
		return SIDE_TOP;
	return strcmp(placement, "bottom") == 0 ? SIDE_BOTTOM : SIDE_LEFT;
}

static void add_y_axes(const XyChart *chart, Plot *plot)
{
	bool has_grid = false;

	for (int i = 0; i < chart->n_scales; i++) {
		Field *field = chart->scales[i].first->y;

		if (is_hidden(field))
			continue;
		AxisConfig axis = field_axis(chart, field, i + 1, axis_side(field), &has_grid);

		axis.title = axis_title(chart, field, false);
		axis.size = chart->scales[i].size;
		plot_add_axis(plot, &axis);
	}
}

static Plot *make_plot(const XyChart *chart, Rect canvas, double ratio)
{
	const PanelContext *context = chart->context;
	Plot *plot = plot_new(context->arena, context->text, context->theme, canvas, ratio);

	plot_add_scale(plot, x_scale(chart));
	for (int i = 0; i < chart->n_scales; i++)
		plot_add_scale(plot, y_scale(&chart->scales[i]));
	add_x_axis(chart, plot);
	add_y_axes(chart, plot);
	plot_layout(plot);
	return plot;
}

/* --- Series --- */

static void draw_chart(const XyChart *chart, const Plot *plot, Scene *scene)
{
	plot_push(plot, scene);
	plot_draw_axes(plot, scene);
	scene_push_clip_rect(scene, plot->area);
	for (size_t i = 0; i < chart->n && !plot->scales[0].is_empty; i++)
		if (chart->series[i].is_shown && !plot->scales[chart->scale_of[i] + 1].is_empty)
			xychart_draw_series(chart, plot, scene, i);
	scene_pop_clip(scene);
	plot_pop(plot, scene);
}

/* --- Legend --- */

static LegendItem legend_item(const PanelContext *context, const XySeries *series,
			      const LegendOptions *options)
{
	LegendItem item = {
		.label = series->name,
		.color = series->has_color     ? color_with_alpha(series->color, 1)
			 : series->color_field ? COLOR_RGB(0x808080)
					       : COLOR_RGB(0),
		.is_disabled = !series->is_shown,
	};

	legend_set_stats(context, options, series->frame, series->y, &item);
	return item;
}

static Rect layout_legend(const XyChart *chart, Rect area, Scene *scene)
{
	const PanelContext *context = chart->context;
	LegendOptions options = legend_options_parse(context->arena, context->options);
	LegendItem *items = arena_new_array(context->arena, LegendItem, chart->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < chart->n; i++)
		if (chart->series[i].in_legend)
			items[n++] = legend_item(context, &chart->series[i], &options);
	return legend_layout(context, &options, items, n, area, scene);
}

/* --- The panel --- */

static bool xychart_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	XyChart *chart = arena_new_one(context->arena, XyChart);

	chart->context = context;
	chart->series = xy_series(context, &chart->n);
	if (chart->n == 0) {
		const double paragraph_margin = 16;

		area.height -= paragraph_margin;
		message_layout(scene, context->text, context->theme, area, "Err");
		return true;
	}
	chart->scale_of = arena_new_array(context->arena, int, chart->n);
	for (size_t i = 0; i < chart->n; i++)
		chart->scale_of[i] = find_scale(chart, &chart->series[i]);
	find_ranges(chart);
	Rect canvas = layout_legend(chart, area, scene);
	Plot *plot = make_plot(chart, canvas, scene_scale(scene));

	draw_chart(chart, plot, scene);
	return true;
}

const PanelType panel_xychart = {
	.id = "xychart",
	.field_defaults = "{\"color\":{\"mode\":\"palette-classic\"},"
			  "\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.layout = xychart_layout,
};
