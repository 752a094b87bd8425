/* Counts points in buckets. Source: Grafana 12.3, transformers/calculateHeatmap/heatmap.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/heatmap-bins.h"
#include "renderer/json.h"

static const char *expand(const void *data, const char *text)
{
	const TransformContext *context = data;

	if (!context->interpolator)
		return text;
	return interpolate(context->arena, context->interpolator, text, NULL);
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	HeatmapCalculation calculation = heatmap_calculation_parse(options, expand, context);
	Frame *heatmap = heatmap_calculate(context->arena, frames, &calculation, error);
	Frames *out = frames_new(context->arena);

	if (!heatmap)
		return NULL;
	frames_append(context->arena, out, heatmap);
	for (size_t i = 0; json_get_bool(options, "keepOriginalData", false) && i < frames->n; i++)
		frames_append(context->arena, out, frames->items[i]);
	return out;
}

const Transform transform_heatmap = { "heatmap", run };
