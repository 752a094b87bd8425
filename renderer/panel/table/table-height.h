#pragma once

#include "renderer/panel/table/table-column.h"
#include "renderer/panel/table/wrap-count.h"

/**
 * How high rows are: all alike, or by the wrapped texts in them.
 *
 * Source: Grafana 12.3, TableNG/utils.ts, getRowHeight() and what it calls.
 */
typedef struct {
	const PanelContext *context;
	const TableColumns *columns;
	WrapCount *counter;
	double row_px;	   // of a row without wrapped texts
	double max_row_px; // of wrapped ones, without padding; INFINITY: no bound
	double most_px; // heights beyond the picture need not be exact
	bool has_wrapped, is_dynamic;
} TableHeights;

TableHeights table_heights(const PanelContext *context, const TableColumns *columns,
			   double most_px);

/** Of one row of the frame, px. */
double table_row_height(const TableHeights *heights, size_t row);

/** Of the header, by the names that wrap; `n_icons` beside column i's name are given by icons[i]. */
double table_header_height(const TableHeights *heights, const uint8_t *icons);
