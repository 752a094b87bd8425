#include "renderer/model/migrate-panel.h"

#include <string.h>

#include <glib.h>

#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * The plugin grafana-piechart-panel to the pie chart.
 * Source: Grafana 12.3, plugins/panel/piechart/migrations.ts.
 */

static bool is_on(json_object *panel, const char *path)
{
	return json_is_truthy(json_get(panel, path));
}

static void add_word(json_object *list, const char *word)
{
	json_object_array_add(list, json_make("%s", word));
}

/* A legend on the graph is none; its parts become labels of the slices. */
static json_object *slice_labels(json_object *panel)
{
	json_object *labels = json_make("['name']");

	if (is_on(panel, "legend.values"))
		add_word(labels, "value");
	if (is_on(panel, "legend.percentage"))
		add_word(labels, "percent");
	return labels;
}

static json_object *legend_options(json_object *panel, const char *type)
{
	bool is_hidden = (json_get_object(panel, "legend") && !is_on(panel, "legend.show")) ||
			 strcmp(type, "On graph") == 0;
	json_object *values = json_object_new_array();
	json_object *legend;

	if (is_on(panel, "legend.values"))
		add_word(values, "value");
	if (is_on(panel, "legend.percentage"))
		add_word(values, "percent");
	legend = json_make("{'placement':%s,'values':%v,'displayMode':'table','showLegend':%b,"
			   "'calcs':[]}",
			   strcmp(type, "Under graph") == 0 ? "bottom" : "right", values,
			   !is_hidden);
	json_object_put(values);
	return legend;
}

static void set_reducer(json_object *panel)
{
	const char *name = json_get_text(panel, "valueName", "");
	const Reducer *reducer = reducer_find(name);

	if (*name)
		assign_options(panel, reducer ? json_make("{'reduceOptions':{'calcs':[%s]}}",
							  reducer->id)
					      : json_make("{'reduceOptions':{'calcs':[]}}"));
}

static void set_field_config(json_object *panel)
{
	json_object *overrides = json_object_new_array();
	json_object *decimals = json_get(panel, "decimals");

	push_alias_colors(overrides, json_get(panel, "aliasColors"));
	json_set(panel, "fieldConfig",
		 json_make("{'overrides':%v,'defaults':{'unit'?:%v}}", overrides,
			   json_get(panel, "format")));
	json_set(json_get(panel, "fieldConfig.defaults"), "decimals",
		 json_is_truthy(decimals) ? json_object_get(decimals) : json_make("0"));
	json_object_put(overrides);
}

void migrate_old_piechart(json_object *panel)
{
	const char *legend_type = json_get_text(panel, "legendType", "");
	const char *type = json_get_text(panel, "pieType", "");
	json_object *legend = legend_options(panel, legend_type);

	set_field_config(panel);
	set_reducer(panel);
	assign_options(panel, json_make("{'legend':%v}", legend));
	if (strcmp(type, "pie") == 0 || strcmp(type, "donut") == 0)
		assign_options(panel, json_make("{'pieType':%s}", type));
	if (strcmp(legend_type, "On graph") == 0)
		json_set(json_need_object(panel, "options"), "displayLabels", slice_labels(panel));
	json_object_put(legend);
}
