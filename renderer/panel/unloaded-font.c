#include "renderer/panel/unloaded-font.h"

#include <glib.h>
#include <math.h>

enum { FIRST = ' ', LAST = '~', OTHER = 500 };

/* Advances of Times in thousandths of its size, from the space to the tilde. */
static const short advances[LAST - FIRST + 1] = {
	250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, // to /
	500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, // to ?
	921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, // to O
	556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, // to _
	333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, // to o
	500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,	// to ~
};

static int advance(gunichar character)
{
	if (character >= FIRST && character <= LAST)
		return advances[character - FIRST];
	switch (character) {
	case 0xb0: // degrees
		return 400;
	case 0xb9: // raised 1 to 3
	case 0xb2:
	case 0xb3:
		return 300;
	default:
		return g_unichar_iswide(character) ? 1000 : OTHER;
	}
}

double unloaded_font_fit_size(const char *text, double width_px, double height_px,
			      double line_height)
{
	const double measured_at = 14;
	double width = 0;

	for (const char *at = text; *at; at = g_utf8_next_char(at))
		width += advance(g_utf8_get_char(at)) / 1000.0 * measured_at;
	return fmin(width_px / (width + 2) * measured_at, height_px / line_height);
}
