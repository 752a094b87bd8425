#pragma once

#include "renderer/panel/table/table-column.h"
#include "renderer/panel/table/table-order.h"

/** What stands above the columns. */
typedef struct {
	const PanelContext *context;
	const TableSorts *sorts;
	bool has_type_icons;
} TableHeader;

/** How many icons stand beside a column's name. */
int table_header_icons(const TableHeader *header, const TableColumn *column);

/** Draws icons and name of a column at the lower edge of its cell, border included. */
void table_header_draw(const TableHeader *header, Scene *scene, const TableColumn *column,
		       Rect cell);
