#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>
#include <json-c/json.h>

#include "renderer/arena.h"
#include "renderer/geometry.h"

/** A panel as the dashboard has it. JSON parts are never NULL objects of another type: NULL or fitting. */
typedef struct Panel {
	int id;
	const char *type;	  // after migration of old types: "timeseries", "stat"
	const char *auto_migrate_from; // the old type ("graph"), or NULL
	const char *plugin_version;
	const char *title, *description; // not interpolated; "" when there is none
	bool is_transparent;
	json_object *json;	  // the whole panel
	json_object *options;
	json_object *field_config;
	json_object *targets;	  // array
	json_object *transformations; // array
	json_object *data_source; // reference: object or text
	json_object *links;	  // array
	const char *interval;	  // "Min interval"
	double max_data_points;	  // NAN: by width
	const char *time_from, *time_shift;
	bool hide_time_override;
	const char *repeat;	  // variable name
	const char *library_uid;  // library panel still to be fetched, or NULL
	int grid_x, grid_y, grid_width, grid_height;
	const char *row_title;	  // of the row it stands in, or NULL
	const char *row_repeat;	  // variable that repeats its row, or NULL
} Panel;

typedef struct Dashboard {
	json_object *json;
	const char *title, *uid;
	const char *time_from, *time_to;
	const char *timezone;	  // "" means the user's
	const char *now_delay;
	int week_start;		  // 0 Sunday .. 6; -1 by locale
	int fiscal_start;
	json_object *variables;	  // templating.list
	json_object *annotations; // annotations.list
	Panel *panels;		  // rows flattened, panels inside collapsed rows too
	size_t n_panels;
	bool is_snapshot;
} Dashboard;

/**
 * Reads a dashboard: {dashboard, meta} of /api/dashboards, {spec} of /apis/dashboard.grafana.app
 * v1, or the bare JSON; any schema version (older ones are migrated).
 *
 * json  is taken: the arena keeps it
 *
 * Errors: RENDER_ERROR_UPSTREAM when it is no dashboard.
 */
Dashboard *dashboard_parse(Arena *arena, json_object *json, GError **error);

/** One panel's JSON (a library panel's model) read alike. */
bool panel_parse(Arena *arena, json_object *json, Panel *panel);

/** A repeat's value that a panel id names: `eu$web$panel-4` has two. */
typedef struct {
	Panel *panel;
	const char **path; // values from the outermost in
	size_t n_path;
} PanelAddress;

/**
 * Finds a panel by what the URL says: `2`, `panel-2`, `A$panel-2`, `panel-2-clone-1`.
 * NULL panel: there is none.
 */
PanelAddress dashboard_find_panel(Arena *arena, const Dashboard *dashboard, const char *panel_id);
