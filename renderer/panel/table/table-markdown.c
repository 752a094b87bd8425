#include "renderer/panel/table/table-cell.h"

#include "renderer/html/html-sanitize.h"
#include "renderer/html/markdown.h"
#include "renderer/panel/rich-text.h"

#include <string.h>

/* A cell shows a picture's worth of text at most, and a table reads no more than that of each. */
enum { MAX_BYTES = 16 * 1024 };

static const char *css_color(Arena *arena, Color color)
{
	return arena_printf(arena, "rgb(%d,%d,%d)", (int)color.red, (int)color.green,
			    (int)color.blue);
}

static const char *align_word(TextAlign align)
{
	return align == ALIGN_RIGHT ? "right" : align == ALIGN_CENTER ? "center" : "left";
}

/* The cell's rules for its text: alignment, colour, and links as table_cell_set_link() has them. */
static const char *with_style(const TableCell *cell, const char *html)
{
	Arena *arena = cell->context->arena;
	SceneText link = { .color = table_cell_color(cell) };
	g_auto(GStrv) parts = g_strsplit(html, "<a ", -1);

	table_cell_set_link(cell, &link);
	const char *opened = arena_printf(arena, "<a style=\"color:%s;text-decoration:%s\" ",
					  css_color(arena, link.color),
					  link.is_underlined ? "underline" : "none");
	g_autofree char *inside = g_strjoinv(opened, parts);

	return arena_printf(arena, "<div style=\"text-align:%s;color:%s\">%s</div>",
			    align_word(cell->column->align),
			    css_color(arena, table_cell_color(cell)), inside);
}

static const RichText *parse(const TableCell *cell)
{
	const char *markdown = table_display_text(cell->context->arena, &cell->display);
	const char *html = markdown_to_html(cell->context->arena, markdown, MAX_BYTES);
	const char *shown = cell->context->disables_sanitize_html
				    ? html
				    : html_sanitize(cell->context->arena, html);
	const RichText *rich = rich_text_from_html(cell->context->arena, cell->context->theme,
						   with_style(cell, shown), RICH_PART);

	return rich;
}

static bool is_missing(const TableCell *cell)
{
	return cell->value.kind == VALUE_NULL || cell->value.kind == VALUE_ABSENT;
}

static double lay_out(const TableCell *cell, const RichText *rich, Scene *scene, Rect area)
{
	return rich_text_layout(scene, cell->context->text, rich, area);
}

static double measure(const TableCell *cell, const RichText *rich)
{
	enum { MOST_PX = 4096 };
	g_autoptr(Scene) unused = scene_new(cell->content.width, MOST_PX, 1);

	return lay_out(cell, rich, unused, (Rect){ 0, 0, cell->content.width, MOST_PX });
}

static void draw(const TableCell *cell)
{
	if (is_missing(cell))
		return;
	const RichText *rich = parse(cell);
	double height = measure(cell, rich);
	Rect area = cell->content;

	area.y += (cell->content.height - height) / 2;
	area.height = rect_bottom(cell->box) - area.y;
	table_cell_push_clip(cell);
	lay_out(cell, rich, cell->scene, area);
	scene_pop_clip(cell->scene);
}

static double height(const TableCell *cell)
{
	return is_missing(cell) ? 0 : measure(cell, parse(cell));
}

const TableCellDrawer table_cell_markdown = { draw, height };
