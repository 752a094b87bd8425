#pragma once

#include "renderer/chart/graph-data.h"
#include "renderer/chart/plot.h"

/**
 * A chart of graphs over one x: what time series, trends and candlesticks share.
 */
typedef struct {
	const PanelContext *context;
	GraphData *data;
	Scale x;
	bool has_zones;	      // `options.timezone` gives a time axis for each of its zones
	bool has_annotations; // and exemplars
	bool has_plain_exemplars; // in one colour, whatever their series

	/* What a panel type does differently; NULL: nothing. `panel` is its own. */
	const void *panel;
	void (*change_axis)(const void *panel, const GraphSeries *series, AxisConfig *axis);
	void (*draw_below)(const void *panel, const Plot *plot, Scene *scene); // the series
} Graph;

/** The graph over the panel's time range. */
Graph graph_over_time(const PanelContext *context, GraphData *data);

/**
 * Lays out legend, axes, thresholds, series, values and annotations in `area`.
 *
 * Source: Grafana 12.3, core/components/TimeSeries/utils.ts.
 */
void graph_layout(const Graph *graph, Rect area, Scene *scene);
