/* Fields to single values. Source: Grafana 12.3, transformers/reduce.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

#include <math.h>
#include <string.h>

enum { MAX_REDUCERS = 200 };

typedef struct {
	Arena *arena;
	Frames *frames;
	FieldMatcher *matcher; // NULL: all fields
	const Reducer *reducers[MAX_REDUCERS];
	size_t n_reducers;
	GPtrArray *label_keys; // columns of their own; empty: none
} Reduction;

/* Unknown ones are left out, as in the browser. */
static void find_reducers(Reduction *reduction, json_object *ids)
{
	size_t n = ids ? json_object_array_length(ids) : 0;

	if (!ids)
		reduction->reducers[reduction->n_reducers++] = reducer_find("max");
	for (size_t i = 0; i < n && i < MAX_REDUCERS; i++) {
		json_object *id = json_object_array_get_idx(ids, i);
		const char *text = json_object_is_type(id, json_type_string)
					   ? json_object_get_string(id)
					   : "";
		const Reducer *reducer = reducer_find(text);

		if (reducer)
			reduction->reducers[reduction->n_reducers++] = reducer;
	}
}

static bool find_matcher(Reduction *reduction, json_object *options, bool is_with_time,
			 GError **error)
{
	json_object *fields = json_get_object(options, "fields");

	if (!fields && is_with_time)
		return true;
	if (fields) {
		reduction->matcher = field_matcher_new(reduction->arena,
						       json_get_text(fields, "id", ""),
						       json_get(fields, "options"), error);
		return reduction->matcher != NULL;
	}
	json_object *time = json_object_new_object();

	json_object_object_add(time, "id", json_object_new_string("byType"));
	json_object_object_add(time, "options", json_object_new_string("time"));
	reduction->matcher = field_matcher_new(reduction->arena, "invertMatch",
					       arena_take_json(reduction->arena, time), error);
	return reduction->matcher != NULL;
}

static bool is_meant(const Reduction *reduction, Field *field, Frame *frame)
{
	return !reduction->matcher ||
	       field_matches(reduction->matcher, reduction->arena, field, frame,
			     reduction->frames);
}

/* --- A row for each field --- */

static void collect_label_keys(GPtrArray *keys, const Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		for (size_t f = 0; f < frame->n_fields; f++) {
			const Labels *labels = &frame->fields[f].labels;

			for (size_t l = 0; l < labels->n; l++)
				if (!g_ptr_array_find_with_equal_func(keys, labels->items[l].key,
								      g_str_equal, NULL))
					g_ptr_array_add(keys, (void *)labels->items[l].key);
		}
	}
}

/* One row of cells, in the order of the columns. */
static void fill_row(const Reduction *reduction, Field *field, Frame *frame, Value **columns,
		     size_t row)
{
	Arena *arena = reduction->arena;
	size_t at = 1;

	columns[0][row] = value_of_string(
		reduction->label_keys->len
			? field->name
			: field_display_name(arena, field, frame, reduction->frames));
	for (size_t i = 0; i < reduction->label_keys->len; i++, at++) {
		const char *value = labels_get(&field->labels, reduction->label_keys->pdata[i]);

		if (value)
			columns[at][row] = value_of_string(value);
	}
	for (size_t i = 0; i < reduction->n_reducers; i++, at++) {
		Value value = reduce_field(arena, frame, field, reduction->reducers[i]);

		if (value.kind == VALUE_NULL)
			value = (Value){ .kind = VALUE_NUMBER, .number = NAN };
		columns[at][row] = value;
	}
}

static Frame *reduce_frame_to_rows(const Reduction *reduction, Frame *frame)
{
	size_t n_labels = reduction->label_keys->len;
	size_t n_columns = 1 + n_labels + reduction->n_reducers;
	Frame *out = frame_new(reduction->arena, n_columns, 0);
	Value **columns = arena_new_array(reduction->arena, Value *, n_columns);

	for (size_t i = 0; i < n_columns; i++) {
		Field *field = &out->fields[i];

		columns[i] = arena_new_array(reduction->arena, Value, frame->n_fields);
		field->values = columns[i];
		field->type = i <= n_labels ? FIELD_STRING : FIELD_OTHER;
		if (i == 0)
			field->name = "Field";
		else if (i <= n_labels)
			field->name = reduction->label_keys->pdata[i - 1];
		else
			field->name = reduction->reducers[i - 1 - n_labels]->name;
	}
	for (size_t i = 0; i < frame->n_fields; i++)
		if (is_meant(reduction, &frame->fields[i], frame))
			fill_row(reduction, &frame->fields[i], frame, columns, out->n_rows++);
	frame_guess_types(out);
	return out;
}

/* The cells of one column of all parts; one of another type is left out, and the rest moves up. */
static void append_column(Frame *out, size_t column, Frame **parts, size_t n_parts, Value *to)
{
	size_t at = 0;

	for (size_t i = 0; i < n_parts; i++) {
		const Field *field = &parts[i]->fields[column];

		if (column > 0 && field->type != out->fields[column].type)
			continue;
		if (parts[i]->n_rows)
			memcpy(to + at, field->values, parts[i]->n_rows * sizeof(Value));
		at += parts[i]->n_rows;
	}
	out->fields[column].values = to;
}

static Frames *reduce_to_rows(const TransformContext *context, const Reduction *reduction,
			      GError **error)
{
	Arena *arena = context->arena;
	const Frames *frames = reduction->frames;
	Frames *out = frames_new(arena);
	size_t n_rows = 0, n_columns = 1 + reduction->label_keys->len + reduction->n_reducers;

	for (size_t i = 0; i < frames->n; i++)
		n_rows += frames->items[i]->n_fields;
	if (!transform_has_room(context, n_rows, n_columns, error))
		return NULL;
	if (frames->n == 0)
		return out;
	Frame **parts = arena_new_array(arena, Frame *, frames->n);

	for (size_t i = 0; i < frames->n; i++)
		parts[i] = reduce_frame_to_rows(reduction, frames->items[i]);
	Frame *all = frame_copy(arena, parts[0]);

	for (size_t i = 0; i < n_columns; i++)
		append_column(all, i, parts, frames->n, arena_new_array(arena, Value, n_rows));
	all->n_rows = 0;
	for (size_t i = 0; i < frames->n; i++)
		all->n_rows += parts[i]->n_rows;
	all->meta = frames->items[0]->meta;
	all->ref_id = joined_ref_id(arena, "reduce", frames);
	frame_settle(arena, all);
	frames_append(arena, out, all);
	return out;
}

/* --- Fields of one row --- */

static FieldType type_of(const Reducer *reducer, const Field *field)
{
	static const char *const as_field[] = { "first", "firstNotNull", "last", "lastNotNull" };

	for (size_t i = 0; i < G_N_ELEMENTS(as_field); i++)
		if (strcmp(reducer->id, as_field[i]) == 0)
			return field->type;
	bool is_list = strcmp(reducer->id, "allValues") == 0 ||
		       strcmp(reducer->id, "uniqueValues") == 0;

	return is_list ? FIELD_OTHER : FIELD_NUMBER;
}

static Field reduced(const Reduction *reduction, Frame *frame, const Field *field,
		     const Reducer *reducer)
{
	Field copy = *field;
	Value *value = arena_new_one(reduction->arena, Value);

	*value = reduce_field(reduction->arena, frame, field, reducer);
	copy.type = type_of(reducer, field);
	copy.numbers = NULL;
	copy.nanos = NULL;
	copy.values = value;
	memset(&copy.state, 0, sizeof(copy.state));
	if (reduction->n_reducers > 1)
		copy.labels = labels_with(reduction->arena, &field->labels, "reducer",
					  reducer->name);
	return copy;
}

static Frames *reduce_in_place(const Reduction *reduction)
{
	Arena *arena = reduction->arena;
	Frames *out = frames_new(arena);

	for (size_t i = 0; i < reduction->frames->n; i++) {
		Frame *frame = reduction->frames->items[i];
		Frame *copy = frame_new(arena, frame->n_fields * reduction->n_reducers, 1);
		size_t n = 0;

		for (size_t f = 0; f < frame->n_fields; f++)
			for (size_t r = 0; r < reduction->n_reducers; r++)
				if (is_meant(reduction, &frame->fields[f], frame))
					copy->fields[n++] = reduced(reduction, frame,
								    &frame->fields[f],
								    reduction->reducers[r]);
		if (n == 0)
			continue;
		copy->n_fields = n;
		copy->name = frame->name;
		copy->ref_id = frame->ref_id;
		copy->meta = frame->meta;
		frame_settle(arena, copy);
		frames_append(arena, out, copy);
	}
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new();
	Reduction reduction = { context->arena, frames, .label_keys = keys };
	const char *mode = json_get_text(options, "mode", "seriesToRows");
	bool is_in_place = strcmp(mode, "reduceFields") == 0;
	bool is_with_time = is_in_place && json_get_bool(options, "includeTimeField", false);

	json_object *ids = json_get_array(options, "reducers");

	if (ids && json_object_array_length(ids) == 0)
		return frames;
	find_reducers(&reduction, ids);
	if (!find_matcher(&reduction, options, is_with_time, error))
		return NULL;
	if (is_in_place)
		return reduce_in_place(&reduction);
	if (json_get_bool(options, "labelsToFields", false))
		collect_label_keys(keys, frames);
	return reduce_to_rows(context, &reduction, error);
}

const Transform transform_reduce = { "reduce", run };
