#include "renderer/model/migrate-panel.h"

#include <string.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * XY charts of before Grafana 11.1 name their columns; today's match them.
 * Source: Grafana 12.3, plugins/panel/xychart/migrations.ts.
 */

/* A field by name, or any number field without one; a new reference. */
static json_object *field_matcher(json_object *name)
{
	return name ? json_make("{'id':'byName','options':%v}", name)
		    : json_make("{'id':'byType','options':'number'}");
}

static bool has_override(json_object *overrides, json_object *matcher, const char *id)
{
	for (size_t i = 0; i < json_length(overrides); i++) {
		json_object *rule = json_at(overrides, i);
		json_object *properties = json_get(rule, "properties");

		if (!json_object_equal(json_get(rule, "matcher"), matcher))
			continue;
		for (size_t j = 0; j < json_length(properties); j++)
			if (strcmp(json_get_text(json_at(properties, j), "id", ""), id) == 0)
				return true;
	}
	return false;
}

/* A setting of the series becomes an override of `target`, unless `matcher` has it already. */
static void push_setting(json_object *overrides, json_object *matcher, json_object *target,
			 const char *id, json_object *take_value)
{
	if (!has_override(overrides, matcher, id))
		push_property(push_override(overrides, json_get_text(target, "id", ""),
					    json_object_get(json_get(target, "options"))),
			      id, json_object_get(take_value));
	json_object_put(take_value);
}

static bool differs(json_object *value, json_object *fallback)
{
	return json_is_truthy(value) && !json_object_equal(value, fallback);
}

static void push_point_settings(json_object *config, json_object *series, json_object *y)
{
	json_object *custom = json_get(config, "defaults.custom");
	json_object *overrides = json_get(config, "overrides");
	json_object *color = json_get(series, "pointColor.fixed");
	json_object *size = json_get(series, "pointSize.fixed");
	json_object *size_field = json_get(series, "pointSize.field");
	json_object *min = json_get(series, "pointSize.min");
	json_object *max = json_get(series, "pointSize.max");

	if (!json_get(series, "pointColor.field") &&
	    differs(color, json_get(custom, "pointColor.fixed")))
		push_setting(overrides, y, y, "color",
			     json_make("{'mode':'fixed','fixedColor':%v}", color));
	if (!size_field && differs(size, json_get(custom, "pointSize.fixed")))
		push_setting(overrides, y, y, "custom.pointSize.fixed", json_object_get(size));
	if (!size_field)
		return;
	json_object *target = field_matcher(size_field);

	if (differs(min, json_get(custom, "pointSize.min")))
		push_setting(overrides, y, target, "custom.pointSize.min", json_object_get(min));
	if (differs(max, json_get(custom, "pointSize.max")))
		push_setting(overrides, y, target, "custom.pointSize.max", json_object_get(max));
	json_object_put(target);
}

/* {matcher} of a field that a dimension names; NULL for none. A new reference. */
static json_object *dimension(json_object *name)
{
	return json_is_truthy(name) ? json_make("{'matcher':{'id':'byName','options':%v}}", name)
				    : NULL;
}

static json_object *new_series(json_object *old, json_object *dims, json_object *x,
			       json_object *y, int frame)
{
	json_object *exclude = json_get_array(dims, "exclude");
	json_object *color = dimension(json_get(old, "pointColor.field"));
	json_object *size = dimension(json_get(old, "pointSize.field"));
	json_object *series = json_make(
		"{'frame':{'matcher':{'id':'byIndex','options':%d}},'x':{'matcher':%v},"
		"'y':{'matcher':%v},'color'?:%v,'size'?:%v}",
		frame, x, y, color, size);

	if (json_length(exclude))
		json_set(json_get(series, "y"), "exclude",
			 json_make("{'id':'byNames','options':%v}", exclude));
	json_object_put(color);
	json_object_put(size);
	return series;
}

static json_object *migrated_series(json_object *panel, json_object *old_series, bool is_manual)
{
	json_object *dims = json_get_object(panel, "options.dims");
	json_object *config = need_field_config(panel);
	json_object *list = json_object_new_array();
	int shared_frame = json_get_int(dims, "frame", 0, 0, 10000);
	int next_frame = 0;

	for (size_t i = 0; i < json_length(old_series); i++) {
		json_object *old = json_at(old_series, i);
		json_object *x_name = json_get(old, "x");
		json_object *x = field_matcher(x_name ? x_name : json_get(dims, "x"));
		json_object *y = field_matcher(json_get(old, "y"));
		int frame = is_manual ? next_frame : shared_frame;

		if (json_get(old, "frame"))
			frame = json_get_int(old, "frame", 0, 0, 10000);
		else
			next_frame++;
		push_point_settings(config, old, y);
		json_object_array_add(list, new_series(old, dims, x, y, frame));
		json_object_put(x);
		json_object_put(y);
	}
	return list;
}

void migrate_xychart(json_object *panel, double version)
{
	json_object *options = json_need_object(panel, "options");
	const char *mapping = json_get_text(options, "seriesMapping", "");
	bool is_auto = strcmp(mapping, "auto") == 0;
	json_object *old_series, *series;

	if (version >= 11.1)
		return;
	old_series = is_auto ? json_make("[{}]") : json_object_get(json_get(options, "series"));
	series = migrated_series(panel, old_series, strcmp(mapping, "manual") == 0);
	json_object_object_del(options, "dims");
	json_object_object_del(options, "seriesMapping");
	json_set(options, "mapping", json_make("%s", is_auto ? "auto" : "manual"));
	json_set(options, "series", series);
	json_object_put(old_series);
}
