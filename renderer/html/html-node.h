#pragma once

#include <stdbool.h>

#include "renderer/arena.h"

enum { HTML_MAX_BYTES = 1024 * 1024, HTML_MAX_DEPTH = 64, HTML_MAX_NODES = 20000 };

typedef struct HtmlAttribute {
	const char *name, *value; // name in lower case; value decoded, "" without one
	const struct HtmlAttribute *next;
} HtmlAttribute;

/** An element, or a text. */
typedef struct HtmlNode {
	const char *tag;  // lower case; NULL: a text
	const char *text; // of a text, decoded, blanks as they were
	const HtmlAttribute *attributes;
	struct HtmlNode *parent, *previous, *next, *first, *last;
} HtmlNode;

/**
 * The tree of HTML that stands inside an element, which is returned; it has the tag "body".
 *
 * What browsers mend is mended as far as people write it: elements that end where the next begins
 * (paragraphs, list items, cells), closing tags without an opening one, missing closing tags.
 * Nothing is run and nothing fetched. What is nested deeper, or comes after more nodes, than the
 * bounds above allow stands in the element around it, or is left out.
 * Source: HTML Living Standard, 13.2.
 */
HtmlNode *html_parse(Arena *arena, const char *html);

/** NULL when the element has no such attribute. */
const char *html_attribute(const HtmlNode *node, const char *name);

/** The text of all that stands in it, a blank before each block. */
char *html_plain_text(Arena *arena, const HtmlNode *node);

/**
 * Appends what the character reference at `at` stands for; returns its bytes, 0 if it is none.
 * `at` points at the ampersand.
 */
size_t html_append_reference(GString *out, const char *at, const char *end);

/** The bracket that ends a tag, or NULL; quotes around values may hide others. */
const char *html_tag_end(const char *at, const char *end);

/** What stands in a tag after its name. */
const HtmlAttribute *html_attributes(Arena *arena, const char *at, const char *end);

/** Whether `name` is one of `names`, which single blanks part. */
bool html_is_one_of(const char *name, const char *names);
