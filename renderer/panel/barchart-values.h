#pragma once

#include "renderer/chart/plot.h"
#include "renderer/panel/barchart-data.h"

/**
 * Writes values beside the ends of bars, all in one size; the scene is in the plot's device
 * pixels (plot_push()).
 *
 * Source: Grafana 12.3, barchart/bars.ts.
 */
void barchart_values_draw(const PanelContext *context, const BarChartOptions *options,
			  const BarChartData *data, const Plot *plot, Scene *scene);
