#include "renderer/panel/nodegraph-layers.h"

#include <math.h>
#include <stdlib.h>

/*
 * At which height nodes stand, so that edges are straight: each block of nodes that touch stands at
 * the median of what they are joined to.
 */

enum { SEAT_SWEEPS = 24, FEW_SWEEPS = 3 };

#define NEAR 1e-6

static double half(const Vertex *vertex)
{
	return vertex->node == SIZE_MAX ? 0 : NODE_HALF_PX;
}

static double distance(const NodeLayers *layout, const size_t *members, size_t index)
{
	return half(&layout->vertices[members[index - 1]]) +
	       half(&layout->vertices[members[index]]) + NODE_GAP_PX;
}

typedef struct {
	double at, weight;
} Pull;

/* Vertices that stand as close as they may; `y` is of the first. */
typedef struct {
	size_t first, n;
	double y;
} Block;

static int compare_pulls(const void *left, const void *right)
{
	const Pull *a = left, *b = right;

	return (a->at > b->at) - (a->at < b->at);
}

/* The least and the greatest of the heights at which the edges of a block are shortest. */
static bool best_range(const NodeLayers *layout, const size_t *members, const double *offsets,
		       const Block *block, Pull *pulls, Range *range)
{
	double total = 0, sum = 0;
	size_t n = 0, i = 0;

	for (size_t m = block->first; m < block->first + block->n; m++) {
		const Vertex *vertex = &layout->vertices[members[m]];
		double offset = offsets[m] - offsets[block->first];

		for (size_t j = 0; j < vertex->n; j++) {
			const Neighbour *other = &layout->neighbours[vertex->first + j];

			total += other->weight;
			pulls[n++] = (Pull){ layout->vertices[other->vertex].y - offset,
					     other->weight };
		}
	}
	if (n == 0)
		return false;
	qsort(pulls, n, sizeof(Pull), compare_pulls);
	while (sum + pulls[i].weight < total / 2)
		sum += pulls[i++].weight;
	range->min = range->max = pulls[i].at;
	if (sum + pulls[i].weight == total / 2 && i + 1 < n)
		range->max = pulls[i + 1].at;
	return true;
}

/* Where it stands if that is as good as any, at last where an edge is straight. */
static double block_place(const Range *range, const Block *block, bool is_last)
{
	bool is_between = block->y > range->min && block->y < range->max;

	if (is_last && (is_between || block->n == 1))
		return range->max;
	return fmin(fmax(block->y, range->min), range->max);
}

static void join_blocks(const NodeLayers *layout, const size_t *members, Block *left,
			const Block *right)
{
	left->n += right->n;
	left->y = layout->vertices[members[left->first]].y;
}

static void seat_layer(NodeLayers *layout, int layer, Pull *pulls, bool is_last)
{
	const size_t *members = layout->layers[layer];
	size_t n = layout->layer_n[layer], n_blocks = 0;
	g_autofree double *offsets = g_new0(double, n + 1);
	g_autofree Block *blocks = g_new(Block, n + 1);

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			offsets[i] = offsets[i - 1] + distance(layout, members, i);
		Block block = { i, 1, layout->vertices[members[i]].y };
		Range range;

		if (best_range(layout, members, offsets, &block, pulls, &range))
			block.y = block_place(&range, &block, is_last);
		blocks[n_blocks++] = block;
		while (n_blocks > 1) {
			Block *left = &blocks[n_blocks - 2], *right = &blocks[n_blocks - 1];
			double room = offsets[right->first] - offsets[left->first];

			if (right->y - left->y >= room - NEAR)
				break;
			join_blocks(layout, members, left, right);
			if (best_range(layout, members, offsets, left, pulls, &range))
				left->y = block_place(&range, left, is_last);
			n_blocks--;
		}
	}
	for (size_t b = 0; b < n_blocks; b++)
		for (size_t i = blocks[b].first; i < blocks[b].first + blocks[b].n; i++)
			layout->vertices[members[i]].y =
				blocks[b].y + offsets[i] - offsets[blocks[b].first];
}

static void stack_layer(NodeLayers *layout, int layer)
{
	const size_t *members = layout->layers[layer];
	size_t n = layout->layer_n[layer];
	double y = 0;

	for (size_t i = 0; i < n; i++) {
		y += i > 0 ? distance(layout, members, i) : 0;
		layout->vertices[members[i]].y = y;
	}
	for (size_t i = 0; i < n; i++)
		layout->vertices[members[i]].y -= y / 2;
}

static size_t most_neighbours(const NodeLayers *layout, int layer)
{
	size_t most = 0;

	for (size_t i = 0; i < layout->layer_n[layer]; i++)
		most = MAX(most, layout->vertices[layout->layers[layer][i]].n);
	return most;
}

/* At last each layer once, those with the busiest nodes first. */
static void seat_last(NodeLayers *layout, Pull *pulls)
{
	g_autofree bool *is_done = g_new0(bool, (size_t)layout->n_layers + 1);

	for (int step = 0; step < layout->n_layers; step++) {
		int next = -1;

		for (int layer = 0; layer < layout->n_layers; layer++)
			if (!is_done[layer] && (next < 0 || most_neighbours(layout, layer) >
								    most_neighbours(layout, next)))
				next = layer;
		is_done[next] = true;
		seat_layer(layout, next, pulls, true);
	}
}

/* --- Groups: what moves together, since edges are straight or nodes touch --- */

typedef struct {
	size_t *members;
	size_t n;
	bool *is_in; // by vertex
} Group;

static void take(Group *group, size_t vertex)
{
	if (!group->is_in[vertex])
		group->members[group->n++] = vertex;
	group->is_in[vertex] = true;
}

/* The vertex beside it in its layer, in the direction of `sign`; SIZE_MAX: none. */
static size_t beside(const NodeLayers *layout, size_t vertex, int sign, double *room)
{
	const Vertex *at = &layout->vertices[vertex];
	const size_t *members = layout->layers[at->layer];
	size_t rank = at->rank, n = layout->layer_n[at->layer];

	if (sign > 0 ? rank + 1 >= n : rank == 0)
		return SIZE_MAX;
	size_t other = members[sign > 0 ? rank + 1 : rank - 1];

	*room = fabs(layout->vertices[other].y - at->y) -
		distance(layout, members, sign > 0 ? rank + 1 : rank);
	return other;
}

static void collect(const NodeLayers *layout, size_t start, int sign, Group *group)
{
	for (size_t i = 0; i < group->n; i++)
		group->is_in[group->members[i]] = false;
	group->n = 0;
	take(group, start);
	for (size_t i = 0; i < group->n; i++) {
		const Vertex *vertex = &layout->vertices[group->members[i]];
		double room = INFINITY;
		size_t other = beside(layout, group->members[i], sign, &room);

		if (other != SIZE_MAX && room < NEAR)
			take(group, other);
		for (size_t j = 0; j < vertex->n; j++) {
			size_t to = layout->neighbours[vertex->first + j].vertex;

			if (fabs(layout->vertices[to].y - vertex->y) < NEAR)
				take(group, to);
		}
	}
}

/* How much longer edges get by a step; `step`: how far until something changes. */
static double price(const NodeLayers *layout, const Group *group, int sign, double *step)
{
	double sum = 0;

	*step = INFINITY;
	for (size_t i = 0; i < group->n; i++) {
		const Vertex *vertex = &layout->vertices[group->members[i]];
		double room = INFINITY;
		size_t other = beside(layout, group->members[i], sign, &room);

		if (other != SIZE_MAX && !group->is_in[other])
			*step = fmin(*step, room);
		for (size_t j = 0; j < vertex->n; j++) {
			const Neighbour *to = &layout->neighbours[vertex->first + j];
			double ahead = (layout->vertices[to->vertex].y - vertex->y) * sign;

			if (group->is_in[to->vertex])
				continue;
			sum += ahead > 0 ? -to->weight : to->weight;
			if (ahead > 0)
				*step = fmin(*step, ahead);
		}
	}
	return sum;
}

static bool move_group(NodeLayers *layout, size_t start, int sign, Group *group)
{
	double step;

	collect(layout, start, sign, group);
	if (price(layout, group, sign, &step) >= 0 || !(step > NEAR && step < INFINITY))
		return false;
	for (size_t i = 0; i < group->n; i++)
		layout->vertices[group->members[i]].y += sign * step;
	return true;
}

static void move_groups(NodeLayers *layout)
{
	enum { MAX_ROUNDS = 20 };
	g_autofree size_t *members = g_new(size_t, layout->n + 1);
	g_autofree bool *is_in = g_new0(bool, layout->n + 1);
	Group group = { members, 0, is_in };
	bool has_moved = true;

	for (int round = 0; round < MAX_ROUNDS && has_moved; round++) {
		has_moved = false;
		for (size_t i = 0; i < layout->n; i++)
			has_moved = move_group(layout, i, 1, &group) ||
				    move_group(layout, i, -1, &group) || has_moved;
	}
}

void nodegraph_set_heights(NodeLayers *layout)
{
	g_autofree Pull *pulls = g_new(Pull, 2 * layout->n_links + 1);
	int n = layout->n_links > MANY_LINKS ? FEW_SWEEPS : SEAT_SWEEPS;

	for (int layer = 0; layer < layout->n_layers; layer++)
		stack_layer(layout, layer);
	for (int sweep = 0; sweep < n; sweep++)
		for (int step = 0; step < layout->n_layers; step++)
			seat_layer(layout, sweep % 2 ? layout->n_layers - 1 - step : step, pulls,
				   false);
	if (layout->n_links <= MANY_LINKS)
		move_groups(layout);
	seat_last(layout, pulls);
}
