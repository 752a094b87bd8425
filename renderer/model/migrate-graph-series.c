#include "renderer/model/migrate-graph.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/migrate-panel.h"

/*
 * Axes of a graph, and its settings for single series.
 * Source: Grafana 12.3, plugins/panel/timeseries/migrations.ts.
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
json_object *graph_axis_config(json_object *axis)
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
	json_object *right = graph_axis_config(axis);
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

double graph_dash_length(json_object *panel, const char *key)
{
	return json_get_number(panel, key, 10);
}

json_object *graph_line_style(bool is_dashed, double dash, double space)
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
		.dash = graph_dash_length(panel, "dashLength"),
		.space = graph_dash_length(panel, "spaceLength"),
	};

	if (*alias) {
		json_object_object_foreach(json, key, value)
			read_setting(&series, key, value);
	}
	if (series.has_dash)
		push_property(series.properties, "custom.lineStyle",
			      graph_line_style(series.is_dashed, series.dash, series.space));
	if (json_length(series.properties))
		json_object_array_add(
			overrides, json_make("{'matcher':{'id':%s,'options':%s},'properties':%v}",
					     is_regex(alias) ? "byRegexp" : "byName", alias,
					     series.properties));
	json_object_put(series.properties);
	return series.has_fill_below;
}

bool push_graph_series(json_object *overrides, json_object *panel, json_object *left)
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
