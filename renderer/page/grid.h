#pragma once

#include <stddef.h>

#include "renderer/geometry.h"

/** A place on the dashboard's grid of 24 columns, in its units. */
typedef struct {
	double x, y, width, height;
} GridCell;

enum {
	GRID_COLUMNS = 24,
	GRID_ROW_PX = 30,
	GRID_GAP_PX = 8,
	GRID_MAX_ROWS = 4096, // no picture is as high: what lies lower is cut
	GRID_NARROW_PX = 768, // a grid less wide than this has one column
};

/**
 * Moves every cell up until it meets another, in the order of their y, then x: gaps vanish, what
 * overlaps ends up below. Cells are first put inside the columns; in a narrow grid each gets all
 * of them.
 *
 * cells     in the dashboard's order; absurd sizes are cut to the grid's
 * width_px  of the grid
 *
 * Source: react-grid-layout 1.5, lib/utils.js, compact() and correctBounds(); a cell never passes
 * one that was placed before it.
 */
void grid_compact(GridCell *cells, size_t n, double width_px);

/** Where a cell stands, on whole pixels. */
Rect grid_rect(GridCell cell, double width_px);

/** Height in px of so many rows with the gaps between them. */
double grid_rows_px(double rows);
