#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

#include "renderer/data/buffer.h"

/*
 * Regular expressions as JavaScript understands them, matched by PCRE with bounds on its steps:
 * a hostile one ends and does not match.
 */

/**
 * JavaScript's new RegExp(pattern, flags).
 *
 * length  of the pattern in bytes
 * flags   letters of "gimsy"; others are an error
 *
 * Returns NULL when it does not compile, in JavaScript or here: lookbehinds of no fixed length are
 * beyond PCRE. Free with g_regex_unref().
 * Source: ECMA-262, "RegExp Objects" and annex B.1.2.
 */
GRegex *regex_new(const char *pattern, size_t length, const char *flags);

/**
 * Grafana's text form of a regular expression: `/pattern/flags`, else `^text$`.
 *
 * is_global  receives whether flag g was given; may be NULL
 *
 * Returns NULL when it does not compile. Free with g_regex_unref().
 * Source: Grafana 12.3, grafana-data/src/text/string.ts, stringToJsRegex().
 */
GRegex *regex_from_text(const char *text, bool *is_global);

/** Escapes what has a meaning in a pattern; free with g_free(). */
char *regex_escape(const char *text, size_t length);

/**
 * Whether it matches; false, too, when matching would run too long. Only the beginning of texts
 * above REGEX_MAX_SUBJECT bytes is looked at.
 */
bool regex_test(const GRegex *regex, const char *text);

/** As regex_test(), for many texts: once a few have run too long, all others do not match. */
bool regex_test_patiently(const GRegex *regex, const char *text, unsigned *n_too_long);

/** How often regex_test_patiently() lets texts run too long. */
enum { REGEX_PATIENCE = 200 };

enum { REGEX_MAX_SUBJECT = 64 * 1024 };

/**
 * String.replace(): the first match, or every one, gives way to the replacement with its `$1`,
 * `$<name>`, `$&`, `$$` filled in. Texts that are too long or not UTF-8 stay as they are.
 *
 * Source: ECMA-262, GetSubstitution.
 */
void regex_replace(const GRegex *regex, bool is_global, const char *text, const char *replacement,
		   Buffer *out);
