#include "renderer/html/markdown.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "renderer/html/markdown-inline.h"

enum { MAX_COLUMNS = 64, MAX_CELLS = 20000 };

static char *render(cmark_node *root)
{
	return cmark_render_html(root, CMARK_OPT_UNSAFE);
}

/* --- Rows of a table --- */

/* Cells between bars that no backslash stands before; those at the ends are no cells. */
static GPtrArray *split_row(const char *line)
{
	GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
	GString *cell = g_string_new(NULL);

	line += strspn(line, " \t>");
	line += *line == '|';
	for (; *line && cells->len < MAX_COLUMNS; line++) {
		if (line[0] == '\\' && line[1] == '|') {
			g_string_append_c(cell, *++line);
		} else if (*line == '|') {
			g_ptr_array_add(cells, g_strstrip(g_strdup(cell->str)));
			g_string_truncate(cell, 0);
		} else {
			g_string_append_c(cell, *line);
		}
	}
	if (cell->str[strspn(cell->str, " \t\r")])
		g_ptr_array_add(cells, g_strstrip(g_strdup(cell->str)));
	g_string_free(cell, TRUE);
	return cells;
}

static bool is_delimiter(const char *cell)
{
	size_t n;

	cell += *cell == ':';
	n = strspn(cell, "-");
	return n > 0 && cell[n + (cell[n] == ':')] == '\0';
}

static bool is_delimiter_row(const char *line, const GPtrArray *header)
{
	g_autoptr(GPtrArray) cells = split_row(line);

	if (cells->len == 0 || cells->len != header->len || !strpbrk(line, "|:"))
		return false;
	for (guint i = 0; i < cells->len; i++) {
		if (!is_delimiter(cells->pdata[i]))
			return false;
	}
	return true;
}

static const char *alignment(const char *delimiter)
{
	bool is_left = delimiter[0] == ':', is_right = g_str_has_suffix(delimiter, ":");

	return is_left && is_right ? " align=\"center\""
	       : is_right	   ? " align=\"right\""
	       : is_left	   ? " align=\"left\""
				   : "";
}

/* --- Cells --- */

/* What begins a block would elsewhere is text in a cell. */
static char *as_inline(const char *cell)
{
	size_t digits = strspn(cell, "0123456789");
	bool is_numbered = digits > 0 && (cell[digits] == '.' || cell[digits] == ')');
	bool is_marked = strchr("#>=", *cell) && *cell;
	bool is_bullet = *cell && strchr("-+*", *cell) && (!cell[1] || cell[1] == ' ');
	bool is_rule = g_str_has_prefix(cell, "--") || g_str_has_prefix(cell, "***") ||
		       g_str_has_prefix(cell, "~~~");

	if (is_numbered)
		return g_strdup_printf("%.*s\\%s", (int)digits, cell, cell + digits);
	if (is_marked || is_bullet || is_rule)
		return g_strconcat("\\", cell, NULL);
	return g_strdup(cell);
}

static void append_cell(GString *html, const char *tag, const char *align, const char *cell)
{
	g_autofree char *text = as_inline(cell);
	cmark_node *root = cmark_parse_document(text, strlen(text), CMARK_OPT_UNSAFE);

	markdown_extend_inline(root);
	char *inside = render(root);
	char *start = g_str_has_prefix(inside, "<p>") ? inside + 3 : inside;
	char *end = g_str_has_suffix(start, "</p>\n") ? start + strlen(start) - 5
						       : start + strlen(start);

	g_string_append_printf(html, "<%s%s>%.*s</%s>", tag, align, (int)(end - start), start, tag);
	free(inside);
	cmark_node_free(root);
}

static void append_row(GString *html, const char *tag, const GPtrArray *cells,
		       const GPtrArray *delimiters)
{
	g_string_append(html, "<tr>");
	for (guint i = 0; i < delimiters->len; i++)
		append_cell(html, tag, alignment(delimiters->pdata[i]),
			    i < cells->len ? cells->pdata[i] : "");
	g_string_append(html, "</tr>\n");
}

/* --- Tables among the lines of a paragraph --- */

/* The header's line, or -1. */
static int find_table(char *const *lines, int n)
{
	for (int i = 0; i + 1 < n; i++) {
		if (!strchr(lines[i], '|') && !strchr(lines[i + 1], '|'))
			continue;
		g_autoptr(GPtrArray) header = split_row(lines[i]);

		if (is_delimiter_row(lines[i + 1], header))
			return i;
	}
	return -1;
}

static char *table_html(char *const *lines, int n, int *cells_left)
{
	GString *html = g_string_new("<table>\n<thead>\n");
	g_autoptr(GPtrArray) header = split_row(lines[0]);
	g_autoptr(GPtrArray) delimiters = split_row(lines[1]);

	append_row(html, "th", header, delimiters);
	*cells_left -= (int)delimiters->len;
	g_string_append(html, "</thead>\n<tbody>");
	for (int i = 2; i < n && *cells_left > 0; i++, *cells_left -= (int)delimiters->len) {
		g_autoptr(GPtrArray) cells = split_row(lines[i]);

		append_row(html, "td", cells, delimiters);
	}
	g_string_append(html, "</tbody></table>\n");
	return g_string_free(html, FALSE);
}

/* The lines before a table stay a paragraph. */
static void put_lines_before(cmark_node *paragraph, char *const *lines, int n)
{
	GString *text = g_string_new(NULL);

	for (int i = 0; i < n; i++) {
		g_string_append(text, lines[i] + strspn(lines[i], " \t>"));
		g_string_append_c(text, '\n');
	}
	cmark_node *root = cmark_parse_document(text->str, text->len, CMARK_OPT_UNSAFE);
	cmark_node *first = cmark_node_first_child(root);

	if (first)
		cmark_node_insert_before(paragraph, first);
	cmark_node_free(root);
	g_string_free(text, TRUE);
}

static void extend_paragraph(cmark_node *paragraph, char *const *lines, int n_lines,
			     int *cells_left)
{
	int first = cmark_node_get_start_line(paragraph) - 1;
	int end = MIN(cmark_node_get_end_line(paragraph), n_lines);
	int header = first >= 0 && first < end ? find_table(lines + first, end - first) : -1;

	if (header < 0 || *cells_left <= 0)
		return;
	g_autofree char *html =
		table_html(lines + first + header, end - first - header, cells_left);
	cmark_node *table = cmark_node_new(CMARK_NODE_HTML_BLOCK);

	if (header > 0)
		put_lines_before(paragraph, lines + first, header);
	cmark_node_set_literal(table, html);
	cmark_node_replace(paragraph, table);
	cmark_node_free(paragraph);
}

static void extend_tables(cmark_node *root, const char *markdown)
{
	g_auto(GStrv) lines = g_strsplit(markdown, "\n", -1);
	int n_lines = (int)g_strv_length(lines), cells_left = MAX_CELLS;
	g_autoptr(GPtrArray) paragraphs = g_ptr_array_new();
	cmark_iter *iter = cmark_iter_new(root);

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		bool is_paragraph = cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH;

		if (is_paragraph && (paragraphs->len == 0 ||
				     paragraphs->pdata[paragraphs->len - 1] != node))
			g_ptr_array_add(paragraphs, node);
	}
	cmark_iter_free(iter);
	for (guint i = 0; i < paragraphs->len; i++)
		extend_paragraph(paragraphs->pdata[i], lines, n_lines, &cells_left);
}

char *markdown_to_html(Arena *arena, const char *markdown, size_t max_bytes)
{
	g_autofree char *valid = g_utf8_make_valid(markdown, (gssize)strnlen(markdown, max_bytes));
	cmark_node *root = cmark_parse_document(valid, strlen(valid), CMARK_OPT_UNSAFE);

	if (strstr(valid, "|") && strstr(valid, "-"))
		extend_tables(root, valid);
	markdown_extend_inline(root);
	char *html = render(root);
	char *copy = arena_strdup(arena, html);

	free(html);
	cmark_node_free(root);
	return copy;
}
