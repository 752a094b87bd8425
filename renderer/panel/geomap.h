#pragma once

#include "renderer/data/dimension.h"
#include "renderer/geo/location.h"
#include "renderer/panel/panel.h"

/* What the files of the map panel share; Source: Grafana 12.3, plugins/panel/geomap. */

/** Which part of the world is seen: Web Mercator metres. */
typedef struct {
	Rect area;
	Point center;
	double resolution; // metres a pixel
} MapView;

typedef struct GeomapLayer GeomapLayer;

typedef struct {
	const PanelContext *context;
	Scene *scene;
	MapView view;
	GeomapLayer *layers;
	size_t n_layers;
} Geomap;

/** How one kind of layer is drawn; rows of layer_types[] in geomap.c. */
typedef struct {
	const char *id; // "type" in the panel
	/** Adds what "fit to data" must show; NULL: nothing. `last_only`: the last point. */
	void (*extend)(const Geomap *map, const GeomapLayer *layer, bool last_only,
		       GeoExtent *extent);
	void (*draw)(const Geomap *map, const GeomapLayer *layer);
	bool has_locations; // of the rows of its first frame
	bool has_legend;
} GeomapLayerType;

struct GeomapLayer {
	const GeomapLayerType *type;
	json_object *json, *config;
	const char *name;
	const Frames *frames; // after the layer's filter
	const Frame *frame;   // the first of them, or NULL
	Locations locations;
	json_object *shapes; // features of its GeoJSON file, or NULL
	const char *problem; // what the picture must say is missing, or NULL
};

extern const GeomapLayerType geomap_markers, geomap_route, geomap_heatmap, geomap_geojson,
	geomap_day_night, geomap_photos, geomap_network;

/* --- View: geomap-view.c --- */

/** The view as options.view says; layers are ready. */
MapView map_view(const Geomap *map, json_object *options, Rect area);

double map_zoom(const MapView *view);
Point map_pixel(const MapView *view, Point degrees);
Point map_pixel_of_metres(const MapView *view, Point at);

/**
 * Calls `draw` with the view moved so that each copy of the world that is seen is drawn once.
 */
typedef void (*DrawWorld)(const Geomap *map, const GeomapLayer *layer, const MapView *view,
			  void *data);
void map_each_world(const Geomap *map, const GeomapLayer *layer, DrawWorld draw, void *data);

/* --- Style: geomap-style.c --- */

/** A style {color, size, opacity, symbol, text, rotation, ...} with its fields found. */
typedef struct {
	json_object *json; // NULL: all is default
	const Geomap *map;
	ColorDimension color;
	ScaleDimension size;
	DimensionField rotation, text;
	const char *symbol; // path, or NULL
	double opacity, line_width;
	bool has_text;
	bool has_fields; // anything that differs from row to row
} MapStyle;

MapStyle map_style(const Geomap *map, const Frame *frame, json_object *json);
const char *map_style_text(const MapStyle *style, size_t row);
double map_style_rotation(const MapStyle *style, size_t row); // degrees

/** Where a symbol of this radius stands beside its place, by symbolAlign. */
Point map_style_shift(const MapStyle *style, double radius);

/** A symbol as the canvas (not WebGL) draws it: filled weakly, with an outline and a text. */
void map_draw_symbol(const MapStyle *style, size_t row, Point at);
void map_draw_label(const MapStyle *style, const char *text, Color color, Point at);
Rect map_label_box(const MapStyle *style, const char *text, Point at);

/* --- Markers' icons: geomap-icon.c --- */

enum { MAP_ICON_COLORS = 256 };

/** One texture a colour, made when it is first asked for; begins with nothing but the style. */
typedef struct {
	const MapStyle *style;
	Color colors[MAP_ICON_COLORS];
	cairo_surface_t *textures[MAP_ICON_COLORS]; // or NULL: there is none of this colour
	size_t n;
} MapIcons;

void map_draw_icon(MapIcons *icons, Color color, double radius, double turn_deg, Point at);

/* --- Lines that flow: geomap-flow.c --- */

typedef enum { ARROW_NONE = 0, ARROW_FORWARD = 1, ARROW_REVERSE = -1, ARROW_BOTH = 2 } MapArrow;

/** A line whose colour and width go from one end's to the other's. */
typedef struct {
	Point from, to;
	Color from_color, to_color;
	double from_width, to_width;
	MapArrow arrow;
	double arrow_px;
} FlowLine;

void map_draw_flow(Scene *scene, const FlowLine *line);

/* --- Over the map: geomap-overlay.c, geomap-legend.c --- */

void map_draw_controls(const Geomap *map);
void map_draw_legends(const Geomap *map);
