#pragma once

#include "renderer/chart/candle-fields.h"
#include "renderer/chart/graph-data.h"
#include "renderer/chart/plot.h"

/** How candles are drawn. */
typedef struct {
	bool is_bars;	    // ohlcbars: ticks at both sides of a stick
	bool by_last_close; // colours: since the last close instead of since the open
	Color up, down, flat;
	Color background;   // behind the canvas: seen through hollow candles
	double volume_opacity; // 0..1
} CandleStyle;

/**
 * Draws candles and volumes in the plot's device pixels.
 *
 * parts  by CandlePart: the series it is, -1 for none
 *
 * Source: Grafana 12.3, plugins/panel/candlestick/utils.ts.
 */
void candles_draw(const GraphData *data, const CandleFields *fields, const int *parts,
		  const CandleStyle *style, const Plot *plot, Scene *scene);
