/* Source: Grafana 12.3, transformers/prepareTimeSeries/prepareTimeSeries.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/join.h"
#include "renderer/error.h"
#include "renderer/json.h"
#include "renderer/transform/long-time-series.h"
#include "renderer/transform/partition-by-values.h"

#include <string.h>

/* Long frames fall into one for each combination of their texts. */
static Frames *split_long(const TransformContext *context, Frames *frames, GError **error)
{
	Frames *out = frames_new(context->arena);

	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];
		bool is_long = g_strcmp0(frame_meta_text(frame, "type"), "timeseries-long") == 0;

		if (!is_long) {
			frames_append(context->arena, out, frame);
			continue;
		}
		Frames *parts = frame_partition_by_texts(context, frame, error);

		for (size_t p = 0; parts && p < parts->n; p++)
			frames_append(context->arena, out, parts->items[p]);
		if (!parts)
			return NULL;
	}
	return out;
}

static Frames *to_wide(const TransformContext *context, Frames *frames, GError **error)
{
	Frames *parts = split_long(context, frames, error);
	Frames *out = frames_new(context->arena);

	if (!parts || frames->n == 0)
		return parts;
	Join join = frames_join(context->arena, parts, FIELD_TIME, NULL);

	if (join.n_left_out) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
			    "the series have too many different times");
		return NULL;
	}
	if (parts->n > 1)
		join_take_frame_names(context->arena, &join);
	frames_append(context->arena, out,
		      frame_with_type(context->arena, join.frame, "timeseries-wide"));
	return out;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	const char *format = json_get_text(options, "format", "wide");

	if (strcmp(format, "long") == 0)
		return to_long_time_series(context, frames, error);
	if (strcmp(format, "multi") == 0 || strcmp(format, "many") == 0)
		return to_multi_time_series(context, frames, error);
	return to_wide(context, frames, error);
}

const Transform transform_prepare_time_series = { "prepareTimeSeries", run };
