#include "renderer/paint/quadratic.h"

#include <math.h>

#include <glib.h>

static void assert_point(Point point, double x, double y)
{
	g_assert_cmpfloat_with_epsilon(point.x, x, 1e-9);
	g_assert_cmpfloat_with_epsilon(point.y, y, 1e-9);
}

/* A quadratic curve written as a cubic one is found again. */
static void test_one_curve(void)
{
	const Point cubic[4] = { { 0, 0 }, { 20, 40 }, { 40, 40 }, { 60, 0 } };
	Point points[QUADRATIC_MAX_POINTS];

	g_assert_cmpuint(quadratic_points(cubic, 0.1, points), ==, 3);
	assert_point(points[0], 0, 0);
	assert_point(points[1], 30, 60);
	assert_point(points[2], 60, 0);
}

/* The point of a quadratic spline at the same part of its way as the cubic's parameter. */
static Point spline_at(const Point *points, size_t n, double t)
{
	size_t n_curves = n - 2, i = MIN((size_t)(t * (double)n_curves), n_curves - 1);
	const Point *control = &points[i + 1];
	Point from = i == 0 ? points[0]
			    : (Point){ (control[-1].x + control->x) / 2,
				       (control[-1].y + control->y) / 2 };
	Point to = i + 1 == n_curves ? points[n - 1]
				     : (Point){ (control[1].x + control->x) / 2,
						(control[1].y + control->y) / 2 };
	double u = t * (double)n_curves - (double)i, v = 1 - u;

	return (Point){ v * v * from.x + 2 * u * v * control->x + u * u * to.x,
			v * v * from.y + 2 * u * v * control->y + u * u * to.y };
}

/* A quarter of a circle is followed more closely with more curves. */
static void test_stays_within_tolerance(void)
{
	const double k = 1000 * 4 * (G_SQRT2 - 1) / 3;
	const Point arc[4] = { { 1000, 0 }, { 1000, k }, { k, 1000 }, { 0, 1000 } };
	static const double tolerances[] = { 20, 2, 0.2 };
	size_t before = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(tolerances); i++) {
		Point points[QUADRATIC_MAX_POINTS];
		size_t n = quadratic_points(arc, tolerances[i], points);

		g_assert_cmpuint(n, >, before);
		before = n;
		for (double t = 0; t <= 1; t += 1.0 / 64) {
			Point at = spline_at(points, n, t);

			g_assert_cmpfloat(fabs(hypot(at.x, at.y) - 1000), <, tolerances[i] + 0.3);
		}
	}
}

static void test_absurd_curves(void)
{
	static const Point curves[][4] = {
		{ { 5, 5 }, { 5, 5 }, { 5, 5 }, { 5, 5 } },
		{ { 0, 0 }, { 1e30, -1e30 }, { -1e30, 1e30 }, { 1, 1 } },
		{ { 0, 0 }, { NAN, 0 }, { 0, INFINITY }, { 1, 1 } },
		{ { 0, 0 }, { 0, 0 }, { 100, 0 }, { 100, 0 } },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(curves); i++) {
		Point points[QUADRATIC_MAX_POINTS];
		size_t n = quadratic_points(curves[i], 0.001, points);

		g_assert_cmpuint(n, >=, 3);
		g_assert_cmpuint(n, <=, QUADRATIC_MAX_POINTS);
		assert_point(points[0], curves[i][0].x, curves[i][0].y);
		assert_point(points[n - 1], curves[i][3].x, curves[i][3].y);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/quadratic/one-curve", test_one_curve);
	g_test_add_func("/quadratic/stays-within-tolerance", test_stays_within_tolerance);
	g_test_add_func("/quadratic/absurd-curves", test_absurd_curves);
	return g_test_run();
}
