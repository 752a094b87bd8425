#include "renderer/panel/rich-text.h"

#include "renderer/panel/formatted-text.h"

#include <math.h>
#include <string.h>

enum { BODY_PX = 14, BODY_LINE = 22, CODE_PX = 12, CELL_PAD_X = 8, CELL_PAD_Y = 4, MAX_CELLS = 64 };

/* Sizes of h1..h6; Source: Grafana 12.3, createTypography.ts. */
static const struct {
	double size_px, line_px, letter_spacing_px, space_after;
	int weight;
} headings[] = {
	{ 28, 32, -0.25, 12.6, 400 }, { 24, 28, 0, 10.8, 400 }, { 22, 24, 0, 9.9, 400 },
	{ 18, 22, 0.25, 8.1, 400 },   { 16, 22, 0, 7.2, 400 },	{ 14, 22, 0.15, 6.3, 500 },
};

typedef struct {
	Scene *scene; // NULL while measuring
	TextContext *text;
	const Theme *theme;
	double parent_px; // the height that percentages count of, 0: it depends on the content
	bool is_measuring; // nothing of the scene will be seen
	double *contents;  // what stands in each box is this high, -1: not known yet
} Output;

/* How the text of a block is set. */
typedef struct {
	double size_px, line_px, letter_spacing_px;
	int weight;
} BlockStyle;

static BlockStyle block_style(const RichBlock *block)
{
	if (block->heading >= 1 && block->heading <= 6)
		return (BlockStyle){ headings[block->heading - 1].size_px,
				     headings[block->heading - 1].line_px,
				     headings[block->heading - 1].letter_spacing_px,
				     headings[block->heading - 1].weight };
	if (block->kind == BLOCK_CODE)
		return (BlockStyle){ CODE_PX, CODE_PX * 22.0 / 14, BODY_LETTER_SPACING, 400 };
	if (block->is_quote)
		return (BlockStyle){ 17.5, 17.5 * 1.25, BODY_LETTER_SPACING, 400 };
	return (BlockStyle){ BODY_PX, BODY_LINE, BODY_LETTER_SPACING, 400 };
}

static TextStyle run_style(const BlockStyle *block, const RichRun *run)
{
	double size = run->size_px > 0 ? run->size_px : block->size_px;

	return (TextStyle){
		.family = run->is_code ? FONT_MONO : FONT_SANS,
		.size_px = run->is_code ? fmin(size, CODE_PX) : size,
		.weight = run->is_bold ? 500 : block->weight,
		.is_italic = run->is_italic,
		.letter_spacing_px = block->letter_spacing_px,
	};
}

static Color run_color(const Output *output, const RichRun *run)
{
	if (run->has_color)
		return run->color;
	return run->is_link ? output->theme->text_link : output->theme->text_primary;
}

/* --- Lines --- */

/*
 * Code within a line stands in a box of its own, which lines break around. Sizes are the monospaced
 * font's at 12 px. Source: Grafana 12.3, grafana-ui/src/themes/GlobalStyles/code.ts.
 */
enum { CODE_MARGIN = 2, CODE_PAD_X = 6, CODE_ABOVE = 16, CODE_BELOW = 6, CODE_RADIUS = 6 };

/* A word or blank of one run, or code, placed on a line. */
typedef struct {
	const RichRun *run;
	char *text;
	double x, width;
	bool is_boxed;
} Piece;

typedef struct {
	const Output *output;
	const BlockStyle *style;
	Rect box; // y is where the next line goes
	TextAlign align;
	bool keeps_blanks;
	GArray *pieces; // of Piece, of the line being filled
	double x;
} Flow;

static void clear_piece(void *data)
{
	g_free(((Piece *)data)->text);
}

static void draw_box(const Flow *flow, double x, double baseline, double width)
{
	const Theme *theme = flow->output->theme;
	double left = round(x), top = round(baseline - CODE_ABOVE);
	Rect box = { left, top, round(x + width) - left,
		     round(baseline + CODE_BELOW) - top };
	Color border = color_over(theme->border_medium, theme->background_primary);

	scene_fill_round_rect(flow->output->scene, box, CODE_RADIUS, PAINT_COLOR(border));
	scene_fill_round_rect(flow->output->scene, rect_inset(box, 1), CODE_RADIUS - 1,
			      PAINT_COLOR(theme->background_primary));
}

/* As high as the font, not as the line. */
static void draw_background(const Flow *flow, const Piece *piece, double x, double baseline)
{
	double size = run_style(flow->style, piece->run).size_px;
	double ascent = text_ascent_px(size), height = ascent + text_descent_px(size);

	if (piece->run->background.alpha > 0)
		scene_fill_rect(flow->output->scene,
				scene_snapped(flow->output->scene,
					      (Rect){ x, baseline - ascent, piece->width, height }),
				PAINT_COLOR(piece->run->background));
}

static void draw_piece(const Flow *flow, const Piece *piece, double shift, double line_px)
{
	TextStyle style = run_style(flow->style, piece->run);
	double x = flow->box.x + piece->x + shift;
	double baseline = line_baseline(flow->box.y, line_px,
					piece->is_boxed ? flow->style->size_px : style.size_px);

	if (piece->is_boxed) {
		draw_box(flow, x + CODE_MARGIN, baseline, piece->width - 2 * CODE_MARGIN);
		x += CODE_MARGIN + CODE_PAD_X;
	}
	draw_background(flow, piece, x, baseline);
	scene_text(flow->output->scene,
		   &(SceneText){ .text = piece->text,
				 .x = x,
				 .baseline_y = baseline,
				 .style = style,
				 .color = run_color(flow->output, piece->run),
				 .is_struck = piece->run->is_struck,
				 .is_underlined = piece->run->is_underlined });
}

/* The highest line of the pieces: larger letters have taller lines. */
static double line_height(const Flow *flow)
{
	double height = flow->style->line_px;

	for (guint i = 0; i < flow->pieces->len; i++) {
		double size = g_array_index(flow->pieces, Piece, i).run->size_px;

		height = fmax(height, size * flow->style->line_px / flow->style->size_px);
	}
	return height;
}

static void end_line(Flow *flow)
{
	double height = line_height(flow), width = flow->x;
	guint n = flow->pieces->len;

	if (n && strcmp(g_array_index(flow->pieces, Piece, n - 1).text, " ") == 0)
		width -= g_array_index(flow->pieces, Piece, n - 1).width;
	double room = fmax(0, flow->box.width - width);
	double shift = flow->align == ALIGN_CENTER  ? room / 2
		       : flow->align == ALIGN_RIGHT ? room
						    : 0;

	for (guint i = 0; i < n && flow->output->scene; i++)
		draw_piece(flow, &g_array_index(flow->pieces, Piece, i), shift, height);
	g_array_set_size(flow->pieces, 0);
	flow->x = 0;
	flow->box.y += height;
}

static bool is_boxed(const Flow *flow, const RichRun *run)
{
	return run->is_code && !flow->keeps_blanks;
}

static void add_piece(Flow *flow, const RichRun *run, const char *text, size_t length)
{
	TextStyle style = run_style(flow->style, run);
	Piece piece = { .run = run, .text = g_strndup(text, length),
			.is_boxed = is_boxed(flow, run) };

	piece.width = text_width(flow->output->text, &style, piece.text) +
		      (piece.is_boxed ? 2 * (CODE_MARGIN + CODE_PAD_X) : 0);
	bool is_blank = piece.text[0] == ' ' && !flow->keeps_blanks && !piece.is_boxed;

	if (flow->x > 0 && flow->x + piece.width > flow->box.width && !is_blank)
		end_line(flow);
	if (is_blank && flow->x == 0) {
		g_free(piece.text);
		return;
	}
	piece.x = flow->x;
	flow->x += piece.width;
	g_array_append_val(flow->pieces, piece);
}

static void flow_run(Flow *flow, const RichRun *run)
{
	const char *at = run->text;

	if (run->is_break) {
		end_line(flow);
		return;
	}
	while (*at) {
		bool is_whole = flow->keeps_blanks || is_boxed(flow, run);
		size_t length = is_whole ? strlen(at) : *at == ' ' ? 1 : strcspn(at, " ");

		add_piece(flow, run, at, length);
		at += length;
	}
}

/* Sets runs into lines from the top of `box`; returns the height. */
static double flow_runs(const Output *output, const BlockStyle *style, const RichRun *runs,
			size_t n, Rect box, TextAlign align, bool keeps_blanks)
{
	Flow flow = { output, style, box, align, keeps_blanks,
		      g_array_new(FALSE, TRUE, sizeof(Piece)), 0 };

	g_array_set_clear_func(flow.pieces, clear_piece);
	for (size_t i = 0; i < n; i++)
		flow_run(&flow, &runs[i]);
	if (flow.pieces->len)
		end_line(&flow);
	g_array_unref(flow.pieces);
	return flow.box.y - box.y;
}

/* --- Blocks --- */

static double layout_paragraph(const Output *output, const RichBlock *block, Rect area)
{
	BlockStyle style = block_style(block);
	Rect box = { area.x + block->indent_px, area.y, area.width - block->indent_px, 0 };
	double height = flow_runs(output, &style, block->runs, block->n_runs, box, block->align,
				  false);

	if (block->marker && output->scene) {
		TextStyle marker = { FONT_SANS, style.size_px, 400, false, BODY_LETTER_SPACING };

		scene_text(output->scene,
			   &(SceneText){ .text = block->marker,
					 .x = box.x - 8,
					 .baseline_y = line_baseline(box.y, style.line_px,
								     style.size_px),
					 .align = ALIGN_RIGHT,
					 .style = marker,
					 .color = output->theme->text_primary });
	}
	if (block->is_quote && output->scene)
		scene_fill_rect(output->scene, (Rect){ box.x - 21, box.y, 5, height },
				PAINT_COLOR(output->theme->border_strong));
	return height;
}

static double layout_code(const Output *output, const RichBlock *block, Rect area)
{
	enum { PAD = 10, RADIUS = 6 };
	BlockStyle style = block_style(block);
	Rect inner = { area.x + PAD + 1, area.y + PAD + 1, area.width - 2 * (PAD + 1), 0 };
	Output measuring = *output;
	size_t n = block->n_runs;

	while (n && block->runs[n - 1].is_break)
		n--;
	measuring.scene = NULL;
	double height = flow_runs(&measuring, &style, block->runs, n, inner, ALIGN_LEFT, true) +
			2 * (PAD + 1);
	Rect box = { area.x, area.y, area.width, height };

	scene_fill_round_rect(output->scene, box, RADIUS,
			      PAINT_COLOR(color_over(output->theme->border_medium,
						     output->theme->background_primary)));
	scene_fill_round_rect(output->scene, rect_inset(box, 1), RADIUS - 1,
			      PAINT_COLOR(output->theme->background_primary));
	flow_runs(output, &style, block->runs, n, inner, ALIGN_LEFT, true);
	return height;
}

static size_t cell_runs(const RichBlock *row, size_t cell, const RichRun **runs)
{
	size_t end = cell + 1 < row->n_cells ? row->cells[cell + 1] : row->n_runs;

	*runs = row->runs + row->cells[cell];
	return end - row->cells[cell];
}

static double natural_cell_width(const Output *output, const BlockStyle *style,
				 const RichRun *runs, size_t n)
{
	double width = 0;

	for (size_t i = 0; i < n; i++) {
		TextStyle text = run_style(style, &runs[i]);

		if (!runs[i].is_break)
			width += text_width(output->text, &text, runs[i].text);
		if (runs[i].is_code)
			width += 2 * (CODE_MARGIN + CODE_PAD_X);
	}
	return width + 2 * CELL_PAD_X + 1;
}

static bool begins_table(const RichBlock *row)
{
	return row->is_first_row;
}

/* Rows until the next table begins. */
static size_t rows_of_table(const RichText *rich, size_t first)
{
	size_t n = 1;

	while (first + n < rich->n && rich->blocks[first + n].kind == BLOCK_TABLE_ROW &&
	       !begins_table(&rich->blocks[first + n]))
		n++;
	return n;
}

static size_t measure_table(const Output *output, const RichBlock *rows, size_t n, double width,
			    double *widths)
{
	size_t n_columns = 0;
	double total = 0;

	memset(widths, 0, MAX_CELLS * sizeof(double));
	for (size_t row = 0; row < n; row++) {
		BlockStyle style = block_style(&rows[row]);

		n_columns = MAX(n_columns, MIN(rows[row].n_cells, MAX_CELLS));
		for (size_t cell = 0; cell < MIN(rows[row].n_cells, MAX_CELLS); cell++) {
			const RichRun *runs;
			size_t n_runs = cell_runs(&rows[row], cell, &runs);

			widths[cell] = fmax(widths[cell],
					    natural_cell_width(output, &style, runs, n_runs));
		}
	}
	for (size_t column = 0; column < n_columns; column++)
		total += widths[column];
	for (size_t column = 0; column < n_columns && total > width; column++)
		widths[column] *= width / total;
	return n_columns;
}

static double layout_row(const Output *output, const RichBlock *row, Rect area,
			 const double *widths)
{
	Output measuring = *output;
	BlockStyle style = block_style(row);
	double height = 0;

	measuring.scene = NULL;
	for (int pass = 0; pass < 2; pass++) {
		double x = area.x;

		for (size_t cell = 0; cell < MIN(row->n_cells, MAX_CELLS); cell++) {
			const RichRun *runs;
			size_t n = cell_runs(row, cell, &runs);
			Rect box = { x + CELL_PAD_X, area.y + CELL_PAD_Y,
				     widths[cell] - 2 * CELL_PAD_X, 0 };

			if (pass == 0)
				height = fmax(height, flow_runs(&measuring, &style, runs, n, box,
								ALIGN_LEFT, false) +
							      2 * CELL_PAD_Y + 1);
			else
				flow_runs(output, &style, runs, n, box, ALIGN_LEFT, false);
			x += widths[cell];
		}
	}
	return height;
}

static void draw_frame(const Output *output, Rect box)
{
	Color color = output->theme->border_medium;

	scene_fill_rect(output->scene, (Rect){ box.x, box.y, box.width, 1 }, PAINT_COLOR(color));
	scene_fill_rect(output->scene, (Rect){ box.x, rect_bottom(box), box.width + 1, 1 },
			PAINT_COLOR(color));
	scene_fill_rect(output->scene, (Rect){ box.x, box.y, 1, box.height }, PAINT_COLOR(color));
	scene_fill_rect(output->scene, (Rect){ rect_right(box), box.y, 1, box.height },
			PAINT_COLOR(color));
}

static double layout_table(const Output *output, const RichBlock *rows, size_t n, Rect area)
{
	double widths[MAX_CELLS], y = area.y;
	size_t n_columns = measure_table(output, rows, n, area.width, widths);

	for (size_t row = 0; row < n && y < rect_bottom(area); row++) {
		double height = layout_row(output, &rows[row],
					   (Rect){ area.x, y, area.width, area.height }, widths);
		double x = area.x;

		for (size_t column = 0; column < n_columns; column++) {
			draw_frame(output, (Rect){ x, y, widths[column], height });
			x += widths[column];
		}
		y += height;
	}
	return y - area.y;
}

static double space_after(const RichBlock *block)
{
	if (block->is_boxed)
		return 0;
	return block->heading >= 1 && block->heading <= 6 ? headings[block->heading - 1].space_after
							   : block->space_after;
}

static double layout_blocks(const Output *output, const RichText *rich, size_t first, size_t end,
			    Rect area);

/* The space below the last of the blocks in a box, which a box without an edge leaves to what
 * follows it. */
static double last_space(const RichText *rich, const RichBlock *box)
{
	size_t last = (size_t)(box - rich->blocks);

	for (size_t at = last + 1; at <= (size_t)(box - rich->blocks) + box->n_inside;
	     at += rich->blocks[at].n_inside + 1)
		last = at;
	const RichBlock *block = &rich->blocks[last];

	return block == box || block->heading == 0 ? 0 : space_after(block);
}

static double measure_blocks(const Output *output, const RichText *rich, size_t first, size_t end,
			     Rect inside)
{
	enum { ENDLESS = 100000 };
	g_autoptr(Scene) trial = scene_new(inside.width, ENDLESS, 1);
	Output measuring = *output;

	measuring.scene = trial;
	measuring.is_measuring = true;
	inside.height = ENDLESS;
	return layout_blocks(&measuring, rich, first, end, inside);
}

/* A box: what stands in it is measured first, once, then drawn over the box. */
static double layout_box(const Output *output, const RichText *rich, size_t *index, Rect area)
{
	const RichBlock *block = &rich->blocks[*index];
	const CssBox *css = block->box;
	size_t first = *index + 1, end = first + block->n_inside;
	Rect outer = css_box_place(css, area);
	Output inner = *output;

	outer.y += css->margin[CSS_TOP];
	Rect inside = css_box_inside(css, outer);

	inner.parent_px = css->height.is_set ? fmax(0, css_box_height(css, 0, output->parent_px)) : 0;
	double *measured = &output->contents[*index];

	if (*measured < 0)
		*measured = measure_blocks(&inner, rich, first, end, inside);
	double content = *measured;
	bool keeps_space = css->padding[CSS_BOTTOM] > 0 || css->border[CSS_BOTTOM] > 0;
	double below = keeps_space ? 0 : last_space(rich, block);

	if (keeps_space)
		content += last_space(rich, block);
	outer.height = css_box_height(css, content, output->parent_px);
	css_box_draw(css, output->scene, outer);
	inside = css_box_inside(css, outer);
	if (css_box_centers_upright(css))
		inside.y += (inside.height - content) / 2;
	inside.height = fmax(0, rect_bottom(area) - inside.y);
	if (!output->is_measuring)
		layout_blocks(&inner, rich, first, end, inside);
	*index = end - 1;
	return css->margin[CSS_TOP] + outer.height +
	       fmax(css->margin[CSS_BOTTOM], below);
}

static double layout_block(const Output *output, const RichText *rich, size_t *index, Rect area)
{
	const RichBlock *block = &rich->blocks[*index];
	size_t n;

	switch (block->kind) {
	case BLOCK_RULE:
		scene_fill_rect(output->scene, (Rect){ area.x, area.y, area.width, 1 },
				PAINT_COLOR(output->theme->border_medium));
		return 1;
	case BLOCK_CODE:
		return layout_code(output, block, area);
	case BLOCK_TABLE_ROW:
		n = rows_of_table(rich, *index);
		*index += n - 1;
		return layout_table(output, block, n, area);
	case BLOCK_BOX:
		return layout_box(output, rich, index, area);
	case BLOCK_TEXT:
		break;
	}
	return layout_paragraph(output, block, area);
}

/* The space below a box is its own, that below a table its last row's. */
static const RichBlock *spacing_block(const RichText *rich, size_t first, size_t last)
{
	return &rich->blocks[rich->blocks[first].kind == BLOCK_BOX ? first : last];
}

/* Lays out `blocks[first]` to before `blocks[end]`; returns the height without the last space. */
static double layout_blocks(const Output *output, const RichText *rich, size_t first, size_t end,
			    Rect area)
{
	double y = area.y, space = 0;

	for (size_t i = first; i < end && y + space < rect_bottom(area); i++) {
		size_t block = i;

		y += space;
		Rect rest = { area.x, y, area.width, rect_bottom(area) - y };

		y += layout_block(output, rich, &i, rest);
		space = space_after(spacing_block(rich, block, i));
	}
	return y - area.y;
}

static double layout_all(Scene *scene, TextContext *text, const Theme *theme, const RichText *rich,
			 Rect area)
{
	g_autofree double *contents = g_new(double, rich->n + 1);
	Output output = { scene, text, theme, area.height, false, contents };

	for (size_t i = 0; i < rich->n; i++)
		contents[i] = -1;
	double height = layout_blocks(&output, rich, 0, rich->n, area);

	return height + (rich->n ? space_after(&rich->blocks[rich->n - 1]) : 0);
}

double rich_text_layout(Scene *scene, TextContext *text, const Theme *theme,
			const RichText *rich, Rect area)
{
	Rect middle = area;

	if (rich->is_in_middle) {
		g_autoptr(Scene) trial = scene_new(area.width, area.height, 1);
		double height = layout_all(trial, text, theme, rich, area);

		middle.y += fmax(0, (area.height - height) / 2);
		middle.height -= middle.y - area.y;
	}
	return layout_all(scene, text, theme, rich, middle);
}
