#include "renderer/html/html-paint.h"

#include <math.h>

#include "renderer/html/html-grid.h"
#include "renderer/html/html-marker.h"
#include "renderer/html/html-picture.h"

typedef struct {
	Scene *scene;
	TextContext *text;
	Rect seen;
} Painter;

/* --- Edges --- */

static bool is_even_border(const HtmlStyle *style)
{
	for (int side = CSS_RIGHT; side <= CSS_LEFT; side++) {
		if (style->border[side] != style->border[CSS_TOP] ||
		    !color_equal(style->border_color[side], style->border_color[CSS_TOP]))
			return false;
	}
	return true;
}

static void corner_radii(const HtmlStyle *style, Rect rect, double inset, double radii[4])
{
	double side = fmin(rect.width, rect.height);

	for (int i = 0; i < 4; i++)
		radii[i] = fmax(0, css_length_px(style->radius[i], side) - inset);
}

static Path *rounded(const HtmlStyle *style, Rect rect, double inset)
{
	Path *path = path_new();
	double radii[4];

	corner_radii(style, rect, inset, radii);
	path_round_rect(path, rect_inset(rect, inset), radii[0], radii[1], radii[2], radii[3]);
	return path;
}

static bool has_radius(const HtmlStyle *style)
{
	return style->radius[0].value > 0 || style->radius[1].value > 0 ||
	       style->radius[2].value > 0 || style->radius[3].value > 0;
}

static void fill(const Painter *painter, const HtmlStyle *style, Rect rect, Paint paint)
{
	if (has_radius(style))
		scene_take_fill(painter->scene, rounded(style, rect, 0), paint,
				(FillStyle){ 0 });
	else
		scene_fill_rect(painter->scene, rect, paint);
}

static void draw_sides(const Painter *painter, const HtmlStyle *style, Rect outer)
{
	const double *border = style->border;
	Rect sides[] = {
		{ outer.x, outer.y, outer.width, border[CSS_TOP] },
		{ rect_right(outer) - border[CSS_RIGHT], outer.y, border[CSS_RIGHT],
		  outer.height },
		{ outer.x, rect_bottom(outer) - border[CSS_BOTTOM], outer.width,
		  border[CSS_BOTTOM] },
		{ outer.x, outer.y, border[CSS_LEFT], outer.height },
	};

	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		if (border[side] > 0)
			scene_fill_rect(painter->scene, sides[side],
					PAINT_COLOR(style->border_color[side]));
	}
}

static void draw_border(const Painter *painter, const HtmlStyle *style, Rect rect)
{
	double width = style->border[CSS_TOP], dash[] = { 2 * width, width };

	if (!is_even_border(style)) {
		draw_sides(painter, style, rect);
		return;
	}
	if (width <= 0)
		return;
	scene_take_stroke(painter->scene, rounded(style, rect, width / 2),
			  PAINT_COLOR(style->border_color[CSS_TOP]),
			  (StrokeStyle){ .width_px = width,
					 .dash_px = style->is_dashed ? dash : NULL,
					 .n_dash = style->is_dashed ? 2 : 0 });
}

static void draw_background(const Painter *painter, const HtmlStyle *style, Rect rect)
{
	if (style->background.alpha > 0)
		fill(painter, style, rect, PAINT_COLOR(style->background));
	if (style->gradient) {
		Gradient gradient = css_gradient_over(style->gradient, rect);

		fill(painter, style, rect, (Paint){ .gradient = &gradient });
	}
}

static void draw_edges(const Painter *painter, const HtmlStyle *style, Rect outer)
{
	Rect rect = rect_snapped(outer);

	if (rect.width <= 0 || rect.height <= 0)
		return;
	draw_background(painter, style, rect);
	draw_border(painter, style, rect);
}

/* A span that goes on from one line to the next is open where the line ends. */
static void draw_span(const Painter *painter, const HtmlPart *part, Rect rect)
{
	HtmlStyle style = part->box->style;

	if (!part->is_start) {
		style.border[CSS_LEFT] = 0;
		style.radius[0].value = style.radius[3].value = 0;
	}
	if (!part->is_end) {
		style.border[CSS_RIGHT] = 0;
		style.radius[1].value = style.radius[2].value = 0;
	}
	draw_edges(painter, &style, rect);
}

/* --- Tables --- */

static void draw_cells(const Painter *painter, const HtmlBox *table, Point origin)
{
	const HtmlGrid *grid = table->grid;

	for (size_t i = 0; i < grid->n_cells; i++) {
		const HtmlCell *cell = &grid->cells[i];
		Rect frame = cell->box->frame;
		Rect rect = rect_snapped((Rect){ origin.x + frame.x, origin.y + frame.y,
						  frame.width, frame.height });

		draw_background(painter, &cell->row->style, rect);
		draw_background(painter, &cell->box->style, rect);
	}
}

static void draw_line(const Painter *painter, HtmlEdge edge, Rect rect)
{
	rect = rect_snapped(rect);
	rect.width = fmax(rect.width, 0);
	rect.height = fmax(rect.height, 0);
	scene_fill_rect(painter->scene, rect, PAINT_COLOR(edge.color));
}

static bool is_same_edge(HtmlEdge a, HtmlEdge b)
{
	return a.width_px == b.width_px && color_equal(a.color, b.color);
}

/* Lines across take the corners, so that see-through colours lie nowhere twice. */
static void draw_across(const Painter *painter, const HtmlGrid *grid, size_t row, Point origin)
{
	const HtmlEdge *edges = grid->above + row * grid->n_columns;
	double y = origin.y + grid->row_y[row];

	for (size_t first = 0, end; first < grid->n_columns; first = end) {
		HtmlEdge edge = edges[first];

		for (end = first + 1; end < grid->n_columns && is_same_edge(edges[end], edge);)
			end++;
		if (edge.width_px <= 0)
			continue;
		double half = edge.width_px / 2, left = origin.x + grid->column_x[first] - half;
		double right = origin.x + grid->column_x[end] + half;

		draw_line(painter, edge, (Rect){ left, y - half, right - left, edge.width_px });
	}
}

static double half_above(const HtmlGrid *grid, size_t row, size_t column)
{
	size_t at = column < grid->n_columns ? column : grid->n_columns - 1;
	double here = grid->above[row * grid->n_columns + at].width_px;
	double before = column > 0 ? grid->above[row * grid->n_columns + column - 1].width_px : 0;

	return fmax(here, before) / 2;
}

static void draw_down(const Painter *painter, const HtmlGrid *grid, size_t row, Point origin)
{
	for (size_t column = 0; column <= grid->n_columns; column++) {
		HtmlEdge edge = grid->left[row * (grid->n_columns + 1) + column];
		double half = edge.width_px / 2, x = origin.x + grid->column_x[column];
		double top = origin.y + grid->row_y[row] + half_above(grid, row, column);
		double bottom = origin.y + grid->row_y[row + 1] -
				half_above(grid, row + 1, column);

		if (edge.width_px > 0 && bottom > top)
			draw_line(painter, edge, (Rect){ x - half, top, edge.width_px,
							 bottom - top });
	}
}

static void draw_grid(const Painter *painter, const HtmlGrid *grid, Point origin)
{
	if (grid->n_columns == 0)
		return;
	for (size_t row = 0; row <= grid->n_rows; row++) {
		if (origin.y + grid->row_y[row] > rect_bottom(painter->seen))
			break;
		draw_across(painter, grid, row, origin);
		if (row < grid->n_rows)
			draw_down(painter, grid, row, origin);
	}
}

/* --- Boxes --- */

static void draw_text(const Painter *painter, const HtmlPart *part, Point origin)
{
	const HtmlTextStyle *style = &part->box->style.text;

	scene_text(painter->scene, &(SceneText){ .text = part->text,
						 .x = origin.x + part->x,
						 .baseline_y = origin.y + part->baseline,
						 .style = html_font_of(style),
						 .color = style->color,
						 .is_struck = style->is_struck,
						 .is_underlined = style->is_underlined });
}

static void paint(const Painter *painter, const HtmlBox *box, Point origin);

static void paint_child(const Painter *painter, const HtmlBox *child, Point origin)
{
	paint(painter, child, (Point){ origin.x + child->frame.x, origin.y + child->frame.y });
}

static void draw_parts(const Painter *painter, const HtmlBox *box, Point origin)
{
	enum { TALLEST = 2000 };

	for (size_t i = 0; i < box->n_parts; i++) {
		const HtmlPart *part = &box->parts[i];
		Rect rect = { origin.x + part->rect.x, origin.y + part->rect.y, part->rect.width,
			      part->rect.height };

		if (part->kind == PART_TEXT &&
		    origin.y + part->baseline > rect_bottom(painter->seen) + TALLEST)
			return;
		if (part->kind == PART_EDGES)
			draw_span(painter, part, rect);
		else if (part->kind == PART_TEXT)
			draw_text(painter, part, origin);
		else
			paint_child(painter, part->box, origin);
	}
}

static void paint_children(const Painter *painter, const HtmlBox *box, Point origin)
{
	if (box->inside == INSIDE_LINES) {
		draw_parts(painter, box, origin);
		return;
	}
	if (box->inside == INSIDE_TABLE && box->grid) {
		draw_cells(painter, box, origin);
		draw_grid(painter, box->grid, origin);
		for (size_t i = 0; i < box->grid->n_cells; i++)
			paint_child(painter, box->grid->cells[i].box, origin);
		return;
	}
	for (const HtmlBox *child = box->first; child; child = child->next)
		paint_child(painter, child, origin);
}

static void paint(const Painter *painter, const HtmlBox *box, Point origin)
{
	Rect outer = { origin.x, origin.y, box->frame.width, box->frame.height };
	bool is_cell = box->style.display == DISPLAY_CELL;
	bool is_faint = box->style.opacity < 1;

	if (origin.y > rect_bottom(painter->seen))
		return;
	if (is_faint)
		scene_push_group(painter->scene, box->style.opacity);
	if (box->inside == INSIDE_TABLE)
		draw_background(painter, &box->style, rect_snapped(outer));
	else if (!is_cell)
		draw_edges(painter, &box->style, outer);
	html_draw_marker(painter->scene, painter->text, box, origin);
	html_draw_picture(painter->scene, box, origin);
	paint_children(painter, box, origin);
	if (is_faint)
		scene_pop_group(painter->scene);
}

void html_paint(Scene *scene, TextContext *text, const HtmlBox *box, Point origin, Rect seen)
{
	Painter painter = { scene, text, seen };

	paint(&painter, box, origin);
}
