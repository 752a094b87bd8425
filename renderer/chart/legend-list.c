#include "renderer/chart/legend-list.h"

#include <math.h>

/* Boxes of text in 12 px, in 1/64 px as the browser lays them out. */
#define LINE_HEIGHT 23.421875 // of items set inline: they stand on their marks' lower edge
#define ITEM_DROP 4.578125    // from the line's top to the item's
#define RIGHT_ITEM_PITCH 22.84375

enum {
	ITEM_GAP = 10,
	STAT_GAP = 8,
	SECTION_GAP_X = 25,
	SECTION_GAP_Y = 15,
};

/* --- Items --- */

/* lodash's capitalize: the first letter up, the others down. */
static void stat_text(const LegendStat *stat, char *out, size_t size)
{
	g_autofree char *title = g_ascii_strdown(stat->title, -1);

	if (!title[0]) {
		g_strlcpy(out, stat->text, size);
		return;
	}
	title[0] = g_ascii_toupper(title[0]);
	g_snprintf(out, size, "%s: %s", title, stat->text);
}

static double stats_width(const Legend *legend, const LegendItem *item)
{
	double width = 0;

	for (size_t i = 0; i < item->n_stats; i++) {
		char text[512];

		stat_text(&item->stats[i], text, sizeof(text));
		width += STAT_GAP + legend_text_width(legend, legend_value_style(), text);
	}
	return width;
}

static double item_width(const Legend *legend, const LegendItem *item)
{
	return LEGEND_MARK_WIDTH + LEGEND_MARK_GAP +
	       legend_text_width(legend, legend_label_style(), item->label) +
	       stats_width(legend, item) + ITEM_GAP;
}

static void draw_stats(const Legend *legend, const LegendItem *item, double x, double glyph_top)
{
	TextStyle style = legend_value_style();

	for (size_t i = 0; i < item->n_stats; i++) {
		char text[512];

		stat_text(&item->stats[i], text, sizeof(text));
		x += STAT_GAP;
		legend_draw_text(legend, style, text, x, glyph_top,
				 legend_label_color(legend, item));
		x += legend_text_width(legend, style, text);
	}
}

/* `stats_x` NAN: the values follow the label */
static void draw_item(const Legend *legend, const LegendItem *item, double x, double top,
		      double stats_x)
{
	double label_x = x + LEGEND_MARK_WIDTH + LEGEND_MARK_GAP;
	TextStyle style = legend_label_style();

	if (!legend->scene)
		return;
	legend_draw_mark(legend, item, x, top + LEGEND_MARK_DROP);
	legend_draw_text(legend, style, item->label, label_x, top + 1,
			 legend_label_color(legend, item));
	if (isnan(stats_x))
		stats_x = label_x + legend_text_width(legend, style, item->label);
	draw_stats(legend, item, stats_x, top + 1);
}

/* --- At the bottom --- */

/* Items of one axis side, flowing from left to right in lines of at most `width`. */
typedef struct {
	const LegendList *list;
	bool is_right;
	size_t n;
	double width;  // all in one line
	double room;   // of a line: an item that is wider than the box widens all lines
	double widest; // item
	int lines;
} Section;

static double flow_section(const Legend *legend, const Section *section, Rect box, int *lines)
{
	double x = box.x, widest = 0;
	int line = 0;

	for (size_t i = 0; i < section->list->n; i++) {
		const LegendItem *item = &section->list->items[i];

		if (item->is_on_right_axis != section->is_right)
			continue;
		double width = item_width(legend, item);

		if (x > box.x && x + width > rect_right(box) + 0.01) {
			x = box.x;
			line++;
		}
		draw_item(legend, item, x, box.y + line * LINE_HEIGHT + ITEM_DROP, NAN);
		x += width;
		widest = fmax(widest, x - box.x);
	}
	*lines = line + 1;
	return widest;
}

static Section measure_section(const Legend *legend, const LegendList *list, bool is_right,
			       double width)
{
	Legend measuring = *legend;
	Section section = { .list = list, .is_right = is_right };

	measuring.scene = NULL;
	for (size_t i = 0; i < list->n; i++) {
		if (list->items[i].is_on_right_axis != is_right)
			continue;
		section.n++;
		section.width += item_width(legend, &list->items[i]);
	}
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].is_on_right_axis == is_right)
			width = fmax(width, item_width(legend, &list->items[i]));
	section.room = width;
	section.widest = flow_section(&measuring, &section, (Rect){ 0, 0, width, 0 },
				      &section.lines);
	return section;
}

static double bottom_list(const Legend *legend, const LegendList *list, Rect box)
{
	Rect inner = { box.x + LEGEND_PAD_PX, box.y + LEGEND_PAD_PX, box.width - 2 * LEGEND_PAD_PX,
		       0 };
	Section left = measure_section(legend, list, false, inner.width);
	Section right = measure_section(legend, list, true, inner.width);
	bool is_wrapped = left.n && right.n &&
			  left.width + SECTION_GAP_X + fmax(right.width, inner.width / 2) >
				  inner.width;
	double height = 0;
	int lines;

	if (left.n) {
		Rect place = { inner.x, inner.y, left.room, 0 };

		flow_section(legend, &left, place, &lines);
		height = left.lines * LINE_HEIGHT;
	}
	if (right.n) {
		if (is_wrapped)
			height += SECTION_GAP_Y;
		Rect place = inner;

		place.y += is_wrapped ? height : 0;
		place.x = rect_right(inner) - fmin(right.widest, inner.width);
		place.width = right.widest + 0.5;
		flow_section(legend, &right, place, &lines);
		height = is_wrapped || !left.n ? height + right.lines * LINE_HEIGHT
					       : fmax(height, right.lines * LINE_HEIGHT);
	}
	return height + 2 * LEGEND_PAD_PX;
}

/* --- At the right --- */

static void draw_right_item(const Legend *legend, const LegendItem *item, Rect box, double top)
{
	double x = box.x + LEGEND_PAD_PX, stats = stats_width(legend, item);
	double right = rect_right(box) - LEGEND_PAD_PX - ITEM_GAP;
	double least = x + item_width(legend, item) - ITEM_GAP; // where there is no room they follow

	draw_item(legend, item, x, top, fmax(right, least) - stats);
}

static double right_list(const Legend *legend, const LegendList *list, Rect box)
{
	size_t length = legend_column_length(legend, list->n);
	Rect column = box;

	column.width = box.width / (double)legend->n_columns;
	for (size_t i = 0; i < list->n && legend->scene; i++) {
		double top = box.y + LEGEND_PAD_PX + (double)(i % length) * RIGHT_ITEM_PITCH;

		if (top > rect_bottom(box))
			continue;
		column.x = box.x + (double)(i / length) * column.width;
		draw_right_item(legend, &list->items[i], column, top);
	}
	return 2 * LEGEND_PAD_PX + (double)length * RIGHT_ITEM_PITCH;
}

static double right_list_width(const Legend *legend, const LegendList *list)
{
	double widest = 0;

	for (size_t i = 0; i < list->n; i++)
		widest = fmax(widest, item_width(legend, &list->items[i]));
	return 2 * LEGEND_PAD_PX + widest;
}

/* --- All lists --- */

double legend_list_layout(const Legend *legend, Rect box)
{
	double height = 0;

	for (size_t i = 0; i < legend->n_lists; i++) {
		Rect rest = { box.x, box.y + height, box.width, box.height - height };

		height += legend->options->is_right
				  ? right_list(legend, &legend->lists[i], rest)
				  : bottom_list(legend, &legend->lists[i], rest);
	}
	return height;
}

double legend_list_width(const Legend *legend)
{
	double widest = 0;

	for (size_t i = 0; i < legend->n_lists; i++)
		widest = fmax(widest, right_list_width(legend, &legend->lists[i]));
	return widest * (double)legend->n_columns;
}
