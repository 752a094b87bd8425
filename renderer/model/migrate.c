#include "renderer/model/migrate.h"

#include "renderer/json.h"

#include <string.h>

#include <glib.h>

/* --- Panel types that were replaced --- */

static const char *graph_successor(json_object *panel)
{
	const char *mode = json_get_text(panel, "xaxis.mode", "time");

	if (strcmp(mode, "series") == 0)
		return json_get_bool(panel, "legend.values", false) ? "bargauge" : "barchart";
	return strcmp(mode, "histogram") == 0 ? "histogram" : "timeseries";
}

/* Source: Grafana 12.3, getPanelPluginToMigrateTo.ts. */
static const struct {
	const char *from, *to;
} successors[] = {
	{ "grafana-piechart-panel", "piechart" },
	{ "grafana-singlestat-panel", "stat" },
	{ "grafana-worldmap-panel", "geomap" },
	{ "natel-discrete-panel", "state-timeline" },
	{ "singlestat", "stat" },
	{ "table-old", "table" },
	{ "text2", "text" },
};

static const char *successor_of(json_object *panel, const char *type)
{
	if (strcmp(type, "graph") == 0)
		return graph_successor(panel);
	if (strcmp(type, "table") == 0 && json_get_array(panel, "styles"))
		return "table";
	for (size_t i = 0; i < G_N_ELEMENTS(successors); i++)
		if (strcmp(successors[i].from, type) == 0)
			return successors[i].to;
	return NULL;
}

static void rename_type(json_object *panel)
{
	const char *type = json_get_text(panel, "type", "");
	const char *successor = successor_of(panel, type);

	if (!successor || json_get(panel, "autoMigrateFrom"))
		return;
	json_object_object_add(panel, "autoMigrateFrom", json_object_new_string(type));
	json_object_object_add(panel, "type", json_object_new_string(successor));
}

json_object *migrate_panel(Arena *arena, json_object *panel)
{
	(void)arena;
	rename_type(panel);
	return panel;
}

json_object *migrate_dashboard(Arena *arena, json_object *dashboard)
{
	(void)arena;
	return dashboard;
}
