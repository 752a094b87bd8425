#include "renderer/panel/geomap.h"

#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* Shapes of a file of Grafana's, in a style chosen by rules on their properties. */

enum { MAX_RULES = 100, MAX_FEATURES = 20000 };

typedef struct {
	json_object *check; // NULL: fits all
	MapStyle style;
} ShapeRule;

typedef struct {
	ShapeRule rules[MAX_RULES + 1];
	size_t n_rules;
	Geometry **geometries; // of the features, NULL where there is none
	json_object *features;
	size_t n;
} Shapes;

/* --- Rules --- */

static bool holds(const char *operation, ValueOrder order)
{
	static const struct {
		const char *id;
		bool less, equal, greater;
	} operations[] = {
		{ "eq", false, true, false },  { "neq", true, false, true },
		{ "lt", true, false, false },  { "lte", true, true, false },
		{ "gt", false, false, true },  { "gte", false, true, true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(operations); i++) {
		if (strcmp(operation, operations[i].id) != 0)
			continue;
		return order == VALUE_LESS    ? operations[i].less
		       : order == VALUE_EQUAL ? operations[i].equal
		       : order == VALUE_GREATER ? operations[i].greater
						: strcmp(operation, "neq") == 0;
	}
	return false;
}

static bool rule_fits(const ShapeRule *rule, json_object *feature)
{
	json_object *properties = json_get_object(feature, "properties"), *property = NULL;

	if (!rule->check)
		return true;
	if (properties)
		json_object_object_get_ex(properties, json_get_text(rule->check, "property", ""),
					  &property);
	return holds(json_get_text(rule->check, "operation", "eq"),
		     value_order(value_of_json(property),
				 value_of_json(json_get(rule->check, "value"))));
}

static const MapStyle *style_of(const Shapes *shapes, json_object *feature)
{
	for (size_t i = 0; i + 1 < shapes->n_rules; i++)
		if (rule_fits(&shapes->rules[i], feature))
			return &shapes->rules[i].style;
	return &shapes->rules[shapes->n_rules - 1].style;
}

static void read_rules(const Geomap *map, const GeomapLayer *layer, Shapes *shapes)
{
	json_object *list = json_get_array(layer->config, "rules");
	size_t n = list ? MIN(json_object_array_length(list), MAX_RULES) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *json = json_object_array_get_idx(list, i);

		if (json_get_object(json, "style"))
			shapes->rules[shapes->n_rules++] = (ShapeRule){
				json_get_object(json, "check"),
				map_style(map, NULL, json_get_object(json, "style")),
			};
	}
	shapes->rules[shapes->n_rules++] = (ShapeRule){
		NULL, map_style(map, NULL, json_get_object(layer->config, "style"))
	};
}

/* --- Shapes --- */

/* A style as the feature's own properties change it. */
typedef struct {
	const MapStyle *style;
	Color color;
	double opacity, line_width, size;
} ShapeStyle;

/* The kind of a geometry, or of what a collection begins with. */
static GeoKind kind_of(const Geometry *geometry)
{
	while (geometry->kind == GEO_COLLECTION && geometry->n_parts)
		geometry = geometry->parts[0];
	return geometry->kind;
}

static ShapeStyle shape_style(const Geomap *map, const MapStyle *style, json_object *feature,
			      GeoKind kind)
{
	static const char *const color_keys[] = { "marker-color", "stroke", "fill", "fill" };
	json_object *own = json_get_object(feature, "properties");
	const char *color = json_get_text(own, color_keys[kind], NULL);
	double opacity = kind == GEO_POLYGON ? json_get_number(own, "fill-opacity", style->opacity)
					     : style->opacity;

	return (ShapeStyle){
		.style = style,
		.color = color ? theme_color(map->context->theme, color) : style->color.fixed,
		.opacity = CLAMP(opacity, 0, 1),
		.line_width = json_get_number(own, "stroke-width", style->line_width),
		.size = json_get_number(own, "marker-size", style->size.fixed),
	};
}

/* The device pixel of the map that a point lies in. */
static Point pixel_of(const MapView *view, double scale, Point at)
{
	return (Point){ trunc((at.x - view->area.x) * scale + 0.5),
			trunc((at.y - view->area.y) * scale + 0.5) };
}

/* OpenLayers simplifies rings by moving their points to half pixels, and draws one point a pixel. */
static void add_line(const Geomap *map, Path *path, const Geometry *line, const MapView *view,
		     bool is_ring)
{
	double scale = scene_scale(map->scene), step = view->resolution / 2 / scale;
	Point last = { NAN, NAN };

	for (size_t i = 0; i < line->n_points; i++) {
		Point metres = mercator_of(line->points[i]);

		if (is_ring)
			metres = (Point){ step * js_round(metres.x / step),
					  step * js_round(metres.y / step) };
		Point at = map_pixel_of_metres(view, metres);
		Point pixel = pixel_of(view, scale, at);
		bool is_same = pixel.x == last.x && pixel.y == last.y;

		if (i == 0)
			path_move_to(path, at.x, at.y);
		else if (!is_same || i + 1 == line->n_points)
			path_line_to(path, at.x, at.y);
		last = pixel;
	}
	if (is_ring && line->n_points)
		path_close(path);
}

static void draw_polygon(const Geomap *map, const ShapeStyle *shape, const Geometry *polygon,
			 const MapView *view)
{
	Path *path = path_new(), *outline = path_new();

	for (size_t i = 0; i < polygon->n_parts; i++)
		add_line(map, path, polygon->parts[i], view, true);
	path_append(outline, path);
	scene_take_fill(map->scene, path,
			PAINT_COLOR(color_with_alpha(shape->color, shape->opacity)),
			(FillStyle){ .is_even_odd = true });
	scene_take_stroke(map->scene, outline, PAINT_COLOR(shape->color),
			  (StrokeStyle){ .width_px = shape->line_width, .join = JOIN_ROUND });
}

static void draw_point(const ShapeStyle *shape, Point at)
{
	MapStyle style = *shape->style;

	style.color.fixed = shape->color;
	style.size.fixed = CLAMP(shape->size, 0, 100);
	map_draw_symbol(&style, 0, at);
}

static bool is_seen(const Geometry *geometry, const MapView *view)
{
	GeoExtent extent = geo_extent_empty();
	double half_x = view->area.width * view->resolution / 2;
	double half_y = view->area.height * view->resolution / 2;

	geo_extent_add(&extent, geometry);
	return extent.max.x > view->center.x - half_x && extent.min.x < view->center.x + half_x &&
	       extent.max.y > view->center.y - half_y && extent.min.y < view->center.y + half_y;
}

static void draw_geometry(const Geomap *map, const ShapeStyle *shape, const Geometry *geometry,
			  const MapView *view)
{
	Path *path;

	switch (geometry->kind) {
	case GEO_POINT:
		draw_point(shape, map_pixel(view, geometry->points[0]));
		break;
	case GEO_LINE:
		path = path_new();
		add_line(map, path, geometry, view, false);
		scene_take_stroke(map->scene, path, PAINT_COLOR(shape->color),
				  (StrokeStyle){ .width_px = shape->line_width,
						 .cap = CAP_ROUND,
						 .join = JOIN_ROUND });
		break;
	case GEO_POLYGON:
		draw_polygon(map, shape, geometry, view);
		break;
	case GEO_COLLECTION:
		for (size_t i = 0; i < geometry->n_parts; i++)
			if (is_seen(geometry->parts[i], view))
				draw_geometry(map, shape, geometry->parts[i], view);
		break;
	}
}

static void draw_world(const Geomap *map, const GeomapLayer *layer, const MapView *view, void *data)
{
	const Shapes *shapes = data;

	for (size_t i = 0; i < shapes->n; i++) {
		json_object *feature = json_object_array_get_idx(shapes->features, i);

		if (!shapes->geometries[i] || !is_seen(shapes->geometries[i], view))
			continue;
		ShapeStyle shape = shape_style(map, style_of(shapes, feature), feature,
					       kind_of(shapes->geometries[i]));

		draw_geometry(map, &shape, shapes->geometries[i], view);
	}
}

/* --- The layer --- */

static void read_shapes(const Geomap *map, const GeomapLayer *layer, Shapes *shapes)
{
	size_t budget = GEO_MAX_POINTS;

	shapes->features = json_get_array(layer->shapes, "features");
	shapes->n = shapes->features
			    ? MIN(json_object_array_length(shapes->features), MAX_FEATURES)
			    : 0;
	shapes->geometries = arena_new_array(map->context->arena, Geometry *, shapes->n + 1);
	for (size_t i = 0; i < shapes->n; i++) {
		json_object *feature = json_object_array_get_idx(shapes->features, i);

		shapes->geometries[i] = geometry_parse(map->context->arena,
						       json_get(feature, "geometry"), &budget);
	}
}

static void geojson_draw(const Geomap *map, const GeomapLayer *layer)
{
	Shapes shapes = { .n = 0 };

	read_rules(map, layer, &shapes);
	read_shapes(map, layer, &shapes);
	map_each_world(map, layer, draw_world, &shapes);
}

static void geojson_extend(const Geomap *map, const GeomapLayer *layer, bool last_only,
			   GeoExtent *extent)
{
	Shapes shapes = { .n = 0 };

	read_shapes(map, layer, &shapes);
	for (size_t i = 0; i < shapes.n; i++)
		if (shapes.geometries[i] && (!last_only || i + 1 == shapes.n))
			geo_extent_add(extent, shapes.geometries[i]);
}

const GeomapLayerType geomap_geojson = {
	.id = "geojson",
	.extend = geojson_extend,
	.draw = geojson_draw,
};
