#pragma once

#include "renderer/chart/plot.h"
#include "renderer/chart/xy-series.h"
#include "renderer/panel/panel.h"

/* What the files of the XY chart share. */

enum { XY_MAX_SCALES = 32 };

/** A vertical scale: of all series with its unit. */
typedef struct {
	const char *unit; // NULL: none
	const XySeries *first;
	ScaleConfig config;
	Range data;
	const char *title;
	double size; // the largest `axisWidth`
} XyScale;

/** All that is drawn, with what decides places, sizes and colours. */
typedef struct {
	const PanelContext *context;
	XySeries *series;
	size_t n;
	int *scale_of; // one a series
	XyScale scales[XY_MAX_SCALES];
	int n_scales;
	Range x_data;
	Range sizes, colors; // of all fields that give sizes and colours
} XyChart;

/**
 * Draws points and line of a series, by its index, that is shown; until its scene is full.
 *
 * plot  laid out and pushed: scale 0 is x, scale i + 1 is the chart's scale i
 */
void xychart_draw_series(const XyChart *chart, const Plot *plot, Scene *scene, size_t index);
