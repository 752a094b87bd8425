#pragma once

#include <stdint.h>

#include <glib.h>

#include "renderer/arena.h"

/* Texts that become parts of a URL: all but letters, digits and "-._~" is percent-encoded. */

/** One segment of a path: "a/b" is "a%2Fb". */
const char *url_segment(Arena *arena, const char *text);

/** Appends "name=value" to a query, with '&' before it when it is not the first. */
void url_add(GString *query, const char *name, const char *value);
void url_add_number(GString *query, const char *name, int64_t value);
