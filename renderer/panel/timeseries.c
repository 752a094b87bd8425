#include "renderer/chart/annotation.h"
#include "renderer/chart/graph-data.h"
#include "renderer/chart/graph-legend.h"
#include "renderer/chart/graph-series.h"
#include "renderer/chart/outside.h"
#include "renderer/chart/plot.h"
#include "renderer/chart/value-axis.h"
#include "renderer/json.h"
#include "renderer/panel/message.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/* --- Axes --- */

/* The first axis without a say goes left, later ones right. */
static Side axis_side(const FieldConfig *config, bool *has_left)
{
	const char *placement = custom_text(config, "axisPlacement", "auto");
	bool is_right = strcmp(placement, "right") == 0 ||
			(strcmp(placement, "left") != 0 && *has_left);

	*has_left = *has_left || !is_right;
	return is_right ? SIDE_RIGHT : SIDE_LEFT;
}

static AxisConfig time_value_axis(const PanelContext *context, const GraphSeries *series, Side side,
				  bool *has_grid)
{
	const FieldConfig *config = &series->field->config;
	bool is_percent = strcmp(custom_text(config, "stacking.mode", "none"), "percent") == 0;
	AxisConfig axis = value_axis(context, series, series->scale + 1, side,
				     is_percent ? "percentunit" : NULL, has_grid);

	axis.has_ticks = axis.has_border;
	if (unit_is_binary(config->unit))
		axis.increments = increments_binary();
	return axis;
}

static size_t zone_names(const PanelContext *context, const char ***names)
{
	json_object *list = json_get_array(context->options, "timezone");
	size_t n = list ? MIN(json_object_array_length(list), 8) : 0;

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

static void add_time_axes(const PanelContext *context, const GraphData *data, Plot *plot)
{
	const FieldConfig *config = &data->frame->fields[0].config;
	json_object *grid = custom_json(config, "axisGridShow");
	const char **names;
	size_t n = zone_names(context, &names);

	if (strcmp(custom_text(config, "axisPlacement", "auto"), "hidden") == 0)
		return;
	for (size_t i = 0; i < MAX(n, 1); i++) {
		AxisConfig axis = axis_config(context->theme, 0, SIDE_BOTTOM);

		axis.zone = n ? own_zone(context, names[i]) : context->zone;
		axis.title = custom_text(config, "axisLabel", NULL);
		axis.has_grid = i == 0 && (!grid || json_object_get_boolean(grid));
		axis.leaves_first_labels = n > 1;
		plot_add_axis(plot, &axis);
	}
}

/* Several time axes say whose time they show. */
static void draw_zone_names(const PanelContext *context, const Plot *plot, Scene *scene)
{
	const char **names;
	size_t n = zone_names(context, &names);

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

static Scale value_scale(const GraphScale *scale)
{
	const Field *field = scale->first->field;
	const char *unit = field->config.unit;

	if (field->type == FIELD_ENUM)
		return scale_fixed(SCALE_LINEAR, -1, (double)field->config.enumeration.n_texts);
	if (unit && g_str_has_prefix(unit, "bool"))
		return scale_fixed(SCALE_LINEAR, 0, 1);
	return scale_make(&scale->config, scale->data);
}

static Plot *make_plot(const PanelContext *context, const GraphData *data, Rect canvas,
		       double ratio, Range x_range)
{
	Plot *plot = plot_new(context->arena, context->text, context->theme, canvas, ratio);
	bool has_left = false, has_grid = false;

	plot_add_scale(plot, scale_fixed(SCALE_TIME, x_range.min, x_range.max));
	for (int i = 0; i < data->n_scales; i++)
		plot_add_scale(plot, value_scale(&data->scales[i]));
	add_time_axes(context, data, plot);
	for (int i = 0; i < data->n_scales; i++) {
		if (!data->scales[i].axis)
			continue;
		const FieldConfig *config = &data->scales[i].axis->field->config;
		AxisConfig axis = time_value_axis(context, data->scales[i].axis,
						  axis_side(config, &has_left), &has_grid);

		plot_add_axis(plot, &axis);
	}
	plot_layout(plot);
	return plot;
}

/* --- Legend --- */

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

/* --- The panel --- */

static void draw_chart(const PanelContext *context, const GraphData *data, const Plot *plot,
		       Scene *scene)
{
	plot_push(plot, scene);
	graph_thresholds_draw(data, plot, scene);
	plot_draw_axes(plot, scene);
	draw_zone_names(context, plot, scene);
	graph_series_draw(context, data, plot, scene);
	graph_values_draw(context, data, plot, scene);
	annotations_draw_lines(plot, scene, context->annotations, true);
	annotations_draw_marks(plot, scene, context->annotations);
	plot_pop(plot, scene);
}

static bool timeseries_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	Range x_range = { (double)context->range.from_ms, (double)context->range.to_ms };
	const char *message = NULL;
	GraphData *data = graph_data(context, x_range, &message);

	if (!data) {
		message_layout(scene, context->text, context->theme, area, message);
		return true;
	}
	find_right_axes(data);
	Rect canvas = graph_legend_layout(context, data, area, scene);
	Plot *plot = make_plot(context, data, canvas, scene_scale(scene), x_range);

	draw_chart(context, data, plot, scene);
	outside_layout(plot, scene, data->x, data->n_rows);
	return true;
}

const PanelType panel_timeseries = {
	.id = "timeseries",
	.field_defaults = "{\"color\":{\"mode\":\"palette-classic\"},"
			  "\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.layout = timeseries_layout,
};
