#pragma once

#include "renderer/panel/table/table-column.h"
#include "renderer/panel/table/table-height.h"

/** What a cell looks like beside its content; zero is a plain one. */
typedef struct {
	bool has_color, has_background, is_gradient;
	Color color;
	Color background;      // the gradient's end
	Color background_from; // its start
	int weight;	       // 0: 400
	bool is_italic, is_underlined, is_struck;
} TableLook;

/** A cell of the body on its way into the picture. */
typedef struct {
	const PanelContext *context;
	Scene *scene; // NULL while heights are measured
	const TableColumn *column;
	size_t row;
	Rect box;     // with its borders at the right and below
	Rect content; // without borders and padding
	double seen_right; // as far as the cell can be seen: its own or the table's right
	Value value;
	DisplayValue display;
	TableLook look;
	bool is_colorable; // links take the cell's colour
	bool wraps;
	double max_text_px; // of wrapped text; INFINITY: no bound
} TableCell;

/** One way to draw a cell's content. */
typedef struct {
	void (*draw)(const TableCell *cell);
	/** What the content takes where rows are as high as their cells; NULL: a line. */
	double (*height)(const TableCell *cell);
} TableCellDrawer;

extern const TableCellDrawer table_cell_text, table_cell_json, table_cell_geo, table_cell_image,
	table_cell_links, table_cell_actions, table_cell_pill, table_cell_markdown,
	table_cell_sparkline, table_cell_gauge;

/** Draws background and content. */
void table_cell_draw(const TableCell *cell);

/**
 * The colours that a field's cell type gives a value.
 *
 * inherits  a colour that is all transparent leaves the row's background
 */
void table_look_color(TableLook *look, const Theme *theme, CellType type, const char *mode,
		      const DisplayValue *display, bool inherits);

/** Applies CSS properties written as a JSON object, as fields named by `styleField` hold them. */
void table_look_style(TableLook *look, const char *css_json);

/** Height of a row whose cells decide it (`dynamicHeight`), px. */
double table_natural_height(const TableHeights *heights, size_t row);

/* --- For those that draw content --- */

TextStyle table_cell_style(const TableCell *cell);
Color table_cell_color(const TableCell *cell);

/** Colour and underline of a link in the cell. */
void table_cell_set_link(const TableCell *cell, SceneText *text);

/** A line in the middle of the cell, cut at its edges. */
void table_cell_line(const TableCell *cell, const char *text, const TextStyle *style);

/** x of something that wide, by the cell's alignment. */
double table_cell_x(const TableCell *cell, double width_px);

void table_cell_push_clip(const TableCell *cell);
