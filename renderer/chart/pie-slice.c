#include "renderer/chart/pie-slice.h"

#include <math.h>

#define TINY 1e-12

/*
 * A side of the slice: the straight line from the inner to the outer arc. A point p is on it
 * where dot(inward, p) is `distance`; coordinates are from the slice's center.
 */
typedef struct {
	Point outer, inner; // its ends
	Point along;	    // unit vector outward
	Point inward;	    // unit vector into the slice
	double distance;
} SliceSide;

/* A corner's circle: touches the side and the arc. */
typedef struct {
	Point center;
	Point on_side, on_arc;
} Corner;

typedef struct {
	const PieSlice *slice;
	double outer_from, outer_to; // angles from the right, as path_arc() takes them
	double inner_from, inner_to;
	bool has_outer, has_inner; // arcs longer than nothing
	SliceSide start, end;
	double corner;			   // radius where there is room
	double outer_corner, inner_corner; // radii as there is room
} Outline;

static double dot(Point a, Point b)
{
	return a.x * b.x + a.y * b.y;
}

static Point at_angle(double radius, double angle)
{
	return (Point){ radius * cos(angle), radius * sin(angle) };
}

static Point moved(Point point, Point direction, double distance)
{
	return (Point){ point.x + direction.x * distance, point.y + direction.y * distance };
}

static SliceSide make_side(Point inner, Point outer, double inward_turn)
{
	double length = hypot(outer.x - inner.x, outer.y - inner.y);
	SliceSide side = { .outer = outer, .inner = inner };

	if (length < TINY)
		return side;
	side.along = (Point){ (outer.x - inner.x) / length, (outer.y - inner.y) / length };
	side.inward = (Point){ -side.along.y * inward_turn, side.along.x * inward_turn };
	side.distance = dot(side.inward, outer);
	return side;
}

/* Pulls both ends of an arc in by half the padding, which is a length: wider angles inside. */
static bool pad_arc(const PieSlice *slice, double radius, double *from, double *to)
{
	double pad_radius = hypot(slice->inner_radius, slice->outer_radius);
	double shift = slice->pad_rad > 0
			       ? asin(fmin(1, pad_radius / radius * sin(slice->pad_rad / 2)))
			       : 0;

	*from = slice->from_rad - G_PI / 2;
	*to = slice->to_rad - G_PI / 2;
	if (*to - *from - 2 * shift > TINY) {
		*from += shift;
		*to -= shift;
		return true;
	}
	*from = *to = (*from + *to) / 2;
	return false;
}

/* --- Corners --- */

static bool cross_sides(const SliceSide *a, const SliceSide *b, Point *crossing)
{
	double turn = a->along.x * b->along.y - a->along.y * b->along.x;

	if (fabs(turn) < TINY)
		return false;
	double distance = ((b->inner.x - a->inner.x) * b->along.y -
			   (b->inner.y - a->inner.y) * b->along.x) /
			  turn;

	*crossing = moved(a->inner, a->along, distance);
	return true;
}

/* In narrow slices the corners of both sides shrink until they meet. */
static void fit_corners(Outline *outline)
{
	const PieSlice *slice = outline->slice;
	double radius = fmin(slice->corner_radius,
			     (slice->outer_radius - slice->inner_radius) / 2);
	Point apex;

	outline->corner = outline->outer_corner = outline->inner_corner = fmax(0, radius);
	if (radius <= 0 || slice->to_rad - slice->from_rad >= G_PI)
		return;
	if (!outline->has_inner)
		apex = outline->end.inner;
	else if (!cross_sides(&outline->start, &outline->end, &apex))
		return;
	double cosine = dot(outline->start.along, outline->end.along);
	double spread = 1 / sin(acos(CLAMP(cosine, -1, 1)) / 2);
	double reach = hypot(apex.x, apex.y);

	outline->outer_corner = fmin(radius, (slice->outer_radius - reach) / (spread + 1));
	outline->inner_corner = fmin(radius, (slice->inner_radius - reach) / (spread - 1));
	if (!(outline->outer_corner > 0))
		outline->outer_corner = 0;
	if (!(outline->inner_corner > 0))
		outline->inner_corner = 0;
}

/* `inside` is 1 for a corner within the arc's circle, -1 for one outside it. */
static Corner make_corner(const SliceSide *side, double arc_radius, double radius, int inside)
{
	double from_center = arc_radius - inside * radius;
	double across = side->distance + radius;
	double along = sqrt(fmax(0, from_center * from_center - across * across));
	Point center = moved((Point){ side->inward.x * across, side->inward.y * across },
			     side->along, along);
	double grow = from_center > TINY ? arc_radius / from_center : 0;

	return (Corner){
		.center = center,
		.on_side = moved(center, side->inward, -radius),
		.on_arc = { center.x * grow, center.y * grow },
	};
}

/* --- Path --- */

static void add_arc(Path *path, const PieSlice *slice, Point around, double radius, double from,
		    double to)
{
	Point center = { slice->center.x + around.x, slice->center.y + around.y };

	path_arc(path, center, radius, from, to);
}

/* The way clockwise around a corner, from one point of its circle to another. */
static void add_corner(Path *path, const PieSlice *slice, Point center, double radius, Point from,
		       Point to)
{
	double start = atan2(from.y - center.y, from.x - center.x);
	double end = atan2(to.y - center.y, to.x - center.x);

	add_arc(path, slice, center, radius, start, end < start ? end + 2 * G_PI : end);
}

static double angle_of(Point point)
{
	return atan2(point.y, point.x);
}

static double clockwise_after(double start, double angle)
{
	return angle < start ? angle + 2 * G_PI : angle;
}

static void add_line(Path *path, const PieSlice *slice, Point to)
{
	path_line_to(path, slice->center.x + to.x, slice->center.y + to.y);
}

static void add_outer(Path *path, const Outline *outline)
{
	const PieSlice *slice = outline->slice;
	double radius = outline->outer_corner;

	if (!outline->has_outer) {
		add_line(path, slice, outline->start.outer);
		return;
	}
	if (radius < TINY) {
		add_arc(path, slice, (Point){ 0, 0 }, slice->outer_radius, outline->outer_from,
			outline->outer_to);
		return;
	}
	Corner first = make_corner(&outline->start, slice->outer_radius, radius, 1);
	Corner last = make_corner(&outline->end, slice->outer_radius, radius, 1);

	if (radius < outline->corner) {
		add_corner(path, slice, first.center, radius, first.on_side, last.on_side);
		return;
	}
	double from = angle_of(first.on_arc);

	add_corner(path, slice, first.center, radius, first.on_side, first.on_arc);
	add_arc(path, slice, (Point){ 0, 0 }, slice->outer_radius, from,
		clockwise_after(from, angle_of(last.on_arc)));
	add_corner(path, slice, last.center, radius, last.on_arc, last.on_side);
}

static void add_inner(Path *path, const Outline *outline)
{
	const PieSlice *slice = outline->slice;
	double radius = outline->inner_corner;

	if (slice->inner_radius < TINY || !outline->has_inner) {
		add_line(path, slice, outline->end.inner);
		return;
	}
	if (radius < TINY) {
		add_arc(path, slice, (Point){ 0, 0 }, slice->inner_radius, outline->inner_to,
			outline->inner_from);
		return;
	}
	Corner first = make_corner(&outline->end, slice->inner_radius, radius, -1);
	Corner last = make_corner(&outline->start, slice->inner_radius, radius, -1);

	if (radius < outline->corner) {
		add_corner(path, slice, first.center, radius, first.on_side, last.on_side);
		return;
	}
	double to = angle_of(last.on_arc);

	add_corner(path, slice, first.center, radius, first.on_side, first.on_arc);
	add_arc(path, slice, (Point){ 0, 0 }, slice->inner_radius,
		clockwise_after(to, angle_of(first.on_arc)), to);
	add_corner(path, slice, last.center, radius, last.on_arc, last.on_side);
}

static Path *whole_ring(const PieSlice *slice)
{
	Path *path = path_new();
	double from = slice->from_rad - G_PI / 2;

	path_arc(path, slice->center, slice->outer_radius, from, from + 2 * G_PI);
	path_close(path);
	if (slice->inner_radius > TINY) {
		path_move_to(path, slice->center.x + slice->inner_radius * cos(from),
			     slice->center.y + slice->inner_radius * sin(from));
		path_arc(path, slice->center, slice->inner_radius, from + 2 * G_PI, from);
		path_close(path);
	}
	return path;
}

Path *pie_slice_path(const PieSlice *slice)
{
	Outline outline = { .slice = slice };

	if (!(slice->outer_radius > TINY))
		return path_new();
	if (slice->to_rad - slice->from_rad > 2 * G_PI - TINY)
		return whole_ring(slice);
	outline.has_outer = pad_arc(slice, slice->outer_radius, &outline.outer_from,
				    &outline.outer_to);
	outline.has_inner = pad_arc(slice, fmax(TINY, slice->inner_radius), &outline.inner_from,
				    &outline.inner_to);
	outline.start = make_side(at_angle(slice->inner_radius, outline.inner_from),
				  at_angle(slice->outer_radius, outline.outer_from), 1);
	outline.end = make_side(at_angle(slice->inner_radius, outline.inner_to),
				at_angle(slice->outer_radius, outline.outer_to), -1);
	fit_corners(&outline);
	Path *path = path_new();

	add_outer(path, &outline);
	add_inner(path, &outline);
	path_close(path);
	return path;
}

double pie_share(const double *values, size_t n, double pad_rad, double *from_rad)
{
	double pad = n ? fmin(2 * G_PI / (double)n, pad_rad) : 0, sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += values[i] > 0 ? values[i] : 0;
	double each = sum > 0 ? (2 * G_PI - (double)n * pad) / sum : 0;

	from_rad[0] = 0;
	for (size_t i = 0; i < n; i++)
		from_rad[i + 1] = from_rad[i] + (values[i] > 0 ? values[i] * each : 0) + pad;
	return pad;
}
