#pragma once

#include "renderer/chart/graph-data.h"
#include "renderer/chart/plot.h"

/**
 * Draws all series in order: area, line or bars, points. The scene is in the plot's device
 * pixels (plot_push()); scale i of the data is scale i + 1 of the plot.
 *
 * Source: uPlot 1.6.32, drawSeries; Grafana 12.3, uPlot/config/UPlotSeriesBuilder.ts.
 */
void graph_series_draw(const PanelContext *context, const GraphData *data, const Plot *plot,
		       Scene *scene);

/** Writes the values of fields that ask for it (`custom.showValues`) beside their points. */
void graph_values_draw(const PanelContext *context, const GraphData *data, const Plot *plot,
		       Scene *scene);

/** Draws the thresholds of each scale's first field that shows any, behind everything else. */
void graph_thresholds_draw(const GraphData *data, const Plot *plot, Scene *scene);

/** The bars of a series in a chart of bars; free with g_array_unref(). */
GArray *graph_bars_find(const GraphData *data, const Plot *plot, size_t series);
