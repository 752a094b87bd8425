#include "renderer/panel/nodegraph-layers.h"

#include <math.h>
#include <string.h>

enum { GRID_X = 120, GRID_Y = 140 };

/* --- Places that the data give --- */

static bool place_fixed(NodeGraph *graph)
{
	const Field *x = nodegraph_field(graph->nodes_frame, "fixedx");
	const Field *y = nodegraph_field(graph->nodes_frame, "fixedy");

	for (size_t i = 0; i < graph->n_nodes; i++) {
		GraphNode *node = &graph->nodes[i];
		Point at = { x ? field_number(graph->nodes_frame, x, node->row) : NAN,
			     y ? field_number(graph->nodes_frame, y, node->row) : NAN };

		if (!isfinite(at.x) || !isfinite(at.y))
			return false;
		node->at = at;
	}
	return true;
}

/* --- Grid --- */

static void place_grid(NodeGraph *graph, double width_px)
{
	int per_row = (int)fmin(floor((width_px - GRID_X) / GRID_Y), (double)graph->n_nodes);

	per_row = MAX(per_row, 1);
	for (size_t i = 0; i < graph->n_nodes; i++) {
		int column = (int)i % per_row, row = (int)i / per_row;

		graph->nodes[i].at = (Point){ column * GRID_X - floor((per_row - 1) * GRID_X / 2.0),
					      -60.0 + row * GRID_Y };
	}
}

/* --- Layers --- */

static void center(NodeGraph *graph)
{
	Point least = { INFINITY, INFINITY }, most = { -INFINITY, -INFINITY };

	for (size_t i = 0; i < graph->n_nodes; i++) {
		Point at = graph->nodes[i].at;

		least = (Point){ fmin(least.x, at.x), fmin(least.y, at.y) };
		most = (Point){ fmax(most.x, at.x), fmax(most.y, at.y) };
	}
	for (size_t i = 0; i < graph->n_nodes; i++) {
		graph->nodes[i].at.x -= (least.x + most.x) / 2;
		graph->nodes[i].at.y -= (least.y + most.y) / 2;
	}
}

/* Each node's component, numbered by the first edge; those without edges have none. */
static size_t find_components(const NodeGraph *graph, size_t *components)
{
	size_t n = 0;

	for (size_t i = 0; i < graph->n_nodes; i++)
		components[i] = SIZE_MAX;
	for (size_t i = 0; i < graph->n_edges; i++) {
		size_t *from = &components[graph->edges[i].from];
		size_t *to = &components[graph->edges[i].to];
		size_t old = MAX(*from, *to), number = MIN(MIN(*from, *to), n);

		n += number == n;
		*from = *to = number;
		for (size_t j = 0; j < graph->n_nodes && old != SIZE_MAX && old != number; j++)
			if (components[j] == old)
				components[j] = number;
	}
	return n;
}

/* Below those that are placed; returns the lowest node's height. */
static double place_component(NodeGraph *graph, NodeLayers *layers, double top)
{
	double least = INFINITY, most = -INFINITY;

	nodegraph_set_heights(layers);
	for (size_t i = 0; i < layers->n; i++) {
		least = fmin(least, -layers->vertices[i].y);
		most = fmax(most, -layers->vertices[i].y);
	}
	for (size_t i = 0; i < layers->n; i++) {
		const Vertex *vertex = &layers->vertices[i];

		if (vertex->node != SIZE_MAX)
			graph->nodes[vertex->node].at = (Point){ vertex->layer * LAYER_PX,
								 top - vertex->y - least };
	}
	return top + most - least;
}

/* Nodes that nothing is joined to, in rows below. */
static void place_rest(NodeGraph *graph, const size_t *components, double top)
{
	enum { SPACE = 120 };
	const double golden = 1.618;
	double right = 0;
	size_t n = 0;

	for (size_t i = 0; i < graph->n_nodes; i++) {
		right = fmax(right, graph->nodes[i].at.x);
		n += components[i] == SIZE_MAX;
	}
	size_t per_row = (size_t)fmax(right / SPACE + 1, ceil(sqrt((double)n * golden)));

	for (size_t i = 0, at = 0; i < graph->n_nodes; i++) {
		if (components[i] != SIZE_MAX)
			continue;
		graph->nodes[i].at = (Point){ (double)(at % per_row) * SPACE,
					      top + (double)(at / per_row) * SPACE };
		at++;
	}
}

static void place_layers(Arena *arena, NodeGraph *graph)
{
	enum { COMPONENT_GAP = 200, REST_GAP = 120 };
	size_t *components = arena_new_array(arena, size_t, graph->n_nodes + 1);
	size_t n = find_components(graph, components);
	const bool *is_back = nodegraph_set_layers(arena, graph);
	double top = 0, bottom = -REST_GAP;

	for (size_t i = 0; i < n; i++) {
		NodeLayers layers = nodegraph_order(arena, graph, is_back, components, i);

		if (layers.n == 0)
			continue;
		bottom = place_component(graph, &layers, top);
		top = bottom + COMPONENT_GAP;
	}
	place_rest(graph, components, bottom + REST_GAP);
	center(graph);
}

void nodegraph_place(Arena *arena, NodeGraph *graph, const char *algorithm, double width_px)
{
	if (graph->n_nodes == 0 || place_fixed(graph))
		return;
	if (strcmp(algorithm, "grid") == 0)
		place_grid(graph, width_px);
	else
		place_layers(arena, graph);
}
