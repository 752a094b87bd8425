#include "renderer/chart/graph.h"

#include "renderer/chart/annotation.h"
#include "renderer/chart/axis-bands.h"
#include "renderer/chart/exemplar.h"
#include "renderer/chart/graph-legend.h"
#include "renderer/chart/graph-series.h"
#include "renderer/chart/outside.h"
#include "renderer/chart/time-axis.h"
#include "renderer/chart/value-axis.h"
#include "renderer/json.h"

#include <string.h>

enum { MAX_ZONES = 8 };

Graph graph_over_time(const PanelContext *context, GraphData *data)
{
	return (Graph){
		.context = context,
		.data = data,
		.x = scale_fixed(SCALE_TIME, (double)context->range.from_ms,
				 (double)context->range.to_ms),
		.has_annotations = true,
	};
}

/* --- Value axes --- */

/* The first axis without a say goes left, later ones right. */
static Side axis_side(const FieldConfig *config, bool *has_left)
{
	const char *placement = custom_text(config, "axisPlacement", "auto");
	bool is_right = strcmp(placement, "right") == 0 ||
			(strcmp(placement, "left") != 0 && *has_left);

	*has_left = *has_left || !is_right;
	return is_right ? SIDE_RIGHT : SIDE_LEFT;
}

static AxisConfig graph_value_axis(const Graph *graph, const GraphSeries *series, Side side,
				   bool *has_grid)
{
	const FieldConfig *config = &series->field->config;
	bool is_percent = strcmp(custom_text(config, "stacking.mode", "none"), "percent") == 0;
	AxisConfig axis = value_axis(graph->context, series, series->scale + 1, side,
				     is_percent ? "percentunit" : NULL, has_grid);

	axis.has_ticks = axis.has_border;
	if (axis_has_threshold_bands(config)) {
		ThresholdBands *bands = arena_new_one(graph->context->arena, ThresholdBands);

		bands->config = config;
		bands->data = graph->data->scales[series->scale].data;
		axis.bands = axis_threshold_bands;
		axis.bands_data = bands;
	}
	if (unit_is_binary(config->unit))
		axis.increments = increments_binary();
	if (graph->change_axis)
		graph->change_axis(graph->panel, series, &axis);
	return axis;
}

static void add_value_axes(const Graph *graph, Plot *plot)
{
	const GraphData *data = graph->data;
	bool has_left = false, has_grid = false;

	for (int i = 0; i < data->n_scales; i++) {
		const GraphSeries *series = data->scales[i].axis;

		if (!series)
			continue;
		Side side = axis_side(&series->field->config, &has_left);
		AxisConfig axis = graph_value_axis(graph, series, side, &has_grid);

		plot_add_axis(plot, &axis);
	}
}

/* Series whose scale has its axis at the right are listed there. */
static void find_right_axes(GraphData *data)
{
	bool is_right[GRAPH_MAX_SCALES] = { false }, has_left = false;

	for (int i = 0; i < data->n_scales; i++)
		if (data->scales[i].axis)
			is_right[i] = axis_side(&data->scales[i].axis->field->config, &has_left) ==
				      SIDE_RIGHT;
	for (size_t i = 0; i < data->n_series; i++)
		data->series[i].is_on_right = is_right[data->series[i].scale];
}

/* --- The x axis, or one for each time zone --- */

static size_t zone_names(const Graph *graph, const char ***names)
{
	const PanelContext *context = graph->context;
	json_object *list = graph->has_zones ? json_get_array(context->options, "timezone") : NULL;
	size_t n = list ? MIN(json_object_array_length(list), MAX_ZONES) : 0;

	*names = arena_new_array(context->arena, const char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		const char *name = json_object_get_string(json_object_array_get_idx(list, i));

		(*names)[i] = name ? name : "";
	}
	return n;
}

static void unref_zone(void *zone)
{
	g_time_zone_unref(zone);
}

static GTimeZone *own_zone(const PanelContext *context, const char *name)
{
	if (!name[0] || strcmp(name, "browser") == 0)
		return context->zone;
	GTimeZone *zone = time_zone_find(name, context->interpolator->zone_name);

	arena_take(context->arena, zone, unref_zone);
	return zone;
}

/* What x axes of times and numbers have in common. */
static AxisConfig x_axis(const Graph *graph)
{
	const Field *field = &graph->data->frame->fields[0];
	json_object *grid = custom_json(&field->config, "axisGridShow");
	AxisConfig axis = axis_config(graph->context->theme, 0, SIDE_BOTTOM);

	axis.title = custom_text(&field->config, "axisLabel", NULL);
	axis.has_grid = !grid || json_object_get_boolean(grid);
	return axis;
}

static void add_time_axes(const Graph *graph, Plot *plot)
{
	const PanelContext *context = graph->context;
	const char **names;
	size_t n = zone_names(graph, &names);

	for (size_t i = 0; i < MAX(n, 1); i++) {
		AxisConfig axis = x_axis(graph);

		axis.zone = n ? own_zone(context, names[i]) : context->zone;
		axis.has_grid = axis.has_grid && i == 0;
		axis.leaves_first_labels = n > 1;
		time_axis_take_format(context, graph->data->frame, &graph->data->frame->fields[0],
				      &axis);
		plot_add_axis(plot, &axis);
	}
}

static void add_number_axis(const Graph *graph, Plot *plot)
{
	GraphSeries series = { .field = &graph->data->frame->fields[0],
			       .frame = graph->data->frame };
	bool has_grid = false;
	AxisConfig numbers =
		value_axis(graph->context, &series, 0, SIDE_BOTTOM, NULL, &has_grid);
	AxisConfig axis = x_axis(graph);

	axis.label = numbers.label;
	axis.label_data = numbers.label_data;
	plot_add_axis(plot, &axis);
}

/* Several time axes say whose time they show. */
static void draw_zone_names(const Graph *graph, const Plot *plot, Scene *scene)
{
	const PanelContext *context = graph->context;
	const char **names;
	size_t n = zone_names(graph, &names);

	for (size_t i = 0; n > 1 && i < n && (int)i < plot->n_axes; i++) {
		const Axis *axis = &plot->axes[i];

		plot_text(plot, scene,
			  &(CanvasText){
				  .text = names[i][0] ? names[i] : context->interpolator->zone_name,
				  .x = plot->area.x,
				  .y = (axis->position + axis->size) * plot->ratio,
				  .baseline = BASELINE_BOTTOM,
				  .size_px = 12,
				  .color = context->theme->text_primary,
			  });
	}
}

/* --- Plot --- */

static Scale value_scale(const GraphScale *scale)
{
	const Field *field = scale->first->field;
	const char *unit = field->config.unit;

	if (field->type == FIELD_ENUM)
		return scale_fixed(SCALE_LINEAR, -1, (double)field->config.enumeration.n_texts);
	if (unit && g_str_has_prefix(unit, "bool"))
		return scale_fixed(SCALE_LINEAR, 0, 1);
	if (scale->has_fixed)
		return scale_fixed(scale->config.kind, scale->fixed.min, scale->fixed.max);
	return scale_make(&scale->config, scale->data);
}

static bool has_x_axis(const Graph *graph)
{
	const FieldConfig *config = &graph->data->frame->fields[0].config;

	return strcmp(custom_text(config, "axisPlacement", "auto"), "hidden") != 0;
}

static Plot *make_plot(const Graph *graph, Rect canvas, double ratio)
{
	const PanelContext *context = graph->context;
	Plot *plot = plot_new(context->arena, context->text, context->theme, canvas, ratio);

	plot_add_scale(plot, graph->x);
	for (int i = 0; i < graph->data->n_scales; i++)
		plot_add_scale(plot, value_scale(&graph->data->scales[i]));
	if (has_x_axis(graph)) {
		if (graph->x.kind == SCALE_TIME)
			add_time_axes(graph, plot);
		else
			add_number_axis(graph, plot);
	}
	add_value_axes(graph, plot);
	plot_layout(plot);
	return plot;
}

/* --- Drawing --- */

static void draw_chart(const Graph *graph, const Plot *plot, Scene *scene)
{
	const PanelContext *context = graph->context;

	plot_push(plot, scene);
	graph_thresholds_draw(graph->data, plot, scene);
	plot_draw_axes(plot, scene);
	if (graph->draw_below)
		graph->draw_below(graph->panel, plot, scene);
	draw_zone_names(graph, plot, scene);
	graph_series_draw(context, graph->data, plot, scene);
	graph_values_draw(context, graph->data, plot, scene);
	if (graph->has_annotations) {
		annotations_draw_lines(plot, scene, context->annotations, true);
		annotations_draw_marks(plot, scene, context->annotations);
		exemplars_draw(graph->data, context->annotations, !graph->has_plain_exemplars,
			       plot, scene);
	}
	plot_pop(plot, scene);
}

void graph_layout(const Graph *graph, Rect area, Scene *scene)
{
	GraphData *data = graph->data;

	find_right_axes(data);
	Rect canvas = graph_legend_layout(graph->context, data, area, scene);
	Plot *plot = make_plot(graph, canvas, scene_scale(scene));

	draw_chart(graph, plot, scene);
	if (graph->x.kind == SCALE_TIME)
		outside_layout(plot, scene, data->x, data->n_rows);
}
