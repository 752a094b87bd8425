#pragma once

#include "renderer/arena.h"
#include "renderer/panel/css-box.h"
#include "renderer/scene.h"
#include "renderer/theme.h"

/** A stretch of text of one look. */
typedef struct {
	const char *text; // blanks collapsed, but for preformatted text
	bool is_bold, is_italic, is_code, is_link, is_struck, is_underlined;
	bool is_break;	  // a line ends here; no text
	bool has_color;
	Color color, background;
	double size_px; // 0: the block's
} RichRun;

typedef enum { BLOCK_TEXT, BLOCK_RULE, BLOCK_CODE, BLOCK_TABLE_ROW, BLOCK_BOX } RichBlockKind;

/** A paragraph, heading, list item, row of a table, rule, block of code or box around others. */
typedef struct {
	RichBlockKind kind;
	int heading;	    // 1..6, 0 for none
	double indent_px;   // of lists and quotes
	const char *marker; // of a list item, outside at the left
	TextAlign align;
	bool is_quote;
	bool is_boxed; // the space after it is that of the box around it
	bool is_header_cell;
	bool is_first_row;  // of a table
	double space_after; // px, collapsing with nothing
	RichRun *runs;
	size_t n_runs;
	size_t *cells; // table row: index of each cell's first run
	size_t n_cells;
	const CssBox *box; // of BLOCK_BOX
	size_t n_inside;   // the blocks after a box that stand in it
} RichBlock;

typedef struct {
	RichBlock *blocks;
	size_t n;
	bool is_in_middle; // of the height there is
} RichText;

/**
 * HTML reduced to its text and basic styles. Scripts, styles, frames, forms and pictures are left
 * out; nothing is run and nothing is fetched. Bounded in depth and size.
 */
RichText *rich_text_from_html(Arena *arena, const Theme *theme, const char *html);

/** Lays out from the top of `area`; what does not fit is cut there. Returns the height used. */
double rich_text_layout(Scene *scene, TextContext *text, const Theme *theme,
			const RichText *rich, Rect area);
