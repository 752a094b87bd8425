#include "renderer/chart/plot.h"

#include "renderer/chart/time-ticks.h"
#include "renderer/data/number.h"
#include "renderer/data/moment.h"

#include <math.h>
#include <string.h>

enum { FONT_PX = 12, TICK_PX = 4, TITLE_PAD_PX = 8, SIDE_PADDING_PX = 8 };

/* Past this many rounds sizes and labels are taken as they are. */
enum { MAX_ROUNDS = 3 };

AxisConfig axis_config(const Theme *theme, int scale, Side side)
{
	return (AxisConfig){
		.scale = scale,
		.side = side,
		.least_space = NAN,
		.gap = 5,
		.size = NAN,
		.label_limit = NAN,
		.color = theme->text_primary,
		.tick_color = theme->grid_line,
		.has_grid = true,
		.has_ticks = true,
	};
}

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

static bool is_across(Side side)
{
	return side == SIDE_TOP || side == SIDE_BOTTOM;
}

static TextStyle font(const Plot *plot)
{
	return (TextStyle){ .family = FONT_SANS, .size_px = FONT_PX, .weight = 400 };
}

double plot_text_width(const Plot *plot, const char *text)
{
	TextStyle style = font(plot);

	return text_width(plot->text, &style, text);
}

/* --- Labels and spaces --- */

static void label_time(const Axis *axis, const Scale *scale, double value, double increment,
		       char *out)
{
	const char *format = time_label_format(increment, scale->max - scale->min);

	moment_format(value, axis->config.zone, format, out, TICK_LABEL_SIZE);
}

/* Digits that the increment shows, as far as six decimals go. */
static double needed_decimals(double increment)
{
	char text[40];

	number_to_text(js_round(increment * 1e6) / 1e6, text, sizeof(text));
	const char *point = strchr(text, '.');
	double decimals = point ? (double)strlen(point + 1) : 0;

	return decimals > 0 ? decimals : NAN;
}

static void label_tick(const Plot *plot, const Axis *axis, double value, char *out)
{
	const Scale *scale = &plot->scales[axis->config.scale];

	if (axis->config.label)
		axis->config.label(axis->config.label_data, value, needed_decimals(axis->increment),
				   out, TICK_LABEL_SIZE);
	else if (scale->kind == SCALE_TIME)
		label_time(axis, scale, value, axis->increment, out);
	else
		number_to_text(value, out, TICK_LABEL_SIZE);
}

/* Bottom axes leave room for the widest label there may be, others a fixed distance. */
static double least_space(const Plot *plot, const Axis *axis, double length)
{
	enum { WIDE = 30, NARROW = 15, NARROW_LENGTH = 150, PER_TICK = 40, LABEL_GAP = 18 };
	const Scale *scale = &plot->scales[axis->config.scale];

	if (!isnan(axis->config.least_space))
		return axis->config.least_space;
	if (axis->config.side != SIDE_BOTTOM)
		return length <= NARROW_LENGTH ? NARROW : WIDE;
	double largest = fmax(fabs(scale->min), fabs(scale->max));
	char sample[TICK_LABEL_SIZE];

	if (scale->kind == SCALE_TIME)
		label_time(axis, scale, largest, (scale->max - scale->min) / (length / PER_TICK),
			   sample);
	else if (axis->config.label)
		axis->config.label(axis->config.label_data, largest, NAN, sample, sizeof(sample));
	else
		return PER_TICK;
	return plot_text_width(plot, sample) + LABEL_GAP;
}

static const IncrementSet *increments_of(const Axis *axis, const Scale *scale)
{
	if (axis->config.increments)
		return axis->config.increments;
	if (scale->kind == SCALE_TIME)
		return increments_time();
	return scale->kind == SCALE_ORDINAL ? increments_whole() : increments_numeric();
}

static Ticks fixed_ticks(Arena *arena, size_t n)
{
	Ticks ticks = {
		.values = arena_new_array(arena, double, n + 1),
		.has_label = arena_new_array(arena, bool, n + 1),
		.n = n,
	};

	for (size_t i = 0; i < n; i++) {
		ticks.values[i] = (double)i;
		ticks.has_label[i] = true;
	}
	return ticks;
}

static size_t count_texts(const char *const *texts)
{
	size_t n = 0;

	while (n < MAX_TICKS && texts[n])
		n++;
	return n;
}

static Ticks make_ticks(const Plot *plot, const Axis *axis, double length, double space)
{
	const Scale *scale = &plot->scales[axis->config.scale];

	if (axis->config.places)
		return axis->config.places(axis->config.places_data, plot, axis->increment);
	if (axis->config.texts)
		return fixed_ticks(plot->arena, count_texts(axis->config.texts));
	if (axis->config.is_boolean)
		return fixed_ticks(plot->arena, 2);
	if (scale->kind == SCALE_TIME)
		return ticks_time(plot->arena, scale, axis->increment, axis->space / space,
				  axis->config.zone);
	if (scale->kind == SCALE_LOG)
		return ticks_log(plot->arena, scale, length, space);
	if (scale->kind == SCALE_SYMLOG)
		return ticks_symlog(plot->arena, scale, length, space);
	return ticks_linear(plot->arena, scale, increments_of(axis, scale), axis->increment);
}

/* Which of n labels stay so that they are `spacing` apart: every k-th. */
static size_t label_stride(const Plot *plot, size_t n, double spacing)
{
	double most = fabs(floor(plot->area.width / plot->ratio / spacing));

	if (spacing == 0 || (double)n < most)
		return 1;
	return (size_t)fmin(fmax(ceil((double)n / most), 1), (double)n);
}

static bool is_past_limit(const Axis *axis, size_t tick)
{
	return tick > 0 && axis->ticks.values[tick - 1] > axis->config.label_limit;
}

static void make_labels(const Plot *plot, Axis *axis)
{
	double spacing = axis->config.label_spacing;
	size_t stride = label_stride(plot, axis->ticks.n, spacing);
	size_t n_texts = axis->config.texts ? count_texts(axis->config.texts) : 0;

	axis->labels = arena_new_array(plot->arena, char *, axis->ticks.n + 1);
	for (size_t i = 0; i < axis->ticks.n; i++) {
		char text[TICK_LABEL_SIZE];

		if (is_past_limit(axis, i) || !axis->ticks.has_label[i] ||
		    (axis->config.leaves_first_labels && i < 2))
			continue;
		if ((spacing > 0 ? i : axis->ticks.n - 1 - i) % stride > 0)
			continue;
		if (axis->config.texts) {
			axis->labels[i] = i < n_texts ? arena_strdup(plot->arena,
								     axis->config.texts[i])
						      : NULL;
			continue;
		}
		label_tick(plot, axis, axis->ticks.values[i], text);
		axis->labels[i] = arena_strdup(plot->arena, text);
	}
}

static bool has_title(const Axis *axis)
{
	return axis->config.title && axis->config.title[0];
}

/* Room for ticks, gap and labels; not for the title. */
static double axis_size(const Plot *plot, const Axis *axis)
{
	double size = TICK_PX, widest = 0;

	if (!isnan(axis->config.size))
		return ceil(axis->config.size);
	if (axis->config.side == SIDE_BOTTOM)
		return ceil(size + axis->config.gap + FONT_PX);
	if (axis->ticks.n == 0)
		return size;
	for (size_t i = 0; i < axis->ticks.n; i++)
		if (axis->labels[i])
			widest = fmax(widest, plot_text_width(plot, axis->labels[i]));
	return ceil(size + axis->config.gap + (has_title(axis) ? TITLE_PAD_PX : 0) +
		    fmin(plot->canvas.width * 0.4, widest));
}

static double title_size(const Axis *axis)
{
	return has_title(axis) ? FONT_PX + TITLE_PAD_PX : 0;
}

/* --- Layout --- */

static bool layout_axis(Plot *plot, Axis *axis)
{
	const Scale *scale = &plot->scales[axis->config.scale];
	double length = is_across(axis->config.side) ? plot->area_css.width : plot->area_css.height;
	bool was_shown = axis->is_shown;

	axis->is_shown = !scale->is_empty;
	if (scale->is_empty)
		return !was_shown;
	double space = least_space(plot, axis, length);

	axis->increment = length > 0 ? increment_find(increments_of(axis, scale), scale->min,
						      scale->max, length, space, &axis->space)
				     : 0;
	if (length <= 0 || axis->space == 0) {
		axis->space = 0;
		axis->ticks.n = 0;
		return was_shown;
	}
	axis->ticks = make_ticks(plot, axis, length, space);
	if (axis->config.labels_whole_only && scale->kind == SCALE_LINEAR)
		ticks_label_whole_only(&axis->ticks);
	make_labels(plot, axis);
	double size = axis_size(plot, axis);
	bool is_same = was_shown && size == axis->size;

	axis->size = size;
	return is_same;
}

/* A side without an axis gets room for half a label of the axes that cross it. */
static bool layout_padding(Plot *plot)
{
	bool has_axis[4] = { false }, is_same = true;

	if (plot->has_fixed_padding)
		return true;
	for (int i = 0; i < plot->n_axes; i++) {
		const Axis *axis = &plot->axes[i];

		if (axis->is_shown && axis->size + title_size(axis) > 0)
			has_axis[axis->config.side] = true;
	}
	for (int side = 0; side < 4; side++) {
		bool is_crossed = is_across((Side)side)
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
				plot->axes[i].size + title_size(&plot->axes[i]);
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
		outer[side] += away * title_size(axis);
	}
}

void plot_layout(Plot *plot)
{
	for (int i = 0; i < plot->n_axes; i++) {
		Axis *axis = &plot->axes[i];

		axis->is_shown = true;
		axis->size = axis_size(plot, axis);
	}
	layout_area(plot);
	place_axes(plot);
	for (int round = 1;; round++) {
		bool is_settled = true;

		for (int i = 0; i < plot->n_axes; i++)
			is_settled = layout_axis(plot, &plot->axes[i]) && is_settled;
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

/* --- Drawing --- */

double plot_aligned(const Plot *plot, double position)
{
	return plot->is_unaligned ? position : js_round(position);
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
	double across = js_round((axis->title_position + away * TITLE_PAD_PX) * plot->ratio);
	CanvasText text = {
		.text = axis->config.title,
		.align = ALIGN_CENTER,
		.baseline = side == SIDE_BOTTOM ? BASELINE_TOP : BASELINE_BOTTOM,
		.size_px = FONT_PX,
		.color = axis->config.color,
	};

	if (is_across(side)) {
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
	bool across = is_across(side);
	double away = side == SIDE_RIGHT || side == SIDE_BOTTOM ? 1 : -1;
	double tick = axis->config.has_ticks ? js_round(TICK_PX * plot->ratio) : 0;
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
		.size_px = FONT_PX,
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
	bool across = is_across(axis->config.side);

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
	double length = js_round(TICK_PX * plot->ratio);
	size_t n = 0;

	while (n < axis->ticks.n && !is_past_limit(axis, n))
		n++;
	stroke_lines(scene, tick_lines(plot, axis, n, base, base + away * length),
		     axis->config.tick_color);
}

static void draw_grid(const Plot *plot, Scene *scene, const Axis *axis)
{
	bool across = is_across(axis->config.side);
	double from = across ? plot->area.y : plot->area.x;
	double length = across ? plot->area.height : plot->area.width;

	stroke_lines(scene, tick_lines(plot, axis, axis->ticks.n, from, from + length),
		     plot->theme->grid_line);
}

static void draw_border(const Plot *plot, Scene *scene, const Axis *axis)
{
	double base = js_round(axis->position * plot->ratio) + 0.5;
	Path *path = path_new();

	if (is_across(axis->config.side)) {
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
	if (has_title(axis))
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
	if (has_title(axis))
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
