#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "renderer/theme.h"

/** Reads code line by line: what a comment over several lines leaves open goes with it. */
typedef struct {
	const struct CodeLanguage *language; // NULL: all is plain
	bool is_dark;
	bool is_in_comment;
} CodeColors;

/** language  as the panel's option has it: "json", "sql", ... */
CodeColors code_colors_begin(const char *language, const Theme *theme);

/** The bytes of the next stretch of one colour at `at`, not 0 before the line's end. */
size_t code_colors_next(CodeColors *colors, const char *at, Color *color);
