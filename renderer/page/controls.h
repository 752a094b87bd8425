#pragma once

#include "renderer/page/page.h"

/**
 * Draws what stands above the panels: variables, switches of annotations and links at the left,
 * the time at the right. What does not fit beside the time goes on below.
 *
 * scene  NULL: only the height is wanted
 *
 * Returns the height, with the margins around it.
 * Source: Grafana 12.3, dashboard-scene/scene/DashboardControls.tsx.
 */
double controls_layout(Scene *scene, const PageContext *page);
