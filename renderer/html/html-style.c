#include "renderer/html/html-style.h"

#include <math.h>
#include <string.h>

#include "renderer/css-color.h"
#include "renderer/html/css-font.h"

/* --- Words --- */

typedef struct {
	const char *name;
	int value;
} Word;

/* The word's value, or `fallback`. */
static int word_value(const Word *words, size_t n, const char *name, int fallback)
{
	for (size_t i = 0; i < n; i++) {
		if (g_ascii_strcasecmp(words[i].name, name) == 0)
			return words[i].value;
	}
	return fallback;
}

#define WORD_VALUE(words, name, fallback) \
	word_value(words, G_N_ELEMENTS(words), name, (int)(fallback))

static void set_display(HtmlStyle *style, const char *value)
{
	static const Word words[] = {
		{ "none", DISPLAY_NONE },	  { "inline", DISPLAY_INLINE },
		{ "block", DISPLAY_BLOCK },	  { "inline-block", DISPLAY_INLINE_BLOCK },
		{ "flex", DISPLAY_FLEX },	  { "inline-flex", DISPLAY_INLINE_FLEX },
		{ "grid", DISPLAY_FLEX },	  { "inline-grid", DISPLAY_INLINE_FLEX },
		{ "table", DISPLAY_TABLE },	  { "table-row", DISPLAY_ROW },
		{ "table-cell", DISPLAY_CELL },	  { "table-row-group", DISPLAY_ROW_GROUP },
		{ "list-item", DISPLAY_LIST_ITEM }, { "flow-root", DISPLAY_BLOCK },
	};

	style->display = (HtmlDisplay)WORD_VALUE(words, value, style->display);
	if (g_str_has_suffix(value, "grid")) // without a template, rows one below the other
		style->is_column = true;
}

static HtmlPlace place_of(const char *value, HtmlPlace fallback)
{
	static const Word words[] = {
		{ "flex-start", PLACE_START },	     { "start", PLACE_START },
		{ "left", PLACE_START },	     { "top", PLACE_START },
		{ "baseline", PLACE_START },	     { "normal", PLACE_AUTO },
		{ "auto", PLACE_AUTO },		     { "center", PLACE_CENTER },
		{ "middle", PLACE_CENTER },	     { "flex-end", PLACE_END },
		{ "end", PLACE_END },		     { "right", PLACE_END },
		{ "bottom", PLACE_END },	     { "stretch", PLACE_STRETCH },
		{ "space-between", PLACE_BETWEEN }, { "space-around", PLACE_AROUND },
		{ "space-evenly", PLACE_EVENLY },
	};

	return (HtmlPlace)WORD_VALUE(words, value, fallback);
}

/* --- Text --- */

static void set_font_size(HtmlStyle *style, const char *value, double inherited)
{
	static const Word words[] = {
		{ "xx-small", 9 }, { "x-small", 10 }, { "small", 13 },	   { "medium", 16 },
		{ "large", 18 },   { "x-large", 24 }, { "xx-large", 32 }, { "xxx-large", 48 },
	};
	double px = WORD_VALUE(words, value, 0);
	CssLength length;

	if (g_ascii_strcasecmp(value, "larger") == 0)
		px = inherited * 1.2;
	else if (g_ascii_strcasecmp(value, "smaller") == 0)
		px = inherited / 1.2;
	else if (css_length_parse(value, inherited, &length) && length.unit != CSS_AUTO)
		px = css_length_px(length, inherited);
	if (px > 0)
		style->text.size_px = fmin(px, 1000);
}

static void set_line_height(HtmlStyle *style, const char *value)
{
	char *unit;
	double factor = g_ascii_strtod(value, &unit);
	CssLength length;

	if (unit > value && !*unit && factor >= 0 && factor < 100) {
		style->text.line_factor = factor;
		style->text.line_px = 0;
	} else if (strcmp(value, "normal") == 0) {
		style->text.line_factor = 17 / 14.0;
		style->text.line_px = 0;
	} else if (css_length_parse(value, style->text.size_px, &length) && length.value > 0) {
		style->text.line_px = css_length_px(length, style->text.size_px);
	}
}

static void set_weight(HtmlStyle *style, const char *value)
{
	static const Word words[] = { { "normal", 400 }, { "bold", 700 }, { "bolder", 700 },
				      { "lighter", 100 } };
	double number = g_ascii_strtod(value, NULL);
	int weight = WORD_VALUE(words, value, number >= 1 && number <= 1000 ? number : 0);

	if (weight == 0)
		return;
	/* Grafana's font has two weights; what is far above the heavier one is made bold. */
	style->text.weight = weight >= 600 ? 700 : weight >= 450 ? 500 : 400;
}

/* "italic bold 20px/1.5 Arial, sans-serif"; without a size and a family it is none. */
static void set_font(HtmlStyle *style, const char *value)
{
	const char *family = value;
	g_autoptr(GPtrArray) words = css_split(value, " \t\n");
	HtmlTextStyle kept = style->text;
	guint i = 0;

	style->text.weight = 400;
	style->text.is_italic = false;
	for (; i + 1 < words->len; i++) {
		const char *word = words->pdata[i];
		double number = g_ascii_strtod(word, NULL);
		bool is_weight = strspn(word, "0123456789") == strlen(word) && number >= 100;

		family = strstr(family, word) + strlen(word);
		if (is_weight || html_is_one_of(word, "bold bolder lighter"))
			set_weight(style, word);
		else if (html_is_one_of(word, "italic oblique"))
			style->text.is_italic = true;
		else if (strcmp(word, "normal") != 0 && strcmp(word, "small-caps") != 0)
			break;
	}
	g_auto(GStrv) sizes = g_strsplit(words->len ? words->pdata[i] : "", "/", 2);
	double before = style->text.size_px;

	style->text.size_px = 0;
	set_font_size(style, sizes[0] ? sizes[0] : "", before);
	if (i + 1 >= words->len || style->text.size_px <= 0) {
		style->text = kept;
		return;
	}
	set_line_height(style, sizes[1] ? sizes[1] : "normal");
	g_autofree char *families = g_strstrip(g_strdup(family));

	css_family_parse(families, &style->text.family);
}

static void set_decoration(HtmlStyle *style, const char *value)
{
	bool is_none = strstr(value, "none") != NULL;

	style->text.is_underlined = strstr(value, "underline") ||
				    (style->text.is_underlined && !is_none);
	style->text.is_struck = strstr(value, "line-through") ||
				(style->text.is_struck && !is_none);
}

static void set_text_align(HtmlStyle *style, const char *value)
{
	static const Word words[] = { { "left", ALIGN_LEFT },	  { "start", ALIGN_LEFT },
				      { "center", ALIGN_CENTER }, { "right", ALIGN_RIGHT },
				      { "end", ALIGN_RIGHT },	  { "justify", ALIGN_LEFT } };

	style->text.align = (TextAlign)WORD_VALUE(words, value, style->text.align);
	style->text.centers_blocks = false;
}

static void set_marker(HtmlStyle *style, const char *value)
{
	static const Word words[] = {
		{ "none", MARKER_NONE },	      { "disc", MARKER_DISC },
		{ "circle", MARKER_CIRCLE },	      { "square", MARKER_SQUARE },
		{ "decimal", MARKER_DECIMAL },	      { "lower-alpha", MARKER_LOWER_ALPHA },
		{ "lower-latin", MARKER_LOWER_ALPHA }, { "upper-alpha", MARKER_UPPER_ALPHA },
		{ "upper-latin", MARKER_UPPER_ALPHA },
	};
	g_autoptr(GPtrArray) parts = css_split(value, " \t");

	for (guint i = 0; i < parts->len; i++)
		style->text.marker =
			(HtmlMarker)WORD_VALUE(words, parts->pdata[i], style->text.marker);
}

static bool set_text(HtmlStyle *style, const char *property, const char *value)
{
	static const Word spaces[] = { { "normal", SPACE_NORMAL }, { "nowrap", SPACE_NOWRAP },
				       { "pre", SPACE_PRE },	   { "pre-wrap", SPACE_PRE_WRAP },
				       { "pre-line", SPACE_PRE_LINE }, { "wrap", SPACE_NORMAL } };
	static const Word cases[] = { { "none", CASE_NONE }, { "uppercase", CASE_UPPER },
				      { "lowercase", CASE_LOWER }, { "capitalize", CASE_TITLE } };
	HtmlTextStyle *text = &style->text;
	CssLength length;

	if (strcmp(property, "color") == 0)
		css_color_parse(value, text->color, &text->color);
	else if (strcmp(property, "font-size") == 0)
		set_font_size(style, value, text->size_px);
	else if (strcmp(property, "line-height") == 0)
		set_line_height(style, value);
	else if (strcmp(property, "font-weight") == 0)
		set_weight(style, value);
	else if (strcmp(property, "font-style") == 0)
		text->is_italic = strcmp(value, "italic") == 0 || strcmp(value, "oblique") == 0;
	else if (strcmp(property, "font-family") == 0)
		css_family_parse(value, &text->family);
	else if (strcmp(property, "font") == 0)
		set_font(style, value);
	else if (g_str_has_prefix(property, "text-decoration"))
		set_decoration(style, value);
	else if (strcmp(property, "text-align") == 0)
		set_text_align(style, value);
	else if (strcmp(property, "text-transform") == 0)
		text->text_case = (HtmlCase)WORD_VALUE(cases, value, text->text_case);
	else if (strcmp(property, "white-space") == 0 || strcmp(property, "text-wrap") == 0)
		text->space = (HtmlSpace)WORD_VALUE(spaces, value, text->space);
	else if (strcmp(property, "word-break") == 0 || strcmp(property, "word-wrap") == 0)
		text->breaks_words = strstr(value, "break") != NULL;
	else if (strcmp(property, "letter-spacing") == 0 &&
		 css_length_parse(value, text->size_px, &length))
		text->letter_spacing_px = CLAMP(length.value, -100, 100);
	else if (g_str_has_prefix(property, "list-style"))
		set_marker(style, value);
	else
		return false;
	return true;
}

/* --- Sides --- */

/* One to four lengths, clockwise from the top; a side that isn't given is its opposite. */
static void set_sides(const HtmlStyle *style, CssLength sides[4], const char *value)
{
	g_autoptr(GPtrArray) words = css_split(value, " \t\n");
	CssLength read[4] = { 0 };

	if (words->len == 0 || words->len > 4)
		return;
	for (guint i = 0; i < words->len; i++) {
		if (!css_length_parse(words->pdata[i], style->text.size_px, &read[i]))
			return;
	}
	if (words->len < 2)
		read[1] = read[0];
	if (words->len < 3)
		read[2] = read[0];
	if (words->len < 4)
		read[3] = read[1];
	memcpy(sides, read, sizeof(read));
}

/* The side of "top", "right", "bottom" or "left" at the start of `name`, or -1. */
static int side_of(const char *name)
{
	static const char *const names[] = { "top", "right", "bottom", "left" };

	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		if (g_str_has_prefix(name, names[side]))
			return side;
	}
	return -1;
}

static void set_lengths(const HtmlStyle *style, CssLength sides[4], const char *rest,
			const char *value)
{
	if (!*rest)
		set_sides(style, sides, value);
	else if (*rest == '-' && side_of(rest + 1) >= 0)
		css_length_parse(value, style->text.size_px, &sides[side_of(rest + 1)]);
}

static bool is_line_style(const char *word)
{
	return html_is_one_of(word, "solid dashed dotted double groove ridge inset outset");
}

/* Width, style and colour in any order; a border without a style is none. */
static void set_border(HtmlStyle *style, int side, const char *value)
{
	g_autoptr(GPtrArray) words = css_split(value, " \t\n");
	double width = 3;
	Color color = style->text.color;
	bool is_line = false;

	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i];
		CssLength length;

		is_line = is_line || is_line_style(word);
		style->is_dashed = style->is_dashed || html_is_one_of(word, "dashed dotted");
		if (css_length_parse(word, style->text.size_px, &length))
			width = length.value;
		else if (html_is_one_of(word, "thin medium thick"))
			width = word[0] == 'm' ? 3 : word[2] == 'i' && word[3] == 'n' ? 1 : 5;
		else
			css_color_parse(word, style->text.color, &color);
	}
	style->border[side] = is_line ? fmax(0, width) : 0;
	style->border_color[side] = color;
}

/* "border-color" and its likes; what isn't a colour, a width or a line does nothing. */
static void set_border_part(HtmlStyle *style, int side, const char *part, const char *value)
{
	CssLength width;

	if (g_str_has_suffix(part, "color"))
		css_color_parse(value, style->text.color, &style->border_color[side]);
	else if (g_str_has_suffix(part, "style") && !is_line_style(value))
		style->border[side] = 0;
	else if (g_str_has_suffix(part, "style") && style->border[side] == 0)
		style->border[side] = 3;
	else if (g_str_has_suffix(part, "width") && style->border[side] > 0 &&
		 css_length_parse(value, style->text.size_px, &width))
		style->border[side] = fmax(0, width.value);
}

static void set_radius(HtmlStyle *style, const char *rest, const char *value)
{
	static const char *const corners[] = { "-top-left", "-top-right", "-bottom-right",
					       "-bottom-left" };

	if (g_str_has_prefix(rest, "-radius")) {
		set_sides(style, style->radius, value);
		return;
	}
	for (int corner = 0; corner < 4; corner++) {
		if (g_str_has_prefix(rest, corners[corner]))
			css_length_parse(value, style->text.size_px, &style->radius[corner]);
	}
}

static void set_borders(HtmlStyle *style, const char *rest, const char *value)
{
	int side = *rest ? side_of(rest + 1) : -1;

	if (g_str_has_suffix(rest, "radius")) {
		set_radius(style, rest, value);
		return;
	}
	for (int at = CSS_TOP; at <= CSS_LEFT; at++) {
		if (side >= 0 && at != side)
			continue;
		bool is_whole = !*rest || (side >= 0 && !strchr(rest + 1, '-'));

		if (is_whole)
			set_border(style, at, value);
		else
			set_border_part(style, at, rest, value);
	}
}

static bool set_edges(HtmlStyle *style, const char *property, const char *value)
{
	if (g_str_has_prefix(property, "margin"))
		set_lengths(style, style->margin, property + strlen("margin"), value);
	else if (g_str_has_prefix(property, "padding"))
		set_lengths(style, style->padding, property + strlen("padding"), value);
	else if (g_str_has_prefix(property, "border"))
		set_borders(style, property + strlen("border"), value);
	else
		return false;
	for (int side = CSS_TOP; side <= CSS_LEFT; side++)
		style->padding[side].value = fmax(0, style->padding[side].value);
	return true;
}

/* --- Sizes and flex --- */

static bool set_size(HtmlStyle *style, const char *property, const char *value)
{
	const struct {
		const char *name;
		CssLength *length;
	} sizes[] = {
		{ "width", &style->width },	      { "height", &style->height },
		{ "min-width", &style->min_width },   { "min-height", &style->min_height },
		{ "max-width", &style->max_width },   { "max-height", &style->max_height },
		{ "flex-basis", &style->basis },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		CssLength length;

		if (strcmp(sizes[i].name, property) != 0)
			continue;
		if (strcmp(value, "none") == 0 || strcmp(value, "content") == 0)
			*sizes[i].length = (CssLength){ 0 };
		else if (css_length_parse(value, style->text.size_px, &length) && length.value >= 0)
			*sizes[i].length = length;
		return true;
	}
	return false;
}

/* Numbers are grow and shrink, a length is the basis. */
static void set_flex(HtmlStyle *style, const char *value)
{
	g_autoptr(GPtrArray) words = css_split(value, " \t");
	int n_numbers = 0;

	style->grow = strcmp(value, "auto") == 0 ? 1 : 0;
	style->shrink = strcmp(value, "none") == 0 ? 0 : 1;
	style->basis = (CssLength){ 0 };
	for (guint i = 0; i < words->len; i++) {
		char *unit;
		double number = g_ascii_strtod(words->pdata[i], &unit);

		if (*unit || unit == words->pdata[i]) {
			css_length_parse(words->pdata[i], style->text.size_px, &style->basis);
			continue;
		}
		if (n_numbers == 0)
			style->basis = (CssLength){ CSS_PX, 0 };
		*(n_numbers++ ? &style->shrink : &style->grow) = CLAMP(number, 0, 10000);
	}
}

static void set_gap(HtmlStyle *style, const char *property, const char *value)
{
	g_autoptr(GPtrArray) words = css_split(value, " \t");
	CssLength row, column;

	if (words->len == 0 || !css_length_parse(words->pdata[0], style->text.size_px, &row) ||
	    !css_length_parse(words->pdata[words->len - 1], style->text.size_px, &column))
		return;
	if (strcmp(property, "column-gap") != 0)
		style->row_gap = fmax(0, row.value);
	if (strcmp(property, "row-gap") != 0)
		style->column_gap = fmax(0, column.value);
}

static void set_flow(HtmlStyle *style, const char *value)
{
	if (strstr(value, "column") || strstr(value, "row")) {
		style->is_column = strstr(value, "column") != NULL;
		style->is_reversed = strstr(value, "-reverse") != NULL;
	}
	if (strstr(value, "wrap"))
		style->wraps = strstr(value, "nowrap") == NULL;
}

static bool set_flex_property(HtmlStyle *style, const char *property, const char *value)
{
	if (strcmp(property, "flex") == 0)
		set_flex(style, value);
	else if (html_is_one_of(property, "flex-direction flex-wrap flex-flow"))
		set_flow(style, value);
	else if (strcmp(property, "flex-grow") == 0)
		style->grow = CLAMP(g_ascii_strtod(value, NULL), 0, 10000);
	else if (strcmp(property, "flex-shrink") == 0)
		style->shrink = CLAMP(g_ascii_strtod(value, NULL), 0, 10000);
	else if (html_is_one_of(property, "gap row-gap column-gap grid-gap"))
		set_gap(style, property, value);
	else if (strcmp(property, "justify-content") == 0)
		style->justify = place_of(value, style->justify);
	else if (strcmp(property, "align-items") == 0)
		style->align_items = place_of(value, style->align_items);
	else if (strcmp(property, "align-content") == 0)
		style->align_content = place_of(value, style->align_content);
	else if (strcmp(property, "align-self") == 0)
		style->align_self = place_of(value, style->align_self);
	else
		return false;
	return true;
}

static void set_background(Arena *arena, HtmlStyle *style, const char *property, const char *value)
{
	Color color;
	const CssGradient *gradient;

	if (!css_background_parse(arena, value, style->text.color, &color, &gradient))
		return;
	if (strcmp(property, "background-image") != 0)
		style->background = color;
	if (strcmp(property, "background-color") != 0)
		style->gradient = gradient;
}

static void set_vertical(HtmlStyle *style, const char *value)
{
	style->text.cell_place = place_of(value, style->text.cell_place);
	style->is_middle = strcmp(value, "middle") == 0;
}

void html_style_set(Arena *arena, HtmlStyle *style, const char *property, const char *value)
{
	if (html_is_one_of(property, "background background-color background-image"))
		set_background(arena, style, property, value);
	else if (strcmp(property, "display") == 0)
		set_display(style, value);
	else if (strcmp(property, "vertical-align") == 0)
		set_vertical(style, value);
	else if (strcmp(property, "opacity") == 0)
		style->opacity = CLAMP(g_ascii_strtod(value, NULL), 0, 1);
	else if (!set_text(style, property, value) && !set_edges(style, property, value) &&
		 !set_size(style, property, value))
		set_flex_property(style, property, value);
}

/* --- Whole styles --- */

TextStyle html_font_of(const HtmlTextStyle *text)
{
	return (TextStyle){ .family = text->family,
			    .size_px = text->size_px,
			    .weight = text->weight,
			    .is_italic = text->is_italic,
			    .letter_spacing_px = text->letter_spacing_px };
}

HtmlStyle html_style_inherit(const HtmlStyle *parent)
{
	HtmlStyle style = { .text = parent->text, .opacity = 1, .shrink = 1 };

	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		style.margin[side].unit = CSS_PX;
		style.padding[side].unit = CSS_PX;
		style.radius[side].unit = CSS_PX;
	}
	return style;
}

HtmlStyle html_style_root(const Theme *theme)
{
	HtmlStyle none = {
		.text = { .color = theme->text_primary,
			  .size_px = 14,
			  .letter_spacing_px = BODY_LETTER_SPACING,
			  .line_factor = 22 / 14.0,
			  .weight = 400,
			  .cell_place = PLACE_CENTER,
			  .marker = MARKER_DISC },
	};
	HtmlStyle style = html_style_inherit(&none);

	style.display = DISPLAY_BLOCK;
	return style;
}

/* The font's size and the colour first: other properties count of them. */
static void apply_declarations(Arena *arena, HtmlStyle *style, const char *text)
{
	g_autoptr(GPtrArray) declarations = css_split(text, ";");

	for (int pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < declarations->len; i++) {
			const char *colon = strchr(declarations->pdata[i], ':');

			if (!colon)
				continue;
			g_autofree char *name = g_strstrip(g_ascii_strdown(
				declarations->pdata[i],
				(gssize)(colon - (const char *)declarations->pdata[i])));
			g_autofree char *value = g_strstrip(g_strdup(colon + 1));
			char *important = strstr(value, "!important");

			if (important)
				*important = '\0';
			if (html_is_one_of(name, "font font-size color") == (pass == 0))
				html_style_set(arena, style, name, g_strchomp(value));
		}
	}
}

HtmlStyle html_style_of(const HtmlSheet *sheet, const HtmlNode *node, const HtmlStyle *parent)
{
	HtmlStyle style = html_style_inherit(parent);
	const char *declarations = html_attribute(node, "style");

	html_tag_style(sheet, node, &style);
	html_attribute_style(sheet, node, &style);
	if (declarations)
		apply_declarations(sheet->arena, &style, declarations);
	return style;
}
