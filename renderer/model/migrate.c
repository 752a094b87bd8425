#include "renderer/model/migrate.h"

#include <string.h>

#include <glib.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/migrate-mapping.h"
#include "renderer/model/migrate-rows.h"
#include "renderer/model/targets.h"

typedef void (*Change)(json_object *json);

/* Rows hold panels, but no rows. */
static void each_panel(json_object *dashboard, Change change)
{
	json_object *panels = json_get_array(dashboard, "panels");

	for (size_t i = 0; i < json_length(panels); i++) {
		json_object *inner = json_get(json_at(panels, i), "panels");

		change(json_at(panels, i));
		for (size_t j = 0; j < json_length(inner); j++)
			change(json_at(inner, j));
	}
}

/* --- 2, 6: what stood elsewhere --- */

static void filter_to_time_and_variables(json_object *dashboard)
{
	json_object *filter = json_get_object(dashboard, "services.filter");

	if (!filter)
		return;
	json_set(dashboard, "time", json_object_get(json_get(filter, "time")));
	json_set(dashboard, "templating", json_make("{'list':%v}", json_get(filter, "list")));
}

static void pulldowns_to_annotations(json_object *dashboard)
{
	json_object *pulldowns = json_get_array(dashboard, "pulldowns");
	json_object *variables = json_get_array(dashboard, "templating.list");

	for (size_t i = 0; i < json_length(pulldowns); i++) {
		json_object *pulldown = json_at(pulldowns, i);

		if (strcmp(json_get_text(pulldown, "type", ""), "annotations") != 0)
			continue;
		json_set(dashboard, "annotations",
			 json_make("{'list':%v}", json_get(pulldown, "annotations")));
		break;
	}
	for (size_t i = 0; i < json_length(variables); i++)
		if (strcmp(json_get_text(json_at(variables, i), "type", "filter"), "filter") == 0)
			json_set(json_at(variables, i), "type", json_make("'query'"));
}

/* --- 10, 17, 18, 20: small changes of panels --- */

/* Three or more thresholds had a first one that meant nothing. */
static void drop_first_threshold(json_object *panel)
{
	json_object *styles = json_get_array(panel, "styles");

	for (size_t i = 0; i < json_length(styles); i++) {
		json_object *thresholds = json_get(json_at(styles, i), "thresholds");

		if (json_length(thresholds) >= 3)
			json_object_array_del_idx(thresholds, 0, 1);
	}
}

/*
 * The largest number of columns, as divisors of 24, that leaves panels their least width. A width
 * of one column finds none, and the default stays.
 */
static void min_span_to_max_per_row(json_object *panel)
{
	double span = json_get_number(panel, "minSpan", 0);
	int columns = 1;

	if (!(span > 1))
		return;
	for (int divisor = 1; divisor <= 24; divisor++)
		if (24 % divisor == 0 && divisor <= 24 / span)
			columns = divisor;
	json_set(panel, "maxPerRow", json_make("%d", columns));
}

static void reverse(json_object *list)
{
	size_t n = json_length(list);

	for (size_t i = 0; i < n / 2; i++) {
		json_object *left = json_object_get(json_at(list, i));
		json_object *right = json_object_get(json_at(list, n - 1 - i));

		json_object_array_put_idx(list, i, right);
		json_object_array_put_idx(list, n - 1 - i, left);
	}
}

static void first_gauge_options(json_object *panel)
{
	static const char *const moved[] = { "unit",   "stat",	 "decimals",
					     "prefix", "suffix", "options" };
	json_object *options;

	json_rename(panel, "options-gauge", "options");
	options = json_get_object(panel, "options");
	json_set(options, "valueOptions",
		 json_make("{'unit'?:%v,'stat'?:%v,'decimals'?:%v,'prefix'?:%v,'suffix'?:%v}",
			   json_get(options, "unit"), json_get(options, "stat"),
			   json_get(options, "decimals"), json_get(options, "prefix"),
			   json_get(options, "suffix")));
	reverse(json_get(options, "thresholds"));
	for (size_t i = 0; options && i < G_N_ELEMENTS(moved); i++)
		json_object_object_del(options, moved[i]);
}

static void gauge_options(json_object *panel)
{
	if (json_get_object(panel, "options-gauge"))
		first_gauge_options(panel);
}

/* `$__series_name` and the like became paths. */
static void rename_macros(json_object *panel)
{
	static const struct {
		const char *old, *path;
	} names[] = {
		{ "$__series_name", "${__series.name}" }, { "$__field_name", "${__field.name}" },
		{ "__series_name", "__series.name" },	  { "__value_time", "__value.time" },
		{ "__field_name", "__field.name" },
	};
	json_object *defaults = json_get_object(panel, "options.fieldOptions.defaults");
	const char *title = json_get_text(defaults, "title", NULL);
	g_autoptr(GString) text = g_string_new(title);

	if (!title)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_string_replace(text, names[i].old, names[i].path, 0);
	json_set(defaults, "title", json_make("%s", text->str));
}

/* --- 26, 27, 30, 31 --- */

static void rename_text2(json_object *panel)
{
	if (strcmp(json_get_text(panel, "type", ""), "text2") == 0)
		json_set(panel, "type", json_make("'text'"));
}

static bool is_left_over(json_object *panel)
{
	return json_is_truthy(json_get(panel, "repeatPanelId")) ||
	       json_is_truthy(json_get(panel, "repeatByRow"));
}

/* Copies of repeated panels that were saved with the dashboard. */
static void drop_left_overs(json_object *parent)
{
	json_object *old = json_get_array(parent, "panels");
	json_object *kept = old ? json_object_new_array() : NULL;

	for (size_t i = 0; i < json_length(old); i++)
		if (!is_left_over(json_at(old, i)))
			json_object_array_add(kept, json_object_get(json_at(old, i)));
	if (kept)
		json_set(parent, "panels", kept);
}

/* A constant that the user could see was a text box. */
static void constants_to_text_boxes(json_object *dashboard)
{
	json_object *list = json_get_array(dashboard, "templating.list");

	for (size_t i = 0; i < json_length(list); i++) {
		json_object *variable = json_at(list, i), *query = json_get(variable, "query");

		if (strcmp(json_get_text(variable, "type", ""), "constant") != 0)
			continue;
		json_set(variable, "current",
			 query ? json_make("{'text':%v,'value':%v}", query, query)
			       : json_make("{'text':'','value':''}"));
		if (json_get_number(variable, "hide", 0) != 2)
			json_set(variable, "type", json_make("'textbox'"));
	}
}

static void upgrade_repeats_and_constants(json_object *dashboard)
{
	drop_left_overs(dashboard);
	each_panel(dashboard, drop_left_overs);
	constants_to_text_boxes(dashboard);
}

typedef void (*PropertyChange)(json_object *property);

static void each_override_property(json_object *panel, PropertyChange change)
{
	json_object *overrides = json_get_array(panel, "fieldConfig.overrides");

	for (size_t i = 0; i < json_length(overrides); i++) {
		json_object *properties = json_get(json_at(overrides, i), "properties");

		for (size_t j = 0; j < json_length(properties); j++)
			change(json_at(properties, j));
	}
}

static bool is_property(json_object *property, const char *id)
{
	return strcmp(json_get_text(property, "id", ""), id) == 0;
}

static void upgrade_mappings_property(json_object *property)
{
	if (is_property(property, "mappings") && json_get_array(property, "value"))
		json_set(property, "value", migrate_mappings(json_get(property, "value"), NULL));
}

static void upgrade_panel_mappings(json_object *panel)
{
	json_object *defaults = json_get_object(panel, "fieldConfig.defaults");
	json_object *mappings = json_get_array(defaults, "mappings");

	if (mappings)
		json_set(defaults, "mappings",
			 migrate_mappings(mappings, json_get(defaults, "thresholds.steps")));
	each_override_property(panel, upgrade_mappings_property);
}

/* What labelsToFields gave was merged without being told. */
static void merge_after_labels(json_object *panel)
{
	json_object *old = json_get_array(panel, "transformations");
	json_object *list = old ? json_object_new_array() : NULL;

	for (size_t i = 0; i < json_length(old); i++) {
		json_object *transformation = json_at(old, i);

		json_object_array_add(list, json_object_get(transformation));
		if (strcmp(json_get_text(transformation, "id", ""), "labelsToFields") == 0)
			json_object_array_add(list, json_make("{'id':'merge','options':{}}"));
	}
	if (list)
		json_set(panel, "transformations", list);
}

/* --- 34: CloudWatch's statistics --- */

static bool has_statistics(json_object *annotation)
{
	static const char *const keys[] = { "dimensions", "namespace", "region", "prefixMatching",
					    "statistics" };

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!json_object_is_type(annotation, json_type_object) ||
		    !json_object_object_get_ex(annotation, keys[i], NULL))
			return false;
	return true;
}

static void set_statistic(json_object *annotation, json_object *statistic, const char *name)
{
	g_autofree char *full = g_strdup_printf("%s - %s", name, json_object_get_string(statistic));

	json_set(annotation, "statistic", json_object_get(statistic));
	json_set(annotation, "name", json_make("%s", full));
}

/* One annotation query a statistic; those made are put at the end. */
static void split_annotation(json_object *list, json_object *annotation)
{
	enum { MAX_STATISTICS = 100 };
	json_object *statistics = json_object_get(json_get(annotation, "statistics"));
	g_autofree char *name = g_strdup(json_get_text(annotation, "name", ""));
	size_t n = MIN(json_length(statistics), MAX_STATISTICS);

	json_object_object_del(annotation, "statistics");
	for (size_t i = 1; i < n; i++) {
		json_object *copy = json_object_new_object();

		json_assign(copy, annotation);
		set_statistic(copy, json_at(statistics, i), name);
		json_object_array_add(list, copy);
	}
	if (n > 1)
		set_statistic(annotation, json_at(statistics, 0), name);
	else if (n == 1)
		json_set(annotation, "statistic", json_object_get(json_at(statistics, 0)));
	json_object_put(statistics);
}

static void split_annotation_statistics(json_object *dashboard)
{
	json_object *list = json_get_array(dashboard, "annotations.list");
	size_t n = json_length(list);

	for (size_t i = 0; i < n; i++)
		if (has_statistics(json_at(list, i)))
			split_annotation(list, json_at(list, i));
}

/* --- 35 to 39 --- */

/* Hiding every axis left the time axis visible. */
static void keep_time_axis(json_object *panel)
{
	json_object *config = json_get_object(panel, "fieldConfig");

	if (strcmp(json_get_text(panel, "type", ""), "timeseries") != 0 ||
	    strcmp(json_get_text(config, "defaults.custom.axisPlacement", ""), "hidden") != 0)
		return;
	json_object_array_add(json_need_array(config, "overrides"),
			      json_make("{'matcher':{'id':'byType','options':'time'},"
					"'properties':[{'id':'custom.axisPlacement',"
					"'value':'auto'}]}"));
}

static bool is_expression(json_object *target)
{
	return strcmp(json_get_text(target, "datasource.uid", ""), "__expr__") == 0;
}

/* Where the panel names no data source, that of its last query counts. */
static void data_source_of_targets(json_object *panel)
{
	json_object *targets = json_get_array(panel, "targets");
	json_object *last = NULL;

	if (json_get(panel, "datasource") &&
	    strcmp(json_get_text(panel, "datasource", ""), "default") != 0)
		return;
	for (size_t i = 0; i < json_length(targets); i++)
		if (!is_expression(json_at(targets, i)))
			last = json_get(json_at(targets, i), "datasource");
	if (last)
		json_set(panel, "datasource", json_object_get(last));
}

static void legend_visibility(json_object *panel)
{
	json_object *legend = json_get_object(panel, "options.legend");
	bool is_hidden = strcmp(json_get_text(legend, "displayMode", ""), "hidden") == 0 ||
			 !json_get_bool(legend, "showLegend", true);

	if (is_hidden)
		json_set(legend, "displayMode", json_make("'list'"));
	json_set(legend, "showLegend", json_make("%b", !is_hidden));
}

/* A table's cell: the name of its mode became an object. A new reference. */
static json_object *cell_options(json_object *display_mode)
{
	static const struct {
		const char *old, *type, *mode;
	} modes[] = {
		{ "basic", "gauge", "basic" },
		{ "color-background", "color-background", "gradient" },
		{ "color-background-solid", "color-background", "basic" },
		{ "gradient-gauge", "gauge", "gradient" },
		{ "lcd-gauge", "gauge", "lcd" },
	};
	const char *old = json_object_get_string(display_mode);

	for (size_t i = 0; old && i < G_N_ELEMENTS(modes); i++)
		if (strcmp(modes[i].old, old) == 0)
			return json_make("{'type':%s,'mode':%s}", modes[i].type, modes[i].mode);
	return json_make("{'type':%s}", old);
}

static void cell_options_property(json_object *property)
{
	if (!is_property(property, "custom.displayMode"))
		return;
	json_set(property, "id", json_make("'custom.cellOptions'"));
	json_set(property, "value", cell_options(json_get(property, "value")));
}

static void table_cells(json_object *panel)
{
	json_object *custom = json_get_object(panel, "fieldConfig.defaults.custom");
	json_object *mode = json_get(custom, "displayMode");

	if (strcmp(json_get_text(panel, "type", ""), "table") != 0)
		return;
	if (mode) {
		json_set(custom, "cellOptions", cell_options(mode));
		json_object_object_del(custom, "displayMode");
	}
	each_override_property(panel, cell_options_property);
}

/* timeSeriesTable: a statistic for each query became settings for each query. */
static void table_statistics(json_object *panel)
{
	json_object *list = json_get_array(panel, "transformations");

	for (size_t i = 0; i < json_length(list); i++) {
		json_object *transformation = json_at(list, i);
		json_object *old = json_get_object(transformation, "options.refIdToStat");

		if (!old || strcmp(json_get_text(transformation, "id", ""), "timeSeriesTable") != 0)
			continue;
		json_object *options = json_object_new_object();

		json_object_object_foreach(old, ref_id, stat)
			json_set(options, ref_id, json_make("{'stat':%v}", stat));
		json_set(transformation, "options", options);
	}
}

/* --- All of them --- */

/* By schema version that the change leads to; a row changes the dashboard or each of its panels. */
static const struct {
	int version;
	Change dashboard, panel;
} changes[] = {
	{ 2, filter_to_time_and_variables, NULL },
	{ 6, pulldowns_to_annotations, NULL },
	{ 8, NULL, targets_migrate_influxdb },
	{ 10, NULL, drop_first_threshold },
	{ 16, migrate_rows_to_grid, NULL },
	{ 17, NULL, min_span_to_max_per_row },
	{ 18, NULL, gauge_options },
	{ 20, NULL, rename_macros },
	{ 26, NULL, rename_text2 },
	{ 27, upgrade_repeats_and_constants, NULL },
	{ 30, NULL, upgrade_panel_mappings },
	{ 31, NULL, merge_after_labels },
	{ 34, split_annotation_statistics, targets_migrate_cloudwatch },
	{ 35, NULL, keep_time_axis },
	{ 36, NULL, data_source_of_targets },
	{ 37, NULL, legend_visibility },
	{ 38, NULL, table_cells },
	{ 39, NULL, table_statistics },
};

void migrate_dashboard(json_object *dashboard)
{
	double version = json_get_number(dashboard, "schemaVersion", 0);

	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		if (version >= changes[i].version)
			continue;
		if (changes[i].dashboard)
			changes[i].dashboard(dashboard);
		if (changes[i].panel)
			each_panel(dashboard, changes[i].panel);
	}
}
