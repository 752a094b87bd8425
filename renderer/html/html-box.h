#pragma once

#include "renderer/html/html-style.h"

typedef enum {
	BOX_TEXT,
	BOX_BREAK,
	BOX_INLINE, // a span: edges around what stands in lines
	BOX_BLOCK,
} HtmlBoxKind;

/** What a block has inside. */
typedef enum { INSIDE_BLOCKS, INSIDE_LINES, INSIDE_FLEX, INSIDE_TABLE, INSIDE_ROW } HtmlInside;

typedef enum { PART_TEXT, PART_EDGES, PART_BOX } HtmlPartKind;

/** A part of a line as it is painted, relative to the block's border box. */
typedef struct {
	HtmlPartKind kind;
	const struct HtmlBox *box; // whose style it has; of PART_BOX the block itself
	Rect rect;		   // of the edges
	bool is_start, is_end;	   // of edges: the first, the last of its box
	const char *text;
	double x, baseline;
} HtmlPart;

/** A box of the page: what an element, a text or a stretch without an element makes. */
typedef struct HtmlBox {
	HtmlBoxKind kind;
	HtmlInside inside;
	bool is_in_line; // a block that stands in a line
	bool is_apart;	 // margins inside don't reach out
	bool has_icon;	 // of a picture that could not be loaded
	const HtmlNode *node; // NULL without an element
	HtmlStyle style;
	const char *text;
	int ordinal;		  // of a list item
	int n_items;		  // of a list, as far as it is built
	int column_span, row_span; // of a cell
	struct HtmlBox *first, *last, *next;

	/* What layout finds. */
	Rect frame; // border box, relative to the parent's
	double min_px, max_px; // width at which nothing sticks out, and at which nothing breaks
	bool has_widths;
	double first_baseline, last_baseline; // below the box's top; -1: no line
	HtmlPart *parts;
	size_t n_parts;
	struct HtmlGrid *grid; // of a table: its edges
} HtmlBox;

/** The boxes of a tree; the root's is as high as the room when `fills_room`. */
HtmlBox *html_box_build(const HtmlSheet *sheet, const HtmlNode *root, bool fills_room);
