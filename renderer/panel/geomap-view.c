#include "renderer/panel/geomap.h"

#include "renderer/json.h"

#include <math.h>
#include <string.h>

/*
 * OpenLayers' view: a zoom is a resolution, which is kept so small that the world fills the map;
 * the centre is kept so that the map does not go beyond the poles' side.
 * Source: OpenLayers, View.js, resolutionconstraint.js and centerconstraint.js.
 */

enum { TILE_PX = 256, MAX_ZOOM = 28, DEFAULT_ZOOM = 1, DEFAULT_PADDING = 5 };

static const struct {
	const char *id;
	Point center; // degrees
} regions[] = {
	{ "zero", { 0, 0 } },		 { "north-america", { -100, 40 } },
	{ "south-america", { -60, -20 } }, { "europe", { 14, 46 } },
	{ "africa", { 30, 0 } },	 { "west-asia", { 53, 26 } },
	{ "s-asia", { 80, 19.5 } },	 { "se-asia", { 106, 10 } },
	{ "e-asia", { 120, 33 } },	 { "australia", { 135, -25 } },
	{ "oceania", { -140, -10 } },
};

static double resolution_of_zoom(double zoom)
{
	return 2 * MERCATOR_HALF / TILE_PX / exp2(zoom);
}

static double zoom_of_resolution(double resolution)
{
	return log2(2 * MERCATOR_HALF / TILE_PX / resolution);
}

Point map_pixel(const MapView *view, Point degrees)
{
	return map_pixel_of_metres(view, mercator_of(degrees));
}

double map_zoom(const MapView *view)
{
	return zoom_of_resolution(view->resolution);
}

Point map_pixel_of_metres(const MapView *view, Point at)
{
	return (Point){
		view->area.x + view->area.width / 2 + (at.x - view->center.x) / view->resolution,
		view->area.y + view->area.height / 2 - (at.y - view->center.y) / view->resolution,
	};
}

static double constrain_resolution(double resolution, double max_zoom, Rect area)
{
	double fills = fmin(2 * MERCATOR_HALF / area.width, 2 * MERCATOR_HALF / area.height);
	double most = fmin(resolution_of_zoom(0), fills);
	double least = fmin(resolution_of_zoom(max_zoom), most);

	return isfinite(resolution) ? CLAMP(resolution, least, most) : most;
}

/* Where the world is not repeated beside itself, the map does not go beyond its sides either. */
static void constrain_center(MapView *view, bool is_single)
{
	double most_x = fmax(0, MERCATOR_HALF - view->area.width * view->resolution / 2);
	double most_y = fmax(0, MERCATOR_HALF - view->area.height * view->resolution / 2);

	view->center.y = CLAMP(view->center.y, -most_y, most_y);
	if (is_single)
		view->center.x = CLAMP(view->center.x, -most_x, most_x);
}

/* --- Fit to data --- */

static GeoExtent extent_of_layers(const Geomap *map, json_object *options)
{
	bool takes_all = json_get_bool(options, "allLayers", true);
	bool last_only = json_get_bool(options, "lastOnly", false);
	const char *name = json_get_text(options, "layer", "");
	GeoExtent extent = geo_extent_empty();

	for (size_t i = 0; i < map->n_layers; i++) {
		const GeomapLayer *layer = &map->layers[i];

		if (layer->type->extend && (takes_all || strcmp(layer->name, name) == 0))
			layer->type->extend(map, layer, last_only, &extent);
	}
	return extent;
}

/* An option that counts as set: a number that is not 0. */
static double number_or_nan(json_object *options, const char *key)
{
	double number = json_get_number(options, key, 0);

	return isfinite(number) && number != 0 ? number : NAN;
}

static void fit(const Geomap *map, json_object *options, MapView *view)
{
	GeoExtent extent = extent_of_layers(map, options);
	double max_zoom = json_get(options, "zoom") ? number_or_nan(options, "zoom") : DEFAULT_ZOOM;
	double padding = json_get_number(options, "padding", DEFAULT_PADDING);

	if (geo_extent_is_empty(&extent))
		return;
	if (isnan(max_zoom))
		max_zoom = number_or_nan(options, "maxZoom");
	view->resolution = fmax((extent.max.x - extent.min.x) / view->area.width,
				(extent.max.y - extent.min.y) / view->area.height) *
			   (padding / 100 + 1);
	view->center = (Point){ (extent.min.x + extent.max.x) / 2,
				(extent.min.y + extent.max.y) / 2 };
	view->resolution = constrain_resolution(view->resolution, MAX_ZOOM, view->area);
	if (zoom_of_resolution(view->resolution) > max_zoom)
		view->resolution = resolution_of_zoom(max_zoom);
}

/* --- The view --- */

static Point center_of(json_object *options, const char *id)
{
	Point degrees = { json_get_number(options, "lon", 0), json_get_number(options, "lat", 0) };

	for (size_t i = 0; i < G_N_ELEMENTS(regions); i++)
		if (strcmp(id, regions[i].id) == 0)
			return regions[i].center;
	return strcmp(id, "coords") == 0 && isfinite(degrees.x) && isfinite(degrees.y)
		       ? degrees
		       : (Point){ 0, 0 };
}

/* Grafana sets a least zoom as the greatest, too. */
static double max_zoom_of(json_object *options)
{
	double least = number_or_nan(options, "minZoom");
	double most = isnan(least) ? number_or_nan(options, "maxZoom") : least;

	return isnan(most) ? MAX_ZOOM : CLAMP(most, 0, MAX_ZOOM);
}

MapView map_view(const Geomap *map, json_object *options, Rect area)
{
	const char *id = json_get_text(options, "id", "zero");
	bool is_fit = strcmp(id, "fit") == 0;
	double zoom = is_fit ? NAN : number_or_nan(options, "zoom");
	MapView view = { area, mercator_of(center_of(options, id)),
			 resolution_of_zoom(isnan(zoom) ? DEFAULT_ZOOM : zoom) };

	if (is_fit)
		fit(map, options, &view);
	view.resolution = constrain_resolution(view.resolution, max_zoom_of(options), area);
	constrain_center(&view, json_get_bool(options, "noRepeat", false));
	return view;
}

void map_each_world(const Geomap *map, const GeomapLayer *layer, DrawWorld draw, void *data)
{
	enum { MAX_COPIES = 8 };
	double world = 2 * MERCATOR_HALF, half = map->view.area.width * map->view.resolution / 2;
	/* One more on each side: symbols and texts are wider than their places. */
	double margin = 100 * map->view.resolution;
	double first = floor((map->view.center.x - half - margin + MERCATOR_HALF) / world);
	double last = floor((map->view.center.x + half + margin + MERCATOR_HALF) / world);

	for (double copy = first; copy <= last && copy < first + MAX_COPIES; copy++) {
		MapView view = map->view;

		view.center.x -= copy * world;
		draw(map, layer, &view, data);
	}
}
