#include "renderer/chart/annotation.h"

#include <math.h>
#include <string.h>

/* One event; `end` is NAN for a moment. */
typedef struct {
	double time, end;
	Color color;
} Event;

enum { MAX_EVENTS = 5000 };

static const double dash_dp[] = { 5, 5 };

static const Field *field_named(const Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].name, name) == 0)
			return &frame->fields[i];
	return NULL;
}

static Color event_color(const Plot *plot, const Frame *frame, size_t row)
{
	const Color fallback = COLOR_RGB(0x00d3ff);
	const Field *field = field_named(frame, "color");

	if (!field)
		return fallback;
	Value value = field_value(frame, field, row);

	return value.kind == VALUE_STRING && value.string[0] ? theme_color(plot->theme, value.string) : fallback;
}

static double number_at(const Frame *frame, const Field *field, size_t row)
{
	return field ? field_number(frame, field, row) : NAN;
}

static bool is_region(const Frame *frame, size_t row)
{
	const Field *field = field_named(frame, "isRegion");

	return field && value_is_truthy(field_value(frame, field, row));
}

static bool read_event(const Plot *plot, const Frame *frame, size_t row, Event *event)
{
	event->time = number_at(frame, field_named(frame, "time"), row);
	event->end = is_region(frame, row) ? number_at(frame, field_named(frame, "timeEnd"), row)
					   : NAN;
	event->color = event_color(plot, frame, row);
	return isfinite(event->time);
}

/* Without times a frame is none of events, and nor is one of exemplars. */
static bool has_events(const Frame *frame)
{
	return g_strcmp0(frame->name, "exemplar") != 0 && field_named(frame, "time");
}

static void draw_line(const Plot *plot, Scene *scene, double x, Color color)
{
	Path *path = path_new();

	path_move_to(path, x, plot->area.y);
	path_line_to(path, x, rect_bottom(plot->area));
	scene_take_stroke(scene, path, PAINT_COLOR(color),
			  (StrokeStyle){ .width_px = 2, .dash_px = dash_dp, .n_dash = 2 });
}

static void draw_event(const Plot *plot, Scene *scene, const Event *event, bool fills_region)
{
	double from = plot_x(plot, event->time);

	draw_line(plot, scene, from, event->color);
	if (isnan(event->end))
		return;
	double to = plot_x(plot, event->end);

	draw_line(plot, scene, to, event->color);
	if (fills_region)
		scene_fill_rect(scene,
				(Rect){ from, plot->area.y, to - from, plot->area.height },
				PAINT_COLOR(color_with_alpha(event->color, 26.0 / 255)));
}

/* --- Rectangles: frames called xymark --- */

/*
 * An edge far outside is brought near the area by whole dashes, so that those in view stay where
 * they are.
 */
static double near_area(double position, double from, double to)
{
	enum { PERIOD = 10, MARGIN = 1000 };
	double below = from - MARGIN - position, above = position - to - MARGIN;

	if (below > 0)
		return position + PERIOD * ceil(below / PERIOD);
	return above > 0 ? position - PERIOD * ceil(above / PERIOD) : position;
}

/* From (xMin, yMax), where the outline starts, to (xMax, yMin): sizes may be negative. */
static Rect mark_rect(const Plot *plot, const Frame *frame, size_t row)
{
	const Rect area = plot->area;
	double x0 = plot_x(plot, number_at(frame, field_named(frame, "xMin"), row));
	double x1 = plot_x(plot, number_at(frame, field_named(frame, "xMax"), row));
	double y0 = plot_y(plot, 1, number_at(frame, field_named(frame, "yMax"), row));
	double y1 = plot_y(plot, 1, number_at(frame, field_named(frame, "yMin"), row));

	x0 = near_area(x0, area.x, rect_right(area));
	x1 = near_area(x1, area.x, rect_right(area));
	y0 = near_area(y0, area.y, rect_bottom(area));
	y1 = near_area(y1, area.y, rect_bottom(area));
	return (Rect){ x0, y0, x1 - x0, y1 - y0 };
}

static Path *outline_of(Rect rect)
{
	Path *path = path_new();

	path_move_to(path, rect.x, rect.y);
	path_line_to(path, rect_right(rect), rect.y);
	path_line_to(path, rect_right(rect), rect_bottom(rect));
	path_line_to(path, rect.x, rect_bottom(rect));
	path_close(path);
	return path;
}

static StrokeStyle outline_style(const Plot *plot, const Frame *frame, size_t row)
{
	const Field *field = field_named(frame, "lineStyle");
	Value line = field ? field_value(frame, field, row) : value_of_string(NULL);
	double width = number_at(frame, field_named(frame, "lineWidth"), row);
	bool is_dashed = line.kind == VALUE_STRING && strcmp(line.string, "dash") == 0;

	return (StrokeStyle){
		.width_px = js_round(width * plot->ratio),
		.dash_px = is_dashed ? dash_dp : NULL,
		.n_dash = is_dashed ? G_N_ELEMENTS(dash_dp) : 0,
	};
}

static void draw_rectangle(const Plot *plot, Scene *scene, const Frame *frame, size_t row)
{
	Rect rect = mark_rect(plot, frame, row);
	double opacity = number_at(frame, field_named(frame, "fillOpacity"), row);
	Color color = event_color(plot, frame, row);
	StrokeStyle style = outline_style(plot, frame, row);

	if (!isfinite(rect.x + rect.y + rect.width + rect.height))
		return;
	if (opacity > 0)
		scene_take_fill(scene, outline_of(rect),
				PAINT_COLOR(color_with_alpha(color, fmin(opacity, 1))),
				(FillStyle){ 0 });
	if (style.width_px > 0)
		scene_take_stroke(scene, outline_of(rect), PAINT_COLOR(color), style);
}

/* --- All of them --- */

static void draw_row(const Plot *plot, Scene *scene, const Frame *frame, size_t row,
		     bool fills_region)
{
	Event event;

	if (g_strcmp0(frame->name, "xymark") == 0)
		draw_rectangle(plot, scene, frame, row);
	else if (read_event(plot, frame, row, &event))
		draw_event(plot, scene, &event, fills_region);
}

void annotations_draw_lines(const Plot *plot, Scene *scene, const Frames *frames,
			    bool fills_region)
{
	size_t n = 0;

	scene_push_clip_rect(scene, plot->area);
	for (size_t i = 0; frames && i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		if (!has_events(frame))
			continue;
		for (size_t row = 0; row < frame->n_rows && n < MAX_EVENTS; row++, n++)
			draw_row(plot, scene, frame, row, fills_region);
	}
	scene_pop_clip(scene);
}

/* A region's bar along the axis, as far as it is in view. */
static void mark_region(const Plot *plot, Scene *scene, const Event *event)
{
	enum { HEIGHT = 5 };
	double from = fmax(plot_x(plot, event->time), plot->area.x);
	double to = fmin(plot_x(plot, event->end), rect_right(plot->area));

	if (to > from)
		scene_fill_rect(scene,
				(Rect){ js_round(from), rect_bottom(plot->area),
					js_round(to) - js_round(from), HEIGHT * plot->ratio },
				PAINT_COLOR(event->color));
}

/* A triangle that points up at the moment. */
static void mark_moment(const Plot *plot, Scene *scene, const Event *event)
{
	double x = js_round(plot_x(plot, event->time)), y = rect_bottom(plot->area);
	double size = 5 * plot->ratio;

	if (x < plot->area.x || x > rect_right(plot->area))
		return;
	Path *path = path_new();

	path_move_to(path, x, y);
	path_line_to(path, x + size, y + size);
	path_line_to(path, x - size, y + size);
	path_close(path);
	scene_take_fill(scene, path, PAINT_COLOR(event->color), (FillStyle){ 0 });
}

static void draw_mark(const Plot *plot, Scene *scene, const Frame *frame, size_t row)
{
	Event event;

	if (!read_event(plot, frame, row, &event))
		return;
	if (!is_region(frame, row))
		mark_moment(plot, scene, &event);
	else if (isfinite(event.end))
		mark_region(plot, scene, &event);
}

void annotations_draw_marks(const Plot *plot, Scene *scene, const Frames *frames)
{
	size_t n = 0;

	for (size_t i = 0; frames && i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		if (!has_events(frame))
			continue;
		for (size_t row = 0; row < frame->n_rows && n < MAX_EVENTS; row++, n++)
			draw_mark(plot, scene, frame, row);
	}
}
