#pragma once

#include "renderer/chart/heatmap-data.h"
#include "renderer/chart/heatmap-palette.h"
#include "renderer/chart/plot.h"

/** How cells are drawn. */
typedef struct {
	double gap_px;		// CSS px between cells
	double hide_le, hide_ge; // values up to and from there have no cell
	Palette palette;
	Range colors; // values of the first and the last colour
} HeatmapStyle;

/** The range of all values that have a cell; min > max where there is none. */
Range heatmap_value_range(const HeatmapData *data, const HeatmapStyle *style);

/**
 * Draws the cells; x is scale 0 of the plot, y scale 1. The scene is in device pixels.
 * Source: Grafana 12.3, heatmap/utils.ts, heatmapPathsDense() and heatmapPathsSparse().
 */
void heatmap_draw_cells(const HeatmapData *data, const HeatmapStyle *style, const Plot *plot,
			Scene *scene);

/**
 * Draws a square for each exemplar.
 * Source: Grafana 12.3, heatmap/utils.ts, heatmapPathsPoints().
 */
void heatmap_draw_exemplars(const HeatmapData *data, Color color, const Plot *plot, Scene *scene);
