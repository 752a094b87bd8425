#include "renderer/panel/table/table-cell.h"

#include "renderer/geo/geometry.h"
#include "renderer/text-lines.h"

#include <math.h>
#include <string.h>

/* More of a line than this is never seen. */
enum { MAX_LINE_BYTES = 4096, MAX_LINES = 1000, MAX_CELL_POINTS = 1000 };

/* --- The cell's text --- */

static const char *cell_text(const TableCell *cell)
{
	return table_column_text(cell->context->arena, cell->column, cell->value, &cell->display);
}

static char *one_line(const char *text)
{
	g_autofree char *start = g_utf8_make_valid(text, (gssize)strnlen(text, MAX_LINE_BYTES));

	return text_collapse(start);
}

/* --- Several lines --- */

static size_t line_limit(const TableCell *cell)
{
	double n = cell->column->is_clamped ? floor(cell->max_text_px / TABLE_LINE) : MAX_LINES;

	return (size_t)CLAMP(n, 1, MAX_LINES);
}

/* Where some had to go, the last line is cut, but stands where all of it would. */
typedef struct {
	char **items;
	double last_x; // NAN: nothing is cut
} Lines;

static void lines_clear(Lines *lines)
{
	g_strfreev(lines->items);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lines, lines_clear)

static void cut_after(const TableCell *cell, Lines *lines, size_t limit, const TextStyle *style)
{
	char **last = &lines->items[limit - 1];
	g_autofree char *longer = g_strconcat(*last, "…", NULL), *whole = *last;

	lines->last_x = table_cell_x(cell, text_width(cell->context->text, style, whole));
	*last = text_ellipsize(cell->context->text, style, longer,
			       rect_right(cell->content) - lines->last_x);
	g_clear_pointer(&lines->items[limit], g_free);
}

static Lines wrapped_lines(const TableCell *cell, const char *text, const TextStyle *style)
{
	size_t limit = line_limit(cell);
	Lines lines = { text_lines(cell->context->text, style, text, cell->content.width,
				   limit + 1),
			NAN };

	if (g_strv_length(lines.items) > limit)
		cut_after(cell, &lines, limit, style);
	return lines;
}

static void draw_cut_line(const TableCell *line, const char *text, double x, const TextStyle *style)
{
	TableCell cut = *line;
	TableColumn column = *line->column;

	column.align = ALIGN_LEFT;
	cut.column = &column;
	cut.content.x = x;
	table_cell_line(&cut, text, style);
}

static void draw_lines(const TableCell *cell, const Lines *lines, const TextStyle *style)
{
	TableCell line = *cell;
	size_t n = g_strv_length(lines->items);

	if (n > 1)
		table_cell_push_clip(cell);
	line.content.y += (cell->content.height - (double)n * TABLE_LINE) / 2;
	line.content.height = TABLE_LINE;
	for (size_t i = 0; i < n; i++, line.content.y += TABLE_LINE) {
		if (line.content.y >= rect_bottom(cell->box) ||
		    line.content.y + TABLE_LINE <= cell->box.y)
			continue;
		if (i + 1 == n && !isnan(lines->last_x))
			draw_cut_line(&line, lines->items[i], lines->last_x, style);
		else
			table_cell_line(&line, lines->items[i], style);
	}
	if (n > 1)
		scene_pop_clip(cell->scene);
}

/* --- Text --- */

static void draw_text(const TableCell *cell)
{
	TextStyle style = table_cell_style(cell);
	const char *text = cell_text(cell);

	if (!cell->wraps) {
		g_autofree char *line = one_line(text);

		table_cell_line(cell, line, &style);
		return;
	}
	g_auto(Lines) lines = wrapped_lines(cell, text, &style);

	draw_lines(cell, &lines, &style);
}

static double text_height(const TableCell *cell)
{
	TextStyle style = table_cell_style(cell);
	g_auto(Lines) lines = wrapped_lines(cell, cell_text(cell), &style);

	return g_strv_length(lines.items) * TABLE_LINE;
}

const TableCellDrawer table_cell_text = { draw_text, text_height };

/* --- JSON: its own line breaks --- */

static TextStyle mono_style(const TableCell *cell)
{
	TextStyle style = table_cell_style(cell);

	style.family = FONT_FIXED;
	return style;
}

static Lines json_lines(const TableCell *cell, const TextStyle *style)
{
	if (cell->column->keeps_blanks)
		return (Lines){ g_strsplit(cell_text(cell), "\n", MAX_LINES), NAN };
	return wrapped_lines(cell, cell_text(cell), style);
}

static void draw_json(const TableCell *cell)
{
	TextStyle style = mono_style(cell);

	if (!cell->wraps) {
		g_autofree char *line = one_line(cell_text(cell));

		table_cell_line(cell, line, &style);
		return;
	}
	g_auto(Lines) lines = json_lines(cell, &style);

	draw_lines(cell, &lines, &style);
}

static double json_height(const TableCell *cell)
{
	TextStyle style = mono_style(cell);
	g_auto(Lines) lines = json_lines(cell, &style);

	return g_strv_length(lines.items) * TABLE_LINE;
}

const TableCellDrawer table_cell_json = { draw_json, json_height };

/* --- Places --- */

static const char *geo_text(const TableCell *cell)
{
	Arena *arena = cell->context->arena;
	size_t budget = MAX_CELL_POINTS;
	const Geometry *geometry = cell->value.kind == VALUE_JSON
					   ? geometry_parse(arena, cell->value.json, &budget)
					   : NULL;

	return geometry ? geometry_to_wkt(arena, geometry) : value_to_text(arena, cell->value);
}

static void draw_geo(const TableCell *cell)
{
	TextStyle style = mono_style(cell);
	bool is_missing = cell->value.kind == VALUE_NULL || cell->value.kind == VALUE_ABSENT;

	if (is_missing)
		return;
	g_autofree char *line = one_line(geo_text(cell));

	table_cell_line(cell, line, &style);
}

const TableCellDrawer table_cell_geo = { draw_geo, NULL };

/* --- Pictures: nothing is fetched, so their address stands there as where one is missing --- */

static void draw_image(const TableCell *cell)
{
	TextStyle style = table_cell_style(cell);
	const char *text = display_plain_text(&cell->display);
	bool is_inline = g_str_has_prefix(text, "data:");
	g_autofree char *line = one_line(is_inline ? "(picture)" : text);

	table_cell_line(cell, line, &style);
}

const TableCellDrawer table_cell_image = { draw_image, NULL };
