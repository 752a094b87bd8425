#include "renderer/data/mapping.h"

#include "renderer/data/buffer.h"
#include "renderer/data/number.h"
#include "renderer/data/regex.h"

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

/* regex_test() looks at the beginning of very long texts only, which can't be replaced in. */
static bool matches_regex(const ValueMapping *mapping, Value value)
{
	return value.kind == VALUE_STRING && mapping->regex &&
	       strnlen(value.string, REGEX_MAX_SUBJECT) < REGEX_MAX_SUBJECT &&
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
		if (mapping->kind == MAPPING_REGEX && mapped->text) {
			Buffer out = buffer_in(mapped->buffer, sizeof(mapped->buffer));

			regex_replace(mapping->regex, mapping->is_global, value.string,
				      mapping->result.text, &out);
			mapped->text = mapped->buffer;
		}
		return true;
	}
	return false;
}
