#include "renderer/scene.h"

#include <math.h>

/* Longer paths would be no picture any more; what is added past the bound is left out. */
enum { MAX_POINTS = 8 * 1000 * 1000 };

struct Path {
	GByteArray *verbs;
	GArray *points; // of Point
};

Path *path_new(void)
{
	Path *path = g_new0(Path, 1);

	path->verbs = g_byte_array_new();
	path->points = g_array_new(FALSE, FALSE, sizeof(Point));
	return path;
}

void path_free(Path *path)
{
	if (!path)
		return;
	g_byte_array_unref(path->verbs);
	g_array_unref(path->points);
	g_free(path);
}

static void add(Path *path, PathVerb verb, const Point *points, guint n)
{
	uint8_t byte = verb;

	if (path->points->len + n > MAX_POINTS)
		return;
	g_byte_array_append(path->verbs, &byte, 1);
	if (n)
		g_array_append_vals(path->points, points, n);
}

void path_move_to(Path *path, double x, double y)
{
	add(path, PATH_MOVE, &(Point){ x, y }, 1);
}

void path_line_to(Path *path, double x, double y)
{
	add(path, PATH_LINE, &(Point){ x, y }, 1);
}

void path_curve_to(Path *path, double x1, double y1, double x2, double y2, double x, double y)
{
	add(path, PATH_CURVE, (Point[]){ { x1, y1 }, { x2, y2 }, { x, y } }, 3);
}

void path_close(Path *path)
{
	add(path, PATH_CLOSE, NULL, 0);
}

void path_rect(Path *path, Rect rect)
{
	path_move_to(path, rect.x, rect.y);
	path_line_to(path, rect_right(rect), rect.y);
	path_line_to(path, rect_right(rect), rect_bottom(rect));
	path_line_to(path, rect.x, rect_bottom(rect));
	path_close(path);
}

/* A part of a circle of at most a quarter turn, as one curve. */
static void add_short_arc(Path *path, Point center, double radius, double from, double to)
{
	double handle = 4.0 / 3 * tan((to - from) / 4) * radius;
	double x0 = center.x + radius * cos(from), y0 = center.y + radius * sin(from);
	double x3 = center.x + radius * cos(to), y3 = center.y + radius * sin(to);

	path_curve_to(path, x0 - handle * sin(from), y0 + handle * cos(from),
		      x3 + handle * sin(to), y3 - handle * cos(to), x3, y3);
}

void path_arc(Path *path, Point center, double radius, double from_rad, double to_rad)
{
	double span = to_rad - from_rad;
	int parts = (int)fmin(64, fmax(1, ceil(fabs(span) / (G_PI / 2) - 1e-9)));
	double x = center.x + radius * cos(from_rad), y = center.y + radius * sin(from_rad);

	if (path_is_empty(path))
		path_move_to(path, x, y);
	else
		path_line_to(path, x, y);
	for (int i = 0; i < parts; i++)
		add_short_arc(path, center, radius, from_rad + span * i / parts,
			      from_rad + span * (i + 1) / parts);
}

static void add_corner(Path *path, Point center, double radius, double from)
{
	if (radius <= 0)
		path_line_to(path, center.x, center.y);
	else
		path_arc(path, center, radius, from, from + G_PI / 2);
}

void path_round_rect(Path *path, Rect rect, double top_left, double top_right,
		     double bottom_right, double bottom_left)
{
	double right = rect_right(rect), bottom = rect_bottom(rect);

	path_move_to(path, rect.x + top_left, rect.y);
	add_corner(path, (Point){ right - top_right, rect.y + top_right }, top_right, -G_PI / 2);
	add_corner(path, (Point){ right - bottom_right, bottom - bottom_right }, bottom_right, 0);
	add_corner(path, (Point){ rect.x + bottom_left, bottom - bottom_left }, bottom_left,
		   G_PI / 2);
	add_corner(path, (Point){ rect.x + top_left, rect.y + top_left }, top_left, G_PI);
	path_close(path);
}

void path_append(Path *path, const Path *other)
{
	if (path->points->len + other->points->len > MAX_POINTS || !other->verbs->len)
		return;
	g_byte_array_append(path->verbs, other->verbs->data, other->verbs->len);
	if (other->points->len)
		g_array_append_vals(path->points, other->points->data, other->points->len);
}

bool path_is_empty(const Path *path)
{
	return path->verbs->len == 0;
}

const uint8_t *path_verbs(const Path *path, size_t *n)
{
	*n = path->verbs->len;
	return path->verbs->data;
}

const Point *path_points(const Path *path, size_t *n)
{
	*n = path->points->len;
	return (const Point *)(const void *)path->points->data;
}
