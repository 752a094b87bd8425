#include "renderer/paint/columns.h"

#include <math.h>

enum {
	LEAST_POINTS = 256,
	LEAST_HEIGHT = 4, // device pixels of a column that is worth a box
};

/* The points of a line that are above one another, in the units of the path. */
typedef struct {
	Point in, out;
	double low, high;
	bool has_box;
	double top, bottom; // of the box, which covers whole pixels
} Column;

typedef struct {
	const Point *points;
	size_t n;
	double width_px;
	Point origin; // in device pixels
} Line;

static bool is_one_piece(const Path *path)
{
	size_t n;
	const uint8_t *verbs = path_verbs(path, &n);

	for (size_t i = 0; i < n; i++)
		if (verbs[i] != (i == 0 ? PATH_MOVE : PATH_LINE))
			return false;
	return n >= LEAST_POINTS;
}

static bool is_moved_only(const cairo_matrix_t *matrix)
{
	return matrix->xx == 1 && matrix->yy == 1 && matrix->xy == 0 && matrix->yx == 0;
}

static bool is_plain(const SceneItem *item)
{
	const StrokeStyle *style = &item->stroke;

	return !item->paint.gradient && item->paint.color.alpha >= 1 && style->join == JOIN_ROUND &&
	       style->n_dash == 0 && style->pen_stretch == 1 && style->width_px >= 1;
}

static bool is_whole(double value)
{
	return fabs(value - round(value)) < 1e-6;
}

/* Reads the column that begins at a point; returns the first point of the next. */
static size_t read_column(const Line *line, size_t from, Column *column)
{
	const Point *points = line->points;
	size_t to = from + 1;

	*column = (Column){ .in = points[from], .low = points[from].y, .high = points[from].y };
	for (; to < line->n && points[to].x == points[from].x; to++) {
		column->low = fmin(column->low, points[to].y);
		column->high = fmax(column->high, points[to].y);
	}
	column->out = points[to - 1];
	column->top = ceil(column->low + line->origin.y) - line->origin.y;
	column->bottom = floor(column->high + line->origin.y) - line->origin.y;
	column->has_box = column->bottom - column->top >= LEAST_HEIGHT &&
			  is_whole(line->origin.x + column->in.x - line->width_px / 2);
	return to;
}

static void fill_boxes(cairo_t *cairo, const Line *line)
{
	Column column;

	for (size_t i = 0; i < line->n;) {
		i = read_column(line, i, &column);
		if (!column.has_box)
			continue;
		cairo_rectangle(cairo, column.in.x - line->width_px / 2, column.top, line->width_px,
				column.bottom - column.top);
		cairo_fill(cairo);
	}
}

static void add_piece(cairo_t *cairo, double x, double from, double to)
{
	cairo_move_to(cairo, x, from);
	cairo_line_to(cairo, x, to);
}

static void add_column(cairo_t *cairo, const Column *column)
{
	double x = column->in.x;

	if (column->low == column->high)
		return;
	if (column->has_box) {
		add_piece(cairo, x, column->low, column->top);
		add_piece(cairo, x, column->bottom, column->high);
	} else {
		add_piece(cairo, x, column->low, column->high);
	}
	cairo_move_to(cairo, x, column->out.y);
}

static void add_rest(cairo_t *cairo, const Line *line)
{
	Column column;

	for (size_t i = 0; i < line->n;) {
		bool is_first = i == 0;

		i = read_column(line, i, &column);
		if (is_first)
			cairo_move_to(cairo, column.in.x, column.in.y);
		else
			cairo_line_to(cairo, column.in.x, column.in.y);
		add_column(cairo, &column);
	}
}

/* Where no column is taller than it is worth, Cairo does it as well. */
static bool has_boxes(const Line *line)
{
	size_t n_columns = 0, n_boxes = 0;
	Column column;

	for (size_t i = 0; i < line->n; n_columns++) {
		i = read_column(line, i, &column);
		n_boxes += column.has_box;
	}
	return n_boxes > n_columns / 4;
}

bool columns_stroke(cairo_t *cairo, const SceneItem *item, Point shift)
{
	cairo_matrix_t matrix;

	cairo_get_matrix(cairo, &matrix);
	if (!is_plain(item) || !is_moved_only(&matrix) || !is_one_piece(item->path))
		return false;
	Line line = { .width_px = item->stroke.width_px, .origin = { matrix.x0, matrix.y0 } };

	line.points = path_points(item->path, &line.n);
	if (!has_boxes(&line))
		return false;
	cairo_antialias_t antialias = cairo_get_antialias(cairo);

	cairo_new_path(cairo);
	cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
	fill_boxes(cairo, &line);
	cairo_set_antialias(cairo, antialias);
	cairo_translate(cairo, shift.x, shift.y);
	add_rest(cairo, &line);
	cairo_translate(cairo, -shift.x, -shift.y);
	cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
	cairo_stroke(cairo);
	return true;
}
