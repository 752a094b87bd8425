#include "renderer/chart/pie-slice.h"

#include <math.h>

static const PieSlice ring = {
	.center = { 100, 100 },
	.outer_radius = 90,
	.inner_radius = 60,
	.to_rad = G_PI / 2,
	.pad_rad = 0.005,
	.corner_radius = 3,
};

/* Calls `check` for each point that the outline goes through. */
static void each_point(const PieSlice *slice, void (*check)(Point point, void *data), void *data)
{
	g_autoptr(Path) path = pie_slice_path(slice);
	size_t n_verbs, n_points, at = 0;
	const uint8_t *verbs = path_verbs(path, &n_verbs);
	const Point *points = path_points(path, &n_points);

	for (size_t i = 0; i < n_verbs; i++) {
		if (verbs[i] == PATH_CLOSE)
			continue;
		at += verbs[i] == PATH_CURVE ? 3 : 1;
		check(points[at - 1], data);
	}
	g_assert_cmpuint(at, ==, n_points);
}

static void widen(Point point, void *data)
{
	Range *reach = data;
	double distance = hypot(point.x - ring.center.x, point.y - ring.center.y);

	reach->min = fmin(reach->min, distance);
	reach->max = fmax(reach->max, distance);
}

/* Least and largest distance of the outline from the center. */
static Range reach_of(const PieSlice *slice)
{
	Range reach = { INFINITY, 0 };

	each_point(slice, widen, &reach);
	return reach;
}

static void check_quarter(Point point, void *data)
{
	(void)data;
	g_assert_cmpfloat(point.x, >, 100.2);
	g_assert_cmpfloat(point.y, <, 99.8);
}

static void test_shares_follow_values(void)
{
	const double values[] = { 3, 1, 0, -5 };
	double angles[5];
	double pad = pie_share(values, 4, 0.01, angles);
	double turn = 2 * G_PI - 4 * pad;

	g_assert_cmpfloat(pad, ==, 0.01);
	g_assert_cmpfloat_with_epsilon(angles[1], turn * 0.75 + pad, 1e-12);
	g_assert_cmpfloat_with_epsilon(angles[2], turn + 2 * pad, 1e-12);
	g_assert_cmpfloat_with_epsilon(angles[3] - angles[2], pad, 1e-12);
	g_assert_cmpfloat_with_epsilon(angles[4], 2 * G_PI, 1e-12);
}

static void test_nothing_to_share(void)
{
	const double zeros[] = { 0, 0 };
	double angles[3];

	g_assert_cmpfloat(pie_share(NULL, 0, 0.01, angles), ==, 0);
	pie_share(zeros, 2, 0.01, angles);
	g_assert_cmpfloat_with_epsilon(angles[2], 0.02, 1e-12);
}

/* The slice lies between its two arcs, a padding away from the lines between slices. */
static void test_slice_stays_in_its_quarter(void)
{
	Range reach = reach_of(&ring);

	g_assert_cmpfloat_with_epsilon(reach.min, 60, 1e-9);
	g_assert_cmpfloat_with_epsilon(reach.max, 90, 1e-9);
	each_point(&ring, check_quarter, NULL);
}

static void test_pie_meets_in_the_middle(void)
{
	PieSlice slice = ring;

	slice.inner_radius = 0;
	g_assert_cmpfloat_with_epsilon(reach_of(&slice).min, 0, 1e-9);
	slice.to_rad = 5;
	g_assert_cmpfloat_with_epsilon(reach_of(&slice).min, 0, 1e-9);
}

static void test_narrow_slices_have_small_corners(void)
{
	PieSlice slice = ring;

	for (double width = 0.1; width > 0.004; width *= 0.7) {
		slice.to_rad = width;
		g_assert_cmpfloat(reach_of(&slice).max, <, 90.01);
		g_assert_cmpfloat(reach_of(&slice).min, >, 59.99);
	}
}

static void test_one_slice_is_a_whole_ring(void)
{
	PieSlice slice = ring;
	g_autoptr(Path) path = NULL;
	size_t n, n_closed = 0;

	slice.to_rad = 2 * G_PI;
	path = pie_slice_path(&slice);
	const uint8_t *verbs = path_verbs(path, &n);

	for (size_t i = 0; i < n; i++)
		n_closed += verbs[i] == PATH_CLOSE;
	g_assert_cmpuint(n_closed, ==, 2);
}

static void test_no_room_gives_nothing(void)
{
	PieSlice slice = ring;

	slice.outer_radius = slice.inner_radius = 0;
	g_autoptr(Path) path = pie_slice_path(&slice);

	g_assert_true(path_is_empty(path));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pie-slice/shares-follow-values", test_shares_follow_values);
	g_test_add_func("/pie-slice/nothing-to-share", test_nothing_to_share);
	g_test_add_func("/pie-slice/slice-stays-in-its-quarter", test_slice_stays_in_its_quarter);
	g_test_add_func("/pie-slice/pie-meets-in-the-middle", test_pie_meets_in_the_middle);
	g_test_add_func("/pie-slice/narrow-slices-have-small-corners",
			test_narrow_slices_have_small_corners);
	g_test_add_func("/pie-slice/one-slice-is-a-whole-ring", test_one_slice_is_a_whole_ring);
	g_test_add_func("/pie-slice/no-room-gives-nothing", test_no_room_gives_nothing);
	return g_test_run();
}
