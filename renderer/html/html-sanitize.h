#pragma once

#include "renderer/arena.h"

/**
 * HTML as Grafana lets it into a text panel: elements, attributes and style properties that are not
 * on its lists go; such an element's tags show as text, comments are gone.
 *
 * Source: Grafana 12.3, grafana-data/src/text/sanitize.ts; the lists of xss 1.0 and cssfilter 0.0.
 */
char *html_sanitize(Arena *arena, const char *html);
