#include "renderer/chart/ticks.h"

#include <math.h>
#include <string.h>

#include <glib.h>

Ticks ticks_of_values(Arena *arena, const GArray *values)
{
	Ticks ticks = {
		.values = arena_new_array(arena, double, values->len + 1),
		.has_label = arena_new_array(arena, bool, values->len + 1),
		.n = values->len,
	};

	if (values->len)
		memcpy(ticks.values, values->data, values->len * sizeof(double));
	memset(ticks.has_label, true, ticks.n);
	return ticks;
}

Ticks ticks_linear(Arena *arena, const Scale *scale, const IncrementSet *set, double increment)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
	int decimals = increment_decimals(set, increment);

	if (increment <= 0)
		return ticks_of_values(arena, values);
	double value = scale->kind == SCALE_ORDINAL
			       ? scale->min
			       : round_decimals(round_up_to(scale->min, increment), decimals);

	while (value <= scale->max && values->len < MAX_TICKS) {
		double tick = value == 0 ? 0 : value; // never -0
		g_array_append_val(values, tick);
		value = round_decimals(value + increment, decimals);
	}
	return ticks_of_values(arena, values);
}

/* 10 ** -24 is 1.0000000000000001e-24; the table has the number that is meant. */
static double nearest_power(double power, double base)
{
	const IncrementSet *set = increments_numeric();

	return base == 10 ? set->values[closest_index(power, set->values, set->n)] : power;
}

/* From the scale's start, whole power or not, in steps of the power that is not above it. */
static void append_log_values(GArray *values, double min, double max, double base)
{
	double exponent = floor(base == 10 ? log10(min) : log2(min));
	double step = nearest_power(pow(base, exponent), base);
	double next_power = nearest_power(step * base, base);

	for (double value = min; value <= max && values->len < MAX_TICKS;) {
		g_array_append_val(values, value);
		value += step;
		if (base == 10)
			value = round_decimals(value, increment_decimals(increments_numeric(), step));
		if (value >= next_power) {
			step = value;
			next_power = nearest_power(step * base, base);
		}
	}
}

static int leading_digit(double value)
{
	char text[32];

	g_ascii_formatd(text, sizeof(text), "%.15e", fabs(value));
	return text[0] - '0';
}

/*
 * Which leading digits keep their label: as many as there is room for between 1 and 10. The browser
 * looks for that room below 10, so an axis that runs to the right has none.
 */
static const char *labelled_digits(const Scale *scale, double length, double least_space,
				   bool is_across)
{
	double ten = scale_y(scale, 10, 0, length);

	if (is_across)
		return "1";
	if (scale_y(scale, 9, 0, length) - ten >= least_space)
		return "123456789";
	if (scale_y(scale, 7, 0, length) - ten >= least_space)
		return "12357";
	if (scale_y(scale, 5, 0, length) - ten >= least_space)
		return "125";
	return "1";
}

/* Labels of every k-th tick counted from the top, where powers come closer than the space. */
static size_t keep_every(const Scale *scale, double length, double least_space)
{
	double gap = fabs(scale_y(scale, 1, 0, length) - scale_y(scale, scale->log_base, 0, length));

	return gap < least_space && gap > 0 ? (size_t)ceil(least_space / gap) : 1;
}

static void thin_labels(Ticks *ticks, const Scale *scale, double length, double least_space,
			bool is_across)
{
	bool is_base_10 = scale->log_base == 10;
	const char *digits = is_base_10 ? labelled_digits(scale, length, least_space, is_across)
					: "123456789";
	size_t every = !is_base_10 || strcmp(digits, "1") == 0
			       ? keep_every(scale, length, least_space)
			       : 1;

	for (size_t i = 0; i < ticks->n; i++) {
		size_t from_top = ticks->n - 1 - i;
		bool is_kept_digit = strchr(digits, '0' + leading_digit(ticks->values[i])) != NULL;

		ticks->has_label[i] = (scale->kind == SCALE_SYMLOG && ticks->values[i] == 0) ||
				      (from_top % every == 0 && is_kept_digit);
	}
}

Ticks ticks_log(Arena *arena, const Scale *scale, double length, double least_space,
		bool is_across)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));

	append_log_values(values, scale->min, scale->max, scale->log_base);
	Ticks ticks = ticks_of_values(arena, values);

	thin_labels(&ticks, scale, length, least_space, is_across);
	return ticks;
}

Ticks ticks_symlog(Arena *arena, const Scale *scale, double length, double least_space,
		   bool is_across)
{
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
	double threshold = scale->linear_threshold;

	if (scale->min < -threshold)
		append_log_values(values, fmax(threshold, -scale->max), -scale->min, scale->log_base);
	else
		g_array_append_val(values, threshold);
	for (guint i = 0; i < values->len / 2; i++) {
		double *low = &g_array_index(values, double, i);
		double *high = &g_array_index(values, double, values->len - 1 - i);
		double swap = *low;

		*low = *high;
		*high = swap;
	}
	for (guint i = 0; i < values->len; i++)
		g_array_index(values, double, i) *= -1;
	if (scale->min <= 0 && scale->max >= 0) {
		double zero = 0;
		g_array_append_val(values, zero);
	}
	if (scale->max > threshold)
		append_log_values(values, fmax(threshold, scale->min), scale->max, scale->log_base);
	else
		g_array_append_val(values, threshold);
	Ticks ticks = ticks_of_values(arena, values);

	/* Only base 10 thins out: base 2 of symlog keeps all labels in the browser, too. */
	if (scale->log_base == 10)
		thin_labels(&ticks, scale, length, least_space, is_across);
	return ticks;
}

void ticks_label_whole_only(Ticks *ticks)
{
	for (size_t i = 0; i < ticks->n; i++)
		ticks->has_label[i] = ticks->has_label[i] && ticks->values[i] == trunc(ticks->values[i]);
}
