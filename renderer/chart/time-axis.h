#pragma once

#include "renderer/chart/plot.h"
#include "renderer/panel/panel.h"

/**
 * Labels a time axis in the format of its field, where the field's unit is one ("time:HH:mm").
 *
 * Source: Grafana 12.3, timeseries/utils.ts; uPlot/config/UPlotAxisBuilder.ts.
 */
void time_axis_take_format(const PanelContext *context, const Frame *frame, const Field *field,
			   AxisConfig *axis);
