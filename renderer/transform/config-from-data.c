/*
 * One query's values as config of the others' fields.
 * Source: Grafana 12.3, transformers/configFromQuery/configFromQuery.ts.
 */
#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/transform/config-mapping.h"

static Frame *find_config_frame(const Frames *frames, const char *ref_id)
{
	for (size_t i = 0; i < frames->n; i++)
		if (g_strcmp0(frames->items[i]->ref_id, ref_id) == 0)
			return frames->items[i];
	return NULL;
}

static json_object *read_config(Arena *arena, Frame *frame, json_object *list)
{
	ConfigMapping *mappings = config_mappings_new(arena, frame, list);
	Value *cells = arena_new_array(arena, Value, frame->n_fields);

	for (size_t f = 0; f < frame->n_fields; f++) {
		const Reducer *reducer = reducer_find(mappings[f].reducer);

		if (reducer)
			cells[f] = reduce_field(arena, frame, &frame->fields[f], reducer);
	}
	return config_of_cells(arena, mappings, cells, frame->n_fields);
}

/* Of a frame only its fields stay. */
static Frame *configured(Arena *arena, Frame *frame, Frames *frames, const FieldMatcher *matcher,
			 json_object *json)
{
	const FieldConfig config = field_config_parse(arena, json);
	Frame *out = frame_copy(arena, frame);

	out->name = NULL;
	out->meta = NULL;
	for (size_t f = 0; f < frame->n_fields; f++) {
		if (!field_matches(matcher, arena, &frame->fields[f], frame, frames))
			continue;
		json_object_object_foreach(json, id, value) {
			(void)value;
			field_config_copy(&out->fields[f].config, &config, id);
		}
	}
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	Frame *config_frame =
		find_config_frame(frames, json_get_text(options, "configRefId", "config"));
	Frames *out = frames_new(arena);

	if (!config_frame)
		return frames;
	json_object *config =
		read_config(arena, config_frame, json_get_array(options, "mappings"));
	FieldMatcher *matcher = field_matcher_new(arena,
						  json_get_text(options, "applyTo.id", "numeric"),
						  json_get(options, "applyTo.options"), error);

	if (!matcher)
		return NULL;
	for (size_t i = 0; i < frames->n; i++)
		if (frames->items[i] != config_frame || frames->n == 1)
			frames_append(arena, out,
				      configured(arena, frames->items[i], frames, matcher, config));
	return out;
}

const Transform transform_config_from_data = { "configFromData", run };
