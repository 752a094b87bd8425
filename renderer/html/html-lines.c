#include "renderer/html/html-layout.h"

#include <math.h>
#include <string.h>

/* What stands on a line: a word, blanks, a block, or where the edges of a span begin and end. */
typedef enum { PIECE_WORD, PIECE_SPACE, PIECE_BOX, PIECE_START, PIECE_END, PIECE_MARK } PieceKind;

typedef struct {
	PieceKind kind;
	const HtmlBox *box;
	const char *text;
	size_t n_bytes;
	double x, width;
} Piece;

/** Lines being filled; without an output only widths are found. */
typedef struct {
	HtmlLayout *layout;
	HtmlBox *block;
	Rect inner;
	bool is_trial, is_narrow; // of a trial: every break is taken
	GArray *pieces;		  // of Piece, of the current line
	guint n_unbroken;	  // pieces before the last place where the line may end
	double x, y, widest;
	bool ends_in_space;
	GArray *open;  // of const HtmlBox *: spans that go on from the line before
	GArray *parts; // of HtmlPart
} Lines;

/* --- Fonts --- */

static double font_ascent(const HtmlTextStyle *text)
{
	return text->family == FONT_MONO ? floor(1.048 * text->size_px + 0.5)
					 : text_ascent_px(text->size_px);
}

static double font_descent(const HtmlTextStyle *text)
{
	return text->family == FONT_MONO ? floor(0.271 * text->size_px + 0.5)
					 : text_descent_px(text->size_px);
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

static void add_part(Lines *lines, HtmlPart part)
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
static void add_edges(Lines *lines, const HtmlBox *box, double left, double right, double baseline,
		      bool is_start, bool is_end)
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

static const Piece *piece_at(const Lines *lines, guint index)
{
	return &g_array_index(lines->pieces, Piece, index);
}

/* Where the span that starts at a piece ends on this line. */
static double span_right(const Lines *lines, guint first, guint n, const HtmlBox *box, bool *is_end)
{
	const Piece *last = n ? piece_at(lines, n - 1) : NULL;

	for (guint i = first; i < n; i++) {
		const Piece *piece = piece_at(lines, i);

		if (piece->kind == PIECE_END && piece->box == box) {
			*is_end = true;
			return piece->x + piece->width -
			       html_margin(box, CSS_RIGHT, lines->inner.width);
		}
	}
	*is_end = false;
	return last ? last->x + last->width : 0;
}

static void add_all_edges(Lines *lines, guint n, double shift, double baseline)
{
	bool is_end;

	for (guint i = 0; i < lines->open->len; i++) {
		const HtmlBox *box = g_array_index(lines->open, const HtmlBox *, i);
		double right = span_right(lines, 0, n, box, &is_end);

		add_edges(lines, box, shift, shift + right, baseline - rise_of(box), false,
			  is_end);
	}
	for (guint i = 0; i < n; i++) {
		const Piece *piece = piece_at(lines, i);

		if (piece->kind != PIECE_START || !has_edges(piece->box))
			continue;
		double right = span_right(lines, i, n, piece->box, &is_end);
		double left = piece->x + html_margin(piece->box, CSS_LEFT, lines->inner.width);

		add_edges(lines, piece->box, shift + left, shift + right,
			  baseline - rise_of(piece->box), true, is_end);
	}
}

static const char *cased(Arena *arena, HtmlCase text_case, const char *text)
{
	char *changed = text_case == CASE_UPPER	  ? g_utf8_strup(text, -1)
			: text_case == CASE_LOWER ? g_utf8_strdown(text, -1)
						  : g_strdup(text);

	if (text_case == CASE_TITLE && g_ascii_islower(changed[0]))
		changed[0] = g_ascii_toupper(changed[0]);
	const char *copy = arena_strdup(arena, changed);

	g_free(changed);
	return copy;
}

/* Words and blanks of one text that stand next to each other are drawn as one. */
static guint add_words(Lines *lines, guint first, guint n, double shift, double baseline)
{
	const HtmlBox *box = piece_at(lines, first)->box;
	GString *text = g_string_new(NULL);
	guint i = first;

	for (; i < n; i++) {
		const Piece *piece = piece_at(lines, i);

		if (piece->box != box || piece->kind > PIECE_SPACE)
			break;
		g_string_append_len(text, piece->text, (gssize)piece->n_bytes);
	}
	add_part(lines, (HtmlPart){ .kind = PART_TEXT,
				    .box = box,
				    .text = arena_take_string(lines->layout->arena, text),
				    .x = shift + piece_at(lines, first)->x,
				    .baseline = baseline - rise_of(box) });
	return i;
}

static void add_box(Lines *lines, const Piece *piece, double shift, double baseline)
{
	HtmlBox *box = (HtmlBox *)piece->box;
	Extent extent = extent_of_box(box, lines->inner.width);

	box->frame.x = shift + piece->x + html_margin(box, CSS_LEFT, lines->inner.width);
	box->frame.y = baseline - extent.above + html_margin(box, CSS_TOP, lines->inner.width);
	add_part(lines, (HtmlPart){ .kind = PART_BOX, .box = box });
}

static void add_parts(Lines *lines, guint n, double shift, double baseline)
{
	add_all_edges(lines, n, shift, baseline);
	for (guint i = 0; i < n;) {
		const Piece *piece = piece_at(lines, i);

		if (piece->kind == PIECE_BOX)
			add_box(lines, piece, shift, baseline);
		if (piece->kind <= PIECE_SPACE)
			i = add_words(lines, i, n, shift, baseline);
		else
			i++;
	}
}

/* --- Lines --- */

static bool hangs(const Piece *piece)
{
	return piece->kind == PIECE_SPACE && piece->box->style.text.space != SPACE_PRE;
}

/* Without the blanks at its end. */
static double width_of_line(const Lines *lines, guint n)
{
	double width = 0;

	for (guint i = 0; i < n; i++) {
		const Piece *piece = piece_at(lines, i);

		if (!hangs(piece))
			width = fmax(width, piece->x + piece->width);
	}
	return width;
}

static Extent extent_of_line(const Lines *lines, guint n)
{
	Extent extent = extent_of(&lines->block->style.text);

	for (guint i = 0; i < n; i++) {
		const Piece *piece = piece_at(lines, i);

		reach(&extent, piece->kind == PIECE_BOX
				       ? extent_of_box(piece->box, lines->inner.width)
				       : extent_of(&piece->box->style.text));
	}
	return extent;
}

/* Spans that begin or end on a line that is done. */
static void carry_open(Lines *lines, guint n)
{
	for (guint i = 0; i < n; i++) {
		const Piece *piece = piece_at(lines, i);

		if (piece->kind == PIECE_START && has_edges(piece->box))
			g_array_append_val(lines->open, piece->box);
		for (guint j = 0; piece->kind == PIECE_END && j < lines->open->len; j++) {
			if (g_array_index(lines->open, const HtmlBox *, j) == piece->box)
				g_array_remove_index(lines->open, j);
		}
	}
}

/* The first `n` pieces become a line; the others begin the next. */
static void end_line(Lines *lines, guint n)
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
	double moved = n < lines->pieces->len ? piece_at(lines, n)->x : lines->x;

	g_array_remove_range(lines->pieces, 0, n);
	for (guint i = 0; i < lines->pieces->len; i++)
		g_array_index(lines->pieces, Piece, i).x -= moved;
	lines->x -= moved;
	lines->n_unbroken = 0;
	lines->ends_in_space = lines->pieces->len == 0;
}

static void add_piece(Lines *lines, Piece piece)
{
	bool is_over = lines->is_narrow || lines->x + piece.width > lines->inner.width + 0.01;

	if (piece.kind != PIECE_SPACE && lines->n_unbroken > 0 && is_over)
		end_line(lines, lines->n_unbroken);
	piece.x = lines->x;
	lines->x += piece.width;
	g_array_append_val(lines->pieces, piece);
}

static void allow_break(Lines *lines)
{
	lines->n_unbroken = lines->pieces->len;
}

/* --- Words --- */

static bool keeps_spaces(const HtmlBox *box)
{
	HtmlSpace space = box->style.text.space;

	return space == SPACE_PRE || space == SPACE_PRE_WRAP;
}

static bool keeps_lines(const HtmlBox *box)
{
	return keeps_spaces(box) || box->style.text.space == SPACE_PRE_LINE;
}

static bool may_wrap(const HtmlBox *box)
{
	HtmlSpace space = box->style.text.space;

	return space != SPACE_NOWRAP && space != SPACE_PRE;
}

static double measure(Lines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
{
	TextStyle font = html_font_of(&box->style.text);
	g_autofree char *copy = g_strndup(text, n_bytes);

	return text_width(lines->layout->text, &font, copy);
}

static void add_word(Lines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
{
	add_piece(lines, (Piece){ .kind = PIECE_WORD,
				  .box = box,
				  .text = text,
				  .n_bytes = n_bytes,
				  .width = measure(lines, box, text, n_bytes) });
	lines->ends_in_space = false;
}

static bool is_below_picture(const Lines *lines)
{
	return !lines->is_trial && lines->y > lines->layout->most_px;
}

/* Bytes of `text` that fit beside what stands on the line; at least one character. */
static size_t bytes_that_fit(Lines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
{
	double room = lines->inner.width - lines->x, used = 0;
	const char *at = text;

	while (at < text + n_bytes) {
		const char *next = g_utf8_next_char(at);

		used += measure(lines, box, at, (size_t)(next - at));
		if (used > room && at > text)
			break;
		at = next;
	}
	return (size_t)(at - text);
}

/* A word that may break anywhere, where it has to. */
static void add_breakable(Lines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
{
	if (lines->is_narrow)
		n_bytes = MIN(n_bytes, (size_t)(g_utf8_next_char(text) - text));
	while (n_bytes > 0 && lines->layout->work-- > 0 && !is_below_picture(lines)) {
		size_t n = lines->is_trial ? n_bytes : bytes_that_fit(lines, box, text, n_bytes);

		add_word(lines, box, text, n);
		allow_break(lines);
		text += n;
		n_bytes -= n;
	}
}

static void add_space(Lines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
{
	if (!keeps_spaces(box) && lines->ends_in_space)
		return;
	const char *shown = keeps_spaces(box) ? text : " ";
	size_t n_shown = keeps_spaces(box) ? n_bytes : 1;

	add_piece(lines, (Piece){ .kind = PIECE_SPACE,
				  .box = box,
				  .text = shown,
				  .n_bytes = n_shown,
				  .width = measure(lines, box, shown, n_shown) });
	lines->ends_in_space = !keeps_spaces(box);
	if (may_wrap(box))
		allow_break(lines);
}

static bool is_ideograph(gunichar c)
{
	GUnicodeBreakType type = g_unichar_break_type(c);

	return type == G_UNICODE_BREAK_IDEOGRAPHIC ||
	       type == G_UNICODE_BREAK_HANGUL_LV_SYLLABLE ||
	       type == G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE;
}

/* Source: Chromium's table of breaks between ASCII characters. */
static bool may_break_between(gunichar left, gunichar right)
{
	if (left == '-')
		return g_unichar_isalpha(right);
	if (left == '?')
		return g_unichar_isalnum(right);
	return left > 127 && right > 127 && is_ideograph(left) && is_ideograph(right);
}

static const char blanks[] = " \t\n\r\f";

static size_t word_length(const char *text)
{
	const char *at = text;

	while (*at && !strchr(blanks, *at)) {
		const char *next = g_utf8_next_char(at);

		if (*next && may_break_between(g_utf8_get_char(at), g_utf8_get_char(next)))
			return (size_t)(next - text);
		at = next;
	}
	return (size_t)(at - text);
}

static void flow_text(Lines *lines, const HtmlBox *box)
{
	const char *at = cased(lines->layout->arena, box->style.text.text_case, box->text);

	while (*at && lines->layout->work-- > 0 && !is_below_picture(lines)) {
		if (*at == '\n' && keeps_lines(box)) {
			end_line(lines, lines->pieces->len);
			at++;
			continue;
		}
		size_t n = strspn(at, keeps_lines(box) ? " \t\r\f" : blanks);

		if (n > 0) {
			add_space(lines, box, at, n);
		} else {
			n = word_length(at);
			if (box->style.text.breaks_words)
				add_breakable(lines, box, at, n);
			else
				add_word(lines, box, at, n);
			if (may_wrap(box) && at[n] && !strchr(blanks, at[n]))
				allow_break(lines);
		}
		at += n;
	}
}

/* --- Boxes in lines --- */

static void flow_block(Lines *lines, HtmlBox *box)
{
	double room = lines->inner.width;

	html_measure(lines->layout, box);
	if (!lines->is_trial)
		html_layout_box(lines->layout, box, html_block_width(lines->layout, box, room), -1,
				(HtmlRoom){ room, -1 });
	double width = lines->is_narrow	   ? box->min_px
		       : lines->is_trial ? box->max_px
					   : box->frame.width;

	allow_break(lines);
	add_piece(lines, (Piece){ .kind = PIECE_BOX,
				  .box = box,
				  .width = width + html_margins_across(box, room) });
	lines->ends_in_space = false;
	allow_break(lines);
}

static void flow_edge(Lines *lines, const HtmlBox *box, PieceKind kind)
{
	int side = kind == PIECE_START ? CSS_LEFT : CSS_RIGHT;
	double width = html_edge(box, side, lines->inner.width) +
		       html_margin(box, side, lines->inner.width);
	Piece piece = { .kind = kind, .box = box, .x = lines->x, .width = width };

	g_array_append_val(lines->pieces, piece);
	lines->x += width;
}

static void flow_children(Lines *lines, HtmlBox *box)
{
	for (HtmlBox *child = box->first; child && lines->layout->work-- > 0; child = child->next) {
		if (is_below_picture(lines))
			return;
		switch (child->kind) {
		case BOX_TEXT:
			flow_text(lines, child);
			break;
		case BOX_BREAK:
			if (lines->pieces->len == 0) // an empty line is as high as others
				flow_edge(lines, child, PIECE_MARK);
			end_line(lines, lines->pieces->len);
			break;
		case BOX_INLINE:
			flow_edge(lines, child, PIECE_START);
			flow_children(lines, child);
			flow_edge(lines, child, PIECE_END);
			break;
		case BOX_BLOCK:
			flow_block(lines, child);
			break;
		}
	}
}

/* The room that a summary's triangle takes on its first line. Source: pictures of Chromium. */
static void flow_marker(Lines *lines)
{
	const HtmlStyle *style = &lines->block->style;

	if (style->display != DISPLAY_LIST_ITEM || style->text.marker < MARKER_CLOSED)
		return;
	Piece piece = { .kind = PIECE_MARK, .box = lines->block,
			.width = 1.06 * style->text.size_px };

	g_array_append_val(lines->pieces, piece);
	lines->x += piece.width;
}

/* Whether a line has anything that makes it one. */
static bool has_content(const Lines *lines)
{
	for (guint i = 0; i < lines->pieces->len; i++) {
		const Piece *piece = piece_at(lines, i);

		if ((piece->kind == PIECE_START || piece->kind == PIECE_END) && piece->width == 0)
			continue;
		if (!hangs(piece) || i > 0)
			return true;
	}
	return false;
}

static void run_lines(Lines *lines)
{
	lines->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
	lines->open = g_array_new(FALSE, FALSE, sizeof(const HtmlBox *));
	lines->parts = g_array_new(FALSE, TRUE, sizeof(HtmlPart));
	lines->ends_in_space = true;
	flow_marker(lines);
	flow_children(lines, lines->block);
	if (has_content(lines))
		end_line(lines, lines->pieces->len);
	g_array_unref(lines->pieces);
	g_array_unref(lines->open);
}

double html_layout_lines(HtmlLayout *layout, HtmlBox *box, Rect inner)
{
	Lines lines = { .layout = layout, .block = box, .inner = inner, .y = inner.y };

	run_lines(&lines);
	box->n_parts = lines.parts->len;
	box->parts = arena_new_array(layout->arena, HtmlPart, box->n_parts + 1);
	if (box->n_parts)
		memcpy(box->parts, lines.parts->data, box->n_parts * sizeof(HtmlPart));
	g_array_unref(lines.parts);
	return lines.y - inner.y;
}

static double widest_line(HtmlLayout *layout, HtmlBox *box, bool is_narrow)
{
	Lines lines = { .layout = layout,
			.block = box,
			.inner.width = is_narrow ? 0 : CSS_MAX_PX,
			.is_trial = true,
			.is_narrow = is_narrow };

	run_lines(&lines);
	g_array_unref(lines.parts);
	return lines.widest;
}

void html_measure_lines(HtmlLayout *layout, HtmlBox *box, double *min_px, double *max_px)
{
	*max_px = widest_line(layout, box, false);
	*min_px = widest_line(layout, box, true);
}
