#include "renderer/panel/table/table-header.h"

#include "renderer/panel/icon.h"
#include "renderer/text-lines.h"

#include <math.h>

enum { GAP = 4, BORDER = 1, TYPE_ICON = 14, SORT_ICON = 18, FILTER_ICON = 16, MAX_LINES = 20 };
enum { ICON_RISE = 4, SORT_RISE = 2 };

static const char *type_icon(FieldType type)
{
	switch (type) {
	case FIELD_TIME:
		return "clock-nine";
	case FIELD_STRING:
		return "font";
	case FIELD_NUMBER:
		return "calculator-alt";
	case FIELD_BOOLEAN:
		return "toggle-on";
	case FIELD_TRACE:
		return "info-circle";
	case FIELD_ENUM:
		return "list-ol";
	case FIELD_GEO:
		return "map-marker";
	case FIELD_OTHER:
		return "brackets-curly";
	default:
		return "question-circle";
	}
}

typedef struct {
	const char *icon;
	double size, rise;
} Mark;

/* Icons after the name: the direction of sorting, and that the column can be filtered. */
static int marks_of(const TableHeader *header, const TableColumn *column, Mark *marks)
{
	const TableSort *sort = table_sort_find(header->sorts, column->name);
	int n = 0;

	if (sort)
		marks[n++] = (Mark){ sort->is_descending ? "arrow-down" : "arrow-up", SORT_ICON,
				     SORT_RISE };
	if (column->is_filterable)
		marks[n++] = (Mark){ "filter", FILTER_ICON, ICON_RISE };
	return n;
}

int table_header_icons(const TableHeader *header, const TableColumn *column)
{
	Mark marks[2];

	return marks_of(header, column, marks) + header->has_type_icons;
}

static TextStyle name_style(void)
{
	return (TextStyle){ FONT_SANS, TABLE_FONT, 500, false, BODY_LETTER_SPACING };
}

/* The name as it fits: in lines, or cut with an ellipsis. */
static char **name_lines(const TableHeader *header, const TableColumn *column, double width)
{
	TextStyle style = name_style();
	TextContext *text = header->context->text;

	if (column->wraps_header)
		return text_lines(text, &style, column->name, width, MAX_LINES);
	g_autofree char *line = text_collapse(column->name);
	char **lines = g_new0(char *, 2);

	lines[0] = text_ellipsize(text, &style, line, width);
	return lines;
}

static double widest(TextContext *text, char **lines)
{
	TextStyle style = name_style();
	double width = 0;

	for (; *lines; lines++)
		width = fmax(width, text_width(text, &style, *lines));
	return width;
}

static void draw_icon(const TableHeader *header, Scene *scene, const Mark *mark, double x,
		      double bottom)
{
	icon_layout(scene, mark->icon,
		    (Rect){ x, bottom - mark->rise - mark->size, mark->size, mark->size },
		    header->context->theme->text_secondary);
}

static void draw_name(const TableHeader *header, Scene *scene, const TableColumn *column,
		      char **lines, double x, double bottom)
{
	double top = bottom - g_strv_length(lines) * TABLE_LINE;

	for (; *lines; lines++, top += TABLE_LINE)
		scene_text(scene,
			   &(SceneText){ .text = *lines,
					 .x = x,
					 .baseline_y = top + 2 + text_ascent_px(TABLE_FONT),
					 .style = name_style(),
					 .color = header->context->theme->text_secondary,
					 .whole = column->wraps_header ? NULL : column->name });
}

void table_header_draw(const TableHeader *header, Scene *scene, const TableColumn *column,
		       Rect cell)
{
	Mark marks[2];
	int n_marks = marks_of(header, column, marks);
	double type = header->has_type_icons ? TYPE_ICON + GAP : 0, icons = type;

	for (int i = 0; i < n_marks; i++)
		icons += GAP + marks[i].size;
	double room = cell.width - 2 * TABLE_CELL_PAD - (column->is_last ? 0 : BORDER);
	double bottom = rect_bottom(cell) - BORDER - TABLE_CELL_PAD;
	g_auto(GStrv) lines = name_lines(header, column, fmax(0, room - icons));
	double name = widest(header->context->text, lines), rest = room - icons - name;
	double x = cell.x + TABLE_CELL_PAD;

	if (column->align != ALIGN_LEFT)
		x += column->align == ALIGN_RIGHT ? rest : rest / 2;
	if (header->has_type_icons)
		draw_icon(header, scene,
			  &(Mark){ type_icon(column->field->type), TYPE_ICON, ICON_RISE }, x,
			  bottom);
	x += type;
	draw_name(header, scene, column, lines, x, bottom);
	x += name + GAP;
	for (int i = 0; i < n_marks; i++) {
		draw_icon(header, scene, &marks[i], x, bottom);
		x += marks[i].size + GAP;
	}
}
