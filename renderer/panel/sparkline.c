#include "renderer/panel/sparkline.h"

#include "renderer/chart/graph-series.h"
#include "renderer/chart/path/series-path.h"
#include "renderer/chart/plot.h"
#include "renderer/data/join.h"
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

static void draw(Scene *scene, const SeriesValues *values, const Plot *plot,
		 const SparklineStyle *style)
{
	LineStyle line = {
		.interpolation = LINE_LINEAR,
		.width_dp = style->line_width * plot->ratio,
		.has_fill = true,
		.fill_to = 0,
	};
	SeriesPath path = line_path(values, &line);
	Path *gaps = gaps_clip(path.gaps, plot);
	bool has_gaps = gaps != NULL;

	plot_push(plot, scene);
	if (has_gaps)
		scene_take_push_clip(scene, gaps, false);
	if (path.fill) // there is none where all values are missing
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

/* A small canvas with nothing around it, and the values in its view. */
typedef struct {
	Plot *plot;
	Frame *frame; // of x, if there is one, and y; by x, with the rows that end lines
	Field *field; // y in it
	SeriesValues values;
	Range range; // of y
	size_t view_first, view_last;
} Prepared;

static Range x_range_of(const PanelContext *context, const Field *x, size_t n_rows)
{
	if (x)
		return (Range){ (double)context->range.from_ms, (double)context->range.to_ms };
	return (Range){ 0, (double)n_rows - 1 };
}

static void find_values(Prepared *prepared, Range x_range)
{
	SeriesValues *values = &prepared->values;

	find_view(values->x, values->n, x_range, &values->first, &values->last);
	prepared->view_first = values->first;
	prepared->view_last = values->last;
	if (values->first > 0)
		values->first--;
	if (values->last + 1 < values->n)
		values->last++;
}

/* The two fields as a frame, by ascending x, with nulls where x leaps. */
static Frame *align(const PanelContext *context, const Frame *frame, const Field *x,
		    const Field *y)
{
	Frame *pair = frame_new(context->arena, x ? 2 : 1, frame->n_rows);

	pair->fields[x ? 1 : 0] = *y;
	if (!x)
		return pair;
	Frames *frames = frames_new(context->arena);
	const int x_index = 0;

	pair->fields[0] = *x;
	frames_append(context->arena, frames, pair);
	return nulls_insert(context->arena,
			    frames_join_on(context->arena, frames, &x_index, NULL).frame,
			    (double)context->range.from_ms, (double)context->range.to_ms);
}

/* A canvas stands at whole device pixels. */
static Rect on_device(const Scene *scene, Rect area)
{
	double scale = scene_scale(scene);

	area.x = js_round(area.x * scale) / scale;
	area.y = js_round(area.y * scale) / scale;
	return area;
}

/* Returns false where there is nothing to draw. */
static bool prepare(Prepared *prepared, const PanelContext *context, const Scene *scene,
		    Rect area, Frame *frame, const Field *x, const Field *y, Range range)
{
	Frame *filled = align(context, frame, x, y);
	const double *xs = x ? filled->fields[0].numbers
			     : row_numbers(context->arena, filled->n_rows);

	if (filled->n_rows < 2 || !xs || area.width < 1 || area.height < 1)
		return false;
	Range x_range = x_range_of(context, x, filled->n_rows);
	Plot *plot = plot_new(context->arena, context->text, context->theme,
			      on_device(scene, area), scene_scale(scene));

	plot->is_unaligned = true;
	prepared->plot = plot;
	prepared->frame = filled;
	prepared->field = &filled->fields[filled->n_fields - 1];
	prepared->range = y_range(y, range);
	plot_add_scale(plot, scale_fixed(SCALE_TIME, x_range.min, x_range.max));
	plot_add_scale(plot,
		       scale_fixed(SCALE_LINEAR, prepared->range.min, prepared->range.max));
	plot_layout(plot);
	prepared->values = (SeriesValues){
		.plot = plot,
		.scale = 1,
		.x = xs,
		.y = y_values(context->arena, filled, prepared->field),
		.n = filled->n_rows,
	};
	find_values(prepared, x_range);
	return prepared->view_first <= prepared->view_last;
}

void sparkline_layout(const PanelContext *context, Scene *scene, Rect area, Frame *frame,
		      const Field *x, const Field *y, Range range, const SparklineStyle *style)
{
	Prepared prepared;

	if (prepare(&prepared, context, scene, area, frame, x, y, range))
		draw(scene, &prepared.values, prepared.plot, style);
}

/* --- Drawn as a series --- */

/* The field's limits; where it has none, those of its values. */
static Range own_range(Arena *arena, const Frame *frame, const Field *field)
{
	const FieldConfig *config = &field->config;
	const double *values = y_values(arena, frame, field);
	Range range = { INFINITY, -INFINITY };

	for (size_t row = 0; row < frame->n_rows; row++) {
		range.min = fmin(range.min, values[row]);
		range.max = fmax(range.max, values[row]);
	}
	if (!isnan(config->min))
		range.min = config->min;
	if (!isnan(config->max))
		range.max = config->max;
	return range.min <= range.max ? range : (Range){ NAN, NAN };
}

/* The colour at 0: what stands at the lower end of scales, and the first one of a palette. */
static Color series_color(const PanelContext *context, const Field *field)
{
	Field first = *field;

	first.state.has_range = true;
	first.state.range = (Range){ 0, 1 };
	ColorScale scale = color_scale(NULL, &first, context->theme);

	return color_scale_color(&scale, 0, NULL);
}

/* A stack of nothing. */
static Stack no_stack(Arena *arena)
{
	enum { N_FIELDS = 2 };
	Stack stack = { .lower = arena_new_array(arena, int, N_FIELDS),
			.group = arena_new_array(arena, int, N_FIELDS) };

	for (int i = 0; i < N_FIELDS; i++)
		stack.lower[i] = stack.group[i] = -1;
	return stack;
}

void sparkline_layout_series(const PanelContext *context, Scene *scene, Rect area, Frame *frame,
			     const Field *x, const Field *y)
{
	Range range = own_range(context->arena, frame, y);
	Prepared prepared;

	if (!prepare(&prepared, context, scene, area, frame, x, y, range))
		return;
	GraphData *data = arena_new_one(context->arena, GraphData);
	GraphSeries *series = arena_new_one(context->arena, GraphSeries);
	Field *field = prepared.field;

	*series = (GraphSeries){
		.field = field,
		.frame = prepared.frame,
		.own = field,
		.name = "",
		.scale_key = "",
		.is_shown = true,
		.values = prepared.values.y,
		.color = series_color(context, y),
	};
	data->frame = prepared.frame;
	data->x = prepared.values.x;
	data->n_rows = prepared.values.n;
	data->series = series;
	data->n_series = 1;
	data->stack = no_stack(context->arena);
	data->scales[0].data = range;
	data->n_scales = 1;
	data->view_first = prepared.view_first;
	data->view_last = prepared.view_last;
	plot_push(prepared.plot, scene);
	graph_series_draw(context, data, prepared.plot, scene);
	plot_pop(prepared.plot, scene);
}
