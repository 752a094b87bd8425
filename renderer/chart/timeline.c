#include "renderer/chart/timeline.h"

#include "renderer/chart/increment.h"

#include <math.h>
#include <string.h>

/* Colours of one row that are collected before they are drawn, and boxes of one place. */
enum { MAX_COLORS = 64, MAX_PILE = 32, TEXT_PX = 12, TEXT_PAD = 2 };

/** All boxes of one colour: where they overlap they do not add up. */
typedef struct {
	Color fill, stroke;
	Path *boxes, *borders;
	double last_left, last_right; // of the box put last
} Bucket;

/** Boxes of a continuous scheme at the same pixels: only the topmost are seen. */
typedef struct {
	Rect box;
	Color colors[MAX_PILE];
	size_t n; // put there, the last MAX_PILE of them kept
} Pile;

/** A box that has room for text; px from the area's corner. */
typedef struct {
	double left, width;
	size_t time;
	Color fill;
} TextBox;

/** One row on its way into the scene. */
typedef struct {
	const TimelineRow *row;
	const TimelineOptions *options;
	const Plot *plot;
	Scene *scene;
	const double *x;
	size_t n_times;
	TimelineLane lane;
	double stroke;	     // whole device pixels
	double px_per_char;  // device pixels
	Bucket buckets[MAX_COLORS];
	size_t n_buckets;
	Pile pile;
	GArray *texts; // of TextBox
} RowDrawing;

TimelineLane timeline_lane(size_t index, size_t n, double row_height, double height)
{
	double gap = n > 1 ? (1 - row_height) / (double)(n - 1) : 0;
	double part = row_height / (double)n;

	return (TimelineLane){
		.top = height * round_decimals((double)index * (part + gap), 6),
		.height = height * round_decimals(part, 6),
	};
}

/* --- Boxes --- */

/* A colour with eight digits of its own keeps its alpha. */
static bool is_translucent_hex(const char *name, Color color)
{
	Color parsed;

	return name && name[0] == '#' && strlen(name) == 9 && color_parse(name, &parsed) &&
	       color_equal(parsed, color);
}

static bool has_own_alpha(const FieldConfig *config, Color color)
{
	if (is_translucent_hex(config->color_fixed, color))
		return true;
	for (size_t i = 0; i < config->thresholds.n_steps; i++)
		if (is_translucent_hex(config->thresholds.steps[i].color, color))
			return true;
	for (size_t i = 0; i < config->n_mappings; i++)
		if (is_translucent_hex(config->mappings[i].result.color, color))
			return true;
	return false;
}

static Color fill_of(const TimelineRow *row, Color color)
{
	if (has_own_alpha(&row->field->config, color))
		return color;
	return color_with_alpha(color, row->fill_opacity);
}

static StrokeStyle border_style(const RowDrawing *drawing)
{
	return (StrokeStyle){ .width_px = drawing->stroke, .join = JOIN_ROUND };
}

static void flush_buckets(RowDrawing *drawing)
{
	for (size_t i = 0; i < drawing->n_buckets; i++)
		scene_take_fill(drawing->scene, drawing->buckets[i].boxes,
				PAINT_COLOR(drawing->buckets[i].fill), (FillStyle){ 0 });
	for (size_t i = 0; i < drawing->n_buckets; i++) {
		Bucket *bucket = &drawing->buckets[i];

		if (drawing->stroke > 0)
			scene_take_stroke(drawing->scene, bucket->borders,
					  PAINT_COLOR(bucket->stroke), border_style(drawing));
		else
			path_free(bucket->borders);
	}
	drawing->n_buckets = 0;
}

static Bucket *bucket_of(RowDrawing *drawing, Color fill, Color stroke)
{
	for (size_t i = 0; i < drawing->n_buckets; i++)
		if (color_equal(drawing->buckets[i].fill, fill) &&
		    color_equal(drawing->buckets[i].stroke, stroke))
			return &drawing->buckets[i];
	if (drawing->n_buckets == MAX_COLORS)
		flush_buckets(drawing);
	Bucket *bucket = &drawing->buckets[drawing->n_buckets++];

	*bucket = (Bucket){ fill, stroke, path_new(), path_new(), NAN, NAN };
	return bucket;
}

/* Boxes at the same pixels as the last one of their colour add nothing. */
static void put_in_bucket(RowDrawing *drawing, Rect box, Color color)
{
	Bucket *bucket = bucket_of(drawing, fill_of(drawing->row, color), color);

	if (box.x >= bucket->last_left && rect_right(box) <= bucket->last_right)
		return;
	bucket->last_left = box.x;
	bucket->last_right = rect_right(box);
	path_rect(bucket->boxes, box);
	if (drawing->stroke > 0)
		path_rect(bucket->borders, rect_inset(box, drawing->stroke / 2));
}

static void draw_single(const RowDrawing *drawing, Rect box, Color color)
{
	scene_fill_rect(drawing->scene, box, PAINT_COLOR(fill_of(drawing->row, color)));
	if (drawing->stroke > 0) {
		Path *border = path_new();

		path_rect(border, rect_inset(box, drawing->stroke / 2));
		scene_take_stroke(drawing->scene, border, PAINT_COLOR(color),
				  border_style(drawing));
	}
}

static void flush_pile(RowDrawing *drawing)
{
	Pile *pile = &drawing->pile;

	for (size_t i = pile->n > MAX_PILE ? pile->n - MAX_PILE : 0; i < pile->n; i++)
		draw_single(drawing, pile->box, pile->colors[i % MAX_PILE]);
	pile->n = 0;
}

static void put_on_pile(RowDrawing *drawing, Rect box, Color color)
{
	Pile *pile = &drawing->pile;

	if (box.x != pile->box.x || box.width != pile->box.width)
		flush_pile(drawing);
	pile->box = box;
	pile->colors[pile->n++ % MAX_PILE] = color;
}

static void put_box(RowDrawing *drawing, Rect box, Color color)
{
	if (drawing->row->is_discrete)
		put_in_bucket(drawing, box, color);
	else
		put_on_pile(drawing, box, color);
}

static void flush_boxes(RowDrawing *drawing)
{
	flush_buckets(drawing);
	flush_pile(drawing);
}

/* How many characters of a mean width the seen part of a box takes; negative left of the area. */
static double room_for_text(const RowDrawing *drawing, double left, double width)
{
	return floor((left < 0 ? width + left : width) / drawing->px_per_char);
}

static void note_text(RowDrawing *drawing, double left, double width, size_t time, Color fill)
{
	double room = room_for_text(drawing, left, width);
	bool is_auto = drawing->options->show_value == SHOW_AUTO;

	if (drawing->options->show_value == SHOW_NEVER || left >= drawing->plot->area.width)
		return;
	if (is_auto ? room < 2 : room == 0 || fabs(room) > DISPLAY_TEXT_SIZE * 8)
		return;
	TextBox box = { left, width, time, fill };

	g_array_append_val(drawing->texts, box);
}

static void draw_box(RowDrawing *drawing, double left, double width, size_t time, Value value)
{
	const Rect *area = &drawing->plot->area;

	width = fmax(1, width);
	if (isnan(left) || left > rect_right(*area))
		return;
	Color color = timeline_color(drawing->row, value);
	Rect box = { left, js_round(area->y + drawing->lane.top), width,
		     js_round(drawing->lane.height) };

	if (left + width >= area->x)
		put_box(drawing, box, color);
	note_text(drawing, js_round(left - area->x), width, time, fill_of(drawing->row, color));
}

/* The next value that ends the one at `time`. */
static size_t next_change(const RowDrawing *drawing, size_t time, Value value)
{
	size_t next = time + 1;

	for (; next < drawing->n_times; next++) {
		Value other = timeline_value(drawing->row, next);

		if (other.kind != VALUE_ABSENT &&
		    !(drawing->options->merges_values && timeline_is_same(other, value)))
			break;
	}
	return next;
}

static double x_of(const RowDrawing *drawing, size_t time)
{
	return js_round(plot_x(drawing->plot, drawing->x[time]));
}

static void draw_changes(RowDrawing *drawing)
{
	double end = rect_right(drawing->plot->area) + drawing->stroke;
	size_t next;

	for (size_t time = 0; time < drawing->n_times; time = next) {
		Value value = timeline_value(drawing->row, time);

		next = time + 1;
		if (!timeline_is_drawn(drawing->row, value))
			continue;
		next = next_change(drawing, time, value);
		double left = x_of(drawing, time);
		double right = next < drawing->n_times ? x_of(drawing, next) : end;

		draw_box(drawing, left, right - left, time, value);
	}
}

static void draw_samples(RowDrawing *drawing)
{
	if (drawing->n_times < 2)
		return;
	double slot = plot_x(drawing->plot, drawing->x[1]) - plot_x(drawing->plot, drawing->x[0]);
	double width = js_round(slot * drawing->options->col_width - drawing->stroke);

	for (size_t time = 0; time < drawing->n_times; time++) {
		Value value = timeline_value(drawing->row, time);

		if (timeline_is_drawn(drawing->row, value))
			draw_box(drawing,
				 js_round(plot_x(drawing->plot, drawing->x[time]) - width / 2),
				 width, time, value);
	}
}

/* --- Texts --- */

static double text_x(const RowDrawing *drawing, const TextBox *box, TextAlign align)
{
	double left = drawing->plot->area.x, pad = drawing->stroke + TEXT_PAD;

	if (align == ALIGN_LEFT)
		return js_round(fmax(box->left, 0) + left + pad);
	if (align == ALIGN_RIGHT)
		return js_round(box->left + left + box->width - pad);
	return js_round(box->left + left + box->width / 2);
}

/* JavaScript's slice(0, n) of characters that may take two code units; negative cuts the end. */
static void cut_text(char *text, double n)
{
	const char *end = text;
	double units = 0;

	if (n < 0) {
		for (const char *c = text; *c; c = g_utf8_next_char(c))
			n += g_utf8_get_char(c) > 0xffff ? 2 : 1;
	}
	while (*end && units < n) {
		units += g_utf8_get_char(end) > 0xffff ? 2 : 1;
		end = g_utf8_next_char(end);
	}
	text[end - text] = '\0';
}

static void draw_text(const RowDrawing *drawing, const TextBox *box, double y)
{
	bool is_samples = drawing->options->mode == TIMELINE_SAMPLES;
	TextAlign align = is_samples ? ALIGN_CENTER : drawing->options->align;
	char text[DISPLAY_TEXT_SIZE];

	timeline_text(drawing->row, timeline_value(drawing->row, box->time), text);
	cut_text(text, room_for_text(drawing, box->left, box->width));
	if (!text[0])
		return;
	plot_text(drawing->plot, drawing->scene,
		  &(CanvasText){
			  .text = text,
			  .x = text_x(drawing, box, align),
			  .y = y,
			  .align = align,
			  .baseline = BASELINE_MIDDLE,
			  .size_px = TEXT_PX,
			  .weight = 500,
			  .color = theme_contrast_text(drawing->plot->theme, box->fill),
		  });
}

static void draw_texts(const RowDrawing *drawing)
{
	const TimelineLane *lane = &drawing->lane;
	double y = js_round(drawing->plot->area.y + js_round(lane->top + lane->height / 2));

	for (guint i = 0; i < drawing->texts->len; i++)
		draw_text(drawing, &g_array_index(drawing->texts, TextBox, i), y);
}

/* --- Rows --- */

/* Grafana reckons with the mean width of ASCII in the browser's own sans-serif at 10 px. */
static double px_per_char(const Plot *plot)
{
	const double mean_advance = 5.9;

	return ceil(mean_advance * plot->ratio) + 2.5;
}

static void draw_row(const TimelineData *data, size_t index, const TimelineOptions *options,
		     const Plot *plot, Scene *scene)
{
	g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(TextBox));
	RowDrawing drawing = {
		.row = &data->rows[index],
		.options = options,
		.plot = plot,
		.scene = scene,
		.x = data->x,
		.n_times = data->n_times,
		.lane = timeline_lane(index, data->n_rows, options->row_height, plot->area.height),
		.stroke = fmax(0, js_round(data->rows[index].line_width * plot->ratio)),
		.px_per_char = px_per_char(plot),
		.texts = texts,
	};

	if (options->mode == TIMELINE_CHANGES)
		draw_changes(&drawing);
	else
		draw_samples(&drawing);
	flush_boxes(&drawing);
	draw_texts(&drawing);
}

void timeline_draw(const TimelineData *data, const TimelineOptions *options, const Plot *plot,
		   Scene *scene)
{
	scene_push_clip_rect(scene, plot->area);
	for (size_t i = 0; i < data->n_rows && !scene_is_full(scene); i++)
		draw_row(data, i, options, plot, scene);
	scene_pop_clip(scene);
}
