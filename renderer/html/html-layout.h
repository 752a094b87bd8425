#pragma once

#include "renderer/html/html-box.h"
#include "renderer/text.h"

/**
 * Places boxes as CSS does, as far as people write it: blocks with collapsing margins, lines,
 * flex containers, tables with shared borders.
 *
 * Cost is bounded: widths are found once a box, what begins below `most_px` is not placed, and
 * after `work` words and boxes nothing more is.
 * Source: CSS 2.2; CSS Flexible Box Layout Module Level 1.
 */
typedef struct {
	Arena *arena;
	TextContext *text;
	double most_px;
	int work;
} HtmlLayout;

enum { HTML_MAX_WORK = 200000 };

/** What percentages of a child count of: the room inside its parent. */
typedef struct {
	double width;
	double height; // below 0: it depends on what stands inside
} HtmlRoom;

/**
 * Sets the frame's size, and what is inside; the frame's place is the caller's.
 *
 * width   of the border box
 * height  of the border box, where the parent says it; below 0: the box's own
 */
void html_layout_box(HtmlLayout *layout, HtmlBox *box, double width, double height, HtmlRoom room);

/* The kinds of insides: each returns the height of the content. `inner` is the content box. */
double html_layout_lines(HtmlLayout *layout, HtmlBox *box, Rect inner);
double html_layout_flex(HtmlLayout *layout, HtmlBox *box, Rect inner, double inner_height);
double html_layout_table(HtmlLayout *layout, HtmlBox *box, Rect inner, double inner_height);

/** Shares the borders of a table's cells; before anything asks for its edges. */
void html_prepare_table(HtmlLayout *layout, HtmlBox *table);

/** Finds min_px and max_px, of the border box, with the box's own width in them. */
void html_measure(HtmlLayout *layout, HtmlBox *box);
void html_measure_lines(HtmlLayout *layout, HtmlBox *box, double *min_px, double *max_px);
void html_measure_flex(HtmlLayout *layout, HtmlBox *box, double *min_px, double *max_px);
void html_measure_table(HtmlLayout *layout, HtmlBox *box, double *min_px, double *max_px);

/** Border and padding of a side; both sides. */
double html_edge(const HtmlBox *box, int side, double whole_px);
double html_edges_across(const HtmlBox *box, double whole_px);
double html_edges_down(const HtmlBox *box, double whole_px);
/** Margins; auto is 0. */
double html_margin(const HtmlBox *box, int side, double whole_px);
double html_margins_across(const HtmlBox *box, double whole_px);

/** Between a box's minimum and maximum. */
double html_clamp_width(const HtmlBox *box, double width, double whole_px);
double html_clamp_height(const HtmlBox *box, double height, double whole_px);

/** The width of a block in `room`: its own, or what its margins leave; a table's: what it needs. */
double html_block_width(HtmlLayout *layout, HtmlBox *box, double room_px);

/** Moves all that is inside down. */
void html_shift_inside(HtmlBox *box, double px);
