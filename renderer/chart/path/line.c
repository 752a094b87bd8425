#include "renderer/chart/path/series-path.h"

#include <math.h>

/* Past this many values a pixel only what each column shows at its edges and extremes is drawn. */
enum { DENSE_VALUES_PER_PIXEL = 4 };

static void line_to(Path *path, double x, double y)
{
	if (path_is_empty(path))
		path_move_to(path, x, y);
	else
		path_line_to(path, x, y);
}

/* First and last row with a value; false when there is none. */
static bool narrow_to_values(const SeriesValues *values, size_t *first, size_t *last)
{
	*first = values->first;
	*last = values->last;
	while (*first < *last && isnan(values->y[*first]))
		(*first)++;
	while (*last > *first && isnan(values->y[*last]))
		(*last)--;
	return values->n > 0 && !isnan(values->y[*first]);
}

/* --- Straight lines --- */

static void linear_each(Path *path, const SeriesValues *values, size_t first, size_t last)
{
	for (size_t row = first; row <= last; row++)
		if (!isnan(values->y[row]))
			line_to(path, series_x(values, row), series_y(values, values->y[row]));
}

/* The values of one column of pixels. */
typedef struct {
	double x;
	double in, out; // first and last value
	double min, max;
	bool has_value;
} Column;

/*
 * The extreme nearer to the first value comes first: uPlot begins with the least, which colours the
 * same pixels but goes over many of them once more, and painting takes as long as the line is.
 */
static void column_draw(Path *path, const SeriesValues *values, const Column *column)
{
	if (!column->has_value || column->min == column->max)
		return;
	double in = series_y(values, column->in), out = series_y(values, column->out);
	double low = series_y(values, column->min), high = series_y(values, column->max);
	double first = in < out ? fmin(low, high) : fmax(low, high);
	double second = low + high - first;

	if (low == high)
		return;
	if (in != first && out != first)
		path_line_to(path, column->x, first);
	if (in != second && out != second)
		path_line_to(path, column->x, second);
	path_line_to(path, column->x, out);
}

static void column_add(Column *column, double value)
{
	column->out = value;
	column->min = value < column->min ? value : column->min;
	column->max = value > column->max ? value : column->max;
}

/* An x below which all values stand in the column of `x`, a hair less than where the next begins. */
static double column_end(const SeriesValues *values, double x)
{
	const Scale *scale = &values->plot->scales[0];
	Rect area = values->plot->area;
	double part = (x + 0.5 - area.x) / area.width;

	return scale->min + (part - 1e-9) * (scale->max - scale->min);
}

static void linear_dense(Path *path, const SeriesValues *values, size_t first, size_t last)
{
	bool is_linear = values->plot->scales[0].kind == SCALE_TIME ||
			 values->plot->scales[0].kind == SCALE_LINEAR;
	Column column = { .x = NAN };
	double end = -INFINITY;

	for (size_t row = first; row <= last; row++) {
		double value = values->y[row];

		if (isnan(value))
			continue;
		if (values->x[row] < end) {
			column_add(&column, value);
			continue;
		}
		double x = js_round(series_x(values, row));

		if (x == column.x) {
			column_add(&column, value);
			continue;
		}
		end = is_linear ? column_end(values, x) : -INFINITY;
		column_draw(path, values, &column);
		line_to(path, x, series_y(values, value));
		column = (Column){ x, value, value, value, value, true };
	}
	column_draw(path, values, &column);
}

static bool is_dense(const SeriesValues *values, size_t first, size_t last)
{
	return (double)(last - first) >= values->plot->area.width * DENSE_VALUES_PER_PIXEL;
}

/* --- Steps --- */

static void step_line(Path *path, const SeriesValues *values, size_t first, size_t last,
		      bool is_after)
{
	double last_x = series_x(values, first), last_y = series_y(values, values->y[first]);

	path_move_to(path, last_x, last_y);
	for (size_t row = first; row <= last; row++) {
		if (isnan(values->y[row]))
			continue;
		double x = series_x(values, row), y = series_y(values, values->y[row]);

		/* Steps too small to be seen cost as much as others. */
		if (x == last_x && y == last_y)
			continue;
		if (is_after)
			path_line_to(path, x, last_y);
		else
			path_line_to(path, last_x, y);
		path_line_to(path, x, y);
		last_x = x;
		last_y = y;
	}
}

/* Before and after a gap the line ends or begins with half its width. */
static void widen_gaps_for_steps(GArray *gaps, double width_dp, bool is_after)
{
	for (guint i = 0; i < gaps->len; i++) {
		Gap *gap = &g_array_index(gaps, Gap, i);

		gap->from += is_after ? width_dp / 2 : -width_dp / 2;
		gap->to += is_after ? width_dp / 2 : -width_dp / 2;
	}
}

/* --- Curves --- */

static void curved_line(Path *path, const SeriesValues *values, size_t first, size_t last)
{
	g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(Point));

	for (size_t row = first; row <= last; row++) {
		if (isnan(values->y[row]))
			continue;
		Point point = { series_x(values, row), series_y(values, values->y[row]) };

		g_array_append_val(points, point);
	}
	if (points->len >= 2)
		smooth_line(path, (const Point *)(const void *)points->data, points->len);
}

/* --- Altogether --- */

static void draw_line(Path *path, const SeriesValues *values, LineInterpolation interpolation,
		      size_t first, size_t last)
{
	/* Steps and curves stay between the values they join: dense ones colour the same pixels. */
	if (is_dense(values, first, last)) {
		linear_dense(path, values, first, last);
		return;
	}
	switch (interpolation) {
	case LINE_LINEAR:
		linear_each(path, values, first, last);
		break;
	case LINE_SMOOTH:
		curved_line(path, values, first, last);
		break;
	case LINE_STEP_BEFORE:
		step_line(path, values, first, last, false);
		break;
	case LINE_STEP_AFTER:
		step_line(path, values, first, last, true);
		break;
	}
}

/*
 * Ups and downs within one column of pixels enclose nothing, but each costs an area's painting as
 * much as any other edge: of points above one another an area needs the first and the last.
 */
static void append_without_retraces(Path *area, const Path *line)
{
	size_t n;
	const Point *points = path_points(line, &n);

	for (size_t i = 0; i < n; i++)
		if (i == 0 || i + 1 == n || points[i].x != points[i - 1].x ||
		    points[i].x != points[i + 1].x)
			line_to(area, points[i].x, points[i].y);
}

static Path *area_below(const SeriesValues *values, const Path *line, const LineStyle *style,
			size_t first, size_t last)
{
	Path *area = path_new();
	double base = series_y(values, style->fill_to);

	if (style->interpolation == LINE_SMOOTH && !is_dense(values, first, last))
		path_append(area, line);
	else
		append_without_retraces(area, line);
	line_to(area, series_x(values, last), base);
	path_line_to(area, series_x(values, first), base);
	return area;
}

SeriesPath line_path(const SeriesValues *values, const LineStyle *style)
{
	SeriesPath path = { .stroke = path_new() };
	size_t first, last;

	if (!narrow_to_values(values, &first, &last))
		return path;
	draw_line(path.stroke, values, style->interpolation, first, last);
	if (style->has_fill)
		path.fill = area_below(values, path.stroke, style, first, last);
	if (style->spans_gaps)
		return path;
	SeriesValues drawn = *values;

	drawn.first = first;
	drawn.last = last;
	path.gaps = gaps_find(&drawn);
	if (style->interpolation == LINE_STEP_AFTER || style->interpolation == LINE_STEP_BEFORE)
		widen_gaps_for_steps(path.gaps, style->width_dp,
				     style->interpolation == LINE_STEP_AFTER);
	return path;
}
