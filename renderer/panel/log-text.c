#include "renderer/panel/log-text.h"

#include "renderer/json.h"
#include "renderer/panel/log-ansi.h"

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

/* The characters for a terminal that no browser draws, but for codes that are still to be read. */
static size_t skipped(const char *text, bool keeps_codes, GString *out)
{
	size_t code = keeps_codes ? ansi_color_length(text) : 0;

	if (code)
		g_string_append_len(out, text, (gssize)code);
	return code ? code : *text == ESCAPE;
}

static char *shown(const char *text, bool keeps_lines, bool keeps_codes, size_t most_bytes,
		   bool *is_cut)
{
	GString *out = g_string_new(NULL);
	size_t column = 0;

	while (*text && out->len < most_bytes) {
		size_t skip = skipped(text, keeps_codes, out);

		if (skip) {
			text += skip;
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
	LogText line = { .is_json = is_json(body), .has_colors = ansi_has_codes(body) };
	g_autofree char *indented =
		line.is_json && keeps_lines && indents ? indent(body, most_bytes) : NULL;
	g_autofree char *text = shown(indented ? indented : body, keeps_lines, line.has_colors,
				      most_bytes, &line.is_cut);
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	line.text = arena_strdup(arena, valid);
	return line;
}

const char *log_plain_text(Arena *arena, const char *text, bool keeps_lines, size_t most_bytes)
{
	bool is_cut;
	g_autofree char *plain = shown(text, keeps_lines, false, most_bytes, &is_cut);
	g_autofree char *valid = g_utf8_make_valid(plain, -1);

	return arena_strdup(arena, valid);
}

/* How many units of UTF-16 a byte of UTF-8 begins. */
static size_t units(char byte)
{
	unsigned char c = (unsigned char)byte;

	return (c & 0xc0) == 0x80 ? 0 : c >= 0xf0 ? 2 : 1;
}

void log_text_count(const char *text, size_t *n_chars, size_t *n_breaks)
{
	for (const char *at = text; *at; at++) {
		*n_chars += units(*at);
		*n_breaks += *at == '\n';
	}
}

size_t log_text_columns(const char *text, size_t most)
{
	size_t n = 0;

	while (*text && n < most) {
		size_t code = ansi_code_length(text);

		if (code == 0 && *text != '\r' && *text != '\n')
			n += units(*text);
		text += code ? code : 1;
	}
	return MIN(n, most);
}
