/* Source: Grafana 12.3, transformers/joinByField.ts, joinDataFrames.ts. */
#include "renderer/transform/join-by-field.h"

#include "renderer/data/join.h"
#include "renderer/data/matcher.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"
#include "renderer/transform/types.h"

#include <string.h>

/* A frame that takes part. */
typedef struct {
	Frame *frame;
	Field *key;
} Part;

typedef struct {
	Arena *arena;
	Part *parts;
	size_t n_parts;
	size_t n_columns; // of the result
} JoinParts;

/* --- Who takes part --- */

static Field *find_key(Arena *arena, FieldMatcher *matcher, Frame *frame, Frames *frames)
{
	if (!matcher)
		return frame_first_of_type(frame, FIELD_TIME);
	for (size_t i = 0; i < frame->n_fields; i++)
		if (field_matches(matcher, arena, &frame->fields[i], frame, frames))
			return &frame->fields[i];
	return NULL;
}

static bool find_parts(JoinParts *join, Frames *frames, const char *by_field, GError **error)
{
	FieldMatcher *matcher = NULL;

	if (by_field) {
		json_object *name = arena_take_json(join->arena, json_object_new_string(by_field));

		matcher = field_matcher_new(join->arena, "byName", name, error);
		if (!matcher)
			return false;
	}
	join->parts = arena_new_array(join->arena, Part, frames->n);
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];
		Field *key = find_key(join->arena, matcher, frame, frames);

		if (!key)
			continue;
		join->parts[join->n_parts++] = (Part){ frame, key };
		join->n_columns += frame->n_fields - 1;
	}
	join->n_columns += join->n_parts > 0;
	return true;
}

static Value *keys_of(Arena *arena, const Part *part)
{
	Value *keys = arena_new_array(arena, Value, part->frame->n_rows);

	for (size_t i = 0; i < part->frame->n_rows; i++)
		keys[i] = field_value(part->frame, part->key, i);
	return keys;
}

static bool is_missing(Value value)
{
	return value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
}

/* --- The result's columns --- */

/* The frame's name goes where the field alone would not tell where it came from. */
static void name_after_frame(Arena *arena, Field *field, const Frame *frame)
{
	memset(&field->state, 0, sizeof(field->state));
	if (!frame->name || !frame->name[0])
		return;
	if (g_strcmp0(field->name, "Value") == 0)
		field->name = frame->name;
	else if (!labels_get(&field->labels, "name"))
		field->labels = labels_with(arena, &field->labels, "name", frame->name);
}

/* rows  for each part the rows its columns are made of; keys: the cells of the join column */
static Frame *build(const JoinParts *join, const Value *keys, size_t **rows, size_t n_rows)
{
	Frame *out = frame_new(join->arena, join->n_columns, n_rows);
	size_t at = 0;

	if (join->n_parts == 0)
		return out;
	out->fields[at] = *join->parts[0].key;
	out->fields[at].numbers = NULL;
	out->fields[at].nanos = NULL;
	out->fields[at++].values = keys;
	for (size_t p = 0; p < join->n_parts; p++) {
		const Part *part = &join->parts[p];

		for (size_t f = 0; f < part->frame->n_fields; f++) {
			const Field *field = &part->frame->fields[f];

			if (field == part->key)
				continue;
			out->fields[at] = field_take_rows(join->arena, part->frame, field,
							  rows[p], n_rows);
			name_after_frame(join->arena, &out->fields[at++], part->frame);
		}
	}
	frame_settle(join->arena, out);
	return out;
}

/* --- Outer --- */

static int compare_keys(const void *left, const void *right, void *data)
{
	double l = value_to_number(*(const Value *)left);
	double r = value_to_number(*(const Value *)right);

	return (l > r) - (l < r);
}

static bool are_ascending(const Value *keys, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (value_to_number(keys[i]) < value_to_number(keys[i - 1]))
			return false;
	return true;
}

/* All keys once, by number; what is no number keeps the order it was first seen in. */
static Value *union_of_keys(const JoinParts *join, size_t *n)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(value_hash, value_equal);
	GArray *keys = g_array_new(false, false, sizeof(Value));

	for (size_t p = 0; p < join->n_parts; p++) {
		Value *of_part = keys_of(join->arena, &join->parts[p]);

		for (size_t i = 0; i < join->parts[p].frame->n_rows; i++)
			if (g_hash_table_add(seen, &of_part[i]))
				g_array_append_val(keys, of_part[i]);
	}
	*n = keys->len;
	Value *all = arena_take_array(join->arena, keys);

	if (!are_ascending(all, *n))
		g_qsort_with_data(all, (int)*n, sizeof(Value), compare_keys, NULL);
	return all;
}

static JoinNulls nulls_of(const Field *field)
{
	json_object *span = custom_json(&field->config, "spanNulls");

	if (json_object_is_type(span, json_type_boolean) && json_object_get_boolean(span))
		return JOIN_NULLS_REMOVE;
	bool is_number = json_object_is_type(span, json_type_int) ||
			 json_object_is_type(span, json_type_double);

	return is_number && json_object_get_double(span) == -1 ? JOIN_NULLS_RETAIN
							       : JOIN_NULLS_EXPAND;
}

/* Holes beside a null become nulls, too, in both directions. */
static void expand_nulls(const Frame *frame, const Field *field, size_t *rows, size_t n)
{
	bool is_after_null = false;

	for (size_t i = 0; i < n; i++) {
		if (rows[i] == FRAME_ABSENT_ROW)
			rows[i] = is_after_null ? FRAME_NULL_ROW : FRAME_ABSENT_ROW;
		else
			is_after_null = field_value(frame, field, rows[i]).kind == VALUE_NULL;
	}
	is_after_null = false;
	for (size_t i = n; i-- > 0;) {
		if (rows[i] == FRAME_ABSENT_ROW)
			rows[i] = is_after_null ? FRAME_NULL_ROW : FRAME_ABSENT_ROW;
		else
			is_after_null = rows[i] == FRAME_NULL_ROW ||
					field_value(frame, field, rows[i]).kind == VALUE_NULL;
	}
}

static void remove_nulls(const Frame *frame, const Field *field, size_t *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i] != FRAME_ABSENT_ROW &&
		    field_value(frame, field, rows[i]).kind == VALUE_NULL)
			rows[i] = FRAME_ABSENT_ROW;
}

/* Does to one made column what its field asks for. */
static void treat_nulls(Arena *arena, Field *field, const Frame *frame, const Field *source,
			const size_t *rows, size_t n)
{
	JoinNulls nulls = nulls_of(source);

	if (nulls == JOIN_NULLS_RETAIN)
		return;
	size_t *treated = g_memdup2(rows, (n + 1) * sizeof(size_t));

	if (nulls == JOIN_NULLS_EXPAND)
		expand_nulls(frame, source, treated, n);
	else
		remove_nulls(frame, source, treated, n);
	Field taken = field_take_rows(arena, frame, source, treated, n);

	field->numbers = taken.numbers;
	field->values = taken.values;
	field->nanos = taken.nanos;
	g_free(treated);
}

static size_t *rows_of_keys(const JoinParts *join, const Part *part, GHashTable *places, size_t n)
{
	size_t *rows = arena_new_array(join->arena, size_t, n + 1);
	Value *keys = keys_of(join->arena, part);

	for (size_t i = 0; i < n; i++)
		rows[i] = FRAME_ABSENT_ROW;
	for (size_t i = 0; i < part->frame->n_rows; i++)
		rows[GPOINTER_TO_SIZE(g_hash_table_lookup(places, &keys[i]))] = i;
	return rows;
}

Frame *join_outer(const TransformContext *context, Frames *frames, const char *by_field,
		  GError **error)
{
	JoinParts join = { .arena = context->arena };
	g_autoptr(GHashTable) places = g_hash_table_new(value_hash, value_equal);
	size_t n, at = 1;

	if (!find_parts(&join, frames, by_field, error))
		return NULL;
	Value *keys = union_of_keys(&join, &n);

	if (!transform_has_room(context, n, join.n_columns, error))
		return NULL;
	for (size_t i = 0; i < n; i++)
		g_hash_table_insert(places, &keys[i], GSIZE_TO_POINTER(i));
	size_t **rows = arena_new_array(context->arena, size_t *, join.n_parts);

	for (size_t p = 0; p < join.n_parts; p++)
		rows[p] = rows_of_keys(&join, &join.parts[p], places, n);
	Frame *out = build(&join, keys, rows, n);

	for (size_t p = 0; p < join.n_parts; p++) {
		const Part *part = &join.parts[p];

		for (size_t f = 0; f < part->frame->n_fields; f++)
			if (&part->frame->fields[f] != part->key)
				treat_nulls(context->arena, &out->fields[at++], part->frame,
					    &part->frame->fields[f], rows[p], n);
	}
	return out;
}

/* --- Inner and tabular: as databases join --- */

/* A row being joined: a row of each part so far, and the key. */
typedef struct {
	GArray *picks; // n_parts a row
	GArray *keys;
	size_t n;
} Table;

static void add_row(Table *table, const size_t *picks, size_t n_parts, Value key)
{
	g_array_append_vals(table->picks, picks, (unsigned)n_parts);
	g_array_append_val(table->keys, key);
	table->n++;
}

static const size_t *picks_of(const Table *table, size_t row, size_t n_parts)
{
	return &g_array_index(table->picks, size_t, row *n_parts);
}

static Table table_new(void)
{
	return (Table){ g_array_new(false, false, sizeof(size_t)),
			g_array_new(false, false, sizeof(Value)), 0 };
}

static void table_clear(Table *table)
{
	g_array_unref(table->picks);
	g_array_unref(table->keys);
}

static void unref_array(void *array)
{
	g_array_unref(array);
}

/* Rows of each key, by its text, as an object of JavaScript has them: 1 and "1" are one. */
typedef struct {
	GHashTable *rows; // text to GArray of size_t
	GPtrArray *texts; // in the object's order
} Index;

static Index index_rows(Arena *arena, const Value *keys, size_t n)
{
	Index index = { g_hash_table_new_full(g_str_hash, g_str_equal, NULL, unref_array),
			g_ptr_array_new() };

	for (size_t i = 0; i < n; i++) {
		const char *text = value_to_text(arena, keys[i]);
		GArray *rows = g_hash_table_lookup(index.rows, text);

		if (!rows) {
			rows = g_array_new(false, false, sizeof(size_t));
			g_hash_table_insert(index.rows, (void *)text, rows);
			g_ptr_array_add(index.texts, (void *)text);
		}
		g_array_append_val(rows, i);
	}
	if (index.texts->len)
		g_qsort_with_data(index.texts->pdata, (int)index.texts->len, sizeof(void *),
				  compare_object_keys, NULL);
	return index;
}

static void index_clear(Index *index)
{
	g_hash_table_unref(index->rows);
	g_ptr_array_unref(index->texts);
}

typedef struct {
	const TransformContext *context;
	const JoinParts *join;
	size_t *scratch; // n_parts
} Tabular;

/*
 * Joins each row on the left with all of its key on the right. Only keys that are texts are
 * remembered as matched: the browser looks for texts among what it keeps as it came. False: too
 * many.
 */
static bool add_matches(const Tabular *tabular, const Table *left, size_t part, const Index *index,
			GHashTable *matched, Table *out, bool *is_left_matched, GError **error)
{
	size_t n_parts = tabular->join->n_parts;

	for (size_t i = 0; i < left->n; i++) {
		Value key = g_array_index(left->keys, Value, i);
		const char *text = value_to_text(tabular->context->arena, key);
		GArray *rows = is_missing(key) ? NULL : g_hash_table_lookup(index->rows, text);

		if (!rows)
			continue;
		is_left_matched[i] = true;
		if (key.kind == VALUE_STRING)
			g_hash_table_add(matched, (void *)text);
		if (!transform_has_room(tabular->context, out->n + rows->len,
					tabular->join->n_columns + n_parts, error))
			return false;
		memcpy(tabular->scratch, picks_of(left, i, n_parts), n_parts * sizeof(size_t));
		for (size_t r = 0; r < rows->len; r++) {
			tabular->scratch[part] = g_array_index(rows, size_t, r);
			add_row(out, tabular->scratch, n_parts, key);
		}
	}
	return true;
}

/* Rows of either side that found none. */
static void add_unmatched(const Tabular *tabular, const Table *left, size_t part,
			  const Value *keys, const Index *index, GHashTable *matched, Table *out,
			  const bool *is_left_matched)
{
	size_t n_parts = tabular->join->n_parts;

	for (size_t i = 0; i < left->n; i++)
		if (!is_left_matched[i])
			add_row(out, picks_of(left, i, n_parts), n_parts,
				g_array_index(left->keys, Value, i));
	for (size_t p = 0; p < n_parts; p++)
		tabular->scratch[p] = FRAME_NULL_ROW;
	for (unsigned t = 0; t < index->texts->len; t++) {
		const GArray *rows = g_hash_table_lookup(index->rows, index->texts->pdata[t]);

		if (g_hash_table_contains(matched, index->texts->pdata[t]))
			continue;
		for (unsigned r = 0; r < rows->len; r++) {
			tabular->scratch[part] = g_array_index(rows, size_t, r);
			add_row(out, tabular->scratch, n_parts, keys[tabular->scratch[part]]);
		}
	}
}

static bool join_part(const Tabular *tabular, Table *table, size_t part, bool is_outer,
		      GError **error)
{
	const Part *right = &tabular->join->parts[part];
	Value *keys = keys_of(tabular->context->arena, right);
	Index index = index_rows(tabular->context->arena, keys, right->frame->n_rows);
	g_autoptr(GHashTable) matched = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree bool *is_left_matched = g_new0(bool, table->n + 1);
	Table out = table_new();
	bool has_room = add_matches(tabular, table, part, &index, matched, &out, is_left_matched,
				    error) &&
			transform_has_room(tabular->context,
					   out.n + table->n + right->frame->n_rows,
					   tabular->join->n_columns + tabular->join->n_parts,
					   error);

	if (has_room && is_outer)
		add_unmatched(tabular, table, part, keys, &index, matched, &out, is_left_matched);
	index_clear(&index);
	table_clear(table);
	*table = out;
	return has_room;
}

static void start_table(const Tabular *tabular, Table *table, bool is_outer)
{
	const Part *first = &tabular->join->parts[0];

	for (size_t p = 0; p < tabular->join->n_parts; p++)
		tabular->scratch[p] = FRAME_NULL_ROW;
	for (size_t i = 0; i < first->frame->n_rows; i++) {
		Value key = field_value(first->frame, first->key, i);

		if (is_missing(key) && !is_outer)
			continue;
		tabular->scratch[0] = i;
		add_row(table, tabular->scratch, tabular->join->n_parts, key);
	}
}

static Frame *build_table(const JoinParts *join, Table *table)
{
	size_t **rows = arena_new_array(join->arena, size_t *, join->n_parts);

	for (size_t p = 0; p < join->n_parts; p++) {
		rows[p] = arena_new_array(join->arena, size_t, table->n + 1);
		for (size_t i = 0; i < table->n; i++)
			rows[p][i] = picks_of(table, i, join->n_parts)[p];
	}
	Value *keys = arena_new_array(join->arena, Value, table->n);

	if (table->n)
		memcpy(keys, table->keys->data, table->n * sizeof(Value));
	return build(join, keys, rows, table->n);
}

static Frame *join_tabular(const TransformContext *context, Frames *frames, const char *by_field,
			   bool is_outer, GError **error)
{
	JoinParts join = { .arena = context->arena };

	if (!find_parts(&join, frames, by_field, error))
		return NULL;
	if (join.n_parts == 0)
		return frame_new(context->arena, 0, 0);
	Tabular tabular = { context, &join, arena_new_array(context->arena, size_t, join.n_parts) };
	Table table = table_new();
	bool has_room = true;

	start_table(&tabular, &table, is_outer);
	for (size_t p = 1; p < join.n_parts && has_room; p++)
		has_room = join_part(&tabular, &table, p, is_outer, error);
	Frame *out = has_room ? build_table(&join, &table) : NULL;

	table_clear(&table);
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	const char *by_field = json_get_text(options, "byField", "");
	const char *mode = json_get_text(options, "mode", "outer");
	const char *name = by_field[0] ? by_field : NULL;
	Frames *out = frames_new(context->arena);

	if (frames->n < 2)
		return frames;
	bool is_outer = strcmp(mode, "inner") != 0;
	Frame *joined = strcmp(mode, "inner") == 0 || strcmp(mode, "outerTabular") == 0
				? join_tabular(context, frames, name, is_outer, error)
				: join_outer(context, frames, name, error);

	if (!joined)
		return NULL;
	joined->ref_id = joined_ref_id(context->arena, "joinByField", frames);
	frames_append(context->arena, out, joined);
	return out;
}

const Transform transform_join_by_field = { "joinByField", run };
const Transform transform_series_to_columns = { "seriesToColumns", run };
