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

/* The name's lines; those too wide for the column are still whole. */
static char **name_lines(const TableHeader *header, const TableColumn *column, double width)
{
	TextStyle style = name_style();

	if (column->wraps_header)
		return text_lines(header->context->text, &style, column->name, width, MAX_LINES);
	char **lines = g_new0(char *, 2);

	lines[0] = text_collapse(column->name);
	return lines;
}

/* The name's box is as wide as the name before it is broken or cut, and gives way to the icons. */
static double name_width(const TableHeader *header, const TableColumn *column, double room)
{
	TextStyle style = name_style();
	g_auto(GStrv) lines = name_lines(header, column, INFINITY);
	double width = 0;

	for (char **line = lines; *line; line++)
		width = fmax(width, text_width(header->context->text, &style, *line));
	return fmin(width, room);
}

static void draw_icon(const TableHeader *header, Scene *scene, const Mark *mark, double x,
		      double bottom)
{
	icon_layout(scene, mark->icon,
		    (Rect){ x, bottom - mark->rise - mark->size, mark->size, mark->size },
		    header->context->theme->text_secondary);
}

static void draw_name(const TableHeader *header, Scene *scene, const TableColumn *column, double x,
		      double bottom, double width)
{
	TextStyle style = name_style();
	g_auto(GStrv) lines = name_lines(header, column, width);
	double top = bottom - g_strv_length(lines) * TABLE_LINE;

	for (char **line = lines; *line; line++, top += TABLE_LINE) {
		g_autofree char *shown =
			text_ellipsize(header->context->text, &style, *line, width);

		scene_text(scene,
			   &(SceneText){ .text = shown,
					 .x = x,
					 .baseline_y = top + 2 + text_ascent_px(TABLE_FONT),
					 .style = style,
					 .color = header->context->theme->text_secondary,
					 .whole = *line });
	}
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
	double name = name_width(header, column, fmax(0, room - icons));
	double rest = room - icons - name;
	double x = cell.x + TABLE_CELL_PAD;

	if (column->align != ALIGN_LEFT)
		x += column->align == ALIGN_RIGHT ? rest : rest / 2;
	if (header->has_type_icons)
		draw_icon(header, scene,
			  &(Mark){ type_icon(column->field->type), TYPE_ICON, ICON_RISE }, x,
			  bottom);
	x += type;
	draw_name(header, scene, column, x, bottom, name);
	x += name + GAP;
	for (int i = 0; i < n_marks; i++) {
		draw_icon(header, scene, &marks[i], x, bottom);
		x += marks[i].size + GAP;
	}
}
