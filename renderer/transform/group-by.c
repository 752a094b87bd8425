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

/* The calculations asked for one field, or NULL. `name` is its name without labels. */
static json_object *aggregations_of(const Grouping *grouping, Field *field, const char **name)
{
	Field alone = *field;
	json_object *rule = NULL;

	memset(&alone.state, 0, sizeof(alone.state));
	*name = field_display_name(grouping->context->arena, &alone, NULL, NULL);
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

static Field aggregate(Arena *arena, Frame *frame, const Field *field, const Groups *groups,
		       const Reducer *reducer)
{
	size_t n = groups_count(groups);
	Value *values = arena_new_array(arena, Value, n);

	for (size_t g = 0; g < n; g++) {
		size_t n_rows;
		const size_t *rows = group_rows(groups, g, &n_rows);
		Field part = field_take_rows(arena, frame, field, rows, n_rows);
		Frame of_group = { .fields = &part, .n_fields = 1, .n_rows = n_rows };

		values[g] = reduce_field(arena, &of_group, &part, reducer);
	}
	return field_of_values(NULL, reducer_field_type(reducer, field->type), values);
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
		Field made = aggregate(grouping->context->arena, frame, field, groups, reducer);

		made.name = arena_printf(grouping->context->arena, "%s (%s)", name, id);
		g_array_append_val(columns, made);
	}
}

static void add_keys(Arena *arena, Frame *frame, const bool *is_key, const Groups *groups,
		     GArray *columns)
{
	size_t n = groups_count(groups), n_rows;
	g_autofree size_t *firsts = g_new(size_t, n + 1);

	for (size_t g = 0; g < n; g++)
		firsts[g] = group_rows(groups, g, &n_rows)[0];
	for (size_t f = 0; f < frame->n_fields; f++) {
		if (!is_key[f])
			continue;
		Field key = field_take_rows(arena, frame, &frame->fields[f], firsts, n);

		key.labels = (Labels){ 0 };
		memset(&key.state, 0, sizeof(key.state));
		g_array_append_val(columns, key);
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

	add_keys(arena, frame, is_key, &groups, columns);
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
