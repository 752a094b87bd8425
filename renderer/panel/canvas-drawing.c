#include "renderer/panel/canvas.h"

#include "renderer/json.h"

#include <string.h>

/*
 * Servers, turbines and drones, drawn by eye from pictures of Grafana 12.3. Each is traced on a
 * grid of its own, which is as wide as the element; what is animated stands still.
 */

typedef struct {
	const Canvas *canvas;
	const CanvasElement *element;
	Scene *scene;
	Color line, status, bulb;
} Drawing;

#define LIGHT_GREY  COLOR_RGB(0xe6e6e6)
#define MIDDLE_GREY COLOR_RGB(0xd0d6d7)
#define DRONE_GREY  COLOR_RGB(0xd9d9d9)

/* --- Servers, on a grid of 75 x 75 --- */

enum { SERVER_GRID = 75, SERVER_LINE = 4 };

static const StrokeStyle server_line = { .width_px = SERVER_LINE, .cap = CAP_ROUND, .join = JOIN_ROUND };

/* Filled with the status colour, and outlined. */
static void take_part(const Drawing *drawing, Path *path)
{
	Path *outline = path_new();

	path_append(outline, path);
	scene_take_fill(drawing->scene, path, PAINT_COLOR(drawing->status), (FillStyle){ 0 });
	scene_take_stroke(drawing->scene, outline, PAINT_COLOR(drawing->line), server_line);
}

static void add_box(const Drawing *drawing, Rect box, double radius)
{
	Path *path = path_new();

	path_round_rect(path, box, radius, radius, radius, radius);
	take_part(drawing, path);
}

static void add_line(const Drawing *drawing, Point from, Point to)
{
	Path *path = path_new();

	path_move_to(path, from.x, from.y);
	path_line_to(path, to.x, to.y);
	scene_take_stroke(drawing->scene, path, PAINT_COLOR(drawing->line), server_line);
}

static void add_disc(const Drawing *drawing, Point middle, double radius, Color color)
{
	Path *path = path_new();

	path_move_to(path, middle.x + radius, middle.y);
	path_arc(path, middle, radius, 0, 2 * G_PI);
	path_close(path);
	scene_take_fill(drawing->scene, path, PAINT_COLOR(color), (FillStyle){ 0 });
}

static void add_bulb(const Drawing *drawing, Point middle)
{
	add_disc(drawing, middle, 3.2, drawing->line);
	add_disc(drawing, middle, 1.7, drawing->bulb);
}

/* The top of a case seen from the front: sides that lean in. */
static void add_top(const Drawing *drawing, double y, double left, double inset, double top)
{
	Path *path = path_new();

	path_line_to(path, left, y);
	path_line_to(path, left + inset, top);
	path_line_to(path, SERVER_GRID - left - inset, top);
	path_line_to(path, SERVER_GRID - left, y);
	take_part(drawing, path);
}

/* A drawer: a slot at the left, a rule, a bulb at the right. */
static void add_drawer(const Drawing *drawing, double top, double height, double left)
{
	double middle = top + height / 2;

	add_box(drawing, (Rect){ left, top, SERVER_GRID - 2 * left, height }, 4.6);
	add_line(drawing, (Point){ 12, middle }, (Point){ 43.2, middle });
	add_line(drawing, (Point){ 53, top }, (Point){ 53, top + height });
}

static void draw_single(const Drawing *drawing)
{
	add_top(drawing, 55.9, 2.9, 9.2, 2.9);
	add_drawer(drawing, 51.9, 20.2, 2.9);
	add_bulb(drawing, (Point){ 63, 62 });
}

static void draw_stack(const Drawing *drawing)
{
	static const double tops[] = { 20.7, 37.9, 55.05 };

	add_top(drawing, 22.3, 4, 8.1, 2.8);
	for (size_t i = 0; i < G_N_ELEMENTS(tops); i++)
		add_drawer(drawing, tops[i], 17.1, 2.8);
	for (size_t i = 0; i < G_N_ELEMENTS(tops); i++)
		add_bulb(drawing, (Point){ 62.5, tops[i] + 8.6 });
}

/* A drum: the wall from one side round to the other. */
static void add_wall(const Drawing *drawing, double top, double height)
{
	const double left = 2.7, right = 72.3, middle = 37.5, y = top + height;
	Path *path = path_new();

	path_move_to(path, left, top);
	path_line_to(path, left, y);
	path_curve_to(path, left, y + 7.7, left + 15.6, y + 13.9, middle, y + 13.9);
	path_curve_to(path, right - 15.6, y + 13.9, right, y + 7.7, right, y);
	path_line_to(path, right, top);
	take_part(drawing, path);
}

static void add_lid(const Drawing *drawing)
{
	const double left = 2.7, right = 72.3, middle = 37.5, y = 16.6, high = 13.9;
	Path *path = path_new();

	path_move_to(path, middle, y + high);
	path_curve_to(path, right - 15.6, y + high, right, y + 7.7, right, y);
	path_curve_to(path, right, y - 7.7, right - 15.6, y - high, middle, y - high);
	path_curve_to(path, left + 15.6, y - high, left, y - 7.7, left, y);
	path_curve_to(path, left, y + 7.7, left + 15.6, y + high, middle, y + high);
	path_close(path);
	take_part(drawing, path);
}

static void draw_database(const Drawing *drawing)
{
	add_wall(drawing, 37.5, 20.9);
	add_wall(drawing, 16.6, 20.9);
	add_lid(drawing);
	add_bulb(drawing, (Point){ 40.5, 61.6 });
	add_bulb(drawing, (Point){ 51.3, 60.5 });
	add_bulb(drawing, (Point){ 62.1, 57.4 });
}

static void draw_terminal(const Drawing *drawing)
{
	add_box(drawing, (Rect){ 5.3, 3.2, 64.4, 41.5 }, 6.4);
	add_drawer(drawing, 55.2, 17.1, 2.8);
	add_line(drawing, (Point){ 37.5, 46.7 }, (Point){ 37.5, 49.6 });
	add_line(drawing, (Point){ 24.6, 51.3 }, (Point){ 50.4, 51.3 });
	add_bulb(drawing, (Point){ 62.5, 64 });
}

static void draw_server(const Drawing *drawing)
{
	const char *type = json_get_text(drawing->element->config, "type", "Single");

	if (strcmp(type, "Single") == 0)
		draw_single(drawing);
	else if (strcmp(type, "Stack") == 0)
		draw_stack(drawing);
	else if (strcmp(type, "Database") == 0)
		draw_database(drawing);
	else if (strcmp(type, "Terminal") == 0)
		draw_terminal(drawing);
}

/* --- Wind turbine, on a grid of 189.3 x 284 --- */

static const Point hub = { 94.66, 94.66 };

static void take_polygon(const Drawing *drawing, const Point *points, size_t n, Color color)
{
	Path *path = path_new();

	for (size_t i = 0; i < n; i++)
		path_line_to(path, points[i].x, points[i].y);
	path_close(path);
	scene_take_fill(drawing->scene, path, PAINT_COLOR(color), (FillStyle){ 0 });
}

/* One blade upwards from the hub, its left edge in shade. */
static void add_blade(const Drawing *drawing, double turn_rad)
{
	static const Point shade[] = { { -0.3, -94.1 }, { -2.5, -91.4 }, { -11.1, -24 },
				       { -2.6, -2.8 }, { -8.1, -24.7 } };
	Path *front = path_new();

	path_move_to(front, 3.1, -92.8);
	path_curve_to(front, 2.7, -94.7, -0.7, -95.5, -2.4, -91.3);
	path_line_to(front, -11, -23.9);
	path_line_to(front, -2.5, -2.7);
	path_line_to(front, 4, -4.2);
	path_line_to(front, 6.1, -16.3);
	path_close(front);
	scene_push_transform(drawing->scene, hub, turn_rad, 1);
	scene_take_fill(drawing->scene, front, PAINT_COLOR(LIGHT_GREY), (FillStyle){ 0 });
	take_polygon(drawing, shade, G_N_ELEMENTS(shade), MIDDLE_GREY);
	scene_pop_transform(drawing->scene);
}

static void add_gearbox(const Drawing *drawing)
{
	Path *ring = path_new();

	path_move_to(ring, hub.x + 5.8, hub.y);
	path_arc(ring, hub, 5.8, 0, 2 * G_PI);
	path_close(ring);
	add_disc(drawing, hub, 11.9, LIGHT_GREY);
	scene_take_stroke(drawing->scene, ring, PAINT_COLOR(MIDDLE_GREY),
			  (StrokeStyle){ .width_px = 2.75 });
}

static void draw_turbine(const Drawing *drawing)
{
	static const Point tower[] = { { 91.2, 93.6 }, { 98.1, 93.6 }, { 102.4, 278.8 }, { 86.9, 278.8 } };
	static const Point yaw[] = { { 90.9, 106 }, { 98.5, 106 }, { 98.8, 117.5 }, { 90.5, 117 } };
	const double rest = 15 * G_PI / 180;
	Path *base = path_new();

	path_round_rect(base, (Rect){ 80.2, 275.3, 28.7, 8.4 }, 4, 4, 0, 0);
	take_polygon(drawing, tower, G_N_ELEMENTS(tower), LIGHT_GREY);
	take_polygon(drawing, yaw, G_N_ELEMENTS(yaw), (Color){ 0, 0, 0, 0.25 });
	scene_take_fill(drawing->scene, base, PAINT_COLOR(MIDDLE_GREY), (FillStyle){ 0 });
	add_gearbox(drawing);
	for (int i = 0; i < 3; i++)
		add_blade(drawing, rest + i * 2 * G_PI / 3);
}

/* --- Drones --- */

enum { DRONE_LINE = 28 };

static void take_drone_line(const Drawing *drawing, Path *path)
{
	scene_take_stroke(drawing->scene, path, PAINT_COLOR(DRONE_GREY),
			  (StrokeStyle){ .width_px = DRONE_LINE });
}

/* A motor under its propeller, around x. */
static void add_motor(const Drawing *drawing, double x)
{
	Path *motor = path_new(), *propeller = path_new();

	path_line_to(motor, x - 35, 60);
	path_line_to(motor, x - 35, 230);
	path_line_to(motor, x - 25, 290);
	path_line_to(motor, x + 25, 290);
	path_line_to(motor, x + 35, 230);
	path_line_to(motor, x + 35, 60);
	path_close(motor);
	take_drone_line(drawing, motor);
	path_rect(propeller, (Rect){ x - 15, 0, 30, 60 });
	path_move_to(propeller, x - 285, 10);
	path_line_to(propeller, x + 285, 10);
	path_line_to(propeller, x + 45, 30);
	path_line_to(propeller, x - 45, 30);
	path_close(propeller);
	scene_take_fill(drawing->scene, propeller, PAINT_COLOR(DRONE_GREY), (FillStyle){ 0 });
}

/* From the front and from the side, on a grid of 1300 x 290: alike but for the eye in front. */
static void draw_drone(const Drawing *drawing, bool has_eye)
{
	static const double arms[][2] = { { 100, 150 }, { 190, 210 } };
	Path *body = path_new(), *lines = path_new();

	path_round_rect(body, (Rect){ 510, 65, 280, 166 }, 32, 32, 32, 32);
	take_drone_line(drawing, body);
	for (size_t i = 0; i < G_N_ELEMENTS(arms); i++) {
		path_move_to(lines, 510, arms[i][0]);
		path_line_to(lines, 320, arms[i][1]);
		path_move_to(lines, 790, arms[i][0]);
		path_line_to(lines, 980, arms[i][1]);
	}
	if (has_eye) {
		path_move_to(lines, 690, 160);
		path_arc(lines, (Point){ 650, 160 }, 40, 0, 2 * G_PI);
	}
	take_drone_line(drawing, lines);
	add_motor(drawing, 285);
	add_motor(drawing, 1015);
}

static void draw_drone_front(const Drawing *drawing)
{
	draw_drone(drawing, true);
}

static void draw_drone_side(const Drawing *drawing)
{
	draw_drone(drawing, false);
}

/* From above, on a grid of 640 x 640: a body with four arms that end in rotors. */
static void draw_drone_top(const Drawing *drawing)
{
	static const Point rotors[] = { { 151, 151 }, { 489, 151 }, { 151, 489 }, { 489, 489 } };
	Path *arms = path_new(), *body = path_new(), *blades = path_new();

	for (size_t i = 0; i < G_N_ELEMENTS(rotors); i++) {
		Point at = rotors[i];
		double slant = (at.x < 320) == (at.y < 320) ? -1 : 1;

		path_move_to(arms, 320, 320);
		path_line_to(arms, at.x, at.y);
		path_move_to(blades, at.x - 90, at.y - 90 * slant);
		path_line_to(blades, at.x + 90, at.y + 90 * slant);
		add_disc(drawing, at, 30, DRONE_GREY);
	}
	scene_take_stroke(drawing->scene, arms, PAINT_COLOR(DRONE_GREY),
			  (StrokeStyle){ .width_px = 28 });
	scene_take_stroke(drawing->scene, blades, PAINT_COLOR(DRONE_GREY),
			  (StrokeStyle){ .width_px = 16, .cap = CAP_ROUND });
	path_round_rect(body, (Rect){ 252, 190, 136, 260 }, 50, 50, 50, 50);
	scene_take_fill(drawing->scene, body, PAINT_COLOR(DRONE_GREY), (FillStyle){ 0 });
}

/* --- All of them --- */

static const struct {
	const char *type;
	Point grid;
	const char *angle; // the config's key of how far it is turned, in degrees
	void (*draw)(const Drawing *drawing);
} drawings[] = {
	{ "droneFront", { 1300, 290 }, "rollAngle", draw_drone_front },
	{ "droneSide", { 1300, 290 }, "pitchAngle", draw_drone_side },
	{ "droneTop", { 640, 640 }, "yawAngle", draw_drone_top },
	{ "server", { SERVER_GRID, SERVER_GRID }, NULL, draw_server },
	{ "windTurbine", { 189.3, 284 }, NULL, draw_turbine },
};

static void draw_turned(const Drawing *drawing, size_t i, Rect box)
{
	Point grid = drawings[i].grid;
	double factor = box.width / grid.x, turn = 0;

	if (drawings[i].angle)
		turn = canvas_number(drawing->canvas, json_get(drawing->element->config,
							       drawings[i].angle));
	scene_push_transform(drawing->scene,
			     (Point){ box.x + box.width / 2, box.y + grid.y * factor / 2 },
			     turn * G_PI / 180, factor);
	scene_push_transform(drawing->scene, (Point){ -grid.x / 2, -grid.y / 2 }, 0, 1);
	drawings[i].draw(drawing);
	scene_pop_transform(drawing->scene);
	scene_pop_transform(drawing->scene);
}

bool canvas_draw_drawing(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	json_object *config = element->config;
	Drawing drawing = {
		.canvas = canvas,
		.element = element,
		.scene = canvas->scene,
		.line = canvas->context->theme->text_primary,
		.status = canvas_color(canvas, json_get(config, "statusColor"), COLOR_TRANSPARENT),
		.bulb = canvas_color(canvas, json_get(config, "bulbColor"), COLOR_RGB(0x008000)),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(drawings); i++) {
		if (strcmp(element->type, drawings[i].type) != 0)
			continue;
		draw_turned(&drawing, i, box);
		return true;
	}
	return false;
}
