#include "renderer/model/migrate-panel.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * The graph panel (until Grafana 8) to time series, bar chart, bar gauge and histogram.
 * Source: Grafana 12.3, plugins/panel/timeseries/migrations.ts, barchart/migrations.ts,
 * histogram/migrations.ts, grafana-ui SingleStatBaseOptions.ts.
 */

/* --- Axes --- */

/* A number or a text that is one; NULL otherwise. A new reference. */
static json_object *valid_number(json_object *json)
{
	double number = json_to_number(json);

	return isnan(number) ? NULL : json_make("%g", number);
}

static void set_if(json_object *json, const char *key, json_object *take_value)
{
	if (take_value)
		json_set(json, key, take_value);
}

/* A field config of what a y axis says; empty without the axis. A new reference. */
static json_object *axis_config(json_object *axis)
{
	json_object *config = json_object_new_object();
	double log_base = json_get_number(axis, "logBase", 1);
	json_object *custom;

	if (!axis)
		return config;
	set_if(config, "unit", json_object_get(json_get(axis, "format")));
	set_if(config, "decimals", valid_number(json_get(axis, "decimals")));
	set_if(config, "min", valid_number(json_get(axis, "min")));
	set_if(config, "max", valid_number(json_get(axis, "max")));
	custom = json_need_object(config, "custom");
	json_set(custom, "axisPlacement",
		 json_make("%s", json_is_truthy(json_get(axis, "show")) ? "auto" : "hidden"));
	if (json_is_truthy(json_get(axis, "label")))
		json_set(custom, "axisLabel", json_object_get(json_get(axis, "label")));
	if (log_base == 2 || log_base == 10)
		json_set(custom, "scaleDistribution", json_make("{'type':'log','log':%g}", log_base));
	return config;
}

static bool is_same_scalar(json_object *a, json_object *b)
{
	bool is_scalar = !json_object_is_type(a, json_type_object) &&
			 !json_object_is_type(a, json_type_array);

	return is_scalar && json_object_equal(a, b);
}

/* Properties that move a series to the right axis: where it differs from the left. */
static void push_right_axis(json_object *properties, json_object *left, json_object *axis)
{
	json_object *right = axis_config(axis);
	json_object *left_custom = json_get_object(left, "custom");
	json_object *right_custom = json_get_object(right, "custom");

	json_object_object_foreach(right, key, value)
		if (strcmp(key, "custom") != 0 && !is_same_scalar(value, json_get(left, key)))
			push_property(properties, key, json_object_get(value));
	push_property(properties, "custom.axisPlacement", json_make("'right'"));
	if (right_custom) {
		json_object_object_foreach(right_custom, name, setting) {
			g_autofree char *id = g_strconcat("custom.", name, NULL);

			if (!is_same_scalar(setting, json_get(left_custom, name)))
				push_property(properties, id, json_object_get(setting));
		}
	}
	json_object_put(right);
}

/* --- Series overrides --- */

/* What the overrides of one series are made into. */
typedef struct {
	json_object *panel;
	json_object *left; // the left axis' field config
	json_object *properties;
	bool has_fill_below;
	bool has_dash;
	bool is_dashed;
	double dash, space;
} SeriesOverride;

typedef void (*OverrideReader)(SeriesOverride *series, json_object *value);

static void push_number(SeriesOverride *series, const char *id, double number)
{
	if (!isnan(number))
		push_property(series->properties, id, json_make("%g", number));
}

static void read_axis(SeriesOverride *series, json_object *value)
{
	if (json_is_number(value) && json_object_get_double(value) == 2)
		push_right_axis(series->properties, series->left,
				json_at(json_get(series->panel, "yaxes"), 1));
}

static void read_fill(SeriesOverride *series, json_object *value)
{
	push_number(series, "custom.fillOpacity", json_to_number(value) * 10);
}

static void read_fill_below(SeriesOverride *series, json_object *value)
{
	series->has_fill_below = true;
	push_property(series->properties, "custom.fillBelowTo", json_object_get(value));
}

/* Grafana sets a property that does not exist for the gradient; only the opacity shows. */
static void read_fill_gradient(SeriesOverride *series, json_object *value)
{
	if (json_is_truthy(value))
		push_number(series, "custom.fillOpacity", json_to_number(value) * 10);
}

static void read_points(SeriesOverride *series, json_object *value)
{
	push_property(series->properties, "custom.showPoints",
		      json_make("%s", json_is_truthy(value) ? "always" : "never"));
}

static void read_bars(SeriesOverride *series, json_object *value)
{
	bool is_on = json_is_truthy(value);

	push_property(series->properties, "custom.drawStyle",
		      json_make("%s", is_on ? "bars" : "line"));
	if (is_on)
		push_number(series, "custom.fillOpacity", 100);
}

static void read_lines(SeriesOverride *series, json_object *value)
{
	if (json_is_truthy(value))
		push_property(series->properties, "custom.drawStyle", json_make("'line'"));
	else
		push_number(series, "custom.lineWidth", 0);
}

static void read_line_width(SeriesOverride *series, json_object *value)
{
	push_property(series->properties, "custom.lineWidth", json_object_get(value));
}

static void read_point_radius(SeriesOverride *series, json_object *value)
{
	push_number(series, "custom.pointSize", 2 + 2 * json_to_number(value));
}

static void read_dashes(SeriesOverride *series, json_object *value)
{
	series->has_dash = true;
	series->is_dashed = json_is_truthy(value);
}

static void read_dash_length(SeriesOverride *series, json_object *value)
{
	series->has_dash = true;
	series->dash = json_to_number(value);
}

static void read_space_length(SeriesOverride *series, json_object *value)
{
	series->has_dash = true;
	series->space = json_to_number(value);
}

static void read_stack(SeriesOverride *series, json_object *value)
{
	const char *group = json_object_is_type(value, json_type_string)
				    ? json_object_get_string(value)
				    : "A";

	push_property(series->properties, "custom.stacking",
		      json_make("{'mode':%s,'group':%s}",
				json_is_truthy(value) ? "normal" : "none", group));
}

static void read_color(SeriesOverride *series, json_object *value)
{
	push_property(series->properties, "color",
		      json_make("{'fixedColor':%v,'mode':'fixed'}", value));
}

static void read_transform(SeriesOverride *series, json_object *value)
{
	bool is_negative = json_object_is_type(value, json_type_string) &&
			   strcmp(json_object_get_string(value), "negative-Y") == 0;

	push_property(series->properties, "custom.transform",
		      json_make("%s", is_negative ? "negative-Y" : "constant"));
}

static const struct {
	const char *key;
	OverrideReader read;
} override_readers[] = {
	{ "bars", read_bars },
	{ "color", read_color },
	{ "dashLength", read_dash_length },
	{ "dashes", read_dashes },
	{ "fill", read_fill },
	{ "fillBelowTo", read_fill_below },
	{ "fillGradient", read_fill_gradient },
	{ "lines", read_lines },
	{ "linewidth", read_line_width },
	{ "pointradius", read_point_radius },
	{ "points", read_points },
	{ "spaceLength", read_space_length },
	{ "stack", read_stack },
	{ "transform", read_transform },
	{ "yaxis", read_axis },
};

/* `/text/flags`, with any of these delimiters. */
static bool is_regex(const char *alias)
{
	const char *end = *alias && strchr("/~@;%#'", *alias) ? strrchr(alias, *alias) : NULL;

	return end && end > alias && end[1 + strspn(end + 1, "gimsuy")] == '\0';
}

static void read_setting(SeriesOverride *series, const char *key, json_object *value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(override_readers); i++)
		if (strcmp(override_readers[i].key, key) == 0)
			override_readers[i].read(series, value);
}

static double dash_length(json_object *panel, const char *key)
{
	return json_get_number(panel, key, 10);
}

static json_object *line_style(bool is_dashed, double dash, double space)
{
	return json_make("{'fill':%s,'dash':[%g,%g]}", is_dashed ? "dash" : "solid", dash, space);
}

/* Returns whether the series fills the space to another. */
static bool push_series_override(json_object *overrides, json_object *panel, json_object *left,
				 json_object *json)
{
	const char *alias = json_get_text(json, "alias", "");
	SeriesOverride series = {
		.panel = panel,
		.left = left,
		.properties = json_object_new_array(),
		.is_dashed = json_is_truthy(json_get(panel, "dashes")),
		.dash = dash_length(panel, "dashLength"),
		.space = dash_length(panel, "spaceLength"),
	};

	if (*alias) {
		json_object_object_foreach(json, key, value)
			read_setting(&series, key, value);
	}
	if (series.has_dash)
		push_property(series.properties, "custom.lineStyle",
			      line_style(series.is_dashed, series.dash, series.space));
	if (json_length(series.properties))
		json_object_array_add(
			overrides, json_make("{'matcher':{'id':%s,'options':%s},'properties':%v}",
					     is_regex(alias) ? "byRegexp" : "byName", alias,
					     series.properties));
	json_object_put(series.properties);
	return series.has_fill_below;
}

static bool push_series_overrides(json_object *overrides, json_object *panel, json_object *left)
{
	json_object *list = json_get_array(panel, "seriesOverrides");
	bool has_fill_below = false;

	for (size_t i = 0; i < json_length(list); i++) {
		json_object *series = json_at(list, i);

		if (json_object_is_type(series, json_type_object))
			has_fill_below |= push_series_override(overrides, panel, left, series);
	}
	return has_fill_below;
}

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
			 line_style(true, dash_length(panel, "dashLength"),
				    dash_length(panel, "spaceLength")));
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

/* `avg`, `current`, `max`, ...: those that are switched on, in the order they are written. */
static json_object *legend_calcs(json_object *legend)
{
	json_object *calcs = json_object_new_array();

	json_object_object_foreach(legend, key, value) {
		const Reducer *reducer = json_is_truthy(value) ? reducer_find(key) : NULL;

		if (reducer)
			json_object_array_add(calcs, json_make("%s", reducer->id));
	}
	return calcs;
}

json_object *graph_legend_options(json_object *legend)
{
	json_object *options =
		json_make("{'displayMode':'list','showLegend':true,'placement':'bottom',"
			  "'calcs':[]}");

	if (!json_object_is_type(legend, json_type_object))
		return options;
	if (!json_is_truthy(json_get(legend, "show")))
		json_set(options, "showLegend", json_make("false"));
	else if (json_is_truthy(json_get(legend, "alignAsTable")))
		json_set(options, "displayMode", json_make("'table'"));
	if (json_is_truthy(json_get(legend, "rightSide")))
		json_set(options, "placement", json_make("'right'"));
	if (json_is_truthy(json_get(legend, "values")))
		json_set(options, "calcs", legend_calcs(legend));
	if (json_is_truthy(json_get(legend, "sideWidth")))
		json_set(options, "width", json_object_get(json_get(legend, "sideWidth")));
	return options;
}

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
	json_object *axis = axis_config(json_at(json_get(panel, "yaxes"), 0));

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
	bool has_fill_below = push_series_overrides(overrides, panel, defaults);

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

/* The ways to make one value of a series that `xaxis.values` names. */
static json_object *series_reducers(json_object *panel)
{
	static const struct {
		const char *old, *id;
	} renamed[] = {
		{ "current", "lastNotNull" }, { "total", "sum" }, { "avg", "mean" },
	};
	json_object *values = json_get_array(panel, "xaxis.values");
	json_object *reducers = json_object_new_array();

	if (!values)
		json_object_array_add(reducers, json_make("'sum'"));
	for (size_t i = 0; i < json_length(values); i++) {
		const char *id = json_object_get_string(json_at(values, i));

		for (size_t j = 0; id && j < G_N_ELEMENTS(renamed); j++)
			if (strcmp(renamed[j].old, id) == 0)
				id = renamed[j].id;
		const Reducer *reducer = id ? reducer_find(id) : NULL;

		if (reducer)
			json_object_array_add(reducers, json_make("%s", reducer->id));
	}
	return reducers;
}

static bool is_mode(json_object *panel, const char *mode)
{
	return strcmp(json_get_text(panel, "xaxis.mode", ""), mode) == 0;
}

/* One bar a series: reduced to rows, turned so that series are columns. */
void migrate_graph_to_barchart(json_object *panel)
{
	if (!is_mode(panel, "series"))
		return;
	json_object *transformations = json_need_array(panel, "transformations");
	json_object *reducers = series_reducers(panel);
	json_object *field_config = need_field_config(panel);

	json_object_array_add(transformations,
			      json_make("{'id':'reduce','options':{'reducers':%v}}", reducers));
	json_object_array_add(transformations, json_make("{'id':'transpose','options':{}}"));
	push_property(push_override(json_get(field_config, "overrides"), "byName",
				    json_make("'Field'")),
		      "custom.axisPlacement", json_make("'hidden'"));
	assign_options(panel, json_make("{'groupWidth':1}"));
	json_object_put(reducers);
}

void migrate_graph_to_bargauge(json_object *panel)
{
	json_object *reducers, *legend;

	if (!is_mode(panel, "series"))
		return;
	reducers = json_get_array(panel, "xaxis.values") ? series_reducers(panel)
							 : json_object_new_array();
	legend = graph_legend_options(json_get(panel, "legend"));
	json_set(json_get(need_field_config(panel), "defaults"), "color",
		 json_make("{'mode':'palette-classic'}"));
	assign_options(panel,
		       json_make("{'orientation':'auto','legend':%v,"
				 "'reduceOptions':{'values':false,'calcs':%v}}",
				 legend, reducers));
	json_object_put(legend);
	json_object_put(reducers);
}

void migrate_graph_to_histogram(json_object *panel)
{
	bool is_percent = json_is_truthy(json_get(panel, "percentage"));
	json_object *custom;

	if (!is_mode(panel, "histogram"))
		return;
	custom = json_object_new_object();
	if (json_is_truthy(json_get(panel, "stack")))
		json_set(custom, "stacking",
			 json_make("{'mode':%s,'group':'A'}", is_percent ? "percent" : "normal"));
	assign_options(panel, json_make("{'legend':{'displayMode':'list','showLegend':true,"
					"'placement':'bottom','calcs':[]},'combine':false}"));
	json_set(panel, "fieldConfig",
		 json_make("{'defaults':{'custom':%v},'overrides':[]}", custom));
	json_object_put(custom);
}
