#pragma once

#include "renderer/chart/heatmap-palette.h"
#include "renderer/scene.h"

/**
 * A palette as a bar below a chart, the least and the greatest value at its ends.
 *
 * min, max  texts; NULL: the bar alone
 *
 * Returns what remains of `content` for the chart.
 * Source: Grafana 12.3, core/components/ColorScale/ColorScale.tsx, heatmap/HeatmapPanel.tsx.
 */
Rect color_bar_layout(Scene *scene, const Theme *theme, const Palette *palette,
		      const char *min, const char *max, Rect content);
