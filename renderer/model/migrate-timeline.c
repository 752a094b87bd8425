#include "renderer/model/migrate-panel.h"

#include <math.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * The plugin natel-discrete-panel to the state timeline.
 * Source: Grafana 12.3, plugins/panel/state-timeline/migrations.ts.
 */

static const char *text_at(json_object *json, const char *key)
{
	json_object *value = json_get(json, key);

	return json_is_truthy(value) ? json_object_get_string(value) : NULL;
}

/* Colours belong to shown texts. */
static void read_colors(json_object *panel, json_object *values)
{
	json_object *list = json_get_array(panel, "colorMaps");

	for (size_t i = 0; i < json_length(list); i++) {
		const char *color = text_at(json_at(list, i), "color");
		const char *text = text_at(json_at(list, i), "text");

		if (color && text)
			json_set(values, text, json_make("{'color':%s}", color));
	}
}

static void read_values(json_object *panel, json_object *values)
{
	json_object *list = json_get_array(panel, "valueMaps");

	for (size_t i = 0; i < json_length(list); i++) {
		const char *text = text_at(json_at(list, i), "text");
		const char *value = text_at(json_at(list, i), "value");

		if (text && value)
			json_set(json_need_object(values, value), "text", json_make("%s", text));
	}
}

/* The colour that a text has as a value of its own, or NULL. */
static json_object *color_of_text(json_object *values, const char *text)
{
	json_object *value = NULL;

	json_object_object_get_ex(values, text, &value);
	return json_get(value, "color");
}

static void color_values(json_object *values)
{
	json_object_object_foreach(values, key, value) {
		const char *text = text_at(value, "text");
		json_object *color = text ? color_of_text(values, text) : NULL;

		(void)key;
		if (color && !json_get(value, "color"))
			json_set(value, "color", json_object_get(color));
	}
}

static json_object *range_end(json_object *end)
{
	double number = end ? json_to_number(end) : NAN;

	return isnan(number) ? NULL : json_make("%g", number);
}

static void add_ranges(json_object *panel, json_object *mappings, json_object *values)
{
	json_object *list = json_get_array(panel, "rangeMaps");

	for (size_t i = 0; i < json_length(list); i++) {
		const char *text = text_at(json_at(list, i), "text");
		json_object *from = range_end(json_get(json_at(list, i), "from"));
		json_object *to = range_end(json_get(json_at(list, i), "to"));

		if (text)
			json_object_array_add(
				mappings, json_make("{'type':'range','options':{'from':%v,'to':%v,"
						    "'result':{'text':%s,'color'?:%v}}}",
						    from, to, text, color_of_text(values, text)));
		json_object_put(from);
		json_object_put(to);
	}
}

void migrate_discrete(json_object *panel)
{
	json_object *defaults = json_get(need_field_config(panel), "defaults");
	json_object *values = json_object_new_object();
	json_object *mappings = json_make("[{'type':'value','options':%v}]", values);

	read_colors(panel, values);
	read_values(panel, values);
	color_values(values);
	add_ranges(panel, mappings, values);
	if (text_at(panel, "units"))
		json_set(defaults, "unit", json_make("%s", text_at(panel, "units")));
	json_set(defaults, "custom", json_make("{'fillOpacity':100,'lineWidth':0}"));
	json_set(defaults, "mappings", mappings);
	assign_options(panel, json_make("{'mergeValues':true}"));
	json_object_put(values);
}
