#pragma once

#include "renderer/html/html-box.h"

/** Columns of one table at most; what stands further right is left out. */
enum { HTML_MAX_COLUMNS = 64 };

/** A line between cells. */
typedef struct {
	double width_px;
	Color color;
} HtmlEdge;

/** A cell at its place. */
typedef struct {
	HtmlBox *box, *row;
	size_t row_index, column, n_columns, n_rows;
} HtmlCell;

/**
 * A table's cells and the borders they share: of two that meet the wider one is drawn, of two
 * alike the cell's.
 *
 * above[r * n_columns + c] stands over cell (r, c), one row more below the last;
 * left[r * (n_columns + 1) + c] at its left, one column more at the right.
 * Source: CSS 2.2, 17.6.2.
 */
typedef struct HtmlGrid {
	size_t n_rows, n_columns;
	HtmlCell *cells;
	size_t n_cells;
	HtmlEdge *above, *left;
	double *column_x; // n_columns + 1, from the table's left
	double *row_y;	  // n_rows + 1
} HtmlGrid;

HtmlGrid *html_grid_new(Arena *arena, HtmlBox *table);

/** Half of the widest border at a side of the table. */
double html_grid_half_of_side(const HtmlGrid *grid, int side);

/** Half of the widest border that a cell shares at a side. */
double html_grid_half(const HtmlGrid *grid, const HtmlCell *cell, int side);
