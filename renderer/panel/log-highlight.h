#pragma once

#include "renderer/panel/log-rows.h"

typedef enum {
	LOG_TOKEN_PLAIN,
	LOG_TOKEN_LABEL,
	LOG_TOKEN_VALUE, // a uuid, a size, a duration
	LOG_TOKEN_METHOD,
	LOG_TOKEN_KEY,
	LOG_TOKEN_JSON_KEY,
	LOG_TOKEN_MATCH, // of what was searched for
} LogTokenKind;

/** A stretch of a line of one look. */
typedef struct {
	const char *text;
	size_t length;
	LogTokenKind kind;
} LogToken;

typedef struct {
	LogToken *items;
	size_t n;
} LogTokens;

/** The rules by which lines are coloured; made once for many. */
typedef struct LogHighlighter LogHighlighter;
LogHighlighter *log_highlighter_new(Arena *arena);

/**
 * Cuts a line's text into tokens that follow each other without gaps; bounded in number.
 *
 * Source: Grafana 12.3, features/logs/components/panel/grammar.ts; how rules are applied one after
 * the other, each to what the earlier ones left, is Prism's.
 */
LogTokens log_tokens(LogHighlighter *highlighter, const LogRow *row, const char *text,
		     bool is_json);
