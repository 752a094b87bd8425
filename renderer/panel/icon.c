#include "renderer/panel/icon.h"

#include <stdlib.h>
#include <string.h>

/*
 * Every icon is one path on a grid of 24 units, drawn as a line of 2 units with round ends; a dot
 * is a line without length.
 */
enum { GRID = 24, LINE = 2 };

static void add_line(Path *path, double x1, double y1, double x2, double y2)
{
	path_move_to(path, x1, y1);
	path_line_to(path, x2, y2);
}

static void add_dot(Path *path, double x, double y)
{
	add_line(path, x, y, x, y);
}

static void add_circle(Path *path, double x, double y, double radius)
{
	path_move_to(path, x + radius, y);
	path_arc(path, (Point){ x, y }, radius, 0, 2 * G_PI);
	path_close(path);
}

/* The outline at `radius` around a polygon whose corners turn clockwise. */
static void add_round_polygon(Path *path, const Point *corners, int n, double radius)
{
	for (int i = 0; i < n; i++) {
		Point before = corners[(i + n - 1) % n], at = corners[i];
		Point after = corners[(i + 1) % n];
		double from = atan2(at.y - before.y, at.x - before.x) - G_PI_2;
		double to = atan2(after.y - at.y, after.x - at.x) - G_PI_2;

		if (to < from)
			to += 2 * G_PI;
		if (i == 0)
			path_move_to(path, at.x + radius * cos(from), at.y + radius * sin(from));
		path_arc(path, at, radius, from, to);
	}
	path_close(path);
}

static void trace_angle_down(Path *path)
{
	add_line(path, 7.75, 9.9, 12, 14.15);
	path_line_to(path, 16.25, 9.9);
}

static void trace_angle_right(Path *path)
{
	add_line(path, 9.9, 7.75, 14.15, 12);
	path_line_to(path, 9.9, 16.25);
}

static void trace_clock_nine(Path *path)
{
	add_circle(path, 12, 12, 9);
	add_line(path, 12, 7, 12, 12);
	path_line_to(path, 9, 12);
}

static void trace_exclamation_triangle(Path *path)
{
	static const Point corners[] = { { 12, 5 }, { 20, 19 }, { 4, 19 } };

	add_round_polygon(path, corners, G_N_ELEMENTS(corners), 2);
	add_line(path, 12, 9, 12, 13);
	add_dot(path, 12, 17);
}

/* A box open at its upper right, which an arrow leaves. */
static void trace_external_link(Path *path)
{
	add_line(path, 18, 12, 18, 19);
	path_arc(path, (Point){ 16, 19 }, 2, 0, G_PI_2);
	path_arc(path, (Point){ 5, 19 }, 2, G_PI_2, G_PI);
	path_arc(path, (Point){ 5, 8 }, 2, G_PI, G_PI * 1.5);
	path_line_to(path, 12, 6);
	add_line(path, 9, 15, 21, 3);
	add_line(path, 15, 3, 21, 3);
	path_line_to(path, 21, 9);
}

/* A page lying on its side with lines on it and its corner folded. */
static void trace_file_landscape(Path *path)
{
	add_line(path, 21, 10, 21, 17);
	path_arc(path, (Point){ 19, 17 }, 2, 0, G_PI_2);
	path_arc(path, (Point){ 5, 17 }, 2, G_PI_2, G_PI);
	path_arc(path, (Point){ 5, 7 }, 2, G_PI, G_PI * 1.5);
	path_line_to(path, 16, 5);
	path_line_to(path, 21, 10);
	path_line_to(path, 16, 10);
	path_line_to(path, 16, 5);
	add_line(path, 7, 11, 11, 11);
	add_line(path, 7, 15, 17, 15);
}

/* Two arcs that meet in the dent above and run out into a rounded right angle below. */
static void trace_heart(Path *path)
{
	const double radius = 5.27, dent = G_PI_4;
	const Point left = { 12 - radius * cos(dent), 9.4 };
	const Point right = { 12 + radius * cos(dent), 9.4 };

	path_move_to(path, 12, 9.4 - radius * sin(dent));
	path_arc(path, right, radius, -3 * G_PI_4, G_PI_4);
	path_arc(path, (Point){ 12, 18.1 }, 1.8, G_PI_4, 3 * G_PI_4);
	path_arc(path, left, radius, 3 * G_PI_4, 7 * G_PI_4);
	path_close(path);
}

static void trace_heart_break(Path *path)
{
	trace_heart(path);
	add_line(path, 12, 6, 10, 10);
	path_line_to(path, 13.5, 12);
	path_line_to(path, 11, 15.5);
}

static void trace_info_circle(Path *path)
{
	add_circle(path, 12, 12, 9);
	add_dot(path, 12, 8.5);
	add_line(path, 12, 12.75, 12, 15.25);
}

typedef struct {
	const char *name;
	void (*trace)(Path *path);
} Icon;

/* Sorted by name. */
static const Icon icons[] = {
	{ "angle-down", trace_angle_down },
	{ "angle-right", trace_angle_right },
	{ "clock-nine", trace_clock_nine },
	{ "exclamation-triangle", trace_exclamation_triangle },
	{ "external-link-alt", trace_external_link },
	{ "file-landscape-alt", trace_file_landscape },
	{ "heart", trace_heart },
	{ "heart-break", trace_heart_break },
	{ "info-circle", trace_info_circle },
};

static int compare_name(const void *name, const void *icon)
{
	return strcmp(name, ((const Icon *)icon)->name);
}

/* The browser moves pictures to whole device pixels, so that they look alike everywhere. */
static double snap(const Scene *scene, double px)
{
	return js_round(px * scene_scale(scene)) / scene_scale(scene);
}

bool icon_layout(Scene *scene, const char *name, Rect box, Color color)
{
	const Icon *icon = bsearch(name, icons, G_N_ELEMENTS(icons), sizeof(Icon), compare_name);

	if (!icon)
		return false;
	Path *path = path_new();

	icon->trace(path);
	scene_push_transform(scene, (Point){ snap(scene, box.x), snap(scene, box.y) }, 0,
			     box.width / GRID);
	scene_take_stroke(scene, path, PAINT_COLOR(color),
			  (StrokeStyle){ .width_px = LINE, .cap = CAP_ROUND, .join = JOIN_ROUND });
	scene_pop_transform(scene);
	return true;
}
