#include "renderer/panel/canvas.h"

#include "renderer/data/dimension.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

enum { MAX_CONNECTIONS = 2000, MAX_CORNERS = 100, DEFAULT_WIDTH = 2 };

/* A connection on its way from one element to another, or to a point of the panel. */
typedef struct {
	const Canvas *canvas;
	json_object *json;
	Point from, to;
	Point points[MAX_CORNERS + 2]; // with both ends
	int n_points;
	Color color;
	double width, radius;
	bool has_start_arrow, has_end_arrow;
	Path *path;
	double start_angle, end_angle; // where the line goes at its ends
} Connection;

/* --- Ends --- */

/* x and y are -1..1 from the middle of the box; y goes up. */
static Point anchor(Rect box, json_object *at)
{
	return (Point){
		box.x + box.width / 2 + json_get_number(at, "x", 0) * box.width / 2,
		box.y + box.height / 2 - json_get_number(at, "y", 0) * box.height / 2,
	};
}

static void set_ends(Connection *connection, const CanvasElement *source,
		     const CanvasElement *target)
{
	const Canvas *canvas = connection->canvas;
	json_object *json = connection->json;

	connection->from = anchor(source->bounds, json_get(json, "source"));
	connection->to = anchor(target ? target->bounds : canvas->area, json_get(json, "target"));
	if (connection->from.x == connection->to.x)
		connection->to.x += 1;
	if (connection->from.y == connection->to.y)
		connection->to.y += 1;
}

/* Where the ends were when the corners were set, in which they are measured. */
static Point original(const Connection *connection, const char *key, Point now)
{
	json_object *at = json_get_object(connection->json, key);
	Rect area = connection->canvas->area;

	if (!json_get_object(connection->json, "sourceOriginal") ||
	    !json_get_object(connection->json, "targetOriginal"))
		return now;
	return (Point){ area.x + json_get_number(at, "x", 0), area.y + json_get_number(at, "y", 0) };
}

static void set_points(Connection *connection)
{
	json_object *corners = json_get_array(connection->json, "vertices");
	size_t n = corners ? json_object_array_length(corners) : 0;
	Point from = original(connection, "sourceOriginal", connection->from);
	Point to = original(connection, "targetOriginal", connection->to);

	connection->points[connection->n_points++] = connection->from;
	for (size_t i = 0; i < MIN(n, MAX_CORNERS); i++) {
		json_object *at = json_object_array_get_idx(corners, i);

		connection->points[connection->n_points++] = (Point){
			from.x + json_get_number(at, "x", 0) * (to.x - from.x),
			from.y + json_get_number(at, "y", 0) * (to.y - from.y),
		};
	}
	connection->points[connection->n_points++] = connection->to;
}

/* --- Style --- */

static double scaled(const Canvas *canvas, json_object *config, double fallback)
{
	const PanelContext *context = canvas->context;

	if (!json_object_is_type(config, json_type_object))
		return fallback;
	DimensionField from = dimension_find(context->arena, context->frames,
					     json_get_text(config, "field", NULL));
	ScaleDimension scale = scale_dimension(&from, config);

	return scale_dimension_at(&scale, DIMENSION_LAST);
}

/* By the sign of a field's last value, or as it is set. */
static const char *direction_of(const Canvas *canvas, json_object *json)
{
	json_object *config = json_get(json, "direction");
	const PanelContext *context = canvas->context;

	if (json_object_is_type(config, json_type_string))
		return json_object_get_string(config);
	const char *fixed = json_get_text(config, "fixed", "forward");
	DimensionField from = dimension_find(context->arena, context->frames,
					     json_get_text(config, "field", NULL));

	if (strcmp(json_get_text(config, "mode", "fixed"), "field") != 0 || !from.field)
		return fixed;
	double value = value_to_number(dimension_cell(&from, DIMENSION_LAST));

	if (value == 0)
		return "none";
	return value < 0 ? "reverse" : "forward";
}

static void set_style(Connection *connection)
{
	const Canvas *canvas = connection->canvas;
	json_object *json = connection->json;
	const char *direction = direction_of(canvas, json);
	bool is_both = strcmp(direction, "both") == 0;

	connection->color = canvas_color(canvas, json_get(json, "color"),
					 canvas->context->theme->text_primary);
	connection->width = scaled(canvas, json_get(json, "size"), DEFAULT_WIDTH);
	connection->radius = scaled(canvas, json_get(json, "radius"), 0);
	connection->has_start_arrow = is_both || strcmp(direction, "reverse") == 0;
	connection->has_end_arrow = is_both || strcmp(direction, "forward") == 0;
}

/* --- The line --- */

static double angle_between(Point a, Point b)
{
	return atan2(b.y - a.y, b.x - a.x);
}

static double distance(Point a, Point b)
{
	return hypot(b.x - a.x, b.y - a.y);
}

static Point along(Point from, double length, double angle)
{
	return (Point){ from.x + length * cos(angle), from.y + length * sin(angle) };
}

static void quadratic_to(Path *path, Point from, Point control, Point to)
{
	path_curve_to(path, from.x + 2 * (control.x - from.x) / 3,
		      from.y + 2 * (control.y - from.y) / 3, to.x + 2 * (control.x - to.x) / 3,
		      to.y + 2 * (control.y - to.y) / 3, to.x, to.y);
}

static Point rounded(Point at)
{
	return (Point){ js_round(at.x), js_round(at.y) };
}

/* A corner is cut by a curve that begins as far before it as it ends behind, at most half way. */
static void add_corner(Connection *connection, int i)
{
	Point before = connection->points[i - 1], at = connection->points[i];
	Point after = connection->points[i + 1];
	double in = angle_between(before, at), out = angle_between(at, after);
	double length = distance(before, at);
	double cut = fabs(connection->radius * tan((out - in) / 2));
	Point area = { connection->canvas->area.x, connection->canvas->area.y };

	if (!(connection->radius > 0) || !(cut > 0)) {
		path_line_to(connection->path, at.x, at.y);
		return;
	}
	cut = fmin(cut, fmin(length, distance(at, after)) / 2);
	Point start = along(before, length - cut, in), end = along(at, cut, out);

	/* Whole pixels of the panel's own corner. */
	start = rounded((Point){ start.x - area.x, start.y - area.y });
	end = rounded((Point){ end.x - area.x, end.y - area.y });
	start = (Point){ start.x + area.x, start.y + area.y };
	end = (Point){ end.x + area.x, end.y + area.y };
	path_line_to(connection->path, start.x, start.y);
	quadratic_to(connection->path, start, at, end);
}

static void trace(Connection *connection)
{
	const Point *points = connection->points;
	int last = connection->n_points - 1;

	connection->path = path_new();
	path_move_to(connection->path, points[0].x, points[0].y);
	for (int i = 1; i < last; i++)
		add_corner(connection, i);
	path_line_to(connection->path, points[last].x, points[last].y);
	connection->start_angle = angle_between(points[0], points[1]);
	connection->end_angle = angle_between(points[last - 1], points[last]);
}

static void stroke(Connection *connection, Scene *scene)
{
	static const double dashed[] = { 8, 8 }, dotted[] = { 3, 3 };
	const char *kind = json_get_text(connection->json, "lineStyle.style", "solid");
	StrokeStyle style = { .width_px = connection->width, .dash_offset_px = 1, .n_dash = 2 };

	if (strcmp(kind, "dashed") == 0)
		style.dash_px = dashed;
	else if (strcmp(kind, "dotted") == 0)
		style.dash_px = dotted;
	scene_take_stroke(scene, connection->path, PAINT_COLOR(connection->color), style);
}

/* --- Arrows --- */

enum { ARROW_LENGTH = 10, ARROW_HEIGHT = 7 };

/*
 * A head 10 lines long and 7 high whose tip is at the line's end, itself outlined by half a line
 * and cut off where it would leave its box.
 */
static void draw_arrow(const Connection *connection, Scene *scene, Point tip, double angle)
{
	const double half = ARROW_HEIGHT / 2.0;
	Path *head = path_new(), *outline = path_new();

	path_line_to(head, -ARROW_LENGTH, -half);
	path_line_to(head, 0, 0);
	path_line_to(head, -ARROW_LENGTH, half);
	path_close(head);
	path_append(outline, head);
	scene_push_transform(scene, tip, angle, connection->width);
	scene_push_clip_rect(scene, (Rect){ -ARROW_LENGTH, -half, ARROW_LENGTH, ARROW_HEIGHT });
	scene_take_fill(scene, head, PAINT_COLOR(connection->color), (FillStyle){ 0 });
	scene_take_stroke(scene, outline, PAINT_COLOR(connection->color),
			  (StrokeStyle){ .width_px = 1 });
	scene_pop_clip(scene);
	scene_pop_transform(scene);
}

static void draw(const Canvas *canvas, json_object *json, const CanvasElement *source,
		 const CanvasElement *target)
{
	Connection connection = { .canvas = canvas, .json = json };
	Scene *scene = canvas->scene;

	set_ends(&connection, source, target);
	set_points(&connection);
	set_style(&connection);
	trace(&connection);
	stroke(&connection, scene);
	if (connection.has_start_arrow && connection.width > 0)
		draw_arrow(&connection, scene, connection.from, connection.start_angle + G_PI);
	if (connection.has_end_arrow && connection.width > 0)
		draw_arrow(&connection, scene, connection.to, connection.end_angle);
}

/* --- All of them --- */

/* Of elements with the same name the last one counts. */
static GHashTable *by_name(const Canvas *canvas)
{
	GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < canvas->n_elements; i++)
		g_hash_table_insert(names, (void *)canvas->elements[i].name,
				    &canvas->elements[i]);
	return names;
}

void canvas_draw_connections(const Canvas *canvas)
{
	g_autoptr(GHashTable) names = by_name(canvas);
	int n_drawn = 0;

	for (size_t i = 0; i < canvas->n_elements; i++) {
		const CanvasElement *source = &canvas->elements[i];
		json_object *list = json_get_array(source->json, "connections");

		if (!list || g_hash_table_lookup(names, source->name) != source)
			continue;
		for (size_t c = 0; c < json_object_array_length(list); c++) {
			json_object *json = json_object_array_get_idx(list, c);
			const char *name = json_get_text(json, "targetName", "");
			const CanvasElement *target = g_hash_table_lookup(names, name);

			if (n_drawn++ == MAX_CONNECTIONS)
				return;
			if (!name[0] || target)
				draw(canvas, json, source, name[0] ? target : NULL);
		}
	}
}
