#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "renderer/geometry.h"

typedef struct {
	double width, height;
} Size;

/** A box to place: its size goes in, its place comes out. */
typedef struct {
	Size size;
	double margin_top;
	Rect box;
} FlowItem;

/**
 * A few boxes in a column or a row, as CSS's flex boxes place them.
 *
 * is_centered  in the middle of the width, else from the left: a row spreads over the width
 * is_middle    in the middle of the height, else from the top
 * gap_px       between two of them
 *
 * A row that is too wide goes on below, a column does not.
 * Source: CSS Flexible Box Layout Module Level 1.
 */
typedef struct {
	bool is_column, is_centered, is_middle;
	double gap_px;
} Flow;

void flow_place(const Flow *flow, Rect area, FlowItem *items, size_t n);
