#include "renderer/chart/graph-series.h"

#include "renderer/chart/graph-drawing.h"
#include "renderer/chart/line-stroke.h"
#include "renderer/chart/threshold-style.h"

#include <math.h>
#include <string.h>

/* --- Style --- */

static DrawStyle draw_style(const FieldConfig *config)
{
	const char *style = custom_text(config, "drawStyle", "line");

	if (strcmp(style, "bars") == 0)
		return DRAW_BARS;
	return strcmp(style, "points") == 0 ? DRAW_POINTS : DRAW_LINE;
}

static LineInterpolation interpolation_of(const FieldConfig *config)
{
	const char *name = custom_text(config, "lineInterpolation", "linear");

	if (strcmp(name, "smooth") == 0)
		return LINE_SMOOTH;
	if (strcmp(name, "stepBefore") == 0)
		return LINE_STEP_BEFORE;
	return strcmp(name, "stepAfter") == 0 ? LINE_STEP_AFTER : LINE_LINEAR;
}

static void set_paints(GraphDrawing *drawing)
{
	const GraphSeries *series = drawing->series;

	series_paint_make(&drawing->paint, drawing->plot, series->scale + 1,
			  &series->field->config, series->color, drawing->fill_opacity,
			  drawing->data->scales[series->scale].data);
}

/* --- Bands --- */

static int find_series(const GraphData *data, const char *name)
{
	for (size_t i = 0; i < data->n_series; i++) {
		const GraphSeries *series = &data->series[i];

		if (g_strcmp0(series->own->name, name) == 0 ||
		    g_strcmp0(series->own->config.display_name_from_ds, name) == 0 ||
		    g_strcmp0(series->name, name) == 0)
			return (int)i;
	}
	return -1;
}

static void set_band(GraphDrawing *drawing)
{
	enum { DEFAULT_OPACITY = 35 }; // of the old graph panel
	const Stack *stack = &drawing->data->stack;
	const char *below = custom_text(&drawing->series->field->config, "fillBelowTo", NULL);
	size_t field = drawing->index + 1;

	drawing->lower = -1;
	if (stack->lower[field] > 0) {
		drawing->lower = stack->lower[field] - 1;
		drawing->fill_direction = stack->groups[stack->group[field]].is_downward ? 1 : -1;
	}
	if (!below || !below[0])
		return;
	int lower = find_series(drawing->data, below);

	if (lower < 0) {
		drawing->fill_opacity = 0;
		return;
	}
	drawing->lower = lower;
	drawing->fill_direction = -1;
	if (drawing->fill_opacity == 0)
		drawing->fill_opacity = DEFAULT_OPACITY / 100.0;
}

/* --- Paths --- */

double graph_base_value(const GraphDrawing *drawing)
{
	const Scale *scale = &drawing->plot->scales[drawing->series->scale + 1];

	if (drawing->fill_direction != 0)
		return drawing->fill_direction < 0 ? scale->min : scale->max;
	return scale->kind == SCALE_LOG ? scale->min : 0;
}

static SeriesValues values_of(const GraphData *data, const Plot *plot, const GraphSeries *series)
{
	SeriesValues values = {
		.plot = plot,
		.scale = series->scale + 1,
		.x = data->x,
		.y = series->values,
		.n = data->n_rows,
	};

	graph_outer_rows(data, series->values, &values.first, &values.last);
	return values;
}

static LineStyle line_style(const FieldConfig *config, double ratio, bool has_fill, double fill_to)
{
	return (LineStyle){
		.interpolation = interpolation_of(config),
		.width_dp = custom_number(config, "lineWidth", 1) * ratio,
		.spans_gaps = custom_boolean(config, "spanNulls", false),
		.has_fill = has_fill,
		.fill_to = fill_to,
	};
}

static SeriesPath series_path(const GraphDrawing *drawing)
{
	const FieldConfig *config = &drawing->series->field->config;

	if (drawing->style == DRAW_BARS) {
		BarStyle style = graph_bar_style(drawing);

		return bar_path(&drawing->values, &style);
	}
	LineStyle style = line_style(config, drawing->plot->ratio,
				     drawing->paint.has_fill || drawing->fill_direction != 0,
				     graph_base_value(drawing));

	return line_path(&drawing->values, &style);
}

/* One value across the whole width. */
static SeriesPath constant_path(const GraphDrawing *drawing)
{
	SeriesPath path = { .stroke = path_new() };
	size_t row = 0;

	while (row < drawing->values.n && isnan(drawing->values.y[row]))
		row++;
	if (row == drawing->values.n)
		return path;
	double y = series_y(&drawing->values, drawing->values.y[row]);
	Rect area = drawing->plot->area;

	path_move_to(path.stroke, js_round(area.x), y);
	path_line_to(path.stroke, js_round(rect_right(area)), y);
	if (drawing->paint.has_fill) {
		double base = series_y(&drawing->values, graph_base_value(drawing));

		path.fill = path_new();
		path_append(path.fill, path.stroke);
		path_line_to(path.fill, js_round(rect_right(area)), base);
		path_line_to(path.fill, js_round(area.x), base);
	}
	return path;
}

/* What lies on the far side of the lower series' line: only there the area is filled. */
static Path *band_clip(const GraphDrawing *drawing, Path **gaps)
{
	const GraphSeries *lower = &drawing->data->series[drawing->lower];
	SeriesValues values = values_of(drawing->data, drawing->plot, lower);
	LineStyle style = line_style(&lower->field->config, drawing->plot->ratio, true, 0);
	const Scale *scale = &drawing->plot->scales[lower->scale + 1];

	style.fill_to = drawing->fill_direction < 0 ? scale->max : scale->min;
	SeriesPath path = line_path(&values, &style);
	Path *clip = path.fill;

	path.fill = NULL;
	*gaps = path.gaps ? gaps_clip(path.gaps, drawing->plot) : NULL;
	series_path_clear(&path);
	return clip;
}

/* --- Drawing --- */

static void draw_fill(const GraphDrawing *drawing, SeriesPath *path)
{
	Path *gaps = NULL;
	bool has_clip = drawing->lower >= 0 && drawing->style != DRAW_BARS;
	Paint paint = path->fill_with_stroke ? drawing->paint.stroke : drawing->paint.fill;

	if (!path->fill || (!drawing->paint.has_fill && !path->fill_with_stroke))
		return;
	if (has_clip) {
		Path *clip = band_clip(drawing, &gaps);

		scene_take_push_clip(drawing->scene, clip ? clip : path_new(), false);
		if (gaps)
			scene_take_push_clip(drawing->scene, gaps, false);
	}
	scene_take_fill(drawing->scene, g_steal_pointer(&path->fill), paint, (FillStyle){ 0 });
	if (has_clip)
		scene_pop_clip(drawing->scene);
	if (gaps)
		scene_pop_clip(drawing->scene);
}

/* Lines of odd widths run through the middle of pixels. */
double graph_odd_offset(const Plot *plot, double width_dp)
{
	return plot->is_unaligned ? 0 : fmod(width_dp, 2) / 2;
}

static void draw_path(const GraphDrawing *drawing, SeriesPath *path)
{
	double dash[LINE_MAX_DASH];
	double width = drawing->line_width * drawing->plot->ratio;
	double offset = graph_odd_offset(drawing->plot, width);
	Path *gaps = path->gaps ? gaps_clip(path->gaps, drawing->plot) : NULL;
	bool has_gaps = gaps != NULL;

	scene_push_transform(drawing->scene, (Point){ offset, offset }, 0, 1);
	scene_push_clip_rect(drawing->scene, rect_inset(drawing->plot->area, -width / 2));
	if (has_gaps)
		scene_take_push_clip(drawing->scene, gaps, false);
	draw_fill(drawing, path);
	if (path->stroke && width > 0)
		scene_take_stroke(drawing->scene, g_steal_pointer(&path->stroke), drawing->paint.stroke,
				  line_stroke(&drawing->series->field->config, width, dash));
	if (has_gaps)
		scene_pop_clip(drawing->scene);
	scene_pop_clip(drawing->scene);
	scene_pop_transform(drawing->scene);
}

/* --- Points --- */

static double default_point_size(double line_width)
{
	return 3 + 2 * fmax(1, line_width);
}

/* Points are shown by themselves where they stand far enough apart. */
static bool has_room_for_points(const GraphDrawing *drawing)
{
	const GraphData *data = drawing->data;
	double from = plot_x(drawing->plot, data->x[data->view_first]);
	double to = plot_x(drawing->plot, data->x[data->view_last]);
	double space = 2 * default_point_size(drawing->line_width) * drawing->plot->ratio;

	return (double)data->view_last - (double)data->view_first <= fabs(to - from) / space;
}

static bool shows_points(const GraphDrawing *drawing)
{
	const char *show = custom_text(&drawing->series->field->config, "showPoints", "auto");

	if (drawing->style == DRAW_POINTS || strcmp(show, "always") == 0)
		return true;
	if (strcmp(show, "never") == 0 || drawing->style == DRAW_BARS)
		return false;
	return has_room_for_points(drawing);
}

static bool ends_line(const double *values, size_t n, size_t row, int step)
{
	for (gint64 i = (gint64)row + step; i >= 0 && i < (gint64)n; i += step)
		if (!value_is_absent(values[i]))
			return isnan(values[i]);
	return true;
}

/* Values between two gaps have no line that would show them. */
static GArray *isolated_rows(const SeriesValues *values)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(size_t));

	for (size_t row = values->first; row <= values->last; row++)
		if (!isnan(values->y[row]) && ends_line(values->y, values->n, row, -1) &&
		    ends_line(values->y, values->n, row, 1))
			g_array_append_val(rows, row);
	return rows;
}

static bool shows_isolated(const GraphDrawing *drawing)
{
	const FieldConfig *config = &drawing->series->field->config;

	return drawing->style == DRAW_LINE &&
	       strcmp(custom_text(config, "showPoints", "auto"), "auto") == 0 &&
	       !custom_boolean(config, "spanNulls", false);
}

static void draw_points(const GraphDrawing *drawing)
{
	double size = custom_number(&drawing->series->field->config, "pointSize", 5);
	double border = fmax(1, 0.2 * default_point_size(drawing->line_width));
	double ratio = drawing->plot->ratio, radius = (size - border) / 2 * ratio;
	bool shows_all = shows_points(drawing);
	SeriesValues values = drawing->values;
	g_autoptr(GArray) isolated = NULL;

	if (!shows_all && !shows_isolated(drawing))
		return;
	if (!(size > 0) || size < drawing->line_width)
		return;
	if (shows_all) {
		values.first = drawing->data->view_first;
		values.last = drawing->data->view_last;
	} else {
		isolated = isolated_rows(&values);
	}
	Path *path = points_path(&values, fmax(0, radius), isolated);
	Path *outline = path_new();
	double offset = graph_odd_offset(drawing->plot, border * ratio), room = 2 * radius;

	path_append(outline, path);
	scene_push_transform(drawing->scene, (Point){ offset, offset }, 0, 1);
	scene_push_clip_rect(drawing->scene, rect_inset(drawing->plot->area, -room));
	scene_take_fill(drawing->scene, path, drawing->paint.stroke, (FillStyle){ 0 });
	scene_take_stroke(drawing->scene, outline, drawing->paint.stroke,
			  (StrokeStyle){ .width_px = border * ratio, .join = JOIN_ROUND });
	scene_pop_clip(drawing->scene);
	scene_pop_transform(drawing->scene);
}

/* --- Altogether --- */

bool graph_drawing_prepare(GraphDrawing *drawing, size_t index)
{
	const GraphSeries *series = &drawing->data->series[index];
	const FieldConfig *config = &series->field->config;

	drawing->series = series;
	drawing->index = index;
	if (!series->is_shown || series->is_drawn_apart ||
	    drawing->plot->scales[series->scale + 1].is_empty)
		return false;
	drawing->style = drawing->data->bars ? DRAW_BARS : draw_style(config);
	drawing->line_width = fmax(0, custom_number(config, "lineWidth", 1));
	drawing->fill_opacity = custom_number(config, "fillOpacity", 0) / 100;
	drawing->fill_direction = 0;
	set_band(drawing);
	set_paints(drawing);
	drawing->values = values_of(drawing->data, drawing->plot, series);
	return true;
}

static void draw_series(GraphDrawing *drawing)
{
	bool has_bars = drawing->data->bars != NULL;
	bool is_constant = !has_bars && strcmp(custom_text(&drawing->series->field->config,
							   "transform", ""),
					       "constant") == 0;

	if (has_bars && drawing->data->bars[drawing->index].colors) {
		graph_colored_bars_draw(drawing);
		return;
	}
	if (drawing->style != DRAW_POINTS) {
		SeriesPath path = is_constant ? constant_path(drawing) : series_path(drawing);

		draw_path(drawing, &path);
		series_path_clear(&path);
	}
	if (!is_constant && !has_bars)
		draw_points(drawing);
}

void graph_series_draw(const PanelContext *context, const GraphData *data, const Plot *plot,
		       Scene *scene)
{
	GraphDrawing drawing = { .context = context, .data = data, .plot = plot, .scene = scene };

	if (data->n_rows == 0 || data->view_first > data->view_last)
		return;
	for (size_t i = 0; i < data->n_series; i++)
		if (graph_drawing_prepare(&drawing, i))
			draw_series(&drawing);
}

static bool shows_values(const GraphDrawing *drawing)
{
	enum { LEAST_WIDTH = 30 };

	if (!custom_boolean(&drawing->series->field->config, "showValues", false))
		return false;
	if (drawing->style == DRAW_BARS)
		return drawing->plot->area_css.width / (double)drawing->data->n_rows >= LEAST_WIDTH;
	return shows_points(drawing);
}

static void draw_values(const GraphDrawing *drawing)
{
	const SeriesValues *values = &drawing->values;
	DisplayProcessor processor = display_processor(
		drawing->series->frame, drawing->series->field, &drawing->context->display);

	for (size_t row = 0; row < values->n; row++) {
		double value = values->y[row];
		char text[DISPLAY_TEXT_SIZE];

		if (isnan(value))
			continue;
		DisplayValue display = display_value(&processor, value_of_number(value));

		display_text(&display, text);
		plot_text(drawing->plot, drawing->scene,
			  &(CanvasText){
				  .text = text,
				  .x = plot_x(drawing->plot, values->x[row]),
				  .y = plot_y(drawing->plot, values->scale, value) +
				       (value < 0 ? 15 : -5),
				  .align = ALIGN_CENTER,
				  .baseline = value < 0 ? BASELINE_TOP : BASELINE_BOTTOM,
				  .size_px = 12,
				  .color = drawing->context->theme->text_primary,
			  });
	}
}

void graph_values_draw(const PanelContext *context, const GraphData *data, const Plot *plot,
		       Scene *scene)
{
	GraphDrawing drawing = { .context = context, .data = data, .plot = plot, .scene = scene };

	if (data->n_rows == 0 || data->view_first > data->view_last)
		return;
	for (size_t i = 0; i < data->n_series; i++)
		if (graph_drawing_prepare(&drawing, i) && shows_values(&drawing))
			draw_values(&drawing);
}

void graph_thresholds_draw(const GraphData *data, const Plot *plot, Scene *scene)
{
	bool is_drawn[GRAPH_MAX_SCALES] = { false };

	for (size_t i = 0; i < data->n_series; i++) {
		const GraphSeries *series = &data->series[i];
		const char *mode = custom_text(&series->field->config, "thresholdsStyle.mode", "off");

		if (strcmp(mode, "off") == 0 || is_drawn[series->scale])
			continue;
		is_drawn[series->scale] = true;
		thresholds_draw(plot, scene, series->scale + 1, &series->field->config,
				data->scales[series->scale].data);
	}
}
