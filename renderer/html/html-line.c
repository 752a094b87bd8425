#include "renderer/html/html-line.h"

#include <math.h>

#include "renderer/html/css-font.h"

/* --- Fonts --- */

static double font_ascent(const HtmlTextStyle *text)
{
	return css_font_ascent(text->family, text->size_px);
}

static double font_descent(const HtmlTextStyle *text)
{
	return css_font_descent(text->family, text->size_px);
}

static double line_height(const HtmlTextStyle *text)
{
	return text->line_px > 0 ? text->line_px : text->line_factor * text->size_px;
}

/* How far a font reaches above and below the baseline with its share of the line's height. */
typedef struct {
	double above, below;
} Extent;

static Extent extent_of(const HtmlTextStyle *text)
{
	double ascent = font_ascent(text), height = line_height(text);
	double above = ascent + floor((height - ascent - font_descent(text)) / 2);

	return (Extent){ above, height - above };
}

static void reach(Extent *extent, Extent other)
{
	extent->above = fmax(extent->above, other.above);
	extent->below = fmax(extent->below, other.below);
}

/* A block in a line stands on its last line, or on its margin. */
static Extent extent_of_box(const HtmlBox *box, double whole_px)
{
	double top = html_margin(box, CSS_TOP, whole_px);
	double bottom = html_margin(box, CSS_BOTTOM, whole_px);
	double height = top + box->frame.height + bottom;
	double above = box->last_baseline >= 0 ? top + box->last_baseline : height;
	const double x_height = 0.546;

	if (box->style.is_middle)
		above = height / 2 + x_height * box->style.text.size_px / 2;
	return (Extent){ above, height - above };
}

/* --- Parts of a finished line --- */

static void add_part(HtmlLines *lines, HtmlPart part)
{
	g_array_append_val(lines->parts, part);
}

static bool has_edges(const HtmlBox *box)
{
	const HtmlStyle *style = &box->style;
	bool has_border = false;

	for (int side = CSS_TOP; side <= CSS_LEFT; side++)
		has_border = has_border || style->border[side] > 0;
	return has_border || style->background.alpha > 0 || style->gradient;
}

static double rise_of(const HtmlBox *box)
{
	return box->style.text.rise_px;
}

/* The edges around what stands from `left` to `right`. */
static void add_edges(HtmlLines *lines, const HtmlBox *box, double left, double right,
		      double baseline, bool is_start, bool is_end)
{
	double ascent = font_ascent(&box->style.text), descent = font_descent(&box->style.text);
	double top = baseline - ascent - html_edge(box, CSS_TOP, lines->inner.width);
	double bottom = baseline + descent + html_edge(box, CSS_BOTTOM, lines->inner.width);

	if (has_edges(box) && right > left)
		add_part(lines, (HtmlPart){ .kind = PART_EDGES,
					    .box = box,
					    .rect = { left, top, right - left, bottom - top },
					    .is_start = is_start,
					    .is_end = is_end });
}

const HtmlPiece *html_line_piece(const HtmlLines *lines, guint index)
{
	return &g_array_index(lines->pieces, HtmlPiece, index);
}

/* Where the span that starts at a piece ends on this line. */
static double span_right(const HtmlLines *lines, guint first, guint n, const HtmlBox *box,
			 bool *is_end)
{
	const HtmlPiece *last = n ? html_line_piece(lines, n - 1) : NULL;

	for (guint i = first; i < n; i++) {
		const HtmlPiece *piece = html_line_piece(lines, i);

		if (piece->kind == PIECE_END && piece->box == box) {
			*is_end = true;
			return piece->x + piece->width -
			       html_margin(box, CSS_RIGHT, lines->inner.width);
		}
	}
	*is_end = false;
	return last ? last->x + last->width : 0;
}

static void add_all_edges(HtmlLines *lines, guint n, double shift, double baseline)
{
	bool is_end;

	for (guint i = 0; i < lines->open->len; i++) {
		const HtmlBox *box = g_array_index(lines->open, const HtmlBox *, i);
		double right = span_right(lines, 0, n, box, &is_end);

		add_edges(lines, box, shift, shift + right, baseline - rise_of(box), false,
			  is_end);
	}
	for (guint i = 0; i < n; i++) {
		const HtmlPiece *piece = html_line_piece(lines, i);

		if (piece->kind != PIECE_START || !has_edges(piece->box))
			continue;
		double right = span_right(lines, i, n, piece->box, &is_end);
		double left = piece->x + html_margin(piece->box, CSS_LEFT, lines->inner.width);

		add_edges(lines, piece->box, shift + left, shift + right,
			  baseline - rise_of(piece->box), true, is_end);
	}
}

/* Words and blanks of one text that stand next to each other are drawn as one. */
static guint add_words(HtmlLines *lines, guint first, guint n, double shift, double baseline)
{
	const HtmlBox *box = html_line_piece(lines, first)->box;
	GString *text = g_string_new(NULL);
	guint i = first;

	for (; i < n; i++) {
		const HtmlPiece *piece = html_line_piece(lines, i);

		if (piece->box != box || piece->kind > PIECE_SPACE)
			break;
		g_string_append_len(text, piece->text, (gssize)piece->n_bytes);
	}
	add_part(lines, (HtmlPart){ .kind = PART_TEXT,
				    .box = box,
				    .text = arena_take_string(lines->layout->arena, text),
				    .x = shift + html_line_piece(lines, first)->x,
				    .baseline = baseline - rise_of(box) });
	return i;
}

static void add_box(HtmlLines *lines, const HtmlPiece *piece, double shift, double baseline)
{
	HtmlBox *box = (HtmlBox *)piece->box;
	Extent extent = extent_of_box(box, lines->inner.width);

	box->frame.x = shift + piece->x + html_margin(box, CSS_LEFT, lines->inner.width);
	box->frame.y = baseline - extent.above + html_margin(box, CSS_TOP, lines->inner.width);
	add_part(lines, (HtmlPart){ .kind = PART_BOX, .box = box });
}

static void add_parts(HtmlLines *lines, guint n, double shift, double baseline)
{
	add_all_edges(lines, n, shift, baseline);
	for (guint i = 0; i < n;) {
		const HtmlPiece *piece = html_line_piece(lines, i);

		if (piece->kind == PIECE_BOX)
			add_box(lines, piece, shift, baseline);
		if (piece->kind <= PIECE_SPACE)
			i = add_words(lines, i, n, shift, baseline);
		else
			i++;
	}
}

/* --- HtmlLines --- */

bool html_line_hangs(const HtmlPiece *piece)
{
	return piece->kind == PIECE_SPACE && piece->box->style.text.space != SPACE_PRE;
}

/* Without the blanks at its end. */
static double width_of_line(const HtmlLines *lines, guint n)
{
	double width = 0;

	for (guint i = 0; i < n; i++) {
		const HtmlPiece *piece = html_line_piece(lines, i);

		if (!html_line_hangs(piece))
			width = fmax(width, piece->x + piece->width);
	}
	return width;
}

static Extent extent_of_line(const HtmlLines *lines, guint n)
{
	Extent extent = extent_of(&lines->block->style.text);

	for (guint i = 0; i < n; i++) {
		const HtmlPiece *piece = html_line_piece(lines, i);

		reach(&extent, piece->kind == PIECE_BOX
				       ? extent_of_box(piece->box, lines->inner.width)
				       : extent_of(&piece->box->style.text));
	}
	return extent;
}

/* Spans that begin or end on a line that is done. */
static void carry_open(HtmlLines *lines, guint n)
{
	for (guint i = 0; i < n; i++) {
		const HtmlPiece *piece = html_line_piece(lines, i);

		if (piece->kind == PIECE_START && has_edges(piece->box))
			g_array_append_val(lines->open, piece->box);
		for (guint j = 0; piece->kind == PIECE_END && j < lines->open->len; j++) {
			if (g_array_index(lines->open, const HtmlBox *, j) == piece->box)
				g_array_remove_index(lines->open, j);
		}
	}
}

void html_line_end(HtmlLines *lines, guint n)
{
	double width = width_of_line(lines, n);

	lines->widest = fmax(lines->widest, width);
	if (!lines->is_trial) {
		Extent extent = extent_of_line(lines, n);
		double room = fmax(0, lines->inner.width - width);
		TextAlign align = lines->block->style.text.align;
		double shift = align == ALIGN_CENTER ? room / 2 : align == ALIGN_RIGHT ? room : 0;
		double baseline = lines->y + extent.above;

		add_parts(lines, n, lines->inner.x + shift, baseline);
		carry_open(lines, n);
		if (lines->block->first_baseline < 0)
			lines->block->first_baseline = baseline;
		lines->block->last_baseline = baseline;
		lines->y += extent.above + extent.below;
	}
	double moved = n < lines->pieces->len ? html_line_piece(lines, n)->x : lines->x;

	g_array_remove_range(lines->pieces, 0, n);
	for (guint i = 0; i < lines->pieces->len; i++)
		g_array_index(lines->pieces, HtmlPiece, i).x -= moved;
	lines->x -= moved;
	lines->n_unbroken = 0;
	lines->ends_in_space = lines->pieces->len == 0;
}

void html_line_add(HtmlLines *lines, HtmlPiece piece)
{
	bool is_over = lines->is_narrow || lines->x + piece.width > lines->inner.width + 0.01;

	if (piece.kind != PIECE_SPACE && lines->n_unbroken > 0 && is_over)
		html_line_end(lines, lines->n_unbroken);
	piece.x = lines->x;
	lines->x += piece.width;
	g_array_append_val(lines->pieces, piece);
}

void html_line_allow_break(HtmlLines *lines)
{
	lines->n_unbroken = lines->pieces->len;
}
