/* Labels as columns, or as rows. Source: Grafana 12.3, transformers/labelsToFields.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

#include <string.h>

static bool is_kept(json_object *keep, const char *key)
{
	if (!keep || json_object_array_length(keep) == 0)
		return true;
	for (size_t i = 0; i < json_object_array_length(keep); i++)
		if (g_strcmp0(json_object_get_string(json_object_array_get_idx(keep, i)), key) == 0)
			return true;
	return false;
}

/* --- Columns --- */

static bool has_label(const GArray *labels, const Label *label)
{
	for (unsigned i = 0; i < labels->len; i++) {
		const Label *other = &g_array_index(labels, Label, i);

		if (strcmp(other->key, label->key) == 0 && strcmp(other->value, label->value) == 0)
			return true;
	}
	return false;
}

static int compare_place(const void *left, const void *right, void *data)
{
	GHashTable *places = data;
	int l = GPOINTER_TO_INT(g_hash_table_lookup(places, ((const Label *)left)->key));
	int r = GPOINTER_TO_INT(g_hash_table_lookup(places, ((const Label *)right)->key));

	return l - r;
}

/* Each key with each of its values once: keys in the order they were seen in. */
static GArray *distinct_labels(const Frame *frame, json_object *keep, const char *value_label)
{
	GArray *labels = g_array_new(false, false, sizeof(Label));
	g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t f = 0; f < frame->n_fields; f++) {
		const Labels *of_field = &frame->fields[f].labels;

		for (size_t l = 0; l < of_field->n; l++) {
			const Label *label = &of_field->items[l];
			int next = (int)g_hash_table_size(places);

			if (strcmp(label->key, value_label) == 0 || !is_kept(keep, label->key) ||
			    has_label(labels, label))
				continue;
			if (!g_hash_table_contains(places, label->key))
				g_hash_table_insert(places, (void *)label->key,
						    GINT_TO_POINTER(next));
			g_array_append_val(labels, *label);
		}
	}
	if (labels->len)
		g_qsort_with_data(labels->data, (int)labels->len, sizeof(Label), compare_place,
				  places);
	return labels;
}

static Field without_labels(const Field *field, json_object *keep, const char *value_label)
{
	Field bare = *field;
	const char *name = is_kept(keep, value_label) ? labels_get(&field->labels, value_label)
						      : NULL;

	if (!field->labels.items)
		return bare;
	if (name)
		bare.name = name;
	bare.labels = (Labels){ 0 };
	bare.config.display_name = NULL;
	bare.config.display_name_from_ds = NULL;
	memset(&bare.state, 0, sizeof(bare.state));
	return bare;
}

static Field constant(Arena *arena, const Label *label, size_t n)
{
	Value *values = arena_new_array(arena, Value, n);

	for (size_t i = 0; i < n; i++)
		values[i] = value_of_string(label->value);
	return field_of_values(label->key, FIELD_STRING, values);
}

static Frame *to_columns(const TransformContext *context, const Frame *frame, json_object *options,
			 GError **error)
{
	const char *value_label = json_get_text(options, "valueLabel", "");
	json_object *keep = json_get_array(options, "keepLabels");
	g_autoptr(GArray) labels = distinct_labels(frame, keep, value_label);
	size_t n_fields = frame->n_fields + labels->len;
	Frame *out = arena_new_one(context->arena, Frame);

	if (!transform_has_room(context, frame->n_rows, n_fields, error))
		return NULL;
	*out = *frame;
	out->n_fields = n_fields;
	out->fields = arena_new_array(context->arena, Field, n_fields);
	for (size_t f = 0; f < frame->n_fields; f++)
		out->fields[f] = without_labels(&frame->fields[f], keep, value_label);
	for (size_t l = 0; l < labels->len; l++)
		out->fields[frame->n_fields + l] = constant(
			context->arena, &g_array_index(labels, Label, l), frame->n_rows);
	return out;
}

/* --- Rows --- */

static void put_label(Value *keys, Value *values, size_t *n, const Label *label)
{
	keys[*n] = value_of_string(label->key);
	if (label->value)
		values[*n] = value_of_string(label->value);
	(*n)++;
}

/* A frame of a field's labels: those asked for, in their order; NULL where there are none. */
static Frame *to_rows(Arena *arena, Field *field, Frame *frame, Frames *frames, json_object *keep)
{
	Frame *out = frame_new(arena, 2, 0);
	size_t n_keep = keep ? json_object_array_length(keep) : 0;
	Value *keys = arena_new_array(arena, Value, field->labels.n + n_keep);
	Value *values = arena_new_array(arena, Value, field->labels.n + n_keep);

	for (size_t i = 0; i < n_keep; i++) {
		const char *key = json_object_get_string(json_object_array_get_idx(keep, i));
		Label label = { key, key ? labels_get(&field->labels, key) : NULL };

		if (key)
			put_label(keys, values, &out->n_rows, &label);
	}
	for (size_t i = 0; !keep && i < field->labels.n; i++)
		put_label(keys, values, &out->n_rows, &field->labels.items[i]);
	out->name = field_display_name(arena, field, frame, frames);
	out->ref_id = frame->ref_id;
	out->meta = frame->meta;
	out->fields[0] = field_of_values("label", FIELD_STRING, keys);
	out->fields[1] = field_of_values("value", FIELD_STRING, values);
	return out->n_rows ? out : NULL;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	bool is_rows = strcmp(json_get_text(options, "mode", "columns"), "rows") == 0;
	Frames *out = frames_new(context->arena);

	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		for (size_t f = 0; is_rows && f < frame->n_fields; f++) {
			Frame *rows = frame->fields[f].labels.items
					      ? to_rows(context->arena, &frame->fields[f], frame,
							frames,
							json_get_array(options, "keepLabels"))
					      : NULL;

			if (rows)
				frames_append(context->arena, out, rows);
		}
		if (is_rows)
			continue;
		frame = to_columns(context, frame, options, error);
		if (!frame)
			return NULL;
		frames_append(context->arena, out, frame);
	}
	return out;
}

const Transform transform_labels_to_fields = { "labelsToFields", run };
