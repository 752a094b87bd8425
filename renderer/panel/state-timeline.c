#include "renderer/panel/timeline.h"
#include "renderer/panel/types.h"

static bool state_timeline_layout(const PanelContext *context, Rect area, Scene *scene,
				  GError **error)
{
	TimelineOptions options = timeline_options_parse(context->options, TIMELINE_CHANGES);

	(void)error;
	return timeline_layout(context, &options, area, scene);
}

const PanelType panel_state_timeline = {
	.id = "state-timeline",
	.field_defaults = "{\"color\":{\"mode\":\"continuous-GrYlRd\"},"
			  "\"custom\":{\"lineWidth\":0,\"fillOpacity\":70}}",
	.layout = state_timeline_layout,
};
