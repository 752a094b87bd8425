#include "renderer/transform/extract-parse.h"

#include "renderer/data/regex.h"
#include "renderer/json.h"

#include <stdlib.h>
#include <string.h>

typedef json_object *(*Parse)(Extractor *extractor, Arena *arena, const char *text);

struct Extractor {
	Parse parse;
	GRegex *regex;	   // of a delimiter, or the one whose groups are taken
	char **groups;	   // their names, in order; NULL-terminated
	unsigned n_too_long; // texts the regex was given up on
	bool has_no_groups; // flag g: JavaScript then gives matches without groups
};

static json_object *parse_json(Extractor *extractor, Arena *arena, const char *text)
{
	return arena_take_json(arena, json_parse(text));
}

/* --- Pairs of keys and values --- */

typedef struct {
	json_object *pairs;
	GString *word;
	GString *key; // "": none waits for its value
	char quote;   // inside quotes: which
} PairReader;

static void put_pair(PairReader *reader, const char *key, const char *value)
{
	json_object_object_add(reader->pairs, key, json_object_new_string(value));
}

/* `:` or `=`: the word was a key, and one before it had no value. */
static void end_key(PairReader *reader)
{
	if (!reader->word->len)
		return;
	if (reader->key->len)
		put_pair(reader, reader->key->str, "");
	g_string_assign(reader->key, reader->word->str);
	g_string_truncate(reader->word, 0);
}

/* A separator: the word is the value of a waiting key, or a key itself. */
static void end_value(PairReader *reader)
{
	if (!reader->word->len)
		return;
	if (reader->key->len) {
		put_pair(reader, reader->key->str, reader->word->str);
		g_string_truncate(reader->key, 0);
	} else {
		g_string_assign(reader->key, reader->word->str);
	}
	g_string_truncate(reader->word, 0);
}

/* A word that ends at a blank or quote and has no key stands alone. */
static void end_lone_word(PairReader *reader)
{
	if (!reader->word->len || reader->key->len)
		return;
	put_pair(reader, reader->word->str, "");
	g_string_truncate(reader->word, 0);
}

static void read_plain(PairReader *reader, const char *c)
{
	switch (*c) {
	case ':':
	case '=':
		end_key(reader);
		break;
	case '"':
	case '\'':
		reader->quote = *c;
		end_lone_word(reader);
		end_value(reader);
		break;
	case ' ':
	case '\t':
	case '\r':
	case '\n':
		end_lone_word(reader);
		end_value(reader);
		break;
	case ',':
	case ';':
	case '&':
	case '{':
	case '}':
		end_value(reader);
		break;
	default:
		g_string_append_c(reader->word, *c);
		if (!c[1])
			end_lone_word(reader);
	}
}

/* What follows a closing quote belongs to no quote, even if it is one. */
static json_object *parse_pairs(Extractor *extractor, Arena *arena, const char *text)
{
	g_autoptr(GString) word = g_string_new(NULL);
	g_autoptr(GString) key = g_string_new(NULL);
	PairReader reader = { arena_take_json(arena, json_object_new_object()), word, key, 0 };

	for (const char *c = text; *c; c++) {
		if (*c == reader.quote) {
			reader.quote = 0;
			if (!*++c)
				break;
		}
		bool is_escaped = *c == '\\';

		if (is_escaped && !*++c)
			break;
		if (is_escaped || reader.quote)
			g_string_append_c(word, *c);
		else
			read_plain(&reader, c);
	}
	if (key->len)
		put_pair(&reader, key->str, word->str);
	return reader.pairs;
}

/* --- Parts between delimiters: each is the name of a 1 --- */

static void put_part(json_object *parts, const char *text, size_t length)
{
	g_autofree char *part = g_strndup(text, length);

	json_object_object_add(parts, part, json_object_new_int(1));
}

static json_object *parse_parts(Extractor *extractor, Arena *arena, const char *text)
{
	json_object *parts = arena_take_json(arena, json_object_new_object());
	g_autofree char *trimmed = g_strstrip(g_utf8_make_valid(text, -1));
	g_autoptr(GMatchInfo) info = NULL;
	size_t at = 0;
	int start, end;

	g_regex_match_full(extractor->regex, trimmed, -1, 0, 0, &info, NULL);
	while (g_match_info_matches(info) && g_match_info_fetch_pos(info, 0, &start, &end)) {
		/* Without a delimiter the text falls into its characters. */
		if ((size_t)end > at && trimmed[start]) {
			put_part(parts, trimmed + at, (size_t)start - at);
			at = (size_t)end;
		}
		if (!g_match_info_next(info, NULL))
			break;
	}
	put_part(parts, trimmed + at, strlen(trimmed + at));
	return parts;
}

/* --- Named groups of a regular expression --- */

/* Names of the groups, in the pattern's order: GLib does not list them. */
static char **group_names(const char *pattern)
{
	GPtrArray *names = g_ptr_array_new();
	bool is_in_class = false;

	for (const char *c = pattern; *c; c++) {
		if (*c == '\\' && c[1]) {
			c++;
			continue;
		}
		if (*c == '[' || *c == ']')
			is_in_class = *c == '[';
		if (is_in_class || !g_str_has_prefix(c, "(?<") || c[3] == '=' || c[3] == '!')
			continue;
		const char *end = strchr(c, '>');

		if (end)
			g_ptr_array_add(names, g_strndup(c + 3, (gsize)(end - c - 3)));
	}
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_free(names, FALSE);
}

static json_object *parse_groups(Extractor *extractor, Arena *arena, const char *text)
{
	g_autoptr(GMatchInfo) info = NULL;
	g_autoptr(GError) error = NULL;
	size_t length = strnlen(text, REGEX_MAX_SUBJECT);

	if (extractor->has_no_groups || !extractor->groups[0] || extractor_gave_up(extractor) ||
	    !g_utf8_validate(text, (gssize)length, NULL))
		return NULL;
	bool is_match = g_regex_match_full(extractor->regex, text, (gssize)length, 0, 0, &info,
					   &error);

	extractor->n_too_long += error != NULL;
	if (!is_match)
		return NULL;
	json_object *groups = arena_take_json(arena, json_object_new_object());

	for (char **name = extractor->groups; *name; name++) {
		int start, end;
		bool is_matched =
			g_match_info_fetch_named_pos(info, *name, &start, &end) && start >= 0;

		json_object_object_add(groups, *name,
				       is_matched ? json_object_new_string_len(text + start,
									       end - start)
						  : NULL);
	}
	return groups;
}

/* --- Which of them --- */

/* JSON, else pairs: those always give something, so that no other way is tried. */
static json_object *parse_any(Extractor *extractor, Arena *arena, const char *text)
{
	json_object *json = parse_json(extractor, arena, text);

	return json ? json : parse_pairs(extractor, arena, text);
}

static void unref_regex(void *regex)
{
	g_regex_unref(regex);
}

static void free_names(void *names)
{
	g_strfreev(names);
}

static void set_delimiter(Extractor *extractor, const char *delimiter)
{
	g_autofree char *escaped = regex_escape(delimiter, strlen(delimiter));
	g_autofree char *pattern = g_strdup_printf("\\s*%s\\s*", escaped);

	extractor->regex = regex_new(pattern, strlen(pattern), "g");
}

/* A text that is no regular expression gives way to one that takes all as "NewField". */
static void set_pattern(Extractor *extractor, const char *pattern)
{
	static const char whole[] = "/(?<NewField>.*)/";

	if (pattern[0] == '/')
		extractor->regex = regex_from_text(pattern, &extractor->has_no_groups);
	if (!extractor->regex) {
		pattern = whole;
		extractor->regex = regex_from_text(pattern, &extractor->has_no_groups);
	}
	extractor->groups = group_names(pattern);
}

Extractor *extractor_new(Arena *arena, json_object *options)
{
	static const struct {
		const char *format;
		Parse parse;
	} formats[] = { { "auto", parse_any },
			{ "delimiter", parse_parts },
			{ "json", parse_json },
			{ "kvp", parse_pairs },
			{ "regexp", parse_groups } };
	const char *format = json_get_text(options, "format", "auto");
	Extractor *extractor = arena_new_one(arena, Extractor);

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		if (strcmp(formats[i].format, format) == 0)
			extractor->parse = formats[i].parse;
	if (extractor->parse == parse_parts)
		set_delimiter(extractor, json_get_text(options, "delimiter", ","));
	if (extractor->parse == parse_groups)
		set_pattern(extractor, json_get_text(options, "regExp", ""));
	if (extractor->regex)
		arena_take(arena, extractor->regex, unref_regex);
	if (extractor->groups)
		arena_take(arena, extractor->groups, free_names);
	bool needs_regex = extractor->parse == parse_parts || extractor->parse == parse_groups;

	return extractor->parse && (extractor->regex || !needs_regex) ? extractor : NULL;
}

json_object *extractor_parse(Extractor *extractor, Arena *arena, const char *text)
{
	return extractor->parse(extractor, arena, text);
}

bool extractor_gave_up(const Extractor *extractor)
{
	return extractor->n_too_long >= REGEX_PATIENCE;
}

/* --- Paths --- */

/* One step of a path, without its dot or brackets; moves on behind it. */
static char *take_step(const char **path)
{
	const char *c = *path;

	if (*c != '[') {
		size_t length = strcspn(c, ".[");

		*path = c + length + (c[length] == '.');
		return g_strndup(c, length);
	}
	char quote = c[1] == '"' || c[1] == '\'' ? c[1] : 0;
	const char *from = c + 1 + (quote != 0), *end = strchr(from, quote ? quote : ']');
	char *step = end ? g_strndup(from, (gsize)(end - from)) : g_strdup(from);

	end = end ? strchr(end, ']') : NULL;
	*path = end ? end + 1 + (end[1] == '.') : c + strlen(c);
	return step;
}

static json_object *get_step(json_object *json, const char *step)
{
	json_object *value = NULL;
	char *end;
	size_t index = strtoul(step, &end, 10);

	if (json_object_is_type(json, json_type_object))
		json_object_object_get_ex(json, step, &value);
	else if (json_object_is_type(json, json_type_array) && g_ascii_isdigit(*step) && !*end &&
		 index < json_object_array_length(json))
		value = json_object_array_get_idx(json, index);
	return value;
}

json_object *json_path_get(json_object *json, const char *path)
{
	json_object *whole;

	if (json_object_is_type(json, json_type_object) &&
	    json_object_object_get_ex(json, path, &whole))
		return whole;
	while (json && *path) {
		g_autofree char *step = take_step(&path);

		json = get_step(json, step);
	}
	return json;
}
