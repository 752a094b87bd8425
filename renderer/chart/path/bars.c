#include "renderer/chart/path/series-path.h"

#include "renderer/data/value.h"

#include <math.h>

/* Where the slot of a row begins, in device pixels. */
static double slot_start(const SeriesValues *values, const BarStyle *style, size_t row)
{
	return style->slots ? plot_x_at(values->plot, style->slots->starts[row])
			    : plot_x(values->plot, values->x[row]);
}

/* The distance between the two closest neighbours, in device pixels. */
static double slot_distance(const SeriesValues *values, const BarStyle *style)
{
	const double *x = style->slots ? style->slots->starts : values->x;
	double least = INFINITY, width = plot_x_length(values->plot);
	bool has_previous = false;
	size_t previous = 0;

	for (size_t row = 0; row < values->n; row++) {
		if (value_is_absent(values->y[row]))
			continue;
		double delta = has_previous ? fabs(x[row] - x[previous]) : INFINITY;

		if (delta < least) {
			least = delta;
			width = fabs(slot_start(values, style, row) -
				     slot_start(values, style, previous));
		}
		previous = row;
		has_previous = true;
	}
	return width;
}

/* How bars stand in their slots, device pixels. */
typedef struct {
	double width;
	double shift; // from the bar's left to its x
	double stroke;
	bool is_rounded; // edges at whole pixels
} BarLayout;

static BarLayout bar_layout(const SeriesValues *values, const BarStyle *style)
{
	double ratio = values->plot->ratio;
	double distance = slot_distance(values, style);
	double gap = style->slots ? distance - style->slots->size * plot_x_length(values->plot)
				  : distance * (1 - style->width_factor);
	double stroke = plot_aligned(values->plot, style->line_width * ratio);

	if (stroke >= (distance - gap) / 2)
		stroke = 0;
	if (gap < 1)
		gap = 0;
	double inset = gap > 0 ? stroke : 0;
	bool is_rounded = gap >= 5 && !values->plot->is_unaligned;
	double width = fmin(fmax(distance - gap - inset, ratio), style->max_width_css * ratio);

	if (is_rounded)
		width = js_round(width);
	double shift = style->alignment == 0  ? width / 2
		       : style->alignment > 0 ? -inset / 2
					      : width + inset / 2;

	return (BarLayout){ width, shift, stroke, is_rounded };
}

static double maybe_round(const BarLayout *layout, double value)
{
	return layout->is_rounded ? js_round(value) : value;
}

/* False where nothing is drawn: a bar without height on another. One on the base line is seen. */
static bool place_bar(const SeriesValues *values, const BarStyle *style, const BarLayout *layout,
		      size_t row, PlacedBar *bar)
{
	double value = values->y[row];
	double base = style->lower ? (isnan(style->lower[row]) ? 0 : style->lower[row])
				   : style->fill_to;
	double base_y = plot_y(values->plot, values->scale, base);

	if (style->lower && value == base)
		return false;
	if (!style->lower)
		base_y = plot_aligned(values->plot, base_y);
	double y = plot_y(values->plot, values->scale, value);
	double left = maybe_round(layout, slot_start(values, style, row) - layout->shift);
	double top = maybe_round(layout, fmin(y, base_y));
	double bottom = maybe_round(layout, fmax(y, base_y));

	bar->row = row;
	bar->is_negative = value < 0;
	bar->outline = plot_rect(values->plot, (Rect){
						       left,
						       top + floor(layout->stroke / 2),
						       layout->width,
						       fmax(0, bottom - top - layout->stroke),
					       });
	bar->box = plot_rect(values->plot, (Rect){
						   left - layout->stroke / 2,
						   top,
						   layout->width + layout->stroke,
						   bottom - top,
					   });
	return true;
}

/* Where a bar begins and ends along the value scale. */
static double low_end(const Plot *plot, const PlacedBar *bar)
{
	return plot->is_turned ? bar->outline.x : bar->outline.y;
}

static double high_end(const Plot *plot, const PlacedBar *bar)
{
	return plot->is_turned ? rect_right(bar->outline) : rect_bottom(bar->outline);
}

static double column_of(const Plot *plot, const PlacedBar *bar)
{
	return floor(plot->is_turned ? bar->outline.y : bar->outline.x);
}

/*
 * Of bars that begin in the same pixel those two stay that reach farthest: together they cover the
 * others. Drawing would else take long, as each edge crosses all others there.
 */
static void thin_out(const Plot *plot, GArray *bars)
{
	guint n = 0;

	for (guint from = 0, to; from < bars->len; from = to) {
		PlacedBar first = g_array_index(bars, PlacedBar, from), last = first;
		double column = column_of(plot, &first);

		for (to = from + 1; to < bars->len; to++) {
			const PlacedBar *bar = &g_array_index(bars, PlacedBar, to);

			if (column_of(plot, bar) != column)
				break;
			if (low_end(plot, bar) < low_end(plot, &first))
				first = *bar;
			if (high_end(plot, bar) > high_end(plot, &last))
				last = *bar;
		}
		g_array_index(bars, PlacedBar, n++) = first;
		if (last.row != first.row)
			g_array_index(bars, PlacedBar, n++) = last;
	}
	g_array_set_size(bars, n);
}

GArray *bars_find(const SeriesValues *values, const BarStyle *style, bool *has_outline)
{
	const double most_per_pixel = 2;
	BarLayout layout = bar_layout(values, style);
	GArray *bars = g_array_new(FALSE, FALSE, sizeof(PlacedBar));
	PlacedBar bar;

	*has_outline = layout.stroke > 0;
	for (size_t row = values->first; row <= values->last && row < values->n; row++)
		if (!isnan(values->y[row]) && place_bar(values, style, &layout, row, &bar))
			g_array_append_val(bars, bar);
	if (bars->len > most_per_pixel * plot_x_length(values->plot))
		thin_out(values->plot, bars);
	return bars;
}

void bar_add(Path *path, const Plot *plot, const PlacedBar *bar, double radius_factor)
{
	Rect rect = bar->outline;
	double thickness = plot->is_turned ? rect.height : rect.width;
	double radius = fmin(radius_factor * thickness, fmin(rect.width, rect.height) / 2);

	if (!(radius > 0))
		path_rect(path, rect);
	else if (plot->is_turned && bar->is_negative)
		path_round_rect(path, rect, radius, 0, 0, radius);
	else if (plot->is_turned)
		path_round_rect(path, rect, 0, radius, radius, 0);
	else if (bar->is_negative)
		path_round_rect(path, rect, 0, 0, radius, radius);
	else
		path_round_rect(path, rect, radius, radius, 0, 0);
}

SeriesPath bar_path(const SeriesValues *values, const BarStyle *style)
{
	SeriesPath path = { .stroke = path_new(), .fill = path_new() };
	bool has_outline;
	g_autoptr(GArray) bars = bars_find(values, style, &has_outline);

	for (guint i = 0; i < bars->len; i++)
		bar_add(path.stroke, values->plot, &g_array_index(bars, PlacedBar, i), style->radius);
	path_append(path.fill, path.stroke);
	if (!has_outline) {
		g_clear_pointer(&path.stroke, path_free);
		path.fill_with_stroke = style->line_width > 0;
	}
	return path;
}
