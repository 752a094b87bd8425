#include "renderer/model/dashboard.h"

#include "renderer/error.h"
#include "renderer/json.h"
#include "renderer/model/migrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More panels than a dashboard can have are left out; rows are nested once. */
enum { MAX_PANELS = 5000, MAX_TITLE_BYTES = 5000 };

/* --- Panels --- */

static double number_of(json_object *json, const char *key)
{
	json_object *value = json_get(json, key);

	if (json_object_is_type(value, json_type_string)) {
		const char *text = json_object_get_string(value);
		double number = g_ascii_strtod(text, NULL);

		return number > 0 ? number : NAN;
	}
	return json_get_number(json, key, NAN);
}

static const char *text_or_null(json_object *json, const char *key)
{
	const char *text = json_get_text(json, key, NULL);

	return text && text[0] ? text : NULL;
}

bool panel_parse(Arena *arena, json_object *json, Panel *panel)
{
	if (!json_object_is_type(json, json_type_object))
		return false;
	json = migrate_panel(arena, json);
	*panel = (Panel){
		.id = (int)json_get_number(json, "id", 0),
		.type = json_get_text(json, "type", "timeseries"),
		.auto_migrate_from = text_or_null(json, "autoMigrateFrom"),
		.plugin_version = text_or_null(json, "pluginVersion"),
		.title = json_get_text(json, "title", ""),
		.description = json_get_text(json, "description", ""),
		.is_transparent = json_get_bool(json, "transparent", false),
		.json = json,
		.options = json_get_object(json, "options"),
		.field_config = json_get_object(json, "fieldConfig"),
		.targets = json_get_array(json, "targets"),
		.transformations = json_get_array(json, "transformations"),
		.data_source = json_get(json, "datasource"),
		.links = json_get_array(json, "links"),
		.interval = text_or_null(json, "interval"),
		.max_data_points = number_of(json, "maxDataPoints"),
		.time_from = text_or_null(json, "timeFrom"),
		.time_shift = text_or_null(json, "timeShift"),
		.hide_time_override = json_get_bool(json, "hideTimeOverride", false),
		.repeat = text_or_null(json, "repeat"),
		.library_uid = text_or_null(json, "libraryPanel.uid"),
		.grid_x = (int)json_get_number(json, "gridPos.x", 0),
		.grid_y = (int)json_get_number(json, "gridPos.y", 0),
		.grid_width = (int)json_get_number(json, "gridPos.w", 6),
		.grid_height = (int)json_get_number(json, "gridPos.h", 3),
	};
	panel->title = arena_strndup(arena, panel->title, strnlen(panel->title, MAX_TITLE_BYTES));
	return true;
}

typedef struct {
	Arena *arena;
	GArray *panels; // of Panel
	const char *row_title, *row_repeat;
} Collection;

static void collect(Collection *collection, json_object *list, bool is_in_row);

/* A row that is open is followed by its panels, a collapsed one has them inside. */
static void collect_row(Collection *collection, json_object *row)
{
	collection->row_title = json_get_text(row, "title", "");
	collection->row_repeat = text_or_null(row, "repeat");
	collect(collection, json_get_array(row, "panels"), true);
}

static void collect(Collection *collection, json_object *list, bool is_in_row)
{
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		json_object *json = json_object_array_get_idx(list, i);
		Panel panel;

		if (collection->panels->len >= MAX_PANELS)
			return;
		if (!is_in_row && strcmp(json_get_text(json, "type", ""), "row") == 0) {
			collect_row(collection, json);
			continue;
		}
		if (!panel_parse(collection->arena, json, &panel))
			continue;
		panel.row_title = collection->row_title;
		panel.row_repeat = collection->row_repeat;
		g_array_append_val(collection->panels, panel);
	}
}

static void collect_panels(Arena *arena, Dashboard *dashboard)
{
	g_autoptr(GArray) panels = g_array_new(FALSE, TRUE, sizeof(Panel));
	Collection collection = { arena, panels, NULL, NULL };

	collect(&collection, json_get_array(dashboard->json, "panels"), false);
	dashboard->n_panels = panels->len;
	dashboard->panels = arena_new_array(arena, Panel, panels->len + 1);
	if (panels->len)
		memcpy(dashboard->panels, panels->data, panels->len * sizeof(Panel));
}

/* --- Dashboard --- */

static int week_start(const char *name)
{
	static const char *const names[] = { "sunday", "monday", NULL, NULL, NULL, NULL, "saturday" };

	for (int i = 0; i < (int)G_N_ELEMENTS(names); i++)
		if (names[i] && strcmp(names[i], name) == 0)
			return i;
	return -1;
}

/* The dashboard itself, whichever API it came from. */
static json_object *unwrap(json_object *json)
{
	json_object *spec = json_get_object(json, "spec");
	json_object *dashboard = json_get_object(json, "dashboard");

	if (spec)
		return spec;
	return dashboard ? dashboard : json;
}

static const char *uid_of(json_object *json, json_object *dashboard)
{
	return json_get_text(dashboard, "uid", json_get_text(json, "metadata.name", ""));
}

Dashboard *dashboard_parse(Arena *arena, json_object *json, GError **error)
{
	arena_take_json(arena, json);
	json_object *found = unwrap(json);

	if (!json_object_is_type(found, json_type_object) ||
	    (!json_get_array(found, "panels") && !json_get_array(found, "rows") &&
	     !json_get(found, "title"))) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM,
			    "Grafana's answer is no dashboard");
		return NULL;
	}
	Dashboard *dashboard = arena_new_one(arena, Dashboard);

	found = migrate_dashboard(arena, found);
	*dashboard = (Dashboard){
		.json = found,
		.title = json_get_text(found, "title", "No Title"),
		.uid = uid_of(json, found),
		.time_from = json_get_text(found, "time.from", "now-6h"),
		.time_to = json_get_text(found, "time.to", "now"),
		.timezone = json_get_text(found, "timezone", ""),
		.now_delay = text_or_null(found, "timepicker.nowDelay"),
		.week_start = week_start(json_get_text(found, "weekStart", "")),
		.fiscal_start = (int)json_get_number(found, "fiscalYearStartMonth", 0),
		.variables = json_get_array(found, "templating.list"),
		.annotations = json_get_array(found, "annotations.list"),
		.is_snapshot = json_get_bool(json, "meta.isSnapshot", false),
	};
	collect_panels(arena, dashboard);
	return dashboard;
}

/* --- Finding --- */

/* The number in `2`, `panel-2` and `panel-2-clone-1`; -1 for anything else. */
static int panel_number(const char *key)
{
	char *end;

	if (g_str_has_prefix(key, "panel-"))
		key += strlen("panel-");
	if (!g_ascii_isdigit(*key))
		return -1;
	guint64 number = g_ascii_strtoull(key, &end, 10);

	if (*end != '\0' && !g_str_has_prefix(end, "-clone-"))
		return -1;
	return number <= G_MAXINT ? (int)number : -1;
}

PanelAddress dashboard_find_panel(Arena *arena, const Dashboard *dashboard, const char *panel_id)
{
	PanelAddress address = { 0 };
	g_auto(GStrv) parts = g_strsplit(panel_id ? panel_id : "", "$", 16);
	guint n = g_strv_length(parts);
	int number = n ? panel_number(parts[n - 1]) : -1;

	for (size_t i = 0; i < dashboard->n_panels && number >= 0; i++) {
		if (dashboard->panels[i].id != number)
			continue;
		address.panel = &dashboard->panels[i];
		break;
	}
	address.path = arena_new_array(arena, const char *, n + 1);
	for (guint i = 0; i + 1 < n; i++)
		address.path[address.n_path++] = arena_strdup(arena, parts[i]);
	return address;
}
