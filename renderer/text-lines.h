#pragma once

#include "renderer/text.h"

/**
 * Breaks a text into lines as CSS's `white-space: pre-line` does: line breaks of the text stay,
 * other white space collapses, and a line too wide goes on after a space, after a hyphen between
 * letters or between ideographs. A word wider than the line is not broken.
 *
 * max_lines  at least 1; what would follow is left out
 *
 * Returns the lines, at least one; free with g_strfreev(). Time grows with the lines, not with
 * the text.
 * Source: CSS Text Module Level 3; Chromium's table of breaks between ASCII characters.
 */
char **text_lines(TextContext *context, const TextStyle *style, const char *text, double width_px,
		  size_t max_lines);
