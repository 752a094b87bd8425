#pragma once

#include "renderer/arena.h"
#include "renderer/text.h"

/**
 * Counts the lines of wrapped texts as Grafana does before it shows them: by the widths of single
 * letters, of capitals by what follows them. The browser then breaks them by rules of its own, so
 * rows may be higher or lower than their lines.
 */
typedef struct WrapCount WrapCount;

WrapCount *wrap_count_new(Arena *arena, TextContext *text, TextStyle style);

/**
 * Lines of a text within `width_px`, at most `max_lines`. Time grows with the lines, not with the
 * text.
 *
 * Source: uWrap 0.1.2, its count() for white space as in `pre-line`.
 */
size_t wrap_count(WrapCount *counter, const char *text, double width_px, size_t max_lines);
