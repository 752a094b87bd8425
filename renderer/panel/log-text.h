#pragma once

#include <stdbool.h>

#include "renderer/arena.h"

/** A line's text as it is shown. */
typedef struct {
	const char *text; // valid UTF-8, tabs as blanks
	bool is_json;	  // an object or a list
	bool has_colors;  // codes for colours are still in the text: see log-ansi.h
	bool is_cut;	  // there was more
} LogText;

/**
 * Makes a line ready to be shown.
 *
 * keeps_lines  line breaks in it stay
 * indents      JSON is set over several lines; numbers stay as they are written
 * most_bytes   of the result
 *
 * Source: Grafana 12.3, features/logs/components/panel/processing.ts.
 */
LogText log_text(Arena *arena, const char *body, bool keeps_lines, bool indents, size_t most_bytes);

/** The same for a text that is no line: a label's value. Codes are not read, and are drawn. */
const char *log_plain_text(Arena *arena, const char *text, bool keeps_lines, size_t most_bytes);

/** Adds the number of characters (units of UTF-16) and of line breaks. */
void log_text_count(const char *text, size_t *n_chars, size_t *n_breaks);

/** Characters of a line in one row, without codes; at most `most` are counted. */
size_t log_text_columns(const char *text, size_t most);
