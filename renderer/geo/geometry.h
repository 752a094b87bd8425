#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <json-c/json.h>

#include "renderer/arena.h"
#include "renderer/geometry.h"

typedef enum {
	GEO_POINT,
	GEO_LINE,
	GEO_POLYGON,	// parts are its rings, as lines; the first one is its outside
	GEO_COLLECTION, // parts are geometries: several of one kind, or any
} GeoKind;

/** A place or shape on the globe; x is the longitude, y the latitude, in degrees. */
typedef struct Geometry {
	GeoKind kind;
	Point *points; // GEO_POINT: one; GEO_LINE
	size_t n_points;
	struct Geometry **parts; // GEO_POLYGON, GEO_COLLECTION
	size_t n_parts;
	bool is_multi; // a collection of one kind: MultiPoint and the like
} Geometry;

/** Points of all geometries that are read with one budget; starts at GEO_MAX_POINTS. */
enum { GEO_MAX_POINTS = 1000 * 1000 };

Geometry *geometry_point(Arena *arena, Point at);
Geometry *geometry_line(Arena *arena, Point from, Point to);

/**
 * Reads a GeoJSON geometry. NULL for anything else, for one that is too deep, and when `budget`,
 * which is counted down, is used up.
 */
Geometry *geometry_parse(Arena *arena, json_object *json, size_t *budget);

/** The geometry as GeoJSON, as it stands in cells of geo fields; the arena keeps it. */
json_object *geometry_to_json(Arena *arena, const Geometry *geometry);

/**
 * The geometry as text, "POINT(13.4 52.5)", after its way to Web Mercator and back, whose digits
 * the browser shows.
 */
const char *geometry_to_wkt(Arena *arena, const Geometry *geometry);

/** Metres of Web Mercator (EPSG:3857), and back. Latitudes end where its square does. */
Point mercator_of(Point degrees);
Point mercator_to_degrees(Point metres);

/** Half of the world's side in metres. */
#define MERCATOR_HALF 20037508.342789244

/** Left, bottom, right and top in metres; empty while min > max. */
typedef struct {
	Point min, max;
} GeoExtent;

GeoExtent geo_extent_empty(void);
bool geo_extent_is_empty(const GeoExtent *extent);
void geo_extent_add(GeoExtent *extent, const Geometry *geometry);

/** The middle of the geometry's extent, a point itself. */
Point geometry_center(const Geometry *geometry);

/** The last of all its points. */
bool geometry_last_point(const Geometry *geometry, Point *point);
