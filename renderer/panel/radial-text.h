#pragma once

#include "renderer/panel/radial-gauge.h"

/**
 * Draws a gauge's value, and its name if it has one, around its centre.
 *
 * Source: Grafana 12.3, grafana-ui/src/components/RadialGauge/RadialText.tsx.
 */
void radial_text_draw(const PanelContext *context, Scene *scene, const RadialStyle *style,
		      const FieldDisplay *display, const RadialGeometry *geometry, Point center,
		      bool has_name);
