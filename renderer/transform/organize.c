/*
 * Filters, orders and renames fields by display name.
 * Source: Grafana 12.3, transformers/organize.ts, order.ts, rename.ts.
 */
#include "renderer/transform/types.h"

#include "renderer/data/collate.h"
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/transform/filter-fields.h"

#include <math.h>
#include <string.h>

/* A key as it stands, dots and all. */
static json_object *get_key(json_object *object, const char *key)
{
	json_object *value = NULL;

	json_object_object_get_ex(object, key, &value);
	return value;
}

/* {name: true, other: false} as {names: [name]}. */
static json_object *names_that_are_true(Arena *arena, json_object *by_name)
{
	json_object *options = arena_take_json(arena, json_object_new_object());
	json_object *names = json_object_new_array();

	json_object_object_add(options, "names", names);
	if (!by_name)
		return options;
	json_object_object_foreach(by_name, name, is_set)
		if (json_object_get_boolean(is_set))
			json_object_array_add(names, json_object_new_string(name));
	return options;
}

/* --- Order --- */

static double index_of(const Field *field, json_object *by_name)
{
	json_object *index = get_key(by_name, field->state.display_name);
	double number = json_object_get_double(index);
	bool is_number = json_object_is_type(index, json_type_int) ||
			 json_object_is_type(index, json_type_double);

	return is_number && number == floor(number) ? number : INFINITY;
}

static int compare_index(const void *left, const void *right, void *data)
{
	json_object *by_name = data;
	double l = index_of(left, by_name), r = index_of(right, by_name);

	return (l > r) - (l < r);
}

static const char *text_of(const Field *field, json_object *rule)
{
	if (strcmp(json_get_text(rule, "type", ""), "name") == 0)
		return field->state.display_name;
	const char *value = labels_get(&field->labels, json_get_text(rule, "name", ""));

	return value ? value : "";
}

static int compare_rules(const void *left, const void *right, void *data)
{
	json_object *rules = data;

	for (size_t i = 0; i < json_object_array_length(rules); i++) {
		json_object *rule = json_object_array_get_idx(rules, i);
		int order = collate_texts(text_of(left, rule), text_of(right, rule), true);

		if (order)
			return json_get_bool(rule, "desc", false) ? -order : order;
	}
	return 0;
}

/* The first time field leads, the others keep their order until they are sorted. */
static size_t move_time_first(Frame *frame)
{
	Field *time = frame_first_of_type(frame, FIELD_TIME);

	if (!time)
		return 0;
	Field first = *time;

	memmove(frame->fields + 1, frame->fields,
		(size_t)(time - frame->fields) * sizeof(Field));
	frame->fields[0] = first;
	return 1;
}

static void order_fields(Frame *frame, json_object *options)
{
	json_object *by_name = json_get_object(options, "indexByName");
	json_object *rules = json_get_array(options, "orderBy");

	if (strcmp(json_get_text(options, "orderByMode", "manual"), "manual") == 0) {
		if (by_name)
			g_qsort_with_data(frame->fields, (int)frame->n_fields, sizeof(Field),
					  compare_index, by_name);
		return;
	}
	size_t fixed = move_time_first(frame);

	if (rules)
		g_qsort_with_data(frame->fields + fixed, (int)(frame->n_fields - fixed),
				  sizeof(Field), compare_rules, rules);
}

/* --- Rename --- */

static void rename_fields(Arena *arena, Frame *frame, json_object *by_name)
{
	for (size_t i = 0; by_name && i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];
		const char *name = field_display_name(arena, field, frame, NULL);
		json_object *to = get_key(by_name, name);

		if (!json_object_is_type(to, json_type_string) ||
		    json_object_get_string_len(to) == 0)
			continue;
		field->config.display_name = json_object_get_string(to);
		field->state.display_name = field->config.display_name;
	}
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	json_object *include = json_get_object(options, "includeByName");
	json_object *exclude = json_get_object(options, "excludeByName");
	Frames *filtered = fields_filter(context, frames, names_that_are_true(arena, include),
					 names_that_are_true(arena, exclude), false, error);
	Frames *out = frames_new(arena);

	if (!filtered)
		return NULL;
	frames_cache_names(arena, filtered);
	for (size_t i = 0; i < filtered->n; i++) {
		Frame *frame = frame_copy(arena, filtered->items[i]);

		order_fields(frame, options);
		rename_fields(arena, frame, json_get_object(options, "renameByName"));
		frames_append(arena, out, frame);
	}
	return out;
}

const Transform transform_organize = { "organize", run };
