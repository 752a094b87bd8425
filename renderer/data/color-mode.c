#include "renderer/data/color-mode.h"

#include "renderer/data/reduce.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* --- Where a value is in a range --- */

/* JavaScript counts null as 0 in arithmetic. */
static double operand(double bound)
{
	return value_is_null(bound) ? 0 : bound;
}

static double percent_in(Range range, double value)
{
	double min = operand(range.min), delta = operand(range.max) - min;
	double percent = (value - min) / delta;

	return value == -INFINITY || isnan(percent) ? 0 : percent;
}

int thresholds_active(const Thresholds *thresholds, double value, Range range)
{
	int active = thresholds->n_steps ? 0 : -1;

	if (thresholds->is_percentage)
		value = percent_in(range, value) * 100;
	for (size_t i = 0; i < thresholds->n_steps; i++) {
		if (!(value >= thresholds->steps[i].value))
			break;
		active = (int)i;
	}
	return active;
}

/* --- Modes by series --- */

bool color_mode_is_by_value(const char *mode)
{
	return !mode || strcmp(mode, "thresholds") == 0 || color_scheme_stops(mode);
}

/* Eleven neighbours of a colour: the base, then in turn brighter and darker ones, all opaque. */
static Color shade_of(Color base, int index)
{
	enum { SHADES = 11 };
	int place = index % SHADES, step = (place + 1) / 2;
	double part = step / 6.0;

	if (step == 0)
		return base;
	base.alpha = 1;
	if (place % 2 == 1)
		return color_rounded(color_brighten(color_spin(base, part * 10), part * 35));
	return color_rounded(color_darken(color_spin(base, -part * 10), part * 35));
}

/* --- By text --- */

/* Daniel Bernstein's hash, from the last UTF-16 unit to the first, in JavaScript's 32 bits. */
static uint32_t hash_of(const char *text)
{
	glong n = 0;
	g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &n, NULL);
	uint32_t hash = 5381;

	while (n > 0)
		hash = (hash * 33) ^ units[--n];
	return hash;
}

static size_t readable_palette(const Theme *theme, Color *colors)
{
	const double least_contrast = 3;
	size_t n = 0;

	for (int i = 0; i < CLASSIC_PALETTE_SIZE; i++) {
		Color color = theme_palette(theme, i);

		if (color_contrast(color, theme->background_primary) >= least_contrast)
			colors[n++] = color;
	}
	return n;
}

size_t color_mode_colors(const Theme *theme, const char *mode, Color *colors)
{
	const char *const *stops = color_scheme_stops(mode);
	size_t n = 0;

	if (g_strcmp0(mode, "palette-classic-by-name") == 0)
		return readable_palette(theme, colors);
	if (g_strcmp0(mode, "palette-classic") == 0)
		for (; n < CLASSIC_PALETTE_SIZE; n++)
			colors[n] = theme_palette(theme, (int)n);
	for (; stops && stops[n]; n++)
		colors[n] = theme_color(theme, stops[n]);
	return n;
}

static Color color_by_name(const Theme *theme, const char *name)
{
	Color readable[CLASSIC_PALETTE_SIZE];
	size_t n = readable_palette(theme, readable);

	return n ? readable[hash_of(name ? name : "") % n] : theme_palette(theme, 0);
}

Color color_mode_of_text(const char *mode, const Theme *theme, const char *text)
{
	Color colors[CLASSIC_PALETTE_SIZE];
	size_t n = color_mode_colors(theme, mode, colors);
	uint32_t hash = hash_of(text);

	return n ? colors[hash % n] : theme_old_palette((int)(hash % OLD_PALETTE_SIZE));
}

/* --- By series --- */

static Color color_by_series(const Field *field, const Theme *theme)
{
	const FieldConfig *config = &field->config;
	const char *mode = config->color_mode;

	if (strcmp(mode, "fixed") == 0)
		return theme_color(theme, config->color_fixed);
	if (strcmp(mode, "shades") == 0)
		return shade_of(theme_color(theme, config->color_fixed), field->state.series_index);
	if (strcmp(mode, "palette-classic-by-name") == 0)
		return color_by_name(theme, field->state.display_name ? field->state.display_name
								      : field->name);
	return theme_palette(theme, field->state.series_index);
}

/* --- Scales --- */

static Range own_range(const Frame *frame, const Field *field)
{
	const FieldConfig *config = &field->config;
	bool is_set = !isnan(config->min) && !isnan(config->max);

	if (field->type != FIELD_NUMBER || (!is_set && (!frame || frame->n_rows == 0)))
		return (Range){ 0, 100 };
	if (is_set)
		return (Range){ config->min, config->max };
	g_autoptr(Arena) scratch = arena_new(SIZE_MAX);

	return (Range){
		isnan(config->min) ? reduce_number(scratch, frame, field, "min") : config->min,
		isnan(config->max) ? reduce_number(scratch, frame, field, "max") : config->max,
	};
}

ColorScale color_scale(const Frame *frame, const Field *field, const Theme *theme)
{
	const char *mode = field->config.color_mode;
	const char *const *stops = color_scheme_stops(mode);
	ColorScale scale = {
		.field = field,
		.theme = theme,
		.range = field->state.has_range ? field->state.range : own_range(frame, field),
		.is_by_value = color_mode_is_by_value(mode),
	};

	if (stops)
		scale.scheme = color_scheme(theme, stops);
	else if (!scale.is_by_value)
		scale.of_series = color_by_series(field, theme);
	return scale;
}

/* Booleans have two colours in every mode: the ends of a scheme, or green and red. */
static Color color_of_boolean(const ColorScale *scale, bool is_true)
{
	if (scale->scheme.n_stops)
		return scale->scheme.stops[is_true ? scale->scheme.n_stops - 1 : 0];
	return theme_color(scale->theme, is_true ? "green" : "red");
}

static Color color_of_threshold(const ColorScale *scale, double value)
{
	const Thresholds *thresholds = &scale->field->config.thresholds;
	int active = thresholds_active(thresholds, value, scale->range);

	return theme_color(scale->theme, active < 0 ? NULL : thresholds->steps[active].color);
}

Color color_scale_color(const ColorScale *scale, double value, double *percent)
{
	bool is_boolean = scale->field->type == FIELD_BOOLEAN;
	bool is_true = value != 0 && !isnan(value);
	double part = is_boolean ? is_true : percent_in(scale->range, value);

	if (percent)
		*percent = part;
	if (is_boolean)
		return color_of_boolean(scale, is_true);
	if (scale->scheme.n_stops)
		return color_scheme_color(&scale->scheme, part);
	return scale->is_by_value ? color_of_threshold(scale, value) : scale->of_series;
}

Color field_value_color(const Field *field, double value, const Theme *theme, double *percent)
{
	ColorScale scale = color_scale(NULL, field, theme);

	return color_scale_color(&scale, value, percent);
}

Color field_series_color(const Frame *frame, const Field *field, const Theme *theme)
{
	const char *by = field->config.color_series_by ? field->config.color_series_by : "last";
	ColorScale scale = color_scale(frame, field, theme);

	if (!scale.is_by_value)
		return scale.of_series;
	g_autoptr(Arena) scratch = arena_new(SIZE_MAX);
	double value = frame ? reduce_number(scratch, frame, field, by) : value_null();

	return color_scale_color(&scale, value_is_missing(value) ? 0 : value, NULL);
}
