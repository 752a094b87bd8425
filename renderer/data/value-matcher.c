#include "renderer/data/matcher.h"

#include "renderer/data/number.h"
#include "renderer/data/regex.h"
#include "renderer/error.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

typedef struct ValueMatcherKind ValueMatcherKind;

struct ValueMatcher {
	const ValueMatcherKind *kind;
	Arena *arena;
	Value option;	  // {value}
	Value from, to;	  // {from, to}, as numbers
	const char *part; // the text to look for, lower case; NULL when it is no text
	GRegex *regex;
	unsigned *n_too_long; // texts the regex was given up on
};

struct ValueMatcherKind {
	const char *id;
	bool (*matches)(const ValueMatcher *matcher, Value value);
	bool (*setup)(ValueMatcher *matcher, json_object *options, GError **error);
};

/* --- Setting up --- */

static void unref_regex(void *regex)
{
	g_regex_unref(regex);
}

static bool setup_value(ValueMatcher *matcher, json_object *options, GError **error)
{
	json_object *value;

	if (json_object_is_type(options, json_type_object) &&
	    json_object_object_get_ex(options, "value", &value))
		matcher->option = value_of_json(value);
	return true;
}

static bool setup_regex(ValueMatcher *matcher, json_object *options, GError **error)
{
	const char *pattern = json_get_text(options, "value", "");

	matcher->regex = regex_new(pattern, strlen(pattern), "");
	if (!matcher->regex) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
			    "the filter's pattern \"%s\" is no regular expression", pattern);
		return false;
	}
	arena_take(matcher->arena, matcher->regex, unref_regex);
	matcher->n_too_long = arena_new_one(matcher->arena, unsigned);
	return true;
}

/* GLib's function needs valid UTF-8. */
static char *lower_case(const char *text)
{
	return g_utf8_validate(text, -1, NULL) ? g_utf8_strdown(text, -1)
					       : g_ascii_strdown(text, -1);
}

static bool setup_part(ValueMatcher *matcher, json_object *options, GError **error)
{
	const char *text = json_get_text(options, "value", NULL);

	if (text) {
		g_autofree char *lower = lower_case(text);

		matcher->part = arena_strdup(matcher->arena, lower);
	}
	return true;
}

/* parseInt(text, 10) */
static double whole_number(const char *text)
{
	text += strspn(text, " \t\n\v\f\r");
	if (!g_ascii_isdigit(text[*text == '-' || *text == '+']))
		return NAN;
	return (double)g_ascii_strtoll(text, NULL, 10);
}

/* Times come as texts: what variables like $__from expand to. */
static Value bound(json_object *json)
{
	Value value = value_of_json(json);

	if (value.kind == VALUE_NUMBER)
		return value;
	return value_of_number(value.kind == VALUE_STRING ? whole_number(value.string) : NAN);
}

static bool setup_bounds(ValueMatcher *matcher, json_object *options, GError **error)
{
	matcher->from = bound(json_get(options, "from"));
	matcher->to = bound(json_get(options, "to"));
	return true;
}

/* --- Matching --- */

static bool matches_null(const ValueMatcher *matcher, Value value)
{
	return value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
}

static bool matches_not_null(const ValueMatcher *matcher, Value value)
{
	return !matches_null(matcher, value);
}

static bool matches_equal(const ValueMatcher *matcher, Value value)
{
	return value_is_loosely_equal(value, matcher->option);
}

static bool matches_not_equal(const ValueMatcher *matcher, Value value)
{
	return !matches_equal(matcher, value);
}

/* A cell that is no number has no order, even where the option is a text as well. */
static ValueOrder order_of(Value value, Value option)
{
	return isnan(value_to_number(value)) ? VALUE_UNORDERED : value_order(value, option);
}

static bool matches_greater(const ValueMatcher *matcher, Value value)
{
	return order_of(value, matcher->option) == VALUE_GREATER;
}

static bool matches_lower(const ValueMatcher *matcher, Value value)
{
	return order_of(value, matcher->option) == VALUE_LESS;
}

static bool matches_greater_or_equal(const ValueMatcher *matcher, Value value)
{
	ValueOrder order = order_of(value, matcher->option);

	return order == VALUE_GREATER || order == VALUE_EQUAL;
}

static bool matches_lower_or_equal(const ValueMatcher *matcher, Value value)
{
	ValueOrder order = order_of(value, matcher->option);

	return order == VALUE_LESS || order == VALUE_EQUAL;
}

static bool matches_between(const ValueMatcher *matcher, Value value)
{
	return order_of(value, matcher->from) == VALUE_GREATER &&
	       order_of(value, matcher->to) == VALUE_LESS;
}

static bool matches_regex(const ValueMatcher *matcher, Value value)
{
	char number[NUMBER_TEXT_SIZE];

	if (value.kind != VALUE_NUMBER)
		return regex_test_patiently(matcher->regex, value_to_text(matcher->arena, value),
					    matcher->n_too_long);
	number_to_text(value.number, number, sizeof(number));
	return regex_test_patiently(matcher->regex, number, matcher->n_too_long);
}

static bool has_part(const char *text, const char *part)
{
	g_autofree char *lower = lower_case(text);

	return strstr(lower, part) != NULL;
}

static bool matches_part(const ValueMatcher *matcher, Value value)
{
	if (!matcher->part)
		return false;
	return !matcher->part[0] ||
	       (value.kind == VALUE_STRING && has_part(value.string, matcher->part));
}

static bool matches_no_part(const ValueMatcher *matcher, Value value)
{
	return matcher->part && matcher->part[0] && value.kind == VALUE_STRING &&
	       value.string[0] && !has_part(value.string, matcher->part);
}

static const ValueMatcherKind kinds[] = {
	{ "between", matches_between, setup_bounds },
	{ "equal", matches_equal, setup_value },
	{ "greater", matches_greater, setup_value },
	{ "greaterOrEqual", matches_greater_or_equal, setup_value },
	{ "isNotNull", matches_not_null, NULL },
	{ "isNull", matches_null, NULL },
	{ "lower", matches_lower, setup_value },
	{ "lowerOrEqual", matches_lower_or_equal, setup_value },
	{ "notEqual", matches_not_equal, setup_value },
	{ "notSubstring", matches_no_part, setup_part },
	{ "regex", matches_regex, setup_regex },
	{ "substring", matches_part, setup_part },
};

ValueMatcher *value_matcher_new(Arena *arena, const char *id, json_object *options,
				GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (strcmp(kinds[i].id, id) != 0)
			continue;
		ValueMatcher *matcher = arena_new_one(arena, ValueMatcher);

		matcher->kind = &kinds[i];
		matcher->arena = arena;
		if (kinds[i].setup && !kinds[i].setup(matcher, options, error))
			return NULL;
		return matcher;
	}
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA, "there is no value matcher \"%s\"", id);
	return NULL;
}

bool value_matches(const ValueMatcher *matcher, const Frame *frame, const Field *field,
		   size_t row)
{
	return matcher->kind->matches(matcher, field_value(frame, field, row));
}

bool value_matcher_gave_up(const ValueMatcher *matcher)
{
	return matcher->n_too_long && *matcher->n_too_long >= REGEX_PATIENCE;
}
