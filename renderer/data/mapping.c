#include "renderer/data/mapping.h"

#include "renderer/data/buffer.h"
#include "renderer/data/matcher.h"
#include "renderer/data/number.h"

#include <math.h>
#include <string.h>

enum { MAX_SUBJECT = 64 * 1024 };

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
	       strnlen(value.string, MAX_SUBJECT) < MAX_SUBJECT &&
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

/* --- A regex' result text: the value with what matched replaced --- */

/* A match in `subject`, as byte positions of its groups. */
typedef struct {
	const GMatchInfo *info;
	const char *subject;
	size_t length;
	int n_groups;
} Match;

static void put_group(Buffer *out, const Match *match, int group)
{
	int start, end;

	if (g_match_info_fetch_pos(match->info, group, &start, &end) && start >= 0)
		buffer_put_bytes(out, match->subject + start, (size_t)(end - start));
}

/* `$1` to `$99`; two digits only where there are that many groups. Returns the digits read. */
static int put_numbered(Buffer *out, const Match *match, const char *digits)
{
	int one = g_ascii_digit_value(digits[0]);
	int next = one >= 0 ? g_ascii_digit_value(digits[1]) : -1;
	int two = one * 10 + next;

	if (next >= 0 && two >= 1 && two <= match->n_groups) {
		put_group(out, match, two);
		return 2;
	}
	if (one < 1 || one > match->n_groups)
		return 0;
	put_group(out, match, one);
	return 1;
}

/* `$<name>`; returns the characters read after the dollar. */
static int put_named(Buffer *out, const Match *match, const char *text)
{
	const char *end = strchr(text, '>');

	if (!end)
		return 0;
	g_autofree char *name = g_strndup(text + 1, (gsize)(end - text - 1));
	int group = g_regex_get_string_number(g_match_info_get_regex(match->info), name);

	if (group < 0)
		return 0;
	put_group(out, match, group);
	return (int)(end - text) + 1;
}

/* What follows a dollar; returns the characters read, 0 where the dollar means itself. */
static int put_reference(Buffer *out, const Match *match, const char *text)
{
	int start = 0, end = 0;

	g_match_info_fetch_pos(match->info, 0, &start, &end);
	switch (text[0]) {
	case '$':
		buffer_put_char(out, '$');
		return 1;
	case '&':
		put_group(out, match, 0);
		return 1;
	case '`':
		buffer_put_bytes(out, match->subject, (size_t)start);
		return 1;
	case '\'':
		buffer_put_bytes(out, match->subject + end, match->length - (size_t)end);
		return 1;
	case '<':
		return put_named(out, match, text);
	default:
		return put_numbered(out, match, text);
	}
}

static void put_replacement(Buffer *out, const Match *match, const char *text)
{
	while (*text && !out->is_cut) {
		size_t plain = strcspn(text, "$");

		buffer_put_bytes(out, text, plain);
		text += plain;
		if (!*text)
			return;
		int read = put_reference(out, match, ++text);

		if (read == 0)
			buffer_put_char(out, '$');
		text += read;
	}
}

/* String.replace(): the first match, or every one with flag g. */
static void replace(const ValueMapping *mapping, const char *subject, Buffer *out)
{
	g_autoptr(GMatchInfo) info = NULL;
	size_t length = strlen(subject), at = 0;
	int start, end;

	g_regex_match_full(mapping->regex, subject, (gssize)length, 0, 0, &info, NULL);
	while (g_match_info_matches(info) && g_match_info_fetch_pos(info, 0, &start, &end)) {
		Match match = { info, subject, length,
				g_regex_get_capture_count(mapping->regex) };

		buffer_put_bytes(out, subject + at, (size_t)start - at);
		put_replacement(out, &match, mapping->result.text);
		at = (size_t)end;
		if (!mapping->is_global || out->is_cut || !g_match_info_next(info, NULL))
			break;
	}
	buffer_put_bytes(out, subject + at, length - at);
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

			replace(mapping, value.string, &out);
			mapped->text = mapped->buffer;
		}
		return true;
	}
	return false;
}
