#include "renderer/html/html-grid.h"

#include <math.h>

enum { MAX_ROWS = 5000 };

/* --- Cells --- */

static size_t count_rows(const HtmlBox *table, size_t *n_cells)
{
	size_t n = 0;

	*n_cells = 0;
	for (const HtmlBox *row = table->first; row && n < MAX_ROWS; row = row->next, n++) {
		for (const HtmlBox *cell = row->first; cell; cell = cell->next)
			(*n_cells)++;
	}
	return n;
}

/* Cells go where no cell of the rows above reaches down to. */
static void place_cells(HtmlGrid *grid, const HtmlBox *table)
{
	size_t taken[HTML_MAX_COLUMNS] = { 0 }; // rows that are still covered
	size_t row_index = 0;

	for (HtmlBox *row = table->first; row && row_index < grid->n_rows;
	     row = row->next, row_index++) {
		size_t column = 0;

		for (HtmlBox *box = row->first; box; box = box->next) {
			while (column < HTML_MAX_COLUMNS && taken[column] > 0)
				column++;
			if (column >= HTML_MAX_COLUMNS)
				break;
			size_t n_columns = MIN((size_t)box->column_span, HTML_MAX_COLUMNS - column);
			size_t n_rows = MIN((size_t)box->row_span, grid->n_rows - row_index);

			grid->cells[grid->n_cells++] =
				(HtmlCell){ box, row, row_index, column, n_columns, n_rows };
			for (size_t i = 0; i < n_columns; i++)
				taken[column + i] = n_rows;
			column += n_columns;
			grid->n_columns = MAX(grid->n_columns, column);
		}
		for (size_t i = 0; i < HTML_MAX_COLUMNS; i++)
			taken[i] -= taken[i] > 0;
	}
}

/* --- Edges --- */

static void put_edge(HtmlEdge *edge, const HtmlBox *box, int side)
{
	HtmlEdge own = { box->style.border[side], box->style.border_color[side] };

	if (own.width_px > 0 && own.width_px >= edge->width_px)
		*edge = own;
}

static HtmlEdge *edge_above(const HtmlGrid *grid, size_t row, size_t column)
{
	return &grid->above[row * grid->n_columns + column];
}

static HtmlEdge *edge_left(const HtmlGrid *grid, size_t row, size_t column)
{
	return &grid->left[row * (grid->n_columns + 1) + column];
}

static void put_table_edges(HtmlGrid *grid, const HtmlBox *table)
{
	for (size_t column = 0; column < grid->n_columns; column++) {
		put_edge(edge_above(grid, 0, column), table, CSS_TOP);
		put_edge(edge_above(grid, grid->n_rows, column), table, CSS_BOTTOM);
	}
	for (size_t row = 0; row < grid->n_rows; row++) {
		put_edge(edge_left(grid, row, 0), table, CSS_LEFT);
		put_edge(edge_left(grid, row, grid->n_columns), table, CSS_RIGHT);
	}
}

static void put_box_edges(HtmlGrid *grid, const HtmlCell *cell, const HtmlBox *box)
{
	size_t bottom = cell->row_index + cell->n_rows, right = cell->column + cell->n_columns;

	for (size_t column = cell->column; column < right; column++) {
		put_edge(edge_above(grid, cell->row_index, column), box, CSS_TOP);
		put_edge(edge_above(grid, bottom, column), box, CSS_BOTTOM);
	}
	for (size_t row = cell->row_index; row < bottom && box == cell->box; row++) {
		put_edge(edge_left(grid, row, cell->column), box, CSS_LEFT);
		put_edge(edge_left(grid, row, right), box, CSS_RIGHT);
	}
}

HtmlGrid *html_grid_new(Arena *arena, HtmlBox *table)
{
	HtmlGrid *grid = arena_new_one(arena, HtmlGrid);
	size_t most_cells;

	grid->n_rows = count_rows(table, &most_cells);
	grid->cells = arena_new_array(arena, HtmlCell, most_cells + 1);
	place_cells(grid, table);
	grid->above = arena_new_array(arena, HtmlEdge, (grid->n_rows + 1) * (grid->n_columns + 1));
	grid->left = arena_new_array(arena, HtmlEdge, (grid->n_rows + 1) * (grid->n_columns + 1));
	grid->column_x = arena_new_array(arena, double, grid->n_columns + 1);
	grid->row_y = arena_new_array(arena, double, grid->n_rows + 1);
	put_table_edges(grid, table);
	for (size_t i = 0; i < grid->n_cells; i++) {
		put_box_edges(grid, &grid->cells[i], grid->cells[i].row);
		put_box_edges(grid, &grid->cells[i], grid->cells[i].box);
	}
	return grid;
}

double html_grid_half(const HtmlGrid *grid, const HtmlCell *cell, int side)
{
	size_t row = cell->row_index + (side == CSS_BOTTOM ? cell->n_rows : 0);
	size_t column = cell->column + (side == CSS_RIGHT ? cell->n_columns : 0);
	double width = 0;

	if (side == CSS_TOP || side == CSS_BOTTOM) {
		for (size_t i = 0; i < cell->n_columns; i++)
			width = fmax(width, edge_above(grid, row, cell->column + i)->width_px);
	} else {
		for (size_t i = 0; i < cell->n_rows; i++)
			width = fmax(width, edge_left(grid, cell->row_index + i, column)->width_px);
	}
	return width / 2;
}

double html_grid_half_of_side(const HtmlGrid *grid, int side)
{
	bool is_across = side == CSS_TOP || side == CSS_BOTTOM;
	size_t n = is_across ? grid->n_columns : grid->n_rows;
	size_t row = side == CSS_BOTTOM ? grid->n_rows : 0;
	size_t column = side == CSS_RIGHT ? grid->n_columns : 0;
	double width = 0;

	for (size_t i = 0; i < n; i++)
		width = fmax(width, is_across ? edge_above(grid, row, i)->width_px
					      : edge_left(grid, i, column)->width_px);
	return width / 2;
}
