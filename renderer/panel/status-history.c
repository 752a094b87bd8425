#include "renderer/panel/timeline.h"
#include "renderer/panel/types.h"

static bool status_history_layout(const PanelContext *context, Rect area, Scene *scene,
				  GError **error)
{
	TimelineOptions options = timeline_options_parse(context->options, TIMELINE_SAMPLES);

	(void)error;
	return timeline_layout(context, &options, area, scene);
}

const PanelType panel_status_history = {
	.id = "status-history",
	.field_defaults = "{\"color\":{\"mode\":\"thresholds\"},"
			  "\"custom\":{\"lineWidth\":1,\"fillOpacity\":70}}",
	.layout = status_history_layout,
};
