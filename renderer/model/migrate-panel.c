#include "renderer/model/migrate-panel.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/migrate.h"

/* --- Types that were replaced --- */

static const char *graph_successor(json_object *panel)
{
	const char *mode = json_get_text(panel, "xaxis.mode", "time");

	if (strcmp(mode, "series") == 0)
		return json_is_truthy(json_get(panel, "legend.values")) ? "bargauge" : "barchart";
	return strcmp(mode, "histogram") == 0 ? "histogram" : "timeseries";
}

/* Source: Grafana 12.3, features/dashboard/state/PanelModel.ts, autoMigrateAngular. */
static const struct {
	const char *from, *to;
} successors[] = {
	{ "grafana-piechart-panel", "piechart" },
	{ "grafana-singlestat-panel", "stat" },
	{ "grafana-worldmap-panel", "geomap" },
	{ "natel-discrete-panel", "state-timeline" },
	{ "singlestat", "stat" },
	{ "table-old", "table" },
};

/* Before schema 24 the old table was called `table`; its columns had `styles`. */
static const char *old_type(json_object *panel)
{
	const char *type = json_get_text(panel, "type", "");

	if (strcmp(type, "table") == 0 && json_get_array(panel, "styles"))
		return "table-old";
	return type;
}

static const char *successor_of(json_object *panel, const char *type)
{
	if (strcmp(type, "graph") == 0 || strcmp(type, "graphite") == 0)
		return graph_successor(panel);
	for (size_t i = 0; i < G_N_ELEMENTS(successors); i++)
		if (strcmp(successors[i].from, type) == 0)
			return successors[i].to;
	return NULL;
}

static void rename_type(json_object *panel)
{
	const char *type = old_type(panel);
	const char *successor = successor_of(panel, type);

	if (!json_get(panel, "type"))
		json_set(panel, "type", json_make("'timeseries'"));
	if (!successor || json_get(panel, "autoMigrateFrom"))
		return;
	json_set(panel, "autoMigrateFrom", json_make("%s", type));
	json_set(panel, "type", json_make("%s", successor));
}

/* --- Handing over --- */

static const struct {
	const char *from, *to;
	void (*hand_over)(json_object *panel);
} changes[] = {
	{ "grafana-piechart-panel", "piechart", migrate_old_piechart },
	{ "grafana-singlestat-panel", "stat", migrate_singlestat_to_stat },
	{ "grafana-worldmap-panel", "geomap", migrate_worldmap },
	{ "graph", "barchart", migrate_graph_to_barchart },
	{ "graph", "bargauge", migrate_graph_to_bargauge },
	{ "graph", "histogram", migrate_graph_to_histogram },
	{ "graph", "timeseries", migrate_graph_to_timeseries },
	{ "natel-discrete-panel", "state-timeline", migrate_discrete },
	{ "singlestat", "gauge", migrate_singlestat_to_gauge },
	{ "singlestat", "stat", migrate_singlestat_to_stat },
	{ "table-old", "table", migrate_old_table },
};

static const struct {
	const char *type;
	void (*migrate)(json_object *panel, double version);
} upgrades[] = {
	{ "bargauge", migrate_stat },	 { "canvas", migrate_canvas },
	{ "dashlist", migrate_dashlist }, { "gauge", migrate_stat },
	{ "geomap", migrate_geomap },	 { "heatmap", migrate_heatmap },
	{ "stat", migrate_stat },	 { "table", migrate_table },
	{ "text", migrate_text },	 { "xychart", migrate_xychart },
};

static void hand_over(json_object *panel)
{
	const char *from = json_get_text(panel, "autoMigrateFrom", "");
	const char *to = json_get_text(panel, "type", "");

	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		if (strcmp(changes[i].from, from) == 0 && strcmp(changes[i].to, to) == 0) {
			changes[i].hand_over(panel);
			return;
		}
	}
}

/* A panel without a version is one of Grafana 6.1. */
static void upgrade(json_object *panel)
{
	const char *type = json_get_text(panel, "type", "");
	double version = js_parse_float(json_get_text(panel, "pluginVersion", "6.1"));

	if (isnan(version))
		version = 6.1;
	for (size_t i = 0; i < G_N_ELEMENTS(upgrades); i++)
		if (strcmp(upgrades[i].type, type) == 0)
			upgrades[i].migrate(panel, version);
}

void migrate_panel(json_object *panel)
{
	/* Old settings stay on the panel: handed over twice, they would be there twice. */
	if (json_get_bool(panel, "isMigrated", false))
		return;
	json_set(panel, "isMigrated", json_make("true"));
	rename_type(panel);
	hand_over(panel);
	upgrade(panel);
}

/* --- What the hand-overs share --- */

void push_property(json_object *properties, const char *id, json_object *take_value)
{
	json_object_array_add(properties, json_make("{'id':%s,'value':%v}", id, take_value));
	json_object_put(take_value);
}

json_object *push_override(json_object *overrides, const char *matcher, json_object *take_options)
{
	json_object *rule = json_make("{'matcher':{'id':%s,'options':%v},'properties':[]}",
				      matcher, take_options);

	json_object_put(take_options);
	json_object_array_add(overrides, rule);
	return json_get(rule, "properties");
}

void push_alias_colors(json_object *overrides, json_object *alias_colors)
{
	if (!json_object_is_type(alias_colors, json_type_object))
		return;
	json_object_object_foreach(alias_colors, alias, color)
		if (json_is_truthy(color))
			push_property(push_override(overrides, "byName", json_make("%s", alias)),
				      "color",
				      json_make("{'mode':'fixed','fixedColor':%v}", color));
}

json_object *need_field_config(json_object *panel)
{
	json_object *config = json_need_object(panel, "fieldConfig");

	json_need_object(config, "defaults");
	json_need_array(config, "overrides");
	return config;
}

void assign_options(json_object *panel, json_object *take_options)
{
	json_assign(json_need_object(panel, "options"), take_options);
	json_object_put(take_options);
}
