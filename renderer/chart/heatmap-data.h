#pragma once

#include "renderer/data/display.h"
#include "renderer/panel/panel.h"

/** Where a cell is to its coordinate: it ends there, has it in its middle, starts there. */
typedef enum { CELL_ENDS = -1, CELL_AROUND = 0, CELL_STARTS = 1 } CellSide;

/**
 * Values in cells. A dense heatmap has a cell for each column and bucket, column by column; in a
 * sparse one each cell has its own bounds.
 */
typedef struct {
	bool is_sparse;
	const double *x;  // dense: of each column; sparse: where each cell ends
	const double *y;  // dense: of each bucket; sparse: where each cell starts
	const double *y_max; // sparse: where each cell ends
	size_t n_columns, n_buckets; // dense
	const double *values;
	size_t n_cells;

	const Field *x_field; // or NULL
	bool is_time;	      // of x
	double x_step, y_step;
	CellSide x_side, y_side;
	Range x_range, y_range; // of all coordinates; y only of those that its scale takes

	double log_base;  // of y's scale; 0: linear
	double log_parts; // buckets that each power is cut into

	const char **names; // of buckets 0, 1, 2.. whose y is only a place; NULL: y is a number
	size_t n_names;
	const char *lowest_name;   // below bucket 0, or NULL

	const double *exemplar_x, *exemplar_y; // y as it is drawn
	size_t n_exemplars;

	bool has_values; // else there is only a chart without cells
	DisplayProcessor y_display, value_display;
} HeatmapData;

/**
 * Makes cells of what the panel got: calculated from points, from frames of cells, or of rows, one
 * bucket a field.
 *
 * Returns NULL when nothing can be drawn; `message` then says why.
 * Source: Grafana 12.3, heatmap/fields.ts and calculateHeatmap/heatmap.ts.
 */
HeatmapData *heatmap_data(const PanelContext *context, const char **message);
