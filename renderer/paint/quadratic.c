#include "renderer/paint/quadratic.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static Point between(Point a, Point b, double part)
{
	return (Point){ a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part };
}

static Point minus(Point a, Point b)
{
	return (Point){ a.x - b.x, a.y - b.y };
}

static double dot(Point a, Point b)
{
	double product = a.x * b.x + a.y * b.y;

	return fabs(product) < 1e-15 ? 0 : product;
}

/* --- Distances --- */

static bool is_within(Point point, double tolerance)
{
	return hypot(point.x, point.y) <= tolerance;
}

/* Whether a cubic whose ends are near the origin stays near it. */
static bool stays_within(const Point cubic[4], double tolerance, int depth)
{
	enum { MAX_DEPTH = 32 };

	if (is_within(cubic[1], tolerance) && is_within(cubic[2], tolerance))
		return true;
	Point first = between(cubic[0], cubic[1], 0.5), inner = between(cubic[1], cubic[2], 0.5),
	      last = between(cubic[2], cubic[3], 0.5);
	Point before = between(first, inner, 0.5), after = between(inner, last, 0.5);
	Point middle = between(before, after, 0.5);
	const Point left[4] = { cubic[0], first, before, middle };
	const Point right[4] = { middle, after, last, cubic[3] };

	return is_within(middle, tolerance) && depth < MAX_DEPTH &&
	       stays_within(left, tolerance, depth + 1) &&
	       stays_within(right, tolerance, depth + 1);
}

/* Whether the quadratic curve stays near the cubic one; their ends may differ. */
static bool is_near(Point start, Point control, Point end, const Point cubic[4], double tolerance)
{
	const Point difference[4] = {
		minus(start, cubic[0]),
		minus(between(start, control, 2.0 / 3), cubic[1]),
		minus(between(end, control, 2.0 / 3), cubic[2]),
		minus(end, cubic[3]),
	};

	return is_within(difference[3], tolerance) && stays_within(difference, tolerance, 0);
}

/* --- One curve --- */

/* Where the tangents at the ends meet; false where they do not. */
static bool meet(const Point cubic[4], Point *at)
{
	Point from = minus(cubic[1], cubic[0]), to = minus(cubic[3], cubic[2]);
	Point normal = { -from.y, from.x };
	double across = dot(normal, to);

	if (across == 0)
		return false;
	*at = between(cubic[2], cubic[3], dot(normal, minus(cubic[0], cubic[2])) / across);
	return true;
}

static bool follow_with_one(const Point cubic[4], double tolerance, Point *control)
{
	return meet(cubic, control) && is_near(cubic[0], *control, cubic[3], cubic, tolerance);
}

/* --- Several --- */

static Point point_at(const Point cubic[4], double t)
{
	Point a = between(cubic[0], cubic[1], t), b = between(cubic[1], cubic[2], t),
	      c = between(cubic[2], cubic[3], t);

	return between(between(a, b, t), between(b, c, t), t);
}

/* A third of the derivative. */
static Point slope_at(const Point cubic[4], double t)
{
	Point a = minus(cubic[1], cubic[0]), b = minus(cubic[2], cubic[1]),
	      c = minus(cubic[3], cubic[2]);

	return between(between(a, b, t), between(b, c, t), t);
}

static void cut_part(const Point cubic[4], size_t index, size_t n, Point part[4])
{
	double from = (double)index / (double)n, to = (double)(index + 1) / (double)n;
	double length = to - from;
	Point start = slope_at(cubic, from), end = slope_at(cubic, to);

	part[0] = point_at(cubic, from);
	part[3] = point_at(cubic, to);
	part[1] = (Point){ part[0].x + start.x * length, part[0].y + start.y * length };
	part[2] = (Point){ part[3].x - end.x * length, part[3].y - end.y * length };
}

/* The control point for a part of the cubic: from its first handle's to its last one's. */
static Point control_of(const Point part[4], double position)
{
	return between(between(part[0], part[1], 1.5), between(part[3], part[2], 1.5), position);
}

/* Fills `controls`; false where a curve strays too far. */
static bool follow_with(const Point cubic[4], size_t n, double tolerance, Point *controls)
{
	Point part[4], start = cubic[0];
	bool is_close = true;

	for (size_t i = 0; i < n; i++) {
		cut_part(cubic, i, n, part);
		controls[i] = control_of(part, (double)i / (double)(n - 1));
	}
	for (size_t i = 0; i < n && is_close; i++) {
		Point end = i + 1 < n ? between(controls[i], controls[i + 1], 0.5) : cubic[3];

		cut_part(cubic, i, n, part);
		is_close = is_near(start, controls[i], end, part, tolerance);
		start = end;
	}
	return is_close;
}

size_t quadratic_points(const Point cubic[4], double tolerance, Point points[QUADRATIC_MAX_POINTS])
{
	enum { MAX_CURVES = QUADRATIC_MAX_POINTS - 2 };
	size_t n = 1;

	if (!follow_with_one(cubic, tolerance, &points[1]))
		do
			n++;
		while (!follow_with(cubic, n, tolerance, &points[1]) && n < MAX_CURVES);
	points[0] = cubic[0];
	points[n + 1] = cubic[3];
	return n + 2;
}
