/* Times as texts. Source: Grafana 12.3, transformers/formatTime.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/transform/convert-field.h"

#include <string.h>

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	const char *name = json_get_text(options, "timeField", "");
	const char *format = json_get_text(options, "outputFormat", "");
	const char *zone_name = json_get_text(options, "timezone", NULL);
	Frames *out = frames_new(context->arena);

	frames_cache_names(context->arena, frames);
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frame_copy(context->arena, frames->items[i]);

		for (size_t f = 0; f < frame->n_fields; f++) {
			Field *field = &frame->fields[f];

			if (strcmp(field->state.display_name, name) == 0)
				*field = field_to_text(context, frame, field, format, zone_name,
						       NULL);
		}
		frames_append(context->arena, out, frame);
	}
	return out;
}

const Transform transform_format_time = { "formatTime", run };
