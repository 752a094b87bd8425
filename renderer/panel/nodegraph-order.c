#include "renderer/panel/nodegraph-layers.h"

#include <stdlib.h>

/* In which order nodes stand in their layers, so that few edges cross. */

enum { MAX_VERTICES = 1000, ORDER_SWEEPS = 12, FEW_SWEEPS = 3 };

/* --- Vertices --- */

static size_t add_vertex(NodeLayers *layout, size_t node, int layer)
{
	layout->vertices[layout->n] = (Vertex){ .node = node, .layer = layer };
	return layout->n++;
}

static void add_link(NodeLayers *layout, size_t from, size_t to)
{
	if (from != to && layout->n_links < layout->most_links)
		layout->links[layout->n_links++] = (Link){ from, to };
}

/* Long edges pass the layers between. */
static void add_edge(NodeLayers *layout, size_t from, size_t to)
{
	int last = layout->vertices[to].layer;

	for (int layer = layout->vertices[from].layer + 1; layer < last; layer++) {
		if (layout->n >= MAX_VERTICES)
			return;
		size_t between = add_vertex(layout, SIZE_MAX, layer);

		add_link(layout, from, between);
		from = between;
	}
	if (layout->vertices[from].layer + 1 == last)
		add_link(layout, from, to);
}

static double link_weight(const NodeLayers *layout, const Link *link)
{
	int n = (layout->vertices[link->from].node == SIZE_MAX) +
		(layout->vertices[link->to].node == SIZE_MAX);

	return n == 0 ? 1 : n == 1 ? 3 : 9;
}

static void set_neighbours(NodeLayers *layout)
{
	layout->neighbours = arena_new_array(layout->arena, Neighbour, 2 * layout->n_links + 1);
	for (size_t i = 0; i < layout->n_links; i++) {
		layout->vertices[layout->links[i].from].n++;
		layout->vertices[layout->links[i].to].n++;
	}
	for (size_t i = 0, first = 0; i < layout->n; i++) {
		layout->vertices[i].first = first;
		first += layout->vertices[i].n;
		layout->vertices[i].n = 0;
	}
	for (size_t i = 0; i < layout->n_links; i++) {
		const Link *link = &layout->links[i];
		Vertex *from = &layout->vertices[link->from], *to = &layout->vertices[link->to];
		double weight = link_weight(layout, link);

		layout->neighbours[from->first + from->n++] =
			(Neighbour){ link->to, weight, false };
		layout->neighbours[to->first + to->n++] = (Neighbour){ link->from, weight, true };
	}
}

/* In the order in which they are met from the first node on. */
static void fill_layer(NodeLayers *layout, size_t vertex, bool *is_met, size_t *queue)
{
	size_t n = 0;

	if (is_met[vertex])
		return;
	is_met[vertex] = true;
	queue[n++] = vertex;
	for (size_t i = 0; i < n; i++) {
		Vertex *at = &layout->vertices[queue[i]];

		at->rank = layout->layer_n[at->layer];
		layout->layers[at->layer][layout->layer_n[at->layer]++] = queue[i];
		for (size_t j = 0; j < at->n; j++) {
			const Neighbour *other = &layout->neighbours[at->first + j];

			if (other->is_before || is_met[other->vertex])
				continue;
			is_met[other->vertex] = true;
			queue[n++] = other->vertex;
		}
	}
}

static void fill_layers(NodeLayers *layout)
{
	bool *is_met = arena_new_array(layout->arena, bool, layout->n + 1);
	size_t *queue = arena_new_array(layout->arena, size_t, layout->n + 1);

	for (size_t i = 0; i < layout->n; i++)
		layout->n_layers = MAX(layout->n_layers, layout->vertices[i].layer + 1);
	layout->layers = arena_new_array(layout->arena, size_t *, (size_t)layout->n_layers + 1);
	layout->layer_n = arena_new_array(layout->arena, size_t, (size_t)layout->n_layers + 1);
	for (size_t i = 0; i < layout->n; i++)
		layout->layer_n[layout->vertices[i].layer]++;
	for (int layer = 0; layer < layout->n_layers; layer++) {
		layout->layers[layer] =
			arena_new_array(layout->arena, size_t, layout->layer_n[layer] + 1);
		layout->layer_n[layer] = 0;
	}
	for (int layer = 0; layer < layout->n_layers; layer++)
		for (size_t i = 0; i < layout->n; i++)
			if (layout->vertices[i].layer == layer)
				fill_layer(layout, i, is_met, queue);
}

/* --- Order within layers --- */

static bool crosses(const NodeLayers *layout, const Link *a, const Link *b)
{
	const Vertex *vertices = layout->vertices;

	if (vertices[a->from].layer != vertices[b->from].layer)
		return false;
	return (vertices[a->from].rank < vertices[b->from].rank &&
		vertices[a->to].rank > vertices[b->to].rank) ||
	       (vertices[a->from].rank > vertices[b->from].rank &&
		vertices[a->to].rank < vertices[b->to].rank);
}

static size_t count_crossings(const NodeLayers *layout)
{
	size_t n = 0;

	for (size_t i = 0; i < layout->n_links; i++)
		for (size_t j = i + 1; j < layout->n_links; j++)
			n += crosses(layout, &layout->links[i], &layout->links[j]);
	return n;
}

static int compare_wishes(const void *left, const void *right, void *data)
{
	const Vertex *vertices = data;
	const Vertex *a = &vertices[*(const size_t *)left], *b = &vertices[*(const size_t *)right];

	if (a->wish != b->wish)
		return a->wish < b->wish ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

/* By the mean rank of the neighbours on one side; without any, where it is. */
static void order_layer(NodeLayers *layout, int layer, bool looks_before)
{
	size_t *members = layout->layers[layer], n = layout->layer_n[layer];

	for (size_t i = 0; i < n; i++) {
		Vertex *vertex = &layout->vertices[members[i]];
		double sum = 0;
		size_t n_seen = 0;

		for (size_t j = 0; j < vertex->n; j++) {
			const Neighbour *other = &layout->neighbours[vertex->first + j];

			if (other->is_before != looks_before)
				continue;
			sum += (double)layout->vertices[other->vertex].rank;
			n_seen++;
		}
		vertex->wish = n_seen ? sum / (double)n_seen : (double)vertex->rank;
	}
	g_qsort_with_data(members, (int)n, sizeof(size_t), compare_wishes, layout->vertices);
	for (size_t i = 0; i < n; i++)
		layout->vertices[members[i]].rank = i;
}

static int compare_ranks(const void *left, const void *right, void *data)
{
	const size_t *ranks = data;
	size_t a = ranks[*(const size_t *)left], b = ranks[*(const size_t *)right];

	return (a > b) - (a < b);
}

static void restore_order(NodeLayers *layout, size_t *ranks)
{
	for (size_t i = 0; i < layout->n; i++)
		layout->vertices[i].rank = ranks[i];
	for (int layer = 0; layer < layout->n_layers; layer++)
		g_qsort_with_data(layout->layers[layer], (int)layout->layer_n[layer],
				  sizeof(size_t), compare_ranks, ranks);
}

static void save_order(const NodeLayers *layout, size_t *ranks)
{
	for (size_t i = 0; i < layout->n; i++)
		ranks[i] = layout->vertices[i].rank;
}

/* The first of the orders with the fewest crossings is kept. */
static void order_layers(NodeLayers *layout)
{
	size_t *best = arena_new_array(layout->arena, size_t, layout->n + 1);
	bool is_large = layout->n_links > MANY_LINKS;
	size_t least = is_large ? SIZE_MAX : count_crossings(layout);

	save_order(layout, best);
	for (int sweep = 0; sweep < (is_large ? FEW_SWEEPS : ORDER_SWEEPS) && least > 0; sweep++) {
		for (int step = 1; step < layout->n_layers; step++)
			order_layer(layout, sweep % 2 ? layout->n_layers - 1 - step : step,
				    sweep % 2 == 0);
		size_t n = is_large ? 0 : count_crossings(layout);

		if (n >= least && !is_large)
			continue;
		least = is_large ? least : n;
		save_order(layout, best);
	}
	restore_order(layout, best);
}

/* --- All of it --- */

/* Edges that close a circle count from their target on. */
static void add_edges(NodeLayers *layout, const NodeGraph *graph, const bool *is_back,
		      const size_t *vertex_of)
{
	for (size_t i = 0; i < graph->n_edges; i++) {
		size_t from = vertex_of[graph->edges[i].from], to = vertex_of[graph->edges[i].to];

		if (from == SIZE_MAX || to == SIZE_MAX || from == to)
			continue;
		if (is_back[i])
			add_edge(layout, to, from);
		else
			add_edge(layout, from, to);
	}
}

NodeLayers nodegraph_order(Arena *arena, const NodeGraph *graph, const bool *is_back,
			   const size_t *components, size_t component)
{
	NodeLayers layout = { .arena = arena, .most_links = MAX_VERTICES + graph->n_edges };
	size_t *vertex_of = arena_new_array(arena, size_t, graph->n_nodes + 1);
	int first = G_MAXINT;

	layout.vertices = arena_new_array(arena, Vertex, MAX_VERTICES + graph->n_nodes + 1);
	layout.links = arena_new_array(arena, Link, layout.most_links + 1);
	for (size_t i = 0; i < graph->n_nodes; i++)
		if (components[i] == component)
			first = MIN(first, graph->nodes[i].layer);
	for (size_t i = 0; i < graph->n_nodes; i++)
		vertex_of[i] = components[i] == component
				       ? add_vertex(&layout, i, graph->nodes[i].layer - first)
				       : SIZE_MAX;
	add_edges(&layout, graph, is_back, vertex_of);
	set_neighbours(&layout);
	fill_layers(&layout);
	order_layers(&layout);
	return layout;
}
