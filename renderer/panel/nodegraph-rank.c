#include "renderer/panel/nodegraph-layers.h"

/* Which layer each node stands in: circles are opened, and edges made short. */

typedef struct {
	size_t node, edge; // the next edge to look at
} Step;

/* An edge back to a node from which its own was reached counts the other way around. */
static void find_back_edges(Arena *arena, const NodeGraph *graph, size_t root, char *states,
			    bool *is_back)
{
	enum { UNSEEN, OPEN, DONE };
	Step *steps = arena_new_array(arena, Step, graph->n_nodes + 1);
	size_t depth = 1;

	if (states[root] != UNSEEN)
		return;
	steps[0] = (Step){ root, 0 };
	states[root] = OPEN;
	while (depth > 0) {
		Step *step = &steps[depth - 1];

		while (step->edge < graph->n_edges && graph->edges[step->edge].from != step->node)
			step->edge++;
		if (step->edge == graph->n_edges) {
			states[step->node] = DONE;
			depth--;
			continue;
		}
		size_t to = graph->edges[step->edge].to;

		is_back[step->edge++] = states[to] == OPEN;
		if (states[to] == UNSEEN) {
			states[to] = OPEN;
			steps[depth++] = (Step){ to, 0 };
		}
	}
}

static size_t tail(const NodeGraph *graph, size_t edge, const bool *is_back)
{
	return is_back[edge] ? graph->edges[edge].to : graph->edges[edge].from;
}

static size_t head(const NodeGraph *graph, size_t edge, const bool *is_back)
{
	return is_back[edge] ? graph->edges[edge].from : graph->edges[edge].to;
}

/* As far left as the edges allow. */
static void set_first_layers(NodeGraph *graph, const bool *is_back)
{
	bool has_moved = true;

	for (size_t round = 0; round <= graph->n_nodes && has_moved; round++) {
		has_moved = false;
		for (size_t i = 0; i < graph->n_edges; i++) {
			GraphNode *from = &graph->nodes[tail(graph, i, is_back)];
			GraphNode *to = &graph->nodes[head(graph, i, is_back)];

			if (from == to || to->layer > from->layer)
				continue;
			to->layer = from->layer + 1;
			has_moved = true;
		}
	}
}

/* How far right a node may stand where that makes its edges shorter; else where it is. */
static int better_layer(const NodeGraph *graph, size_t node, const bool *is_back)
{
	int n_in = 0, n_out = 0, most = G_MAXINT;

	for (size_t i = 0; i < graph->n_edges; i++) {
		size_t from = tail(graph, i, is_back), to = head(graph, i, is_back);

		if (from == to)
			continue;
		n_in += to == node;
		n_out += from == node;
		if (from == node)
			most = MIN(most, graph->nodes[to].layer - 1);
	}
	return n_out > n_in ? MAX(most, graph->nodes[node].layer) : graph->nodes[node].layer;
}

static void shorten_edges(NodeGraph *graph, const bool *is_back)
{
	enum { MAX_ROUNDS = 20 };
	bool has_moved = true;

	for (int round = 0; round < MAX_ROUNDS && has_moved; round++) {
		has_moved = false;
		for (size_t i = 0; i < graph->n_nodes; i++) {
			int layer = better_layer(graph, i, is_back);

			has_moved = has_moved || layer != graph->nodes[i].layer;
			graph->nodes[i].layer = layer;
		}
	}
}

bool *nodegraph_set_layers(Arena *arena, NodeGraph *graph)
{
	bool *is_back = arena_new_array(arena, bool, graph->n_edges + 1);
	bool *has_parent = arena_new_array(arena, bool, graph->n_nodes + 1);
	char *states = arena_new_array(arena, char, graph->n_nodes + 1);

	for (size_t i = 0; i < graph->n_edges; i++)
		has_parent[graph->edges[i].to] = true;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < graph->n_nodes; i++)
			if (pass == 1 || !has_parent[i])
				find_back_edges(arena, graph, i, states, is_back);
	set_first_layers(graph, is_back);
	shorten_edges(graph, is_back);
	return is_back;
}
