#include "renderer/panel/rich-text.h"

#include <math.h>
#include <string.h>

enum { MAX_BLOCKS = 5000, MAX_RUNS = 50000, MAX_DEPTH = 64, MAX_BYTES = 1024 * 1024 };

/* What opening a tag changes until it is closed. */
typedef struct {
	char name[16];
	RichRun style;
	double indent_px;
	bool is_quote, is_pre, is_ordered, is_list;
	int item;     // number of the last item of a list
	int heading;
	TextAlign align;
	double below_px; // margin of text that stands in the element itself
	CssBox css;
	size_t box; // its block's index + 1, 0 without a box
	bool is_boxed; // text stands in a box that has the element's margin
} Level;

typedef struct {
	Arena *arena;
	const Theme *theme;
	const char *at, *end;
	GArray *blocks; // of RichBlock; runs are indexes until the end
	GArray *runs;	// of RichRun
	GArray *starts; // of size_t: the first run of each block
	GArray *cells;	// of size_t: first runs of the cells of the current row
	Level levels[MAX_DEPTH];
	int depth;
	bool is_open; // a block that takes text
	bool ends_in_space;
	bool in_row;
	int n_rows; // of the current table
	bool is_in_middle;
} Reader;

static Level *level(Reader *reader)
{
	return &reader->levels[reader->depth];
}

/* --- Blocks and runs --- */

static void close_block(Reader *reader)
{
	reader->is_open = false;
	reader->ends_in_space = true;
}

static RichBlock *open_block(Reader *reader, RichBlockKind kind)
{
	const Level *now = level(reader);
	RichBlock block = {
		.kind = kind,
		.heading = now->heading,
		.indent_px = now->indent_px,
		.align = now->align,
		.is_quote = now->is_quote,
		.is_boxed = now->is_boxed && kind != BLOCK_BOX,
		.space_after = kind == BLOCK_TEXT ? now->below_px : 16,
	};
	size_t start = reader->runs->len;

	if (reader->blocks->len >= MAX_BLOCKS)
		return NULL;
	g_array_append_val(reader->blocks, block);
	g_array_append_val(reader->starts, start);
	reader->is_open = true;
	reader->ends_in_space = true;
	return &g_array_index(reader->blocks, RichBlock, reader->blocks->len - 1);
}

static RichBlock *last_block(Reader *reader)
{
	return &g_array_index(reader->blocks, RichBlock, reader->blocks->len - 1);
}

static bool ensure_block(Reader *reader)
{
	if (reader->is_open)
		return true;
	return open_block(reader, level(reader)->is_pre ? BLOCK_CODE : BLOCK_TEXT) != NULL;
}

static void add_run(Reader *reader, RichRun run)
{
	if (reader->runs->len < MAX_RUNS)
		g_array_append_val(reader->runs, run);
}

static void add_break(Reader *reader)
{
	if (ensure_block(reader))
		add_run(reader, (RichRun){ .is_break = true });
	reader->ends_in_space = true;
}

/* --- Entities and text --- */

static const struct {
	const char *name, *text;
} entities[] = {
	{ "amp", "&" },	   { "lt", "<" },     { "gt", ">" },	 { "quot", "\"" },
	{ "apos", "'" },   { "nbsp", " " },   { "copy", "©" },	 { "reg", "®" },
	{ "mdash", "—" },  { "ndash", "–" },  { "hellip", "…" }, { "middot", "·" },
	{ "bull", "•" },   { "laquo", "«" },  { "raquo", "»" },	 { "deg", "°" },
	{ "times", "×" },  { "euro", "€" },   { "pound", "£" },	 { "rarr", "→" },
	{ "larr", "←" },   { "uarr", "↑" },   { "darr", "↓" },	 { "trade", "™" },
};

/* Appends what an entity stands for; returns its bytes, 0 if it is none. */
static size_t append_entity(GString *out, const char *at, const char *end)
{
	const char *semicolon = memchr(at, ';', (size_t)MIN(end - at, 12));

	if (!semicolon)
		return 0;
	if (at[1] == '#') {
		bool is_hex = at[2] == 'x' || at[2] == 'X';
		guint64 code = g_ascii_strtoull(at + (is_hex ? 3 : 2), NULL, is_hex ? 16 : 10);

		if (code == 0 || code > 0x10ffff || !g_unichar_validate((gunichar)code))
			return 0;
		g_string_append_unichar(out, (gunichar)code);
		return (size_t)(semicolon - at + 1);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(entities); i++) {
		size_t length = strlen(entities[i].name);

		if ((size_t)(semicolon - at - 1) == length &&
		    strncmp(at + 1, entities[i].name, length) == 0) {
			g_string_append(out, entities[i].text);
			return length + 2;
		}
	}
	return 0;
}

static void append_collapsed(Reader *reader, GString *out, char c)
{
	bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';

	if (is_space && reader->ends_in_space)
		return;
	g_string_append_c(out, is_space ? ' ' : c);
	reader->ends_in_space = is_space;
}

static void put_preformatted(Reader *reader, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (size_t i = 0; lines[i]; i++) {
		RichRun run = level(reader)->style;

		if (i > 0)
			add_run(reader, (RichRun){ .is_break = true });
		run.text = arena_strdup(reader->arena, lines[i]);
		run.is_code = true;
		if (run.text[0])
			add_run(reader, run);
	}
}

static void read_text(Reader *reader, const char *end)
{
	bool is_pre = level(reader)->is_pre;
	GString *out = g_string_new(NULL);

	while (reader->at < end) {
		size_t used = *reader->at == '&' ? append_entity(out, reader->at, end) : 0;

		if (used) {
			reader->ends_in_space = false;
			reader->at += used;
		} else if (is_pre) {
			g_string_append_c(out, *reader->at++);
		} else {
			append_collapsed(reader, out, *reader->at++);
		}
	}
	bool is_blank = strspn(out->str, " \n\t\r") == out->len;

	if (out->len && (!is_blank || reader->is_open) && ensure_block(reader)) {
		if (is_pre) {
			put_preformatted(reader, out->str);
		} else {
			RichRun run = level(reader)->style;

			run.text = arena_strndup(reader->arena, out->str, out->len);
			add_run(reader, run);
		}
	}
	g_string_free(out, TRUE);
}

/* --- Attributes --- */

/* The value of an attribute within a tag, or NULL; free with g_free(). */
static char *attribute(const char *tag, const char *end, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = tag; at + length < end; at++) {
		if (g_ascii_strncasecmp(at, name, length) != 0 || !g_ascii_isspace(at[-1]))
			continue;
		const char *value = at + length;

		value += strspn(value, " \t\n");
		if (*value != '=')
			continue;
		value++;
		value += strspn(value, " \t\n");
		if (*value == '"' || *value == '\'') {
			const char *quote = memchr(value + 1, *value, (size_t)(end - value - 1));

			return quote ? g_strndup(value + 1, (gsize)(quote - value - 1)) : NULL;
		}
		return g_strndup(value, strcspn(value, " \t\n>"));
	}
	return NULL;
}

static void apply_property(Level *now, const char *name, const char *value)
{
	Color color;

	if (strcmp(name, "color") == 0 && color_parse(value, &color)) {
		now->style.has_color = true;
		now->style.color = color;
	} else if (strcmp(name, "font-weight") == 0) {
		now->style.is_bold = strcmp(value, "bold") == 0 || g_ascii_strtod(value, NULL) >= 500;
	} else if (strcmp(name, "font-style") == 0) {
		now->style.is_italic = strcmp(value, "italic") == 0;
	} else if (strcmp(name, "text-decoration") == 0) {
		now->style.is_underlined = strstr(value, "underline") != NULL;
		now->style.is_struck = strstr(value, "line-through") != NULL;
	} else if (strcmp(name, "text-align") == 0) {
		now->align = strcmp(value, "center") == 0  ? ALIGN_CENTER
			     : strcmp(value, "right") == 0 ? ALIGN_RIGHT
							   : ALIGN_LEFT;
	} else if (strcmp(name, "font-size") == 0) {
		char *unit;
		double size = g_ascii_strtod(value, &unit);

		if (g_str_has_prefix(unit, "em") || g_str_has_prefix(unit, "rem"))
			size *= 14;
		else if (*unit == '%')
			size *= 0.14;
		if (size >= 1 && size <= 200)
			now->style.size_px = size;
	} else {
		css_box_set(&now->css, name, value);
	}
}

static void remove_comments(char *style)
{
	for (char *at; (at = strstr(style, "/*"));) {
		char *end = strstr(at + 2, "*/");

		if (!end) {
			*at = '\0';
			return;
		}
		memmove(at, end + 2, strlen(end + 2) + 1);
	}
}

static void apply_style(Level *now, const char *tag, const char *end)
{
	g_autofree char *style = attribute(tag, end, "style");
	g_autofree char *align = attribute(tag, end, "align");
	if (style)
		remove_comments(style);
	g_auto(GStrv) rules = style ? g_strsplit(style, ";", 50) : NULL;

	if (align)
		apply_property(now, "text-align", g_strstrip(align));
	for (size_t i = 0; rules && rules[i]; i++) {
		char *colon = strchr(rules[i], ':');

		if (!colon)
			continue;
		*colon = '\0';
		apply_property(now, g_strstrip(rules[i]), g_strstrip(colon + 1));
	}
	if (css_box_centers_sideways(&now->css))
		now->align = ALIGN_CENTER;
}

/* The one class of Grafana's own that moves text. */
static void apply_class(Reader *reader, Level *now, const char *tag, const char *end)
{
	g_autofree char *classes = attribute(tag, end, "class");
	g_auto(GStrv) names = classes ? g_strsplit(classes, " ", 50) : NULL;

	if (!names || !g_strv_contains((const char *const *)names, "center-vh"))
		return;
	now->align = ALIGN_CENTER;
	reader->is_in_middle = true;
}

/* --- Tags --- */

/* The margin that an element without a style has below. */
static double own_margin(const char *name)
{
	return strcmp(name, "p") == 0 || strcmp(name, "blockquote") == 0 ? 16 : 0;
}

typedef void (*TagHandler)(Reader *reader, Level *now);

static void tag_bold(Reader *reader, Level *now)
{
	now->style.is_bold = true;
}

static void tag_italic(Reader *reader, Level *now)
{
	now->style.is_italic = true;
}

static void tag_code(Reader *reader, Level *now)
{
	now->style.is_code = true;
}

static void tag_link(Reader *reader, Level *now)
{
	now->style.is_link = true;
}

static void tag_strike(Reader *reader, Level *now)
{
	now->style.is_struck = true;
}

static void tag_underline(Reader *reader, Level *now)
{
	now->style.is_underlined = true;
}

static void tag_small(Reader *reader, Level *now)
{
	now->style.size_px = 12;
}

static void tag_block(Reader *reader, Level *now)
{
	close_block(reader);
	now->below_px = own_margin(now->name);
}

static void tag_center(Reader *reader, Level *now)
{
	close_block(reader);
	now->align = ALIGN_CENTER;
	now->below_px = 0;
}

static void tag_heading(Reader *reader, Level *now)
{
	close_block(reader);
	now->heading = now->name[1] - '0';
}

static void tag_pre(Reader *reader, Level *now)
{
	close_block(reader);
	now->is_pre = true;
}

static void tag_quote(Reader *reader, Level *now)
{
	close_block(reader);
	now->is_quote = true;
	now->indent_px += 21;
	now->below_px = own_margin(now->name);
}

static void tag_list(Reader *reader, Level *now)
{
	close_block(reader);
	now->is_list = true;
	now->is_ordered = strcmp(now->name, "ol") == 0;
	now->indent_px += 24;
	now->item = 0;
}

static void tag_item(Reader *reader, Level *now)
{
	int list = reader->depth - 1;

	close_block(reader);
	while (list > 0 && !reader->levels[list].is_list)
		list--;
	RichBlock *block = open_block(reader, BLOCK_TEXT);

	if (!block)
		return;
	block->space_after = 0;
	block->marker = reader->levels[list].is_ordered
				? arena_printf(reader->arena, "%d.", ++reader->levels[list].item)
				: "•";
}

static void tag_table(Reader *reader, Level *now)
{
	close_block(reader);
	reader->n_rows = 0;
}

static void tag_row(Reader *reader, Level *now)
{
	RichBlock *block;

	close_block(reader);
	block = open_block(reader, BLOCK_TABLE_ROW);
	if (!block)
		return;
	block->space_after = 0;
	block->is_first_row = reader->n_rows++ == 0;
	reader->in_row = true;
	g_array_set_size(reader->cells, 0);
}

static void tag_cell(Reader *reader, Level *now)
{
	size_t start = reader->runs->len;

	if (!reader->in_row)
		return;
	if (strcmp(now->name, "th") == 0) {
		now->style.is_bold = true;
		last_block(reader)->is_header_cell = true;
	}
	g_array_append_val(reader->cells, start);
	reader->ends_in_space = true;
}

static const struct {
	const char *name;
	TagHandler open;
} tags[] = {
	{ "a", tag_link },	 { "b", tag_bold },	   { "blockquote", tag_quote },
	{ "center", tag_center }, { "code", tag_code },	   { "del", tag_strike },
	{ "div", tag_block },	 { "em", tag_italic },	   { "footer", tag_block },
	{ "h1", tag_heading },	 { "h2", tag_heading },	   { "h3", tag_heading },
	{ "h4", tag_heading },	 { "h5", tag_heading },	   { "h6", tag_heading },
	{ "header", tag_block }, { "i", tag_italic },	   { "li", tag_item },
	{ "ol", tag_list },	 { "p", tag_block },	   { "pre", tag_pre },
	{ "s", tag_strike },	 { "section", tag_block }, { "small", tag_small },
	{ "strong", tag_bold },	 { "table", tag_table },   { "td", tag_cell },
	{ "th", tag_cell },	 { "tr", tag_row },	   { "u", tag_underline },
	{ "ul", tag_list },
};

static bool is_void_tag(const char *name)
{
	static const char *const names[] = { "br", "hr", "img", "input", "meta", "link", "col" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static bool is_hidden_tag(const char *name)
{
	static const char *const names[] = { "script", "style", "iframe", "title", "noscript",
					     "template", "svg", "textarea", "select", "object" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void end_row(Reader *reader)
{
	RichBlock *row = reader->in_row && reader->blocks->len ? last_block(reader) : NULL;

	reader->in_row = false;
	if (!row || row->kind != BLOCK_TABLE_ROW)
		return;
	row->n_cells = reader->cells->len;
	row->cells = arena_new_array(reader->arena, size_t, row->n_cells + 1);
	if (row->n_cells)
		memcpy(row->cells, reader->cells->data, row->n_cells * sizeof(size_t));
	close_block(reader);
}

static void add_space_after(Reader *reader, double px)
{
	if (reader->blocks->len)
		last_block(reader)->space_after = px;
}

static bool is_block_tag(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++)
		if (strcmp(tags[i].name, name) == 0)
			return tags[i].open == tag_block || tags[i].open == tag_center ||
			       tags[i].open == tag_heading || tags[i].open == tag_pre || tags[i].open == tag_quote ||
			       tags[i].open == tag_item || tags[i].open == tag_list ||
			       tags[i].open == tag_table;
	return false;
}

static void open_box(Reader *reader, Level *now)
{
	bool is_heading = now->name[0] == 'h' && g_ascii_isdigit(now->name[1]);

	close_block(reader);
	RichBlock *block = open_block(reader, BLOCK_BOX);

	close_block(reader);
	if (!block)
		return;
	CssBox *box = arena_new_one(reader->arena, CssBox);

	*box = now->css;
	block->box = box;
	block->heading = is_heading && !now->css.has_margin_bottom ? now->name[1] - '0' : 0;
	block->space_after = now->css.has_margin_bottom ? 0 : own_margin(now->name);
	now->box = reader->blocks->len;
	now->is_boxed = true;
}

static void close_box(Reader *reader, size_t box)
{
	if (box == 0)
		return;
	close_block(reader);
	g_array_index(reader->blocks, RichBlock, box - 1).n_inside = reader->blocks->len - box;
}

/* Boxes of lists and tables are not drawn: markers and cells stand outside of them. */
static bool may_have_box(const char *name)
{
	return is_block_tag(name) && strcmp(name, "li") != 0 && strcmp(name, "ul") != 0 &&
	       strcmp(name, "ol") != 0 && strcmp(name, "table") != 0 && strcmp(name, "pre") != 0;
}

static void after_close(Reader *reader, const char *name)
{
	if (strcmp(name, "tr") == 0)
		end_row(reader);
	if (!is_block_tag(name))
		return;
	close_block(reader);
	if (strcmp(name, "div") == 0 || strcmp(name, "center") == 0)
		add_space_after(reader, 0);
	else if ((strcmp(name, "ul") == 0 || strcmp(name, "ol") == 0 ||
		  strcmp(name, "table") == 0) &&
		 !level(reader)->is_list)
		add_space_after(reader, 16);
}

static void close_tag(Reader *reader, const char *name)
{
	int depth = reader->depth;

	while (depth > 0 && strcmp(reader->levels[depth].name, name) != 0)
		depth--;
	if (depth == 0)
		return;
	for (int open = reader->depth; open >= depth; open--)
		close_box(reader, reader->levels[open].box);
	reader->depth = depth - 1;
	after_close(reader, name);
}

static void open_tag(Reader *reader, const char *name, const char *tag, const char *end)
{
	if (strcmp(name, "br") == 0) {
		add_break(reader);
		return;
	}
	if (strcmp(name, "hr") == 0) {
		close_block(reader);
		open_block(reader, BLOCK_RULE);
		close_block(reader);
		return;
	}
	/* A paragraph ends where the next one begins. */
	if (strcmp(name, "p") == 0 && strcmp(level(reader)->name, "p") == 0)
		close_tag(reader, "p");
	if (strcmp(name, "li") == 0 && strcmp(level(reader)->name, "li") == 0)
		close_tag(reader, "li");
	if (is_void_tag(name) || end[-1] == '/' || reader->depth + 1 >= MAX_DEPTH)
		return;
	reader->levels[reader->depth + 1] = *level(reader);
	reader->depth++;
	Level *now = level(reader);

	g_strlcpy(now->name, name, sizeof(now->name));
	now->is_list = false;
	now->css = (CssBox){ 0 };
	now->box = 0;
	if (strcmp(name, "a") == 0)
		now->style.has_color = false; // links have their own
	apply_class(reader, now, tag, end);
	apply_style(now, tag, end);
	bool is_cell = strcmp(name, "td") == 0 || strcmp(name, "th") == 0 || strcmp(name, "tr") == 0;

	if (is_block_tag(name))
		now->is_boxed = false;
	else if (!is_cell)
		now->style.background = now->css.background;
	if (may_have_box(name) && css_box_is_drawn(&now->css) && !reader->in_row)
		open_box(reader, now);
	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++)
		if (strcmp(tags[i].name, name) == 0)
			tags[i].open(reader, now);
}

/* Skips to behind the closing tag of what has no text to show. */
static void skip_hidden(Reader *reader, const char *name)
{
	g_autofree char *closing = g_strdup_printf("</%s", name);
	size_t length = strlen(closing);

	while (reader->at < reader->end && g_ascii_strncasecmp(reader->at, closing, length) != 0)
		reader->at++;
	while (reader->at < reader->end && *reader->at != '>')
		reader->at++;
	if (reader->at < reader->end)
		reader->at++;
}

static void read_tag(Reader *reader)
{
	const char *start = reader->at + 1;
	bool is_closing = *start == '/';
	const char *end;
	char name[16];
	size_t length;

	if (g_str_has_prefix(reader->at, "<!--")) {
		const char *comment_end = strstr(reader->at, "-->");

		reader->at = comment_end ? comment_end + 3 : reader->end;
		return;
	}
	start += is_closing;
	end = memchr(start, '>', (size_t)(reader->end - start));
	length = strspn(start, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	if (!end || length == 0) {
		read_text(reader, reader->at + 1);
		return;
	}
	length = MIN(length, sizeof(name) - 1);
	memcpy(name, start, length); // g_strlcpy() would read all that follows
	name[length] = '\0';
	for (char *c = name; *c; c++)
		*c = g_ascii_tolower(*c);
	reader->at = end + 1;
	if (is_closing)
		close_tag(reader, name);
	else if (is_hidden_tag(name))
		skip_hidden(reader, name);
	else
		open_tag(reader, name, start, end);
}

/* Indexes become pointers once the arrays no longer grow. */
static RichText *finish(Reader *reader)
{
	RichText *rich = arena_new_one(reader->arena, RichText);
	RichRun *runs = arena_new_array(reader->arena, RichRun, reader->runs->len + 1);

	if (reader->runs->len)
		memcpy(runs, reader->runs->data, reader->runs->len * sizeof(RichRun));
	rich->is_in_middle = reader->is_in_middle;
	rich->n = reader->blocks->len;
	rich->blocks = arena_new_array(reader->arena, RichBlock, rich->n + 1);
	for (size_t i = 0; i < rich->n; i++) {
		size_t start = g_array_index(reader->starts, size_t, i);
		size_t end = i + 1 < rich->n ? g_array_index(reader->starts, size_t, i + 1)
					     : reader->runs->len;

		rich->blocks[i] = g_array_index(reader->blocks, RichBlock, i);
		rich->blocks[i].runs = runs + start;
		rich->blocks[i].n_runs = end - start;
		for (size_t cell = 0; cell < rich->blocks[i].n_cells; cell++)
			rich->blocks[i].cells[cell] -= start;
	}
	g_array_unref(reader->blocks);
	g_array_unref(reader->runs);
	g_array_unref(reader->starts);
	g_array_unref(reader->cells);
	return rich;
}

RichText *rich_text_from_html(Arena *arena, const Theme *theme, const char *html)
{
	size_t length = strnlen(html, MAX_BYTES);
	g_autofree char *valid = g_utf8_make_valid(html, (gssize)length);
	g_autofree Reader *reader = g_new0(Reader, 1);

	reader->arena = arena;
	reader->theme = theme;
	reader->at = valid;
	reader->end = valid + strlen(valid);
	reader->blocks = g_array_new(FALSE, TRUE, sizeof(RichBlock));
	reader->runs = g_array_new(FALSE, TRUE, sizeof(RichRun));
	reader->starts = g_array_new(FALSE, TRUE, sizeof(size_t));
	reader->cells = g_array_new(FALSE, TRUE, sizeof(size_t));
	reader->ends_in_space = true;
	while (reader->at < reader->end) {
		if (*reader->at == '<') {
			read_tag(reader);
			continue;
		}
		const char *next = memchr(reader->at, '<', (size_t)(reader->end - reader->at));

		read_text(reader, next ? next : reader->end);
	}
	end_row(reader);
	for (int depth = reader->depth; depth > 0; depth--)
		close_box(reader, reader->levels[depth].box);
	return finish(reader);
}
