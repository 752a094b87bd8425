#pragma once

#include "renderer/arena.h"
#include "renderer/scene.h"
#include "renderer/theme.h"

/** HTML, read and styled, to be set in a room of any width. */
typedef struct RichText RichText;

/** Which of Grafana's rules the page has for it. */
typedef enum {
	RICH_PANEL, // a text panel: as high as its room, lists and tables as in documents
	RICH_PART,  // a cell, a list's entry: as high as its content
} RichPlace;

/**
 * Scripts, styles, frames, forms and pictures are left out; nothing is run and nothing is fetched.
 * Bounded in depth and size. What Grafana's settings forbid is to be gone: see html_sanitize().
 */
RichText *rich_text_from_html(Arena *arena, const Theme *theme, const char *html, RichPlace place);

/** Only the text, blanks collapsed. */
const char *rich_text_plain(Arena *arena, const RichText *rich);

/** Lays out from the top of `area`; what does not fit is cut there. Returns the height used. */
double rich_text_layout(Scene *scene, TextContext *text, const RichText *rich, Rect area);
