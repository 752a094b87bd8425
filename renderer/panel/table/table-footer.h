#pragma once

#include "renderer/panel/table/table-column.h"

/**
 * The row of calculations at the bottom of a table.
 *
 * Source: Grafana 12.3, TableNG/components/SummaryCell.tsx and hooks.ts.
 */
typedef struct {
	const PanelContext *context;
	const TableColumns *columns;
	json_object *first; // reducers of the first column that has some; NULL: no footer
	bool is_uniform;    // all columns calculate the same: only the first one is labelled
	double height;	    // px, 0 without a footer
} TableFooter;

TableFooter table_footer(const PanelContext *context, const TableColumns *columns);

/** Draws the calculations of column `index` in its cell. */
void table_footer_draw(const TableFooter *footer, Scene *scene, size_t index, Rect cell);
