#include "renderer/data/mapping.h"

#include "renderer/data/matcher.h"
#include "renderer/data/number.h"

#include <math.h>
#include <string.h>

static bool is_missing(Value value)
{
	return value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
}

static bool matches_key(const ValueMapping *mapping, Value value)
{
	char text[NUMBER_TEXT_SIZE];

	switch (value.kind) {
	case VALUE_NUMBER:
		number_to_text(value.number, text, sizeof(text));
		return strcmp(text, mapping->key) == 0;
	case VALUE_BOOLEAN:
		return strcmp(value.number ? "true" : "false", mapping->key) == 0;
	case VALUE_STRING:
		return strcmp(value.string, mapping->key) == 0;
	default:
		return false;
	}
}

static bool matches_range(const ValueMapping *mapping, Value value)
{
	double number = value.kind == VALUE_NUMBER   ? value.number
			: value.kind == VALUE_STRING ? js_parse_float(value.string)
						     : NAN;

	return number >= mapping->from && number <= mapping->to;
}

static bool is_nan_value(Value value)
{
	return value.kind == VALUE_NUMBER && isnan(value.number);
}

static bool is_boolean(Value value, bool wanted)
{
	if (value.kind == VALUE_BOOLEAN)
		return (value.number != 0) == wanted;
	return value.kind == VALUE_STRING && strcmp(value.string, wanted ? "true" : "false") == 0;
}

static bool matches_special(const ValueMapping *mapping, Value value)
{
	switch (mapping->special) {
	case SPECIAL_NULL:
		return is_missing(value);
	case SPECIAL_NAN:
		return is_nan_value(value);
	case SPECIAL_NULL_AND_NAN:
		return is_missing(value) || is_nan_value(value);
	case SPECIAL_TRUE:
		return is_boolean(value, true);
	case SPECIAL_FALSE:
		return is_boolean(value, false);
	case SPECIAL_EMPTY:
		return value.kind == VALUE_STRING && value.string[0] == '\0';
	}
	return false;
}

static bool matches_regex(const ValueMapping *mapping, Value value)
{
	return value.kind == VALUE_STRING && mapping->regex &&
	       regex_test(mapping->regex, value.string);
}

static bool matches(const ValueMapping *mapping, Value value)
{
	switch (mapping->kind) {
	case MAPPING_VALUE:
		return matches_key(mapping, value);
	case MAPPING_RANGE:
		return matches_range(mapping, value);
	case MAPPING_REGEX:
		return matches_regex(mapping, value);
	case MAPPING_SPECIAL:
		return matches_special(mapping, value);
	}
	return false;
}

/* JavaScript writes groups as $1, GLib as \1; its backslashes mean themselves. */
static char *replacement_of(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text; text++) {
		if (*text == '\\')
			g_string_append(out, "\\\\");
		else if (*text == '$' && g_ascii_isdigit(text[1]))
			g_string_append_printf(out, "\\g<%c>", *++text);
		else
			g_string_append_c(out, *text);
	}
	return g_string_free(out, FALSE);
}

/* The value with the first match replaced, or every match with flag g. */
static void replace(const ValueMapping *mapping, const char *value, MappedValue *mapped)
{
	g_autofree char *replacement = replacement_of(mapping->result.text);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *result = NULL;
	int start, end;

	if (mapping->is_global) {
		result = g_regex_replace(mapping->regex, value, -1, 0, replacement, 0, NULL);
	} else if (g_regex_match(mapping->regex, value, 0, &match) &&
		   g_match_info_fetch_pos(match, 0, &start, &end)) {
		g_autofree char *middle = g_match_info_expand_references(match, replacement, NULL);

		result = g_strdup_printf("%.*s%s%s", start, value, middle ? middle : "",
					 value + end);
	}
	g_utf8_strncpy(mapped->buffer, result ? result : value,
		       MIN(g_utf8_strlen(result ? result : value, -1),
			   (long)sizeof(mapped->buffer) / 4 - 1));
	mapped->text = mapped->buffer;
}

bool mapping_find(const FieldConfig *config, Value value, MappedValue *mapped)
{
	for (size_t i = 0; i < config->n_mappings; i++) {
		const ValueMapping *mapping = &config->mappings[i];

		if (!matches(mapping, value))
			continue;
		mapped->text = mapping->result.text;
		mapped->color = mapping->result.color;
		mapped->icon = mapping->result.icon;
		mapped->index = mapping->result.index;
		if (mapping->kind == MAPPING_REGEX && mapped->text)
			replace(mapping, value.string, mapped);
		return true;
	}
	return false;
}
