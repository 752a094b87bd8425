#pragma once

#include "renderer/chart/graph-data.h"
#include "renderer/chart/plot.h"

/**
 * The axis of a series' values: title, width, border, colours and numbers as its field asks.
 *
 * scale     index into the plot's scales
 * unit      of the numbers; NULL: the field's
 * has_grid  of several axes only the first has a grid by itself; receives that one has it
 *
 * Source: Grafana 12.3, uPlot/config/UPlotAxisBuilder.ts and UPlotConfigBuilder.ts.
 */
AxisConfig value_axis(const PanelContext *context, const GraphSeries *series, int scale, Side side,
		      const char *unit, bool *has_grid);
