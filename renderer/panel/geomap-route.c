#include "renderer/panel/geomap.h"

#include "renderer/json.h"

#include <math.h>

enum { MAX_POINTS = 50 * 1000, MAX_EDGES = 20 * 1000, SEEN_PX = 2 };

static MapArrow arrow_of(json_object *config)
{
	double arrow = json_get_number(config, "arrow", 0);

	return arrow == 1 || arrow == -1 || arrow == 2 ? (MapArrow)arrow : ARROW_NONE;
}

static Color faded(Color color, double opacity)
{
	return color_with_alpha(color, opacity);
}

/* --- Route: the places of the rows, one after the other --- */

typedef struct {
	MapStyle style;
	MapArrow arrow;
	bool differs; // along the way, in colour or width
	Point *places; // degrees
	size_t *rows, n;
} Route;

static void collect_places(const Geomap *map, const GeomapLayer *layer, Route *route)
{
	size_t n = MIN(layer->frame->n_rows, MAX_POINTS);

	route->places = arena_new_array(map->context->arena, Point, n + 1);
	route->rows = arena_new_array(map->context->arena, size_t, n + 1);
	for (size_t row = 0; row < n; row++) {
		const Geometry *place = layer->locations.rows[row];

		if (!place || place->kind != GEO_POINT)
			continue;
		route->rows[route->n] = route->n;
		route->places[route->n++] = place->points[0];
	}
}

static void draw_plain(const Geomap *map, const Route *route, const MapView *view)
{
	const MapStyle *style = &route->style;
	double fixed = json_get_number(style->json, "size.fixed", 0);
	Path *path = path_new();

	for (size_t i = 0; i < route->n; i++) {
		Point at = map_pixel(view, route->places[i]);

		path_line_to(path, at.x, at.y);
	}
	scene_take_stroke(map->scene, path,
			  PAINT_COLOR(faded(style->color.fixed, style->opacity)),
			  (StrokeStyle){ .width_px = fixed > 0 ? fixed : style->line_width,
					 .cap = CAP_ROUND,
					 .join = JOIN_ROUND });
}

static FlowLine flow_between(const Route *route, const MapView *view, size_t a, size_t b)
{
	const MapStyle *style = &route->style;
	FlowLine line = {
		.from = map_pixel(view, route->places[a]),
		.to = map_pixel(view, route->places[b]),
		.from_color = faded(color_dimension_at(&style->color, route->rows[a]), style->opacity),
		.to_color = faded(color_dimension_at(&style->color, route->rows[b]), style->opacity),
		.from_width = scale_dimension_at(&style->size, route->rows[a]),
		.to_width = scale_dimension_at(&style->size, route->rows[b]),
		.arrow = route->arrow,
	};

	line.arrow_px = 1.5 * (route->arrow < 0 ? line.from_width : line.to_width);
	return line;
}

/* Steps that can't be seen are joined to the next one. The last piece lies below the others. */
static void draw_flow(const Geomap *map, const Route *route, const MapView *view)
{
	size_t from = 0;

	for (size_t i = 1; i < route->n; i++) {
		FlowLine line = flow_between(route, view, from, i);

		if (fabs(line.from.x - line.to.x) <= SEEN_PX && fabs(line.from.y - line.to.y) <= SEEN_PX)
			continue;
		map_draw_flow(map->scene, &line);
		from = i;
	}
}

static void draw_world(const Geomap *map, const GeomapLayer *layer, const MapView *view, void *data)
{
	const Route *route = data;

	if (route->differs)
		draw_flow(map, route, view);
	else
		draw_plain(map, route, view);
}

static void route_draw(const Geomap *map, const GeomapLayer *layer)
{
	json_object *json = json_get_object(layer->config, "style");
	Route route = { .style = map_style(map, layer->frame, json), .arrow = arrow_of(layer->config) };

	if (!layer->locations.rows)
		return;
	route.style.opacity = CLAMP(json_get_number(json, "opacity", 1), 0, 1);
	route.differs = route.style.has_fields || route.arrow == ARROW_FORWARD ||
			route.arrow == ARROW_REVERSE;
	collect_places(map, layer, &route);
	if (route.n >= 2)
		map_each_world(map, layer, draw_world, &route);
}

static void route_extend(const Geomap *map, const GeomapLayer *layer, bool last_only,
			 GeoExtent *extent)
{
	Geometry *last = NULL;

	for (size_t row = 0; layer->locations.rows && row < layer->frame->n_rows; row++) {
		Geometry *place = layer->locations.rows[row];

		if (!place || place->kind != GEO_POINT)
			continue;
		last = place;
		if (!last_only)
			geo_extent_add(extent, place);
	}
	if (last_only && last)
		geo_extent_add(extent, last);
}

const GeomapLayerType geomap_route = {
	.id = "route",
	.extend = route_extend,
	.draw = route_draw,
	.has_locations = true,
};

/* --- Network: nodes, and edges between them --- */

typedef struct {
	const Frame *nodes, *edges;
	Locations places; // of the nodes
	MapStyle node_style, edge_style;
	MapArrow arrow;
	GHashTable *by_id; // of node rows, counted from 1
} Network;

static const Field *field_named(const Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].name, name) == 0)
			return &frame->fields[i];
	return NULL;
}

/* Edges have a source and a target; the frame before or behind them has the nodes. */
static void find_frames(const Frames *frames, Network *network)
{
	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		if (field_named(frame, "source") && field_named(frame, "target")) {
			if (!network->edges)
				network->edges = frame;
		} else if (field_named(frame, "id") && !network->nodes) {
			network->nodes = frame;
		}
	}
}

static void index_nodes(const Geomap *map, Network *network)
{
	const Field *id = field_named(network->nodes, "id");

	for (size_t row = network->nodes->n_rows; row > 0; row--)
		g_hash_table_insert(network->by_id,
				    (void *)value_to_text(map->context->arena,
							  field_value(network->nodes, id, row - 1)),
				    GSIZE_TO_POINTER(row));
}

static const Geometry *node_at(const Geomap *map, const Network *network, const char *end, size_t row)
{
	Value id = field_value(network->edges, field_named(network->edges, end), row);
	size_t node = GPOINTER_TO_SIZE(g_hash_table_lookup(
		network->by_id, value_to_text(map->context->arena, id)));
	const Geometry *place = node ? network->places.rows[node - 1] : NULL;

	return place && place->kind == GEO_POINT ? place : NULL;
}

static void draw_edge(const Geomap *map, const Network *network, const MapView *view, size_t row)
{
	const MapStyle *style = &network->edge_style;
	const Geometry *from = node_at(map, network, "source", row);
	const Geometry *to = node_at(map, network, "target", row);

	if (!from || !to)
		return;
	Color color = faded(color_dimension_at(&style->color, row),
			    json_get_number(style->json, "opacity", 1));
	double width = scale_dimension_at(&style->size, row);
	FlowLine line = { map_pixel(view, from->points[0]), map_pixel(view, to->points[0]), color,
			  color, width, width, network->arrow, 2 * width };
	const char *text = map_style_text(style, row);

	map_draw_flow(map->scene, &line);
	if (text[0])
		map_draw_label(style, text, color,
			       (Point){ (line.from.x + line.to.x) / 2, (line.from.y + line.to.y) / 2 });
}

static void draw_network(const Geomap *map, const GeomapLayer *layer, const MapView *view, void *data)
{
	const Network *network = data;

	for (size_t row = 0; row < MIN(network->edges->n_rows, MAX_EDGES); row++)
		draw_edge(map, network, view, row);
	for (size_t row = 0; row < MIN(network->nodes->n_rows, MAX_EDGES); row++) {
		const Geometry *place = network->places.rows[row];

		if (place && place->kind == GEO_POINT)
			map_draw_symbol(&network->node_style, row, map_pixel(view, place->points[0]));
	}
}

static void network_draw(const Geomap *map, const GeomapLayer *layer)
{
	Network network = { .arrow = arrow_of(layer->config) };

	find_frames(layer->frames, &network);
	if (!network.nodes || !network.edges)
		return;
	network.places = locations_of(map->context->arena, network.nodes,
				      json_get_object(layer->json, "location"),
				      map->context->assets);
	if (!network.places.rows)
		return;
	network.by_id = g_hash_table_new(g_str_hash, g_str_equal);
	network.node_style =
		map_style(map, network.nodes, json_get_object(layer->config, "style"));
	network.edge_style =
		map_style(map, network.edges, json_get_object(layer->config, "edgeStyle"));
	index_nodes(map, &network);
	map_each_world(map, layer, draw_network, &network);
	g_hash_table_destroy(network.by_id);
}

const GeomapLayerType geomap_network = {
	.id = "network",
	.extend = route_extend,
	.draw = network_draw,
	.has_locations = true,
	.has_legend = true,
};
