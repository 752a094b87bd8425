#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>
#include <json-c/json.h>

#include "renderer/arena.h"

/** A row of the grid: the panels behind it, up to the next row, belong to it. */
typedef struct DashboardRow {
	int id;
	const char *title;  // not interpolated
	const char *repeat; // variable name, or NULL
	json_object *outer_repeats; // of schema v2: variables of what is around it, outermost first
	bool is_collapsed;
	bool is_headless;	    // of schema v2: nothing of it but its panels is seen
	bool is_hidden;		    // of schema v2: in a tab that is not the one shown
	int grid_y;
} DashboardRow;

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
	const char *time_compare; // "1d": also the data of a day before; or NULL
	bool hide_time_override;
	const char *repeat;	  // variable name
	bool repeats_down;	  // repeatDirection v instead of h
	int max_per_row;	  // of a repeat to the right; 4 unless set
	const char *library_uid;  // library panel still to be fetched, or NULL
	int grid_x, grid_y, grid_width, grid_height;
	double page_width_px;	  // on a dashboard's page, once it is laid out; 0: unknown
	const DashboardRow *row;		  // it stands in, or NULL
	const char *row_title;	  // the row's, or NULL
	const char *row_repeat;	  // variable that repeats its row, or NULL
} Panel;

typedef struct Dashboard {
	json_object *json;
	const char *title, *uid;
	const char *time_from, *time_to;
	const char *timezone;	  // "" means the user's
	const char *now_delay;
	int week_start;		  // 0 Sunday .. 6; -1 by locale
	int fiscal_start;	  // 0 January .. 11
	json_object *variables;	  // templating.list
	json_object *annotations; // annotations.list, the built-in one in it; an array
	Panel *panels;		  // by y, then x; panels inside collapsed rows follow their row
	size_t n_panels;
	DashboardRow *rows;		  // by y
	size_t n_rows;
	bool is_snapshot;
} Dashboard;

/**
 * Reads a dashboard: {dashboard, meta} of /api/dashboards, {spec} of /apis/dashboard.grafana.app,
 * or the bare JSON; any schema version (older ones are migrated, v2 is translated). Panels without an id of
 * their own get the next free one.
 *
 * json  is taken: the arena keeps it; it is changed by migrations
 *
 * Errors: RENDER_ERROR_UPSTREAM when it is no dashboard, RENDER_ERROR_TOO_LARGE for thousands of
 * panels.
 */
Dashboard *dashboard_parse(Arena *arena, json_object *json, GError **error);

/**
 * One panel's JSON read alike; false when it is no object. The JSON stays the caller's, must live
 * as long as the arena, and is changed by migrations.
 */
bool panel_parse(Arena *arena, json_object *json, Panel *panel);

/**
 * Puts a library panel's model in a panel's place: everything but id, place on the grid, row, and
 * a title that the dashboard has itself. False when `model` is no panel; `panel` is then untouched.
 *
 * Source: Grafana 12.3, features/dashboard-scene/scene/LibraryPanelBehavior.tsx.
 */
bool panel_take_library_model(Arena *arena, json_object *model, Panel *panel);

/**
 * What stands in a library panel's place for good when its model does not come: Grafana's title of
 * one on its way, and nothing to ask for. `library_uid` stays, so that nothing is drawn in it.
 */
void panel_leave_library_model(Panel *panel);

/** Whether a link of the dashboard stands for the dashboards that have its tags, side by side. */
bool dashboard_link_lists(json_object *link);

/**
 * What a panel id of a URL means. Copies of repeats are named by their variables' values from the
 * outermost in (`eu$web$panel-4`, since Grafana 12.2) or by number (`panel-4-clone-1`, before).
 */
typedef struct {
	Panel *panel;
	const char **path; // values, `n_path` of them
	size_t n_path;
	int clone;	   // number of the panel's copy; -1: none named
	int row_clone;	   // number of the row's copy; -1: none named
	bool is_number;	   // only digits: the first copy, where `panel-4` names none of them
} PanelAddress;

/**
 * Finds a panel by what the URL says: `2`, `panel-2`, `A$panel-2`, `panel-2-clone-1`,
 * `row-1-clone-0/panel-2`. NULL panel: there is none.
 */
PanelAddress dashboard_find_panel(Arena *arena, const Dashboard *dashboard, const char *panel_id);
