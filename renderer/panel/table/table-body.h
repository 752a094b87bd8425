#pragma once

#include "renderer/panel/table/table-column.h"

/** The field whose colours fill whole rows (`applyToRow`). */
typedef struct {
	const Field *field; // NULL: there is none
	DisplayProcessor display;
	CellType type;
	const char *mode;
} TableRowColor;

/** What is the same for all rows of a table. */
typedef struct {
	const PanelContext *context;
	Frame *frame;
	const TableColumns *columns;
	TableRowColor row_color;
	double max_text_px;
	bool wraps_all;
} TableBody;

TableBody table_body(const PanelContext *context, Frame *frame, const TableColumns *columns,
		     double max_text_px, bool wraps_all);

/** Draws the cells of a row of the frame that can be seen in `box`. */
void table_body_draw_row(const TableBody *body, Scene *scene, size_t row, Rect box);
