#pragma once

#include "renderer/arena.h"

/** One `name=value` of a query string, decoded; without '=' the value is "". */
typedef struct QueryPair {
	const char *name;
	const char *value;
} QueryPair;

/** The pairs of a query string in their order; all memory belongs to the arena. */
typedef struct Query {
	const QueryPair *pairs;
	size_t n_pairs;
} Query;

/**
 * Decodes the part of a URL after '?': pairs divided by '&', '+' for a space, percent escapes.
 *
 * text  NULL is an empty query
 *
 * Pairs that don't decode to clean text (see query_text_is_clean()) are left out, since
 * parameters that nobody knows are ignored too.
 */
Query query_parse(Arena *arena, const char *text);

/** The first value with that name, NULL when there is none. */
const char *query_get(const Query *query, const char *name);

/** The first value with that name unless it is empty; NULL otherwise. */
const char *query_get_filled(const Query *query, const char *name);

/** Percent-decodes one piece of a URL; NULL when the result is not clean text. */
const char *query_unescape(Arena *arena, const char *escaped);

/** UTF-8 without control characters (below 0x20, 0x7f). */
bool query_text_is_clean(const char *text);
