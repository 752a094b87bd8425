#pragma once

#include <stddef.h>

/**
 * How many columns a level of indentation has, guessed from the lines: 2 unless most of their steps
 * are others. Lines of tabs say nothing.
 *
 * Source: Monaco's indentationGuesser.ts.
 */
int code_indent_size(char *const *lines, size_t n);

/**
 * How many upright guides stand before each of `n` lines: one for each level begun. A blank line
 * has those of what is around it.
 *
 * Source: Monaco's guidesTextModelPart.ts.
 */
void code_indent_guides(char *const *lines, size_t n, int indent_size, int *guides);
