#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

/**
 * Appends a JavaScript pattern as PCRE would write it, where the two differ: `\d`, `\w` and `\b`
 * know ASCII only, `\u00e9`, `[]` and `[^]`, letters that an escape leaves alone, braces that are
 * no quantifier.
 *
 * pattern  valid UTF-8 without zeros
 *
 * Returns false for what JavaScript has no meaning for but PCRE does: `(*VERB)`, `(?>`, `a++`.
 * Source: ECMA-262, "Patterns" and annex B.1.2; pcre2pattern(3).
 */
bool regex_translate(GString *out, const char *pattern, size_t length);
