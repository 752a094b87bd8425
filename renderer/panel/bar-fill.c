#include "renderer/panel/bar-fill.h"

#include <math.h>

#define RADIUS_PX 4
#define CELL_RADIUS_PX 2

double bar_part(Range range, double value)
{
	double part = (value - range.min) / (range.max - range.min);

	return isnan(part) ? 0 : fmin(part, 1);
}

/* --- Basic --- */

/* A box with a border on one side only: its inner corners there are rounded less. */
static Path *edge_path(Rect box, bool is_vertical, double edge_px)
{
	const double radius = RADIUS_PX, inner = radius - edge_px;
	Rect rest = box;
	Path *path = path_new(), *hole = path_new();

	if (is_vertical)
		rest.y += edge_px;
	if (is_vertical)
		rest.height -= edge_px;
	else
		rest.width -= edge_px;
	path_round_rect(path, box, radius, radius, radius, radius);
	if (is_vertical)
		path_round_rect(hole, rest, inner, inner, radius, radius);
	else
		path_round_rect(hole, rest, radius, inner, inner, radius);
	path_append(path, hole);
	path_free(hole);
	return path;
}

void bar_fill_basic(Scene *scene, const Bar *bar, const BarValue *value)
{
	const double edge_px = 2;
	Color color = value->display->color;
	Rect box = bar->box;

	if (bar->is_vertical && box.height < edge_px) {
		box.y -= edge_px - box.height;
		box.height = edge_px;
	}
	if (!bar->is_vertical)
		box.width = fmax(box.width, edge_px);
	box = rect_snapped(box);
	scene_fill_round_rect(scene, box, RADIUS_PX, PAINT_COLOR(color_with_alpha(color, 0.35)));
	scene_take_fill(scene, edge_path(box, bar->is_vertical, edge_px), PAINT_COLOR(color),
			(FillStyle){ .is_even_odd = true });
}

/* --- Gradient --- */

/* Stops in px from the start, as CSS reads them: none before the one in front of it. */
typedef struct {
	Gradient gradient;
	double length_px;
} Stops;

static void add_stop(Stops *stops, Color color, double at_px)
{
	Gradient *gradient = &stops->gradient;

	if (gradient->n_stops == GRADIENT_MAX_STOPS)
		return;
	stops->length_px = fmax(stops->length_px, at_px);
	gradient->stops[gradient->n_stops++] = (GradientStop){ stops->length_px, color };
}

/* The colours of the steps passed; each starts to fade in half-way before its step. */
static void add_thresholds(Stops *stops, const Theme *theme, const Bar *bar, const BarValue *value)
{
	const Thresholds *thresholds = &value->field->config.thresholds;
	Range range = value->is_unlimited ? (Range){ NAN, NAN } : value->range;
	Color color = COLOR_TRANSPARENT;
	double previous_px = 0;

	for (size_t i = 0; i < thresholds->n_steps; i++) {
		double step = thresholds->steps[i].value;
		double part = thresholds->is_percentage ? step / 100 : bar_part(range, step);
		double at_px = part * bar->full_px;

		if (thresholds->is_percentage)
			step = range.min + (range.max - range.min) * part;
		if (i > 0 && (value->display->numeric < step || isnan(step)))
			break;
		if (i > 0) {
			add_stop(stops, color, js_round(at_px - (at_px - previous_px) / 2));
			previous_px = at_px;
		}
		color = theme_color(theme, thresholds->steps[i].color);
		if (i == 0)
			add_stop(stops, color, 0);
	}
	add_stop(stops, color, bar->is_vertical ? bar->box.height : bar->box.width);
}

static void add_scheme(Stops *stops, const ColorScheme *scheme, double full_px)
{
	for (int i = 0; i < scheme->n_stops; i++)
		add_stop(stops, scheme->stops[i], full_px * i / (scheme->n_stops - 1));
}

static Paint gradient_paint(Stops *stops, const Theme *theme, const Bar *bar,
			    const BarValue *value)
{
	const char *mode = value->field->config.color_mode;
	ColorScheme scheme = color_scheme(theme, color_scheme_stops(mode));
	Gradient *gradient = &stops->gradient;
	Rect box = bar->box;

	if (scheme.n_stops)
		add_scheme(stops, &scheme, bar->full_px);
	else if (color_mode_is_by_value(mode))
		add_thresholds(stops, theme, bar, value);
	if (gradient->n_stops == 0)
		return PAINT_COLOR(value->display->color);
	gradient->from = (Point){ box.x, bar->is_vertical ? rect_bottom(box) : box.y };
	gradient->to = gradient->from;
	if (bar->is_vertical)
		gradient->to.y -= stops->length_px;
	else
		gradient->to.x += stops->length_px;
	for (int i = 0; i < gradient->n_stops && stops->length_px > 0; i++)
		gradient->stops[i].offset /= stops->length_px;
	return (Paint){ .gradient = gradient };
}

void bar_fill_gradient(Scene *scene, const Theme *theme, const Bar *bar, const BarValue *value)
{
	Stops stops = { .length_px = 0 };
	Bar snapped = *bar;

	snapped.box = rect_snapped(bar->box);
	scene_fill_round_rect(scene, snapped.box, RADIUS_PX,
			      gradient_paint(&stops, theme, &snapped, value));
}

/* --- Cells --- */

static double n_cells(const Bar *bar, double cell_px)
{
	return fmax(0, floor(bar->full_px / cell_px));
}

static double pitch(const Bar *bar, double cell_px, double gap_px)
{
	double n = n_cells(bar, cell_px);

	return n > 0 ? floor((bar->full_px - gap_px * n) / n) + gap_px : 0;
}

double bar_cells_length(const Bar *bar, double cell_px, double gap_px)
{
	return n_cells(bar, cell_px) * pitch(bar, cell_px, gap_px);
}

/* CSS radial-gradient() in a box: an ellipse through its corners. */
static Gradient cell_gradient(Rect box, Color color)
{
	Point middle = { box.x + box.width / 2, box.y + box.height / 2 };

	return (Gradient){
		.from = middle,
		.to = middle,
		.is_radial = true,
		.radius_to = box.width / 2 * G_SQRT2,
		.aspect = box.height / box.width,
		.n_stops = 2,
		.stops = { { 0.1, color_with_alpha(color, 0.95) },
			   { 1, color_with_alpha(color, 0.55) } },
	};
}

static void fill_cell(Scene *scene, Rect box, const BarValue *value, double at)
{
	box = rect_snapped(box);
	if (!value->processor) {
		scene_fill_round_rect(scene, box, CELL_RADIUS_PX,
				      PAINT_COLOR(theme_color(NULL, NULL)));
		return;
	}
	Color color = display_value(value->processor, value_of_number(at)).color;
	Gradient gradient = cell_gradient(box, color);
	bool is_lit = at <= value->display->numeric;

	scene_fill_round_rect(scene, box, CELL_RADIUS_PX,
			      is_lit ? (Paint){ .gradient = &gradient }
				     : PAINT_COLOR(color_with_alpha(color, 0.18)));
}

void bar_fill_cells(Scene *scene, const Bar *bar, const BarValue *value, double cell_px,
		    double gap_px)
{
	double n = n_cells(bar, cell_px), step_px = pitch(bar, cell_px, gap_px);
	Range range = value->range;

	for (double i = 0; i < n && !scene_is_full(scene); i++) {
		Rect cell = bar->box;

		if (bar->is_vertical) {
			cell.height = step_px - gap_px;
			cell.y = rect_bottom(bar->box) - i * step_px - cell.height;
		} else {
			cell.width = step_px - gap_px;
			cell.x += i * step_px;
		}
		fill_cell(scene, cell, value, range.min + (range.max - range.min) / n * i);
	}
}
