#pragma once

#include "renderer/arena.h"
#include "renderer/chart/path/series-path.h"
#include "renderer/geometry.h"

/** How a bar chart shares its width out. */
typedef struct {
	size_t n_groups; // categories, at least 1
	size_t n_bars;	 // beside each other in each, at least 1
	double group_width; // part of the chart that groups take, 0..1
	double bar_width;   // part of a group that its bars take, 0..1
	bool is_stacked;    // the bars of a group share one slot
} BarGroups;

/**
 * The slots of bar number `bar` of each group.
 *
 * Source: Grafana 12.3, barchart/distribute.ts and bars.ts.
 */
BarSlots bar_groups_slots(Arena *arena, const BarGroups *groups, size_t bar);

/** The range of an x scale on which group i is centred at i. */
Range bar_groups_range(const BarGroups *groups);
