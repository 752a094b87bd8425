#include "renderer/chart/annotation.h"

#include <math.h>

/* One event; `end` is NAN for a point in time. */
typedef struct {
	double time, end;
	Color color;
} Event;

enum { MAX_EVENTS = 5000 };

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

	return value.kind == VALUE_STRING ? theme_color(plot->theme, value.string) : fallback;
}

static bool read_event(const Plot *plot, const Frame *frame, size_t row, Event *event)
{
	const Field *time = field_named(frame, "time"), *end = field_named(frame, "timeEnd");

	if (!time)
		return false;
	event->time = field_number(frame, time, row);
	event->end = end ? field_number(frame, end, row) : NAN;
	if (event->end == event->time)
		event->end = NAN;
	event->color = event_color(plot, frame, row);
	return isfinite(event->time);
}

typedef void (*EventFunction)(const Plot *plot, Scene *scene, const Event *event, bool flag);

static void for_each_event(const Plot *plot, Scene *scene, const Frames *frames,
			   EventFunction function, bool flag)
{
	size_t n = 0;

	for (size_t i = 0; frames && i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		if (g_strcmp0(frame->name, "exemplar") == 0)
			continue;
		for (size_t row = 0; row < frame->n_rows && n < MAX_EVENTS; row++, n++) {
			Event event;

			if (read_event(plot, frame, row, &event))
				function(plot, scene, &event, flag);
		}
	}
}

static void draw_line(const Plot *plot, Scene *scene, double x, Color color)
{
	static const double dash[] = { 5, 5 };
	Path *path = path_new();

	path_move_to(path, x, plot->area.y);
	path_line_to(path, x, rect_bottom(plot->area));
	scene_take_stroke(scene, path, PAINT_COLOR(color),
			  (StrokeStyle){ .width_px = 2, .dash_px = dash, .n_dash = 2 });
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

void annotations_draw_lines(const Plot *plot, Scene *scene, const Frames *frames,
			    bool fills_region)
{
	scene_push_clip_rect(scene, plot->area);
	for_each_event(plot, scene, frames, draw_event, fills_region);
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

static void draw_mark(const Plot *plot, Scene *scene, const Event *event, bool flag)
{
	(void)flag;
	if (isnan(event->end))
		mark_moment(plot, scene, event);
	else
		mark_region(plot, scene, event);
}

void annotations_draw_marks(const Plot *plot, Scene *scene, const Frames *frames)
{
	for_each_event(plot, scene, frames, draw_mark, false);
}
