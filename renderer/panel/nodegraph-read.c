#include "renderer/panel/nodegraph.h"

#include <math.h>

/*
 * Nodes and edges as frames have them.
 *
 * Source: Grafana 12.3, plugins/panel/nodeGraph/utils.ts.
 */

enum { MAX_RADIUS = 500 };

const Field *nodegraph_field(const Frame *frame, const char *name)
{
	for (size_t i = 0; frame && i < frame->n_fields; i++)
		if (frame->fields[i].name && g_ascii_strcasecmp(frame->fields[i].name, name) == 0)
			return &frame->fields[i];
	return NULL;
}

/* A frame with sources and targets has the edges, one with ids the nodes. */
static void find_frames(const Frames *frames, NodeGraph *graph)
{
	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		if (nodegraph_field(frame, "source") && nodegraph_field(frame, "target")) {
			if (!graph->edges_frame)
				graph->edges_frame = frame;
		} else if (nodegraph_field(frame, "id") && !graph->nodes_frame) {
			graph->nodes_frame = frame;
		}
	}
}

/* --- Nodes made of edges --- */

/* The row of an end that edges name; a new one where it is the first to do so. */
static size_t row_of(GHashTable *rows, GPtrArray *names, const char *name)
{
	size_t row = GPOINTER_TO_SIZE(g_hash_table_lookup(rows, name));

	if (row)
		return row - 1;
	g_ptr_array_add(names, (void *)name);
	g_hash_table_insert(rows, (void *)name, GSIZE_TO_POINTER(names->len));
	return names->len - 1;
}

/* Ends are named from the first edge on, the target first; returns each edge's target. */
static size_t *name_ends(Arena *arena, const Frame *edges, GPtrArray *names)
{
	const Field *source = nodegraph_field(edges, "source");
	const Field *target = nodegraph_field(edges, "target");
	size_t *targets = arena_new_array(arena, size_t, edges->n_rows + 1);
	g_autoptr(GHashTable) rows = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < edges->n_rows; i++) {
		targets[i] = row_of(rows, names,
				    value_to_text(arena, field_value(edges, target, i)));
		row_of(rows, names, value_to_text(arena, field_value(edges, source, i)));
	}
	return targets;
}

static Field text_field(Arena *arena, const char *name, const GPtrArray *names)
{
	Value *values = arena_new_array(arena, Value, names->len + 1);

	for (guint i = 0; i < names->len; i++)
		values[i] = value_of_string(names->pdata[i]);
	return (Field){ .name = name, .type = FIELD_STRING, .values = values };
}

/* A node's number is the sum of the edges that lead to it. */
static Field sum_field(Arena *arena, const Frame *edges, const Field *stat, const size_t *targets,
		       size_t n)
{
	double *sums = arena_new_array(arena, double, n + 1);
	Field field = *stat;

	for (size_t i = 0; i < n; i++)
		sums[i] = value_absent();
	for (size_t i = 0; i < edges->n_rows; i++) {
		double *sum = &sums[targets[i]], number = field_number(edges, stat, i);

		*sum = (value_is_missing(*sum) ? 0 : *sum) + (value_is_missing(number) ? 0 : number);
	}
	field.numbers = sums;
	field.values = NULL;
	return field;
}

/* Where there are only edges, their ends are the nodes. */
static void make_nodes(Arena *arena, NodeGraph *graph)
{
	static const char *const stats[] = { "mainstat", "secondarystat" };
	const Frame *edges = graph->edges_frame;
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const size_t *targets = name_ends(arena, edges, names);
	Frame *nodes = frame_new(arena, 2 + G_N_ELEMENTS(stats), names->len);

	nodes->n_fields = 0;
	nodes->fields[nodes->n_fields++] = text_field(arena, "id", names);
	nodes->fields[nodes->n_fields++] = text_field(arena, "title", names);
	for (size_t i = 0; i < G_N_ELEMENTS(stats); i++) {
		const Field *stat = nodegraph_field(edges, stats[i]);

		if (stat && stat->type == FIELD_NUMBER)
			nodes->fields[nodes->n_fields++] =
				sum_field(arena, edges, stat, targets, names->len);
	}
	graph->nodes_frame = nodes;
	graph->is_of_edges = true;
}

/* --- Nodes and edges --- */

static void add_node(NodeGraph *graph, GHashTable *by_id, const char *id, size_t row)
{
	const Field *radius = nodegraph_field(graph->nodes_frame, "noderadius");
	double px = radius ? field_number(graph->nodes_frame, radius, row) : NAN;

	if (graph->n_nodes == NODE_MAX) {
		graph->n_hidden++;
		return;
	}
	graph->nodes[graph->n_nodes++] = (GraphNode){
		.id = id,
		.row = row,
		.radius = px > 0 ? fmin(px, MAX_RADIUS) : NODE_RADIUS,
	};
	g_hash_table_insert(by_id, (void *)id, GSIZE_TO_POINTER(graph->n_nodes));
}

static void read_nodes(Arena *arena, NodeGraph *graph, GHashTable *by_id)
{
	const Frame *frame = graph->nodes_frame;
	const Field *id = nodegraph_field(frame, "id");

	graph->nodes = arena_new_array(arena, GraphNode, NODE_MAX);
	for (size_t row = 0; row < frame->n_rows; row++) {
		const char *text = value_to_text(arena, field_value(frame, id, row));

		if (!g_hash_table_contains(by_id, text))
			add_node(graph, by_id, text, row);
	}
}

/* The node that an edge's end names; 0 for none, else counted from 1. */
static size_t end_of(Arena *arena, const NodeGraph *graph, GHashTable *by_id, const char *end,
		     size_t row)
{
	Value value = field_value(graph->edges_frame, nodegraph_field(graph->edges_frame, end), row);

	return GPOINTER_TO_SIZE(g_hash_table_lookup(by_id, value_to_text(arena, value)));
}

static void read_edges(Arena *arena, NodeGraph *graph, GHashTable *by_id)
{
	size_t n_rows = graph->edges_frame ? graph->edges_frame->n_rows : 0;

	graph->edges = arena_new_array(arena, GraphEdge, EDGE_MAX);
	for (size_t row = 0; row < n_rows && graph->n_edges < EDGE_MAX; row++) {
		size_t from = end_of(arena, graph, by_id, "source", row);
		size_t to = end_of(arena, graph, by_id, "target", row);

		if (from && to)
			graph->edges[graph->n_edges++] = (GraphEdge){ from - 1, to - 1, row };
	}
}

NodeGraph nodegraph_read(const PanelContext *context)
{
	NodeGraph graph = { NULL };
	g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);

	find_frames(context->frames, &graph);
	if (!graph.nodes_frame && graph.edges_frame)
		make_nodes(context->arena, &graph);
	if (!graph.nodes_frame)
		return graph;
	read_nodes(context->arena, &graph, by_id);
	read_edges(context->arena, &graph, by_id);
	return graph;
}
