/* Many frames to one table by their common fields. Source: Grafana 12.3, transformers/merge.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/number.h"
#include "renderer/error.h"
#include "renderer/transform/rows.h"

#include <string.h>

/* Comparisons of rows with one key, which grow with the square of their number. */
enum { MAX_COMPARISONS = 20 * 1000 * 1000 };

typedef struct {
	const TransformContext *context;
	const Frames *frames; // those with fields
	GHashTable *places;   // name to place among `fields`
	Field *fields;	      // of the result
	size_t n_fields;
	bool *is_key;
	GPtrArray *rows;    // Value[n_fields] each
	GHashTable *by_key; // key text to GArray of indexes of `rows`
	size_t n_compared;
} Merge;

/* --- Structure --- */

static void add_field(Merge *merge, const Field *field)
{
	const char *name = field->name ? field->name : "";

	if (g_hash_table_contains(merge->places, name))
		return;
	Field *to = &merge->fields[merge->n_fields];

	*to = *field;
	to->labels = (Labels){ 0 };
	to->config.display_name = NULL;
	memset(&to->state, 0, sizeof(to->state));
	g_hash_table_insert(merge->places, (void *)name, GSIZE_TO_POINTER(merge->n_fields++));
}

static size_t place_of(const Merge *merge, const Field *field)
{
	return GPOINTER_TO_SIZE(
		g_hash_table_lookup(merge->places, field->name ? field->name : ""));
}

static bool has_field(const Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].name, name) == 0)
			return true;
	return false;
}

/* Returns whether there is a field in every frame. */
static bool find_keys(Merge *merge)
{
	bool is_any = false;

	for (size_t f = 0; f < merge->n_fields; f++) {
		merge->is_key[f] = true;
		for (size_t i = 0; i < merge->frames->n && merge->is_key[f]; i++)
			merge->is_key[f] = has_field(merge->frames->items[i],
						     merge->fields[f].name);
		is_any |= merge->is_key[f];
	}
	return is_any;
}

/* --- Rows --- */

static const char *key_text(const Merge *merge, const Value *row)
{
	GString *text = g_string_new(NULL);

	for (size_t f = 0; f < merge->n_fields; f++)
		if (merge->is_key[f])
			g_string_append(text, value_to_text(merge->context->arena, row[f]));
	return arena_take_string(merge->context->arena, text);
}

static bool is_compatible(const Value *row, const Value *other, size_t n)
{
	for (size_t f = 0; f < n; f++) {
		bool is_free = row[f].kind == VALUE_NULL || row[f].kind == VALUE_ABSENT ||
			       other[f].kind == VALUE_ABSENT;

		if (!is_free && !value_is_same(row[f], other[f]))
			return false;
	}
	return true;
}

/* Merges into every row of the same key it agrees with; else it is a row of its own. */
static void put_row(Merge *merge, Value *row)
{
	const char *key = key_text(merge, row);
	GArray *same = g_hash_table_lookup(merge->by_key, key);
	unsigned next = merge->rows->len;
	bool is_merged = false;

	merge->n_compared += same ? same->len : 0;
	for (unsigned i = 0; same && i < same->len; i++) {
		Value *earlier = merge->rows->pdata[g_array_index(same, unsigned, i)];

		if (!is_compatible(earlier, row, merge->n_fields))
			continue;
		for (size_t f = 0; f < merge->n_fields; f++)
			if (row[f].kind != VALUE_ABSENT)
				earlier[f] = row[f];
		is_merged = true;
	}
	if (is_merged)
		return;
	if (!same) {
		same = g_array_new(false, false, sizeof(unsigned));
		g_hash_table_insert(merge->by_key, (void *)key, same);
	}
	g_array_append_val(same, next);
	g_ptr_array_add(merge->rows, row);
}

/* Texts in columns of numbers are read. */
static Value fit(Value value, FieldType type)
{
	if (type == FIELD_NUMBER && value.kind == VALUE_STRING)
		return (Value){ .kind = VALUE_NUMBER, .number = js_parse_float(value.string) };
	return value;
}

/* False: too many rows have one key. */
static bool put_frame(Merge *merge, const Frame *frame, GError **error)
{
	for (size_t i = 0; i < frame->n_rows && merge->n_compared < MAX_COMPARISONS; i++) {
		Value *row = arena_new_array(merge->context->arena, Value, merge->n_fields);

		for (size_t f = 0; f < frame->n_fields; f++) {
			size_t place = place_of(merge, &frame->fields[f]);

			row[place] = fit(field_value(frame, &frame->fields[f], i),
					 merge->fields[place].type);
		}
		put_row(merge, row);
	}
	if (merge->n_compared < MAX_COMPARISONS)
		return true;
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
		    "too many rows have the same key");
	return false;
}

static Frame *build(const Merge *merge)
{
	Arena *arena = merge->context->arena;
	Frame *out = frame_new(arena, merge->n_fields, merge->rows->len);

	for (size_t f = 0; f < merge->n_fields; f++) {
		Value *values = arena_new_array(arena, Value, out->n_rows);

		for (size_t i = 0; i < out->n_rows; i++)
			values[i] = ((Value *)merge->rows->pdata[i])[f];
		out->fields[f] = merge->fields[f];
		out->fields[f].numbers = NULL;
		out->fields[f].nanos = NULL;
		out->fields[f].values = values;
	}
	frame_settle(arena, out);
	return out;
}

static void unref_array(void *array)
{
	g_array_unref(array);
}

/* NULL without `error`: the frames have no field in common. */
static Frame *merge_frames(const TransformContext *context, const Frames *frames, GError **error)
{
	g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) by_key = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
							     unref_array);
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	Merge merge = { context, frames, .places = places, .by_key = by_key, .rows = rows };
	size_t n_fields = 0, n_rows = 0;

	for (size_t i = 0; i < frames->n; i++) {
		n_fields += frames->items[i]->n_fields;
		n_rows += frames->items[i]->n_rows;
	}
	merge.fields = arena_new_array(context->arena, Field, n_fields);
	merge.is_key = arena_new_array(context->arena, bool, n_fields);
	for (size_t i = 0; i < frames->n; i++)
		for (size_t f = 0; f < frames->items[i]->n_fields; f++)
			add_field(&merge, &frames->items[i]->fields[f]);
	if (!find_keys(&merge) || !transform_has_room(context, n_rows, merge.n_fields, error))
		return NULL;
	for (size_t i = 0; i < frames->n; i++)
		if (!put_frame(&merge, frames->items[i], error))
			return NULL;
	return build(&merge);
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	Frames *parts = frames_new(arena), *out = frames_new(arena);
	GError *own_error = NULL;

	for (size_t i = 0; i < frames->n; i++)
		if (frames->items[i]->n_fields)
			frames_append(arena, parts, frames->items[i]);
	if (frames->n < 2 || parts->n == 0)
		return frames;
	Frame *merged = merge_frames(context, parts, &own_error);

	if (own_error) {
		g_propagate_error(error, own_error);
		return NULL;
	}
	if (!merged)
		return frames;
	merged->ref_id = joined_ref_id(arena, "merge", frames);
	frames_append(arena, out, merged);
	return out;
}

const Transform transform_merge = { "merge", run };
