/*
 * A row for each group, with the group's own rows as a table in it.
 * Source: Grafana 12.3, transformers/groupToNestedTable.ts.
 */
#include "renderer/transform/types.h"

#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/transform/group.h"
#include "renderer/transform/rows.h"

#include <string.h>

typedef struct {
	const TransformContext *context;
	json_object *fields; // {name: {operation, aggregations}}
	json_object *meta;   // of the nested frames
} Nesting;

static json_object *rule_of(const Nesting *nesting, Field *field)
{
	json_object *rule = NULL;

	json_object_object_get_ex(
		nesting->fields, field_display_name(nesting->context->arena, field, NULL, NULL),
		&rule);
	return rule;
}

static bool is_operation(json_object *rule, const char *operation)
{
	return strcmp(json_get_text(rule, "operation", ""), operation) == 0;
}

/* Neither a key nor calculated, in any of the forms that the editor leaves. */
static bool is_nested(json_object *rule)
{
	json_object *aggregations = json_get_array(rule, "aggregations");

	return !rule || !aggregations || !json_get(rule, "operation") ||
	       (is_operation(rule, "aggregate") && json_object_array_length(aggregations) == 0);
}

/* --- Calculations --- */

static FieldType aggregate_type(Field *made, const Field *field, const Reducer *reducer, size_t n)
{
	static const char *const as_field[] = { "first", "firstNotNull", "last", "lastNotNull" };
	Frame only = { .fields = made, .n_fields = 1, .n_rows = n };
	bool has_value = false;

	if (strcmp(reducer->id, "allIsNull") == 0)
		return FIELD_BOOLEAN;
	for (size_t i = 0; i < G_N_ELEMENTS(as_field); i++)
		if (strcmp(reducer->id, as_field[i]) == 0)
			return field->type;
	for (size_t i = 0; i < n && !has_value; i++)
		has_value = made->values[i].kind != VALUE_NULL &&
			    made->values[i].kind != VALUE_ABSENT;
	made->type = FIELD_OTHER;
	frame_guess_types(&only);
	return has_value ? made->type : FIELD_STRING;
}

static bool add_aggregates(const Nesting *nesting, Frame *frame, Field *field,
			   const Groups *groups, GArray *columns, GError **error)
{
	Arena *arena = nesting->context->arena;
	json_object *rule = rule_of(nesting, field);
	json_object *ids = is_operation(rule, "aggregate") ? json_get_array(rule, "aggregations")
							   : NULL;

	for (size_t i = 0; i < json_length(ids); i++) {
		const char *id = json_object_get_string(json_at(ids, i));
		const Reducer *reducer = reducer_find(id);

		if (!transform_has_room(nesting->context, frame->n_rows, columns->len + 1, error))
			return false;
		if (!reducer)
			continue;
		Field made = group_aggregate(arena, frame, field, groups, reducer);

		made.name = arena_printf(arena, "%s (%s)", field->state.display_name, id);
		made.type = aggregate_type(&made, field, reducer, groups_count(groups));
		g_array_append_val(columns, made);
	}
	return true;
}

/* --- Nested frames --- */

static int compare_fields(const void *left, const void *right, void *unused)
{
	return compare_object_keys(&(*(Field *const *)left)->state.display_name,
				   &(*(Field *const *)right)->state.display_name, NULL);
}

static GPtrArray *nested_fields(const Nesting *nesting, Frame *frame)
{
	GPtrArray *fields = g_ptr_array_new();

	for (size_t f = 0; f < frame->n_fields; f++)
		if (is_nested(rule_of(nesting, &frame->fields[f])))
			g_ptr_array_add(fields, &frame->fields[f]);
	if (fields->len)
		g_qsort_with_data(fields->pdata, (int)fields->len, sizeof(void *), compare_fields,
				  NULL);
	return fields;
}

static Frame *nested_frame(const Nesting *nesting, const Frame *frame, const GPtrArray *fields,
			   const size_t *rows, size_t n_rows)
{
	Arena *arena = nesting->context->arena;
	Frame *nested = frame_new(arena, fields->len, fields->len ? n_rows : 0);

	nested->meta = nesting->meta;
	for (size_t i = 0; i < fields->len; i++) {
		const Field *field = fields->pdata[i];
		Field *taken = &nested->fields[i];

		*taken = field_take_rows(arena, frame, field, rows, n_rows);
		taken->name = field->state.display_name;
		taken->labels = (Labels){ 0 };
		memset(&taken->state, 0, sizeof(taken->state));
	}
	return nested;
}

static bool add_nested(const Nesting *nesting, Frame *frame, const Groups *groups, GArray *columns,
		       GError **error)
{
	Arena *arena = nesting->context->arena;
	g_autoptr(GPtrArray) fields = nested_fields(nesting, frame);
	size_t n = groups_count(groups);
	Value *values = arena_new_array(arena, Value, n);

	if (!transform_has_room(nesting->context, frame->n_rows, fields->len, error) ||
	    !transform_has_room(nesting->context, 0, n * fields->len, error))
		return false;
	for (size_t g = 0; g < n; g++) {
		size_t n_rows;
		const size_t *rows = group_rows(groups, g, &n_rows);
		Frames *frames = frames_new(arena);

		frames_append(arena, frames, nested_frame(nesting, frame, fields, rows, n_rows));
		values[g] = (Value){ .kind = VALUE_FRAMES, .frames = frames };
	}
	Field made = field_of_values("__nestedFrames", FIELD_NESTED_FRAMES, values);

	g_array_append_val(columns, made);
	return true;
}

/* --- The table --- */

static bool fill_columns(const Nesting *nesting, Frame *frame, const bool *is_key,
			 const Groups *groups, GArray *columns, GError **error)
{
	for (size_t f = 0; f < frame->n_fields; f++) {
		if (!is_key[f])
			continue;
		Field key = group_key_column(nesting->context->arena, frame, &frame->fields[f],
					     groups);

		g_array_append_val(columns, key);
	}
	for (size_t f = 0; f < frame->n_fields; f++)
		if (!add_aggregates(nesting, frame, &frame->fields[f], groups, columns, error))
			return false;
	return add_nested(nesting, frame, groups, columns, error);
}

/* `out` stays NULL where the frame has no key. False: an error. */
static bool nest(const Nesting *nesting, Frame *frame, Frame **out, GError **error)
{
	Arena *arena = nesting->context->arena;
	bool *is_key = arena_new_array(arena, bool, frame->n_fields);
	bool is_any = false;

	for (size_t f = 0; f < frame->n_fields; f++) {
		is_key[f] = is_operation(rule_of(nesting, &frame->fields[f]), "groupby");
		is_any |= is_key[f];
	}
	if (!is_any)
		return true;
	Groups groups = groups_of(arena, frame, is_key);
	GArray *columns = g_array_new(false, false, sizeof(Field));
	bool is_filled = fill_columns(nesting, frame, is_key, &groups, columns, error);

	*out = frame_new(arena, 0, groups_count(&groups));
	(*out)->n_fields = columns->len;
	(*out)->fields = arena_take_array(arena, columns);
	frame_settle(arena, *out);
	groups_clear(&groups);
	return is_filled;
}

static bool has_key(json_object *fields)
{
	if (!fields)
		return false;
	json_object_object_foreach(fields, name, rule) {
		(void)name;
		if (is_operation(rule, "groupby"))
			return true;
	}
	return false;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	bool has_header = json_get_bool(options, "showSubframeHeaders", true);
	const Nesting nesting = {
		context, json_get_object(options, "fields"),
		arena_take_json(context->arena,
				json_make("{'custom':{'noHeader':%b}}", !has_header)),
	};
	Frames *out = frames_new(context->arena);

	if (!has_key(nesting.fields))
		return frames;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *table = NULL;

		if (!nest(&nesting, frames->items[i], &table, error))
			return NULL;
		if (table)
			frames_append(context->arena, out, table);
	}
	return out;
}

const Transform transform_group_to_nested_table = { "groupToNestedTable", run };
