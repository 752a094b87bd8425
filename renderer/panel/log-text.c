#include "renderer/panel/log-text.h"

#include "renderer/json.h"

#include <string.h>

enum { MAX_JSON_BYTES = 256 * 1024, INDENT = 2, TAB = 8, ESCAPE = 0x1b };

static bool is_json(const char *body)
{
	const char *start = body + strspn(body, " \t\r\n");

	if ((*start != '{' && *start != '[') || strnlen(body, MAX_JSON_BYTES) == MAX_JSON_BYTES)
		return false;
	json_object *json = json_parse(body);
	bool is_container = json_object_is_type(json, json_type_object) ||
			    json_object_is_type(json, json_type_array);

	json_object_put(json);
	return is_container;
}

/* --- JSON over several lines --- */

static void new_line(GString *out, int depth)
{
	g_string_append_c(out, '\n');
	for (int i = 0; i < depth * INDENT; i++)
		g_string_append_c(out, ' ');
}

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

static const char *copy_string(GString *out, const char *at)
{
	const char *end = at + 1;

	while (*end && *end != '"')
		end += *end == '\\' && end[1] ? 2 : 1;
	end += *end == '"';
	g_string_append_len(out, at, end - at);
	return end;
}

static const char *open_bracket(GString *out, const char *at, int *depth)
{
	char closing = *at == '{' ? '}' : ']';

	g_string_append_c(out, *at);
	at = skip_blanks(at + 1);
	if (*at == closing) {
		g_string_append_c(out, closing);
		return at + 1;
	}
	new_line(out, ++*depth);
	return at;
}

/* `text` is strict JSON. */
static char *indent(const char *text, size_t most_bytes)
{
	GString *out = g_string_new(NULL);
	int depth = 0;

	for (const char *at = skip_blanks(text); *at && out->len <= most_bytes;
	     at = skip_blanks(at)) {
		switch (*at) {
		case '"':
			at = copy_string(out, at);
			break;
		case '{':
		case '[':
			at = open_bracket(out, at, &depth);
			break;
		case '}':
		case ']':
			new_line(out, --depth);
			g_string_append_c(out, *at++);
			break;
		case ',':
			g_string_append_c(out, *at++);
			new_line(out, depth);
			break;
		case ':':
			g_string_append(out, ": ");
			at++;
			break;
		default:
			g_string_append_c(out, *at++);
		}
	}
	return g_string_free(out, FALSE);
}

/* --- Plain texts --- */

/* ESC [ numbers letter. */
static const char *skip_code(const char *at)
{
	at += 2;
	at += strspn(at, "0123456789;");
	return *at ? at + 1 : at;
}

static char *shown(const char *text, bool keeps_lines, size_t most_bytes, bool *is_cut)
{
	GString *out = g_string_new(NULL);
	size_t column = 0;

	while (*text && out->len < most_bytes) {
		if (text[0] == ESCAPE && text[1] == '[') {
			text = skip_code(text);
			continue;
		}
		if (*text == '\r' || *text == '\n') {
			if (keeps_lines && !(text[0] == '\r' && text[1] == '\n'))
				g_string_append_c(out, '\n');
			column = 0;
		} else if (*text == '\t') {
			do
				g_string_append_c(out, ' ');
			while (++column % TAB);
		} else {
			g_string_append_c(out, *text);
			column++;
		}
		text++;
	}
	*is_cut = *text != '\0';
	return g_string_free(out, FALSE);
}

LogText log_text(Arena *arena, const char *body, bool keeps_lines, bool indents, size_t most_bytes)
{
	LogText line = { .is_json = is_json(body) };
	g_autofree char *indented =
		line.is_json && keeps_lines && indents ? indent(body, most_bytes) : NULL;
	g_autofree char *text =
		shown(indented ? indented : body, keeps_lines, most_bytes, &line.is_cut);
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	line.text = arena_strdup(arena, valid);
	return line;
}
