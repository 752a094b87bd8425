#include "renderer/chart/xy-color.h"

#include "renderer/data/color-mode.h"
#include "renderer/data/number.h"
#include "renderer/data/value.h"

#include <math.h>

enum { SCHEME_STEPS = 32 };

static void add_color(XyColors *colors, Color color)
{
	color = color_rounded(color);
	color.alpha = js_round(color.alpha * 255) / 255;
	colors->has_alpha = colors->has_alpha || color.alpha < 1;
	colors->colors[colors->n_colors++] = color;
}

static bool has_condition(const ValueMapping *mapping)
{
	if (!mapping->result.color || mapping->kind == MAPPING_REGEX)
		return false;
	return mapping->kind != MAPPING_RANGE || isfinite(mapping->from) || isfinite(mapping->to);
}

static void add_mappings(XyColors *colors, const Theme *theme)
{
	for (size_t i = 0; i < colors->config->n_mappings; i++)
		if (has_condition(&colors->config->mappings[i]))
			add_color(colors,
				  theme_color(theme, colors->config->mappings[i].result.color));
}

static bool is_absolute_steps(const FieldConfig *config)
{
	return g_strcmp0(config->color_mode, "thresholds") == 0 &&
	       !config->thresholds.is_percentage;
}

XyColors xy_colors(Arena *arena, const Field *field, Range range, const Theme *theme)
{
	const FieldConfig *config = &field->config;
	const Thresholds *thresholds = &config->thresholds;
	const char *const *stops = color_scheme_stops(config->color_mode);
	size_t n = MAX(config->n_mappings, MAX(thresholds->n_steps, SCHEME_STEPS));
	XyColors colors = { .config = config, .range = range };

	colors.colors = arena_new_array(arena, Color, n);
	if (config->n_mappings) {
		add_mappings(&colors, theme);
	} else if (is_absolute_steps(config)) {
		for (size_t i = 0; i < thresholds->n_steps; i++)
			add_color(&colors, theme_color(theme, thresholds->steps[i].color));
	} else if (stops) {
		for (int i = 0; i < SCHEME_STEPS; i++)
			add_color(&colors,
				  color_scheme_at(theme, stops, (double)i / (SCHEME_STEPS - 1)));
	}
	return colors;
}

static bool is_special(SpecialMatch match, double value)
{
	bool is_missing = value_is_missing(value);
	bool is_nan = isnan(value) && !value_is_null(value);

	switch (match) {
	case SPECIAL_NULL:
		return is_missing;
	case SPECIAL_NAN:
		return is_nan;
	case SPECIAL_NULL_AND_NAN:
		return isnan(value);
	default:
		return false;
	}
}

/* Comparisons take null for 0, and nothing is true of what is no number. */
static bool meets(const ValueMapping *mapping, double value)
{
	double compared = value_is_null(value) ? 0 : value;

	switch (mapping->kind) {
	case MAPPING_VALUE:
		return value == js_number(mapping->key);
	case MAPPING_RANGE:
		return compared >= mapping->from && compared <= mapping->to;
	case MAPPING_SPECIAL:
		return is_special(mapping->special, value);
	default:
		return false;
	}
}

static int mapping_index(const FieldConfig *config, double value)
{
	int index = 0;

	for (size_t i = 0; i < config->n_mappings; i++) {
		if (!has_condition(&config->mappings[i]))
			continue;
		if (meets(&config->mappings[i], value))
			return index;
		index++;
	}
	return -1;
}

static int step_index(const Thresholds *thresholds, double value)
{
	double compared = value_is_null(value) ? 0 : value;

	for (size_t i = thresholds->n_steps; i-- > 1;)
		if (compared >= thresholds->steps[i].value)
			return (int)i;
	return 0;
}

static int scheme_index(const XyColors *colors, double value)
{
	double span = colors->range.max - colors->range.min;
	double compared = value_is_null(value) ? 0 : value;
	double step = floor(colors->n_colors * (compared - colors->range.min) /
			    (span != 0 ? span : 1));

	return step > 0 ? (int)fmin(step, colors->n_colors - 1) : 0;
}

int xy_color_index(const XyColors *colors, double value)
{
	if (colors->n_colors == 0)
		return -1;
	if (colors->config->n_mappings)
		return mapping_index(colors->config, value);
	if (is_absolute_steps(colors->config))
		return step_index(&colors->config->thresholds, value);
	return scheme_index(colors, value);
}
