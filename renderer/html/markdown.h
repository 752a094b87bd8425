#pragma once

#include "renderer/arena.h"

enum { MARKDOWN_MAX_BYTES = 1024 * 1024 };

/**
 * Markdown as Grafana reads it: CommonMark with GitHub's tables, struck text, bare links and task
 * lists. HTML in it stays as it is: see html_sanitize(). Only the first `max_bytes` count.
 *
 * Source: CommonMark 0.30; GitHub Flavored Markdown 0.29; Grafana 12.3, grafana-data/src/text.
 */
char *markdown_to_html(Arena *arena, const char *markdown, size_t max_bytes);
