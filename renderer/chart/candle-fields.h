#pragma once

#include "renderer/panel/panel.h"

typedef enum {
	CANDLE_OPEN,
	CANDLE_HIGH,
	CANDLE_LOW,
	CANDLE_CLOSE,
	CANDLE_VOLUME,
	CANDLE_N_PARTS,
} CandlePart;

typedef enum { CANDLES_AND_VOLUME, CANDLES_ONLY, VOLUME_ONLY } CandleMode;

/** The panel's data as one frame, and which of its fields are the parts of candles. */
typedef struct {
	CandleMode mode;
	Frame *frame;			// time first, then what is drawn, in order
	int fields[CANDLE_N_PARTS];	// indexes into it, -1 for none
	bool draws_price, draws_volume; // else the fields are lines
} CandleFields;

/**
 * Finds the parts by `options.fields` or their names, and makes up what can be: a close that is
 * the next open, an open that is the previous close, high and low that are the open.
 *
 * Returns false where the data hold nothing to draw over time.
 * Source: Grafana 12.3, plugins/panel/candlestick/fields.ts, CandlestickPanel.tsx.
 */
bool candle_fields_find(const PanelContext *context, CandleFields *candles);
