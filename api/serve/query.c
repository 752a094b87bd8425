#include "api/serve/query.h"

#include <string.h>

bool query_text_is_clean(const char *text)
{
	for (const char *at = text; *at; at++) {
		if (g_ascii_iscntrl(*at))
			return false;
	}
	return g_utf8_validate(text, -1, NULL);
}

const char *query_unescape(Arena *arena, const char *escaped)
{
	// NULL for an escaped NUL and for a '%' without two hexadecimal digits
	g_autofree char *text = g_uri_unescape_string(escaped, NULL);

	return text && query_text_is_clean(text) ? arena_strdup(arena, text) : NULL;
}

static const char *unescape_form(Arena *arena, const char *text, size_t length)
{
	g_autofree char *copy = g_strndup(text, length);

	g_strdelimit(copy, "+", ' ');
	return query_unescape(arena, copy);
}

static size_t count_pieces(const char *text)
{
	size_t n = 1;

	for (; *text; text++)
		n += *text == '&';
	return n;
}

/* Decodes the pair in text[0..length); false when it is not clean. */
static bool pair_parse(Arena *arena, const char *text, size_t length, QueryPair *pair)
{
	const char *equals = memchr(text, '=', length);
	size_t name_length = equals ? (size_t)(equals - text) : length;

	pair->name = unescape_form(arena, text, name_length);
	pair->value = equals ? unescape_form(arena, equals + 1, length - name_length - 1) : "";
	return pair->name && pair->value && *pair->name;
}

Query query_parse(Arena *arena, const char *text)
{
	if (!text || !*text)
		return (Query){ 0 };
	QueryPair *pairs = arena_new_array(arena, QueryPair, count_pieces(text));
	size_t n_pairs = 0;

	while (*text) {
		size_t length = strcspn(text, "&");

		n_pairs += pair_parse(arena, text, length, &pairs[n_pairs]);
		text += length + (text[length] == '&');
	}
	return (Query){ pairs, n_pairs };
}

const char *query_get(const Query *query, const char *name)
{
	for (size_t i = 0; i < query->n_pairs; i++) {
		if (strcmp(query->pairs[i].name, name) == 0)
			return query->pairs[i].value;
	}
	return NULL;
}

const char *query_get_filled(const Query *query, const char *name)
{
	const char *value = query_get(query, name);

	return value && *value ? value : NULL;
}
