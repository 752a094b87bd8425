#pragma once

#include "renderer/chart/plot.h"
#include "renderer/data/field-config.h"

/** What a series' lines and areas are painted with. The paints point into the struct. */
typedef struct {
	Paint stroke, fill;
	Gradient stroke_gradient, fill_gradient;
	bool has_fill;
} SeriesPaint;

/**
 * Makes the paints that `custom.gradientMode`, `lineColor` and `fillColor` ask for.
 *
 * color    of the series
 * opacity  of the area, 0..1
 * data     range of the values drawn on the scale
 *
 * Source: Grafana 12.3, uPlot/config/UPlotSeriesBuilder.ts.
 */
void series_paint_make(SeriesPaint *paint, const Plot *plot, int scale, const FieldConfig *config,
		       Color color, double opacity, Range data);
