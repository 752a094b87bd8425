/* A frame for each combination of cells. Source: Grafana 12.3, transformers/partitionByValues. */
#include "renderer/transform/partition-by-values.h"

#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/transform/group.h"
#include "renderer/transform/rows.h"

#include <string.h>

typedef struct {
	Arena *arena;
	json_object *naming;
	Frame *frame;
	bool *is_key; // one a field
	bool is_keeping;
} Partition;

static const char *key_text(const Partition *partition, size_t field, size_t row)
{
	return value_to_text(partition->arena,
			     field_value(partition->frame, &partition->frame->fields[field], row));
}

/* A name given by the data source or by hand stands for the field's own. */
static const char *key_name(const Field *field)
{
	if (field->config.display_name_from_ds)
		return field->config.display_name_from_ds;
	return field->config.display_name ? field->config.display_name : field->name;
}

static const char *frame_name(const Partition *partition, size_t row)
{
	json_object *naming = partition->naming;
	bool is_with_names = json_get_bool(naming, "withNames", false), is_first = true;
	const char *before = partition->frame->name;
	GString *name = g_string_new(NULL);

	if (json_get_bool(naming, "asLabels", true))
		return g_string_free(name, TRUE), partition->frame->name;
	for (size_t f = 0; f < partition->frame->n_fields; f++) {
		if (!partition->is_key[f])
			continue;
		if (!is_first)
			g_string_append(name, json_get_text(naming, "separator2", " "));
		is_first = false;
		if (is_with_names)
			g_string_append_printf(name, "%s%s",
					       key_name(&partition->frame->fields[f]),
					       json_get_text(naming, "separator1", "="));
		g_string_append(name, key_text(partition, f, row));
	}
	if (json_get_bool(naming, "append", false) && before && before[0])
		g_string_prepend(g_string_prepend_c(name, ' '), before);
	return arena_take_string(partition->arena, name);
}

static void add_labels(const Partition *partition, Field *field, size_t row)
{
	for (size_t f = 0; f < partition->frame->n_fields; f++)
		if (partition->is_key[f])
			field->labels = labels_with(partition->arena, &field->labels,
						    key_name(&partition->frame->fields[f]),
						    key_text(partition, f, row));
}

static Frame *take_part(const Partition *partition, const size_t *rows, size_t n)
{
	Arena *arena = partition->arena;
	const Frame *frame = partition->frame;
	bool *keep = arena_new_array(arena, bool, frame->n_fields);

	for (size_t f = 0; f < frame->n_fields; f++)
		keep[f] = partition->is_keeping || !partition->is_key[f];
	Frame *part = frame_take_rows(arena, frame_take_fields(arena, frame, keep), rows, n);

	part->name = frame_name(partition, rows[0]);
	part->ref_id = arena_printf(arena, "%s-%s", frame->ref_id ? frame->ref_id : "undefined",
				    part->name ? part->name : "undefined");
	for (size_t f = 0; f < part->n_fields; f++) {
		memset(&part->fields[f].state, 0, sizeof(FieldState));
		if (json_get_bool(partition->naming, "asLabels", true))
			add_labels(partition, &part->fields[f], rows[0]);
	}
	return part;
}

/* A name given by hand would be the same in every part: it is told apart as a field's own is. */
static void rename_as_fields(Arena *arena, Frames *parts)
{
	for (size_t i = 0; i < parts->n; i++) {
		for (size_t f = 0; f < parts->items[i]->n_fields; f++) {
			Field *field = &parts->items[i]->fields[f];
			const char *given = field->config.display_name_from_ds
						    ? field->config.display_name_from_ds
						    : field->config.display_name;

			if (!given || !given[0])
				continue;
			Field renamed = *field;

			renamed.name = given;
			renamed.config.display_name = NULL;
			renamed.config.display_name_from_ds = NULL;
			field->config.display_name =
				field_display_name(arena, &renamed, parts->items[i], parts);
			field->config.display_name_from_ds = NULL;
			field->state.display_name = NULL;
		}
	}
}

/* The key cells of two groups, field by field: how far they are the same. */
static int compare_first_seen(const void *left, const void *right, void *data)
{
	const size_t *const *l = left, *const *r = right;
	size_t n = *(size_t *)data;

	for (size_t i = 0; i < n; i++)
		if ((*l)[i] != (*r)[i])
			return (*l)[i] < (*r)[i] ? -1 : 1;
	return 0;
}

/*
 * Groups in nested order: by the first key's order of appearance, then the second's. A rank is,
 * for each key, the place among its texts, then the group.
 */
static size_t **nested_order(const Partition *partition, const Groups *groups, size_t n_keys)
{
	size_t n = groups_count(groups), key = 0, n_rows;
	size_t **ranks = arena_new_array(partition->arena, size_t *, n + 1);

	for (size_t g = 0; g < n; g++) {
		ranks[g] = arena_new_array(partition->arena, size_t, n_keys + 1);
		ranks[g][n_keys] = g;
	}
	for (size_t f = 0; f < partition->frame->n_fields; f++) {
		g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);

		if (!partition->is_key[f])
			continue;
		for (size_t g = 0; g < n; g++) {
			const char *text = key_text(partition, f,
						    group_rows(groups, g, &n_rows)[0]);
			size_t next = g_hash_table_size(places);

			if (!g_hash_table_contains(places, text))
				g_hash_table_insert(places, (void *)text, GSIZE_TO_POINTER(next));
			ranks[g][key] = GPOINTER_TO_SIZE(g_hash_table_lookup(places, text));
		}
		key++;
	}
	g_qsort_with_data(ranks, (int)n, sizeof(*ranks), compare_first_seen, &n_keys);
	return ranks;
}

/* The frame alone where it has no key. */
static Frames *partition_frame(const TransformContext *context, Partition *partition,
			       GError **error)
{
	const Frame *frame = partition->frame;
	Frames *out = frames_new(context->arena);
	size_t n_keys = 0;

	for (size_t f = 0; f < frame->n_fields; f++)
		n_keys += partition->is_key[f];
	if (n_keys == 0) {
		frames_append(context->arena, out, partition->frame);
		return out;
	}
	Groups groups = groups_of(context->arena, frame, partition->is_key);
	size_t n_groups = groups_count(&groups);
	bool has_room =
		transform_has_room(context, frame->n_rows, frame->n_fields * (n_keys + 1), error) &&
		transform_has_room(context, 0, n_groups * frame->n_fields, error);
	size_t **order = has_room ? nested_order(partition, &groups, n_keys) : NULL;

	for (size_t g = 0; has_room && g < n_groups; g++) {
		size_t n;
		const size_t *rows = group_rows(&groups, order[g][n_keys], &n);

		frames_append(context->arena, out, take_part(partition, rows, n));
	}
	groups_clear(&groups);
	rename_as_fields(context->arena, out);
	return has_room ? out : NULL;
}

Frames *frame_partition_by_texts(const TransformContext *context, Frame *frame, GError **error)
{
	Partition partition = { context->arena, NULL, frame,
				arena_new_array(context->arena, bool, frame->n_fields), false };

	for (size_t f = 0; f < frame->n_fields; f++)
		partition.is_key[f] = frame->fields[f].name && frame->fields[f].type == FIELD_STRING;
	return partition_frame(context, &partition, error);
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	json_object *names = json_get_array(options, "fields");
	Frames *alone = frames_new(arena);

	if (frames->n == 0 || !names || json_object_array_length(names) == 0)
		return frames;
	json_object *by_names = arena_take_json(arena, json_object_new_object());

	json_object_object_add(by_names, "names", json_object_get(names));
	FieldMatcher *matcher = field_matcher_new(arena, "byNames", by_names, error);

	if (!matcher)
		return NULL;
	frames_append(arena, alone, frames->items[0]);
	Frame *frame = frames->items[0];
	Partition partition = { arena, json_get_object(options, "naming"), frame,
				arena_new_array(arena, bool, frame->n_fields),
				json_get_bool(options, "keepFields", false) };

	for (size_t f = 0; f < frame->n_fields; f++)
		partition.is_key[f] =
			frame->fields[f].name &&
			field_matches(matcher, arena, &frame->fields[f], frame, alone);
	return partition_frame(context, &partition, error);
}

const Transform transform_partition_by_values = { "partitionByValues", run };
