#include "renderer/chart/graph-legend.h"
#include "renderer/chart/line-stroke.h"
#include "renderer/chart/plot.h"
#include "renderer/chart/value-axis.h"
#include "renderer/chart/xy-color.h"
#include "renderer/chart/xy-series.h"
#include "renderer/panel/message.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * Fields against each other, as points and lines.
 * Source: Grafana 12.3, plugins/panel/xychart.
 */

enum { MAX_SCALES = 32 };

/* A vertical scale: of all series with its unit. */
typedef struct {
	const char *unit; // NULL: none
	const XySeries *first;
	ScaleConfig config;
	Range data;
	const char *title;
	double size; // the largest `axisWidth`
} XyScale;

typedef struct {
	const PanelContext *context;
	XySeries *series;
	size_t n;
	int *scale_of; // one a series
	XyScale scales[MAX_SCALES];
	int n_scales;
	Range x_data;
	Range sizes, colors; // of all fields that give sizes and colours
} XyChart;

static void widen(Range *range, double value)
{
	range->min = fmin(range->min, value);
	range->max = fmax(range->max, value);
}

static void widen_by_field(Range *range, const Frame *frame, const Field *field,
			   bool only_positive)
{
	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, field, row);

		if (isfinite(value) && (!only_positive || value > 0))
			widen(range, value);
	}
}

/* --- Scales --- */

static int find_scale(XyChart *chart, const XySeries *series)
{
	const FieldConfig *config = &series->y->config;
	ScaleConfig scale = graph_scale_config(series->y);

	for (int i = 0; i < chart->n_scales; i++) {
		if (g_strcmp0(chart->scales[i].unit, config->unit) != 0 &&
		    (i < MAX_SCALES - 1 || chart->n_scales < MAX_SCALES))
			continue;
		scale_config_merge(&chart->scales[i].config, &scale);
		chart->scales[i].size = fmax(chart->scales[i].size,
					     custom_number(config, "axisWidth", NAN));
		return i;
	}
	chart->scales[chart->n_scales] = (XyScale){
		.unit = config->unit,
		.first = series,
		.config = scale,
		.data = { NAN, NAN },
		.size = custom_number(config, "axisWidth", NAN),
	};
	return chart->n_scales++;
}

static void find_ranges(XyChart *chart)
{
	const XySeries *first = &chart->series[0];
	bool is_log = first->x->type != FIELD_TIME &&
		      graph_scale_config(first->x).kind == SCALE_LOG;

	chart->x_data = chart->sizes = chart->colors = (Range){ NAN, NAN };
	for (size_t i = 0; i < chart->n; i++) {
		const XySeries *series = &chart->series[i];
		XyScale *scale = &chart->scales[chart->scale_of[i]];

		if (series->color_field)
			widen_by_field(&chart->colors, series->frame, series->color_field, false);
		if (series->size_field)
			widen_by_field(&chart->sizes, series->frame, series->size_field, false);
		if (!series->is_shown)
			continue;
		widen_by_field(&chart->x_data, series->frame, series->x, is_log);
		widen_by_field(&scale->data, series->frame, series->y,
			       scale->config.kind == SCALE_LOG);
	}
}

static Scale x_scale(const XyChart *chart)
{
	const Field *field = chart->series[0].x;
	ScaleConfig config = graph_scale_config(field);
	Scale time = scale_fixed(SCALE_TIME, chart->x_data.min, chart->x_data.max);

	if (field->type != FIELD_TIME)
		return scale_make(&config, chart->x_data);
	time.is_empty = isnan(time.min);
	return time;
}

static Scale y_scale(const XyScale *scale)
{
	if (scale->unit && g_str_has_prefix(scale->unit, "bool"))
		return scale_fixed(SCALE_LINEAR, 0, 1);
	return scale_make(&scale->config, scale->data);
}

/* --- Axes --- */

static const char *axis_title(const XyChart *chart, const Field *field, bool is_x)
{
	const PanelContext *context = chart->context;
	const char *title = custom_text(&field->config, "axisLabel", "");
	const char **names = arena_new_array(context->arena, const char *, chart->n + 1);

	if (title[0])
		return title;
	for (size_t i = 0; i < chart->n; i++) {
		const XySeries *series = &chart->series[i];
		const Field *own = is_x ? series->x : series->y;

		names[i] = own->state.display_name ? own->state.display_name : own->name;
	}
	return xy_axis_title(context->arena, names, chart->n);
}

static bool is_hidden(const Field *field)
{
	return strcmp(custom_text(&field->config, "axisPlacement", "auto"), "hidden") == 0;
}

static AxisConfig field_axis(const XyChart *chart, Field *field, int scale, Side side,
			     bool *has_grid)
{
	GraphSeries series = {
		.field = field,
		.frame = chart->series[0].frame,
		.color = chart->context->theme->text_primary,
	};
	AxisConfig axis = value_axis(chart->context, &series, scale, side, NULL, has_grid);

	axis.labels_whole_only = false;
	return axis;
}

static void add_x_axis(const XyChart *chart, Plot *plot)
{
	Field *field = chart->series[0].x;
	json_object *grid = custom_json(&field->config, "axisGridShow");
	bool has_grid = false;

	if (is_hidden(field))
		return;
	AxisConfig axis = field_axis(chart, field, 0, SIDE_BOTTOM, &has_grid);

	axis.title = axis_title(chart, field, true);
	axis.size = NAN;
	axis.is_boolean = false;
	axis.has_grid = !grid || json_object_get_boolean(grid);
	if (field->type == FIELD_TIME) {
		axis.label = NULL;
		axis.zone = chart->context->zone;
	}
	plot_add_axis(plot, &axis);
}

static Side axis_side(const Field *field)
{
	const char *placement = custom_text(&field->config, "axisPlacement", "auto");

	if (strcmp(placement, "right") == 0)
		return SIDE_RIGHT;
	if (strcmp(placement, "top") == 0)
		return SIDE_TOP;
	return strcmp(placement, "bottom") == 0 ? SIDE_BOTTOM : SIDE_LEFT;
}

static void add_y_axes(const XyChart *chart, Plot *plot)
{
	bool has_grid = false;

	for (int i = 0; i < chart->n_scales; i++) {
		Field *field = chart->scales[i].first->y;

		if (is_hidden(field))
			continue;
		AxisConfig axis = field_axis(chart, field, i + 1, axis_side(field), &has_grid);

		axis.title = axis_title(chart, field, false);
		axis.size = chart->scales[i].size;
		plot_add_axis(plot, &axis);
	}
}

static Plot *make_plot(const XyChart *chart, Rect canvas, double ratio)
{
	const PanelContext *context = chart->context;
	Plot *plot = plot_new(context->arena, context->text, context->theme, canvas, ratio);

	plot_add_scale(plot, x_scale(chart));
	for (int i = 0; i < chart->n_scales; i++)
		plot_add_scale(plot, y_scale(&chart->scales[i]));
	add_x_axis(chart, plot);
	add_y_axes(chart, plot);
	plot_layout(plot);
	return plot;
}

/* --- Points --- */

/* A series being drawn. */
typedef struct {
	const XyChart *chart;
	const Plot *plot;
	Scene *scene;
	const XySeries *series;
	int scale;
	XyColors colors;
	int color_index; // of `color`
	Color color;	 // of the next point
	double fill_opacity; // 0..1
	double stroke_width; // device pixels at every scale
	bool is_square, shows_points, shows_line;
	Path *line;
} Drawing;

/* Where null counts as 0, as it does in the browser's comparisons. */
static double number_or_zero(const Frame *frame, const Field *field, size_t row)
{
	double value = field_number(frame, field, row);

	return value_is_null(value) ? 0 : value;
}

/* Areas grow with the value, so diameters grow with its root. */
static double point_size(const Drawing *drawing, size_t row)
{
	const XySeries *series = drawing->series;
	Range sizes = drawing->chart->sizes;

	if (!series->size_field)
		return series->size_px;
	double value = number_or_zero(series->frame, series->size_field, row);
	double part = (value - sizes.min) / (sizes.max - sizes.min);
	double least = pow(series->min_size_px, 2), most = pow(series->max_size_px, 2);

	return sqrt(least + part * (most - least));
}

static double byte_alpha(double alpha)
{
	return js_round(alpha * 255) / 255;
}

static void set_color(Drawing *drawing, size_t row)
{
	const XySeries *series = drawing->series;
	const Color fallback = COLOR_RGB(0x808080);

	if (!series->color_field)
		return;
	int index = xy_color_index(&drawing->colors,
				   field_number(series->frame, series->color_field, row));

	if (index == drawing->color_index)
		return;
	drawing->color_index = index;
	drawing->color = index < 0 ? fallback : drawing->colors.colors[index];
}

static Color fill_color(const Drawing *drawing)
{
	if (drawing->colors.has_alpha && drawing->color_index >= 0)
		return drawing->color;
	return color_with_alpha(drawing->color, byte_alpha(drawing->fill_opacity));
}

static Path *point_outline(const Drawing *drawing, Point center, double size)
{
	Path *path = path_new();

	if (drawing->is_square) {
		path_rect(path, (Rect){ js_round(center.x - size / 2),
					js_round(center.y - size / 2), size, size });
		return path;
	}
	path_arc(path, center, size / 2, 0, 2 * G_PI);
	path_close(path);
	return path;
}

static void draw_point(Drawing *drawing, Point center, double size)
{
	Path *outline = point_outline(drawing, center, size);

	if (drawing->stroke_width > 0) {
		Path *area = path_new();

		path_append(area, outline);
		scene_take_fill(drawing->scene, area, PAINT_COLOR(fill_color(drawing)),
				(FillStyle){ 0 });
		scene_take_stroke(drawing->scene, outline,
				  PAINT_COLOR(color_with_alpha(drawing->color, 1)),
				  (StrokeStyle){ .width_px = drawing->stroke_width,
						 .join = JOIN_ROUND });
		return;
	}
	scene_take_fill(drawing->scene, outline, PAINT_COLOR(fill_color(drawing)),
			(FillStyle){ 0 });
}

/* Points are drawn as long as a part of the largest could be seen. */
static bool is_in_view(const Drawing *drawing, Point center)
{
	const Plot *plot = drawing->plot;
	const FieldConfig *config = &drawing->series->y->config;
	double largest = custom_number(config, "pointSize.max",
				       custom_number(config, "pointSize.fixed", 5));
	double room = largest * plot->ratio * plot->ratio / 2;

	return center.x >= plot->area.x - room && center.x <= rect_right(plot->area) + room &&
	       center.y >= plot->area.y - room && center.y <= rect_bottom(plot->area) + room;
}

static void draw_row(Drawing *drawing, size_t row)
{
	const XySeries *series = drawing->series;
	const Plot *plot = drawing->plot;
	double x = number_or_zero(series->frame, series->x, row);
	double y = number_or_zero(series->frame, series->y, row);
	Point center = { plot_x(plot, x), plot_y(plot, drawing->scale, y) };

	if (!is_in_view(drawing, center))
		return;
	if (drawing->shows_line)
		path_line_to(drawing->line, center.x, center.y);
	if (!drawing->shows_points)
		return;
	double size = js_round(point_size(drawing, row) * plot->ratio);

	set_color(drawing, row);
	if (size >= 0)
		draw_point(drawing, center, size);
}

/*
 * A line of very many points is stroked in pieces: of one stroke all edges that cross a row of
 * pixels are sorted at once. Pieces overlap by a segment, which makes their joins.
 */
static void stroke_pieces(const Drawing *drawing, const Path *line, Color color, StrokeStyle style)
{
	enum { PIECE_POINTS = 100 };
	size_t n;
	const Point *points = path_points(line, &n);

	style.n_dash = 0; // nobody could see them
	scene_push_group(drawing->scene, color.alpha);
	for (size_t i = 0; i < n; i += PIECE_POINTS) {
		Path *piece = path_new();

		for (size_t k = i > 1 ? i - 2 : 0; k < MIN(n, i + PIECE_POINTS); k++)
			path_line_to(piece, points[k].x, points[k].y);
		scene_take_stroke(drawing->scene, piece, PAINT_COLOR(color_with_alpha(color, 1)),
				  style);
	}
	scene_pop_group(drawing->scene);
}

/* A line without a colour of its own is drawn in that of the last point. */
static void draw_line(Drawing *drawing)
{
	enum { LONG_LINE = 2000 };
	const FieldConfig *config = &drawing->series->y->config;
	double dash[LINE_MAX_DASH];
	double width = custom_number(config, "lineWidth", 2) * drawing->plot->ratio;
	StrokeStyle style = line_stroke(config, width, dash);
	Color color = drawing->series->has_color ? drawing->series->color
						 : color_with_alpha(drawing->color, 1);
	g_autoptr(Path) line = g_steal_pointer(&drawing->line);
	size_t n;

	path_points(line, &n);
	if (!drawing->shows_line || !(width > 0))
		return;
	if (n > LONG_LINE)
		stroke_pieces(drawing, line, color, style);
	else
		scene_take_stroke(drawing->scene, g_steal_pointer(&line), PAINT_COLOR(color),
				  style);
}

static Color first_color(const Drawing *drawing)
{
	if (drawing->series->color_field)
		return drawing->colors.n_colors ? COLOR_RGB(0xffffff) : COLOR_RGB(0x808080);
	return drawing->series->has_color ? drawing->series->color : COLOR_RGB(0);
}

static void draw_series(const XyChart *chart, const Plot *plot, Scene *scene, size_t index)
{
	const PanelContext *context = chart->context;
	const XySeries *series = &chart->series[index];
	const FieldConfig *config = &series->y->config;
	const char *show = custom_text(config, "show", "points");
	Drawing drawing = {
		.chart = chart,
		.plot = plot,
		.scene = scene,
		.series = series,
		.scale = chart->scale_of[index] + 1,
		.color_index = -1,
		.fill_opacity = CLAMP(custom_number(config, "fillOpacity", 50) / 100, 0, 1),
		.stroke_width = custom_number(config, "pointStrokeWidth", 1),
		.is_square = strcmp(custom_text(config, "pointShape", "circle"), "square") == 0,
		.shows_points = strcmp(show, "lines") != 0,
		.shows_line = strcmp(show, "points") != 0,
		.line = path_new(),
	};

	if (series->color_field)
		drawing.colors = xy_colors(context->arena, series->color_field, chart->colors,
					   context->theme);
	drawing.color = first_color(&drawing);
	for (size_t row = 0; row < series->frame->n_rows && !scene_is_full(scene); row++)
		draw_row(&drawing, row);
	draw_line(&drawing);
}

static void draw_chart(const XyChart *chart, const Plot *plot, Scene *scene)
{
	plot_push(plot, scene);
	plot_draw_axes(plot, scene);
	scene_push_clip_rect(scene, plot->area);
	for (size_t i = 0; i < chart->n && !plot->scales[0].is_empty; i++)
		if (chart->series[i].is_shown && !plot->scales[chart->scale_of[i] + 1].is_empty)
			draw_series(chart, plot, scene, i);
	scene_pop_clip(scene);
	plot_pop(plot, scene);
}

/* --- Legend --- */

static LegendItem legend_item(const PanelContext *context, const XySeries *series,
			      const LegendOptions *options)
{
	LegendItem item = {
		.label = series->name,
		.color = series->has_color     ? color_with_alpha(series->color, 1)
			 : series->color_field ? COLOR_RGB(0x808080)
					       : COLOR_RGB(0),
		.is_disabled = !series->is_shown,
	};

	legend_set_stats(context, options, series->frame, series->y, &item);
	return item;
}

static Rect layout_legend(const XyChart *chart, Rect area, Scene *scene)
{
	const PanelContext *context = chart->context;
	LegendOptions options = legend_options_parse(context->arena, context->options);
	LegendItem *items = arena_new_array(context->arena, LegendItem, chart->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < chart->n; i++)
		if (chart->series[i].in_legend)
			items[n++] = legend_item(context, &chart->series[i], &options);
	return legend_layout(context, &options, items, n, area, scene);
}

/* --- The panel --- */

static bool xychart_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	XyChart *chart = arena_new_one(context->arena, XyChart);

	chart->context = context;
	chart->series = xy_series(context, &chart->n);
	if (chart->n == 0) {
		const double paragraph_margin = 16;

		area.height -= paragraph_margin;
		message_layout(scene, context->text, context->theme, area, "Err");
		return true;
	}
	chart->scale_of = arena_new_array(context->arena, int, chart->n);
	for (size_t i = 0; i < chart->n; i++)
		chart->scale_of[i] = find_scale(chart, &chart->series[i]);
	find_ranges(chart);
	Rect canvas = layout_legend(chart, area, scene);
	Plot *plot = make_plot(chart, canvas, scene_scale(scene));

	draw_chart(chart, plot, scene);
	return true;
}

const PanelType panel_xychart = {
	.id = "xychart",
	.field_defaults = "{\"color\":{\"mode\":\"palette-classic\"},"
			  "\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.layout = xychart_layout,
};
