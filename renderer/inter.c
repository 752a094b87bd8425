#include "renderer/inter.h"

#include <string.h>

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-font.h>

/* Fontconfig gives a font's version in 1/65536; 4.1's files say 4.001. */
enum { VERSION_4_1 = 4 * 65536 + 66 };

#define UNITS_PER_EM 2048.0

typedef struct {
	gunichar first, second;
	int regular, medium; // units
} PairDifference;

static const PairDifference pairs[] = {
	{ '$', 'T', 10, 12 }, { 'S', 'T', 10, 12 }, { 'T', '$', 0, 4 },	{ 'T', 'S', 0, 4 },
	{ 'V', 'm', 0, 5 },   { 'V', 'n', 0, 5 },   { 'V', 'p', 0, 5 },	{ 'V', 'r', 0, 5 },
	{ 'r', 'i', 12, 10 }, { 't', 't', -50, -50 },
};

bool inter_differs(PangoFont *font)
{
	if (!PANGO_IS_FC_FONT(font))
		return false;
	FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
	FcChar8 *family;
	int version, slant;

	return FcPatternGetString(pattern, FC_FAMILY, 0, &family) == FcResultMatch &&
	       strcmp((const char *)family, "Inter") == 0 &&
	       FcPatternGetInteger(pattern, FC_FONTVERSION, 0, &version) == FcResultMatch &&
	       version == VERSION_4_1 &&
	       FcPatternGetInteger(pattern, FC_SLANT, 0, &slant) == FcResultMatch &&
	       slant == FC_SLANT_ROMAN;
}

double inter_space_before_em(gunichar letter, bool is_medium)
{
	if (letter == '"')
		return is_medium ? -1 / UNITS_PER_EM : 0;
	return letter == '5' ? (is_medium ? 31 : 30) / UNITS_PER_EM : 0;
}

double inter_kerning_em(gunichar first, gunichar second, bool is_medium)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		if (pairs[i].first == first && pairs[i].second == second)
			return (is_medium ? pairs[i].medium : pairs[i].regular) / UNITS_PER_EM;
	}
	return 0;
}

const char *inter_outline_file(PangoFont *font, int *index)
{
	if (!PANGO_IS_FC_FONT(font))
		return NULL;
	FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
	FcChar8 *family, *format, *file;

	if (FcPatternGetString(pattern, FC_FAMILY, 0, &family) != FcResultMatch ||
	    strcmp((const char *)family, "Inter") != 0 ||
	    FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch ||
	    strcmp((const char *)format, "CFF") != 0 ||
	    FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch)
		return NULL;
	if (FcPatternGetInteger(pattern, FC_INDEX, 0, index) != FcResultMatch)
		*index = 0;
	return (const char *)file;
}
