#include "renderer/html/html-node.h"

#include <stdbool.h>
#include <string.h>

typedef struct {
	Arena *arena;
	const char *at, *end;
	HtmlNode *open; // the innermost open element
	int depth, n_nodes;
} Parser;

bool html_is_one_of(const char *tag, const char *names)
{
	size_t length = strlen(tag);

	for (const char *at = names; length && (at = strstr(at, tag)); at += length) {
		if ((at == names || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
			return true;
	}
	return false;
}

/* --- The tree --- */

static HtmlNode *append(Parser *parser, HtmlNode node)
{
	if (parser->n_nodes >= HTML_MAX_NODES)
		return NULL;
	HtmlNode *copy = arena_new_one(parser->arena, HtmlNode);

	parser->n_nodes++;
	*copy = node;
	copy->parent = parser->open;
	copy->previous = parser->open->last;
	if (copy->previous)
		copy->previous->next = copy;
	else
		parser->open->first = copy;
	parser->open->last = copy;
	return copy;
}

/* Closes the innermost of `names` that is open, but none outside of an element of `until`. */
static void close_any(Parser *parser, const char *names, const char *until)
{
	int depth = parser->depth;

	for (HtmlNode *at = parser->open; at->parent; at = at->parent, depth--) {
		if (html_is_one_of(at->tag, names)) {
			parser->open = at->parent;
			parser->depth = depth - 1;
			return;
		}
		if (html_is_one_of(at->tag, until))
			return;
	}
}

static const char blocks[] =
	"address article aside blockquote center details div dl figure figcaption footer form h1 "
	"h2 h3 h4 h5 h6 header hr main nav ol p pre section summary table ul";

/* What ends where an element begins. */
static void close_before(Parser *parser, const char *tag)
{
	static const char scopes[] = "table td th caption button";

	if (html_is_one_of(tag, blocks) || strcmp(tag, "li") == 0)
		close_any(parser, "p", scopes);
	if (strcmp(tag, "li") == 0)
		close_any(parser, "li", "ul ol table td th");
	else if (html_is_one_of(tag, "dt dd"))
		close_any(parser, "dt dd", "dl table td th");
	else if (html_is_one_of(tag, "td th"))
		close_any(parser, "td th", "tr table");
	else if (strcmp(tag, "tr") == 0)
		close_any(parser, "tr", "table");
	else if (html_is_one_of(tag, "thead tbody tfoot"))
		close_any(parser, "thead tbody tfoot", "table");
}

static void close_element(Parser *parser, const char *tag)
{
	bool is_row = html_is_one_of(tag, "table thead tbody tfoot tr");

	close_any(parser, tag, is_row ? "" : "td th");
}

/* --- Texts --- */

static const char *decoded(Arena *arena, const char *at, const char *end)
{
	GString *out = g_string_sized_new((gsize)(end - at) + 1);

	while (at < end) {
		size_t used = *at == '&' ? html_append_reference(out, at, end) : 0;

		if (used == 0)
			g_string_append_c(out, *at);
		at += MAX(used, 1);
	}
	return arena_take_string(arena, out);
}

static void read_text(Parser *parser, const char *end)
{
	const char *text = decoded(parser->arena, parser->at, end);

	append(parser, (HtmlNode){ .text = text });
	parser->at = end;
}

/* --- Tags --- */

const char *html_tag_end(const char *at, const char *end)
{
	char quote = '\0', before = '\0';

	for (; at < end; at++) {
		if (quote) {
			quote = *at == quote ? '\0' : quote;
			continue;
		}
		if (*at == '>')
			return at;
		if ((*at == '"' || *at == '\'') && before == '=')
			quote = *at;
		if (!g_ascii_isspace(*at))
			before = *at;
	}
	return NULL;
}

static const char *skip_spaces(const char *at, const char *end)
{
	while (at < end && g_ascii_isspace(*at))
		at++;
	return at;
}

static const char *read_value(Arena *arena, const char **at, const char *end)
{
	const char *start = *at, *stop = start;

	if (start < end && (*start == '"' || *start == '\'')) {
		stop = memchr(start + 1, *start, (size_t)(end - start - 1));
		*at = stop ? stop + 1 : end;
		return decoded(arena, start + 1, stop ? stop : end);
	}
	while (stop < end && !g_ascii_isspace(*stop))
		stop++;
	*at = stop;
	return decoded(arena, start, stop);
}

const HtmlAttribute *html_attributes(Arena *arena, const char *at, const char *end)
{
	enum { MOST = 64 };
	HtmlAttribute *first = NULL, **next = &first;

	for (int i = 0; i < MOST; i++) {
		while (at < end && (g_ascii_isspace(*at) || *at == '/'))
			at++;
		const char *name = at;

		while (at < end && !g_ascii_isspace(*at) && *at != '=' && *at != '/')
			at++;
		if (at == name && at >= end)
			break;
		HtmlAttribute *attribute = arena_new_one(arena, HtmlAttribute);
		g_autofree char *lower = g_ascii_strdown(name, (gssize)(at - name));

		attribute->name = arena_strdup(arena, lower);
		attribute->value = "";
		const char *equals = skip_spaces(at, end);

		if (equals < end && *equals == '=') {
			at = skip_spaces(equals + 1, end);
			attribute->value = read_value(arena, &at, end);
		}
		*next = attribute;
		next = (HtmlAttribute **)&attribute->next;
	}
	return first;
}

/* To behind the closing tag of what is no HTML inside. */
static void skip_raw(Parser *parser, const char *tag)
{
	g_autofree char *closing = g_strdup_printf("</%s", tag);
	size_t length = strlen(closing);

	while (parser->at < parser->end &&
	       g_ascii_strncasecmp(parser->at, closing, length) != 0)
		parser->at++;
	const char *close = memchr(parser->at, '>', (size_t)(parser->end - parser->at));

	parser->at = close ? close + 1 : parser->end;
}

static void open_element(Parser *parser, const char *tag, const char *attributes, const char *end)
{
	close_before(parser, tag);
	HtmlNode *node = append(
		parser,
		(HtmlNode){ .tag = arena_strdup(parser->arena, tag),
			    .attributes = html_attributes(parser->arena, attributes, end) });

	if (html_is_one_of(tag, "script style iframe noscript textarea title template")) {
		skip_raw(parser, tag);
		return;
	}
	if (!node || parser->depth >= HTML_MAX_DEPTH ||
	    html_is_one_of(tag, "area base br col embed hr img input link meta source track wbr"))
		return;
	parser->open = node;
	parser->depth++;
	if (strcmp(tag, "pre") == 0 && parser->at < parser->end && *parser->at == '\n')
		parser->at++; // the line after the tag is the text's first
}

static void skip_comment(Parser *parser)
{
	const char *close = strstr(parser->at, "-->");

	parser->at = close ? close + 3 : parser->end;
}

static void read_tag(Parser *parser)
{
	const char *start = parser->at + 1;
	bool is_closing = *start == '/';

	if (g_str_has_prefix(parser->at, "<!--")) {
		skip_comment(parser);
		return;
	}
	start += is_closing;
	const char *name_end = start;

	while (name_end < parser->end && !g_ascii_isspace(*name_end) && !strchr("/>", *name_end))
		name_end++;
	bool is_tag = g_ascii_isalpha(*start) || *start == '!' || *start == '?';

	if (!is_tag) {
		const char *next = strchr(start, '<');

		read_text(parser, next ? next : parser->end);
		return;
	}
	const char *end = html_tag_end(name_end, parser->end);

	if (!end) { // a tag that never ends takes the rest with it
		parser->at = parser->end;
		return;
	}
	g_autofree char *tag = g_ascii_strdown(start, MIN((gssize)(name_end - start), 64));

	parser->at = end + 1;
	if (!g_ascii_isalpha(*start))
		return;
	if (strcmp(tag, "br") == 0 || !is_closing)
		open_element(parser, tag, name_end, end);
	else
		close_element(parser, tag);
}

HtmlNode *html_parse(Arena *arena, const char *html)
{
	g_autofree char *valid = g_utf8_make_valid(html, (gssize)strnlen(html, HTML_MAX_BYTES));
	HtmlNode *root = arena_new_one(arena, HtmlNode);
	Parser parser = { arena, valid, valid + strlen(valid), root, 0, 0 };

	root->tag = "body";
	while (parser.at < parser.end) {
		if (*parser.at == '<') {
			read_tag(&parser);
			continue;
		}
		const char *next = memchr(parser.at, '<', (size_t)(parser.end - parser.at));

		read_text(&parser, next ? next : parser.end);
	}
	return root;
}

const char *html_attribute(const HtmlNode *node, const char *name)
{
	for (const HtmlAttribute *at = node->attributes; at; at = at->next) {
		if (strcmp(at->name, name) == 0)
			return at->value;
	}
	return NULL;
}

static void append_plain(GString *out, const HtmlNode *node)
{
	if (node->text)
		g_string_append(out, node->text);
	else if (html_is_one_of(node->tag, blocks) ||
		 html_is_one_of(node->tag, "br li tr td th dd dt"))
		g_string_append_c(out, ' ');
	for (const HtmlNode *child = node->first; child; child = child->next)
		append_plain(out, child);
}

char *html_plain_text(Arena *arena, const HtmlNode *node)
{
	GString *out = g_string_new(NULL);

	append_plain(out, node);
	return arena_take_string(arena, out);
}
