#pragma once

#include <stdbool.h>
#include <stddef.h>

/** A piece of the text that is being scanned; start NULL: not there. */
typedef struct {
	const char *start;
	size_t length;
} Piece;

/** A variable as a text names it: `$name`, `[[name:format]]`, `${name.path:format}`. */
typedef struct {
	Piece whole;
	Piece name;
	Piece path;   // what follows the first dot
	Piece format; // with its arguments
} Reference;

/** Looks for references from left to right; start with reference_scanner(). */
typedef struct {
	const char *at, *end;
	const char *path_stop, *brace; // the next of these characters, remembered: scanning is linear
} ReferenceScanner;

ReferenceScanner reference_scanner(const char *text, size_t length);

/**
 * The next reference; false when there is none left.
 *
 * Names are letters, digits and underscores of ASCII. In braces the path goes to the next `:`,
 * `^` or `}`, the format to the brace.
 * Source: scenes 6.42, variables/constants, VARIABLE_REGEX.
 */
bool reference_next(ReferenceScanner *scanner, Reference *reference);

bool piece_equals(Piece piece, const char *text);
