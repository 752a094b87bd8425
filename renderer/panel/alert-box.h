#pragma once

#include "renderer/panel/panel.h"

typedef enum { ALERT_BOX_ERROR, ALERT_BOX_INFO } AlertBoxSeverity;

/** A title, a sentence that wraps, and a link behind it or NULL. */
typedef struct {
	AlertBoxSeverity severity;
	const char *title, *sentence, *link;
} AlertBox;

/**
 * The box in which Grafana's frontend says that something failed, or is to be known.
 *
 * Returns its height.
 * Source: Grafana 12.3, grafana-ui/src/components/Alert/Alert.tsx.
 */
double alert_box_draw(const PanelContext *context, Scene *scene, Rect area, const AlertBox *alert);
