#pragma once

#include "renderer/chart/plot.h"
#include "renderer/data/field-config.h"

/** The steps that colour an axis along its scale. */
typedef struct {
	const FieldConfig *config;
	Range data; // of the values drawn on the scale, for percentages
} ThresholdBands;

/** Whether a field's axis is coloured by its thresholds, as its lines are. */
bool axis_has_threshold_bands(const FieldConfig *config);

/**
 * AxisConfig.bands: from each step's value up to the next one's, the first and the last reaching
 * to the canvas' ends.
 *
 * data  ThresholdBands
 *
 * Source: Grafana 12.3, core/components/TimeSeries/utils.ts, uPlot/config/gradientFills.ts.
 */
size_t axis_threshold_bands(const void *data, const Plot *plot, int scale, AxisBand *bands);
