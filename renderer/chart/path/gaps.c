#include "renderer/chart/path/series-path.h"

#include "renderer/data/value.h"

double series_x(const SeriesValues *values, size_t row)
{
	return plot_aligned(values->plot, plot_x(values->plot, values->x[row]));
}

double series_y(const SeriesValues *values, double value)
{
	return plot_aligned(values->plot, plot_y(values->plot, values->scale, value));
}

void series_path_clear(SeriesPath *path)
{
	g_clear_pointer(&path->stroke, path_free);
	g_clear_pointer(&path->fill, path_free);
	g_clear_pointer(&path->gaps, g_array_unref);
}

GArray *gaps_find(const SeriesValues *values)
{
	GArray *gaps = g_array_new(FALSE, FALSE, sizeof(Gap));

	for (size_t row = values->first; row <= values->last; row++) {
		if (!value_is_null(values->y[row]))
			continue;
		size_t end = row;

		while (end + 1 <= values->last && value_is_null(values->y[end + 1]))
			end++;
		Gap gap = {
			series_x(values, row > 0 ? row - 1 : row),
			series_x(values, end + 1 < values->n ? end + 1 : end),
		};

		if (gap.to >= gap.from)
			g_array_append_val(gaps, gap);
		row = end + 1;
	}
	return gaps;
}

Path *gaps_clip(const GArray *gaps, const Plot *plot)
{
	enum { STROKE_ROOM = 5 }; // strokes at the last value reach beyond the area
	Rect area = plot->area;
	double end = area.x;

	if (!gaps || gaps->len == 0)
		return NULL;
	Path *clip = path_new();

	for (guint i = 0; i < gaps->len; i++) {
		const Gap *gap = &g_array_index(gaps, Gap, i);

		if (gap->to <= gap->from)
			continue;
		if (gap->from > end)
			path_rect(clip, (Rect){ end, area.y, gap->from - end, area.y + area.height });
		end = gap->to;
	}
	if (rect_right(area) > end)
		path_rect(clip, (Rect){ end, area.y - STROKE_ROOM, rect_right(area) - end,
					area.y + area.height + 2 * STROKE_ROOM });
	return clip;
}
