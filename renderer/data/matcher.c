#include "renderer/data/matcher.h"

#include "renderer/data/names.h"
#include "renderer/data/reduce.h"
#include "renderer/data/regex.h"
#include "renderer/error.h"
#include "renderer/json.h"

#include <string.h>

enum { MAX_DEPTH = 16, MAX_NAMES = 10000 };

typedef struct MatcherKind MatcherKind;

struct FieldMatcher {
	const MatcherKind *kind;
	json_object *options;
	const char *text; // a name, type, refId or reducer
	const char **names;
	size_t n_names;
	bool is_exclude;
	GRegex *regex;
	FieldMatcher **children;
	size_t n_children;
};

/** What a matcher looks at. */
typedef struct {
	Arena *arena;
	Field *field;
	Frame *frame;
	Frames *frames;
} Subject;

struct MatcherKind {
	const char *id;
	bool (*matches)(const FieldMatcher *matcher, const Subject *subject);
	bool (*setup)(FieldMatcher *matcher, Arena *arena, int depth, GError **error);
};

static FieldMatcher *make(Arena *arena, const char *id, json_object *options, int depth,
			  GError **error);
static bool check(const FieldMatcher *matcher, const Subject *subject);

/* --- Setting up --- */

static bool setup_text(FieldMatcher *matcher, Arena *arena, int depth, GError **error)
{
	matcher->text = json_object_is_type(matcher->options, json_type_string)
				? json_object_get_string(matcher->options)
				: "";
	return true;
}

static void unref_regex(void *regex)
{
	g_regex_unref(regex);
}

static void set_regex(FieldMatcher *matcher, Arena *arena, const char *text)
{
	matcher->regex = text && text[0] ? regex_from_text(text, NULL) : NULL;
	if (matcher->regex)
		arena_take(arena, matcher->regex, unref_regex);
}

static bool setup_regex(FieldMatcher *matcher, Arena *arena, int depth, GError **error)
{
	setup_text(matcher, arena, depth, error);
	set_regex(matcher, arena, matcher->text);
	return true;
}

static void set_names(FieldMatcher *matcher, Arena *arena, json_object *names)
{
	bool is_list = json_object_is_type(names, json_type_array);
	size_t n = is_list ? MIN(json_object_array_length(names), MAX_NAMES) : 0;

	matcher->names = arena_new_array(arena, const char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		json_object *name = json_object_array_get_idx(names, i);

		if (json_object_is_type(name, json_type_string))
			matcher->names[matcher->n_names++] = json_object_get_string(name);
	}
}

static bool setup_names(FieldMatcher *matcher, Arena *arena, int depth, GError **error)
{
	json_object *options = matcher->options;

	json_object *names = json_get_array(options, "names");

	set_names(matcher, arena, names ? names : options);
	set_regex(matcher, arena, json_get_text(options, "pattern", NULL));
	matcher->is_exclude = strcmp(json_get_text(options, "mode", "include"), "exclude") == 0;
	return true;
}

static bool setup_children(FieldMatcher *matcher, Arena *arena, int depth, GError **error)
{
	json_object *options = matcher->options;
	bool is_list = json_object_is_type(options, json_type_array);
	size_t n = is_list ? json_object_array_length(options) : 1;

	n = MIN(n, MAX_NAMES);
	matcher->children = arena_new_array(arena, FieldMatcher *, n + 1);
	for (size_t i = 0; i < n; i++) {
		json_object *child = is_list ? json_object_array_get_idx(options, i) : options;
		FieldMatcher *made = make(arena, json_get_text(child, "id", ""),
					  json_get(child, "options"), depth + 1, error);

		if (!made)
			return false;
		matcher->children[matcher->n_children++] = made;
	}
	return true;
}

/* --- Matching --- */

static const char *display_name(const Subject *subject)
{
	return field_display_name(subject->arena, subject->field, subject->frame, subject->frames);
}

static bool has_name(const FieldMatcher *matcher, const char *name)
{
	for (size_t i = 0; i < matcher->n_names; i++)
		if (g_strcmp0(matcher->names[i], name) == 0)
			return true;
	return false;
}

/* Dashboards from before typed frames call a series' value "Value" and its time "Time". */
static bool matches_old_name(const FieldMatcher *matcher, const Subject *subject)
{
	const Field *field = subject->field;

	if (has_name(matcher, "Value")) {
		const char *metric = labels_get(&field->labels, "__name__");

		return metric && g_strcmp0(metric, field->name) == 0;
	}
	if (has_name(matcher, "Time") || has_name(matcher, "time"))
		return field->type == FIELD_TIME && !json_get(subject->frame->meta, "typeVersion");
	return false;
}

static bool matches_names(const FieldMatcher *matcher, const Subject *subject)
{
	bool is_found = has_name(matcher, subject->field->name) ||
			has_name(matcher, display_name(subject)) ||
			matches_old_name(matcher, subject);

	return is_found != matcher->is_exclude;
}

static bool matches_name(const FieldMatcher *matcher, const Subject *subject)
{
	FieldMatcher names = { .names = (const char **)&matcher->text, .n_names = 1 };

	return matches_names(&names, subject);
}

static bool matches_regex(const FieldMatcher *matcher, const Subject *subject)
{
	return matcher->regex && regex_test(matcher->regex, display_name(subject));
}

static bool matches_regex_or_names(const FieldMatcher *matcher, const Subject *subject)
{
	return matches_regex(matcher, subject) ||
	       (matcher->n_names && matches_names(matcher, subject));
}

static bool matches_type(const FieldMatcher *matcher, const Subject *subject)
{
	return strcmp(matcher->text, field_type_text(subject->field->type)) == 0;
}

static bool matches_numeric(const FieldMatcher *matcher, const Subject *subject)
{
	return subject->field->type == FIELD_NUMBER;
}

static bool matches_time(const FieldMatcher *matcher, const Subject *subject)
{
	return subject->field->type == FIELD_TIME;
}

static bool matches_ref_id(const FieldMatcher *matcher, const Subject *subject)
{
	return g_strcmp0(subject->frame->ref_id, matcher->text) == 0;
}

static bool matches_first(const FieldMatcher *matcher, const Subject *subject)
{
	return subject->frame->n_fields && subject->field == &subject->frame->fields[0];
}

static bool matches_first_time(const FieldMatcher *matcher, const Subject *subject)
{
	return subject->field == frame_first_of_type(subject->frame, FIELD_TIME);
}

static bool matches_always(const FieldMatcher *matcher, const Subject *subject)
{
	return true;
}

static bool matches_never(const FieldMatcher *matcher, const Subject *subject)
{
	return false;
}

static bool matches_any(const FieldMatcher *matcher, const Subject *subject)
{
	for (size_t i = 0; i < matcher->n_children; i++)
		if (check(matcher->children[i], subject))
			return true;
	return false;
}

static bool matches_all(const FieldMatcher *matcher, const Subject *subject)
{
	for (size_t i = 0; i < matcher->n_children; i++)
		if (!check(matcher->children[i], subject))
			return false;
	return true;
}

static bool matches_invert(const FieldMatcher *matcher, const Subject *subject)
{
	return !matches_any(matcher, subject);
}

/* A missing side is compared as the text "null"; at least and at most mean equal then. */
static bool compare(Arena *arena, Value left, const char *op, Value right)
{
	bool has_missing = left.kind == VALUE_NULL || left.kind == VALUE_ABSENT ||
			   right.kind == VALUE_NULL;
	bool wants_equal = strcmp(op, "eq") == 0;

	if (left.kind == VALUE_NULL || left.kind == VALUE_ABSENT)
		left = value_of_string("null");
	if (right.kind == VALUE_NULL)
		right = value_of_string("null");
	if (has_missing && (strcmp(op, "gte") == 0 || strcmp(op, "lte") == 0))
		wants_equal = true;
	if (wants_equal || strcmp(op, "neq") == 0)
		return (strcmp(value_to_text(arena, left), value_to_text(arena, right)) == 0) ==
		       wants_equal;
	ValueOrder order = value_order(left, right);

	if (strcmp(op, "gt") == 0)
		return order == VALUE_GREATER;
	if (strcmp(op, "lt") == 0)
		return order == VALUE_LESS;
	if (strcmp(op, "gte") == 0)
		return order == VALUE_GREATER || order == VALUE_EQUAL;
	return strcmp(op, "lte") == 0 && (order == VALUE_LESS || order == VALUE_EQUAL);
}

/*
 * {reducer, op, value}. allIsZero and allIsNull match by themselves; an alias is found, but its
 * result stands under the reducer's own id, so that it counts as missing.
 */
static bool matches_value(const FieldMatcher *matcher, const Subject *subject)
{
	const char *id = json_get_text(matcher->options, "reducer", "");
	const char *op = json_get_text(matcher->options, "op", "");
	const Reducer *reducer = reducer_find(id);
	Value value = { .kind = VALUE_ABSENT };

	if (!id[0])
		return false;
	if (reducer && strcmp(reducer->id, id) == 0)
		value = reduce_field(subject->arena, subject->frame, subject->field, reducer);
	if (strcmp(id, "allIsZero") == 0 || strcmp(id, "allIsNull") == 0)
		return value.kind == VALUE_BOOLEAN && value.number;
	return compare(subject->arena, value, op[0] ? op : "eq",
		       value_of_json(json_get(matcher->options, "value")));
}

static const MatcherKind kinds[] = {
	{ "allMatch", matches_all, setup_children },
	{ "alwaysMatch", matches_always, NULL },
	{ "anyMatch", matches_any, setup_children },
	{ "byFrameRefID", matches_ref_id, setup_text },
	{ "byName", matches_name, setup_text },
	{ "byNames", matches_names, setup_names },
	{ "byRegexp", matches_regex, setup_regex },
	{ "byRegexpOrNames", matches_regex_or_names, setup_names },
	{ "byType", matches_type, setup_text },
	{ "byValue", matches_value, NULL },
	{ "first", matches_first, NULL },
	{ "firstTimeField", matches_first_time, NULL },
	{ "invertMatch", matches_invert, setup_children },
	{ "neverMatch", matches_never, NULL },
	{ "numeric", matches_numeric, NULL },
	{ "time", matches_time, NULL },
};

static FieldMatcher *make(Arena *arena, const char *id, json_object *options, int depth,
			  GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds) && depth <= MAX_DEPTH; i++) {
		if (strcmp(kinds[i].id, id) != 0)
			continue;
		FieldMatcher *matcher = arena_new_one(arena, FieldMatcher);

		matcher->kind = &kinds[i];
		matcher->options = options;
		if (kinds[i].setup && !kinds[i].setup(matcher, arena, depth, error))
			return NULL;
		return matcher;
	}
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA, "there is no field matcher \"%s\"", id);
	return NULL;
}

static bool check(const FieldMatcher *matcher, const Subject *subject)
{
	return matcher->kind->matches(matcher, subject);
}

FieldMatcher *field_matcher_new(Arena *arena, const char *id, json_object *options,
				GError **error)
{
	return make(arena, id, options, 0, error);
}

bool field_matches(const FieldMatcher *matcher, Arena *arena, Field *field, Frame *frame,
		   Frames *frames)
{
	return check(matcher, &(Subject){ arena, field, frame, frames });
}
