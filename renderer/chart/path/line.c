#include "renderer/chart/path/series-path.h"

#include "renderer/data/value.h"

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

static void column_draw(Path *path, const SeriesValues *values, const Column *column)
{
	if (!column->has_value || column->min == column->max)
		return;
	double in = series_y(values, column->in), out = series_y(values, column->out);
	double low = series_y(values, column->min), high = series_y(values, column->max);

	if (low == high)
		return;
	if (in != low && out != low)
		path_line_to(path, column->x, low);
	if (in != high && out != high)
		path_line_to(path, column->x, high);
	path_line_to(path, column->x, out);
}

static void column_add(Column *column, double value)
{
	column->out = value;
	column->min = fmin(column->min, value);
	column->max = fmax(column->max, value);
}

static void linear_dense(Path *path, const SeriesValues *values, size_t first, size_t last)
{
	Column column = { .x = NAN };

	for (size_t row = first; row <= last; row++) {
		double value = values->y[row];

		if (isnan(value))
			continue;
		double x = series_x(values, row);

		if (x == column.x) {
			column_add(&column, value);
			continue;
		}
		column_draw(path, values, &column);
		line_to(path, x, series_y(values, value));
		column = (Column){ x, value, value, value, value, true };
	}
	column_draw(path, values, &column);
}

static void linear_line(Path *path, const SeriesValues *values, size_t first, size_t last)
{
	if ((double)(last - first) >= values->plot->area.width * DENSE_VALUES_PER_PIXEL)
		linear_dense(path, values, first, last);
	else
		linear_each(path, values, first, last);
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
	switch (interpolation) {
	case LINE_LINEAR:
		linear_line(path, values, first, last);
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

static Path *area_below(const SeriesValues *values, const Path *line, double fill_to,
			size_t first, size_t last)
{
	Path *area = path_new();
	double base = series_y(values, fill_to);

	path_append(area, line);
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
		path.fill = area_below(values, path.stroke, style->fill_to, first, last);
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
