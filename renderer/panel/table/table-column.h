#pragma once

#include "renderer/panel/panel.h"

/** How a cell is drawn; `cellOptions.type`. */
typedef enum {
	CELL_AUTO,
	CELL_COLOR_TEXT,
	CELL_COLOR_BACKGROUND,
	CELL_GAUGE,
	CELL_SPARKLINE,
	CELL_JSON,
	CELL_IMAGE,
	CELL_DATA_LINKS,
	CELL_ACTIONS,
	CELL_PILL,
	CELL_MARKDOWN,
	CELL_GEO,
	CELL_CUSTOM,
} CellType;

enum { TABLE_CELL_PAD = 6, TABLE_LINE = 22, TABLE_FONT = 14, TABLE_EXPANDER = 50 };

/** A column of a table: a field with the options that tables have for it. */
typedef struct {
	Frame *frame;
	Field *field;
	const Field *source; // the last field of the same name: its values stand in the cells
	const char *name;
	CellType type;	// as configured: alignment and colours follow it
	CellType drawn; // what draws the content
	json_object *cell; // cellOptions with `type` and `mode`; or NULL
	const char *mode; // of the background or gauge, or NULL
	TextAlign align;
	double width;	 // px, before limits and rounding
	double x, track; // place from the grid's left and width there
	bool wraps, wraps_header, is_filterable, has_dynamic_height;
	bool is_last;
	bool is_clamped; // text that `maxRowHeight` cuts ends in an ellipsis, else at both ends
	bool keeps_blanks; // JSON stands in the lines it was written in
	json_object *reducers; // of the footer; an array with elements, or NULL
	size_t n_reducers;
	const DisplayProcessor *display; // set by table_column_prepare()
	FormattedValue *longest; // see table_column_longest()
} TableColumn;

typedef struct {
	TableColumn *items;
	size_t n;
	double width; // of all
	size_t n_frozen;
	bool has_dynamic_height;
} TableColumns;

/**
 * The visible fields of a frame as columns, placed beside each other.
 *
 * available_px  shared among the columns
 * left_px       where the first one begins
 *
 * Source: Grafana 12.3, TableNG/utils.ts and the grid's least width of 50 px; Chromium rounds
 * tracks down to 1/64 px.
 */
TableColumns table_columns(const PanelContext *context, Frame *frame, double available_px,
			   double left_px, size_t n_frozen);

/** Makes `display`, which is needed for columns in the picture only. */
void table_column_prepare(const PanelContext *context, TableColumn *column);

/**
 * The longest text of the column's cells so far, `value` the last of them: what gauges and small
 * charts leave room for.
 */
const FormattedValue *table_column_longest(const TableColumn *column, const FormattedValue *value);

/** The cell's value. */
Value table_column_value(const TableColumn *column, size_t row);

/** The whole formatted text of a value, however long; lives with the arena. */
const char *table_display_text(Arena *arena, const DisplayValue *value);

/**
 * A value as the column's cells show it: columns of unknown type, and JSON views, show what is
 * JSON as such, and a unit once more around it.
 */
const char *table_column_text(Arena *arena, const TableColumn *column, Value value,
			      const DisplayValue *display);

/** How a field's cells are configured, for fields that are no column. */
CellType table_cell_type(const Field *field, json_object **cell, const char **mode);

/** Links that lead somewhere, and actions; of the field's config. */
size_t table_count_links(const FieldConfig *config);
