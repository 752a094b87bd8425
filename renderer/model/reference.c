#include "renderer/model/reference.h"

#include <string.h>

#include <glib.h>

ReferenceScanner reference_scanner(const char *text, size_t length)
{
	return (ReferenceScanner){ .at = text, .end = text + length };
}

bool piece_equals(Piece piece, const char *text)
{
	return strlen(text) == piece.length && memcmp(piece.start, text, piece.length) == 0;
}

static Piece take_name(const char *at, const char *end)
{
	const char *start = at;

	while (at < end && (g_ascii_isalnum(*at) || *at == '_'))
		at++;
	return (Piece){ start, (size_t)(at - start) };
}

/* The first of `characters` from `at` on, or the end; kept in `known` for the next question. */
static const char *find_stop(const char **known, const char *at, const char *end,
			     const char *characters)
{
	if (*known && *known >= at)
		return *known;
	while (at < end && !(*at && strchr(characters, *at)))
		at++;
	*known = at;
	return at;
}

static bool finish(const char *start, const char *end, Reference *reference)
{
	reference->whole = (Piece){ start, (size_t)(end - start) };
	return true;
}

/* After "${". */
static bool braced(ReferenceScanner *scanner, const char *start, Reference *reference)
{
	const char *end = scanner->end;
	const char *at = start + 2;

	reference->name = take_name(at, end);
	at += reference->name.length;
	if (reference->name.length == 0)
		return false;
	if (at < end && *at == '.') {
		const char *stop = find_stop(&scanner->path_stop, at + 1, end, ":^}");

		reference->path = (Piece){ at + 1, (size_t)(stop - at - 1) };
		if (reference->path.length == 0)
			return false;
		at = stop;
	}
	if (at < end && *at == ':') {
		const char *stop = find_stop(&scanner->brace, at + 1, end, "}");

		reference->format = (Piece){ at + 1, (size_t)(stop - at - 1) };
		if (reference->format.length == 0)
			return false;
		at = stop;
	}
	return at < end && *at == '}' && finish(start, at + 1, reference);
}

/* After "[[". */
static bool bracketed(const char *start, const char *end, Reference *reference)
{
	const char *at = start + 2;

	reference->name = take_name(at, end);
	at += reference->name.length;
	if (reference->name.length == 0)
		return false;
	if (at < end && *at == ':') {
		reference->format = take_name(at + 1, end);
		at += 1 + reference->format.length;
		if (reference->format.length == 0)
			return false;
	}
	return end - at >= 2 && at[0] == ']' && at[1] == ']' && finish(start, at + 2, reference);
}

static bool reference_at(ReferenceScanner *scanner, const char *at, Reference *reference)
{
	*reference = (Reference){ 0 };
	if (scanner->end - at < 2)
		return false;
	if (at[0] == '[')
		return at[1] == '[' && bracketed(at, scanner->end, reference);
	if (at[0] != '$')
		return false;
	if (at[1] == '{')
		return braced(scanner, at, reference);
	reference->name = take_name(at + 1, scanner->end);
	return reference->name.length > 0 &&
	       finish(at, at + 1 + reference->name.length, reference);
}

bool reference_next(ReferenceScanner *scanner, Reference *reference)
{
	for (const char *at = scanner->at; at < scanner->end; at++) {
		if (reference_at(scanner, at, reference)) {
			scanner->at = at + reference->whole.length;
			return true;
		}
	}
	scanner->at = scanner->end;
	return false;
}
