#include "renderer/data/json-stringify.h"

#include "renderer/data/number.h"

#include <math.h>
#include <string.h>

enum { MAX_BYTES = 64 * 1024, MAX_DEPTH = 64 };

typedef struct {
	GString *out;
	int depth;
} Writer;

static bool is_full(const Writer *writer)
{
	return writer->out->len >= MAX_BYTES || writer->depth > MAX_DEPTH;
}

static void put_break(Writer *writer)
{
	g_string_append_c(writer->out, '\n');
	for (int i = 0; i < writer->depth; i++)
		g_string_append_c(writer->out, ' ');
}

static void put_text(Writer *writer, const char *text)
{
	g_string_append_c(writer->out, '"');
	for (const char *c = text; *c && !is_full(writer); c++) {
		const char *escaped = strchr("\"\"\\\\\nn\rr\tt\bb\ff", *c);

		if (escaped && (escaped - "\"\"\\\\\nn\rr\tt\bb\ff") % 2 == 0)
			g_string_append_printf(writer->out, "\\%c", escaped[1]);
		else if ((unsigned char)*c < 0x20)
			g_string_append_printf(writer->out, "\\u%04x", *c);
		else
			g_string_append_c(writer->out, *c);
	}
	g_string_append_c(writer->out, '"');
}

static void put_number(Writer *writer, double number)
{
	char text[NUMBER_TEXT_SIZE];

	number_to_text(number, text, sizeof(text));
	g_string_append(writer->out, isfinite(number) ? text : "null");
}

static void put(Writer *writer, json_object *json);

static void put_array(Writer *writer, json_object *json)
{
	size_t n = json_object_array_length(json);

	g_string_append_c(writer->out, '[');
	writer->depth++;
	for (size_t i = 0; i < n && !is_full(writer); i++) {
		if (i)
			g_string_append_c(writer->out, ',');
		put_break(writer);
		put(writer, json_object_array_get_idx(json, i));
	}
	writer->depth--;
	if (n)
		put_break(writer);
	g_string_append_c(writer->out, ']');
}

static void put_object(Writer *writer, json_object *json)
{
	bool is_first = true;

	g_string_append_c(writer->out, '{');
	writer->depth++;
	json_object_object_foreach(json, key, value) {
		if (is_full(writer))
			break;
		if (!is_first)
			g_string_append_c(writer->out, ',');
		is_first = false;
		put_break(writer);
		put_text(writer, key);
		g_string_append(writer->out, ": ");
		put(writer, value);
	}
	writer->depth--;
	if (!is_first)
		put_break(writer);
	g_string_append_c(writer->out, '}');
}

static void put(Writer *writer, json_object *json)
{
	switch (json_object_get_type(json)) {
	case json_type_array:
		put_array(writer, json);
		break;
	case json_type_object:
		put_object(writer, json);
		break;
	case json_type_string:
		put_text(writer, json_object_get_string(json));
		break;
	case json_type_int:
	case json_type_double:
		put_number(writer, json_object_get_double(json));
		break;
	case json_type_boolean:
		g_string_append(writer->out, json_object_get_boolean(json) ? "true" : "false");
		break;
	case json_type_null:
		g_string_append(writer->out, "null");
		break;
	}
}

const char *json_stringify(Arena *arena, json_object *json)
{
	Writer writer = { .out = g_string_new(NULL) };

	put(&writer, json);
	return arena_take_string(arena, writer.out);
}

const char *json_stringify_again(Arena *arena, const char *text)
{
	size_t length = strnlen(text, MAX_BYTES);

	if (length == 0 || length == MAX_BYTES)
		return text;
	json_tokener *tokener = json_tokener_new_ex(MAX_DEPTH);

	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	json_object *json = json_tokener_parse_ex(tokener, text, (int)length + 1);
	bool is_json = json_tokener_get_error(tokener) == json_tokener_success;
	const char *again = is_json ? json_stringify(arena, json) : text;

	json_object_put(json);
	json_tokener_free(tokener);
	return again;
}
