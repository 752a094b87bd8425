#include "renderer/panel/table/table-grid.h"

#include "renderer/json.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/pagination.h"
#include "renderer/panel/table/table-body.h"
#include "renderer/panel/table/table-footer.h"
#include "renderer/panel/table/table-header.h"
#include "renderer/panel/table/table-height.h"

#include <math.h>

enum { PAGES_PX = 32, PAGES_MARGIN = 8, PAGES_IN_ROWS = 38, HEADER_PX = 28 };
enum { SMALL_PAGES_BELOW = 750, AVERAGED_ROWS = 100 };

/* A table with everything decided but what is in its cells. */
typedef struct {
	const PanelContext *context;
	Frame *frame;
	double width;
	TableColumns columns;
	TableSorts sorts;
	const size_t *order; // NULL: the frame's own
	TableHeights heights;
	TableHeader header;
	TableFooter footer;
	double header_px;
	bool is_nested;	   // has frames in its rows, which are closed
	bool has_expander; // a column to open them
	bool is_paged;
} Grid;

/* --- Nested frames --- */

static bool is_nested(const Frame *frame)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (frame->fields[i].type == FIELD_NESTED_FRAMES)
			return true;
	return false;
}

/* Rows are opened by frames of a field of just this name. */
static bool has_children(const Frame *frame)
{
	for (size_t i = 0; i < frame->n_fields; i++) {
		const Field *field = &frame->fields[i];

		if (g_strcmp0(field->name, "__nestedFrames") != 0 || !field->values)
			continue;
		for (size_t row = 0; row < frame->n_rows; row++)
			if (field->values[row].kind == VALUE_FRAMES &&
			    field->values[row].frames->n > 0)
				return true;
	}
	return false;
}

/* --- Making a grid --- */

static size_t frozen_columns(const PanelContext *context)
{
	double n = json_get_number(context->options, "frozenColumns.left", 0);

	return n >= 1 ? (size_t)fmin(n, 1000) : 0;
}

static double header_height(const Grid *grid)
{
	const TableColumns *columns = &grid->columns;
	uint8_t *icons = arena_new_array(grid->context->arena, uint8_t, columns->n + 1);

	if (!json_get_bool(grid->context->options, "showHeader", true))
		return 0;
	for (size_t i = 0; i < columns->n; i++)
		icons[i] = (uint8_t)table_header_icons(&grid->header, &columns->items[i]);
	return table_header_height(&grid->heights, icons);
}

static Grid *make_grid(const PanelContext *context, Frame *frame, double width_px,
		       double most_px)
{
	Grid *grid = arena_new_one(context->arena, Grid);

	grid->context = context;
	grid->frame = frame;
	grid->width = width_px;
	grid->is_nested = is_nested(frame);
	grid->has_expander = grid->is_nested && has_children(frame);
	grid->columns = table_columns(context, frame,
				      width_px - (grid->is_nested ? TABLE_EXPANDER : 0),
				      grid->has_expander ? TABLE_EXPANDER : 0,
				      frozen_columns(context));
	grid->sorts = table_sorts(context, frame);
	grid->heights = table_heights(context, &grid->columns, most_px);
	grid->header = (TableHeader){ context, &grid->sorts,
				      json_get_bool(context->options, "showTypeIcons", false) };
	grid->footer = table_footer(context, &grid->columns);
	grid->header_px = header_height(grid);
	grid->is_paged = json_get_bool(context->options, "enablePagination", false) &&
			 !context->shows_all_rows;
	return grid;
}

static size_t row_at(const Grid *grid, size_t index)
{
	return grid->order ? grid->order[index] : index;
}

/* --- Pages --- */

typedef struct {
	size_t n_rows;	 // in all, those of closed frames too
	size_t per_page; // counted alike
	size_t n_shown;	 // rows of the frame on the first page
} Page;

static double average_height(const Grid *grid)
{
	const double of_dynamic = 48;
	size_t n = MIN(grid->frame->n_rows, AVERAGED_ROWS);
	double sum = 0;

	if (grid->heights.is_dynamic)
		return of_dynamic;
	if (!grid->heights.has_wrapped)
		return grid->heights.row_px / (grid->has_expander ? 2 : 1);
	for (size_t i = 0; i < n; i++)
		sum += table_row_height(&grid->heights, row_at(grid, i));
	return sum / (double)MAX(n, 1) / (grid->has_expander ? 2 : 1);
}

/* A closed frame is a row without height, and counts as one. */
static Page first_page(const Grid *grid, double height)
{
	size_t step = grid->has_expander ? 2 : 1;
	Page page = { .n_rows = grid->frame->n_rows * step, .n_shown = grid->frame->n_rows };
	double rows_px = height - (grid->header_px > 0 ? HEADER_PX : 0) - grid->footer.height -
			 PAGES_IN_ROWS;
	double average = average_height(grid);

	if (!grid->is_paged)
		return page;
	page.per_page = (size_t)fmax(1, floor(rows_px / (average > 0 ? average : 1)));
	page.n_shown = MIN(page.n_shown, (page.per_page + step - 1) / step);
	return page;
}

static void draw_pages(const Grid *grid, Scene *scene, const Page *page, Rect area)
{
	bool is_small = grid->width - (grid->is_nested ? TABLE_EXPANDER : 0) < SMALL_PAGES_BELOW;
	const char *summary = arena_printf(grid->context->arena, "1 - %zu of %zu rows",
					   MIN(page->per_page, page->n_rows), page->n_rows);
	Pagination pagination = {
		.n_pages = (page->n_rows + page->per_page - 1) / page->per_page,
		.is_small = is_small,
		.summary = is_small ? NULL : summary,
	};

	pagination_draw(scene, grid->context->text, grid->context->theme, &pagination, area.x,
			rect_right(area), rect_bottom(area) - PAGES_PX + PAGES_MARGIN);
}

/* --- Lines --- */

typedef struct {
	Scene *scene;
	Color color;
	double left, right;
} Ruler;

static Ruler ruler_of(const Grid *grid, Scene *scene, Rect area)
{
	const Theme *theme = grid->context->theme;
	Color panel = grid->context->panel->is_transparent ? theme->background_canvas
							   : theme->background_primary;

	return (Ruler){ scene, color_rounded(color_over(theme->border_weak, panel)), area.x,
			fmin(rect_right(area), area.x + grid->columns.width) };
}

static void rule_below(const Ruler *ruler, double bottom, double px)
{
	Rect line = { ruler->left, bottom - px, ruler->right - ruler->left, px };

	scene_fill_rect(ruler->scene, rect_snapped(line),
			PAINT_COLOR(ruler->color));
}

/* Between columns, from top to bottom. */
static void rule_columns(const Ruler *ruler, const Grid *grid, double top, double bottom)
{
	if (grid->has_expander)
		scene_fill_rect(ruler->scene,
				(Rect){ ruler->left + TABLE_EXPANDER - 1, top, 1, bottom - top },
				PAINT_COLOR(ruler->color));
	for (size_t i = 0; i + 1 < grid->columns.n; i++) {
		const TableColumn *column = &grid->columns.items[i];
		double right = js_round(ruler->left + column->x + column->track);

		if (ruler->left + column->x > ruler->right)
			break;
		scene_fill_rect(ruler->scene, (Rect){ right - 1, top, 1, bottom - top },
				PAINT_COLOR(ruler->color));
	}
}

/* Frozen columns throw a shadow on the next one. */
static void draw_shadow(const Grid *grid, Scene *scene, double left, double top, double bottom)
{
	enum { BLUR = 5 };
	const Color near = { 136, 136, 136, 0.15 }, far = { 136, 136, 136, 0 };

	if (grid->columns.n_frozen == 0)
		return;
	const TableColumn *last = &grid->columns.items[grid->columns.n_frozen - 1];
	double x = left + last->x + last->track;
	Gradient fade = { .from = { x, 0 }, .to = { x + BLUR, 0 }, .n_stops = 2,
			  .stops = { { 0, near }, { 1, far } } };

	scene_fill_rect(scene, (Rect){ x, top, BLUR, bottom - top },
			(Paint){ .gradient = &fade });
}

/* --- Parts --- */

static void draw_header(Grid *grid, Scene *scene, const Ruler *ruler, Rect header)
{
	if (header.height <= 0)
		return;
	for (size_t i = 0; i < grid->columns.n; i++) {
		TableColumn *column = &grid->columns.items[i];
		Rect cell = { header.x + column->x, header.y, column->track, header.height };

		if (cell.x >= rect_right(header))
			break;
		scene_push_clip_rect(scene, cell);
		table_header_draw(&grid->header, scene, column, cell);
		scene_pop_clip(scene);
	}
	rule_columns(ruler, grid, header.y, rect_bottom(header));
	rule_below(ruler, rect_bottom(header), 1);
	draw_shadow(grid, scene, header.x, header.y, rect_bottom(header));
}

static void draw_expander(const Grid *grid, Scene *scene, Rect row)
{
	enum { ICON = 18, BORDER = 1 };
	double middle = row.y + (row.height - BORDER) / 2;

	if (grid->has_expander)
		icon_layout(scene, "angle-right",
			    (Rect){ row.x + TABLE_CELL_PAD, middle - ICON / 2, ICON, ICON },
			    grid->context->theme->text_primary);
}

/* Rows from the top as far as they can be seen; lines go over the backgrounds. */
static void draw_rows(Grid *grid, Scene *scene, const Ruler *ruler, Rect area, size_t n)
{
	TableBody body = table_body(grid->context, grid->frame, &grid->columns,
				    grid->heights.max_row_px, grid->heights.is_dynamic);
	double y = area.y;

	scene_push_clip_rect(scene, area);
	for (size_t i = 0; i < n && y < rect_bottom(area) && !scene_is_full(scene); i++) {
		size_t row = row_at(grid, i);
		Rect box = { area.x, y, area.width, table_row_height(&grid->heights, row) };

		table_body_draw_row(&body, scene, row, box);
		draw_expander(grid, scene, box);
		y = rect_bottom(box);
		rule_below(ruler, y, 1);
		rule_columns(ruler, grid, box.y, y);
	}
	draw_shadow(grid, scene, area.x, area.y, y);
	scene_pop_clip(scene);
}

static void draw_footer(Grid *grid, Scene *scene, const Ruler *ruler, Rect footer)
{
	enum { BORDER_TOP = 2 };

	if (footer.height <= 0)
		return;
	for (size_t i = 0; i < grid->columns.n; i++) {
		TableColumn *column = &grid->columns.items[i];
		Rect cell = { footer.x + column->x, footer.y, column->track, footer.height };

		if (cell.x >= rect_right(footer))
			break;
		table_column_prepare(grid->context, column);
		scene_push_clip_rect(scene, cell);
		table_footer_draw(&grid->footer, scene, i, cell);
		scene_pop_clip(scene);
	}
	rule_below(ruler, footer.y + BORDER_TOP, BORDER_TOP);
	rule_columns(ruler, grid, footer.y + BORDER_TOP, rect_bottom(footer));
	rule_below(ruler, rect_bottom(footer), 1);
	draw_shadow(grid, scene, footer.x, footer.y + BORDER_TOP, rect_bottom(footer));
}

void table_grid_draw(const PanelContext *context, Scene *scene, Frame *frame, Rect area)
{
	Grid *grid = make_grid(context, frame, area.width, area.height);
	Ruler ruler = ruler_of(grid, scene, area);
	Rect box = { area.x, area.y, area.width,
		     fmax(0, area.height - (grid->is_paged ? PAGES_PX : 0)) };
	double footer_px = fmin(grid->footer.height, box.height);
	Rect header = { box.x, box.y, box.width, fmin(grid->header_px, box.height) };
	Rect footer = { box.x, rect_bottom(box) - footer_px, box.width, footer_px };
	Rect rows = { box.x, rect_bottom(header), box.width,
		      fmax(0, footer.y - rect_bottom(header)) };

	grid->order = table_order(context, frame, &grid->sorts);
	Page page = first_page(grid, area.height);

	scene_push_clip_rect(scene, box);
	draw_header(grid, scene, &ruler, header);
	draw_rows(grid, scene, &ruler, rows, page.n_shown);
	draw_footer(grid, scene, &ruler, footer);
	scene_pop_clip(scene);
	if (grid->is_paged)
		draw_pages(grid, scene, &page, area);
}

double table_grid_height(const PanelContext *context, Frame *frame, double width_px,
			 double most_px)
{
	Grid *grid = make_grid(context, frame, width_px, most_px);
	double height = grid->header_px + grid->footer.height;

	if (!grid->heights.has_wrapped && !grid->heights.is_dynamic)
		height += (double)frame->n_rows * grid->heights.row_px;
	else
		for (size_t row = 0; row < frame->n_rows && height < most_px; row++)
			height += table_row_height(&grid->heights, row);
	return fmin(height, most_px);
}
