#pragma once

#include "renderer/html/html-layout.h"

/** What stands on a line: a word, blanks, a block, or where the edges of a span begin and end. */
typedef enum {
	PIECE_WORD,
	PIECE_SPACE,
	PIECE_BOX,
	PIECE_START,
	PIECE_END,
	PIECE_MARK,
} HtmlPieceKind;

typedef struct {
	HtmlPieceKind kind;
	const HtmlBox *box;
	const char *text;
	size_t n_bytes;
	double x, width;
} HtmlPiece;

/** HtmlLines being filled; without an output only widths are found. */
typedef struct {
	HtmlLayout *layout;
	HtmlBox *block;
	Rect inner;
	bool is_trial, is_narrow; // of a trial: every break is taken
	GArray *pieces;		  // of HtmlPiece, of the current line
	guint n_unbroken;	  // pieces before the last place where the line may end
	double x, y, widest;
	bool ends_in_space;
	GArray *open;  // of const HtmlBox *: spans that go on from the line before
	GArray *parts; // of HtmlPart
} HtmlLines;

const HtmlPiece *html_line_piece(const HtmlLines *lines, guint index);

/** Whether a piece takes no room at a line's end. */
bool html_line_hangs(const HtmlPiece *piece);

/** Puts a piece on the line, or on the next where it does not fit and the line may end before. */
void html_line_add(HtmlLines *lines, HtmlPiece piece);

/** The line may end here. */
void html_line_allow_break(HtmlLines *lines);

/** The first `n` pieces become a line; the others begin the next. */
void html_line_end(HtmlLines *lines, guint n);
