#include "renderer/panel/nodegraph.h"

#include <math.h>
#include <string.h>

/*
 * The browser's layered layout is MSAGL's, its force layout d3's. Here both are layers from left to
 * right: with the same distances, so that trees and chains stand alike, but crossings may be
 * resolved in another way.
 */

enum {
	LAYER_PX = 160, // nodes count with 50 px around their middle, 60 px between layers
	NODE_PX = 140,	// and 40 px between nodes
	GRID_X = 120,
	GRID_Y = 140,
	SWEEPS = 8,
};

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

/* A node stands right of all that point to it; as often as there are nodes, so circles end. */
static void set_layers(NodeGraph *graph)
{
	for (size_t round = 0; round < graph->n_nodes; round++) {
		bool has_moved = false;

		for (size_t i = 0; i < graph->n_edges; i++) {
			const GraphNode *from = &graph->nodes[graph->edges[i].from];
			GraphNode *to = &graph->nodes[graph->edges[i].to];

			if (from == to || to->layer > from->layer ||
			    from->layer + 1 >= (int)graph->n_nodes)
				continue;
			to->layer = from->layer + 1;
			has_moved = true;
		}
		if (!has_moved)
			return;
	}
}

typedef struct {
	size_t node;
	double wish; // where its neighbours would have it
} Seat;

static int compare_seats(const void *left, const void *right)
{
	const Seat *a = left, *b = right;

	if (a->wish != b->wish)
		return a->wish < b->wish ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

/* The mean height of what a node is joined to; its own when it stands alone. */
static double wish_of(const NodeGraph *graph, size_t node)
{
	double sum = 0;
	int n = 0;

	for (size_t i = 0; i < graph->n_edges; i++) {
		const GraphEdge *edge = &graph->edges[i];

		if (edge->from != node && edge->to != node)
			continue;
		sum += graph->nodes[edge->from == node ? edge->to : edge->from].at.y;
		n++;
	}
	return n ? sum / n : graph->nodes[node].at.y;
}

static void seat_layer(NodeGraph *graph, int layer, Seat *seats)
{
	size_t n = 0;

	for (size_t i = 0; i < graph->n_nodes; i++)
		if (graph->nodes[i].layer == layer)
			seats[n++] = (Seat){ i, wish_of(graph, i) };
	qsort(seats, n, sizeof(Seat), compare_seats);
	for (size_t i = 0; i < n; i++)
		graph->nodes[seats[i].node].at =
			(Point){ (double)layer * LAYER_PX,
				 ((double)i - ((double)n - 1) / 2) * NODE_PX };
}

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

static void place_layers(Arena *arena, NodeGraph *graph)
{
	Seat *seats = arena_new_array(arena, Seat, graph->n_nodes + 1);
	int last = 0;

	set_layers(graph);
	for (size_t i = 0; i < graph->n_nodes; i++)
		last = MAX(last, graph->nodes[i].layer);
	for (int sweep = 0; sweep < SWEEPS; sweep++)
		for (int step = 0; step <= last; step++)
			seat_layer(graph, sweep % 2 ? last - step : step, seats);
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
