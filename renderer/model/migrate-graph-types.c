#include "renderer/model/migrate-graph.h"

#include <string.h>

#include <glib.h>

#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/migrate-panel.h"

/*
 * Graphs over series or in histogram mode, and the legend that all of them have.
 * Source: Grafana 12.3, plugins/panel/barchart/migrations.ts, histogram/migrations.ts,
 * grafana-ui SingleStatBaseOptions.ts.
 */

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

/* --- Other types --- */

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
