#include "renderer/html/html-layout.h"

#include <math.h>

/*
 * The main axis is the one along which items stand, the cross axis the other: x and y in a row,
 * y and x in a column.
 */
enum { MAX_ITEMS = 1000 };

typedef struct {
	HtmlBox *box;
	double base, size;   // along the main axis, border box
	double cross;	     // border box
	double margin;	     // both sides, main axis
	bool is_frozen;
} Item;

typedef struct {
	HtmlLayout *layout;
	HtmlBox *box;
	Rect inner;
	double main_px; // room along the main axis; below 0: what the items need
	double cross_px;
	double gap, cross_gap;
	Item *items;
	size_t n_items;
} Flex;

/* --- Along either axis --- */

static bool is_column(const Flex *flex)
{
	return flex->box->style.is_column;
}

static int start_side(const Flex *flex, bool is_main)
{
	return is_main == is_column(flex) ? CSS_TOP : CSS_LEFT;
}

static double margin_at(const Flex *flex, const Item *item, bool is_main, bool is_end)
{
	int side = start_side(flex, is_main);

	side = is_end ? (side == CSS_TOP ? CSS_BOTTOM : CSS_RIGHT) : side;
	return html_margin(item->box, side, flex->inner.width);
}

static bool is_auto_margin(const Flex *flex, const Item *item, bool is_main, bool is_end)
{
	int side = start_side(flex, is_main);

	side = is_end ? (side == CSS_TOP ? CSS_BOTTOM : CSS_RIGHT) : side;
	return item->box->style.margin[side].unit == CSS_AUTO;
}

static double margins(const Flex *flex, const Item *item, bool is_main)
{
	return margin_at(flex, item, is_main, false) + margin_at(flex, item, is_main, true);
}

static HtmlRoom room_of(const Flex *flex)
{
	return (HtmlRoom){ flex->inner.width, is_column(flex) ? flex->main_px : flex->cross_px };
}

static HtmlPlace place_across(const Flex *flex, const Item *item)
{
	HtmlPlace own = item->box->style.align_self;
	HtmlPlace all = flex->box->style.align_items;

	return own != PLACE_AUTO ? own : all != PLACE_AUTO ? all : PLACE_STRETCH;
}

/* --- Sizes along the main axis --- */

static double width_across(const Flex *flex, const Item *item)
{
	HtmlBox *box = item->box;
	double room = flex->inner.width - html_margins_across(box, flex->inner.width);

	if (box->style.width.unit != CSS_AUTO || place_across(flex, item) == PLACE_STRETCH)
		return html_block_width(flex->layout, box, flex->inner.width);
	html_measure(flex->layout, box);
	return html_clamp_width(box, fmax(box->min_px, fmin(box->max_px, room)),
				flex->inner.width);
}

static double base_of(const Flex *flex, Item *item)
{
	HtmlBox *box = item->box;
	CssLength basis = box->style.basis;
	CssLength own = is_column(flex) ? box->style.height : box->style.width;

	if (basis.unit == CSS_AUTO)
		basis = own;
	if (basis.unit == CSS_PX || (basis.unit == CSS_PART && flex->main_px >= 0)) {
		double edges = is_column(flex) ? html_edges_down(box, flex->inner.width)
					       : html_edges_across(box, flex->inner.width);

		return fmax(css_length_px(basis, flex->main_px), edges);
	}
	if (!is_column(flex)) {
		html_measure(flex->layout, box);
		return box->max_px;
	}
	html_layout_box(flex->layout, box, item->cross, -1, room_of(flex));
	return box->frame.height;
}

/* Items shrink down to what they can't do without, unless they say less. */
static double least_of(const Flex *flex, const Item *item)
{
	const HtmlStyle *style = &item->box->style;
	CssLength least = is_column(flex) ? style->min_height : style->min_width;

	if (least.unit != CSS_AUTO)
		return css_length_px(least, fmax(0, flex->main_px));
	if (is_column(flex))
		return item->base;
	html_measure(flex->layout, item->box);
	return fmin(item->box->min_px, item->base);
}

static double clamp_main(const Flex *flex, const Item *item, double px)
{
	double whole = flex->main_px;

	return is_column(flex) ? html_clamp_height(item->box, px, whole)
			       : html_clamp_width(item->box, px, whole);
}

static double line_length(const Flex *flex, const Item *items, size_t n)
{
	double length = n ? flex->gap * (double)(n - 1) : 0;

	for (size_t i = 0; i < n; i++)
		length += items[i].size + items[i].margin;
	return length;
}

/* Shares out what is left, or what is too much; items at their limit leave the rest to others. */
static void flex_line(const Flex *flex, Item *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		items[i].size = clamp_main(flex, &items[i], items[i].base);
	for (size_t pass = 0; pass <= n && pass < 20; pass++) {
		double rest = flex->main_px - line_length(flex, items, n), factors = 0;
		bool is_growing = rest > 0, is_clamped = false;

		for (size_t i = 0; i < n; i++) {
			const HtmlStyle *style = &items[i].box->style;

			if (!items[i].is_frozen)
				factors += is_growing ? style->grow : style->shrink * items[i].base;
		}
		if (fabs(rest) < 0.01 || factors <= 0)
			return;
		if (is_growing && factors < 1)
			rest *= factors;
		for (size_t i = 0; i < n; i++) {
			const HtmlStyle *style = &items[i].box->style;
			double factor = is_growing ? style->grow : style->shrink * items[i].base;
			double wanted = items[i].size + rest * factor / factors;

			if (items[i].is_frozen)
				continue;
			items[i].size = clamp_main(flex, &items[i], wanted);
			if (!is_growing)
				items[i].size = fmax(items[i].size, least_of(flex, &items[i]));
			items[i].is_frozen = fabs(items[i].size - wanted) > 0.01;
			is_clamped = is_clamped || items[i].is_frozen;
		}
		if (!is_clamped)
			return;
	}
}

/* --- Placing --- */

/* Before the first, and between, `n` things of which `rest` px are left. */
static void share_out(HtmlPlace place, double rest, size_t n, double *before, double *between)
{
	double parts = (double)n;

	*before = *between = 0;
	if (place == PLACE_CENTER)
		*before = rest / 2;
	else if (place == PLACE_END)
		*before = rest;
	else if (rest <= 0)
		return;
	else if (place == PLACE_BETWEEN && n > 1)
		*between = rest / (parts - 1);
	else if (place == PLACE_AROUND)
		*between = rest / parts, *before = *between / 2;
	else if (place == PLACE_EVENLY)
		*before = *between = rest / (parts + 1);
}

static void layout_item(const Flex *flex, Item *item, double cross)
{
	bool is_down = is_column(flex);

	html_layout_box(flex->layout, item->box, is_down ? item->cross : item->size,
			is_down ? item->size : cross, room_of(flex));
	item->cross = is_down ? item->box->frame.width : item->box->frame.height;
}

static bool stretches(const Flex *flex, const Item *item)
{
	CssLength own = is_column(flex) ? item->box->style.width : item->box->style.height;

	return place_across(flex, item) == PLACE_STRETCH && own.unit == CSS_AUTO;
}

static void place_item(const Flex *flex, Item *item, double main_at, double cross_at,
		       double line_px)
{
	double used = item->cross + margins(flex, item, false), shift = 0;
	bool is_auto_start = is_auto_margin(flex, item, false, false);
	bool is_auto_end = is_auto_margin(flex, item, false, true);
	HtmlPlace place = place_across(flex, item);

	if (stretches(flex, item) && !is_column(flex) && line_px > used &&
	    flex->layout->work > 0) {
		layout_item(flex, item,
			    html_clamp_height(item->box, line_px - margins(flex, item, false),
					      flex->cross_px));
		used = item->cross + margins(flex, item, false);
	}
	if (is_auto_start)
		shift = fmax(0, line_px - used) / (is_auto_end ? 2 : 1);
	else if (!is_auto_end && place == PLACE_CENTER)
		shift = (line_px - used) / 2;
	else if (!is_auto_end && place == PLACE_END)
		shift = line_px - used;
	shift += margin_at(flex, item, false, false);
	item->box->frame.x = flex->inner.x + (is_column(flex) ? cross_at + shift : main_at);
	item->box->frame.y = flex->inner.y + (is_column(flex) ? main_at : cross_at + shift);
}

static size_t count_auto_margins(const Flex *flex, const Item *items, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += (size_t)is_auto_margin(flex, &items[i], true, false) +
			 (size_t)is_auto_margin(flex, &items[i], true, true);
	return count;
}

static void place_line(const Flex *flex, Item *items, size_t n, double cross_at, double line_px)
{
	double length = line_length(flex, items, n), before, between;
	double rest = flex->main_px >= 0 ? flex->main_px - length : 0;
	size_t n_auto = rest > 0 ? count_auto_margins(flex, items, n) : 0;
	double each = n_auto ? rest / (double)n_auto : 0;
	HtmlPlace place = flex->box->style.justify;

	if (flex->box->style.is_reversed)
		place = place == PLACE_END ? PLACE_START : place <= PLACE_START ? PLACE_END : place;
	share_out(place, n_auto ? 0 : rest, n, &before, &between);
	double at = before;

	for (size_t i = 0; i < n; i++) {
		Item *item = &items[flex->box->style.is_reversed ? n - 1 - i : i];

		at += margin_at(flex, item, true, false) +
		      (is_auto_margin(flex, item, true, false) ? each : 0);
		place_item(flex, item, at, cross_at, line_px);
		at += item->size + margin_at(flex, item, true, true) +
		      (is_auto_margin(flex, item, true, true) ? each : 0) + flex->gap + between;
	}
}

/* --- Lines --- */

/* Items until the room is full. */
static size_t items_of_line(const Flex *flex, size_t first)
{
	double length = 0;
	size_t n = 0;

	if (!flex->box->style.wraps || flex->main_px < 0)
		return flex->n_items - first;
	for (; first + n < flex->n_items; n++) {
		const Item *item = &flex->items[first + n];

		length += (n ? flex->gap : 0) + clamp_main(flex, item, item->base) + item->margin;
		if (n && length > flex->main_px + 0.01)
			break;
	}
	return n;
}

/* Lays out the items of a line; returns how much of the cross axis they need. */
static double size_line(Flex *flex, Item *items, size_t n)
{
	double most = 0;

	if (flex->main_px >= 0)
		flex_line(flex, items, n);
	for (size_t i = 0; i < n && flex->layout->work-- > 0; i++) {
		if (flex->main_px < 0)
			items[i].size = clamp_main(flex, &items[i], items[i].base);
		layout_item(flex, &items[i], -1);
		most = fmax(most, items[i].cross + margins(flex, &items[i], false));
	}
	return most;
}

static void collect(Flex *flex)
{
	size_t n = 0;

	for (HtmlBox *at = flex->box->first; at && n < MAX_ITEMS; at = at->next)
		n++;
	flex->items = arena_new_array(flex->layout->arena, Item, n + 1);
	for (HtmlBox *at = flex->box->first; at && flex->n_items < n; at = at->next) {
		Item *item = &flex->items[flex->n_items++];

		item->box = at;
		if (is_column(flex))
			item->cross = width_across(flex, item);
		item->margin = margins(flex, item, true);
		item->base = base_of(flex, item);
	}
}

static void note_baselines(HtmlBox *box)
{
	const HtmlBox *first = box->first;

	if (first && first->first_baseline >= 0)
		box->first_baseline = box->last_baseline = first->frame.y + first->first_baseline;
}

double html_layout_flex(HtmlLayout *layout, HtmlBox *box, Rect inner, double inner_height)
{
	bool is_down = box->style.is_column;
	Flex flex = {
		.layout = layout,
		.box = box,
		.inner = inner,
		.main_px = is_down ? inner_height : inner.width,
		.cross_px = is_down ? inner.width : inner_height,
		.gap = is_down ? box->style.row_gap : box->style.column_gap,
		.cross_gap = is_down ? box->style.column_gap : box->style.row_gap,
	};
	double cross_at = 0, longest = 0;

	collect(&flex);
	for (size_t first = 0, n; first < flex.n_items && layout->work > 0; first += n) {
		n = items_of_line(&flex, first);
		double line_px = size_line(&flex, flex.items + first, n);

		if (n == flex.n_items && flex.cross_px >= 0)
			line_px = flex.cross_px;
		cross_at += first ? flex.cross_gap : 0;
		place_line(&flex, flex.items + first, n, cross_at, line_px);
		cross_at += line_px;
		longest = fmax(longest, line_length(&flex, flex.items + first, n));
	}
	note_baselines(box);
	return is_down ? longest : cross_at;
}

void html_measure_flex(HtmlLayout *layout, HtmlBox *box, double *min_px, double *max_px)
{
	bool is_side_by_side = !box->style.is_column;
	int n = 0;

	for (HtmlBox *child = box->first; child && layout->work-- > 0; child = child->next, n++) {
		double margins = html_margins_across(child, 0);
		double gap = n ? box->style.column_gap : 0;

		html_measure(layout, child);
		if (is_side_by_side) {
			*max_px += child->max_px + margins + gap;
			*min_px = box->style.wraps ? fmax(*min_px, child->min_px + margins)
						   : *min_px + child->min_px + margins + gap;
		} else {
			*max_px = fmax(*max_px, child->max_px + margins);
			*min_px = fmax(*min_px, child->min_px + margins);
		}
	}
}
