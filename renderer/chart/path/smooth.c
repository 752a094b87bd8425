#include "renderer/chart/path/series-path.h"

#include <math.h>

static double slope(const Point *from)
{
	return (from[1].y - from[0].y) / (from[1].x - from[0].x);
}

/*
 * The slope at an inner point of a curve that never overshoots: zero at extremes, else a mean of
 * the neighbouring slopes weighted by their lengths (Fritsch and Carlson's monotone cubic).
 */
static double tangent(const Point *point)
{
	double before = slope(point - 1), after = slope(point);

	if (before == 0 || after == 0 || (before > 0) != (after > 0))
		return 0;
	double width_before = point[0].x - point[-1].x, width_after = point[1].x - point[0].x;
	double result = 3 * (width_before + width_after) /
			((2 * width_after + width_before) / before +
			 (width_after + 2 * width_before) / after);

	return isfinite(result) ? result : 0;
}

void smooth_line(Path *path, const Point *points, size_t n)
{
	path_move_to(path, points[0].x, points[0].y);
	if (n == 2) {
		path_line_to(path, points[1].x, points[1].y);
		return;
	}
	double left = slope(points);

	for (size_t i = 0; i + 1 < n; i++) {
		double right = i + 2 < n ? tangent(&points[i + 1]) : slope(&points[i]);
		double third = (points[i + 1].x - points[i].x) / 3;

		/* Two values in one column have no slope: a straight step. */
		if (!isfinite(left * third) || !isfinite(right * third))
			path_line_to(path, points[i + 1].x, points[i + 1].y);
		else
			path_curve_to(path, points[i].x + third, points[i].y + left * third,
				      points[i + 1].x - third, points[i + 1].y - right * third,
				      points[i + 1].x, points[i + 1].y);
		left = right;
	}
}
