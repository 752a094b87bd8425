#include "renderer/html/html-grid.h"
#include "renderer/html/html-layout.h"

#include <math.h>
#include <string.h>

/** What a column needs, and what its cells say. */
typedef struct {
	double least, most;
	CssLength width;
	double px; // given
} Column;

/*
 * A cell's borders are those of the grid, half of each: put into its style once, so that all that
 * asks for its edges finds them. The grid draws them.
 */
void html_prepare_table(HtmlLayout *layout, HtmlBox *table)
{
	if (table->grid)
		return;
	table->grid = html_grid_new(layout->arena, table);
	for (size_t i = 0; i < table->grid->n_cells; i++) {
		const HtmlCell *cell = &table->grid->cells[i];

		for (int side = CSS_TOP; side <= CSS_LEFT; side++)
			cell->box->style.border[side] = html_grid_half(table->grid, cell, side);
		cell->box->is_apart = true;
	}
	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		table->style.border[side] = html_grid_half_of_side(table->grid, side);
		table->style.padding[side] = (CssLength){ CSS_PX, 0 };
	}
}

/* --- Columns --- */

static void widen(Column *columns, size_t n, double least, double most)
{
	double has_least = 0, has_most = 0;

	for (size_t i = 0; i < n; i++) {
		has_least += columns[i].least;
		has_most += columns[i].most;
	}
	for (size_t i = 0; i < n; i++) {
		columns[i].least += fmax(0, least - has_least) / (double)n;
		columns[i].most = fmax(columns[i].most + fmax(0, most - has_most) / (double)n,
				       columns[i].least);
	}
}

static void ask_cell(HtmlLayout *layout, Column *columns, const HtmlCell *cell)
{
	CssLength width = cell->box->style.width;
	Column *column = &columns[cell->column];

	html_measure(layout, cell->box);
	if (cell->n_columns == 1 && width.unit == CSS_PART)
		column->width = width;
	else if (cell->n_columns == 1 && width.unit == CSS_PX && column->width.unit == CSS_AUTO)
		column->width = width;
	widen(column, cell->n_columns, cell->box->min_px, cell->box->max_px);
}

static void ask_columns(HtmlLayout *layout, const HtmlGrid *grid, Column *columns)
{
	memset(columns, 0, sizeof(Column) * HTML_MAX_COLUMNS);
	for (int is_wide = 0; is_wide <= 1; is_wide++) {
		for (size_t i = 0; i < grid->n_cells && layout->work-- > 0; i++) {
			if ((grid->cells[i].n_columns > 1) == is_wide)
				ask_cell(layout, columns, &grid->cells[i]);
		}
	}
}

void html_measure_table(HtmlLayout *layout, HtmlBox *box, double *min_px, double *max_px)
{
	const HtmlGrid *grid = box->grid;
	Column columns[HTML_MAX_COLUMNS];
	double parts = 0, scaled = 0, rest = 0;

	ask_columns(layout, grid, columns);
	for (size_t i = 0; i < grid->n_columns; i++) {
		bool is_part = columns[i].width.unit == CSS_PART;

		*min_px += columns[i].least;
		*max_px += columns[i].most;
		parts += is_part ? columns[i].width.value : 0;
		rest += is_part ? 0 : columns[i].most;
		if (is_part && columns[i].width.value > 0)
			scaled = fmax(scaled, columns[i].most / columns[i].width.value);
	}
	/* Parts of the whole make the whole as wide as they need. */
	if (parts > 0 && parts < 1)
		scaled = fmax(scaled, rest / (1 - parts));
	*max_px = fmin(fmax(*max_px, scaled), CSS_MAX_PX);
}

/* Widths that are said; returns what the others need at least and at most. */
static double give_said(Column *columns, size_t n, double width, double *least, double *most)
{
	double given = 0;

	*least = *most = 0;
	for (size_t i = 0; i < n; i++) {
		if (columns[i].width.unit == CSS_AUTO) {
			*least += columns[i].least;
			*most += columns[i].most;
			continue;
		}
		columns[i].px = fmax(columns[i].least, css_length_px(columns[i].width, width));
		given += columns[i].px;
	}
	return given;
}

/* Too much or too little is shared by all columns, as far as they can shrink. */
static void scale_columns(Column *columns, size_t n, double width)
{
	double total = 0, slack = 0;

	for (size_t i = 0; i < n; i++) {
		total += columns[i].px;
		slack += columns[i].px - columns[i].least;
	}
	if (total <= 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (total > width && slack > 0)
			columns[i].px -= fmin(1, (total - width) / slack) *
					 (columns[i].px - columns[i].least);
		else if (total < width)
			columns[i].px *= width / total;
	}
}

static void share_width(Column *columns, size_t n, double width)
{
	double least, most;
	double rest = width - give_said(columns, n, width, &least, &most);

	for (size_t i = 0; i < n; i++) {
		Column *column = &columns[i];

		if (column->width.unit != CSS_AUTO)
			continue;
		if (rest >= most)
			column->px = most > 0 ? column->most * rest / most : 0;
		else if (rest > least && most > least)
			column->px = column->least + (rest - least) *
							     (column->most - column->least) /
							     (most - least);
		else
			column->px = column->least;
	}
	scale_columns(columns, n, width);
}

/* --- Rows --- */

static double cell_width(const HtmlGrid *grid, const HtmlCell *cell)
{
	return grid->column_x[cell->column + cell->n_columns] - grid->column_x[cell->column];
}

static double least_row_height(const HtmlCell *cell, double inner_height)
{
	double height = cell->row->style.height.unit == CSS_PX ? cell->row->style.height.value : 0;
	CssLength own = cell->box->style.height;

	if (own.unit == CSS_PX)
		height = fmax(height, own.value);
	if (inner_height > 0 && cell->row->style.height.unit == CSS_PART)
		height = fmax(height, cell->row->style.height.value * inner_height);
	return height;
}

/* Heights that cells need; a cell over several rows makes the last one higher. */
static void size_rows(HtmlLayout *layout, HtmlGrid *grid, double *heights, double inner_height)
{
	for (size_t i = 0; i < grid->n_cells && layout->work-- > 0; i++) {
		const HtmlCell *cell = &grid->cells[i];
		double before = 0, width = cell_width(grid, cell);

		if (cell->row_index > 0 && grid->row_y[cell->row_index - 1] > layout->most_px)
			break;
		html_layout_box(layout, cell->box, width, -1, (HtmlRoom){ width, -1 });
		double needed = fmax(cell->box->frame.height, least_row_height(cell, inner_height));
		size_t last = cell->row_index + cell->n_rows - 1;

		for (size_t row = cell->row_index; row < last; row++)
			before += heights[row];
		heights[last] = fmax(heights[last], needed - before);
	}
}

static void place_rows(HtmlGrid *grid, const double *heights, double top, double spare)
{
	grid->row_y[0] = top;
	for (size_t row = 0; row < grid->n_rows; row++)
		grid->row_y[row + 1] = grid->row_y[row] + heights[row] +
				       spare / (double)grid->n_rows;
}

static void place_cell(const HtmlGrid *grid, const HtmlCell *cell)
{
	HtmlBox *box = cell->box;
	double height = grid->row_y[cell->row_index + cell->n_rows] -
			grid->row_y[cell->row_index];
	double rest = height - box->frame.height;
	HtmlPlace place = box->style.text.cell_place;

	box->frame = (Rect){ grid->column_x[cell->column], grid->row_y[cell->row_index],
			     cell_width(grid, cell), height };
	if (rest > 0 && place == PLACE_CENTER)
		html_shift_inside(box, rest / 2);
	else if (rest > 0 && place == PLACE_END)
		html_shift_inside(box, rest);
}

double html_layout_table(HtmlLayout *layout, HtmlBox *box, Rect inner, double inner_height)
{
	HtmlGrid *grid = box->grid;
	Column columns[HTML_MAX_COLUMNS];
	g_autofree double *heights = g_new0(double, grid->n_rows + 1);
	double content = 0;

	ask_columns(layout, grid, columns);
	share_width(columns, grid->n_columns, inner.width);
	grid->column_x[0] = inner.x;
	for (size_t i = 0; i < grid->n_columns; i++)
		grid->column_x[i + 1] = grid->column_x[i] + columns[i].px;
	size_rows(layout, grid, heights, inner_height);
	for (size_t row = 0; row < grid->n_rows; row++)
		content += heights[row];
	place_rows(grid, heights, inner.y, fmax(0, inner_height - content));
	for (size_t i = 0; i < grid->n_cells; i++)
		place_cell(grid, &grid->cells[i]);
	if (grid->n_cells && grid->cells[0].box->first_baseline >= 0)
		box->first_baseline = box->last_baseline =
			grid->cells[0].box->frame.y + grid->cells[0].box->first_baseline;
	return grid->n_rows ? grid->row_y[grid->n_rows] - inner.y : 0;
}
