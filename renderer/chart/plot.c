#include "renderer/chart/plot.h"

#include "renderer/chart/axis.h"

#include <math.h>

enum { SIDE_PADDING_PX = 8 };

/* Past this many rounds sizes and labels are taken as they are. */
enum { MAX_ROUNDS = 3 };

Plot *plot_new(Arena *arena, TextContext *text, const Theme *theme, Rect canvas, double ratio)
{
	Plot *plot = arena_new_one(arena, Plot);

	plot->arena = arena;
	plot->text = text;
	plot->theme = theme;
	plot->ratio = ratio;
	plot->canvas = canvas;
	plot->canvas.width = fmax(0, floor(canvas.width));
	plot->canvas.height = fmax(0, floor(canvas.height));
	return plot;
}

int plot_add_scale(Plot *plot, Scale scale)
{
	if (plot->n_scales >= PLOT_MAX_SCALES)
		return -1;
	plot->scales[plot->n_scales] = scale;
	return plot->n_scales++;
}

int plot_add_axis(Plot *plot, const AxisConfig *config)
{
	if (plot->n_axes >= PLOT_MAX_AXES)
		return -1;
	plot->axes[plot->n_axes] = (Axis){ .config = *config };
	return plot->n_axes++;
}

/* --- Layout --- */

/* A side without an axis gets room for half a label of the axes that cross it. */
static bool layout_padding(Plot *plot)
{
	bool has_axis[4] = { false }, is_same = true;

	if (plot->has_fixed_padding)
		return true;
	for (int i = 0; i < plot->n_axes; i++) {
		const Axis *axis = &plot->axes[i];

		if (axis->is_shown && axis->size + axis_title_size(axis) > 0)
			has_axis[axis->config.side] = true;
	}
	for (int side = 0; side < 4; side++) {
		bool is_crossed = side_is_across((Side)side)
					  ? has_axis[SIDE_LEFT] || has_axis[SIDE_RIGHT]
					  : has_axis[SIDE_TOP] || has_axis[SIDE_BOTTOM];
		double padding = is_crossed && !has_axis[side] ? SIDE_PADDING_PX : 0;

		is_same = is_same && padding == plot->padding[side];
		plot->padding[side] = padding;
	}
	return is_same;
}

static double to_half(double value)
{
	return js_round(value * 2) / 2;
}

/* The area is what axes and padding leave. */
static void layout_area(Plot *plot)
{
	double edge[4] = { plot->padding[0], plot->padding[1], plot->padding[2], plot->padding[3] };

	for (int i = 0; i < plot->n_axes; i++)
		if (plot->axes[i].is_shown)
			edge[plot->axes[i].config.side] +=
				plot->axes[i].size + axis_title_size(&plot->axes[i]);
	plot->area_css = (Rect){
		edge[SIDE_LEFT],
		edge[SIDE_TOP],
		plot->canvas.width - edge[SIDE_LEFT] - edge[SIDE_RIGHT],
		plot->canvas.height - edge[SIDE_TOP] - edge[SIDE_BOTTOM],
	};
	plot->area = (Rect){
		to_half(plot->area_css.x * plot->ratio),
		to_half(plot->area_css.y * plot->ratio),
		to_half(fmax(0, plot->area_css.width) * plot->ratio),
		to_half(fmax(0, plot->area_css.height) * plot->ratio),
	};
}

/* Axes of one side stand side by side, outward in the order they were added. */
static void place_axes(Plot *plot)
{
	double outer[4] = {
		plot->area_css.y,
		rect_right(plot->area_css),
		rect_bottom(plot->area_css),
		plot->area_css.x,
	};

	for (int i = 0; i < plot->n_axes; i++) {
		Axis *axis = &plot->axes[i];
		Side side = axis->config.side;
		double away = side == SIDE_RIGHT || side == SIDE_BOTTOM ? 1 : -1;

		if (!axis->is_shown)
			continue;
		axis->position = outer[side];
		outer[side] += away * axis->size;
		axis->title_position = outer[side];
		outer[side] += away * axis_title_size(axis);
	}
}

void plot_layout(Plot *plot)
{
	for (int i = 0; i < plot->n_axes; i++) {
		Axis *axis = &plot->axes[i];

		axis->is_shown = true;
		axis->size = axis_needed_size(plot, axis);
	}
	layout_area(plot);
	place_axes(plot);
	for (int round = 1;; round++) {
		bool is_settled = true;

		for (int i = 0; i < plot->n_axes; i++)
			is_settled = axis_layout(plot, &plot->axes[i]) && is_settled;
		is_settled = layout_padding(plot) && is_settled;
		if (is_settled || round == MAX_ROUNDS)
			break;
		layout_area(plot);
		place_axes(plot);
	}
}

double plot_x(const Plot *plot, double value)
{
	return scale_x(&plot->scales[0], value, plot_x_start(plot), plot_x_length(plot));
}

double plot_y(const Plot *plot, int scale, double value)
{
	if (plot->is_turned)
		return scale_x(&plot->scales[scale], value, plot->area.x, plot->area.width);
	return scale_y(&plot->scales[scale], value, plot->area.y, plot->area.height);
}

double plot_x_start(const Plot *plot)
{
	return plot->is_turned ? plot->area.y : plot->area.x;
}

double plot_x_length(const Plot *plot)
{
	return plot->is_turned ? plot->area.height : plot->area.width;
}

/* Goes through CSS pixels, whose area is not rounded, as the browser does. */
double plot_x_at(const Plot *plot, double part)
{
	double start = plot_x_start(plot), length = plot_x_length(plot);
	double start_css = plot->is_turned ? plot->area_css.y : plot->area_css.x;
	double length_css = plot->is_turned ? plot->area_css.height : plot->area_css.width;

	return start + length * ((start + part * length) / plot->ratio - start_css) / length_css;
}

Rect plot_rect(const Plot *plot, Rect rect)
{
	return plot->is_turned ? (Rect){ rect.y, rect.x, rect.height, rect.width } : rect;
}

Point plot_point(const Plot *plot, double x, double y)
{
	return plot->is_turned ? (Point){ y, x } : (Point){ x, y };
}

double plot_aligned(const Plot *plot, double position)
{
	return plot->is_unaligned ? position : js_round(position);
}
