#pragma once

#include "renderer/chart/graph-series.h"
#include "renderer/chart/path/series-path.h"
#include "renderer/chart/series-paint.h"

/* What the files that draw series share; charts include graph-series.h. */

typedef enum { DRAW_LINE, DRAW_BARS, DRAW_POINTS } DrawStyle;

/* A series with everything decided about how it looks. */
typedef struct {
	const PanelContext *context;
	const GraphData *data;
	const Plot *plot;
	Scene *scene;
	const GraphSeries *series;
	size_t index;
	SeriesValues values;
	DrawStyle style;
	double line_width; // CSS px
	double fill_opacity; // 0..1
	SeriesPaint paint;
	int lower;	  // series below, whose line cuts the area; -1: none
	int fill_direction; // 0: to the base line, -1 down, 1 up
} GraphDrawing;

/** Decides all about a series; context, data, plot and scene are set. False: it is not seen. */
bool graph_drawing_prepare(GraphDrawing *drawing, size_t index);

/** The value that areas and bars reach to. */
double graph_base_value(const GraphDrawing *drawing);

/** How far lines are moved so that those of odd widths run through the middle of pixels. */
double graph_odd_offset(const Plot *plot, double width_dp);

/** How the bars of a series stand. */
BarStyle graph_bar_style(const GraphDrawing *drawing);

/** Draws bars that have colours of their own. */
void graph_colored_bars_draw(const GraphDrawing *drawing);
