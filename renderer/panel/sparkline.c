#include "renderer/panel/sparkline.h"

#include "renderer/chart/path/series-path.h"
#include "renderer/chart/plot.h"
#include "renderer/data/nulls.h"
#include "renderer/data/number.h"

#include <math.h>

/* Flat lines stand in the middle of something. */
static Range y_range(const Field *field, Range range)
{
	const char *no_value = field->config.no_value;
	double extra = no_value && no_value[0] ? js_number(no_value) : NAN;

	if (!isnan(extra))
		range = (Range){ fmin(range.min, extra), fmax(range.max, extra) };
	if (isnan(range.min) || isnan(range.max))
		return (Range){ 0, 100 };
	if (range.min < range.max)
		return range;
	if (range.min == 0)
		return (Range){ 0, 100 };
	return range.min < 0 ? (Range){ 2 * range.min, 0 } : (Range){ 0, 2 * range.max };
}

static const double *row_numbers(Arena *arena, size_t n)
{
	double *numbers = arena_new_array(arena, double, n + 1);

	for (size_t i = 0; i < n; i++)
		numbers[i] = (double)i;
	return numbers;
}

static const double *y_values(Arena *arena, const Frame *frame, const Field *field)
{
	double *values = arena_new_array(arena, double, frame->n_rows + 1);

	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, field, row);

		values[row] = isfinite(value) || value_is_absent(value) ? value : value_null();
	}
	return values;
}

static void find_view(const double *x, size_t n, Range range, size_t *first, size_t *last)
{
	*first = 0;
	*last = n - 1;
	while (*first < n - 1 && x[*first] < range.min)
		(*first)++;
	while (*last > 0 && x[*last] > range.max)
		(*last)--;
}

static void draw_points(Scene *scene, const SeriesValues *values, const SparklineStyle *style)
{
	enum { SIZE = 2 };
	double space = 2 * (3 + 2 * fmax(1, style->line_width)) * values->plot->ratio;
	double width = fabs(series_x(values, values->last) - series_x(values, values->first));

	if ((double)values->last - (double)values->first > width / space)
		return;
	double border = fmax(1, 0.2 * (3 + 2 * fmax(1, style->line_width)));

	scene_take_fill(scene, points_path(values, (SIZE - border) / 2 * values->plot->ratio + 0.5,
					   NULL),
			PAINT_COLOR(style->line), (FillStyle){ 0 });
}

static void draw(Scene *scene, const SeriesValues *values, const Plot *plot, Range range,
		 const SparklineStyle *style)
{
	LineStyle line = {
		.interpolation = LINE_LINEAR,
		.width_dp = style->line_width * plot->ratio,
		.has_fill = true,
		.fill_to = range.min,
	};
	SeriesPath path = line_path(values, &line);
	Path *gaps = gaps_clip(path.gaps, plot);
	bool has_gaps = gaps != NULL;

	plot_push(plot, scene);
	if (has_gaps)
		scene_take_push_clip(scene, gaps, false);
	scene_take_fill(scene, g_steal_pointer(&path.fill), PAINT_COLOR(style->fill),
			(FillStyle){ 0 });
	scene_take_stroke(scene, g_steal_pointer(&path.stroke), PAINT_COLOR(style->line),
			  (StrokeStyle){ .width_px = line.width_dp, .join = JOIN_ROUND });
	if (has_gaps)
		scene_pop_clip(scene);
	draw_points(scene, values, style);
	plot_pop(plot, scene);
	series_path_clear(&path);
}

void sparkline_layout(const PanelContext *context, Scene *scene, Rect area, Frame *frame,
		      const Field *x, const Field *y, Range range, const SparklineStyle *style)
{
	size_t x_index = x ? (size_t)(x - frame->fields) : 0;
	size_t y_index = (size_t)(y - frame->fields);
	Frame *filled = x ? nulls_insert(context->arena, frame, (double)context->range.from_ms,
					 (double)context->range.to_ms)
			  : frame;
	const double *xs = x ? filled->fields[x_index].numbers
			     : row_numbers(context->arena, filled->n_rows);

	if (filled->n_rows < 2 || !xs || area.width < 1 || area.height < 1)
		return;
	Range x_range = x ? (Range){ (double)context->range.from_ms, (double)context->range.to_ms }
			  : (Range){ 0, (double)filled->n_rows - 1 };
	Plot *plot = plot_new(context->arena, context->text, context->theme, area,
			      scene_scale(scene));

	range = y_range(y, range);
	plot_add_scale(plot, scale_fixed(SCALE_TIME, x_range.min, x_range.max));
	plot_add_scale(plot, scale_fixed(SCALE_LINEAR, range.min, range.max));
	plot_layout(plot);
	SeriesValues values = {
		.plot = plot,
		.scale = 1,
		.x = xs,
		.y = y_values(context->arena, filled, &filled->fields[y_index]),
		.n = filled->n_rows,
	};

	find_view(xs, values.n, x_range, &values.first, &values.last);
	if (values.first > values.last)
		return;
	if (values.first > 0)
		values.first--;
	if (values.last + 1 < values.n)
		values.last++;
	draw(scene, &values, plot, range, style);
}
