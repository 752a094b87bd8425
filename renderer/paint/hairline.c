#include "renderer/paint/hairline.h"

#include <math.h>
#include <stdint.h>

#include <glib.h>

/*
 * Positions are in 1/64 px, as the browser cuts them; how far along the other axis a line has come
 * is in 1/65536 px.
 */
enum { UNITS = 64, MIDDLE = UNITS / 2, UNIT_BITS = 6, STEP_BITS = 16, OPAQUE = 255 };

static const double far_px = 16000; // lines are cut there: steps stay within 32 bits

/* What the line covers of the pixels around it. */
typedef struct {
	uint8_t *pixels;
	int width, height, stride;
	int left, top;	  // of its first pixel
	unsigned opacity; // of 255
} Mask;

/* A line laid over what is there. */
static void cover(const Mask *mask, int x, int y, unsigned alpha)
{
	x -= mask->left;
	y -= mask->top;
	if (x < 0 || y < 0 || x >= mask->width || y >= mask->height || alpha == 0)
		return;
	uint8_t *pixel = &mask->pixels[(size_t)y * mask->stride + x];
	unsigned add = alpha * mask->opacity / OPAQUE;

	*pixel = *pixel + (OPAQUE - *pixel) * add / OPAQUE;
}

/* A column of a level line, or a row of a steep one: two pixels share what it covers. */
static void cover_step(const Mask *mask, bool is_steep, int along, int32_t across, int part)
{
	int32_t middle = across + (1 << (STEP_BITS - 1));
	int second = middle >> STEP_BITS;
	unsigned alpha = (middle >> (STEP_BITS - 8)) & 0xff;

	alpha = part < UNITS ? alpha * part / UNITS : alpha;
	unsigned rest = part < UNITS ? OPAQUE * part / UNITS - alpha : OPAQUE - alpha;

	if (is_steep) {
		cover(mask, second, along, alpha);
		cover(mask, second - 1, along, rest);
	} else {
		cover(mask, along, second, alpha);
		cover(mask, along, second - 1, rest);
	}
}

/* From a0 to a1 along the longer axis; b is the other one. */
static void cover_line(const Mask *mask, bool is_steep, int a0, int b0, int a1, int b1)
{
	int first = a0 >> UNIT_BITS, end = (a1 + UNITS - 1) >> UNIT_BITS;
	int start = is_steep ? mask->top : mask->left;
	int stop = start + (is_steep ? mask->height : mask->width);
	int64_t slope = a1 > a0 ? (int64_t)(b1 - b0) * (1 << STEP_BITS) / (a1 - a0) : 0;
	int64_t across = (int64_t)b0 * (1 << (STEP_BITS - UNIT_BITS)) +
			 ((slope * (MIDDLE - (a0 & (UNITS - 1))) + MIDDLE) >> UNIT_BITS);

	for (int i = MAX(first, start); i < MIN(end, stop); i++) {
		int part = UNITS;

		if (end - first == 1)
			part = a1 - a0;
		else if (i == first)
			part = UNITS - (a0 & (UNITS - 1));
		else if (i == end - 1)
			part = ((a1 - 1) & (UNITS - 1)) + 1;
		cover_step(mask, is_steep, i, (int32_t)(across + slope * (i - first)), part);
	}
}

static bool is_near(Point point)
{
	return fabs(point.x) < far_px && fabs(point.y) < far_px;
}

/* The part of a line that is not too far off; false: there is none. */
static bool cut_axis(double from, double to, double *t0, double *t1)
{
	double direction = to - from;

	if (fabs(direction) < 1e-9)
		return fabs(from) < far_px;
	double enter = ((direction > 0 ? -far_px : far_px) - from) / direction;
	double leave = ((direction > 0 ? far_px : -far_px) - from) / direction;

	*t0 = fmax(*t0, enter);
	*t1 = fmin(*t1, leave);
	return *t0 < *t1;
}

static Point between(Point from, Point to, double t)
{
	return (Point){ from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t };
}

static void add_line(const Mask *mask, Point from, Point to)
{
	double t0 = 0, t1 = 1;

	if (!isfinite(from.x + from.y + to.x + to.y))
		return;
	if (!is_near(from) || !is_near(to)) {
		if (!cut_axis(from.x, to.x, &t0, &t1) || !cut_axis(from.y, to.y, &t0, &t1))
			return;
		Point cut = between(from, to, t0);

		to = between(from, to, t1);
		from = cut;
	}
	int x0 = (int)(from.x * UNITS), y0 = (int)(from.y * UNITS);
	int x1 = (int)(to.x * UNITS), y1 = (int)(to.y * UNITS);

	if (abs(x1 - x0) > abs(y1 - y0)) {
		if (x0 < x1)
			cover_line(mask, false, x0, y0, x1, y1);
		else
			cover_line(mask, false, x1, y1, x0, y0);
	} else if (y0 < y1) {
		cover_line(mask, true, y0, x0, y1, x1);
	} else {
		cover_line(mask, true, y1, x1, y0, x0);
	}
}

/* --- Dashes --- */

/* Where in the pattern of dashes the pen stands; a path begins at its start. */
typedef struct {
	const Mask *mask;
	const StrokeStyle *style;
	double scale; // device px a px
	int index;
	double left; // of this dash or gap, in device px
} Pen;

static void pen_next(Pen *pen)
{
	pen->index = (pen->index + 1) % (2 * pen->style->n_dash);
	pen->left = pen->style->dash_px[pen->index % pen->style->n_dash] * pen->scale;
}

static void pen_start(Pen *pen)
{
	double skip = pen->style->dash_offset_px * pen->scale, pattern = 0;

	if (pen->style->n_dash == 0)
		return;
	for (int i = 0; i < 2 * pen->style->n_dash; i++)
		pattern += pen->style->dash_px[i % pen->style->n_dash] * pen->scale;
	skip -= floor(skip / pattern) * pattern;
	pen->index = -1;
	pen_next(pen);
	while (skip >= pen->left) {
		skip -= pen->left;
		pen_next(pen);
	}
	pen->left -= skip;
}

static void pen_line(Pen *pen, Point from, Point to)
{
	double length = hypot(to.x - from.x, to.y - from.y), at = 0;

	if (pen->style->n_dash == 0 || !(length > 0)) {
		add_line(pen->mask, from, to);
		return;
	}
	while (at < length) {
		double end = at + pen->left, next = fmin(end, length);

		if (pen->index % 2 == 0)
			add_line(pen->mask, between(from, to, at / length),
				 between(from, to, next / length));
		pen->left -= next - at;
		at = next;
		if (end <= length) // a rest too small to add to `at` ends, too
			pen_next(pen);
	}
}

/* --- Paths --- */

/* How far a curve's inner points are from the thirds of its chord. */
static double curve_bend(const Point points[4])
{
	Point first = between(points[0], points[3], 1.0 / 3);
	Point second = between(points[0], points[3], 2.0 / 3);

	return fmax(fmax(fabs(points[1].x - first.x), fabs(points[1].y - first.y)),
		    fmax(fabs(points[2].x - second.x), fabs(points[2].y - second.y)));
}

static Point curve_at(const Point p[4], double t)
{
	double s = 1 - t;
	double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;

	return (Point){ a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
			a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
}

/* In twice as many lines for every fourfold bend. */
static void pen_curve(Pen *pen, const Point points[4])
{
	enum { MAX_LINES = 1 << 9 };
	double bend = curve_bend(points), most = 1.0 / 8;
	int n = 1;
	Point from = points[0];

	for (; n < MAX_LINES && bend >= most; n *= 2)
		most *= 4;
	for (int i = 1; i <= n; i++) {
		Point to = i < n ? curve_at(points, (double)i / n) : points[3];

		pen_line(pen, from, to);
		from = to;
	}
}

static Point to_device(const cairo_matrix_t *matrix, Point point)
{
	cairo_matrix_transform_point(matrix, &point.x, &point.y);
	return point;
}

static void trace(Pen *pen, const Path *path, const cairo_matrix_t *matrix)
{
	size_t n, n_points;
	const uint8_t *verbs = path_verbs(path, &n);
	const Point *next = path_points(path, &n_points);
	Point start = { 0, 0 }, at = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		Point curve[4] = { at };

		switch ((PathVerb)verbs[i]) {
		case PATH_MOVE:
			start = at = to_device(matrix, *next++);
			pen_start(pen);
			break;
		case PATH_LINE:
			curve[1] = to_device(matrix, *next++);
			pen_line(pen, at, curve[1]);
			at = curve[1];
			break;
		case PATH_CURVE:
			for (int k = 1; k <= 3; k++)
				curve[k] = to_device(matrix, *next++);
			pen_curve(pen, curve);
			at = curve[3];
			break;
		case PATH_CLOSE:
			pen_line(pen, at, start);
			at = start;
			break;
		}
	}
}

/* --- The mask --- */

/* The pixels that the path may touch, inside the clip; false: none. The matrix is the identity. */
static bool find_extents(cairo_t *cairo, const Path *path, const cairo_matrix_t *matrix, Mask *mask)
{
	double left, top, right, bottom;
	double least_x = INFINITY, least_y = INFINITY, most_x = -INFINITY, most_y = -INFINITY;
	size_t n;
	const Point *points = path_points(path, &n);

	for (size_t i = 0; i < n; i++) {
		Point point = to_device(matrix, points[i]);

		least_x = fmin(least_x, point.x);
		least_y = fmin(least_y, point.y);
		most_x = fmax(most_x, point.x);
		most_y = fmax(most_y, point.y);
	}
	cairo_clip_extents(cairo, &left, &top, &right, &bottom);
	left = floor(fmax(left, least_x - 1));
	top = floor(fmax(top, least_y - 1));
	right = ceil(fmin(right, most_x + 1));
	bottom = ceil(fmin(bottom, most_y + 1));
	if (!(left < right) || !(top < bottom) || fmax(fabs(left), fabs(right)) > far_px ||
	    fmax(fabs(top), fabs(bottom)) > far_px)
		return false;
	mask->left = (int)left;
	mask->top = (int)top;
	mask->width = (int)(right - left);
	mask->height = (int)(bottom - top);
	return true;
}

static void paint_mask(cairo_t *cairo, Pen *pen, Mask *mask, const Path *path,
		       const cairo_matrix_t *matrix)
{
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_A8, mask->width, mask->height);

	mask->pixels = cairo_image_surface_get_data(surface);
	mask->stride = cairo_image_surface_get_stride(surface);
	if (mask->pixels) {
		trace(pen, path, matrix);
		cairo_surface_mark_dirty(surface);
		cairo_mask_surface(cairo, surface, mask->left, mask->top);
	}
	cairo_surface_destroy(surface);
}

static double device_scale(const cairo_matrix_t *matrix)
{
	return hypot(matrix->xx, matrix->yx);
}

bool hairline_fits(cairo_t *cairo, const StrokeStyle *style)
{
	cairo_matrix_t matrix;

	cairo_get_matrix(cairo, &matrix);
	double coverage = style->width_px * device_scale(&matrix);

	return coverage > 0 && coverage <= 1 && style->cap == CAP_BUTT && style->pen_stretch == 1;
}

void hairline_paint(cairo_t *cairo, const Path *path, const StrokeStyle *style, double opacity)
{
	Mask mask = { 0 };
	cairo_matrix_t matrix;

	cairo_get_matrix(cairo, &matrix);
	double scale = device_scale(&matrix);

	mask.opacity = (unsigned)lround(OPAQUE * style->width_px * scale * opacity);
	cairo_save(cairo);
	cairo_identity_matrix(cairo);
	if (find_extents(cairo, path, &matrix, &mask)) {
		Pen pen = { .mask = &mask, .style = style, .scale = scale };

		paint_mask(cairo, &pen, &mask, path, &matrix);
	}
	cairo_restore(cairo);
}
