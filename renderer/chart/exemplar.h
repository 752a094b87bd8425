#pragma once

#include "renderer/chart/graph-data.h"
#include "renderer/chart/plot.h"

/**
 * Draws exemplars as small diamonds, in the colour of the series whose labels they have; the
 * scene is in the plot's device pixels.
 *
 * frames          as fetched: those with fields Time and Value
 * follows_series  false: all have the first series' colour, and none is hidden with its series
 *
 * Source: Grafana 12.3, timeseries/plugins/ExemplarsPlugin.tsx.
 */
void exemplars_draw(const GraphData *data, const Frames *frames, bool follows_series,
		    const Plot *plot, Scene *scene);
