#include "renderer/model/migrate-panel.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * The plugin grafana-worldmap-panel to the geomap, and geomaps of 8.1 and 8.2.
 * Source: Grafana 12.3, plugins/panel/geomap/migrations.ts.
 */

/* --- World map --- */

static void set_number(json_object *json, const char *key, json_object *value)
{
	double number = json_to_number(value);

	if (!isnan(number) && number != 0)
		json_set(json, key, json_make("%g", number));
}

/* How the circles look; NULL parts are the panel's defaults. A new reference. */
static json_object *marker_style(json_object *panel)
{
	json_object *size = json_make("{'fixed':5,'min':2,'max':15}");
	json_object *style;

	set_number(size, "max", json_get(panel, "circleMaxSize"));
	set_number(size, "min", json_get(panel, "circleMinSize"));
	style = json_make("{'size':%v,'color':{'fixed':'dark-green'},'opacity':0.4,"
			  "'symbol':{'mode':'fixed','fixed':'img/icons/marker/circle.svg'}}",
			  size);
	json_object_put(size);
	return style;
}

/* Countries and states are found by name, anything else by what the data have. */
static json_object *marker_location(json_object *panel, bool is_reduced)
{
	const char *places = json_get_text(panel, "locationData", "");
	const char *list = NULL;

	if (g_str_has_prefix(places, "countries"))
		list = "public/gazetteer/countries.json";
	else if (strcmp(places, "states") == 0)
		list = "public/gazetteer/usa-states.json";
	if (!is_reduced || !list)
		return json_make("{'mode':'auto'}");
	return json_make("{'mode':'lookup','gazetteer':%s}", list);
}

static json_object *view_options(json_object *panel)
{
	static const struct {
		const char *old, *id;
	} centers[] = {
		{ "(0°, 0°)", "zero" },	      { "North America", "north-america" },
		{ "Europe", "europe" },	      { "West Asia", "west-asia" },
		{ "SE Asia", "se-asia" },     { "Last GeoHash", "coords" },
	};
	const char *center = json_get_text(panel, "mapCenter", "");
	json_object *view = json_object_new_object();

	for (size_t i = 0; i < G_N_ELEMENTS(centers); i++)
		if (strcmp(centers[i].old, center) == 0)
			json_set(view, "id", json_make("%s", centers[i].id));
	set_number(view, "zoom", json_get(panel, "initialZoom"));
	set_number(view, "lat", json_get(panel, "mapCenterLatitude"));
	set_number(view, "lon", json_get(panel, "mapCenterLongitude"));
	return view;
}

static void set_defaults(json_object *panel)
{
	json_object *defaults = json_object_new_object();
	json_object *steps = angular_threshold_steps(panel);

	set_number(defaults, "decimals", json_get(panel, "decimals"));
	if (steps)
		json_set(defaults, "thresholds",
			 json_make("{'mode':'absolute','steps':%v}", steps));
	json_set(panel, "fieldConfig", json_make("{'defaults':%v,'overrides':[]}", defaults));
	json_object_put(defaults);
	json_object_put(steps);
}

void migrate_worldmap(json_object *panel)
{
	const Reducer *reducer = reducer_find(json_get_text(panel, "valueName", ""));
	bool is_reduced = reducer && *json_get_text(panel, "locationData", "");
	json_object *style = marker_style(panel), *view = view_options(panel);
	json_object *location = marker_location(panel, is_reduced);

	set_defaults(panel);
	if (is_reduced)
		json_object_array_add(json_need_array(panel, "transformations"),
				      json_make("{'id':'reduce','options':{'reducers':[%s]}}",
						reducer->id));
	assign_options(panel,
		       json_make("{'view':%v,'controls':{'showZoom':true,'mouseWheelZoom':%b},"
				 "'basemap':{'type':'default','name':'Basemap'},"
				 "'layers':[{'type':'markers','name':'','location':%v,"
				 "'config':{'style':%v,'showLegend':true},'tooltip':true}]}",
				 view, json_is_truthy(json_get(panel, "mouseWheelZoom")), location,
				 style));
	json_object_put(style);
	json_object_put(view);
	json_object_put(location);
}

/* --- 8.1 and 8.2: the style of the one layer was its configuration --- */

void migrate_geomap(json_object *panel, double version)
{
	json_object *layers = json_get_array(panel, "options.layers");
	json_object *layer = json_at(layers, 0), *config = json_get_object(layer, "config");
	json_object *style;

	if (version < 8.1 || version >= 8.3 || json_length(layers) != 1 || !config ||
	    strcmp(json_get_text(layer, "type", ""), "markers") != 0)
		return;
	style = json_make("{'size'?:%v,'color'?:%v,'opacity'?:%v}", json_get(config, "size"),
			  json_get(config, "color"), json_get(config, "fillOpacity"));
	json_set(layer, "config",
		 json_make("{'style':%v,'showLegend':%b}", style,
			   json_is_truthy(json_get(config, "showLegend"))));
	json_object_put(style);
}
