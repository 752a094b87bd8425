#include "renderer/chart/path/series-path.h"

#include <math.h>

static void add_point(Path *path, const SeriesValues *values, size_t row, double radius)
{
	if (isnan(values->y[row]))
		return;
	double x = series_x(values, row), y = series_y(values, values->y[row]);

	path_move_to(path, x + radius, y);
	path_arc(path, (Point){ x, y }, radius, 0, 2 * G_PI);
	path_close(path);
}

Path *points_path(const SeriesValues *values, double radius_dp, const GArray *rows)
{
	Path *path = path_new();

	if (rows) {
		for (guint i = 0; i < rows->len; i++)
			add_point(path, values, g_array_index(rows, size_t, i), radius_dp);
		return path;
	}
	for (size_t row = values->first; row <= values->last && row < values->n; row++)
		add_point(path, values, row, radius_dp);
	return path;
}
