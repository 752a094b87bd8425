#include "renderer/model/dashboard.h"

#include <math.h>
#include <string.h>

#include "renderer/error.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/migrate.h"
#include "renderer/model/schema-v2.h"
#include "renderer/model/targets.h"
#include "renderer/model/time-range.h"

enum {
	MAX_PANELS = 5000,
	MAX_TITLE_BYTES = 5000,
	MAX_GRID = 100000, // cells from the top
	GRID_COLUMNS = 24,
	LIBRARY_SCHEMA_VERSION = 35, // what Grafana takes library panels for
};

/* --- Panels --- */

/* A number or a text that is one, above zero; else NAN. */
static double positive_number(json_object *json, const char *key)
{
	double number = json_to_number(json_get(json, key));

	return number > 0 ? number : NAN;
}

static const char *text_or_null(json_object *json, const char *key)
{
	const char *text = json_get_text(json, key, NULL);

	return text && *text ? text : NULL;
}

/* `text` cut to at most `size` bytes, at a character. */
static const char *shortened(Arena *arena, const char *text, size_t size)
{
	size_t length = strnlen(text, size + 1);

	if (length <= size)
		return text;
	length = size;
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	return arena_strndup(arena, text, length);
}

static void read_place(json_object *json, Panel *panel)
{
	panel->grid_x = json_get_int(json, "gridPos.x", 0, 0, GRID_COLUMNS);
	panel->grid_y = json_get_int(json, "gridPos.y", 0, 0, MAX_GRID);
	panel->grid_width = json_get_int(json, "gridPos.w", 6, 1, GRID_COLUMNS);
	panel->grid_height = json_get_int(json, "gridPos.h", 3, 1, MAX_GRID);
}

bool panel_parse(Arena *arena, json_object *json, Panel *panel)
{
	if (!json_object_is_type(json, json_type_object))
		return false;
	migrate_panel(json);
	targets_complete(json);
	*panel = (Panel){
		.id = json_get_int(json, "id", 0, 0, G_MAXINT / 2),
		.type = json_get_text(json, "type", "timeseries"),
		.auto_migrate_from = text_or_null(json, "autoMigrateFrom"),
		.plugin_version = text_or_null(json, "pluginVersion"),
		.title = shortened(arena, json_get_text(json, "title", ""), MAX_TITLE_BYTES),
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
		.max_data_points = positive_number(json, "maxDataPoints"),
		.time_from = text_or_null(json, "timeFrom"),
		.time_shift = text_or_null(json, "timeShift"),
		.time_compare = text_or_null(json, "timeCompare"),
		.hide_time_override = json_get_bool(json, "hideTimeOverride", false),
		.repeat = text_or_null(json, "repeat"),
		.repeats_down = strcmp(json_get_text(json, "repeatDirection", "h"), "v") == 0,
		.max_per_row = json_get_int(json, "maxPerRow", 4, 1, GRID_COLUMNS),
		.library_uid = text_or_null(json, "libraryPanel.uid"),
	};
	read_place(json, panel);
	return true;
}

bool panel_take_library_model(Arena *arena, json_object *model, Panel *panel)
{
	Panel own = *panel;
	json_object *around = json_make("{'schemaVersion':%d,'panels':[%v]}",
					LIBRARY_SCHEMA_VERSION, model);

	migrate_dashboard(around);
	json_object_put(around);
	if (!panel_parse(arena, model, panel))
		return false;
	panel->id = own.id;
	panel->title = *own.title ? own.title : panel->title;
	panel->library_uid = NULL;
	panel->time_compare = NULL; // only a dashboard's own panels compare
	panel->repeats_down = strcmp(json_get_text(model, "repeatDirection", "v"), "v") == 0;
	panel->grid_x = own.grid_x;
	panel->grid_y = own.grid_y;
	panel->grid_width = own.grid_width;
	panel->grid_height = own.grid_height;
	panel->row = own.row;
	panel->row_title = own.row_title;
	panel->row_repeat = own.row_repeat;
	return true;
}

void panel_leave_library_model(Panel *panel)
{
	panel->title = "Loading library panel";
	panel->targets = NULL;
	panel->transformations = NULL;
}

bool dashboard_link_lists(json_object *link)
{
	return strcmp(json_get_text(link, "type", ""), "dashboards") == 0 &&
	       !json_get_bool(link, "asDropdown", false) && !json_get(link, "placement");
}

/* --- Ids: panels and rows share their numbers --- */

typedef struct {
	GHashTable *seen;
	int next;
} Ids;

static int id_of(json_object *panel)
{
	return json_get_int(panel, "id", 0, 0, G_MAXINT / 2);
}

static int highest_id(json_object *panels)
{
	int highest = 0;

	for (size_t i = 0; i < json_length(panels); i++) {
		json_object *panel = json_at(panels, i);

		highest = MAX(highest, id_of(panel));
		/* Rows hold no rows. */
		for (size_t j = 0; j < json_length(json_get(panel, "panels")); j++)
			highest = MAX(highest, id_of(json_at(json_get(panel, "panels"), j)));
	}
	return highest;
}

static void need_id(Ids *ids, json_object *panel)
{
	int id = id_of(panel);

	if (id == 0 || !g_hash_table_add(ids->seen, GINT_TO_POINTER(id))) {
		id = ids->next++;
		g_hash_table_add(ids->seen, GINT_TO_POINTER(id));
		json_set(panel, "id", json_make("%d", id));
	}
}

static void need_ids(json_object *panels)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	Ids ids = { seen, highest_id(panels) + 1 };

	for (size_t i = 0; i < json_length(panels); i++) {
		json_object *panel = json_at(panels, i);
		json_object *inner = json_get(panel, "panels");

		need_id(&ids, panel);
		for (size_t j = 0; j < json_length(inner); j++)
			need_id(&ids, json_at(inner, j));
	}
}

/* --- The list of panels, without the rows between them --- */

static int compare_places(const void *a, const void *b, void *data)
{
	json_object *left = *(json_object *const *)a, *right = *(json_object *const *)b;
	int rows = json_get_int(left, "gridPos.y", 0, 0, MAX_GRID) -
		   json_get_int(right, "gridPos.y", 0, 0, MAX_GRID);

	if (rows)
		return rows;
	return json_get_int(left, "gridPos.x", 0, 0, GRID_COLUMNS) -
	       json_get_int(right, "gridPos.x", 0, 0, GRID_COLUMNS);
}

/* By y, then x; those at one place keep their order. */
static json_object **sorted_panels(Arena *arena, json_object *list, size_t *n)
{
	json_object **panels = arena_new_array(arena, json_object *, json_length(list) + 1);

	*n = json_length(list);
	for (size_t i = 0; i < *n; i++)
		panels[i] = json_at(list, i);
	if (*n)
		g_qsort_with_data(panels, (int)*n, sizeof(*panels), compare_places, NULL);
	return panels;
}

static bool is_row(json_object *panel)
{
	return strcmp(json_get_text(panel, "type", ""), "row") == 0;
}

static size_t count_all(json_object *panels)
{
	size_t n = json_length(panels);

	for (size_t i = 0; i < json_length(panels); i++)
		n += json_length(json_get(json_at(panels, i), "panels"));
	return n;
}

static void add_panel(Arena *arena, Dashboard *dashboard, json_object *json,
		      const DashboardRow *row)
{
	Panel *panel = &dashboard->panels[dashboard->n_panels];

	/* Rows stand in no rows. */
	if (is_row(json) || !panel_parse(arena, json, panel))
		return;
	panel->row = row;
	panel->row_title = row ? row->title : NULL;
	panel->row_repeat = row ? row->repeat : NULL;
	dashboard->n_panels++;
}

/* A collapsed row has its panels inside, an open one behind it. */
static const DashboardRow *add_row(Arena *arena, Dashboard *dashboard, json_object *json)
{
	DashboardRow *row = &dashboard->rows[dashboard->n_rows++];
	json_object *inner = json_get(json, "panels");

	*row = (DashboardRow){
		.id = id_of(json),
		.title = json_get_text(json, "title", ""),
		.repeat = text_or_null(json, "repeat"),
		.outer_repeats = json_get_array(json, "outerRepeats"),
		.is_collapsed = json_get_bool(json, "collapsed", false),
		.is_headless = json_get_bool(json, "hideHeader", false),
		.is_hidden = json_get_bool(json, "isHiddenTab", false),
		.grid_y = json_get_int(json, "gridPos.y", 0, 0, MAX_GRID),
	};
	for (size_t i = 0; i < json_length(inner); i++)
		add_panel(arena, dashboard, json_at(inner, i), row);
	return row;
}

static bool collect_panels(Arena *arena, Dashboard *dashboard, GError **error)
{
	json_object *list = json_get_array(dashboard->json, "panels");
	size_t n = count_all(list);
	const DashboardRow *row = NULL;

	if (n > MAX_PANELS) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
			    "the dashboard has %zu panels, more than %d", n, MAX_PANELS);
		return false;
	}
	dashboard->panels = arena_new_array(arena, Panel, n + 1);
	dashboard->rows = arena_new_array(arena, DashboardRow, n + 1);
	need_ids(list);
	json_object **panels = sorted_panels(arena, list, &n);

	for (size_t i = 0; i < n; i++) {
		if (is_row(panels[i]))
			row = add_row(arena, dashboard, panels[i]);
		else
			add_panel(arena, dashboard, panels[i], row);
	}
	return true;
}

/* --- Annotations --- */

static bool has_built_in(json_object *list)
{
	for (size_t i = 0; i < json_length(list); i++)
		if (json_is_truthy(json_get(json_at(list, i), "builtIn")))
			return true;
	return false;
}

static json_object *built_in_annotation(void)
{
	return json_make("{'builtIn':1,'datasource':{'type':'grafana','uid':'-- Grafana --'},"
			 "'enable':true,'hide':true,'iconColor':'rgba(0, 211, 255, 1)',"
			 "'name':'Annotations & Alerts','type':'dashboard'}");
}

/* The dashboard's own, the built-in one first if it is missing, time regions of graphs last. */
static json_object *collect_annotations(Arena *arena, const Dashboard *dashboard)
{
	json_object *own = json_get_array(dashboard->json, "annotations.list");
	json_object *all = arena_take_json(arena, json_object_new_array());

	if (!has_built_in(own))
		json_object_array_add(all, built_in_annotation());
	for (size_t i = 0; i < json_length(own); i++)
		json_object_array_add(all, json_object_get(json_at(own, i)));
	for (size_t i = 0; i < dashboard->n_panels; i++) {
		json_object *regions = json_get(dashboard->panels[i].json, "migratedAnnotations");

		for (size_t j = 0; j < json_length(regions); j++)
			json_object_array_add(all, json_object_get(json_at(regions, j)));
	}
	return all;
}

/* --- Dashboard --- */

/* The dashboard itself, whichever API it came from, in schema v1. */
static json_object *unwrap(Arena *arena, json_object *json)
{
	json_object *spec = json_get_object(json, "spec");
	json_object *dashboard = json_get_object(json, "dashboard");

	if (!spec)
		spec = dashboard ? dashboard : json;
	return schema_v2_is(spec) ? arena_take_json(arena, schema_v2_to_v1(spec)) : spec;
}

static bool is_dashboard(json_object *json)
{
	return json_object_is_type(json, json_type_object) &&
	       (json_get_array(json, "panels") || json_get_array(json, "rows") ||
		json_get_text(json, "title", NULL));
}

Dashboard *dashboard_parse(Arena *arena, json_object *json, GError **error)
{
	json_object *found = unwrap(arena, arena_take_json(arena, json));
	Dashboard *dashboard = arena_new_one(arena, Dashboard);

	if (!is_dashboard(found)) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM,
			    "Grafana's answer is no dashboard");
		return NULL;
	}
	migrate_dashboard(found);
	*dashboard = (Dashboard){
		.json = found,
		.title = json_get_text(found, "title", "No Title"),
		.uid = json_get_text(found, "uid", json_get_text(json, "metadata.name", "")),
		.time_from = json_get_text(found, "time.from", "now-6h"),
		.time_to = json_get_text(found, "time.to", "now"),
		.timezone = json_get_text(found, "timezone", ""),
		.now_delay = text_or_null(found, "timepicker.nowDelay"),
		.week_start = week_start_parse(json_get_text(found, "weekStart", "")),
		.fiscal_start = json_get_int(found, "fiscalYearStartMonth", 0, 0, 11),
		.variables = json_get_array(found, "templating.list"),
		.is_snapshot = json_get_bool(json, "meta.isSnapshot", false),
	};
	if (!collect_panels(arena, dashboard, error))
		return NULL;
	dashboard->annotations = collect_annotations(arena, dashboard);
	return dashboard;
}

/* --- Finding --- */

/* `panel-2`, `panel-2-clone-1`, `row-3-clone-0`, `2`: the number, and the copy's or -1. */
static bool parse_key(const char *key, size_t length, int *id, int *clone)
{
	static const char *const prefixes[] = { "panel-", "row-", "grid-item-" };
	g_autofree char *text = g_strndup(key, length);
	const char *digits = text;
	char *end;

	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_str_has_prefix(text, prefixes[i]))
			digits = text + strlen(prefixes[i]);
	if (!g_ascii_isdigit(*digits))
		return false;
	guint64 number = g_ascii_strtoull(digits, &end, 10);

	*clone = -1;
	if (g_str_has_prefix(end, "-clone-") && g_ascii_isdigit(end[strlen("-clone-")])) {
		guint64 copy = g_ascii_strtoull(end + strlen("-clone-"), &end, 10);

		*clone = (int)MIN(copy, G_MAXINT);
	}
	*id = (int)MIN(number, G_MAXINT);
	return *end == '\0';
}

/* Keys of the rows around a panel stand before it, divided by slashes; the outermost counts. */
static bool parse_keys(const char *keys, PanelAddress *address, int *id)
{
	const char *slash = strrchr(keys, '/');
	const char *last = slash ? slash + 1 : keys;
	int row_id;

	address->row_clone = -1;
	if (slash)
		parse_key(keys, strcspn(keys, "/"), &row_id, &address->row_clone);
	return parse_key(last, strlen(last), id, &address->clone);
}

static void split_path(Arena *arena, const char *text, size_t length, PanelAddress *address)
{
	g_autofree char *values = g_strndup(text, length);
	g_auto(GStrv) parts = g_strsplit(values, "$", 16);

	address->path = arena_new_array(arena, const char *, g_strv_length(parts) + 1);
	for (size_t i = 0; parts[i]; i++)
		address->path[address->n_path++] = arena_strdup(arena, parts[i]);
}

PanelAddress dashboard_find_panel(Arena *arena, const Dashboard *dashboard, const char *panel_id)
{
	PanelAddress address = { .clone = -1, .row_clone = -1 };
	const char *dollar = panel_id ? strrchr(panel_id, '$') : NULL;
	const char *keys = dollar ? dollar + 1 : panel_id;
	int id;

	if (!panel_id || !parse_keys(keys, &address, &id))
		return address;
	address.is_number = strspn(panel_id, "0123456789") == strlen(panel_id);
	if (dollar)
		split_path(arena, panel_id, (size_t)(dollar - panel_id), &address);
	for (size_t i = 0; i < dashboard->n_panels && !address.panel; i++)
		if (dashboard->panels[i].id == id)
			address.panel = &dashboard->panels[i];
	return address;
}
