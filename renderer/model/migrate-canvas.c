#include "renderer/model/migrate-panel.h"

#include <string.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * Elements of older canvas panels.
 * Source: Grafana 12.3, plugins/panel/canvas/migrations.ts.
 */

static bool is_type(json_object *element, const char *type)
{
	return strcmp(json_get_text(element, "type", ""), type) == 0;
}

/* Before versions were written. */
static void rename_text_box(json_object *element)
{
	if (is_type(element, "text-box"))
		json_set(element, "type", json_make("'rectangle'"));
}

/* 11.0: an ellipse had a background and border of its own. */
static void move_ellipse_settings(json_object *element)
{
	json_object *config = json_get_object(element, "config");
	json_object *border;

	if (!config || !is_type(element, "ellipse"))
		return;
	border = json_need_object(element, "border");
	if (json_get(config, "backgroundColor"))
		json_set(element, "background", json_object_get(json_get(config, "backgroundColor")));
	if (json_get(config, "borderColor"))
		json_set(border, "color", json_object_get(json_get(config, "borderColor")));
	if (json_get(config, "width"))
		json_set(border, "width", json_object_get(json_get(config, "width")));
}

/* Until 12.2 a connection's direction was a word, or missing. */
static void set_directions(json_object *element)
{
	json_object *connections = json_get_array(element, "connections");

	for (size_t i = 0; i < json_length(connections); i++) {
		json_object *connection = json_at(connections, i);
		json_object *direction = json_get(connection, "direction");

		if (!json_object_is_type(direction, json_type_object))
			json_set(connection, "direction",
				 json_make("{'mode':'fixed','fixed':%s}",
					   direction ? json_object_get_string(direction)
						     : "forward"));
	}
}

void migrate_canvas(json_object *panel, double version)
{
	json_object *elements = json_get_array(panel, "options.root.elements");
	bool has_version = json_is_truthy(json_get(panel, "pluginVersion"));

	for (size_t i = 0; i < json_length(elements); i++) {
		json_object *element = json_at(elements, i);

		if (!has_version)
			rename_text_box(element);
		if (has_version && version >= 11.0 && version < 11.1)
			move_ellipse_settings(element);
		if (has_version && version <= 12.2)
			set_directions(element);
	}
}
