#include "renderer/page/grid.h"

#include <stdlib.h>

#include <glib.h>

/* A cell on its way through the sort: `before` is where it stood. */
typedef struct {
	GridCell *cell;
	double x_before;
	size_t before;
} Sorted;

static int compare(double a, double b)
{
	return (a > b) - (a < b);
}

static int compare_place(const void *left, const void *right)
{
	const Sorted *a = left, *b = right;
	int order = compare(a->cell->y, b->cell->y);

	if (!order)
		order = compare(a->cell->x, b->cell->x);
	if (!order)
		order = compare(a->x_before, b->x_before);
	return order ? order : (a->before > b->before) - (a->before < b->before);
}

static double within(double value, double least, double most)
{
	return value >= least ? MIN(value, most) : least;
}

/* Past the right edge a cell moves left; what does not fit even so takes the whole width. */
static void bound(GridCell *cell, double width_px)
{
	cell->y = within(cell->y, 0, G_MAXINT);
	cell->height = within(cell->height, 1, GRID_MAX_ROWS);
	cell->width = width_px < GRID_NARROW_PX ? GRID_COLUMNS : within(cell->width, 1, G_MAXINT);
	if (cell->x + cell->width > GRID_COLUMNS)
		cell->x = GRID_COLUMNS - cell->width;
	if (!(cell->x >= 0)) {
		cell->x = 0;
		cell->width = GRID_COLUMNS;
	}
	cell->width = MIN(cell->width, GRID_COLUMNS);
}

/* Puts a cell on what is there already; `bottoms` are the first free rows of each column. */
static void drop(GridCell *cell, double bottoms[GRID_COLUMNS])
{
	int first = (int)cell->x, last = MIN((int)ceil(cell->x + cell->width), GRID_COLUMNS);

	cell->y = 0;
	for (int i = first; i < last; i++)
		cell->y = MAX(cell->y, bottoms[i]);
	for (int i = first; i < last; i++)
		bottoms[i] = cell->y + cell->height;
}

void grid_compact(GridCell *cells, size_t n, double width_px)
{
	g_autofree Sorted *sorted = g_new(Sorted, n + 1);
	double bottoms[GRID_COLUMNS] = { 0 };

	for (size_t i = 0; i < n; i++) {
		sorted[i] = (Sorted){ &cells[i], cells[i].x, i };
		bound(&cells[i], width_px);
	}
	qsort(sorted, n, sizeof(Sorted), compare_place);
	for (size_t i = 0; i < n; i++)
		drop(sorted[i].cell, bottoms);
}

double grid_rows_px(double rows)
{
	return rows * GRID_ROW_PX + MAX(rows - 1, 0) * GRID_GAP_PX;
}

Rect grid_rect(GridCell cell, double width_px)
{
	double column = (width_px - (GRID_COLUMNS - 1) * GRID_GAP_PX) / GRID_COLUMNS;
	double left = js_round((column + GRID_GAP_PX) * cell.x);
	double top = js_round((GRID_ROW_PX + GRID_GAP_PX) * cell.y);

	return (Rect){ left, top,
		       js_round(column * cell.width + MAX(cell.width - 1, 0) * GRID_GAP_PX),
		       js_round(grid_rows_px(cell.height)) };
}
