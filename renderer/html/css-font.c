#include "renderer/html/css-font.h"

#include <math.h>
#include <string.h>

#include "renderer/html/css-value.h"

typedef struct {
	const char *name; // lower case
	FontFamily family;
} KnownFamily;

static const KnownFamily known_families[] = {
	{ "inter", FONT_SANS },
	{ "roboto mono", FONT_MONO },
	{ "arial", FONT_ARIAL },
	{ "helvetica", FONT_ARIAL },
	{ "sans-serif", FONT_ARIAL },
	{ "arimo", FONT_ARIAL },
	{ "liberation sans", FONT_ARIAL },
	{ "serif", FONT_TIMES },
	{ "times", FONT_TIMES },
	{ "times new roman", FONT_TIMES },
	{ "tinos", FONT_TIMES },
	{ "liberation serif", FONT_TIMES },
	{ "cursive", FONT_TIMES },
	{ "fantasy", FONT_TIMES },
	{ "courier", FONT_COURIER },
	{ "courier new", FONT_COURIER },
	{ "cousine", FONT_COURIER },
	{ "liberation mono", FONT_COURIER },
	{ "monospace", FONT_FIXED },
	{ "dejavu sans mono", FONT_FIXED },
	{ "system-ui", FONT_SYSTEM },
	{ "sans", FONT_SYSTEM },
	{ "noto sans", FONT_SYSTEM },
};

static const KnownFamily *find_family(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(known_families); i++) {
		if (g_ascii_strcasecmp(known_families[i].name, name) == 0)
			return &known_families[i];
	}
	return NULL;
}

static void strip_quotes(char *name)
{
	size_t length = strlen(name);

	if (length > 1 && (name[0] == '"' || name[0] == '\'') && name[length - 1] == name[0]) {
		name[length - 1] = '\0';
		memmove(name, name + 1, length - 1);
	}
	g_strstrip(name);
}

bool css_family_parse(const char *value, FontFamily *family)
{
	g_autoptr(GPtrArray) names = css_split(value, ",");

	if (names->len == 0 || strchr(value, '(') ||
	    (names->len == 1 && (strcmp(value, "inherit") == 0 || strcmp(value, "unset") == 0)))
		return false;
	*family = FONT_TIMES;
	for (guint i = 0; i < names->len; i++) {
		strip_quotes(names->pdata[i]);
		const KnownFamily *known = find_family(names->pdata[i]);

		if (known) {
			*family = known->family;
			break;
		}
	}
	return true;
}

/* --- Metrics --- */

/* In em. Source: the fonts' "hhea" tables. */
static const struct {
	double ascent, descent;
} metrics[] = {
	[FONT_SANS] = { 0.96875, 0.2412 },    [FONT_MONO] = { 1.048, 0.271 },
	[FONT_FIXED] = { 0.92822, 0.23584 },  [FONT_ARIAL] = { 0.90527, 0.21191 },
	[FONT_TIMES] = { 0.89111, 0.21631 },  [FONT_COURIER] = { 0.83301, 0.30029 },
	[FONT_SYSTEM] = { 1.069, 0.293 },
};

double css_font_ascent(FontFamily family, double size_px)
{
	return floor(metrics[family].ascent * size_px + 0.5);
}

double css_font_descent(FontFamily family, double size_px)
{
	return floor(metrics[family].descent * size_px + 0.5);
}
