#pragma once

#include "renderer/panel/nodegraph.h"

/*
 * Layers from left to right: every edge points to a later layer, edges are short and straight and
 * cross seldom. Distances are those of MSAGL, which the browser uses, and ties are decided as it
 * decides them for small graphs; of larger ones the order within layers may be another.
 *
 * Source: E. Gansner and others, A Technique for Drawing Directed Graphs, 1993; Grafana 12.3,
 * plugins/panel/nodeGraph/layeredLayout.js; positions that it gave for two dozen graphs.
 */

enum {
	LAYER_PX = 160, // nodes count with 50 px around their middle, 60 px between layers
	NODE_HALF_PX = 50,
	NODE_GAP_PX = 41, // between nodes above each other
	MANY_LINKS = 600, // more are set with less care
};

/* A node, or the place where a long edge passes a layer. */
typedef struct {
	size_t node; // SIZE_MAX: none
	int layer;
	double y, wish;
	size_t rank; // in its layer
	size_t first, n; // of the neighbours
} Vertex;

typedef struct {
	size_t vertex;
	double weight; // the straighter the longer the edge is
	bool is_before;
} Neighbour;

typedef struct {
	size_t from, to;
} Link;

/** The part of a graph that hangs together. */
typedef struct {
	Arena *arena;
	Vertex *vertices;
	size_t n;
	Link *links; // between layers that follow each other
	size_t n_links, most_links;
	Neighbour *neighbours;
	size_t **layers; // vertices by rank
	size_t *layer_n;
	int n_layers;
} NodeLayers;

/**
 * Sets the layer of every node. Returns, for each edge, whether it runs against the layers: it
 * closes a circle.
 */
bool *nodegraph_set_layers(Arena *arena, NodeGraph *graph);

/**
 * The vertices of the component with this number, in layers and in the order from the top down.
 *
 * components  each node's number
 */
NodeLayers nodegraph_order(Arena *arena, const NodeGraph *graph, const bool *is_back,
			   const size_t *components, size_t component);

/** Sets the heights of all vertices; ranks grow with them. */
void nodegraph_set_heights(NodeLayers *layers);
