#pragma once

#include "renderer/panel/panel.h"

/* What the files of the node graph share; Source: Grafana 12.3, plugins/panel/nodeGraph. */

enum { NODE_RADIUS = 40, NODE_MAX = 200, NODE_MAX_ARCS = 32, EDGE_MAX = 5000 };

typedef struct {
	const char *id;
	size_t row; // of the frame of nodes
	Point at;   // from the middle of the panel
	double radius;
	int layer;
} GraphNode;

typedef struct {
	size_t from, to; // indexes of nodes
	size_t row;	 // of the frame of edges
} GraphEdge;

typedef struct {
	const Frame *nodes_frame, *edges_frame; // the second may be NULL
	GraphNode *nodes;
	size_t n_nodes;
	size_t n_hidden; // beyond NODE_MAX
	GraphEdge *edges;
	size_t n_edges;
	bool is_of_edges; // there are no nodes but the ends of edges
} NodeGraph;

NodeGraph nodegraph_read(const PanelContext *context);

/** A field of a frame by its name in any case; NULL frame or no such field: NULL. */
const Field *nodegraph_field(const Frame *frame, const char *name);

/**
 * Sets where the nodes are: where their fields say, or by `algorithm` "layered" or "grid"; "force",
 * which is d3's, is layered too.
 *
 * width_px  of the panel, which the grid fills
 */
void nodegraph_place(Arena *arena, NodeGraph *graph, const char *algorithm, double width_px);

/** The parts of a ring: fields whose name begins with "arc__". Returns how many there are. */
size_t nodegraph_arcs(const NodeGraph *graph, const Field *arcs[NODE_MAX_ARCS]);
Color nodegraph_arc_color(const PanelContext *context, const Field *field);

/** Edges, then nodes, around the middle of the area. */
void nodegraph_draw(const PanelContext *context, const NodeGraph *graph, Rect area, Scene *scene);
