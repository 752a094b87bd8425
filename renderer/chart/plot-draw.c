#include "renderer/chart/axis.h"

#include <math.h>

double plot_text_width(const Plot *plot, const char *text)
{
	TextStyle style = { .family = FONT_SANS, .size_px = AXIS_FONT_PX, .weight = 400 };

	return text_width(plot->text, &style, text);
}

void plot_push(const Plot *plot, Scene *scene)
{
	scene_push_clip_rect(scene, plot->canvas);
	scene_push_transform(scene, (Point){ plot->canvas.x, plot->canvas.y }, 0, 1 / plot->ratio);
}

void plot_pop(const Plot *plot, Scene *scene)
{
	(void)plot;
	scene_pop_transform(scene);
	scene_pop_clip(scene);
}

/* Where Chromium puts a canvas text's baseline, in parts of the size. */
static double baseline_offset(CanvasBaseline baseline)
{
	const double ascent = 0.80064, descent = 0.19936;

	switch (baseline) {
	case BASELINE_TOP:
		return ascent;
	case BASELINE_MIDDLE:
		return (ascent - descent) / 2;
	case BASELINE_BOTTOM:
		return -descent;
	case BASELINE_ALPHABETIC:
		break;
	}
	return 0;
}

void plot_text(const Plot *plot, Scene *scene, const CanvasText *text)
{
	double down = baseline_offset(text->baseline) * text->size_px * plot->ratio;
	double x = text->x - sin(text->turn_rad) * down;
	double y = text->y + cos(text->turn_rad) * down;

	scene_text(scene, &(SceneText){
				  .text = text->text,
				  .x = x,
				  .baseline_y = y,
				  .align = text->align,
				  .turn_rad = text->turn_rad,
				  .style = { .family = FONT_SANS,
					     .size_px = text->size_px * plot->ratio,
					     .weight = text->weight ? text->weight : 400,
					     .letter_spacing_px = BODY_LETTER_SPACING },
				  .color = text->color,
			  });
}

static void draw_title(const Plot *plot, Scene *scene, const Axis *axis)
{
	Side side = axis->config.side;
	double away = side == SIDE_RIGHT || side == SIDE_BOTTOM ? 1 : -1;
	double across = js_round((axis->title_position + away * AXIS_TITLE_PAD_PX) * plot->ratio);
	CanvasText text = {
		.text = axis->config.title,
		.align = ALIGN_CENTER,
		.baseline = side == SIDE_BOTTOM ? BASELINE_TOP : BASELINE_BOTTOM,
		.size_px = AXIS_FONT_PX,
		.color = axis->config.color,
	};

	if (side_is_across(side)) {
		text.x = js_round(plot->area.x + plot->area.width / 2);
		text.y = across;
	} else {
		text.x = across;
		text.y = js_round(plot->area.y + plot->area.height / 2);
		text.turn_rad = side == SIDE_LEFT ? -G_PI / 2 : G_PI / 2;
	}
	plot_text(plot, scene, &text);
}

static double tick_position(const Plot *plot, const Axis *axis, double value)
{
	return js_round(axis->config.scale == 0 ? plot_x(plot, value)
						: plot_y(plot, axis->config.scale, value));
}

static void draw_labels(const Plot *plot, Scene *scene, const Axis *axis)
{
	Side side = axis->config.side;
	bool across = side_is_across(side);
	double away = side == SIDE_RIGHT || side == SIDE_BOTTOM ? 1 : -1;
	double tick = axis->config.has_ticks ? js_round(AXIS_TICK_PX * plot->ratio) : 0;
	double distance = tick + js_round(axis->config.gap * plot->ratio);
	double position = js_round(axis->position * plot->ratio) + away * distance;
	double turn = axis->config.label_turn_rad;
	CanvasText text = {
		.align = turn > 0   ? ALIGN_LEFT
			 : turn < 0 ? ALIGN_RIGHT
			 : across   ? ALIGN_CENTER
			 : side == SIDE_LEFT ? ALIGN_RIGHT
					     : ALIGN_LEFT,
		.baseline = turn != 0 || !across ? BASELINE_MIDDLE
			    : side == SIDE_BOTTOM ? BASELINE_TOP
						  : BASELINE_BOTTOM,
		.size_px = AXIS_FONT_PX,
		.turn_rad = turn,
		.color = axis->config.color,
	};

	for (size_t i = 0; i < axis->ticks.n; i++) {
		double along = tick_position(plot, axis, axis->ticks.values[i]);

		if (!axis->labels[i])
			continue;
		text.text = axis->labels[i];
		text.x = across ? along : position;
		text.y = across ? position : along;
		plot_text(plot, scene, &text);
	}
}

static void stroke_lines(Scene *scene, Path *path, Color color)
{
	scene_take_stroke(scene, path, PAINT_COLOR(color), (StrokeStyle){ .width_px = 1 });
}

/* Lines across at every tick, one device pixel wide, in the middle of the pixel. */
static Path *tick_lines(const Plot *plot, const Axis *axis, size_t n, double from, double to)
{
	Path *path = path_new();
	bool across = side_is_across(axis->config.side);

	for (size_t i = 0; i < n; i++) {
		double along = tick_position(plot, axis, axis->ticks.values[i]) + 0.5;

		path_move_to(path, across ? along : from + 0.5, across ? from + 0.5 : along);
		path_line_to(path, across ? along : to + 0.5, across ? to + 0.5 : along);
	}
	return path;
}

static void draw_ticks(const Plot *plot, Scene *scene, const Axis *axis)
{
	Side side = axis->config.side;
	double away = side == SIDE_RIGHT || side == SIDE_BOTTOM ? 1 : -1;
	double base = js_round(axis->position * plot->ratio);
	double length = js_round(AXIS_TICK_PX * plot->ratio);
	size_t n = 0;

	while (n < axis->ticks.n && !axis_is_past_limit(axis, n))
		n++;
	stroke_lines(scene, tick_lines(plot, axis, n, base, base + away * length),
		     axis->config.tick_color);
}

static void draw_grid(const Plot *plot, Scene *scene, const Axis *axis)
{
	bool across = side_is_across(axis->config.side);
	double from = across ? plot->area.y : plot->area.x;
	double length = across ? plot->area.height : plot->area.width;

	stroke_lines(scene, tick_lines(plot, axis, axis->ticks.n, from, from + length),
		     plot->theme->grid_line);
}

static void draw_border(const Plot *plot, Scene *scene, const Axis *axis)
{
	double base = js_round(axis->position * plot->ratio) + 0.5;
	Path *path = path_new();

	if (side_is_across(axis->config.side)) {
		path_move_to(path, plot->area.x + 0.5, base);
		path_line_to(path, rect_right(plot->area) + 0.5, base);
	} else {
		path_move_to(path, base, plot->area.y + 0.5);
		path_line_to(path, base, rect_bottom(plot->area) + 0.5);
	}
	stroke_lines(scene, path, axis->config.tick_color);
}

static void draw_scale(const Plot *plot, Scene *scene, const Axis *axis)
{
	if (axis->space == 0)
		return;
	draw_labels(plot, scene, axis);
	if (axis->config.has_ticks)
		draw_ticks(plot, scene, axis);
	if (axis->config.has_grid)
		draw_grid(plot, scene, axis);
	if (axis->config.has_border)
		draw_border(plot, scene, axis);
}

static void draw_axis(const Plot *plot, Scene *scene, const Axis *axis)
{
	if (axis_has_title(axis))
		draw_title(plot, scene, axis);
	draw_scale(plot, scene, axis);
}

/* A title is turned, and so is what colours it: it ends up beside the canvas' upper edge. */
static void draw_banded_title(const Plot *plot, Scene *scene, const Axis *axis,
			      const AxisBand *bands, size_t n)
{
	Axis titled = *axis;

	for (size_t i = 0; i < n; i++)
		if (bands[i].top <= 0 && bands[i].bottom > 0)
			titled.config.color = bands[i].color;
	if (axis_has_title(axis))
		draw_title(plot, scene, &titled);
}

/* Once for each band, cut to it; the grid has no part in their colours. */
static void draw_banded_axis(const Plot *plot, Scene *scene, const Axis *axis)
{
	AxisBand bands[AXIS_MAX_BANDS];
	size_t n = axis->config.bands(axis->config.bands_data, plot, axis->config.scale, bands);
	double width = plot->canvas.width * plot->ratio;
	Axis part = *axis;

	draw_banded_title(plot, scene, axis, bands, n);
	if (axis->config.has_grid && axis->space != 0)
		draw_grid(plot, scene, axis);
	part.config.has_grid = false;
	for (size_t i = 0; i < n; i++) {
		part.config.color = bands[i].color;
		if (axis->config.has_border)
			part.config.tick_color = bands[i].color;
		scene_push_clip_rect(scene, (Rect){ 0, bands[i].top, width,
						    bands[i].bottom - bands[i].top });
		draw_scale(plot, scene, &part);
		scene_pop_clip(scene);
	}
}

void plot_draw_axes(const Plot *plot, Scene *scene)
{
	for (int i = 0; i < plot->n_axes; i++)
		if (plot->axes[i].is_shown)
			(plot->axes[i].config.bands ? draw_banded_axis : draw_axis)(
				plot, scene, &plot->axes[i]);
}
