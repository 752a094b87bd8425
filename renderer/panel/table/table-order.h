#pragma once

#include "renderer/panel/panel.h"

/** A column that the table is sorted by; `options.sortBy`. */
typedef struct {
	const char *name; // display name
	bool is_descending;
} TableSort;

typedef struct {
	TableSort items[8]; // more sort no further
	size_t n;
} TableSorts;

/** Those of `sortBy` that name a field of the frame. */
TableSorts table_sorts(const PanelContext *context, Frame *frame);

/** The sort by a name, or NULL. */
const TableSort *table_sort_find(const TableSorts *sorts, const char *name);

/**
 * Row numbers in the order they are shown, `frame->n_rows` of them; NULL when that is the
 * frame's own order.
 *
 * Source: Grafana 12.3, TableNG/utils.ts, applySort(): numbers, times and booleans by value with
 * nothing first, frames by what stands for them, anything else as English readers sort texts.
 */
const size_t *table_order(const PanelContext *context, Frame *frame, const TableSorts *sorts);
