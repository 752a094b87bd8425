#pragma once

#include "renderer/panel/panel.h"

/**
 * The box in which Grafana's frontend says that something failed: a title, a sentence that wraps,
 * and a link behind it or NULL.
 *
 * Returns its height.
 * Source: Grafana 12.3, grafana-ui/src/components/Alert/Alert.tsx.
 */
double alert_box_draw(const PanelContext *context, Scene *scene, Rect area, const char *title,
		      const char *sentence, const char *link);
