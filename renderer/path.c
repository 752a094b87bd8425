#include "renderer/scene.h"

/* One path holds at most 16 MiB of points. */
enum { PATH_MAX_POINTS = 1 << 20 };

/*
 * Coordinates are kept within this distance of the origin: Cairo counts in 24.8 fixed point, so
 * values beyond 8 million device pixels would wrap around.
 */
static const double FAR_PX = 131072;

struct Path {
	GByteArray *verbs;
	GArray *points;    // Point
	Point start, last; // as given, so possibly farther out than what is kept
	bool has_point;
	bool is_full;
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

static void path_add(Path *path, PathVerb verb, const Point *points, guint n)
{
	uint8_t byte = verb;

	if (path->points->len + n > PATH_MAX_POINTS) {
		path->is_full = true;
		return;
	}
	g_byte_array_append(path->verbs, &byte, 1);
	g_array_append_vals(path->points, points, n);
}

/* False for a point that is nowhere; infinite and absurd coordinates become merely very large. */
static bool point_is_somewhere(double x, double y, Point *point)
{
	const double huge = 1e12;

	*point = (Point){ CLAMP(x, -huge, huge), CLAMP(y, -huge, huge) };
	return !isnan(x) && !isnan(y);
}

static bool is_near(Point point)
{
	return fabs(point.x) <= FAR_PX && fabs(point.y) <= FAR_PX;
}

static Point brought_near(Point point)
{
	return (Point){ CLAMP(point.x, -FAR_PX, FAR_PX), CLAMP(point.y, -FAR_PX, FAR_PX) };
}

static void path_start(Path *path, Point point)
{
	Point kept = brought_near(point);

	path_add(path, PATH_MOVE, &kept, 1);
	path->start = path->last = point;
	path->has_point = true;
}

void path_move_to(Path *path, double x, double y)
{
	Point point;

	if (point_is_somewhere(x, y, &point))
		path_start(path, point);
}

/* Adds the fraction at which a..b crosses `edge` to the ascending `fractions`. */
static int add_crossing(double *fractions, int n, double a, double b, double edge)
{
	if ((a < edge) == (b < edge))
		return n;
	double fraction = (edge - a) / (b - a);
	int at = n;

	for (; at > 0 && fractions[at - 1] > fraction; at--)
		fractions[at] = fractions[at - 1];
	fractions[at] = fraction;
	return n + 1;
}

/*
 * A line that leaves the kept region gets a corner at each of the region's edges, so that what is
 * seen of it keeps its slope although its far end is brought near.
 */
static void add_far_crossings(Path *path, Point from, Point to)
{
	double fractions[4];
	int n = 0;

	n = add_crossing(fractions, n, from.x, to.x, -FAR_PX);
	n = add_crossing(fractions, n, from.x, to.x, FAR_PX);
	n = add_crossing(fractions, n, from.y, to.y, -FAR_PX);
	n = add_crossing(fractions, n, from.y, to.y, FAR_PX);
	for (int i = 0; i < n; i++) {
		Point crossing = brought_near((Point){ from.x + fractions[i] * (to.x - from.x),
						       from.y + fractions[i] * (to.y - from.y) });

		path_add(path, PATH_LINE, &crossing, 1);
	}
}

void path_line_to(Path *path, double x, double y)
{
	Point to;

	if (!point_is_somewhere(x, y, &to))
		return;
	if (!path->has_point) {
		path_start(path, to);
		return;
	}
	if (!is_near(path->last) || !is_near(to))
		add_far_crossings(path, path->last, to);
	Point kept = brought_near(to);

	path_add(path, PATH_LINE, &kept, 1);
	path->last = to;
}

void path_curve_to(Path *path, double x1, double y1, double x2, double y2, double x, double y)
{
	Point points[3];

	if (!point_is_somewhere(x1, y1, &points[0]) || !point_is_somewhere(x2, y2, &points[1]) ||
	    !point_is_somewhere(x, y, &points[2]))
		return;
	if (!path->has_point)
		path_start(path, points[0]);
	path->last = points[2];
	for (int i = 0; i < 3; i++)
		points[i] = brought_near(points[i]);
	path_add(path, PATH_CURVE, points, 3);
}

void path_close(Path *path)
{
	if (!path->has_point || path->verbs->data[path->verbs->len - 1] == PATH_CLOSE)
		return;
	path_add(path, PATH_CLOSE, NULL, 0);
	path->last = path->start;
}

void path_rect(Path *path, Rect rect)
{
	path_move_to(path, rect.x, rect.y);
	path_line_to(path, rect_right(rect), rect.y);
	path_line_to(path, rect_right(rect), rect_bottom(rect));
	path_line_to(path, rect.x, rect_bottom(rect));
	path_close(path);
}

/* Radii that do not fit beside each other shrink together, as CSS's do. */
static double round_rect_shrink(Rect rect, const double radii[4])
{
	double shrink = 1;

	for (int i = 0; i < 4; i++) {
		double side = i % 2 == 0 ? rect.width : rect.height;
		double sum = radii[i] + radii[(i + 1) % 4];

		if (sum > side && sum > 0)
			shrink = MIN(shrink, MAX(side, 0) / sum);
	}
	return shrink;
}

void path_round_rect(Path *path, Rect rect, double top_left, double top_right, double bottom_right,
		     double bottom_left)
{
	const double radii[] = { top_left, top_right, bottom_right, bottom_left };
	double shrink = round_rect_shrink(rect, radii);
	double right = rect_right(rect), bottom = rect_bottom(rect);
	double tl = top_left * shrink, tr = top_right * shrink;
	double br = bottom_right * shrink, bl = bottom_left * shrink;

	path_move_to(path, rect.x + tl, rect.y);
	path_arc(path, (Point){ right - tr, rect.y + tr }, tr, -G_PI_2, 0);
	path_arc(path, (Point){ right - br, bottom - br }, br, 0, G_PI_2);
	path_arc(path, (Point){ rect.x + bl, bottom - bl }, bl, G_PI_2, G_PI);
	path_arc(path, (Point){ rect.x + tl, rect.y + tl }, tl, G_PI, 3 * G_PI_2);
	path_close(path);
}

/* The cubic that follows a circle best over an arc of at most a quarter turn. */
static void arc_piece(Path *path, Point center, double radius, double from, double to)
{
	double handle = radius * 4 / 3 * tan((to - from) / 4);
	double x0 = center.x + radius * cos(from), y0 = center.y + radius * sin(from);
	double x1 = center.x + radius * cos(to), y1 = center.y + radius * sin(to);

	path_curve_to(path, x0 - handle * sin(from), y0 + handle * cos(from), x1 + handle * sin(to),
		      y1 - handle * cos(to), x1, y1);
}

void path_arc(Path *path, Point center, double radius, double from_rad, double to_rad)
{
	if (!isfinite(from_rad) || !isfinite(to_rad))
		return;
	double turn = CLAMP(to_rad - from_rad, -2 * G_PI, 2 * G_PI);
	int n_pieces = ceil(fabs(turn) / G_PI_2 - 1e-9);

	path_line_to(path, center.x + radius * cos(from_rad), center.y + radius * sin(from_rad));
	for (int i = 0; i < n_pieces && radius > 0; i++)
		arc_piece(path, center, radius, from_rad + turn * i / n_pieces,
			  from_rad + turn * (i + 1) / n_pieces);
}

void path_append(Path *path, const Path *other)
{
	if (path->points->len + other->points->len > PATH_MAX_POINTS) {
		path->is_full = true;
		return;
	}
	if (path_is_empty(other))
		return;
	g_byte_array_append(path->verbs, other->verbs->data, other->verbs->len);
	g_array_append_vals(path->points, other->points->data, other->points->len);
	path->start = other->start;
	path->last = other->last;
	path->has_point = true;
	path->is_full |= other->is_full;
}

bool path_is_empty(const Path *path)
{
	return path->points->len == 0;
}

bool path_is_full(const Path *path)
{
	return path->is_full;
}

const uint8_t *path_verbs(const Path *path, size_t *n)
{
	*n = path->verbs->len;
	return path->verbs->data;
}

const Point *path_points(const Path *path, size_t *n)
{
	*n = path->points->len;
	return (const Point *)path->points->data;
}
