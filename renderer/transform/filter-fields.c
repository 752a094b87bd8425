#include "renderer/transform/filter-fields.h"

#include "renderer/data/matcher.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"
#include "renderer/transform/types.h"

#include <string.h>

/* A variable's value: names between commas, braces around several. */
static json_object *names_of_variable(const char *text)
{
	json_object *names = json_object_new_array();
	size_t length = strlen(text);
	bool has_braces = length >= 2 && text[0] == '{' && text[length - 1] == '}';
	g_autofree char *inner = has_braces ? g_strndup(text + 1, length - 2) : g_strdup(text);
	g_auto(GStrv) parts = g_strsplit(inner, ",", -1);

	for (size_t i = 0; parts[i]; i++)
		json_object_array_add(names, json_object_new_string(parts[i]));
	return names;
}

static json_object *options_of_names(Arena *arena, json_object *names)
{
	json_object *options = json_object_new_object();

	json_object_object_add(options, "names", names);
	return arena_take_json(arena, options);
}

/* `matcher` stays NULL where nothing is asked for. False: an error. */
static bool make_matcher(Arena *arena, json_object *options, bool is_by_variable,
			 FieldMatcher **matcher, GError **error)
{
	json_object *names = json_get_array(options, "names");
	const char *pattern = json_get_text(options, "pattern", "");
	const char *variable = json_get_text(options, "variable", "");
	bool has_names = names && json_object_array_length(names) > 0;

	if (!options)
		return true;
	if (is_by_variable && variable[0])
		*matcher = field_matcher_new(arena, "byNames",
					     options_of_names(arena, names_of_variable(variable)),
					     error);
	else if (pattern[0] && has_names)
		*matcher = field_matcher_new(arena, "byRegexpOrNames", options, error);
	else if (pattern[0])
		*matcher = field_matcher_new(arena, "byRegexp", json_get(options, "pattern"),
					     error);
	else if (has_names)
		*matcher = field_matcher_new(arena, "byNames",
					     options_of_names(arena, json_object_get(names)),
					     error);
	else
		return true;
	return *matcher != NULL;
}

static Frame *filter_frame(Arena *arena, Frame *frame, Frames *frames, FieldMatcher *include,
			   FieldMatcher *exclude)
{
	bool *keep = arena_new_array(arena, bool, frame->n_fields);

	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];

		keep[i] = !(exclude && field_matches(exclude, arena, field, frame, frames)) &&
			  (!include || field_matches(include, arena, field, frame, frames));
	}
	return frame_take_fields(arena, frame, keep);
}

Frames *fields_filter(const TransformContext *context, Frames *frames, json_object *include,
		      json_object *exclude, bool is_by_variable, GError **error)
{
	FieldMatcher *included = NULL, *excluded = NULL;
	Frames *out = frames_new(context->arena);

	if (!make_matcher(context->arena, include, is_by_variable, &included, error) ||
	    !make_matcher(context->arena, exclude, is_by_variable, &excluded, error))
		return NULL;
	if (!included && !excluded)
		return frames;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = filter_frame(context->arena, frames->items[i], frames, included,
					    excluded);

		if (frame->n_fields)
			frames_append(context->arena, out, frame);
	}
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	return fields_filter(context, frames, json_get_object(options, "include"),
			     json_get_object(options, "exclude"),
			     json_get_bool(options, "byVariable", false), error);
}

const Transform transform_filter_fields_by_name = { "filterFieldsByName", run };
