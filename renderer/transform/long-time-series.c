#include "renderer/transform/long-time-series.h"

#include "renderer/model/json-edit.h"
#include "renderer/transform/rows.h"

#include <stdlib.h>
#include <string.h>

Frame *frame_with_type(Arena *arena, const Frame *frame, const char *type)
{
	Frame *typed = frame_copy(arena, frame);

	typed->meta = arena_take_json(arena, json_object_new_object());
	json_assign(typed->meta, frame->meta);
	json_set(typed->meta, "type", json_object_new_string(type));
	return typed;
}

static int compare_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* --- Names, each once --- */

typedef struct {
	GPtrArray *texts;
	GHashTable *places; // of the texts, by one more
} Names;

static Names names_new(void)
{
	return (Names){ g_ptr_array_new(), g_hash_table_new(g_str_hash, g_str_equal) };
}

static void names_clear(Names *names)
{
	g_ptr_array_unref(names->texts);
	g_hash_table_unref(names->places);
}

/* -1: it is none of them */
static int index_of(const Names *names, const char *name)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(names->places, name)) - 1;
}

static bool add_name(Names *names, const char *name)
{
	if (index_of(names, name) >= 0)
		return false;
	g_ptr_array_add(names->texts, (void *)name);
	g_hash_table_insert(names->places, (void *)name, GINT_TO_POINTER(names->texts->len));
	return true;
}

static void sort_names(Names *names)
{
	if (names->texts->len)
		qsort(names->texts->pdata, names->texts->len, sizeof(void *), compare_texts);
	for (unsigned i = 0; i < names->texts->len; i++)
		g_hash_table_insert(names->places, names->texts->pdata[i], GINT_TO_POINTER(i + 1));
}

/* --- What a wide frame has --- */

/* Fields with equal labels, which give one row together. */
typedef struct {
	const char *key; // the labels as text, for their order
	GPtrArray *fields;
} LabelSet;

typedef struct {
	Arena *arena;
	const Frame *frame;
	const Field *time;
	Names value_names;   // in the order they are met in
	GArray *value_types; // of each name
	GPtrArray *factors;  // text and boolean fields, the first of each name
	Names factor_names;  // of factors and labels, sorted
	GArray *sets;	     // LabelSet, sorted
} Wide;

static const char *name_of(const Field *field)
{
	return field->name ? field->name : "";
}

/* As JSON, in the labels' own order. */
static const char *label_key(Arena *arena, const Labels *labels)
{
	json_object *json = json_object_new_object();

	if (!labels->items)
		return json_object_put(json), "undefined";
	for (size_t i = 0; i < labels->n; i++)
		json_set(json, labels->items[i].key, json_object_new_string(labels->items[i].value));
	arena_take_json(arena, json);
	return json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN |
							    JSON_C_TO_STRING_NOSLASHESCAPE);
}

static GPtrArray *fields_of_set(Wide *wide, GHashTable *by_key, const Labels *labels)
{
	const char *key = label_key(wide->arena, labels);
	GPtrArray *fields = g_hash_table_lookup(by_key, key);

	if (fields)
		return fields;
	LabelSet set = { key, g_ptr_array_new() };

	g_hash_table_insert(by_key, (void *)key, set.fields);
	g_array_append_val(wide->sets, set);
	return set.fields;
}

static FieldType type_of_value(const Wide *wide, const char *name)
{
	int index = index_of(&wide->value_names, name);

	return g_array_index(wide->value_types, FieldType, index);
}

/* A value of another type than the first of its name is left out. */
static void add_value(Wide *wide, GHashTable *by_key, const Field *field)
{
	if (add_name(&wide->value_names, name_of(field)))
		g_array_append_val(wide->value_types, field->type);
	else if (type_of_value(wide, name_of(field)) != field->type)
		return;
	g_ptr_array_add(fields_of_set(wide, by_key, &field->labels), (void *)field);
	for (size_t i = 0; i < field->labels.n; i++)
		add_name(&wide->factor_names, field->labels.items[i].key);
}

static int compare_sets(const void *left, const void *right)
{
	return strcmp(((const LabelSet *)left)->key, ((const LabelSet *)right)->key);
}

static Wide wide_new(Arena *arena, const Frame *frame)
{
	g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) factors = g_hash_table_new(g_str_hash, g_str_equal);
	Wide wide = {
		.arena = arena,
		.frame = frame,
		.time = frame_first_of_type(frame, FIELD_TIME),
		.value_names = names_new(),
		.value_types = g_array_new(false, false, sizeof(FieldType)),
		.factors = g_ptr_array_new(),
		.factor_names = names_new(),
		.sets = g_array_new(false, false, sizeof(LabelSet)),
	};

	for (size_t f = 0; f < frame->n_fields; f++) {
		const Field *field = &frame->fields[f];

		if (field->type != FIELD_STRING && field->type != FIELD_BOOLEAN) {
			if (field != wide.time)
				add_value(&wide, by_key, field);
			continue;
		}
		if (g_hash_table_add(factors, (void *)name_of(field)))
			g_ptr_array_add(wide.factors, (void *)field);
		add_name(&wide.factor_names, name_of(field));
	}
	g_array_sort(wide.sets, compare_sets);
	sort_names(&wide.factor_names);
	return wide;
}

static void wide_clear(Wide *wide)
{
	names_clear(&wide->value_names);
	names_clear(&wide->factor_names);
	g_array_unref(wide->value_types);
	g_ptr_array_unref(wide->factors);
	for (unsigned i = 0; i < wide->sets->len; i++)
		g_ptr_array_unref(g_array_index(wide->sets, LabelSet, i).fields);
	g_array_unref(wide->sets);
}

/* --- Long --- */

static int compare_times(const void *left, const void *right, void *data)
{
	const Wide *wide = data;
	double l = value_to_number(field_value(wide->frame, wide->time, *(const size_t *)left));
	double r = value_to_number(field_value(wide->frame, wide->time, *(const size_t *)right));

	return (l > r) - (l < r);
}

static size_t *rows_by_time(const Wide *wide)
{
	size_t n = wide->frame->n_rows;
	size_t *rows = arena_new_array(wide->arena, size_t, n);

	for (size_t i = 0; i < n; i++)
		rows[i] = i;
	g_qsort_with_data(rows, (int)n, sizeof(size_t), compare_times, (void *)wide);
	return rows;
}

/* Where one set's cells of a wide row go. `columns` has one for each name, in the sets' order. */
static void put_row(const Wide *wide, const LabelSet *set, size_t row, Value **columns, size_t at)
{
	Value **of_factors = columns + wide->value_names.texts->len;
	const Field *first = set->fields->pdata[0];

	for (unsigned i = 0; i < wide->factors->len; i++) {
		const Field *factor = wide->factors->pdata[i];

		of_factors[index_of(&wide->factor_names, name_of(factor))][at] =
			field_value(wide->frame, factor, row);
	}
	for (size_t i = 0; i < first->labels.n; i++) {
		const Label *label = &first->labels.items[i];

		of_factors[index_of(&wide->factor_names, label->key)][at] =
			value_of_string(label->value);
	}
	for (unsigned i = 0; i < set->fields->len; i++) {
		const Field *field = set->fields->pdata[i];

		columns[index_of(&wide->value_names, name_of(field))][at] =
			field_value(wide->frame, field, row);
	}
}

static const Value *fill_rows(const Wide *wide, Value **columns, size_t n_rows)
{
	Value *times = arena_new_array(wide->arena, Value, n_rows);
	const size_t *rows = rows_by_time(wide);
	size_t at = 0;

	for (size_t i = 0; i < wide->frame->n_rows; i++)
		for (unsigned s = 0; s < wide->sets->len; s++, at++) {
			times[at] = field_value(wide->frame, wide->time, rows[i]);
			put_row(wide, &g_array_index(wide->sets, LabelSet, s), rows[i], columns,
				at);
		}
	return times;
}

/* The columns of values are made in the order their names are met in and then sorted by name. */
static int compare_names(const void *left, const void *right)
{
	return strcmp(((const Field *)left)->name, ((const Field *)right)->name);
}

static Frame *build_long(const TransformContext *context, const Wide *wide, GError **error)
{
	Arena *arena = context->arena;
	size_t n_values = wide->value_names.texts->len;
	size_t n_columns = n_values + wide->factor_names.texts->len;
	size_t n_rows = wide->frame->n_rows * wide->sets->len;

	if (!transform_has_room(context, n_rows, n_columns + 1, error))
		return NULL;
	Frame *out = frame_new(arena, n_columns + 1, n_rows);
	Value **columns = arena_new_array(arena, Value *, n_columns);

	for (size_t c = 0; c < n_columns; c++) {
		bool is_value = c < n_values;
		const char *name = is_value ? wide->value_names.texts->pdata[c]
					    : wide->factor_names.texts->pdata[c - n_values];

		columns[c] = arena_new_array(arena, Value, n_rows);
		out->fields[c + 1] = field_of_values(
			name, is_value ? g_array_index(wide->value_types, FieldType, c)
				       : FIELD_STRING,
			columns[c]);
	}
	out->fields[0] = field_of_values(wide->time->name, FIELD_TIME,
					 fill_rows(wide, columns, n_rows));
	if (n_values)
		qsort(out->fields + 1, n_values, sizeof(Field), compare_names);
	out->name = wide->frame->name;
	out->ref_id = wide->frame->ref_id;
	out->meta = wide->frame->meta;
	frame_settle(arena, out);
	return frame_with_type(arena, out, "timeseries-long");
}

Frames *to_long_time_series(const TransformContext *context, Frames *frames, GError **error)
{
	Frames *out = frames_new(context->arena);

	for (size_t i = 0; i < frames->n; i++) {
		if (!frame_first_of_type(frames->items[i], FIELD_TIME))
			continue;
		Wide wide = wide_new(context->arena, frames->items[i]);
		Frame *made = build_long(context, &wide, error);

		wide_clear(&wide);
		if (!made)
			return NULL;
		frames_append(context->arena, out, made);
	}
	return out;
}

/* --- Multi --- */

static const char *cell_text(Arena *arena, Value value)
{
	bool is_missing = value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;

	return is_missing ? "" : value_to_text(arena, value);
}

static const char *key_of_row(Arena *arena, const Frame *frame, size_t row)
{
	GString *key = g_string_new(NULL);

	for (size_t f = 0; f < frame->n_fields; f++) {
		if (frame->fields[f].type != FIELD_STRING)
			continue;
		g_string_append(key, cell_text(arena, field_value(frame, &frame->fields[f], row)));
		g_string_append_c(key, '/');
	}
	return arena_take_string(arena, key);
}

static Labels labels_of_row(Arena *arena, const Frame *frame, size_t row)
{
	Labels labels = { 0 };

	for (size_t f = 0; f < frame->n_fields; f++) {
		const Field *field = &frame->fields[f];

		if (field->type == FIELD_STRING)
			labels = labels_with(arena, &labels, field->name,
					     value_to_text(arena, field_value(frame, field, row)));
	}
	return labels;
}

static Frame *series_of(Arena *arena, const Frame *frame, const Field *value, const size_t *rows,
			size_t n_rows, const Labels *labels)
{
	Frame pair = *frame;
	Field fields[] = { frame->fields[0], *value };

	pair.fields = fields;
	pair.n_fields = G_N_ELEMENTS(fields);
	fields[1].labels = *labels;
	return frame_with_type(arena, frame_take_rows(arena, &pair, rows, n_rows),
			       "timeseries-multi");
}

static void unref_array(void *array)
{
	g_array_unref(array);
}

/* The texts of each row, as one. */
static const char **keys_of_rows(Arena *arena, const Frame *frame)
{
	const char **keys = arena_new_array(arena, const char *, frame->n_rows);

	for (size_t row = 0; row < frame->n_rows; row++)
		keys[row] = key_of_row(arena, frame, row);
	return keys;
}

static bool is_missing(Value value)
{
	return value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
}

/* Rows by their key; those that a join left without value or time belong to none. */
static GPtrArray *rows_of_series(const Frame *frame, const Field *value, const char *const *keys)
{
	GPtrArray *series = g_ptr_array_new_with_free_func(unref_array);
	g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t row = 0; row < frame->n_rows; row++) {
		GArray *rows = g_hash_table_lookup(by_key, keys[row]);

		if (field_value(frame, value, row).kind == VALUE_ABSENT ||
		    is_missing(field_value(frame, &frame->fields[0], row)))
			continue;
		if (!rows) {
			rows = g_array_new(false, false, sizeof(size_t));
			g_hash_table_insert(by_key, (void *)keys[row], rows);
			g_ptr_array_add(series, rows);
		}
		g_array_append_val(rows, row);
	}
	return series;
}

/* False: too many. */
static bool add_series(const TransformContext *context, const Frame *frame, const Field *value,
		       const char *const *keys, Frames *out, GError **error)
{
	Arena *arena = context->arena;
	g_autoptr(GPtrArray) series = rows_of_series(frame, value, keys);

	if (!transform_has_room(context, 0, 2 * (out->n + series->len), error))
		return false;
	for (unsigned i = 0; i < series->len; i++) {
		const GArray *rows = series->pdata[i];
		const size_t *first = (const size_t *)(const void *)rows->data;
		Labels labels = labels_of_row(arena, frame, first[0]);

		frames_append(arena, out,
			      series_of(arena, frame, value, first, rows->len, &labels));
	}
	return true;
}

static Frame *whole_series(Arena *arena, const Frame *frame, const Field *value)
{
	Frame pair = *frame;
	Field fields[] = { frame->fields[0], *value };

	pair.fields = fields;
	pair.n_fields = G_N_ELEMENTS(fields);
	return frame_with_type(arena, &pair, "timeseries-multi");
}

static bool split_frame(const TransformContext *context, const Frame *frame, Frames *out,
			GError **error)
{
	Arena *arena = context->arena;
	const char **keys = frame_first_of_type(frame, FIELD_STRING) ? keys_of_rows(arena, frame)
								     : NULL;

	for (size_t f = 1; f < frame->n_fields; f++) {
		const Field *field = &frame->fields[f];

		if (field->type != FIELD_NUMBER && field->type != FIELD_BOOLEAN)
			continue;
		if (!keys)
			frames_append(arena, out, whole_series(arena, frame, field));
		else if (!add_series(context, frame, field, keys, out, error))
			return false;
	}
	return true;
}

Frames *to_multi_time_series(const TransformContext *context, Frames *frames, GError **error)
{
	Frames *rows = to_long_time_series(context, frames, error);
	Frames *out = frames_new(context->arena);

	for (size_t i = 0; rows && i < rows->n; i++)
		if (!split_frame(context, rows->items[i], out, error))
			return NULL;
	return rows ? out : NULL;
}
