#pragma once

#include "renderer/html/css-value.h"
#include "renderer/html/html-node.h"
#include "renderer/theme.h"

typedef enum {
	DISPLAY_INLINE,
	DISPLAY_NONE,
	DISPLAY_BLOCK,
	DISPLAY_LIST_ITEM,
	DISPLAY_INLINE_BLOCK,
	DISPLAY_FLEX,
	DISPLAY_INLINE_FLEX,
	DISPLAY_TABLE,
	DISPLAY_ROW_GROUP,
	DISPLAY_ROW,
	DISPLAY_CELL,
} HtmlDisplay;

typedef enum { SPACE_NORMAL, SPACE_NOWRAP, SPACE_PRE, SPACE_PRE_WRAP, SPACE_PRE_LINE } HtmlSpace;
typedef enum { CASE_NONE, CASE_UPPER, CASE_LOWER, CASE_TITLE } HtmlCase;
typedef enum {
	MARKER_NONE,
	MARKER_DISC,
	MARKER_CIRCLE,
	MARKER_SQUARE,
	MARKER_DECIMAL,
	MARKER_LOWER_ALPHA,
	MARKER_UPPER_ALPHA,
	MARKER_CLOSED, // of a summary
	MARKER_OPEN,
} HtmlMarker;

/** How flex items and lines stand in the room that is left; START for cells is the top. */
typedef enum {
	PLACE_AUTO, // of one item: as the container says
	PLACE_START,
	PLACE_CENTER,
	PLACE_END,
	PLACE_STRETCH,
	PLACE_BETWEEN,
	PLACE_AROUND,
	PLACE_EVENLY,
} HtmlPlace;

/** What children inherit. */
typedef struct {
	Color color;
	FontFamily family;
	double size_px, letter_spacing_px;
	double rise_px; // of sup and sub, above the line's baseline
	double line_px, line_factor; // the factor of the size where line_px is 0
	int weight;
	bool is_italic, is_underlined, is_struck;
	TextAlign align;
	bool centers_blocks; // of <center>: boxes too
	HtmlSpace space;
	bool breaks_words;
	HtmlCase text_case;
	HtmlMarker marker;
	HtmlPlace cell_place;
} HtmlTextStyle;

/** Everything that layout asks of an element. Boxes are border boxes, as in Grafana's pages. */
typedef struct {
	HtmlTextStyle text;
	HtmlDisplay display;
	Color background;
	const CssGradient *gradient; // over it, or NULL
	CssLength margin[4], padding[4];
	double border[4];
	Color border_color[4];
	bool is_dashed;
	CssLength radius[4]; // from the top left, clockwise
	CssLength width, height, min_width, min_height, max_width, max_height;
	bool is_column, is_reversed, wraps; // of a flex container
	HtmlPlace justify, align_items, align_content, align_self;
	double grow, shrink;
	CssLength basis;
	double row_gap, column_gap;
	double opacity;
	bool is_middle; // stands in the middle of its line
} HtmlStyle;

/** The font as it is measured and drawn. */
TextStyle html_font_of(const HtmlTextStyle *text);

/** What the body of a Grafana page has. */
HtmlStyle html_style_root(const Theme *theme);

/** A style of none of its own inside of `parent`. */
HtmlStyle html_style_inherit(const HtmlStyle *parent);

/**
 * Where Grafana's rules for an element differ from page to page.
 *
 * in_panel  the text panel's: lists and tables are set as in documents, links are blue
 */
typedef struct {
	Arena *arena;
	const Theme *theme;
	bool in_panel;
} HtmlSheet;

/** The style of an element: of its tag, its attributes, then its own. */
HtmlStyle html_style_of(const HtmlSheet *sheet, const HtmlNode *node, const HtmlStyle *parent);

/** What the tag alone gives, laid over the inherited `style`. */
void html_tag_style(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style);

/** What attributes as `align` and `bgcolor` give. */
void html_attribute_style(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style);

/** Sets one property; what is unknown or wrong changes nothing. */
void html_style_set(Arena *arena, HtmlStyle *style, const char *property, const char *value);
