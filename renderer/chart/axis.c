#include "renderer/chart/axis.h"

#include "renderer/chart/time-ticks.h"
#include "renderer/data/moment.h"
#include "renderer/data/number.h"

#include <math.h>
#include <string.h>

AxisConfig axis_config(const Theme *theme, int scale, Side side)
{
	return (AxisConfig){
		.scale = scale,
		.side = side,
		.least_space = NAN,
		.gap = 5,
		.size = NAN,
		.label_limit = NAN,
		.color = theme->text_primary,
		.tick_color = theme->grid_line,
		.has_grid = true,
		.has_ticks = true,
	};
}

bool side_is_across(Side side)
{
	return side == SIDE_TOP || side == SIDE_BOTTOM;
}

static void label_time(const Axis *axis, const Scale *scale, double value, double increment,
		       char *out)
{
	const char *format = time_label_format(increment, scale->max - scale->min);

	moment_format(value, axis->config.zone, format, out, TICK_LABEL_SIZE);
}

/* Digits that the increment shows, as far as six decimals go. */
static double needed_decimals(double increment)
{
	char text[40];

	number_to_text(js_round(increment * 1e6) / 1e6, text, sizeof(text));
	const char *point = strchr(text, '.');
	double decimals = point ? (double)strlen(point + 1) : 0;

	return decimals > 0 ? decimals : NAN;
}

static void label_tick(const Plot *plot, const Axis *axis, double value, char *out)
{
	const Scale *scale = &plot->scales[axis->config.scale];

	if (axis->config.label)
		axis->config.label(axis->config.label_data, value, needed_decimals(axis->increment),
				   out, TICK_LABEL_SIZE);
	else if (scale->kind == SCALE_TIME)
		label_time(axis, scale, value, axis->increment, out);
	else
		number_to_text(value, out, TICK_LABEL_SIZE);
}

/* Bottom axes leave room for the widest label there may be, others a fixed distance. */
static double least_space(const Plot *plot, const Axis *axis, double length)
{
	enum { WIDE = 30, NARROW = 15, NARROW_LENGTH = 150, PER_TICK = 40, LABEL_GAP = 18 };
	const Scale *scale = &plot->scales[axis->config.scale];

	if (!isnan(axis->config.least_space))
		return axis->config.least_space;
	if (axis->config.side != SIDE_BOTTOM)
		return length <= NARROW_LENGTH ? NARROW : WIDE;
	double largest = fmax(fabs(scale->min), fabs(scale->max));
	char sample[TICK_LABEL_SIZE];

	if (scale->kind == SCALE_TIME)
		label_time(axis, scale, largest, (scale->max - scale->min) / (length / PER_TICK),
			   sample);
	else if (axis->config.label)
		axis->config.label(axis->config.label_data, largest, NAN, sample, sizeof(sample));
	else
		return PER_TICK;
	return plot_text_width(plot, sample) + LABEL_GAP;
}

static const IncrementSet *increments_of(const Axis *axis, const Scale *scale)
{
	if (axis->config.increments)
		return axis->config.increments;
	if (scale->kind == SCALE_TIME)
		return increments_time();
	return scale->kind == SCALE_ORDINAL ? increments_whole() : increments_numeric();
}

static Ticks fixed_ticks(Arena *arena, size_t n)
{
	Ticks ticks = {
		.values = arena_new_array(arena, double, n + 1),
		.has_label = arena_new_array(arena, bool, n + 1),
		.n = n,
	};

	for (size_t i = 0; i < n; i++) {
		ticks.values[i] = (double)i;
		ticks.has_label[i] = true;
	}
	return ticks;
}

static size_t count_texts(const char *const *texts)
{
	size_t n = 0;

	while (n < MAX_TICKS && texts[n])
		n++;
	return n;
}

static Ticks make_ticks(const Plot *plot, const Axis *axis, double length, double space)
{
	const Scale *scale = &plot->scales[axis->config.scale];
	bool is_across = side_is_across(axis->config.side);

	if (axis->config.places)
		return axis->config.places(axis->config.places_data, plot, axis->increment);
	if (axis->config.texts)
		return fixed_ticks(plot->arena, count_texts(axis->config.texts));
	if (axis->config.is_boolean)
		return fixed_ticks(plot->arena, 2);
	if (scale->kind == SCALE_TIME)
		return ticks_time(plot->arena, scale, axis->increment, axis->space / space,
				  axis->config.zone);
	if (scale->kind == SCALE_LOG)
		return ticks_log(plot->arena, scale, length, space, is_across);
	if (scale->kind == SCALE_SYMLOG)
		return ticks_symlog(plot->arena, scale, length, space, is_across);
	return ticks_linear(plot->arena, scale, increments_of(axis, scale), axis->increment);
}

/* Which of n labels stay so that they are `spacing` apart: every k-th. */
static size_t label_stride(const Plot *plot, size_t n, double spacing)
{
	double most = fabs(floor(plot->area.width / plot->ratio / spacing));

	if (spacing == 0 || (double)n < most)
		return 1;
	return (size_t)fmin(fmax(ceil((double)n / most), 1), (double)n);
}

bool axis_is_past_limit(const Axis *axis, size_t tick)
{
	return tick > 0 && axis->ticks.values[tick - 1] > axis->config.label_limit;
}

static void make_labels(const Plot *plot, Axis *axis)
{
	double spacing = axis->config.label_spacing;
	size_t stride = label_stride(plot, axis->ticks.n, spacing);
	size_t n_texts = axis->config.texts ? count_texts(axis->config.texts) : 0;

	axis->labels = arena_new_array(plot->arena, char *, axis->ticks.n + 1);
	for (size_t i = 0; i < axis->ticks.n; i++) {
		char text[TICK_LABEL_SIZE];

		if (axis_is_past_limit(axis, i) ||
		    (spacing == 0 && !axis->ticks.has_label[i]) ||
		    (axis->config.leaves_first_labels && i < 2))
			continue;
		if ((spacing > 0 ? i : axis->ticks.n - 1 - i) % stride > 0)
			continue;
		if (axis->config.texts) {
			axis->labels[i] = i < n_texts ? arena_strdup(plot->arena,
								     axis->config.texts[i])
						      : NULL;
			continue;
		}
		label_tick(plot, axis, axis->ticks.values[i], text);
		axis->labels[i] = arena_strdup(plot->arena, text);
	}
}

bool axis_has_title(const Axis *axis)
{
	return axis->config.title && axis->config.title[0];
}

/* A value that was filtered out has the label null, which Grafana measures like any other text. */
static double label_width(const Plot *plot, const Axis *axis, size_t tick)
{
	if (axis->labels[tick])
		return plot_text_width(plot, axis->labels[tick]);
	return axis->ticks.has_label[tick] ? 0 : plot_text_width(plot, "null");
}

double axis_needed_size(const Plot *plot, const Axis *axis)
{
	double size = AXIS_TICK_PX, widest = 0;

	if (!isnan(axis->config.size))
		return ceil(axis->config.size);
	if (axis->config.side == SIDE_BOTTOM)
		return ceil(size + axis->config.gap + AXIS_FONT_PX);
	if (axis->ticks.n == 0)
		return size;
	for (size_t i = 0; i < axis->ticks.n; i++)
		widest = fmax(widest, label_width(plot, axis, i));
	return ceil(size + axis->config.gap + (axis_has_title(axis) ? AXIS_TITLE_PAD_PX : 0) +
		    fmin(plot->canvas.width * 0.4, widest));
}

double axis_title_size(const Axis *axis)
{
	return axis_has_title(axis) ? AXIS_FONT_PX + AXIS_TITLE_PAD_PX : 0;
}

bool axis_layout(Plot *plot, Axis *axis)
{
	const Scale *scale = &plot->scales[axis->config.scale];
	double length = side_is_across(axis->config.side) ? plot->area_css.width : plot->area_css.height;
	bool was_shown = axis->is_shown;

	axis->is_shown = !scale->is_empty;
	if (scale->is_empty)
		return !was_shown;
	double space = least_space(plot, axis, length);

	axis->increment = length > 0 ? increment_find(increments_of(axis, scale), scale->min,
						      scale->max, length, space, &axis->space)
				     : 0;
	if (length <= 0 || axis->space == 0) {
		axis->space = 0;
		axis->ticks.n = 0;
		return was_shown;
	}
	axis->ticks = make_ticks(plot, axis, length, space);
	if (axis->config.labels_whole_only && scale->kind == SCALE_LINEAR)
		ticks_label_whole_only(&axis->ticks);
	make_labels(plot, axis);
	double size = axis_needed_size(plot, axis);
	bool is_same = was_shown && size == axis->size;

	axis->size = size;
	return is_same;
}
