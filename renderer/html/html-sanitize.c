#include "renderer/html/html-sanitize.h"

#include <string.h>

#include "renderer/html/html-node.h"

static const char plain_tags[] =
	"abbr address area article aside audio b bdi bdo big blockquote br caption center cite "
	"code col colgroup dd del details div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 "
	"h6 header hr i iframe img ins kbd li mark nav ol p pre s section small span sub summary "
	"sup strong strike table tbody td tfoot th thead tr tt u ul video a";

/* Attributes besides class and style. */
static const struct {
	const char *tags, *attributes;
} attributes[] = {
	{ "a", "target href title" },
	{ "abbr", "title" },
	{ "bdi bdo", "dir" },
	{ "col colgroup", "align valign span width" },
	{ "details", "open" },
	{ "font", "color size face" },
	{ "iframe", "src width height" },
	{ "img", "src alt title width height loading" },
	{ "table", "width border align valign" },
	{ "tbody tfoot thead", "align valign" },
	{ "td th", "width rowspan colspan align valign" },
	{ "tr", "rowspan align valign" },
	{ "video", "src poster height width" },
};

static const char plain_properties[] =
	"background background-attachment background-clip background-color background-image "
	"background-origin background-position background-repeat background-size border "
	"border-bottom border-bottom-color border-bottom-left-radius border-bottom-right-radius "
	"border-bottom-style border-bottom-width border-collapse border-color border-left "
	"border-left-color border-left-style border-left-width border-radius border-right "
	"border-right-color border-right-style border-right-width border-spacing border-style "
	"border-top border-top-color border-top-left-radius border-top-right-radius "
	"border-top-style border-top-width border-width box-shadow box-sizing clear color display "
	"font font-family font-size font-stretch font-style font-variant font-weight height "
	"letter-spacing list-style list-style-position list-style-type margin margin-bottom "
	"margin-left margin-right margin-top max-height max-width min-height min-width padding "
	"padding-bottom padding-left padding-right padding-top text-align text-align-last "
	"text-decoration text-decoration-color text-decoration-line text-decoration-style "
	"text-indent text-overflow text-shadow text-transform text-wrap width word-break "
	"word-spacing word-wrap "
	"flex-direction flex-wrap flex-basis flex-grow flex-shrink flex-flow gap order "
	"justify-content justify-items justify-self align-items align-content align-self";

static void append_escaped(GString *out, const char *at, const char *end)
{
	for (; at < end; at++) {
		if (*at == '<')
			g_string_append(out, "&lt;");
		else if (*at == '>')
			g_string_append(out, "&gt;");
		else
			g_string_append_c(out, *at);
	}
}

/* --- Attributes --- */

static bool has_attribute(const char *tag, const char *name)
{
	if (html_is_one_of(name, "class style"))
		return strcmp(tag, "iframe") != 0;
	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
		if (html_is_one_of(tag, attributes[i].tags))
			return html_is_one_of(name, attributes[i].attributes);
	}
	return false;
}

/* One declaration of a style, when its property is on the list. */
static void append_declaration(GString *out, char *declaration)
{
	char *colon = strchr(declaration, ':');

	if (!colon)
		return;
	*colon = '\0';
	const char *name = g_strstrip(declaration), *value = g_strstrip(colon + 1);

	if (*value && html_is_one_of(name, plain_properties))
		g_string_append_printf(out, "%s:%s; ", name, value);
}

/* Declarations end at semicolons and lines, except for those in brackets. */
static char *sanitized_style(const char *style)
{
	GString *out = g_string_new(NULL);
	bool is_in_brackets = false;
	const char *start = style;

	for (const char *at = style;; at++) {
		is_in_brackets = *at == '(' || (is_in_brackets && *at != ')');
		if (at[0] == '/' && at[1] == '*') {
			const char *close = strstr(at + 2, "*/");

			if (!close)
				break;
			at = close + 1;
			start = close + 2;
			is_in_brackets = false;
		} else if (!*at || *at == '\n' || (*at == ';' && !is_in_brackets)) {
			g_autofree char *declaration = g_strndup(start, (gsize)(at - start));

			if (!is_in_brackets)
				append_declaration(out, declaration);
			start = at + 1;
		}
		if (!*at)
			break;
	}
	return g_string_free(out, FALSE);
}

static void append_value(GString *out, const char *value)
{
	for (; *value; value++) {
		if (*value == '&')
			g_string_append(out, "&amp;");
		else if (*value == '"')
			g_string_append(out, "&quot;");
		else
			append_escaped(out, value, value + 1);
	}
}

static void append_attributes(GString *out, Arena *arena, const char *tag, const char *at,
			      const char *end)
{
	for (const HtmlAttribute *a = html_attributes(arena, at, end); a; a = a->next) {
		if (!has_attribute(tag, a->name))
			continue;
		g_autofree char *style = strcmp(a->name, "style") == 0 ? sanitized_style(a->value)
								       : NULL;

		g_string_append_printf(out, " %s=\"", a->name);
		append_value(out, style ? style : a->value);
		g_string_append_c(out, '"');
	}
}

/* --- Tags --- */

/* The box of a task in a list, exactly as it is written for Markdown. */
static bool is_task_box(const char *tag, size_t length)
{
	static const char *const boxes[] = {
		"<input disabled=\"\" type=\"checkbox\">",
		"<input checked=\"\" disabled=\"\" type=\"checkbox\">",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(boxes); i++) {
		if (strlen(boxes[i]) == length && strncmp(tag, boxes[i], length) == 0)
			return true;
	}
	return false;
}

/* A tag from its bracket to behind the one that ends it. */
static void append_tag(GString *out, Arena *arena, const char *at, const char *end)
{
	bool is_closing = at[1] == '/';
	const char *name = at + 1 + is_closing, *name_end = name;

	while (name_end < end - 1 && !g_ascii_isspace(*name_end) && *name_end != '/')
		name_end++;
	g_autofree char *tag = g_ascii_strdown(name, (gssize)(name_end - name));

	if (is_task_box(at, (size_t)(end - at))) {
		g_string_append_len(out, at, end - at);
		return;
	}
	if (!html_is_one_of(tag, plain_tags)) {
		append_escaped(out, at, end);
		return;
	}
	g_string_append_printf(out, is_closing ? "</%s" : "<%s", tag);
	if (!is_closing)
		append_attributes(out, arena, tag, name_end, end - 1);
	g_string_append_c(out, '>');
}

static char *without_comments(const char *html)
{
	GString *out = g_string_new(NULL);

	for (const char *at = html;;) {
		const char *comment = strstr(at, "<!--");

		if (!comment) {
			g_string_append(out, at);
			break;
		}
		g_string_append_len(out, at, comment - at);
		at = strstr(comment, "-->");
		if (!at)
			break;
		at += strlen("-->");
	}
	return g_string_free(out, FALSE);
}

/* The bracket that ends the tag at `at`, or the one that begins another tag before. */
static const char *tag_or_next(const char *at, const char *end)
{
	char quote = '\0', before = '\0';

	for (at++; at < end; at++) {
		if (quote) {
			quote = *at == quote ? '\0' : quote;
			continue;
		}
		if (*at == '<' || *at == '>')
			return at;
		if ((*at == '"' || *at == '\'') && before == '=')
			quote = *at;
		if (!g_ascii_isspace(*at))
			before = *at;
	}
	return end;
}

char *html_sanitize(Arena *arena, const char *html)
{
	g_autofree char *valid = g_utf8_make_valid(html, (gssize)strnlen(html, HTML_MAX_BYTES));
	g_autofree char *plain = without_comments(valid);
	const char *at = plain, *end = plain + strlen(plain);
	GString *out = g_string_sized_new((gsize)(end - at) + 1);

	while (at < end) {
		const char *tag = memchr(at, '<', (size_t)(end - at));

		append_escaped(out, at, tag ? tag : end);
		if (!tag)
			break;
		at = tag_or_next(tag, end);
		if (at < end && *at == '>')
			append_tag(out, arena, tag, ++at);
		else
			append_escaped(out, tag, at);
	}
	return arena_take_string(arena, out);
}
