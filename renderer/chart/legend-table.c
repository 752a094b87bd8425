#include "renderer/chart/legend-table.h"

#include "renderer/data/collate.h"

#include <math.h>
#include <string.h>

#define ROW_HEIGHT 23.84375 // in 1/64 px as the browser lays it out

enum {
	CELL_PAD = 8,
	HEADER_PAD_LEFT = 30,
	LABEL_MAX_WIDTH = 600,
	SORT_ICON = 12,
	MAX_COLUMNS = 64,
};

/* --- Widths --- */

typedef struct {
	const LegendOptions *options;
	const LegendItem *items;
	size_t n;
	size_t n_columns; // of values; the name comes before
	double name_width;
	double widths[MAX_COLUMNS];
} Table;

static bool is_sorted_by(const Table *table, const char *title)
{
	return table->options->sort_by && strcmp(table->options->sort_by, title) == 0;
}

static const char *name_title(const Table *table)
{
	return table->options->has_plain_header ? "" : "Name";
}

static double header_width(const Legend *legend, const Table *table, const char *title)
{
	double width = legend_text_width(legend, legend_header_style(), title);

	if (table->options->has_plain_header)
		return title[0] ? 2 * CELL_PAD + width : 0;
	return HEADER_PAD_LEFT + width +
	       (is_sorted_by(table, title) ? LEGEND_PAD_PX + SORT_ICON : CELL_PAD);
}

static double name_width(const Legend *legend, const LegendItem *item)
{
	TextStyle style = legend_label_style();
	double width = fmin(LABEL_MAX_WIDTH, legend_text_width(legend, style, item->label));

	if (item->is_on_right_axis)
		width += legend_text_width(legend, style, " (right y-axis)");
	return CELL_PAD + LEGEND_MARK_WIDTH + LEGEND_MARK_GAP + width + CELL_PAD;
}

static double cell_width(const Legend *legend, const LegendStat *stat)
{
	return 2 * CELL_PAD + legend_text_width(legend, legend_value_style(), stat->text);
}

static Table measure_table(const Legend *legend)
{
	Table table = {
		.options = legend->options,
		.items = legend->lists[0].items,
		.n = legend->lists[0].n,
	};

	table.name_width = header_width(legend, &table, name_title(&table));
	table.n_columns = table.n ? MIN(table.items[0].n_stats, MAX_COLUMNS) : 0;
	for (size_t column = 0; column < table.n_columns; column++)
		table.widths[column] =
			header_width(legend, &table, table.items[0].stats[column].title);
	for (size_t i = 0; i < table.n; i++) {
		const LegendItem *item = &table.items[i];

		table.name_width = fmax(table.name_width, name_width(legend, item));
		for (size_t column = 0; column < MIN(table.n_columns, item->n_stats); column++)
			table.widths[column] = fmax(table.widths[column],
						    cell_width(legend, &item->stats[column]));
	}
	return table;
}

static double table_width(const Table *table)
{
	double width = table->name_width;

	for (size_t column = 0; column < table->n_columns; column++)
		width += table->widths[column];
	return width;
}

double legend_table_width(const Legend *legend)
{
	Table table = measure_table(legend);

	return table_width(&table) * (double)legend->n_columns;
}

/* --- Lines --- */

static void draw_row_line(const Legend *legend, Rect box, double bottom)
{
	scene_fill_rect(legend->scene, (Rect){ box.x, js_round(bottom) - 1, box.width, 1 },
			PAINT_COLOR(legend->context->theme->border_weak));
}

/* --- Header --- */

static void draw_sort_icon(const Legend *legend, double x, double top, bool is_down)
{
	Path *path = path_new();
	double y = top + 7.5, rise = is_down ? 1.5 : -1.5;

	path_move_to(path, x + 3.5, y - rise);
	path_line_to(path, x + 6, y + rise * 0.7);
	path_line_to(path, x + 8.5, y - rise);
	scene_take_stroke(legend->scene, path, PAINT_COLOR(legend->context->theme->primary_text),
			  (StrokeStyle){ .width_px = 1, .cap = CAP_ROUND, .join = JOIN_ROUND });
}

static void draw_header_cell(const Legend *legend, const Table *table, const char *title,
			     double x, double width, double top)
{
	TextStyle style = legend_header_style();
	double title_width = legend_text_width(legend, style, title);
	double left = table->options->has_plain_header ? width - CELL_PAD - title_width
						       : HEADER_PAD_LEFT;

	legend_draw_text(legend, style, title, x + left, top, legend->context->theme->primary_text);
	if (is_sorted_by(table, title))
		draw_sort_icon(legend, x + HEADER_PAD_LEFT + title_width, top,
			       table->options->sorts_down);
}

/* A header without any title is only its lines and their padding. */
static double header_height(const LegendOptions *options, const LegendList *list)
{
	enum { LINE = 1, EMPTY_CELLS = 5 };
	size_t n_columns = list->n ? list->items[0].n_stats : 0;

	if (!options->has_plain_header)
		return ROW_HEIGHT;
	for (size_t column = 0; column < n_columns; column++)
		if (list->items[0].stats[column].title[0])
			return ROW_HEIGHT;
	return n_columns ? EMPTY_CELLS : LINE;
}

static void draw_header(const Legend *legend, const Table *table, Rect box, double name_width_px)
{
	double x = box.x + name_width_px;

	draw_header_cell(legend, table, name_title(table), box.x, name_width_px, box.y + 3);
	for (size_t column = 0; column < table->n_columns; column++) {
		draw_header_cell(legend, table, table->items[0].stats[column].title, x,
				 table->widths[column], box.y + 3);
		x += table->widths[column];
	}
	draw_row_line(legend, box, box.y + header_height(table->options, &legend->lists[0]));
}

/* --- Rows --- */

static void draw_name_cell(const Legend *legend, const LegendItem *item, double x, double top)
{
	TextStyle style = legend_label_style();
	g_autofree char *label = text_ellipsize(legend->context->text, &style, item->label,
						LABEL_MAX_WIDTH);
	double label_x = x + CELL_PAD + LEGEND_MARK_WIDTH + LEGEND_MARK_GAP;

	legend_draw_mark(legend, item, x + CELL_PAD, top + 2 + LEGEND_MARK_DROP);
	legend_draw_text(legend, style, label, label_x, top + 3, legend_label_color(legend, item));
	if (item->is_on_right_axis)
		legend_draw_text(legend, style, " (right y-axis)",
				 label_x + legend_text_width(legend, style, label), top + 3,
				 legend->context->theme->text_secondary);
}

static void draw_row(const Legend *legend, const Table *table, const LegendItem *item, Rect box,
		     double top, double name_width_px)
{
	TextStyle style = legend_value_style();
	double x = box.x + name_width_px;

	draw_name_cell(legend, item, box.x, top);
	for (size_t column = 0; column < MIN(table->n_columns, item->n_stats); column++) {
		const char *text = item->stats[column].text;

		x += table->widths[column];
		legend_draw_text(legend, style, text,
				 x - CELL_PAD - legend_text_width(legend, style, text), top + 3,
				 legend->context->theme->text_primary);
	}
	draw_row_line(legend, box, top + ROW_HEIGHT);
}

/* --- Altogether --- */

double legend_table_height(const Legend *legend)
{
	const LegendList *list = &legend->lists[0];

	return header_height(legend->options, list) +
	       ROW_HEIGHT * (double)legend_column_length(legend, list->n);
}

/* The header and `n` rows. */
static void draw_part(const Legend *legend, const Table *table, const LegendItem *items, size_t n,
		      Rect box)
{
	double name_width_px = table->name_width + fmax(0, box.width - table_width(table));
	double header_bottom = box.y + header_height(table->options, &legend->lists[0]);

	draw_header(legend, table, box, name_width_px);
	for (size_t i = 0; i < n; i++) {
		double top = header_bottom + ROW_HEIGHT * (double)i;

		if (top > rect_bottom(box))
			break;
		draw_row(legend, table, &items[i], box, top, name_width_px);
	}
}

void legend_table_draw(const Legend *legend, Rect box)
{
	Table table = measure_table(legend);
	size_t length = legend_column_length(legend, table.n);

	box.width = fmax(box.width / (double)legend->n_columns, table_width(&table));
	for (size_t first = 0; first < table.n; first += length) {
		draw_part(legend, &table, table.items + first, MIN(length, table.n - first), box);
		box.x += box.width;
	}
}

/* --- Order --- */

static double sort_value(const LegendItem *item, const char *title)
{
	for (size_t i = 0; i < item->n_stats; i++)
		if (strcmp(item->stats[i].title, title) == 0)
			return isnan(item->stats[i].numeric) ? -INFINITY : item->stats[i].numeric;
	return -INFINITY;
}

static int compare_names(const LegendItem *left, const LegendItem *right)
{
	return collate_texts(left->label, right->label, true);
}

static int compare_items(const void *a, const void *b, void *data)
{
	const LegendItem *left = a, *right = b;
	const LegendOptions *options = data;
	int order;

	if (strcmp(options->sort_by, "Name") == 0) {
		order = compare_names(left, right);
	} else {
		double left_value = sort_value(left, options->sort_by);
		double right_value = sort_value(right, options->sort_by);

		order = (left_value > right_value) - (left_value < right_value);
	}
	return options->sorts_down ? -order : order;
}

void legend_table_sort(const LegendOptions *options, LegendItem *items, size_t n)
{
	g_qsort_with_data(items, (int)n, sizeof(LegendItem), compare_items, (void *)options);
}
