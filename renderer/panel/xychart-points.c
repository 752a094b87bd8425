#include "renderer/panel/xychart.h"

#include "renderer/chart/line-stroke.h"
#include "renderer/chart/xy-color.h"

#include <math.h>
#include <string.h>

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

void xychart_draw_series(const XyChart *chart, const Plot *plot, Scene *scene, size_t index)
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
