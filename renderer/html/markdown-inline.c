#include "renderer/html/markdown-inline.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

static cmark_node *new_literal(cmark_node_type type, const char *text, size_t n_bytes)
{
	cmark_node *node = cmark_node_new(type);
	g_autofree char *copy = g_strndup(text, n_bytes);

	cmark_node_set_literal(node, copy);
	return node;
}

static void put_before(cmark_node *at, cmark_node_type type, const char *text, size_t n_bytes)
{
	if (n_bytes > 0)
		cmark_node_insert_before(at, new_literal(type, text, n_bytes));
}

/* --- Bare links --- */

static size_t prefix_length(const char *at)
{
	static const char *const prefixes[] = { "https://", "http://", "ftp://", "www." };

	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		if (g_str_has_prefix(at, prefixes[i]))
			return strlen(prefixes[i]);
	}
	return 0;
}

/* Punctuation at its end, and a bracket that it does not open, are no part of a link. */
static size_t link_length(const char *at)
{
	size_t n = strcspn(at, " \t\r\n<");
	int depth = 0;

	for (size_t i = 0; i < n; i++)
		depth += at[i] == '(' ? 1 : at[i] == ')' ? -1 : 0;
	while (n > 0 && (strchr("?!.,:*_~'\"", at[n - 1]) || (at[n - 1] == ')' && depth < 0))) {
		depth += at[n - 1] == ')';
		n--;
	}
	return n;
}

static const char *find_link(const char *text, const char *start)
{
	for (const char *at = start; *at; at++) {
		bool is_start = at == text || !g_ascii_isalnum(at[-1]);

		if (is_start && (*at == 'h' || *at == 'f' || *at == 'w') && prefix_length(at) &&
		    link_length(at) > prefix_length(at))
			return at;
	}
	return NULL;
}

static void put_link(cmark_node *at, const char *url, size_t n_bytes)
{
	g_autofree char *escaped = g_markup_escape_text(url, (gssize)n_bytes);
	g_autofree char *html = g_strdup_printf("<a href=\"%s%s\">%s</a>",
						url[0] == 'w' ? "http://" : "", escaped, escaped);

	put_before(at, CMARK_NODE_HTML_INLINE, html, strlen(html));
}

static bool is_in_link(cmark_node *node)
{
	enum { DEEPEST = 50 };

	for (int i = 0; node && i < DEEPEST; i++, node = cmark_node_parent(node)) {
		if (cmark_node_get_type(node) == CMARK_NODE_LINK)
			return true;
	}
	return false;
}

static void link_text(cmark_node *node)
{
	g_autofree char *text = g_strdup(cmark_node_get_literal(node));
	const char *start = text, *link;

	if (is_in_link(node))
		return;
	while ((link = find_link(text, start))) {
		size_t n = link_length(link);

		put_before(node, CMARK_NODE_TEXT, start, (size_t)(link - start));
		put_link(node, link, n);
		start = link + n;
	}
	if (start > text)
		cmark_node_set_literal(node, start);
}

/* --- Struck text --- */

static bool is_text(cmark_node *node)
{
	return cmark_node_get_type(node) == CMARK_NODE_TEXT;
}

static int count_tildes(cmark_node *parent)
{
	int n = 0;

	for (cmark_node *at = cmark_node_first_child(parent); at; at = cmark_node_next(at)) {
		const char *text = is_text(at) ? cmark_node_get_literal(at) : "";

		for (; (text = strstr(text, "~~")); text += 2)
			n++;
	}
	return n;
}

/* Pairs of two tildes among the texts of one parent; one that is left over stays. */
static void strike_children(cmark_node *parent)
{
	int n = count_tildes(parent) & ~1, count = 0;

	for (cmark_node *at = cmark_node_first_child(parent); at && count < n;
	     at = cmark_node_next(at)) {
		g_autofree char *text = g_strdup(is_text(at) ? cmark_node_get_literal(at) : "");
		const char *start = text, *found;

		while (count < n && (found = strstr(start, "~~"))) {
			const char *tag = count++ % 2 ? "</del>" : "<del>";

			put_before(at, CMARK_NODE_TEXT, start, (size_t)(found - start));
			put_before(at, CMARK_NODE_HTML_INLINE, tag, strlen(tag));
			start = found + 2;
		}
		if (start > text)
			cmark_node_set_literal(at, start);
	}
}

/* --- Tasks --- */

static void put_task_box(cmark_node *item)
{
	static const char open[] = "<input disabled=\"\" type=\"checkbox\">";
	static const char done[] = "<input checked=\"\" disabled=\"\" type=\"checkbox\">";
	cmark_node *paragraph = cmark_node_first_child(item);
	cmark_node *first = paragraph ? cmark_node_first_child(paragraph) : NULL;

	if (!first || !is_text(first))
		return;
	g_autofree char *text = g_strdup(cmark_node_get_literal(first));
	bool is_open = g_str_has_prefix(text, "[ ] ");
	bool is_done = g_str_has_prefix(text, "[x] ") || g_str_has_prefix(text, "[X] ");

	if (!is_open && !is_done)
		return;
	put_before(first, CMARK_NODE_HTML_INLINE, is_done ? done : open,
		   is_done ? strlen(done) : strlen(open));
	cmark_node_set_literal(first, text + 3);
}

/* --- All --- */

static GPtrArray *nodes_below(cmark_node *root)
{
	GPtrArray *nodes = g_ptr_array_new();
	cmark_iter *iter = cmark_iter_new(root);

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (nodes->len == 0 || nodes->pdata[nodes->len - 1] != node)
			g_ptr_array_add(nodes, node);
	}
	cmark_iter_free(iter);
	return nodes;
}

void markdown_extend_inline(cmark_node *root)
{
	cmark_consolidate_text_nodes(root);
	g_autoptr(GPtrArray) nodes = nodes_below(root);

	for (guint i = 0; i < nodes->len; i++) {
		cmark_node *node = nodes->pdata[i];

		if (is_text(node))
			link_text(node);
		else if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
			put_task_box(node);
		else if (cmark_node_first_child(node) && is_text(cmark_node_first_child(node)))
			strike_children(node);
	}
}
