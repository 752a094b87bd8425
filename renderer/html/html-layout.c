#include "renderer/html/html-layout.h"

#include <math.h>

/* --- Edges and sizes --- */

double html_edge(const HtmlBox *box, int side, double whole_px)
{
	return box->style.border[side] + css_length_px(box->style.padding[side], whole_px);
}

double html_edges_across(const HtmlBox *box, double whole_px)
{
	return html_edge(box, CSS_LEFT, whole_px) + html_edge(box, CSS_RIGHT, whole_px);
}

double html_edges_down(const HtmlBox *box, double whole_px)
{
	return html_edge(box, CSS_TOP, whole_px) + html_edge(box, CSS_BOTTOM, whole_px);
}

double html_margin(const HtmlBox *box, int side, double whole_px)
{
	return css_length_px(box->style.margin[side], whole_px);
}

double html_margins_across(const HtmlBox *box, double whole_px)
{
	return html_margin(box, CSS_LEFT, whole_px) + html_margin(box, CSS_RIGHT, whole_px);
}

static double clamp_between(double px, CssLength least, CssLength most, double whole_px)
{
	if (most.unit == CSS_PX || (most.unit == CSS_PART && whole_px >= 0))
		px = fmin(px, css_length_px(most, whole_px));
	if (least.unit == CSS_PX || (least.unit == CSS_PART && whole_px >= 0))
		px = fmax(px, css_length_px(least, whole_px));
	return fmax(px, 0);
}

double html_clamp_width(const HtmlBox *box, double width, double whole_px)
{
	return clamp_between(width, box->style.min_width, box->style.max_width, whole_px);
}

double html_clamp_height(const HtmlBox *box, double height, double whole_px)
{
	return clamp_between(height, box->style.min_height, box->style.max_height, whole_px);
}

double html_block_width(HtmlLayout *layout, HtmlBox *box, double room_px)
{
	const HtmlStyle *style = &box->style;
	double width = room_px - html_margins_across(box, room_px);

	if (style->width.unit != CSS_AUTO) {
		width = fmax(css_length_px(style->width, room_px),
			     html_edges_across(box, room_px));
	} else if (box->inside == INSIDE_TABLE || box->is_in_line) {
		html_measure(layout, box);
		width = fmax(box->min_px, fmin(box->max_px, width));
	}
	return html_clamp_width(box, width, room_px);
}

void html_shift_inside(HtmlBox *box, double px)
{
	for (HtmlBox *child = box->first; child; child = child->next)
		child->frame.y += px;
	for (size_t i = 0; i < box->n_parts; i++) {
		box->parts[i].rect.y += px;
		box->parts[i].baseline += px;
	}
	if (box->first_baseline >= 0)
		box->first_baseline += px;
	if (box->last_baseline >= 0)
		box->last_baseline += px;
}

/* --- Margins that touch --- */

typedef struct {
	double positive, negative;
} Margins;

static double margins_px(Margins margins)
{
	return margins.positive + margins.negative;
}

static void add_margin(Margins *margins, double px)
{
	margins->positive = fmax(margins->positive, px);
	margins->negative = fmin(margins->negative, px);
}

static bool reaches_out(const HtmlBox *box, int side)
{
	return box->inside == INSIDE_BLOCKS && !box->is_apart && box->style.border[side] == 0 &&
	       box->style.padding[side].value == 0 &&
	       (side == CSS_TOP || (box->style.height.unit == CSS_AUTO &&
				    box->style.min_height.unit == CSS_AUTO));
}

/* The margin of a box at the top or the bottom with those of the boxes at its edge. */
static void add_margins(const HtmlBox *box, int side, double room_px, Margins *margins)
{
	for (; box; box = side == CSS_TOP ? box->first : box->last) {
		add_margin(margins, html_margin(box, side, room_px));
		if (!reaches_out(box, side))
			return;
	}
}

static bool is_hollow(const HtmlBox *box)
{
	return box->frame.height == 0 && !box->is_apart && box->style.height.unit == CSS_AUTO;
}

/* --- Blocks --- */

static double block_left(const HtmlBox *box, double room_px)
{
	bool is_auto_left = box->style.margin[CSS_LEFT].unit == CSS_AUTO;
	bool is_auto_right = box->style.margin[CSS_RIGHT].unit == CSS_AUTO;
	double rest = room_px - box->frame.width - html_margins_across(box, room_px);

	if (rest > 0 && is_auto_left)
		return rest / (is_auto_right ? 2 : 1);
	return html_margin(box, CSS_LEFT, room_px);
}

static void place_across(const HtmlBox *parent, HtmlBox *child, Rect inner)
{
	child->frame.x = inner.x + block_left(child, inner.width);
	if (parent->style.text.centers_blocks && child->frame.width < inner.width)
		child->frame.x = inner.x + (inner.width - child->frame.width) / 2;
}

static void note_baselines(HtmlBox *box, const HtmlBox *child)
{
	if (box->first_baseline < 0 && child->first_baseline >= 0)
		box->first_baseline = child->frame.y + child->first_baseline;
	if (child->last_baseline >= 0)
		box->last_baseline = child->frame.y + child->last_baseline;
}

static double layout_blocks(HtmlLayout *layout, HtmlBox *box, Rect inner, double inner_height)
{
	Margins margins = { 0 };
	double y = inner.y;
	bool is_at_top = reaches_out(box, CSS_TOP);

	for (HtmlBox *child = box->first; child && layout->work-- > 0; child = child->next) {
		add_margins(child, CSS_TOP, inner.width, &margins);
		double shift = is_at_top ? 0 : margins_px(margins);

		if (y + shift > layout->most_px)
			break;
		html_layout_box(layout, child, html_block_width(layout, child, inner.width), -1,
				(HtmlRoom){ inner.width, inner_height });
		place_across(box, child, inner);
		child->frame.y = y + shift;
		note_baselines(box, child);
		if (!is_hollow(child)) {
			y += shift + child->frame.height;
			margins = (Margins){ 0 };
			is_at_top = false;
		}
		add_margins(child, CSS_BOTTOM, inner.width, &margins);
	}
	return y - inner.y + (reaches_out(box, CSS_BOTTOM) ? 0 : margins_px(margins));
}

static double layout_inside(HtmlLayout *layout, HtmlBox *box, Rect inner, double inner_height)
{
	switch (box->inside) {
	case INSIDE_BLOCKS:
		return layout_blocks(layout, box, inner, inner_height);
	case INSIDE_LINES:
		return html_layout_lines(layout, box, inner);
	case INSIDE_FLEX:
		return html_layout_flex(layout, box, inner, inner_height);
	case INSIDE_TABLE:
		return html_layout_table(layout, box, inner, inner_height);
	case INSIDE_ROW:
		break;
	}
	return layout_blocks(layout, box, inner, inner_height);
}

/* The height that the box says, or below 0. */
static double own_height(const HtmlBox *box, HtmlRoom room)
{
	CssLength height = box->style.height;

	if (height.unit == CSS_AUTO || (height.unit == CSS_PART && room.height < 0))
		return -1;
	return fmax(css_length_px(height, room.height), html_edges_down(box, room.width));
}

void html_layout_box(HtmlLayout *layout, HtmlBox *box, double width, double height, HtmlRoom room)
{
	if (box->inside == INSIDE_TABLE)
		html_prepare_table(layout, box);
	double edges = html_edges_down(box, room.width);
	double set = height >= 0 ? height : own_height(box, room);
	Rect inner = { html_edge(box, CSS_LEFT, room.width), html_edge(box, CSS_TOP, room.width),
		       fmax(0, width - html_edges_across(box, room.width)), 0 };

	if (set >= 0)
		set = html_clamp_height(box, set, room.height);
	else if (box->style.min_height.unit == CSS_PART && room.height >= 0)
		set = -1;
	box->first_baseline = box->last_baseline = -1;
	double content = layout_inside(layout, box, inner, set >= 0 ? fmax(0, set - edges) : -1);

	box->frame.width = width;
	box->frame.height = set >= 0 ? set
				     : html_clamp_height(box, content + edges, room.height);
	/* Flex containers of a least height have their room to share out. */
	if (set < 0 && box->inside == INSIDE_FLEX && box->frame.height > content + edges)
		html_layout_flex(layout, box, inner, box->frame.height - edges);
}

/* --- Widths --- */

static void measure_blocks(HtmlLayout *layout, HtmlBox *box, double *min_px, double *max_px)
{
	for (HtmlBox *child = box->first; child && layout->work-- > 0; child = child->next) {
		double margins = html_margins_across(child, 0);

		html_measure(layout, child);
		*min_px = fmax(*min_px, child->min_px + margins);
		*max_px = fmax(*max_px, child->max_px + margins);
	}
}

void html_measure(HtmlLayout *layout, HtmlBox *box)
{
	const HtmlStyle *style = &box->style;
	double min_px = 0, max_px = 0;

	if (box->has_widths)
		return;
	box->has_widths = true;
	if (box->inside == INSIDE_TABLE)
		html_prepare_table(layout, box);
	double edges = html_edges_across(box, 0);

	if (style->width.unit == CSS_PX) {
		min_px = max_px = fmax(style->width.value - edges, 0);
	} else if (box->inside == INSIDE_LINES) {
		html_measure_lines(layout, box, &min_px, &max_px);
	} else if (box->inside == INSIDE_FLEX) {
		html_measure_flex(layout, box, &min_px, &max_px);
	} else if (box->inside == INSIDE_TABLE) {
		html_measure_table(layout, box, &min_px, &max_px);
	} else {
		measure_blocks(layout, box, &min_px, &max_px);
	}
	box->min_px = html_clamp_width(box, min_px + edges, -1);
	box->max_px = html_clamp_width(box, fmax(min_px, max_px) + edges, -1);
}
