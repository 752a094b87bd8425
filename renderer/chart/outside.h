#pragma once

#include "renderer/chart/plot.h"

/**
 * Says that all data are outside the time range, where they are; the scene is in CSS pixels.
 *
 * times  ascending, n of them
 *
 * Source: Grafana 12.3, timeseries/plugins/OutsideRangePlugin.tsx.
 */
void outside_layout(const Plot *plot, Scene *scene, const double *times, size_t n);
