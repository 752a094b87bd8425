#include "renderer/chart/heatmap.h"

#include <math.h>

/* From this gap on cells have whole edges. */
enum { CRISP_GAP_PX = 4, EXEMPLAR_PX = 8 };

static bool is_shown(const HeatmapStyle *style, double value)
{
	return value > style->hide_le && value < style->hide_ge;
}

Range heatmap_value_range(const HeatmapData *data, const HeatmapStyle *style)
{
	Range range = { INFINITY, -INFINITY };

	for (size_t i = 0; data->has_values && i < data->n_cells; i++) {
		if (!is_shown(style, data->values[i]))
			continue;
		range.min = fmin(range.min, data->values[i]);
		range.max = fmax(range.max, data->values[i]);
	}
	return range;
}

/* --- Cells --- */

/** Cells on their way into the scene, gathered by colour. */
typedef struct {
	const HeatmapStyle *style;
	const Plot *plot;
	double gap; // whole device pixels
	bool is_crisp;
	Path *paths[PALETTE_MAX];
} CellDrawing;

static CellDrawing begin_cells(const HeatmapStyle *style, const Plot *plot)
{
	return (CellDrawing){
		.style = style,
		.plot = plot,
		.gap = js_round(style->gap_px * plot->ratio),
		.is_crisp = style->gap_px >= CRISP_GAP_PX,
	};
}

static void end_cells(CellDrawing *drawing, Scene *scene)
{
	scene_push_clip_rect(scene, drawing->plot->area);
	for (size_t i = 0; i < drawing->style->palette.n; i++)
		if (drawing->paths[i])
			scene_take_fill(scene, drawing->paths[i],
					PAINT_COLOR(drawing->style->palette.colors[i]),
					(FillStyle){ 0 });
	scene_pop_clip(scene);
}

static double snapped(const CellDrawing *drawing, double position)
{
	return drawing->is_crisp ? js_round(position) : position;
}

static double cell_length(const CellDrawing *drawing, double length)
{
	return fmax(1, snapped(drawing, length - drawing->gap));
}

static void put_cell(CellDrawing *drawing, Rect cell, double value)
{
	const HeatmapStyle *style = drawing->style;
	const Rect *area = &drawing->plot->area;
	bool is_in_view = rect_right(cell) >= area->x && cell.x <= rect_right(*area) &&
			  rect_bottom(cell) >= area->y && cell.y <= rect_bottom(*area);

	if (!is_in_view)
		return;
	size_t index = palette_index(&style->palette, value, style->colors.min, style->colors.max);

	if (!drawing->paths[index])
		drawing->paths[index] = path_new();
	path_rect(drawing->paths[index], cell);
}

/* Length of a step on the y axis; of a logarithmic one it is a part of a power. */
static double y_step_length(const HeatmapData *data, const Plot *plot)
{
	const Scale *scale = &plot->scales[1];

	if (scale->kind == SCALE_LOG)
		return fabs(plot_y(plot, 1, data->y[0] * scale->log_base) -
			    plot_y(plot, 1, data->y[0])) /
		       data->log_parts;
	double step = data->y_step != 0 && !isnan(data->y_step) ? data->y_step
								: scale->max - scale->min;

	return fabs(plot_y(plot, 1, step) - plot_y(plot, 1, 0)) / data->log_parts;
}

/* From a coordinate to the cell's left or top edge. */
static double x_offset(CellSide side, double width)
{
	return side == CELL_ENDS ? -width : side == CELL_AROUND ? -width / 2 : 0;
}

static double y_offset(CellSide side, bool is_reversed, double height)
{
	int upward = is_reversed ? -(int)side : (int)side;

	return upward == CELL_STARTS ? -height : upward == CELL_AROUND ? -height / 2 : 0;
}

static void put_dense_cells(CellDrawing *drawing, const HeatmapData *data)
{
	const Plot *plot = drawing->plot;
	double x_length = fabs(plot_x(plot, data->x_step) - plot_x(plot, 0));
	Rect cell = { .width = cell_length(drawing, x_length),
		      .height = cell_length(drawing, y_step_length(data, plot)) };
	double left = x_offset(data->x_side, cell.width);
	double up = y_offset(data->y_side, plot->scales[1].is_reversed, cell.height);

	if (isnan(x_length))
		return;
	for (size_t i = 0; i < data->n_cells; i++) {
		if (!is_shown(drawing->style, data->values[i]))
			continue;
		cell.x = snapped(drawing, plot_x(plot, data->x[i / data->n_buckets]) + left);
		cell.y = snapped(drawing, plot_y(plot, 1, data->y[i % data->n_buckets]) + up);
		put_cell(drawing, cell, data->values[i]);
	}
}

/* All columns are as wide as the first is. */
static double sparse_width(const CellDrawing *drawing, const HeatmapData *data)
{
	const Plot *plot = drawing->plot;

	for (size_t i = 1; i < data->n_cells; i++)
		if (data->x[i] != data->x[0])
			return snapped(drawing, plot_x(plot, data->x[i])) -
			       snapped(drawing, plot_x(plot, data->x[0]));
	return NAN;
}

static void put_sparse_cells(CellDrawing *drawing, const HeatmapData *data)
{
	const Plot *plot = drawing->plot;
	double width = fmax(1, sparse_width(drawing, data) - drawing->gap);

	if (isnan(sparse_width(drawing, data)))
		return;
	for (size_t i = 0; i < data->n_cells; i++) {
		double right = snapped(drawing, plot_x(plot, data->x[i]));
		double bottom = snapped(drawing, plot_y(plot, 1, data->y[i]));
		double top = snapped(drawing, plot_y(plot, 1, data->y_max[i]));
		Rect cell = { right - drawing->gap / 2 - width, top + drawing->gap / 2, width,
			      fmax(1, bottom - top - drawing->gap) };

		if (is_shown(drawing->style, data->values[i]))
			put_cell(drawing, cell, data->values[i]);
	}
}

void heatmap_draw_cells(const HeatmapData *data, const HeatmapStyle *style, const Plot *plot,
			Scene *scene)
{
	CellDrawing drawing = begin_cells(style, plot);

	if (!data->has_values || plot->scales[1].is_empty)
		return;
	if (data->is_sparse)
		put_sparse_cells(&drawing, data);
	else
		put_dense_cells(&drawing, data);
	end_cells(&drawing, scene);
}

/* --- Exemplars --- */

/* Bounds of ordinal buckets are beside their place: exemplars go between them. */
static double exemplar_y(const HeatmapData *data, const Scale *scale, size_t index)
{
	bool is_exact = scale->kind == SCALE_LOG && scale->log_base == 2;

	return data->exemplar_y[index] + (is_exact ? 0 : 0.5 * (int)data->y_side);
}

void heatmap_draw_exemplars(const HeatmapData *data, Color color, const Plot *plot, Scene *scene)
{
	const Scale *scale = &plot->scales[1];
	Path *path = path_new();

	for (size_t i = 0; !scale->is_empty && i < data->n_exemplars; i++) {
		double x = plot_x(plot, data->exemplar_x[i]);
		double y = plot_y(plot, 1, exemplar_y(data, scale, i));

		if (isfinite(x) && isfinite(y))
			path_rect(path, (Rect){ x - EXEMPLAR_PX / 2.0, y - EXEMPLAR_PX / 2.0,
						EXEMPLAR_PX, EXEMPLAR_PX });
	}
	scene_push_clip_rect(scene, plot->area);
	scene_take_fill(scene, path, PAINT_COLOR(color), (FillStyle){ 0 });
	scene_pop_clip(scene);
}
