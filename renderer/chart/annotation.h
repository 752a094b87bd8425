#pragma once

#include "renderer/chart/plot.h"
#include "renderer/data/frame.h"

/**
 * Draws events: a dashed line each (a region has two and its area), and marks at the time axis.
 * The events of a frame called "xymark" are rectangles on the first value scale instead.
 *
 * frames        as fetched: fields time, timeEnd, color, isRegion ... in any order; of rectangles
 *               xMin, xMax, yMin, yMax, lineWidth in CSS px, lineStyle, fillOpacity of 0..1 besides
 * fills_region  whether the area between start and end is tinted
 *
 * Source: Grafana 12.3, timeseries/plugins/AnnotationsPlugin2.tsx.
 */
void annotations_draw_lines(const Plot *plot, Scene *scene, const Frames *frames,
			    bool fills_region);
void annotations_draw_marks(const Plot *plot, Scene *scene, const Frames *frames);
