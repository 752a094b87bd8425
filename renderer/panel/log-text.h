#pragma once

#include <stdbool.h>

#include "renderer/arena.h"

/** A line's text as it is shown. */
typedef struct {
	const char *text; // valid UTF-8, without codes for terminals, tabs as blanks
	bool is_json;	  // an object or a list
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
