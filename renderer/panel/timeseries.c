#include "renderer/chart/graph.h"
#include "renderer/panel/message.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/types.h"

static bool timeseries_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const char *message = NULL;
	GraphData *data = graph_data(context, &message);

	if (!data) {
		message_layout(scene, context->text, context->theme, area, message);
		return true;
	}
	Graph graph = graph_over_time(context, data);

	graph.has_zones = true;
	graph_layout(&graph, area, scene);
	return true;
}

const PanelType panel_timeseries = {
	.id = "timeseries",
	.field_defaults = GRAPH_FIELD_DEFAULTS,
	.layout = timeseries_layout,
};
