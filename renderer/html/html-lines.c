#include "renderer/html/html-line.h"

#include <string.h>

#include "renderer/line-break.h"

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

static double measure(HtmlLines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
{
	TextStyle font = html_font_of(&box->style.text);
	g_autofree char *copy = g_strndup(text, n_bytes);

	return text_width(lines->layout->text, &font, copy);
}

static void add_word(HtmlLines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
{
	html_line_add(lines, (HtmlPiece){ .kind = PIECE_WORD,
				  .box = box,
				  .text = text,
				  .n_bytes = n_bytes,
				  .width = measure(lines, box, text, n_bytes) });
	lines->ends_in_space = false;
}

static bool is_below_picture(const HtmlLines *lines)
{
	return !lines->is_trial && lines->y > lines->layout->most_px;
}

/* Bytes of `text` that fit beside what stands on the line; at least one character. */
static size_t bytes_that_fit(HtmlLines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
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
static void add_breakable(HtmlLines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
{
	if (lines->is_narrow)
		n_bytes = MIN(n_bytes, (size_t)(g_utf8_next_char(text) - text));
	while (n_bytes > 0 && lines->layout->work-- > 0 && !is_below_picture(lines)) {
		size_t n = lines->is_trial ? n_bytes : bytes_that_fit(lines, box, text, n_bytes);

		add_word(lines, box, text, n);
		html_line_allow_break(lines);
		text += n;
		n_bytes -= n;
	}
}

static void add_space(HtmlLines *lines, const HtmlBox *box, const char *text, size_t n_bytes)
{
	if (!keeps_spaces(box) && lines->ends_in_space)
		return;
	const char *shown = keeps_spaces(box) ? text : " ";
	size_t n_shown = keeps_spaces(box) ? n_bytes : 1;

	html_line_add(lines, (HtmlPiece){ .kind = PIECE_SPACE,
				  .box = box,
				  .text = shown,
				  .n_bytes = n_shown,
				  .width = measure(lines, box, shown, n_shown) });
	lines->ends_in_space = !keeps_spaces(box);
	if (may_wrap(box))
		html_line_allow_break(lines);
}

static const char blanks[] = " \t\n\r\f";

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

static void flow_text(HtmlLines *lines, const HtmlBox *box)
{
	const char *at = cased(lines->layout->arena, box->style.text.text_case, box->text);
	LineBreaks breaks = line_breaks_find(at);

	while (*at && lines->layout->work-- > 0 && !is_below_picture(lines)) {
		if (*at == '\n' && keeps_lines(box)) {
			html_line_end(lines, lines->pieces->len);
			at++;
			continue;
		}
		size_t n = strspn(at, keeps_lines(box) ? " \t\r\f" : blanks);

		if (n > 0) {
			add_space(lines, box, at, n);
		} else {
			n = MAX(line_breaks_word(&breaks, at), 1);
			if (box->style.text.breaks_words)
				add_breakable(lines, box, at, n);
			else
				add_word(lines, box, at, n);
			if (may_wrap(box) && at[n] && !strchr(blanks, at[n]))
				html_line_allow_break(lines);
		}
		at += n;
	}
	line_breaks_clear(&breaks);
}

/* --- Boxes in lines --- */

static void flow_block(HtmlLines *lines, HtmlBox *box)
{
	double room = lines->inner.width;

	html_measure(lines->layout, box);
	if (!lines->is_trial)
		html_layout_box(lines->layout, box, html_block_width(lines->layout, box, room), -1,
				(HtmlRoom){ room, -1 });
	double width = lines->is_narrow	   ? box->min_px
		       : lines->is_trial ? box->max_px
					   : box->frame.width;

	html_line_allow_break(lines);
	html_line_add(lines, (HtmlPiece){ .kind = PIECE_BOX,
				  .box = box,
				  .width = width + html_margins_across(box, room) });
	lines->ends_in_space = false;
	html_line_allow_break(lines);
}

static void flow_edge(HtmlLines *lines, const HtmlBox *box, HtmlPieceKind kind)
{
	int side = kind == PIECE_START ? CSS_LEFT : CSS_RIGHT;
	double width = html_edge(box, side, lines->inner.width) +
		       html_margin(box, side, lines->inner.width);
	HtmlPiece piece = { .kind = kind, .box = box, .x = lines->x, .width = width };

	g_array_append_val(lines->pieces, piece);
	lines->x += width;
}

static void flow_children(HtmlLines *lines, HtmlBox *box)
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
			html_line_end(lines, lines->pieces->len);
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
static void flow_marker(HtmlLines *lines)
{
	const HtmlStyle *style = &lines->block->style;

	if (style->display != DISPLAY_LIST_ITEM || style->text.marker < MARKER_CLOSED)
		return;
	HtmlPiece piece = { .kind = PIECE_MARK, .box = lines->block,
			.width = 1.06 * style->text.size_px };

	g_array_append_val(lines->pieces, piece);
	lines->x += piece.width;
}

/* Whether a line has anything that makes it one. */
static bool has_content(const HtmlLines *lines)
{
	for (guint i = 0; i < lines->pieces->len; i++) {
		const HtmlPiece *piece = html_line_piece(lines, i);

		if ((piece->kind == PIECE_START || piece->kind == PIECE_END) && piece->width == 0)
			continue;
		if (!html_line_hangs(piece) || i > 0)
			return true;
	}
	return false;
}

static void run_lines(HtmlLines *lines)
{
	lines->pieces = g_array_new(FALSE, FALSE, sizeof(HtmlPiece));
	lines->open = g_array_new(FALSE, FALSE, sizeof(const HtmlBox *));
	lines->parts = g_array_new(FALSE, TRUE, sizeof(HtmlPart));
	lines->ends_in_space = true;
	flow_marker(lines);
	flow_children(lines, lines->block);
	if (has_content(lines))
		html_line_end(lines, lines->pieces->len);
	g_array_unref(lines->pieces);
	g_array_unref(lines->open);
}

double html_layout_lines(HtmlLayout *layout, HtmlBox *box, Rect inner)
{
	HtmlLines lines = { .layout = layout, .block = box, .inner = inner, .y = inner.y };

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
	HtmlLines lines = { .layout = layout,
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
