#pragma once

#include "renderer/chart/legend-item.h"

/** A legend as a table: names and their values, a row each, under a header. */
double legend_table_width(const Legend *legend);
double legend_table_height(const Legend *legend);

/** At least as wide as legend_table_width(); rows below the box are not drawn. */
void legend_table_draw(const Legend *legend, Rect box);

/** Sorts the items by the column that the options name. */
void legend_table_sort(const LegendOptions *options, LegendItem *items, size_t n);
