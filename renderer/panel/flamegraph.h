#pragma once

#include "renderer/panel/panel.h"

/* What the files of the flame graph share; Source: Grafana 12.3, packages/grafana-flamegraph. */

/** A call: a row of the frame, in the order of a walk through the tree. */
typedef struct {
	size_t row;
	const char *label;
	double value, right; // `value` holds both sides of a comparison
	double start;	     // of its bar, in values from the root's
	int level;
	size_t parent; // index; its own for a root
	int n_children;
	size_t group; // index of the first of those drawn as one bar; its own: alone or the first
	int n_group;  // of the first: how many; 1 when it is alone
} FlameItem;

typedef struct {
	const Frame *frame;
	const Field *label, *level, *value, *self, *value_right, *self_right;
	FlameItem *items;
	size_t n;
} FlameTree;

/**
 * Reads the first frame. NULL with `problem` set when it is no flame graph.
 */
FlameTree *flame_tree_read(const PanelContext *context, const char **problem);

/** The colour of a call's bar: by the package its name begins with. */
Color flame_package_color(const Theme *theme, const char *label);

/** The bar of a comparison, from green over grey to red. */
Color flame_diff_color(const FlameTree *tree, const FlameItem *item);

/** Bars under a line with the total. */
void flame_draw_graph(const PanelContext *context, const FlameTree *tree, Rect area, Scene *scene);

/** How much of the height the graph takes with all its levels. */
double flame_graph_height(const FlameTree *tree);

/** The colours of what was removed, stayed and was added, in this order. */
extern const Color flame_diff_colors[3];

/** Calls by their own share, the largest first; those of a comparison as they come. */
void flame_draw_table(const PanelContext *context, const FlameTree *tree, Rect area, Scene *scene);
