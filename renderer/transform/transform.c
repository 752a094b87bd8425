#include "renderer/transform/transform.h"

#include "renderer/data/matcher.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/transform/types.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by id. */
static const Transform *const transforms[] = {
	&transform_calculate_field,
	&transform_concatenate,
	&transform_config_from_data,
	&transform_convert_field_type,
	&transform_extract_fields,
	&transform_field_lookup,
	&transform_filter_by_ref_id,
	&transform_filter_by_value,
	&transform_filter_fields_by_name,
	&transform_format_string,
	&transform_format_time,
	&transform_group_by,
	&transform_group_to_nested_table,
	&transform_grouping_to_matrix,
	&transform_heatmap,
	&transform_histogram,
	&transform_join_by_field,
	&transform_join_by_labels,
	&transform_labels_to_fields,
	&transform_limit,
	&transform_merge,
	&transform_organize,
	&transform_partition_by_values,
	&transform_prepare_time_series,
	&transform_reduce,
	&transform_regression,
	&transform_rename_by_regex,
	&transform_rows_to_fields,
	&transform_series_to_columns,
	&transform_series_to_rows,
	&transform_sort_by,
	&transform_spatial,
	&transform_time_series_table,
	&transform_transpose,
};

static int compare_id(const void *id, const void *row)
{
	return strcmp(id, (*(const Transform *const *)row)->id);
}

const Transform *transform_find(const char *id)
{
	const Transform *const *found = bsearch(id, transforms, G_N_ELEMENTS(transforms),
						sizeof(transforms[0]), compare_id);

	return found ? *found : NULL;
}

/* --- One entry of the list --- */

/* Splits off what bypasses; `at` is where the transformed ones go afterwards. */
static bool split(const TransformContext *context, json_object *filter, Frames *frames,
		  Frames *taken, Frames *bypassing, size_t *at, GError **error)
{
	FrameMatcher *matcher = frame_matcher_new(context->arena, json_get_text(filter, "id", ""),
						  json_get(filter, "options"), error);

	if (!matcher)
		return false;
	*at = 0;
	for (size_t i = 0; i < frames->n; i++) {
		if (frame_matches(matcher, frames->items[i])) {
			frames_append(context->arena, taken, frames->items[i]);
			continue;
		}
		frames_append(context->arena, bypassing, frames->items[i]);
		if (*at == 0)
			*at = i;
	}
	return true;
}

/* The bypassing frames stand as one block where the first of them was. */
static Frames *put_back(Arena *arena, const Frames *done, const Frames *bypassing, size_t at)
{
	Frames *all = frames_new(arena);

	at = MIN(at, done->n);
	for (size_t i = 0; i < at; i++)
		frames_append(arena, all, done->items[i]);
	for (size_t i = 0; i < bypassing->n; i++)
		frames_append(arena, all, bypassing->items[i]);
	for (size_t i = at; i < done->n; i++)
		frames_append(arena, all, done->items[i]);
	return all;
}

static Frames *run_entry(const TransformContext *context, const Transform *transform,
			 json_object *entry, Frames *frames, GError **error)
{
	json_object *options = json_get_object(entry, "options");
	json_object *filter = json_get_object(entry, "filter");
	size_t at;

	if (!json_is_truthy(json_get(filter, "options")))
		return transform->run(context, frames, options, error);
	Frames *taken = frames_new(context->arena), *bypassing = frames_new(context->arena);

	if (!split(context, filter, frames, taken, bypassing, &at, error))
		return NULL;
	Frames *done = transform->run(context, taken, options, error);

	return done ? put_back(context->arena, done, bypassing, at) : NULL;
}

/* --- The list --- */

enum {
	MAX_ID_LENGTH = 60,    // of an unknown one in a notice
	MAX_CELLS_READ = 20,   // by all entries together, in the most that one may make
	CELLS_OF_FIELD = 16,   // what a field counts as beside its cells
	CELLS_OF_ENTRY = 1000, // and each entry
};

/* What going through the frames costs. */
static size_t cost_of(const Frames *frames)
{
	size_t cost = CELLS_OF_ENTRY;

	for (size_t i = 0; i < frames->n; i++)
		cost += frames->items[i]->n_fields * (frames->items[i]->n_rows + CELLS_OF_FIELD);
	return cost;
}

static void note(const char **notice, const char *text)
{
	if (!*notice)
		*notice = text;
}

/* NULL when an entry of the topic fails. */
static Frames *run_topic(const TransformContext *context, json_object *list, const char *topic,
			 Frames *frames, const char **notice)
{
	size_t cost = 0;

	for (size_t i = 0; i < json_object_array_length(list); i++) {
		g_autoptr(GError) error = NULL;
		json_object *entry = json_object_array_get_idx(list, i);
		const char *id = json_get_text(entry, "id", "");
		const Transform *transform = transform_find(id);

		if (json_get_bool(entry, "disabled", false) ||
		    strcmp(json_get_text(entry, "topic", "series"), topic) != 0)
			continue;
		cost += cost_of(frames);
		if (cost / MAX_CELLS_READ > context->max_cells || arena_is_full(context->arena)) {
			note(notice, arena_printf(context->arena,
						  "The transformations take too long: the data are "
						  "shown without \"%.*s\" and what follows it.",
						  MAX_ID_LENGTH, id));
			return frames;
		}
		if (!transform) {
			note(notice, arena_printf(context->arena,
						  "The transformation \"%.*s\" is not known: the "
						  "data are shown without it.",
						  MAX_ID_LENGTH, id));
			continue;
		}
		frames = run_entry(context, transform, entry, frames, &error);
		if (!frames) {
			note(notice, arena_printf(context->arena,
						  "The transformation \"%s\" failed: %s. The data are "
						  "shown as they came.",
						  id, error->message));
			return NULL;
		}
	}
	return frames;
}

static void sort_by_topic(Arena *arena, const Frames *from, Frames *series, Frames *annotations)
{
	for (size_t i = 0; from && i < from->n; i++) {
		const char *topic = frame_meta_text(from->items[i], "dataTopic");
		bool is_annotation = g_strcmp0(topic, "annotations") == 0;

		frames_append(arena, is_annotation ? annotations : series, from->items[i]);
	}
}

Frames *transforms_run(const TransformContext *context, json_object *transformations,
		       Frames *frames, Frames **annotations, const char **notice)
{
	Arena *arena = context->arena;

	if (!json_object_is_type(transformations, json_type_array) ||
	    json_object_array_length(transformations) == 0)
		return frames;
	json_object *list = context->interpolator
				    ? interpolate_json(arena, context->interpolator,
						       transformations, NULL, NULL)
				    : transformations;
	Frames *series = run_topic(context, list, "series", frames, notice);
	Frames *events = *annotations ? run_topic(context, list, "annotations", *annotations,
						  notice)
				      : frames_new(arena);
	if (!series || !events)
		return frames;
	Frames *sorted_series = frames_new(arena), *sorted_events = frames_new(arena);

	sort_by_topic(arena, series, sorted_series, sorted_events);
	sort_by_topic(arena, events, sorted_series, sorted_events);
	if (*annotations || sorted_events->n)
		*annotations = sorted_events;
	return sorted_series;
}
