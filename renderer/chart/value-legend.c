#include "renderer/chart/value-legend.h"

#include "renderer/data/format.h"
#include "renderer/data/number.h"
#include "renderer/data/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- Thresholds --- */

static const char *step_label(Arena *arena, const ValueFormat *format, double decimals,
			      const Thresholds *thresholds, size_t step)
{
	bool is_base = thresholds->steps[step].value == -INFINITY && step + 1 < thresholds->n_steps;
	const ThresholdStep *shown = &thresholds->steps[is_base ? step + 1 : step];
	FormatOptions options = { .decimals = decimals };
	FormattedValue value;

	value_format_apply(format, shown->is_null ? value_null() : shown->value, &options, &value);
	return arena_printf(arena, "%s%s%s%s%s", is_base ? "< " : "", value.prefix, value.text,
			    value.suffix, is_base ? "" : "+");
}

LegendItem *threshold_legend_items(Arena *arena, const Theme *theme, const FieldConfig *config,
				   const Thresholds *thresholds, size_t *n)
{
	ValueFormat format =
		value_format(thresholds->is_percentage ? "percent" : config->unit);
	LegendItem *items = arena_new_array(arena, LegendItem, thresholds->n_steps + 1);

	*n = thresholds->n_steps;
	for (size_t i = 0; i < thresholds->n_steps; i++) {
		items[i].label = step_label(arena, &format, config->decimals, thresholds, i);
		items[i].color = theme_color(theme, thresholds->steps[i].color);
	}
	return items;
}

/* --- Value mappings --- */

static const char *special_name(SpecialMatch match)
{
	switch (match) {
	case SPECIAL_NULL:
		return "null";
	case SPECIAL_NAN:
		return "nan";
	case SPECIAL_NULL_AND_NAN:
		return "null+nan";
	case SPECIAL_TRUE:
		return "true";
	case SPECIAL_FALSE:
		return "false";
	case SPECIAL_EMPTY:
		return "empty";
	}
	return "";
}

static void bound_text(double bound, char out[NUMBER_TEXT_SIZE])
{
	if (isfinite(bound))
		number_to_text(bound, out, NUMBER_TEXT_SIZE);
	else
		g_strlcpy(out, "null", NUMBER_TEXT_SIZE);
}

static const char *range_label(Arena *arena, const ValueMapping *mapping)
{
	char from[NUMBER_TEXT_SIZE], to[NUMBER_TEXT_SIZE];
	const char *text = mapping->result.text;
	bool has_text = text && text[0];

	bound_text(mapping->from, from);
	bound_text(mapping->to, to);
	return arena_printf(arena, "[%s - %s]%s%s", from, to, has_text ? " " : "",
			    has_text ? text : "");
}

static const char *mapping_label(Arena *arena, const ValueMapping *mapping)
{
	const char *text = mapping->result.text;

	switch (mapping->kind) {
	case MAPPING_VALUE:
		return mapping->key;
	case MAPPING_RANGE:
		return range_label(arena, mapping);
	case MAPPING_REGEX:
		return text && text[0] ? text : mapping->key;
	case MAPPING_SPECIAL:
		return text && text[0] ? text : special_name(mapping->special);
	}
	return "";
}

/* Keys that are whole numbers, INFINITY for others. */
static double number_key(const ValueMapping *mapping)
{
	size_t digits = strspn(mapping->key, "0123456789");
	bool is_number = mapping->kind == MAPPING_VALUE && digits > 0 && digits < 10 &&
			 mapping->key[digits] == '\0' && (digits == 1 || mapping->key[0] != '0');

	return is_number ? g_ascii_strtod(mapping->key, NULL) : INFINITY;
}

static int compare_keys(const void *a, const void *b)
{
	const ValueMapping *left = *(const ValueMapping *const *)a;
	const ValueMapping *right = *(const ValueMapping *const *)b;
	double left_key = number_key(left), right_key = number_key(right);

	if (left_key != right_key)
		return left_key < right_key ? -1 : 1;
	return (left > right) - (left < right);
}

/* The values of a mapping come in JavaScript's order of keys: whole numbers first, ascending. */
static const ValueMapping **in_order(Arena *arena, const FieldConfig *config)
{
	size_t n = config->n_mappings;
	const ValueMapping **ordered = arena_new_array(arena, const ValueMapping *, n + 1);

	for (size_t i = 0; i < n; i++)
		ordered[i] = &config->mappings[i];
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from; to < n && ordered[to]->kind == MAPPING_VALUE; to++)
			;
		if (to > from)
			qsort(ordered + from, to - from, sizeof(*ordered), compare_keys);
		to = MAX(to, from + 1);
	}
	return ordered;
}

static bool is_shared(const FieldConfig *const *configs, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (configs[i]->mappings == configs[index]->mappings)
			return true;
	return false;
}

LegendItem *mapping_legend_items(Arena *arena, const Theme *theme,
				 const FieldConfig *const *configs, size_t n_configs, size_t *n)
{
	size_t most = 0;

	for (size_t i = 0; i < n_configs; i++)
		most += configs[i]->n_mappings;
	LegendItem *items = arena_new_array(arena, LegendItem, most + 1);

	*n = 0;
	for (size_t i = 0; i < n_configs; i++) {
		const ValueMapping **ordered = in_order(arena, configs[i]);

		for (size_t m = 0; m < configs[i]->n_mappings && !is_shared(configs, i); m++) {
			LegendItem *item = &items[(*n)++];

			item->label = mapping_label(arena, ordered[m]);
			item->color = theme_color(theme, ordered[m]->result.color);
		}
	}
	return items;
}
