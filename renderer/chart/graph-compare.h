#pragma once

#include "renderer/panel/panel.h"

/*
 * Frames of an earlier range, which time comparison asks besides the panel's own: their meta has
 * timeCompare {diffMs, isTimeShiftQuery}, their refId is that of the frames they compare with and
 * "-compare".
 *
 * Source: Grafana 12.3, timeseries/utils.ts, setClassicPaletteIdxs(); grafana-data/src/dataframe/
 * utils.ts, alignTimeRangeCompareData().
 */

/**
 * Gives a frame's fields the series indexes, and so the colours, of the frame it compares with.
 *
 * earlier  the frames before it, as graph_frame() made them
 *
 * Returns false where there is none that it fits.
 */
bool graph_compare_number(Frame *frame, const Frames *earlier);

/** Moves such frames over the others, and dashes their lines; changes the frames' fields. */
void graph_compare_align(const PanelContext *context, const Frames *frames);
