#pragma once

#include <stdbool.h>

#include <pango/pango.h>

/**
 * Where packages' Inter 4.1 sets upright text otherwise than the Inter 4.0 that Grafana serves:
 * a 5 stands closer, a few pairs of letters are kerned otherwise. Italics do not differ.
 *
 * Source: advance widths and pair kerning of all Latin letters, digits and signs in
 * public/fonts/inter of Grafana 12.3.0 (Version 4.000) against fonts-inter 4.1 (Version 4.001).
 */

/** Whether `font` is an upright Inter 4.1. */
bool inter_differs(PangoFont *font);

/** What Grafana's Inter has more than 4.1 in front of the glyph of `letter`, in em. */
double inter_space_before_em(gunichar letter, bool is_medium);

/** What Grafana's Inter has more than 4.1 between two letters, in em. */
double inter_kerning_em(gunichar first, gunichar second, bool is_medium);

/**
 * The file of an Inter that has PostScript outlines, as packages' has, and `index` in it; NULL for
 * any other font. Grafana serves a TrueType one.
 */
const char *inter_outline_file(PangoFont *font, int *index);
