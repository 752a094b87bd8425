/* A row for each group, with calculations. Source: Grafana 12.3, transformers/groupBy.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/transform/group.h"
#include "renderer/transform/rows.h"

#include <string.h>

typedef struct {
	const TransformContext *context;
	json_object *fields; // {name: {operation, aggregations}}
	FieldMatcher *keys;  // NULL: nothing to group by
} Grouping;

static bool find_keys(Grouping *grouping, GError **error)
{
	json_object *options = arena_take_json(grouping->context->arena, json_object_new_object());
	json_object *names = json_object_new_array();

	json_object_object_add(options, "names", names);
	if (!grouping->fields)
		return true;
	json_object_object_foreach(grouping->fields, name, rule)
		if (strcmp(json_get_text(rule, "operation", ""), "groupby") == 0)
			json_object_array_add(names, json_object_new_string(name));
	if (json_object_array_length(names) == 0)
		return true;
	grouping->keys = field_matcher_new(grouping->context->arena, "byNames", options, error);
	return grouping->keys != NULL;
}

/*
 * The calculations asked for one field, or NULL. Its name is the one it has without its frame,
 * unless looking for the keys left another.
 */
static json_object *aggregations_of(const Grouping *grouping, Field *field, const char **name)
{
	json_object *rule = NULL;

	*name = field_display_name(grouping->context->arena, field, NULL, NULL);
	json_object_object_get_ex(grouping->fields, *name, &rule);
	json_object *list = json_get_array(rule, "aggregations");
	const char *operation = json_get_text(rule, "operation", "");

	if (strcmp(operation, "aggregate") == 0)
		return list;
	bool is_count = list && strcmp(operation, "groupby") == 0 &&
			json_object_array_length(list) == 1 &&
			g_strcmp0(json_object_get_string(json_object_array_get_idx(list, 0)),
				  "count") == 0;

	return is_count ? list : NULL;
}

static void add_aggregates(const Grouping *grouping, Frame *frame, Field *field,
			   const Groups *groups, GArray *columns)
{
	const char *name;
	json_object *list = aggregations_of(grouping, field, &name);

	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		const char *id = json_object_get_string(json_object_array_get_idx(list, i));
		const Reducer *reducer = id ? reducer_find(id) : NULL;

		if (!reducer)
			continue;
		Field made = group_aggregate(grouping->context->arena, frame, field, groups,
					     reducer);

		made.name = arena_printf(grouping->context->arena, "%s (%s)", name, id);
		g_array_append_val(columns, made);
	}
}

/* NULL: the frame has none of the fields to group by. */
static Frame *group_frame(const Grouping *grouping, Frame *frame, Frames *frames)
{
	Arena *arena = grouping->context->arena;
	bool *is_key = arena_new_array(arena, bool, frame->n_fields);
	bool is_any = false;

	for (size_t f = 0; f < frame->n_fields; f++) {
		is_key[f] = field_matches(grouping->keys, arena, &frame->fields[f], frame, frames);
		is_any |= is_key[f];
	}
	if (!is_any)
		return NULL;
	Groups groups = groups_of(arena, frame, is_key);
	GArray *columns = g_array_new(false, false, sizeof(Field));
	Frame *out = frame_new(arena, 0, groups_count(&groups));

	for (size_t f = 0; f < frame->n_fields; f++) {
		if (!is_key[f])
			continue;
		Field key = group_key_column(arena, frame, &frame->fields[f], &groups);

		g_array_append_val(columns, key);
	}
	for (size_t f = 0; f < frame->n_fields; f++)
		add_aggregates(grouping, frame, &frame->fields[f], &groups, columns);
	groups_clear(&groups);
	out->n_fields = columns->len;
	out->fields = arena_take_array(arena, columns);
	out->ref_id = frame->ref_id;
	frame_settle(arena, out);
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Grouping grouping = { context, json_get_object(options, "fields"), NULL };
	Frames *out = frames_new(context->arena);

	if (!find_keys(&grouping, error))
		return NULL;
	if (!grouping.keys)
		return frames;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = group_frame(&grouping, frames->items[i], frames);

		if (frame)
			frames_append(context->arena, out, frame);
	}
	return out;
}

const Transform transform_group_by = { "groupBy", run };
