#include "renderer/panel/code-indent.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

enum { DEFAULT_SIZE = 2, MOST_SIZE = 8, BLANK = -1 };

/* The column where a line's text begins, or BLANK. */
static int indent_of(const char *line, int tab_size)
{
	int column = 0;

	for (; *line == ' ' || *line == '\t'; line++)
		column += *line == '\t' ? tab_size - column % tab_size : 1;
	return *line && *line != '\r' ? column : BLANK;
}

int code_indent_size(char *const *lines, size_t n)
{
	static const int sizes[] = { 2, 4, 6, 8, 3, 5, 7 }; // the earlier win
	int counts[MOST_SIZE + 1] = { 0 };
	int before = 0, best = DEFAULT_SIZE, most = 0;

	for (size_t i = 0; i < n; i++) {
		int indent = indent_of(lines[i], DEFAULT_SIZE);

		if (indent == BLANK || lines[i][strspn(lines[i], " ")] == '\t')
			continue;
		if (abs(indent - before) <= MOST_SIZE)
			counts[abs(indent - before)]++;
		before = indent;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		if (counts[sizes[i]] > most) {
			most = counts[sizes[i]];
			best = sizes[i];
		}
	return best == 4 && counts[2] > 0 && counts[2] >= counts[4] / 2 ? 2 : best;
}

static int levels_begun(int indent, int size)
{
	return (indent + size - 1) / size;
}

/* Between two lines with text. */
static int blank_guides(int above, int below, int size)
{
	if (above == BLANK || below == BLANK)
		return 0;
	if (above == below)
		return levels_begun(below, size);
	return 1 + MIN(above, below) / size;
}

void code_indent_guides(char *const *lines, size_t n, int indent_size, int *guides)
{
	int above = BLANK;

	for (size_t i = 0; i < n; i++) {
		int indent = indent_of(lines[i], indent_size);
		size_t next = i;

		if (indent != BLANK) {
			guides[i] = levels_begun(indent, indent_size);
			above = indent;
			continue;
		}
		while (next < n && indent_of(lines[next], indent_size) == BLANK)
			next++;
		int below = next < n ? indent_of(lines[next], indent_size) : BLANK;

		for (; i < next; i++)
			guides[i] = blank_guides(above, below, indent_size);
		i--;
	}
}
