/*
 * A column for each value of one label, a row for each set of the others.
 * Source: Grafana 12.3, transformers/joinByLabels/joinByLabels.ts.
 */
#include "renderer/transform/types.h"

#include "renderer/error.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/transform/rows.h"

#include <string.h>

/* A field with labels, and where its values go. */
typedef struct {
	const Frame *frame;
	const Field *field;
	size_t group, column;
} Piece;

typedef struct {
	Arena *arena;
	const char *value_label;
	GPtrArray *keys;     // labels that tell rows apart
	GArray *pieces;	     // Piece
	GArray *groups;	     // of the group the first piece's field: const Field *
	GPtrArray *columns;  // names; NULL for fields without the label
	GArray *types;	     // of each column: FieldType
} Joining;

static Frames *error_frames(Arena *arena, const char *text)
{
	Frame *frame = frame_new(arena, 1, 0);
	Frames *out = frames_new(arena);

	frame->fields[0] = field_of_values("Error", FIELD_STRING, NULL);
	frame->fields[0].values = arena_new_array(arena, Value, 1);
	frame->meta = arena_take_json(
		arena, json_make("{'notices':[{'severity':'error','text':%s}]}", text));
	frames_append(arena, out, frame);
	return out;
}

static bool has_text(const GPtrArray *texts, const char *text)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *)texts, text, g_str_equal, NULL);
}

static GPtrArray *distinct_labels(const Frames *frames)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *keys = g_ptr_array_new();

	for (size_t i = 0; i < frames->n; i++)
		for (size_t f = 0; f < frames->items[i]->n_fields; f++) {
			const Labels *labels = &frames->items[i]->fields[f].labels;

			for (size_t l = 0; l < labels->n; l++)
				if (g_hash_table_add(seen, (void *)labels->items[l].key))
					g_ptr_array_add(keys, (void *)labels->items[l].key);
		}
	return keys;
}

/* Those asked for, else all; never the label of the values. */
static GPtrArray *join_keys(const GPtrArray *distinct, json_object *join, const char *value_label)
{
	GPtrArray *keys = g_ptr_array_new();
	size_t n = json_length(join);

	for (size_t i = 0; i < (n ? n : distinct->len); i++) {
		const char *key = n ? json_object_get_string(json_at(join, i))
				    : distinct->pdata[i];

		if (key && strcmp(key, value_label) != 0)
			g_ptr_array_add(keys, (void *)key);
	}
	return keys;
}

/* --- What goes where --- */

static const char *group_key(const Joining *joining, const Labels *labels)
{
	GString *key = g_string_new(NULL);

	for (size_t i = 0; i < joining->keys->len; i++) {
		const char *value = labels_get(labels, joining->keys->pdata[i]);

		g_string_append(key, i ? "," : "");
		g_string_append(key, value ? value : "");
	}
	return arena_take_string(joining->arena, key);
}

static size_t find_or_add(GHashTable *places, const char *key, bool *is_new)
{
	size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(places, key));

	*is_new = place == 0;
	if (place)
		return place - 1;
	place = g_hash_table_size(places);
	g_hash_table_insert(places, (void *)key, GSIZE_TO_POINTER(place + 1));
	return place;
}

static void add_piece(Joining *joining, const Frame *frame, const Field *field, GHashTable *groups,
		      GHashTable *columns)
{
	const char *name = labels_get(&field->labels, joining->value_label);
	const char *key = group_key(joining, &field->labels);
	bool is_new;
	Piece piece = { frame, field, find_or_add(groups, key, &is_new), 0 };

	if (is_new)
		g_array_append_val(joining->groups, field);
	piece.column = find_or_add(columns, name ? name : "undefined", &is_new);
	if (is_new) {
		g_ptr_array_add(joining->columns, (void *)name);
		g_array_append_val(joining->types, field->type);
	}
	g_array_append_val(joining->pieces, piece);
}

static void collect(Joining *joining, const Frames *frames)
{
	g_autoptr(GHashTable) groups = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) columns = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		for (size_t f = 0; f < frame->n_fields; f++)
			if (frame->fields[f].labels.items && frame->fields[f].type != FIELD_TIME)
				add_piece(joining, frame, &frame->fields[f], groups, columns);
	}
}

/* --- The frame --- */

/* The rows of each group begin behind those of the last; the sum follows. */
static size_t *first_rows(const Joining *joining, size_t *counts)
{
	size_t n_columns = joining->columns->len, n_groups = joining->groups->len;
	size_t *firsts = arena_new_array(joining->arena, size_t, n_groups + 1);

	for (size_t i = 0; i < joining->pieces->len; i++) {
		const Piece *piece = &g_array_index(joining->pieces, Piece, i);

		counts[piece->group * n_columns + piece->column] += piece->frame->n_rows;
	}
	for (size_t g = 0; g < n_groups; g++) {
		size_t longest = 1;

		for (size_t c = 0; c < n_columns; c++)
			longest = MAX(longest, counts[g * n_columns + c]);
		firsts[g + 1] = firsts[g] + longest;
	}
	return firsts;
}

static Field label_column(const Joining *joining, const char *key, const size_t *firsts)
{
	size_t n_groups = joining->groups->len;
	Value *values = arena_new_array(joining->arena, Value, firsts[n_groups]);

	for (size_t g = 0; g < n_groups; g++) {
		const Field *field = g_array_index(joining->groups, const Field *, g);
		const char *text = labels_get(&field->labels, key);

		for (size_t row = firsts[g]; text && row < firsts[g + 1]; row++)
			values[row] = value_of_string(text);
	}
	return field_of_values(key, FIELD_STRING, values);
}

/* Pieces of one group and column follow each other; `next` counts what each has so far. */
static void put_pieces(const Joining *joining, Value **columns, const size_t *firsts, size_t *next)
{
	size_t n_columns = joining->columns->len;

	memset(next, 0, joining->groups->len * n_columns * sizeof(size_t));
	for (size_t i = 0; i < joining->pieces->len; i++) {
		const Piece *piece = &g_array_index(joining->pieces, Piece, i);
		size_t *at = &next[piece->group * n_columns + piece->column];

		for (size_t row = 0; row < piece->frame->n_rows; row++)
			columns[piece->column][firsts[piece->group] + (*at)++] =
				field_value(piece->frame, piece->field, row);
	}
}

static Frame *build(const TransformContext *context, const Joining *joining, GError **error)
{
	Arena *arena = context->arena;
	size_t n_keys = joining->keys->len, n_columns = joining->columns->len;
	size_t n_groups = joining->groups->len;

	if (!transform_has_room(context, n_groups, n_keys + n_columns, error))
		return NULL;
	size_t *counts = arena_new_array(arena, size_t, n_groups * n_columns);
	size_t *firsts = first_rows(joining, counts);

	if (!transform_has_room(context, firsts[n_groups], n_keys + n_columns, error))
		return NULL;
	Frame *out = frame_new(arena, n_keys + n_columns, firsts[n_groups]);
	Value **columns = arena_new_array(arena, Value *, n_columns);

	for (size_t i = 0; i < n_keys; i++)
		out->fields[i] = label_column(joining, joining->keys->pdata[i], firsts);
	for (size_t c = 0; c < n_columns; c++) {
		columns[c] = arena_new_array(arena, Value, out->n_rows);
		out->fields[n_keys + c] =
			field_of_values(joining->columns->pdata[c],
					g_array_index(joining->types, FieldType, c), columns[c]);
	}
	put_pieces(joining, columns, firsts, counts);
	frame_settle(arena, out);
	return out;
}

static Frame *join(const TransformContext *context, const Frames *frames, const char *value_label,
		   GPtrArray *keys, GError **error)
{
	g_autoptr(GArray) pieces = g_array_new(false, false, sizeof(Piece));
	g_autoptr(GArray) groups = g_array_new(false, false, sizeof(Field *));
	g_autoptr(GArray) types = g_array_new(false, false, sizeof(FieldType));
	g_autoptr(GPtrArray) columns = g_ptr_array_new();
	Joining joining = { context->arena, value_label, keys, pieces, groups, columns, types };

	collect(&joining, frames);
	if (columns->len)
		return build(context, &joining, error);
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA, "no values have labels");
	return NULL;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	const char *value_label = json_get_text(options, "value", "");
	Frames *out = frames_new(context->arena);

	if (frames->n == 0)
		return frames;
	if (!value_label[0])
		return error_frames(context->arena, "No value label configured");
	g_autoptr(GPtrArray) distinct = distinct_labels(frames);

	if (distinct->len == 0)
		return error_frames(context->arena, "No labels in result");
	if (!has_text(distinct, value_label))
		return error_frames(context->arena, "Value label not found");
	g_autoptr(GPtrArray) keys =
		join_keys(distinct, json_get_array(options, "join"), value_label);
	Frame *joined = join(context, frames, value_label, keys, error);

	if (!joined)
		return NULL;
	joined->ref_id = joined_ref_id(context->arena, "joinByLabels", frames);
	frames_append(context->arena, out, joined);
	return out;
}

const Transform transform_join_by_labels = { "joinByLabels", run };
