#include "renderer/model/migrate-panel.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * The table of Grafana before 7, and today's table of before 12.
 * Source: Grafana 12.3, plugins/panel/table/migrations.ts.
 */

/* One word of the old table and what stands for it now. */
typedef struct {
	const char *old, *id;
} Renamed;

static const char *renamed(const Renamed *list, size_t n, const char *old)
{
	for (size_t i = 0; old && i < n; i++)
		if (strcmp(list[i].old, old) == 0)
			return list[i].id;
	return NULL;
}

static const char *text_at(json_object *json, const char *key)
{
	return json_get_text(json, key, NULL);
}

/* --- Transformation --- */

static const Renamed transforms[] = {
	{ "table", "merge" },
	{ "timeseries_aggregations", "reduce" },
	{ "timeseries_to_columns", "seriesToColumns" },
	{ "timeseries_to_rows", "seriesToRows" },
};

static const Renamed reducers[] = {
	{ "avg", "mean" }, { "count", "count" },	  { "current", "lastNotNull" },
	{ "max", "max" },  { "min", "min" },	  { "total", "sum" },
};

static json_object *column_reducers(json_object *panel)
{
	json_object *columns = json_get_array(panel, "columns");
	json_object *list = json_object_new_array();

	for (size_t i = 0; i < json_length(columns); i++) {
		const char *id = renamed(reducers, G_N_ELEMENTS(reducers),
					 text_at(json_at(columns, i), "value"));

		if (id)
			json_object_array_add(list, json_make("%s", id));
	}
	return list;
}

static void add_transformation(json_object *panel)
{
	const char *id =
		renamed(transforms, G_N_ELEMENTS(transforms), text_at(panel, "transform"));
	bool is_reduce = g_strcmp0(id, "reduce") == 0;
	json_object *list = is_reduce ? column_reducers(panel) : json_object_new_array();
	json_object *options = json_make("{'reducers':%v}", list);

	if (is_reduce)
		json_set(options, "includeTimeField", json_make("false"));
	if (id)
		json_object_array_add(json_need_array(panel, "transformations"),
				      json_make("{'id':%s,'options':%v}", id, options));
	json_object_put(options);
	json_object_put(list);
}

/* --- Column styles --- */

/* Texts such as "50" and colours, the first from minus infinity; NULL without. */
static json_object *style_thresholds(json_object *style)
{
	json_object *levels = json_get_array(style, "thresholds");
	json_object *colors = json_get_array(style, "colors");
	json_object *steps, *thresholds;

	if (json_length(levels) == 0)
		return NULL;
	steps = json_object_new_array();
	for (size_t i = 0; i <= json_length(levels); i++) {
		json_object *level = i ? json_at(levels, i - 1) : NULL;
		double value = level ? trunc(js_parse_float(json_object_get_string(level))) : NAN;
		json_object *step = json_make("{'color':%v}", json_at(colors, i));

		json_set(step, "value", isnan(value) ? NULL : json_make("%g", value));
		json_object_array_add(steps, step);
	}
	thresholds = json_make("{'mode':'absolute','steps':%v}", steps);
	json_object_put(steps);
	return thresholds;
}

static const Renamed cell_types[] = {
	{ "cell", "color-background" }, { "row", "color-background" }, { "value", "color-text" },
};

/* The cell type of a colour mode, NULL without one; a new reference. */
static json_object *cell_options(json_object *style)
{
	const char *mode = text_at(style, "colorMode");

	if (!mode || !*mode)
		return NULL;
	return json_make("{'type':%s}", renamed(cell_types, G_N_ELEMENTS(cell_types), mode));
}

/* NULL, today's automatic, for the old word for it. */
static json_object *alignment(json_object *style)
{
	const char *align = text_at(style, "align");

	return align && strcmp(align, "auto") != 0 ? json_make("%s", align) : NULL;
}

static void push_if_set(json_object *properties, const char *id, json_object *value)
{
	if (json_is_truthy(value))
		push_property(properties, id, json_object_get(value));
}

static void push_link(json_object *properties, json_object *style)
{
	if (json_is_truthy(json_get(style, "link")))
		push_property(properties, "links",
			      json_make("[{'title':%s,'url':%s,'targetBlank':%b}]",
					json_get_text(style, "linkTooltip", ""),
					json_get_text(style, "linkUrl", ""),
					json_get_bool(style, "linkTargetBlank", false)));
}

static void push_type(json_object *properties, json_object *style)
{
	const char *type = json_get_text(style, "type", "");

	if (strcmp(type, "date") == 0) {
		/* The blank is Grafana's, and shows. */
		g_autofree char *unit = g_strdup_printf("time: %s",
							json_get_text(style, "dateFormat", ""));

		push_property(properties, "unit", json_make("%s", unit));
	} else if (strcmp(type, "hidden") == 0) {
		push_property(properties, "custom.hidden", json_make("true"));
	}
}

static bool is_regex(const char *pattern)
{
	size_t length = strlen(pattern);

	return length >= 2 && pattern[0] == '/' && pattern[length - 1] == '/';
}

static void push_style(json_object *overrides, json_object *style)
{
	const char *pattern = json_get_text(style, "pattern", "");
	json_object *properties = push_override(
		overrides, is_regex(pattern) ? "byRegexp" : "byName", json_make("%s", pattern));
	json_object *thresholds = style_thresholds(style), *cell = cell_options(style);

	push_if_set(properties, "displayName", json_get(style, "alias"));
	push_if_set(properties, "unit", json_get(style, "unit"));
	if (json_get(style, "decimals"))
		push_property(properties, "decimals", json_object_get(json_get(style, "decimals")));
	push_type(properties, style);
	push_link(properties, style);
	if (cell)
		push_property(properties, "custom.cellOptions", cell);
	if (json_is_truthy(json_get(style, "align")))
		push_property(properties, "custom.align", alignment(style));
	if (thresholds && json_length(json_get(style, "colors")))
		push_property(properties, "thresholds", json_object_get(thresholds));
	json_object_put(thresholds);
}

/* The style of all columns is the default. A new reference. */
static json_object *style_defaults(json_object *style)
{
	json_object *defaults =
		json_make("{'unit'?:%v,'decimals'?:%v,'displayName'?:%v,'custom':{}}",
			  json_get(style, "unit"), json_get(style, "decimals"),
			  json_get(style, "alias"));
	json_object *thresholds = style_thresholds(style), *cell = cell_options(style);
	json_object *align = alignment(style);

	if (align)
		json_set(json_get(defaults, "custom"), "align", align);
	if (cell)
		json_set(json_get(defaults, "custom"), "cellOptions", cell);
	if (thresholds)
		json_set(defaults, "thresholds", thresholds);
	return defaults;
}

void migrate_old_table(json_object *panel)
{
	json_object *styles = json_get_array(panel, "styles");
	json_object *overrides = json_object_new_array();
	json_object *all = NULL;

	for (size_t i = 0; i < json_length(styles); i++) {
		json_object *style = json_at(styles, i);

		if (strcmp(json_get_text(style, "pattern", ""), "/.*/") != 0)
			push_style(overrides, style);
		else if (!all)
			all = style;
	}
	json_object *defaults = style_defaults(all);

	add_transformation(panel);
	json_set(panel, "fieldConfig",
		 json_make("{'defaults':%v,'overrides':%v}", defaults, overrides));
	json_object_put(defaults);
	json_object_put(overrides);
}

/* --- Today's table --- */

/* Wrapping was a setting of the cell type, it is one of the field. */
static void split_wrap_text(json_object *rule)
{
	json_object *old = json_get_array(rule, "properties");
	json_object *properties = old ? json_object_new_array() : NULL;

	for (size_t i = 0; i < json_length(old); i++) {
		json_object *property = json_at(old, i);
		json_object *value = json_get(property, "value");
		json_object *wrap = json_get(value, "wrapText");

		json_object_array_add(properties, json_object_get(property));
		if (!wrap ||
		    strcmp(json_get_text(property, "id", ""), "custom.cellOptions") != 0)
			continue;
		push_property(properties, "custom.wrapText", json_object_get(wrap));
		json_object_object_del(value, "wrapText");
	}
	if (properties)
		json_set(rule, "properties", properties);
}

static void move_wrap_text(json_object *config)
{
	json_object *custom = json_need_object(json_get(config, "defaults"), "custom");
	json_object *cell = json_get_object(custom, "cellOptions");
	json_object *overrides = json_get(config, "overrides");

	if (json_get(custom, "wrapText"))
		return;
	for (size_t i = 0; i < json_length(overrides); i++)
		split_wrap_text(json_at(overrides, i));
	if (json_get(cell, "wrapText")) {
		json_set(custom, "wrapText", json_object_get(json_get(cell, "wrapText")));
		json_object_object_del(cell, "wrapText");
	}
}

static void rename_hidden(json_object *config)
{
	json_object *overrides = json_get(config, "overrides");

	for (size_t i = 0; i < json_length(overrides); i++) {
		json_object *properties = json_get(json_at(overrides, i), "properties");

		for (size_t j = 0; j < json_length(properties); j++)
			if (strcmp(json_get_text(json_at(properties, j), "id", ""),
				   "custom.hidden") == 0)
				json_set(json_at(properties, j), "id",
					 json_make("'custom.hideFrom.viz'"));
	}
}

static const char *first_text(json_object *list)
{
	json_object *first = json_at(list, 0);

	return json_object_is_type(first, json_type_string) ? json_object_get_string(first) : "";
}

/* The reducers of all fields, or of those that the footer names. */
static void move_footer_reducers(json_object *config, json_object *footer)
{
	json_object *list = json_get_array(footer, "reducer");
	json_object *fields = json_get_array(footer, "fields");
	json_object *custom = json_need_object(json_get(config, "defaults"), "custom");
	json_object *overrides = json_get(config, "overrides");
	bool counts_rows = json_is_truthy(json_get(footer, "countRows")) &&
			   strcmp(first_text(list), "count") == 0;

	if (counts_rows)
		json_set(custom, "footer", json_make("{'reducers':['countAll']}"));
	else if (json_length(fields) > 1)
		push_property(push_override(overrides, "byNames",
					    json_make("{'mode':'include','names':%v}", fields)),
			      "custom.footer.reducers", json_object_get(list));
	else if (json_length(fields) == 1)
		push_property(push_override(overrides, "byName",
					    json_object_get(json_at(fields, 0))),
			      "custom.footer.reducers", json_object_get(list));
	else
		json_set(custom, "footer", json_make("{'reducers':%v}", list));
}

static void move_footer(json_object *panel, json_object *config)
{
	json_object *options = json_get_object(panel, "options");
	json_object *footer = json_get_object(options, "footer");

	if (!footer)
		return;
	if (json_is_truthy(json_get(footer, "show")))
		move_footer_reducers(config, footer);
	if (json_get(footer, "enablePagination"))
		json_set(options, "enablePagination",
			 json_object_get(json_get(footer, "enablePagination")));
	json_object_object_del(options, "footer");
}

void migrate_table(json_object *panel, double version)
{
	json_object *config = need_field_config(panel);

	move_wrap_text(config);
	rename_hidden(config);
	move_footer(panel, config);
}
