#include "renderer/model/migrate-graph.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/migrate-panel.h"

/*
 * The graph panel (until Grafana 8) to time series.
 * Source: Grafana 12.3, plugins/panel/timeseries/migrations.ts.
 */

/* --- How lines, bars and points are drawn --- */

static const char *draw_style(json_object *panel)
{
	if (json_is_truthy(json_get(panel, "bars")))
		return "bars";
	return json_is_truthy(json_get(panel, "lines")) ? "line" : "points";
}

static void set_points(json_object *custom, json_object *panel, const char *style)
{
	json_object *radius = json_get(panel, "pointradius");

	if (json_is_truthy(json_get(panel, "points"))) {
		json_set(custom, "showPoints", json_make("'always'"));
		if (json_is_number(radius))
			json_set(custom, "pointSize",
				 json_make("%g", 2 + 2 * json_object_get_double(radius)));
	} else if (strcmp(style, "points") != 0) {
		json_set(custom, "showPoints", json_make("'never'"));
	}
}

static void set_fill(json_object *custom, json_object *panel, const char *style,
		     bool has_fill_below)
{
	double fill = json_get_number(panel, "fill", NAN) * 10;
	double gradient = json_get_number(panel, "fillGradient", 0) * 10;

	if (has_fill_below)
		fill = 35; // the graph drew bands so, whatever it was told
	if (gradient > 0) {
		json_set(custom, "gradientMode", json_make("'opacity'"));
		fill = gradient;
	}
	if (strcmp(style, "bars") == 0)
		fill = 100;
	if (!isnan(fill))
		json_set(custom, "fillOpacity", json_make("%g", fill));
}

static void set_lines(json_object *custom, json_object *panel)
{
	if (json_get(panel, "linewidth"))
		json_set(custom, "lineWidth", json_object_get(json_get(panel, "linewidth")));
	if (json_is_truthy(json_get(panel, "dashes")))
		json_set(custom, "lineStyle",
			 graph_line_style(true, graph_dash_length(panel, "dashLength"),
				  graph_dash_length(panel, "spaceLength")));
	json_set(custom, "spanNulls",
		 json_make("%b", strcmp(json_get_text(panel, "nullPointMode", ""),
					"connected") == 0));
	if (json_is_truthy(json_get(panel, "steppedLine")))
		json_set(custom, "lineInterpolation", json_make("'stepAfter'"));
}

static void set_stacking(json_object *defaults, json_object *panel)
{
	bool is_percent = json_is_truthy(json_get(panel, "percentage"));

	if (!json_is_truthy(json_get(panel, "stack")))
		return;
	json_set(json_get(defaults, "custom"), "stacking",
		 json_make("{'mode':%s,'group':'A'}", is_percent ? "percent" : "normal"));
	if (!is_percent || !json_is_truthy(json_get(panel, "yaxis")))
		return;
	json_object_object_del(defaults, "min");
	json_object_object_del(defaults, "max");
	if (json_get_number(defaults, "decimals", 1) == 0)
		json_object_object_del(defaults, "decimals");
}

/* --- Thresholds --- */

static const char *threshold_color(json_object *threshold)
{
	const char *mode = json_get_text(threshold, "colorMode", "");

	if (strcmp(mode, "warning") == 0)
		return "orange";
	if (strcmp(mode, "custom") != 0)
		return "red";
	const char *fill = json_get_text(threshold, "fillColor", "");

	return *fill ? fill : json_get_text(threshold, "lineColor", NULL);
}

static int compare_thresholds(const void *a, const void *b)
{
	double left = json_get_number(*(json_object *const *)a, "value", 0);
	double right = json_get_number(*(json_object *const *)b, "value", 0);

	return (left > right) - (left < right);
}

static bool has_operator(json_object *threshold, const char *operator)
{
	return strcmp(json_get_text(threshold, "op", ""), operator) == 0;
}

/* The colour above a threshold of "less than": the next one's if that is also less than. */
static const char *color_above(json_object *next)
{
	return next && has_operator(next, "lt") ? threshold_color(next) : "transparent";
}

static void push_step(json_object *steps, json_object *take_value, const char *color)
{
	json_object *step = json_make("{'color':%s}", color);

	json_set(step, "value", take_value);
	json_object_array_add(steps, step);
}

/* A NULL value is minus infinity. */
static json_object *threshold_steps(json_object *list)
{
	json_object *steps = json_object_new_array();

	for (size_t i = 0; i < json_length(list); i++) {
		json_object *threshold = json_at(list, i);
		json_object *value = json_get(threshold, "value");

		if (has_operator(threshold, "gt")) {
			if (json_length(steps) == 0)
				push_step(steps, NULL, "transparent");
			push_step(steps, json_object_get(value), threshold_color(threshold));
		} else if (has_operator(threshold, "lt")) {
			if (json_length(steps) == 0)
				push_step(steps, NULL, threshold_color(threshold));
			push_step(steps, json_object_get(value), color_above(json_at(list, i + 1)));
		}
	}
	return steps;
}

static bool any_is_set(json_object *list, const char *key)
{
	for (size_t i = 0; i < json_length(list); i++)
		if (json_is_truthy(json_get(json_at(list, i), key)))
			return true;
	return false;
}

static void set_thresholds(json_object *defaults, json_object *panel)
{
	json_object *list = json_get_array(panel, "thresholds");
	bool has_area = any_is_set(list, "fill"), has_line = any_is_set(list, "line");
	json_object *steps;

	if (json_length(list) == 0)
		return;
	json_object_array_sort(list, compare_thresholds);
	steps = threshold_steps(list);
	json_set(json_get(defaults, "custom"), "thresholdsStyle",
		 json_make("{'mode':%s}", has_area && has_line ? "line+area"
					  : has_area	       ? "area"
							       : "line"));
	json_set(defaults, "thresholds", json_make("{'mode':'absolute','steps':%v}", steps));
	json_object_put(steps);
}

/* --- Legend --- */

/* Series whose values are all zero, or all null, are left out of the legend. */
static void push_legend_hide(json_object *overrides, const char *reducer)
{
	json_object *properties = push_override(
		overrides, "byValue", json_make("{'reducer':%s,'op':'gte','value':0}", reducer));

	push_property(properties, "custom.hideFrom",
		      json_make("{'tooltip':true,'viz':false,'legend':true}"));
}

static void push_legend_overrides(json_object *overrides, json_object *legend)
{
	if (json_is_truthy(json_get(legend, "hideZero")))
		push_legend_hide(overrides, "allIsZero");
	if (json_is_truthy(json_get(legend, "hideEmpty")))
		push_legend_hide(overrides, "allIsNull");
}

/* --- Time regions: annotations of the dashboard for this panel only --- */

static const char *region_color(json_object *region)
{
	const char *mode = json_get_text(region, "colorMode", NULL);

	if (mode && strcmp(mode, "custom") == 0)
		return json_get_text(region, "fillColor", NULL);
	return mode;
}

static json_object *region_annotation(json_object *panel, json_object *region, size_t index)
{
	bool is_filled = json_is_truthy(json_get(region, "fill"));
	g_autofree char *number = index ? g_strdup_printf(" %zu", index) : g_strdup("");
	g_autofree char *name = g_strdup_printf("Time region for panel %s%s",
						json_get_text(panel, "title", ""), number);

	return json_make("{'datasource':{'type':'datasource','uid':'grafana'},'enable':true,"
			 "'hide':true,'filter':{'exclude':false,'ids':[%v]},'iconColor':%s,"
			 "'name':%s,'target':{'queryType':'timeRegions','refId':'Anno',"
			 "'timeRegion':{'fromDayOfWeek'?:%v,'toDayOfWeek'?:%v,'from'?:%v,"
			 "'to'?:%v,'timezone':'utc'}}}",
			 json_get(panel, "id"), is_filled ? region_color(region) : "white", name,
			 json_get(region, "fromDayOfWeek"), json_get(region, "toDayOfWeek"),
			 json_get(region, "from"), json_get(region, "to"));
}

static void set_time_regions(json_object *panel)
{
	json_object *regions = json_get_array(panel, "timeRegions");

	for (size_t i = 0; i < json_length(regions); i++) {
		json_object *region = json_at(regions, i);

		if (json_is_truthy(json_get(region, "fill")) ||
		    json_is_truthy(json_get(region, "line")))
			json_object_array_add(json_need_array(panel, "migratedAnnotations"),
					      region_annotation(panel, region, i));
	}
}

/* --- The whole panel --- */

/* Field defaults of the left axis, laid over what the panel has. A new reference. */
static json_object *left_defaults(json_object *panel)
{
	json_object *defaults = json_object_new_object();
	json_object *axis = graph_axis_config(json_at(json_get(panel, "yaxes"), 0));

	json_assign(defaults, json_get(panel, "fieldConfig.defaults"));
	json_assign(defaults, axis);
	json_object_put(axis);
	json_need_object(defaults, "custom");
	return defaults;
}

static json_object *graph_overrides(json_object *panel)
{
	json_object *overrides = json_get_array(panel, "fieldConfig.overrides");

	return overrides ? json_object_get(overrides) : json_object_new_array();
}

static void hide_time_axis(json_object *overrides, json_object *panel)
{
	json_object *show = json_get(panel, "xaxis.show");

	if (!json_object_is_type(show, json_type_boolean) || json_object_get_boolean(show) ||
	    strcmp(json_get_text(panel, "xaxis.mode", ""), "time") != 0)
		return;
	push_property(push_override(overrides, "byType", json_make("'time'")),
		      "custom.axisPlacement", json_make("'hidden'"));
}

void migrate_graph_to_timeseries(json_object *panel)
{
	const char *style = draw_style(panel);
	json_object *overrides = graph_overrides(panel);
	json_object *defaults = left_defaults(panel);
	json_object *custom = json_get(defaults, "custom");

	push_alias_colors(overrides, json_get(panel, "aliasColors"));
	bool has_fill_below = push_graph_series(overrides, panel, defaults);

	json_set(custom, "drawStyle", json_make("%s", style));
	set_points(custom, panel, style);
	set_lines(custom, panel);
	set_fill(custom, panel, style, has_fill_below);
	set_stacking(defaults, panel);
	if (json_get(panel, "nullPointMode"))
		json_set(defaults, "nullValueMode",
			 json_object_get(json_get(panel, "nullPointMode")));
	push_legend_overrides(overrides, json_get(panel, "legend"));
	set_thresholds(defaults, panel);
	hide_time_axis(overrides, panel);
	set_time_regions(panel);

	json_object *legend = graph_legend_options(json_get(panel, "legend"));

	assign_options(panel, json_make("{'legend':%v}", legend));
	json_set(panel, "fieldConfig",
		 json_make("{'defaults':%v,'overrides':%v}", defaults, overrides));
	json_object_put(legend);
	json_object_put(defaults);
	json_object_put(overrides);
}
