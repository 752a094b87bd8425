#include "renderer/data/matcher.h"

#include "renderer/data/regex.h"
#include "renderer/error.h"
#include "renderer/json.h"

#include <string.h>

enum { MAX_DEPTH = 16, MAX_CHILDREN = 1000 };

typedef struct FrameMatcherKind FrameMatcherKind;

struct FrameMatcher {
	const FrameMatcherKind *kind;
	const char *text; // a pattern or refIds
	GRegex *regex;
	FrameMatcher **children;
	size_t n_children;
};

struct FrameMatcherKind {
	const char *id;
	bool (*matches)(const FrameMatcher *matcher, const Frame *frame);
	bool (*setup)(FrameMatcher *matcher, Arena *arena, json_object *options, int depth,
		      GError **error);
};

static FrameMatcher *make(Arena *arena, const char *id, json_object *options, int depth,
			  GError **error);

/* --- Setting up --- */

static void unref_regex(void *regex)
{
	g_regex_unref(regex);
}

/* Returns whether the text is a pattern. */
static bool set_text(FrameMatcher *matcher, json_object *options)
{
	matcher->text = json_object_is_type(options, json_type_string)
				? json_object_get_string(options)
				: "";
	return matcher->text[0] == '/';
}

static void set_regex(FrameMatcher *matcher, Arena *arena)
{
	matcher->regex = regex_from_text(matcher->text, NULL);
	if (matcher->regex)
		arena_take(arena, matcher->regex, unref_regex);
}

static bool setup_name(FrameMatcher *matcher, Arena *arena, json_object *options, int depth,
		       GError **error)
{
	set_text(matcher, options);
	set_regex(matcher, arena);
	if (!matcher->regex)
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
			    "the frame matcher's pattern \"%s\" is no regular expression",
			    matcher->text);
	return matcher->regex != NULL;
}

/* A pattern that does not compile is compared as a plain refId. */
static bool setup_ref_id(FrameMatcher *matcher, Arena *arena, json_object *options, int depth,
			 GError **error)
{
	if (set_text(matcher, options))
		set_regex(matcher, arena);
	return true;
}

static bool setup_children(FrameMatcher *matcher, Arena *arena, json_object *options, int depth,
			   GError **error)
{
	bool is_list = json_object_is_type(options, json_type_array);
	size_t n = is_list ? MIN(json_object_array_length(options), MAX_CHILDREN) : 1;

	matcher->children = arena_new_array(arena, FrameMatcher *, n);
	for (size_t i = 0; i < n; i++) {
		json_object *child = is_list ? json_object_array_get_idx(options, i) : options;
		FrameMatcher *made = make(arena, json_get_text(child, "id", ""),
					  json_get(child, "options"), depth + 1, error);

		if (!made)
			return false;
		matcher->children[matcher->n_children++] = made;
	}
	return true;
}

/* --- Matching --- */

static bool matches_name(const FrameMatcher *matcher, const Frame *frame)
{
	return regex_test(matcher->regex, frame->name ? frame->name : "");
}

/* Whether `ref_id` is one of the texts between bars. */
static bool is_listed(const char *ref_id, const char *list)
{
	size_t length = strlen(ref_id);

	for (;;) {
		size_t part = strcspn(list, "|");

		if (part == length && memcmp(list, ref_id, length) == 0)
			return true;
		if (list[part] == '\0')
			return false;
		list += part + 1;
	}
}

static bool matches_ref_id(const FrameMatcher *matcher, const Frame *frame)
{
	const char *ref_id = frame->ref_id ? frame->ref_id : "";

	if (matcher->regex)
		return regex_test(matcher->regex, ref_id);
	if (matcher->text[0] != '/' && strchr(matcher->text, '|'))
		return is_listed(ref_id, matcher->text);
	return g_strcmp0(frame->ref_id, matcher->text) == 0;
}

static bool matches_any(const FrameMatcher *matcher, const Frame *frame)
{
	for (size_t i = 0; i < matcher->n_children; i++)
		if (frame_matches(matcher->children[i], frame))
			return true;
	return false;
}

static bool matches_all(const FrameMatcher *matcher, const Frame *frame)
{
	for (size_t i = 0; i < matcher->n_children; i++)
		if (!frame_matches(matcher->children[i], frame))
			return false;
	return true;
}

static bool matches_invert(const FrameMatcher *matcher, const Frame *frame)
{
	return !matches_any(matcher, frame);
}

static bool matches_always(const FrameMatcher *matcher, const Frame *frame)
{
	return true;
}

static bool matches_never(const FrameMatcher *matcher, const Frame *frame)
{
	return false;
}

static const FrameMatcherKind kinds[] = {
	{ "allMatch", matches_all, setup_children },
	{ "alwaysMatch", matches_always, NULL },
	{ "anyMatch", matches_any, setup_children },
	{ "byName", matches_name, setup_name },
	{ "byRefId", matches_ref_id, setup_ref_id },
	{ "invertMatch", matches_invert, setup_children },
	{ "neverMatch", matches_never, NULL },
};

static FrameMatcher *make(Arena *arena, const char *id, json_object *options, int depth,
			  GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds) && depth <= MAX_DEPTH; i++) {
		if (strcmp(kinds[i].id, id) != 0)
			continue;
		FrameMatcher *matcher = arena_new_one(arena, FrameMatcher);

		matcher->kind = &kinds[i];
		if (kinds[i].setup && !kinds[i].setup(matcher, arena, options, depth, error))
			return NULL;
		return matcher;
	}
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA, "there is no frame matcher \"%s\"", id);
	return NULL;
}

FrameMatcher *frame_matcher_new(Arena *arena, const char *id, json_object *options,
				GError **error)
{
	return make(arena, id, options, 0, error);
}

bool frame_matches(const FrameMatcher *matcher, const Frame *frame)
{
	return matcher->kind->matches(matcher, frame);
}
