#include "renderer/panel/flow.h"

#include <math.h>

static double item_height(const FlowItem *item)
{
	return item->margin_top + item->size.height;
}

static double top_of(const Flow *flow, Rect area, double height)
{
	return flow->is_middle ? area.y + (area.height - height) / 2 : area.y;
}

/* --- Columns --- */

static void place_column(const Flow *flow, Rect area, FlowItem *items, size_t n)
{
	double height = flow->gap_px * ((double)n - 1);

	for (size_t i = 0; i < n; i++)
		height += item_height(&items[i]);
	double y = top_of(flow, area, height);

	for (size_t i = 0; i < n; i++) {
		FlowItem *item = &items[i];
		double left = flow->is_centered ? (area.width - item->size.width) / 2 : 0;

		y += item->margin_top;
		item->box = (Rect){ area.x + left, y, item->size.width, item->size.height };
		y += item->size.height + flow->gap_px;
	}
}

/* --- Rows --- */

/* How many of the items fit into a line, at least one. */
static size_t fitting(const Flow *flow, double width, const FlowItem *items, size_t n)
{
	double used = items[0].size.width;
	size_t i = 1;

	while (i < n && used + flow->gap_px + items[i].size.width <= width) {
		used += flow->gap_px + items[i].size.width;
		i++;
	}
	return i;
}

static double line_height(const FlowItem *items, size_t n)
{
	double height = 0;

	for (size_t i = 0; i < n; i++)
		height = fmax(height, item_height(&items[i]));
	return height;
}

static void place_line(const Flow *flow, Rect line, FlowItem *items, size_t n)
{
	double width = flow->gap_px * ((double)n - 1);

	for (size_t i = 0; i < n; i++)
		width += items[i].size.width;
	double room = line.width - width, gap = flow->gap_px;
	double x = line.x + (flow->is_centered ? room / 2 : 0);

	if (!flow->is_centered && n > 1 && room > 0)
		gap += room / ((double)n - 1);
	for (size_t i = 0; i < n; i++) {
		FlowItem *item = &items[i];
		double free = line.height - item_height(item);
		double top = line.y + item->margin_top + (flow->is_middle ? free / 2 : 0);

		item->box = (Rect){ x, top, item->size.width, item->size.height };
		x += item->size.width + gap;
	}
}

static void place_rows(const Flow *flow, Rect area, FlowItem *items, size_t n)
{
	double height = -flow->gap_px;

	for (size_t i = 0, in_line; i < n; i += in_line) {
		in_line = fitting(flow, area.width, &items[i], n - i);
		height += flow->gap_px + line_height(&items[i], in_line);
	}
	Rect line = { area.x, top_of(flow, area, height), area.width, 0 };

	for (size_t i = 0, in_line; i < n; i += in_line) {
		in_line = fitting(flow, area.width, &items[i], n - i);
		line.height = line_height(&items[i], in_line);
		place_line(flow, line, &items[i], in_line);
		line.y += line.height + flow->gap_px;
	}
}

void flow_place(const Flow *flow, Rect area, FlowItem *items, size_t n)
{
	if (n == 0)
		return;
	if (flow->is_column)
		place_column(flow, area, items, n);
	else
		place_rows(flow, area, items, n);
}
