#include "renderer/chart/legend-fit.h"

#include <math.h>

enum { MAX_COLUMNS = 64, MAX_ZOOM_TENTHS = 10, MIN_ZOOM_TENTHS = 5 };

/* Of the content: what columns at the right take at most, and small type at the bottom. */
static const double columns_width_part = 0.5, small_height_part = 0.6;

double legend_width(const Legend *legend, double zoom)
{
	return zoom * (legend->options->mode == LEGEND_TABLE ? legend_table_width(legend)
							     : legend_list_width(legend));
}

double legend_height(const Legend *legend, double zoom, double width)
{
	Legend measuring = *legend;

	measuring.scene = NULL;
	if (legend->options->mode == LEGEND_TABLE)
		return zoom * legend_table_height(&measuring);
	return zoom * legend_list_layout(&measuring, (Rect){ 0, 0, width / zoom, 0 });
}

static bool has_columns(const Legend *legend)
{
	return legend->options->mode == LEGEND_TABLE || legend->options->is_right;
}

/* Takes the fewest columns that are low enough, or as many as there is room for. */
static bool fits(Legend *legend, double zoom, double column_width, double most_width,
		 double most_height)
{
	double room = has_columns(legend) ? floor(most_width / (column_width * zoom)) : 1;
	size_t most = (size_t)fmin(fmax(room, 1), MAX_COLUMNS);

	for (legend->n_columns = 1;; legend->n_columns++) {
		double height = legend_height(legend, zoom, most_width);

		if (height <= most_height)
			return room >= 1;
		if (legend->n_columns >= most)
			return false;
	}
}

double legend_fit(Legend *legend, bool is_at_right, Rect content, double *most_px)
{
	double column_width = has_columns(legend) ? legend_width(legend, 1) : 0, zoom = 1;
	double most_width = is_at_right ? content.width * columns_width_part : content.width;

	for (int tenths = MAX_ZOOM_TENTHS; tenths >= MIN_ZOOM_TENTHS; tenths--) {
		zoom = tenths / 10.0;
		if (fits(legend, zoom, column_width, most_width, *most_px))
			return zoom;
	}
	if (!is_at_right)
		*most_px = fmax(*most_px, content.height * small_height_part);
	fits(legend, zoom, column_width, most_width, *most_px);
	return zoom;
}
