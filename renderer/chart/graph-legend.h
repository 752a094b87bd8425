#pragma once

#include "renderer/chart/graph-data.h"
#include "renderer/chart/legend.h"

/** Sets the values that a legend lists beside a field. */
void legend_set_stats(const PanelContext *context, const LegendOptions *options, Frame *frame,
		      Field *field, LegendItem *item);

/** An item for each series that is not kept from the legend; `n` receives their number. */
LegendItem *graph_legend_items(const PanelContext *context, const GraphData *data,
			       const LegendOptions *options, size_t *n);

/** Lays out the legend of a chart's series; returns what remains of `area`. */
Rect graph_legend_layout(const PanelContext *context, const GraphData *data, Rect area,
			 Scene *scene);
