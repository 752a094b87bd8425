#pragma once

#include <stdbool.h>
#include <stddef.h>

/** Where a text's lines may end besides at blanks. */
typedef struct {
	const char *text;
	bool *may_end; // before each byte; NULL where only ASCII stands
	size_t n_bytes;
} LineBreaks;

/**
 * Finds them: between two ASCII characters as browsers do, which break behind a hyphen and a
 * question mark and before opening brackets; elsewhere as Unicode says. `text` is borrowed.
 *
 * Source: pictures of Chromium for all pairs of ASCII characters; UAX #14.
 */
LineBreaks line_breaks_find(const char *text);
void line_breaks_clear(LineBreaks *breaks);

/**
 * Bytes of the word at `at`, which is in the text: up to a blank or a place where a line may end;
 * words that never end are cut, so that hostile texts cost no more than others.
 */
size_t line_breaks_word(const LineBreaks *breaks, const char *at);
