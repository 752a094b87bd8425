/* Keeps frames by refId. Source: Grafana 12.3, transformers/filterByRefId.ts, filter.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/json.h"

/* `matcher` stays NULL where the option is not there. False: an error. */
static bool make_matcher(Arena *arena, json_object *options, const char *key,
			 FrameMatcher **matcher, GError **error)
{
	if (!json_get_text(options, key, "")[0])
		return true;
	*matcher = frame_matcher_new(arena, "byRefId", json_get(options, key), error);
	return *matcher != NULL;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	FrameMatcher *include = NULL, *exclude = NULL;
	Frames *out = frames_new(context->arena);

	if (!make_matcher(context->arena, options, "include", &include, error) ||
	    !make_matcher(context->arena, options, "exclude", &exclude, error))
		return NULL;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];

		if ((exclude && frame_matches(exclude, frame)) ||
		    (include && !frame_matches(include, frame)))
			continue;
		frames_append(context->arena, out, frame);
	}
	return out;
}

const Transform transform_filter_by_ref_id = { "filterByRefId", run };
