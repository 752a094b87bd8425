#include "renderer/html/html-box.h"

#include <string.h>

#include "renderer/html/html-picture.h"

typedef struct {
	const HtmlSheet *sheet;
	int n_boxes;
} Builder;

/* --- Boxes --- */

static HtmlBox *new_box(Builder *builder, HtmlBoxKind kind, HtmlStyle style)
{
	HtmlBox *box = arena_new_one(builder->sheet->arena, HtmlBox);

	builder->n_boxes++;
	box->kind = kind;
	box->style = style;
	box->column_span = box->row_span = 1;
	box->first_baseline = box->last_baseline = -1;
	return box;
}

static void append(HtmlBox *parent, HtmlBox *box)
{
	box->next = NULL;
	if (parent->last)
		parent->last->next = box;
	else
		parent->first = box;
	parent->last = box;
}

static bool is_block_level(const HtmlBox *box)
{
	return box->kind == BOX_BLOCK && !box->is_in_line;
}

static bool is_blank(const HtmlBox *box)
{
	HtmlSpace space = box->style.text.space;

	return box->kind == BOX_TEXT && (space == SPACE_NORMAL || space == SPACE_NOWRAP) &&
	       box->text[strspn(box->text, " \n\t\r\f")] == '\0';
}

static bool is_blank_line(const HtmlBox *first, const HtmlBox *end)
{
	for (; first != end; first = first->next) {
		if (!is_blank(first))
			return false;
	}
	return true;
}

/* --- Stretches without an element --- */

/* Every element in a flex container is a block. */
static void make_items(HtmlBox *flex)
{
	for (HtmlBox *at = flex->first; at; at = at->next) {
		if (at->kind == BOX_INLINE) {
			at->kind = BOX_BLOCK;
			at->inside = INSIDE_LINES;
			at->style.display = DISPLAY_BLOCK;
		}
	}
}

/* Parts children into blocks, and blocks of lines for what stands between them. */
static void wrap_lines(Builder *builder, HtmlBox *box, bool in_flex)
{
	HtmlBox *at = box->first;

	box->first = box->last = NULL;
	while (at) {
		HtmlBox *end = at, *next;

		if (is_block_level(at) || (in_flex && at->kind == BOX_BLOCK)) {
			next = at->next;
			at->is_in_line = false;
			append(box, at);
			at = next;
			continue;
		}
		while (end && !is_block_level(end) && !(in_flex && end->kind == BOX_BLOCK))
			end = end->next;
		bool is_kept = !is_blank_line(at, end);
		HtmlBox *lines = is_kept ? new_box(builder, BOX_BLOCK,
						   html_style_inherit(&box->style))
					 : NULL;

		for (; at != end; at = next) {
			next = at->next;
			if (lines)
				append(lines, at);
		}
		if (lines) {
			lines->inside = INSIDE_LINES;
			lines->is_apart = in_flex;
			append(box, lines);
		}
	}
}

static bool has_block(const HtmlBox *box)
{
	for (const HtmlBox *child = box->first; child; child = child->next) {
		if (is_block_level(child))
			return true;
	}
	return false;
}

/* --- Tables --- */

/* Strays among rows and cells get a row, a cell of their own. */
static void wrap_strays(Builder *builder, HtmlBox *box, HtmlDisplay wanted, HtmlInside inside)
{
	HtmlBox *at = box->first, *wrapper = NULL;

	box->first = box->last = NULL;
	while (at) {
		HtmlBox *next = at->next;

		if (at->kind == BOX_BLOCK && at->style.display == wanted) {
			wrapper = NULL;
			append(box, at);
		} else if (!is_blank(at) || (wrapper && inside != INSIDE_ROW)) {
			if (!wrapper) {
				HtmlStyle style = html_style_inherit(&box->style);

				style.display = wanted;
				wrapper = new_box(builder, BOX_BLOCK, style);
				wrapper->inside = inside;
				wrapper->is_apart = true;
				append(box, wrapper);
			}
			append(wrapper, at);
		}
		at = next;
	}
}

static void fix_inside(Builder *builder, HtmlBox *box);

static void fix_row(Builder *builder, HtmlBox *row)
{
	wrap_strays(builder, row, DISPLAY_CELL, INSIDE_BLOCKS);
	for (HtmlBox *cell = row->first; cell; cell = cell->next) {
		if (!cell->node)
			fix_inside(builder, cell);
	}
}

/* Rows of a table's sections become its own. */
static void lift_rows(HtmlBox *table)
{
	HtmlBox *at = table->first;

	table->first = table->last = NULL;
	while (at) {
		HtmlBox *next = at->next;

		if (at->style.display != DISPLAY_ROW_GROUP || at->kind != BOX_BLOCK) {
			append(table, at);
		} else {
			for (HtmlBox *row = at->first, *after; row; row = after) {
				after = row->next;
				append(table, row);
			}
		}
		at = next;
	}
}

static void fix_table(Builder *builder, HtmlBox *table)
{
	lift_rows(table);
	wrap_strays(builder, table, DISPLAY_ROW, INSIDE_ROW);
	for (HtmlBox *row = table->first; row; row = row->next) {
		if (!row->node)
			fix_row(builder, row);
	}
}

static void fix_inside(Builder *builder, HtmlBox *box)
{
	if (box->kind == BOX_INLINE && has_block(box)) {
		box->kind = BOX_BLOCK;
		box->style.display = DISPLAY_BLOCK;
	}
	if (box->kind != BOX_BLOCK)
		return;
	switch (box->style.display) {
	case DISPLAY_FLEX:
	case DISPLAY_INLINE_FLEX:
		box->inside = INSIDE_FLEX;
		make_items(box);
		wrap_lines(builder, box, true);
		for (HtmlBox *item = box->first; item; item = item->next)
			item->is_apart = true;
		return;
	case DISPLAY_TABLE:
		box->inside = INSIDE_TABLE;
		fix_table(builder, box);
		return;
	case DISPLAY_ROW_GROUP:
		return;
	case DISPLAY_ROW:
		box->inside = INSIDE_ROW;
		fix_row(builder, box);
		return;
	default:
		break;
	}
	box->inside = has_block(box) ? INSIDE_BLOCKS : INSIDE_LINES;
	if (box->inside == INSIDE_BLOCKS)
		wrap_lines(builder, box, false);
}

/* --- From nodes --- */

static void add_text(Builder *builder, HtmlBox *parent, const char *text)
{
	HtmlBox *box = new_box(builder, BOX_TEXT, html_style_inherit(&parent->style));

	box->text = text;
	append(parent, box);
}

/* What stands in place of what is not fetched. */
static const char *replacement(Arena *arena, const HtmlNode *node)
{
	const char *text = html_attribute(node, strcmp(node->tag, "img") == 0 ? "alt" : "src");

	if (strcmp(node->tag, "img") == 0)
		return text;
	if (strcmp(node->tag, "iframe") == 0 || strcmp(node->tag, "video") == 0)
		return text ? arena_printf(arena, "Not shown here: %s", text) : NULL;
	return NULL;
}

/* Items are counted from where their list starts. */
static int next_ordinal(HtmlBox *list)
{
	const char *start = list->node ? html_attribute(list->node, "start") : NULL;
	int first = start ? (int)CLAMP(g_ascii_strtoll(start, NULL, 10), -99999, 99999) : 1;

	return first + list->n_items++;
}

static int span_of(const HtmlNode *node, const char *name)
{
	enum { MOST = 100 };
	const char *span = html_attribute(node, name);

	return span ? (int)CLAMP(g_ascii_strtoll(span, NULL, 10), 1, MOST) : 1;
}

/* A closed one shows its summary only. */
static bool is_hidden_in(const HtmlNode *parent, const HtmlNode *node)
{
	return strcmp(parent->tag, "details") == 0 && !html_attribute(parent, "open") &&
	       !(node->tag && strcmp(node->tag, "summary") == 0);
}

static void add_node(Builder *builder, HtmlBox *parent, const HtmlNode *node);

static void add_children(Builder *builder, HtmlBox *box, const HtmlNode *node)
{
	for (const HtmlNode *child = node->first; child; child = child->next) {
		if (!is_hidden_in(node, child) && builder->n_boxes < HTML_MAX_NODES)
			add_node(builder, box, child);
	}
}

static HtmlBoxKind kind_of(const HtmlNode *node, const HtmlStyle *style)
{
	if (strcmp(node->tag, "br") == 0)
		return BOX_BREAK;
	return style->display == DISPLAY_INLINE ? BOX_INLINE : BOX_BLOCK;
}

static bool is_flex(const HtmlBox *box)
{
	return box->style.display == DISPLAY_FLEX || box->style.display == DISPLAY_INLINE_FLEX;
}

static void add_element(Builder *builder, HtmlBox *parent, const HtmlNode *node)
{
	Arena *arena = builder->sheet->arena;
	HtmlStyle style = html_style_of(builder->sheet, node, &parent->style);

	if (style.display == DISPLAY_NONE)
		return;
	HtmlBox *box = new_box(builder, kind_of(node, &style), style);
	const char *text = replacement(arena, node);

	box->node = node;
	box->is_in_line = style.display == DISPLAY_INLINE_BLOCK ||
			  style.display == DISPLAY_INLINE_FLEX;
	if (strcmp(node->tag, "img") == 0 && !html_picture_prepare(box, is_flex(parent)))
		return;
	box->is_apart = box->is_in_line || style.display == DISPLAY_CELL;
	box->column_span = span_of(node, "colspan");
	box->row_span = span_of(node, "rowspan");
	if (style.display == DISPLAY_LIST_ITEM)
		box->ordinal = next_ordinal(parent);
	if (text)
		add_text(builder, box, text);
	add_children(builder, box, node);
	fix_inside(builder, box);
	append(parent, box);
}

static void add_node(Builder *builder, HtmlBox *parent, const HtmlNode *node)
{
	if (node->text)
		add_text(builder, parent, node->text);
	else
		add_element(builder, parent, node);
}

HtmlBox *html_box_build(const HtmlSheet *sheet, const HtmlNode *root, bool fills_room)
{
	Builder builder = { .sheet = sheet };
	HtmlBox *box = new_box(&builder, BOX_BLOCK, html_style_root(sheet->theme));

	if (fills_room)
		box->style.height = (CssLength){ CSS_PART, 1 };
	box->is_apart = fills_room;
	box->node = root;
	add_children(&builder, box, root);
	fix_inside(&builder, box);
	return box;
}
