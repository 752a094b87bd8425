/* Counts how often values occur. Source: Grafana 12.3, transformers/histogram.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/histogram.h"
#include "renderer/json.h"

#include <math.h>

/* A number, or a text that begins with one; NAN for anything else. */
static double number_option(json_object *options, const char *key)
{
	json_object *json = json_get(options, key);

	if (json_object_is_type(json, json_type_string))
		return g_ascii_strtod(json_object_get_string(json), NULL);
	return json_get_number(options, key, NAN);
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	double offset = number_option(options, "bucketOffset");
	HistogramOptions wanted = histogram_options();
	Frames *out = frames_new(context->arena);
	Histogram histogram;

	if (frames->n == 0)
		return frames;
	wanted.bucket_size = number_option(options, "bucketSize");
	wanted.bucket_offset = isfinite(offset) ? offset : 0;
	wanted.combines = json_get_bool(options, "combine", false);
	if (!histogram_build(context->arena, frames, &wanted, &histogram, error))
		return NULL;
	if (histogram.frame)
		frames_append(context->arena, out, histogram.frame);
	return out;
}

const Transform transform_histogram = { "histogram", run };
