#include "renderer/panel/table/table-cell.h"

#include "renderer/data/json-stringify.h"
#include "renderer/geo/geometry.h"
#include "renderer/text-lines.h"

#include <math.h>
#include <string.h>

/* More of a line than this is never seen. */
enum { MAX_LINE_BYTES = 4096, MAX_LINES = 1000, MAX_CELL_POINTS = 1000 };

/* --- The cell's text --- */

/* Cells of unknown type, and JSON views, show what is JSON as such. */
static const char *cell_text(const TableCell *cell)
{
	bool is_json = cell->column->type == CELL_JSON || cell->column->field->type == FIELD_OTHER;
	const char *text = table_display_text(cell->context->arena, &cell->display);

	if (!is_json)
		return text;
	if (cell->value.kind == VALUE_JSON)
		return json_stringify(cell->context->arena, cell->value.json);
	return json_stringify_again(cell->context->arena, text);
}

static char *one_line(const char *text)
{
	g_autofree char *start = g_utf8_make_valid(text, (gssize)strnlen(text, MAX_LINE_BYTES));

	return text_collapse(start);
}

/* --- Several lines --- */

static size_t line_limit(const TableCell *cell)
{
	return (size_t)CLAMP(floor(cell->max_text_px / TABLE_LINE), 1, MAX_LINES);
}

/* The lines, the last one ending in an ellipsis where some had to go. */
static char **wrapped_lines(const TableCell *cell, const char *text, const TextStyle *style)
{
	size_t limit = line_limit(cell);
	char **lines = text_lines(cell->context->text, style, text, cell->content.width,
				  limit + 1);

	if (g_strv_length(lines) > limit) {
		g_autofree char *last = lines[limit - 1], *more = lines[limit];
		g_autofree char *longer = g_strconcat(last, " ", more, "…", NULL);

		lines[limit - 1] = text_ellipsize(cell->context->text, style, longer,
						  cell->content.width);
		lines[limit] = NULL;
	}
	return lines;
}

static void draw_lines(const TableCell *cell, char **lines, const TextStyle *style)
{
	TableCell line = *cell;
	size_t n = g_strv_length(lines);

	if (n > 1)
		table_cell_push_clip(cell);
	line.content.y += (cell->content.height - (double)n * TABLE_LINE) / 2;
	line.content.height = TABLE_LINE;
	for (size_t i = 0; i < n; i++) {
		if (line.content.y < rect_bottom(cell->box) &&
		    line.content.y + TABLE_LINE > cell->box.y)
			table_cell_line(&line, lines[i], style);
		line.content.y += TABLE_LINE;
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
	g_auto(GStrv) lines = wrapped_lines(cell, text, &style);

	draw_lines(cell, lines, &style);
}

static double text_height(const TableCell *cell)
{
	TextStyle style = table_cell_style(cell);
	g_auto(GStrv) lines = wrapped_lines(cell, cell_text(cell), &style);

	return g_strv_length(lines) * TABLE_LINE;
}

const TableCellDrawer table_cell_text = { draw_text, text_height };

/* --- JSON: its own line breaks --- */

static TextStyle mono_style(const TableCell *cell)
{
	TextStyle style = table_cell_style(cell);

	style.family = FONT_MONO;
	return style;
}

static void draw_json(const TableCell *cell)
{
	TextStyle style = mono_style(cell);
	const char *text = cell_text(cell);

	if (!cell->wraps) {
		g_autofree char *line = one_line(text);

		table_cell_line(cell, line, &style);
		return;
	}
	g_auto(GStrv) lines = g_strsplit(text, "\n", MAX_LINES);

	draw_lines(cell, lines, &style);
}

static double json_height(const TableCell *cell)
{
	g_auto(GStrv) lines = g_strsplit(cell_text(cell), "\n", MAX_LINES);

	return g_strv_length(lines) * TABLE_LINE;
}

const TableCellDrawer table_cell_json = { draw_json, json_height };

/* --- Places: one line with an ellipsis --- */

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
	g_autofree char *shown =
		text_ellipsize(cell->context->text, &style, line, cell->content.width);

	table_cell_line(cell, shown, &style);
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
