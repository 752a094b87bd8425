#include "renderer/geo/geometry.h"

#include "renderer/data/number.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

enum { MAX_DEPTH = 8 };

/* Of the sphere that Web Mercator takes the earth for. */
#define EARTH_RADIUS 6378137.0

/* --- Making --- */

static Geometry *new_geometry(Arena *arena, GeoKind kind, size_t n_points, size_t n_parts)
{
	Geometry *geometry = arena_new_one(arena, Geometry);

	geometry->kind = kind;
	geometry->points = arena_new_array(arena, Point, n_points + 1);
	geometry->parts = arena_new_array(arena, Geometry *, n_parts + 1);
	return geometry;
}

Geometry *geometry_point(Arena *arena, Point at)
{
	Geometry *point = new_geometry(arena, GEO_POINT, 1, 0);

	point->points[point->n_points++] = at;
	return point;
}

Geometry *geometry_line(Arena *arena, Point from, Point to)
{
	Geometry *line = new_geometry(arena, GEO_LINE, 2, 0);

	line->points[line->n_points++] = from;
	line->points[line->n_points++] = to;
	return line;
}

/* --- GeoJSON --- */

static bool parse_position(json_object *json, Point *point)
{
	if (!json_object_is_type(json, json_type_array) || json_object_array_length(json) < 2)
		return false;
	point->x = json_object_get_double(json_object_array_get_idx(json, 0));
	point->y = json_object_get_double(json_object_array_get_idx(json, 1));
	return isfinite(point->x) && isfinite(point->y);
}

static Geometry *parse_line(Arena *arena, json_object *json, size_t *budget)
{
	if (!json_object_is_type(json, json_type_array))
		return NULL;
	size_t n = json_object_array_length(json);

	if (n == 0 || n > *budget)
		return NULL;
	Geometry *line = new_geometry(arena, GEO_LINE, n, 0);

	*budget -= n;
	for (size_t i = 0; i < n; i++)
		if (parse_position(json_object_array_get_idx(json, i), &line->points[line->n_points]))
			line->n_points++;
	return line->n_points ? line : NULL;
}

static Geometry *parse_point(Arena *arena, json_object *json, size_t *budget)
{
	Point at;

	if (*budget == 0 || !parse_position(json, &at))
		return NULL;
	(*budget)--;
	return geometry_point(arena, at);
}

typedef Geometry *(*ParsePart)(Arena *arena, json_object *json, size_t *budget);

/* Parts that are no geometries are left out. */
static Geometry *parse_parts(Arena *arena, json_object *json, GeoKind kind, ParsePart parse,
			     size_t *budget)
{
	if (!json_object_is_type(json, json_type_array))
		return NULL;
	size_t n = MIN(json_object_array_length(json), *budget);
	Geometry *whole = new_geometry(arena, kind, 0, n);

	for (size_t i = 0; i < n; i++) {
		Geometry *part = parse(arena, json_object_array_get_idx(json, i), budget);

		if (part)
			whole->parts[whole->n_parts++] = part;
	}
	return whole->n_parts ? whole : NULL;
}

static Geometry *parse_polygon(Arena *arena, json_object *json, size_t *budget)
{
	return parse_parts(arena, json, GEO_POLYGON, parse_line, budget);
}

static const struct {
	const char *type;
	bool is_multi;
	ParsePart parse;
} kinds[] = {
	{ "Point", false, parse_point },      { "MultiPoint", true, parse_point },
	{ "LineString", false, parse_line },  { "MultiLineString", true, parse_line },
	{ "Polygon", false, parse_polygon },  { "MultiPolygon", true, parse_polygon },
};

static Geometry *parse_at(Arena *arena, json_object *json, size_t *budget, int depth);

static Geometry *parse_collection(Arena *arena, json_object *json, size_t *budget, int depth)
{
	json_object *list = json_get_array(json, "geometries");
	size_t n = list ? MIN(json_object_array_length(list), *budget) : 0;
	Geometry *whole = new_geometry(arena, GEO_COLLECTION, 0, n);

	for (size_t i = 0; i < n; i++) {
		Geometry *part =
			parse_at(arena, json_object_array_get_idx(list, i), budget, depth + 1);

		if (part)
			whole->parts[whole->n_parts++] = part;
	}
	return whole->n_parts ? whole : NULL;
}

static Geometry *parse_at(Arena *arena, json_object *json, size_t *budget, int depth)
{
	const char *type = json_get_text(json, "type", "");
	json_object *coordinates = json_get_array(json, "coordinates");

	if (depth > MAX_DEPTH)
		return NULL;
	if (strcmp(type, "GeometryCollection") == 0)
		return parse_collection(arena, json, budget, depth);
	for (size_t i = 0; coordinates && i < G_N_ELEMENTS(kinds); i++) {
		if (strcmp(type, kinds[i].type) != 0)
			continue;
		if (!kinds[i].is_multi)
			return kinds[i].parse(arena, coordinates, budget);
		Geometry *whole =
			parse_parts(arena, coordinates, GEO_COLLECTION, kinds[i].parse, budget);

		if (whole)
			whole->is_multi = true;
		return whole;
	}
	return NULL;
}

Geometry *geometry_parse(Arena *arena, json_object *json, size_t *budget)
{
	return parse_at(arena, json, budget, 0);
}

static json_object *position_json(Point at)
{
	json_object *json = json_object_new_array();

	json_object_array_add(json, json_object_new_double(at.x));
	json_object_array_add(json, json_object_new_double(at.y));
	return json;
}

static json_object *line_json(const Geometry *line)
{
	json_object *json = json_object_new_array();

	for (size_t i = 0; i < line->n_points; i++)
		json_object_array_add(json, position_json(line->points[i]));
	return json;
}

static json_object *coordinates_json(const Geometry *geometry)
{
	if (geometry->kind == GEO_POINT)
		return position_json(geometry->points[0]);
	if (geometry->kind == GEO_LINE)
		return line_json(geometry);
	json_object *json = json_object_new_array();

	for (size_t i = 0; i < geometry->n_parts; i++)
		json_object_array_add(json, coordinates_json(geometry->parts[i]));
	return json;
}

static const char *const json_types[] = { "Point", "LineString", "Polygon", "GeometryCollection" };

static json_object *to_json(const Geometry *geometry)
{
	json_object *json = json_object_new_object(), *list = NULL;
	const char *type = json_types[geometry->kind];
	g_autofree char *multi = geometry->is_multi
					 ? g_strconcat("Multi", json_types[geometry->parts[0]->kind], NULL)
					 : NULL;

	json_object_object_add(json, "type", json_object_new_string(multi ? multi : type));
	if (geometry->kind != GEO_COLLECTION || multi) {
		json_object_object_add(json, "coordinates", coordinates_json(geometry));
		return json;
	}
	list = json_object_new_array();
	for (size_t i = 0; i < geometry->n_parts; i++)
		json_object_array_add(list, to_json(geometry->parts[i]));
	json_object_object_add(json, "geometries", list);
	return json;
}

json_object *geometry_to_json(Arena *arena, const Geometry *geometry)
{
	return arena_take_json(arena, to_json(geometry));
}

/* --- Text; Source: OpenLayers, format/WKT.js --- */

static void print_point(GString *text, Point degrees)
{
	Point at = mercator_to_degrees(mercator_of(degrees));
	char x[40], y[40];

	number_to_text(at.x, x, sizeof(x));
	number_to_text(at.y, y, sizeof(y));
	g_string_append_printf(text, "%s %s", x, y);
}

/* Coordinates, each list of them in brackets. */
static void print_coordinates(GString *text, const Geometry *geometry)
{
	for (size_t i = 0; i < geometry->n_points; i++) {
		if (i)
			g_string_append_c(text, ',');
		print_point(text, geometry->points[i]);
	}
	for (size_t i = 0; i < geometry->n_parts; i++) {
		g_string_append(text, i ? ",(" : "(");
		print_coordinates(text, geometry->parts[i]);
		g_string_append_c(text, ')');
	}
}

static void print_wkt(GString *text, const Geometry *geometry)
{
	static const char *const types[] = { "POINT", "LINESTRING", "POLYGON" };
	bool is_plain = geometry->kind != GEO_COLLECTION;

	if (is_plain || geometry->is_multi) {
		g_string_append_printf(text, "%s%s(", is_plain ? "" : "MULTI",
				       types[is_plain ? geometry->kind : geometry->parts[0]->kind]);
		print_coordinates(text, geometry);
		g_string_append_c(text, ')');
		return;
	}
	g_string_append(text, "GEOMETRYCOLLECTION(");
	for (size_t i = 0; i < geometry->n_parts; i++) {
		if (i)
			g_string_append_c(text, ',');
		print_wkt(text, geometry->parts[i]);
	}
	g_string_append_c(text, ')');
}

const char *geometry_to_wkt(Arena *arena, const Geometry *geometry)
{
	GString *text = g_string_new(NULL);

	print_wkt(text, geometry);
	return arena_take_string(arena, text);
}

/* --- Projection --- */

Point mercator_of(Point degrees)
{
	double y = EARTH_RADIUS * log(tan(G_PI * (degrees.y + 90) / 360));

	return (Point){ MERCATOR_HALF * degrees.x / 180, CLAMP(y, -MERCATOR_HALF, MERCATOR_HALF) };
}

Point mercator_to_degrees(Point metres)
{
	return (Point){ 180 * metres.x / MERCATOR_HALF,
			360 * atan(exp(metres.y / EARTH_RADIUS)) / G_PI - 90 };
}

/* --- Extents --- */

GeoExtent geo_extent_empty(void)
{
	return (GeoExtent){ { INFINITY, INFINITY }, { -INFINITY, -INFINITY } };
}

bool geo_extent_is_empty(const GeoExtent *extent)
{
	return !(extent->max.x >= extent->min.x) || !(extent->max.y >= extent->min.y);
}

void geo_extent_add(GeoExtent *extent, const Geometry *geometry)
{
	for (size_t i = 0; i < geometry->n_points; i++) {
		Point at = mercator_of(geometry->points[i]);

		extent->min = (Point){ fmin(extent->min.x, at.x), fmin(extent->min.y, at.y) };
		extent->max = (Point){ fmax(extent->max.x, at.x), fmax(extent->max.y, at.y) };
	}
	for (size_t i = 0; i < geometry->n_parts; i++)
		geo_extent_add(extent, geometry->parts[i]);
}

Point geometry_center(const Geometry *geometry)
{
	GeoExtent extent = geo_extent_empty();

	geo_extent_add(&extent, geometry);
	return mercator_to_degrees((Point){ (extent.min.x + extent.max.x) / 2,
					    (extent.min.y + extent.max.y) / 2 });
}

bool geometry_last_point(const Geometry *geometry, Point *point)
{
	if (geometry->n_parts)
		return geometry_last_point(geometry->parts[geometry->n_parts - 1], point);
	if (geometry->n_points)
		*point = geometry->points[geometry->n_points - 1];
	return geometry->n_points > 0;
}
