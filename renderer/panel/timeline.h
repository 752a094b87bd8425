#pragma once

#include "renderer/chart/timeline.h"
#include "renderer/panel/panel.h"

/**
 * The whole of a state timeline or status history: chart, axes, legend, pages.
 *
 * Source: Grafana 12.3, state-timeline/StateTimelinePanel.tsx, core/components/TimelineChart.
 */
bool timeline_layout(const PanelContext *context, const TimelineOptions *options, Rect area,
		     Scene *scene);

/** What both panels have in their options; defaults for wrong types. */
TimelineOptions timeline_options_parse(json_object *options, TimelineMode mode);
