#pragma once

#include "renderer/chart/plot.h"
#include "renderer/data/field-config.h"

/**
 * Draws thresholds as lines, areas or both behind the grid, as `custom.thresholdsStyle` says.
 * The scene is in the plot's device pixels (plot_push()).
 *
 * data  range of the values drawn on the scale, for percentages
 *
 * Source: Grafana 12.3, uPlot/config/UPlotThresholds.ts.
 */
void thresholds_draw(const Plot *plot, Scene *scene, int scale, const FieldConfig *config,
		     Range data);
