#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "renderer/color.h"

/** What codes for terminals say of the text behind them. */
typedef struct {
	int color, background; // code of the colour; 0: none
	int brightness;	       // 0, 1 bright, 2 dim, 22
	bool is_italic, is_underlined, is_inverse;
} AnsiState;

/** A stretch of a line of one look. */
typedef struct {
	const char *text;
	size_t length;
	bool is_bold, is_italic, is_underlined;
	bool is_faint; // in the theme's secondary colour
	bool has_color;
	Color color;
	Color background; // alpha 0: none
} AnsiSpan;

/** Reads a line span by span; begins as { .at = line }. */
typedef struct {
	const char *at;
	AnsiState state;
} AnsiReader;

/**
 * The next stretch between codes; false at the line's end. Codes that choose one of 256 or of all
 * colours are not understood by Grafana either: each of their numbers counts alone.
 *
 * Source: ansicolor 2.0 (public domain), as Grafana 12.3 uses it in LogMessageAnsi.tsx.
 */
bool ansi_next(AnsiReader *reader, AnsiSpan *span);

/** Whether a line is taken for one with colours: it has a code with one number. */
bool ansi_has_codes(const char *text);

/** Length of the codes for colours (ESC [ 1 ; 31 m) that begin at `text`; 0: none does. */
size_t ansi_color_length(const char *text);

/** The same for codes of any kind, which do not count where lines are compared or measured. */
size_t ansi_code_length(const char *text);
