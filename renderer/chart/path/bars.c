#include "renderer/chart/path/series-path.h"

#include "renderer/data/value.h"

#include <math.h>

/* The distance between the two closest neighbours, in device pixels. */
static double slot_width(const SeriesValues *values)
{
	double least = INFINITY, width = values->plot->area.width;
	bool has_previous = false;
	size_t previous = 0;

	for (size_t row = 0; row < values->n; row++) {
		if (value_is_absent(values->y[row]))
			continue;
		double delta = has_previous ? fabs(values->x[row] - values->x[previous]) : INFINITY;

		if (delta < least) {
			least = delta;
			width = fabs(plot_x(values->plot, values->x[row]) -
				     plot_x(values->plot, values->x[previous]));
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
	double slot = slot_width(values);
	double gap = slot * (1 - style->width_factor);
	double stroke = js_round(style->line_width * ratio);

	if (stroke >= (slot - gap) / 2)
		stroke = 0;
	if (gap < 1)
		gap = 0;
	double inset = gap > 0 ? stroke : 0;
	bool is_rounded = gap >= 5;
	double width = fmin(fmax(slot - gap - inset, ratio), style->max_width_css * ratio);

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

static void add_bar(Path *path, const SeriesValues *values, const BarStyle *style,
		    const BarLayout *layout, size_t row)
{
	double value = values->y[row];
	double base = style->lower ? (isnan(style->lower[row]) ? 0 : style->lower[row])
				   : style->fill_to;
	double base_y = plot_y(values->plot, values->scale, base);

	if (value == base && style->lower)
		return;
	if (value == style->fill_to)
		return;
	if (!style->lower)
		base_y = maybe_round(layout, base_y);
	double y = plot_y(values->plot, values->scale, value);
	double left = maybe_round(layout, plot_x(values->plot, values->x[row]) - layout->shift);
	double top = maybe_round(layout, fmin(y, base_y));
	double bottom = maybe_round(layout, fmax(y, base_y));
	Rect rect = {
		left,
		top + floor(layout->stroke / 2),
		layout->width,
		fmax(0, bottom - top - layout->stroke),
	};
	double radius = fmin(style->radius * rect.width, fmin(rect.width, rect.height) / 2);

	if (radius <= 0)
		path_rect(path, rect);
	else if (value < 0)
		path_round_rect(path, rect, 0, 0, radius, radius);
	else
		path_round_rect(path, rect, radius, radius, 0, 0);
}

SeriesPath bar_path(const SeriesValues *values, const BarStyle *style)
{
	BarLayout layout = bar_layout(values, style);
	SeriesPath path = { .stroke = path_new(), .fill = path_new() };

	for (size_t row = values->first; row <= values->last && row < values->n; row++)
		if (!isnan(values->y[row]))
			add_bar(path.stroke, values, style, &layout, row);
	path_append(path.fill, path.stroke);
	if (layout.stroke == 0) {
		g_clear_pointer(&path.stroke, path_free);
		path.fill_with_stroke = style->line_width > 0;
	}
	return path;
}
