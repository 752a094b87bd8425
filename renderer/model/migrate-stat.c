#include "renderer/model/migrate-panel.h"

#include <string.h>

#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * Options of stat, gauge and bar gauge as Grafana 6.0 to 7.4 wrote them.
 * Source: Grafana 12.3, grafana-ui SingleStatBaseOptions.ts, sharedSingleStatMigrationHandler().
 */

/* Before 6.2: the field's settings stand in valueOptions and beside it. */
static void move_value_options(json_object *options)
{
	json_object *value = json_get_object(options, "valueOptions");
	const Reducer *reducer = reducer_find(json_get_text(value, "stat", ""));
	json_object *field;

	if (!value)
		return;
	field = json_make("{'mappings'?:%v,'thresholds'?:%v,'defaults':"
			  "{'unit'?:%v,'decimals'?:%v,'min'?:%v,'max'?:%v}}",
			  json_get(options, "valueMappings"), json_get(options, "thresholds"),
			  json_get(value, "unit"), json_get(value, "decimals"),
			  json_get(options, "minValue"), json_get(options, "maxValue"));
	if (reducer)
		json_set(field, "calcs", json_make("[%s]", reducer->id));
	json_set(options, "fieldOptions", field);
	json_object_object_del(options, "valueMappings");
	json_object_object_del(options, "thresholds");
	json_object_object_del(options, "valueOptions");
	json_object_object_del(options, "minValue");
	json_object_object_del(options, "maxValue");
}

/* Before 6.3: mappings and thresholds stand beside the defaults. */
static void move_mappings(json_object *options)
{
	json_object *field = json_get_object(options, "fieldOptions");
	json_object *defaults;

	if (!field)
		return;
	defaults = json_need_object(field, "defaults");
	json_set(defaults, "mappings", json_object_get(json_get(field, "mappings")));
	json_object_object_del(field, "mappings");
}

/* Before 6.6: thresholds are a plain list, in the defaults or beside them; colour is a text. */
static void move_thresholds(json_object *options)
{
	json_object *field = json_get_object(options, "fieldOptions");
	json_object *defaults, *list, *color;

	if (!field)
		return;
	if (json_get(field, "override")) {
		json_object_object_del(field, "override");
		json_set(field, "overrides", json_object_new_array());
	}
	defaults = json_need_object(field, "defaults");
	list = json_get_array(defaults, "thresholds");
	if (!list)
		list = json_get_array(field, "thresholds");
	if (list)
		json_set(defaults, "thresholds", json_make("{'mode':'absolute','steps':%v}", list));
	json_object_object_del(field, "thresholds");
	color = json_get(defaults, "color");
	if (json_object_is_type(color, json_type_string))
		json_set(defaults, "color", json_make("{'mode':'fixed','fixedColor':%v}", color));
}

/* Before 7.0: field settings stand in the options. */
static void move_field_options(json_object *panel, json_object *options)
{
	json_object *field = json_get_object(options, "fieldOptions");
	json_object *config = need_field_config(panel);
	json_object *overrides = json_get_array(field, "overrides");

	if (!field)
		return;
	json_assign(json_get(config, "defaults"), json_get(field, "defaults"));
	for (size_t i = 0; i < json_length(overrides); i++)
		json_object_array_add(json_get(config, "overrides"),
				      json_object_get(json_at(overrides, i)));
	json_set(options, "reduceOptions",
		 json_make("{'values'?:%v,'limit'?:%v,'calcs'?:%v}", json_get(field, "values"),
			   json_get(field, "limit"), json_get(field, "calcs")));
	json_object_object_del(options, "fieldOptions");
}

/* Before 8.0: percentages end at 0 and 100 by themselves. */
static void set_percent_range(json_object *defaults)
{
	const char *unit = json_get_text(defaults, "unit", "");
	bool is_percent = strcmp(unit, "percent") == 0;

	if (!is_percent && strcmp(unit, "percentunit") != 0)
		return;
	if (!json_is_number(json_get(defaults, "min")))
		json_set(defaults, "min", json_make("0"));
	if (!json_is_number(json_get(defaults, "max")))
		json_set(defaults, "max", json_make("%d", is_percent ? 100 : 1));
}

void migrate_stat(json_object *panel, double version)
{
	json_object *options = json_need_object(panel, "options");
	json_object *defaults = json_get(need_field_config(panel), "defaults");

	if (version < 6.2)
		move_value_options(options);
	if (version < 6.3)
		move_mappings(options);
	if (version < 6.6)
		move_thresholds(options);
	if (version < 7.0)
		move_field_options(panel, options);
	if (version < 7.1 && json_get(defaults, "title"))
		json_rename(defaults, "title", "displayName");
	if (version < 8.0)
		set_percent_range(defaults);
}
