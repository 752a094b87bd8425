/*
 * What elements look like without a style of their own: the browser's sheet and Grafana's over it.
 * Source: HTML Living Standard, 15.3; Grafana 12.3, grafana-ui/src/themes/GlobalStyles.
 */
#include "renderer/html/html-style.h"

#include <math.h>
#include <string.h>

#include "renderer/html/css-font.h"

/* --- Elements --- */

static const char block_tags[] =
	"address article aside blockquote body caption center dd details dialog div dl dt fieldset "
	"figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend main nav ol p pre "
	"section summary ul";

static const char hidden_tags[] =
	"area audio base datalist head link map meta noscript object param script source style svg "
	"template title track select textarea col colgroup";

static HtmlDisplay display_of(const char *tag)
{
	static const struct {
		const char *tag;
		HtmlDisplay display;
	} others[] = {
		{ "li", DISPLAY_LIST_ITEM },	{ "table", DISPLAY_TABLE },
		{ "thead", DISPLAY_ROW_GROUP }, { "tbody", DISPLAY_ROW_GROUP },
		{ "tfoot", DISPLAY_ROW_GROUP }, { "tr", DISPLAY_ROW },
		{ "td", DISPLAY_CELL },		{ "th", DISPLAY_CELL },
		{ "label", DISPLAY_INLINE_BLOCK }, { "button", DISPLAY_INLINE_BLOCK },
		{ "input", DISPLAY_INLINE_BLOCK }, { "iframe", DISPLAY_INLINE_BLOCK },
		{ "video", DISPLAY_INLINE_BLOCK },
	};

	if (html_is_one_of(tag, block_tags))
		return DISPLAY_BLOCK;
	if (html_is_one_of(tag, hidden_tags))
		return DISPLAY_NONE;
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		if (strcmp(others[i].tag, tag) == 0)
			return others[i].display;
	}
	return DISPLAY_INLINE;
}

static bool is_last_element(const HtmlNode *node)
{
	for (const HtmlNode *at = node->next; at; at = at->next) {
		if (at->tag)
			return false;
	}
	return true;
}

static bool is_inside(const HtmlNode *node, const char *tags)
{
	for (const HtmlNode *at = node->parent; at; at = at->parent) {
		if (html_is_one_of(at->tag, tags))
			return true;
	}
	return false;
}

static void set_px(CssLength *length, double px)
{
	*length = (CssLength){ CSS_PX, px };
}

/* --- Groups of elements --- */

/* Source: Grafana 12.3, createTypography.ts. */
static void style_heading(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	static const struct {
		double size_px, line_px, letter_spacing_px;
	} headings[] = {
		{ 28, 32, -0.25 }, { 24, 28, 0 }, { 22, 24, 0 },
		{ 18, 22, 0.25 },  { 16, 22, 0 }, { 14, 22, 0.15 },
	};
	int rank = CLAMP(node->tag[1] - '1', 0, 5);

	style->text.size_px = headings[rank].size_px;
	style->text.line_factor = headings[rank].line_px / headings[rank].size_px;
	style->text.line_px = 0;
	style->text.letter_spacing_px = headings[rank].letter_spacing_px;
	style->text.weight = rank == 5 ? 500 : 400;
	set_px(&style->margin[CSS_BOTTOM], 0.45 * style->text.size_px);
}

static void style_paragraph(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	bool is_last = sheet->in_panel && is_last_element(node);

	set_px(&style->margin[CSS_BOTTOM], is_last ? 0 : 16);
	if (!is_inside(node, "blockquote"))
		return;
	set_px(&style->margin[CSS_BOTTOM], 0);
	style->text.size_px = 17.5;
	style->text.weight = 400; // the font has no 300
	style->text.line_factor = 1.25;
	style->text.line_px = 0;
}

static void style_quote(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	set_px(&style->margin[CSS_BOTTOM], 16);
	set_px(&style->padding[CSS_LEFT], 16);
	style->border[CSS_LEFT] = 5;
	style->border_color[CSS_LEFT] = sheet->theme->border_strong;
}

static void style_list(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	bool is_last = is_last_element(node);
	bool is_nested = is_inside(node, "ul ol"), is_deep = false;

	for (const HtmlNode *at = node->parent; at && !is_deep; at = at->parent)
		is_deep = html_is_one_of(at->tag, "ul ol") && is_inside(at, "ul ol");
	set_px(&style->padding[CSS_LEFT], sheet->in_panel ? 24 : 20);
	set_px(&style->margin[CSS_BOTTOM], sheet->in_panel && !is_last ? 16 : 0);
	style->text.marker = strcmp(node->tag, "ol") == 0 ? MARKER_DECIMAL
			     : is_deep			  ? MARKER_SQUARE
			     : is_nested		  ? MARKER_CIRCLE
							  : MARKER_DISC;
}

static void style_line_height(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	style->text.line_factor = 22 / 14.0;
	style->text.line_px = 0;
	if (strcmp(node->tag, "dd") == 0)
		set_px(&style->margin[CSS_BOTTOM], 8);
	else if (strcmp(node->tag, "dt") == 0)
		style->text.weight = 500;
	else if (strcmp(node->tag, "address") == 0)
		set_px(&style->margin[CSS_BOTTOM], 16);
}

static void set_border_all(HtmlStyle *style, Color color)
{
	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		style->border[side] = 1;
		style->border_color[side] = color;
	}
}

static void style_table(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	style->text.align = ALIGN_LEFT;
	if (!sheet->in_panel)
		return;
	set_border_all(style, sheet->theme->border_medium);
	set_px(&style->margin[CSS_BOTTOM], is_last_element(node) ? 0 : 16);
}

static void style_cell(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	if (strcmp(node->tag, "th") == 0) {
		style->text.weight = 500;
		style->text.align = ALIGN_LEFT;
	}
	if (!sheet->in_panel)
		return;
	for (int side = CSS_TOP; side <= CSS_LEFT; side++)
		set_px(&style->padding[side], side == CSS_TOP || side == CSS_BOTTOM ? 4 : 8);
	set_border_all(style, sheet->theme->border_medium);
	if (strcmp(node->tag, "th") == 0)
		style->background = sheet->theme->background_secondary;
}

/* Source: Grafana 12.3, GlobalStyles/code.ts. */
static void style_code(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	bool is_pre = strcmp(node->tag, "pre") == 0, is_code = strcmp(node->tag, "code") == 0;
	bool is_in_pre = is_code && is_inside(node, "pre");

	style->text.family = FONT_MONO;
	style->text.weight = 400;
	style->text.size_px = 12;
	style->text.letter_spacing_px = 12 * BUTTON_LETTER_SPACING_EM;
	style->text.line_factor = is_pre ? 22 / 14.0 : 16 / 14.0;
	style->text.line_px = 0;
	if (!is_in_pre) {
		style->text.color = sheet->theme->text_primary;
		style->background = sheet->theme->background_primary;
		set_border_all(style, sheet->theme->border_medium);
	}
	for (int side = CSS_TOP; side <= CSS_LEFT; side++) {
		set_px(&style->radius[side], 6);
		if (is_pre)
			set_px(&style->padding[side], 10);
		else if (is_code && !is_in_pre)
			set_px(&style->padding[side], side % 2 ? 5 : 2);
	}
	if (is_code) {
		set_px(&style->margin[CSS_LEFT], 2);
		set_px(&style->margin[CSS_RIGHT], 2);
		style->text.space = is_in_pre ? SPACE_PRE_WRAP : SPACE_NOWRAP;
	} else if (is_pre) {
		set_px(&style->margin[CSS_BOTTOM], 16);
		style->text.space = SPACE_PRE_WRAP;
		style->text.breaks_words = true;
	}
}

static void style_small(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	style->text.size_px = 12;
	style->text.weight = 400;
}

static void style_big(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	style->text.size_px = fmin(style->text.size_px * 1.2, 1000);
}

static void style_shifted(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	style->text.size_px *= 0.75;
	style->text.line_factor = 0;
	style->text.line_px = 0;
	style->text.rise_px += (strcmp(node->tag, "sup") == 0 ? 0.5 : -0.25) * style->text.size_px;
}

static void style_rule(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	set_px(&style->margin[CSS_TOP], 16);
	set_px(&style->margin[CSS_BOTTOM], 16);
	style->border[CSS_TOP] = 1;
	style->border_color[CSS_TOP] = sheet->theme->border_medium;
}

static void style_summary(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	bool is_open = html_attribute(node->parent, "open") != NULL;

	if (strcmp(node->parent->tag, "details") != 0)
		return;
	style->display = DISPLAY_LIST_ITEM;
	style->text.marker = is_open ? MARKER_OPEN : MARKER_CLOSED;
}

static void style_link(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	style->text.color = sheet->in_panel ? sheet->theme->text_link
					    : sheet->theme->text_primary;
	style->text.is_underlined = false;
}

static void style_frame(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	set_border_all(style, sheet->theme->border_medium);
	set_px(&style->width, 300);
	set_px(&style->height, 150);
	style->text.color = sheet->theme->text_secondary;
}

/* The browser's own check box, which can't be changed. Source: pictures of Chromium. */
static void style_box(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	bool is_dark = sheet->theme->is_dark, is_checked = html_attribute(node, "checked");
	Color fill = is_dark ? COLOR_RGB(0x757575) : color_with_alpha(COLOR_RGB(0x767676), 0.3);
	Color room = is_dark ? COLOR_RGB(0x3b3b3b) : COLOR_RGB(0xffffff);

	set_border_all(style, is_checked || !is_dark ? fill : COLOR_RGB(0x626262));
	style->background = is_checked ? fill : room;
	style->text.color = room;
	set_px(&style->width, 13);
	set_px(&style->height, 13);
	for (int corner = 0; corner < 4; corner++)
		set_px(&style->radius[corner], 2);
}

static void style_picture(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	style->is_middle = true;
}

static void style_words(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	HtmlTextStyle *text = &style->text;
	const char *tag = node->tag;

	if (html_is_one_of(tag, "b strong"))
		text->weight = 500;
	else if (html_is_one_of(tag, "i em dfn var"))
		text->is_italic = true;
	else if (html_is_one_of(tag, "u ins"))
		text->is_underlined = true;
	else if (html_is_one_of(tag, "s strike del"))
		text->is_struck = true;
	else if (strcmp(tag, "tt") == 0)
		text->family = FONT_FIXED;
	if (strcmp(tag, "em") == 0)
		text->color = sheet->theme->text_primary;
	if (strcmp(tag, "mark") == 0) {
		style->background = sheet->theme->warning_main;
		text->color = COLOR_RGB(0x000000);
	}
	if (strcmp(tag, "center") == 0) {
		text->align = ALIGN_CENTER;
		text->centers_blocks = true;
	}
	if (strcmp(tag, "figure") == 0)
		set_px(&style->margin[CSS_BOTTOM], 16);
}

void html_tag_style(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	static const struct {
		const char *tags;
		void (*set)(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style);
	} rules[] = {
		{ "h1 h2 h3 h4 h5 h6", style_heading },
		{ "p", style_paragraph },
		{ "blockquote", style_quote },
		{ "ul ol", style_list },
		{ "li dt dd address", style_line_height },
		{ "table", style_table },
		{ "td th", style_cell },
		{ "code pre kbd samp", style_code },
		{ "small", style_small },
		{ "big", style_big },
		{ "sub sup", style_shifted },
		{ "hr", style_rule },
		{ "summary", style_summary },
		{ "a", style_link },
		{ "iframe video", style_frame },
		{ "input", style_box },
		{ "img", style_picture },
	};

	style->display = display_of(node->tag);
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		if (html_is_one_of(node->tag, rules[i].tags)) {
			rules[i].set(sheet, node, style);
			return;
		}
	}
	style_words(sheet, node, style);
}

/* --- Attributes --- */

static void style_font(HtmlStyle *style, const HtmlNode *node)
{
	static const double sizes[] = { 10, 13, 16, 18, 24, 32, 48 };
	const char *size = html_attribute(node, "size"), *color = html_attribute(node, "color");
	const char *face = html_attribute(node, "face");

	if (face)
		css_family_parse(face, &style->text.family);
	if (color)
		color_parse(color, &style->text.color);
	if (!size)
		return;
	int number = (int)CLAMP(g_ascii_strtoll(size, NULL, 10), -9, 9);

	if (*size == '+' || *size == '-')
		number += 3;
	style->text.size_px = sizes[CLAMP(number, 1, 7) - 1];
}

/* "300" is px, "30%" a part. */
static void set_dimension(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style,
			  const char *name)
{
	const char *value = html_attribute(node, name);
	char *unit = NULL;

	if (!value || g_ascii_strtod(value, &unit) <= 0)
		return;
	g_autofree char *number = g_strndup(value, (gsize)(unit - value));
	g_autofree char *length = g_strconcat(number, *unit == '%' ? "%" : "px", NULL);

	html_style_set(sheet->arena, style, name, length);
}

static void apply_class(HtmlStyle *style, const char *class)
{
	HtmlTextStyle *text = &style->text;

	if (strcmp(class, "center-vh") == 0) {
		style->height = (CssLength){ CSS_PART, 1 };
		style->display = DISPLAY_FLEX;
		style->is_column = true;
		style->align_items = style->justify = PLACE_CENTER;
	} else if (strcmp(class, "text-left") == 0) {
		text->align = ALIGN_LEFT;
	} else if (strcmp(class, "text-right") == 0) {
		text->align = ALIGN_RIGHT;
	} else if (strcmp(class, "text-center") == 0) {
		text->align = ALIGN_CENTER;
	} else if (strcmp(class, "hide") == 0) {
		style->display = DISPLAY_NONE;
	}
}

static void apply_colored_class(const Theme *theme, HtmlStyle *style, const char *class)
{
	const struct {
		const char *name;
		Color color;
	} colors[] = {
		{ "muted", theme->text_secondary },
		{ "text-warning", theme->warning_text },
		{ "text-error", theme->error_text },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(colors); i++) {
		if (strcmp(colors[i].name, class) == 0)
			style->text.color = colors[i].color;
	}
}

void html_attribute_style(const HtmlSheet *sheet, const HtmlNode *node, HtmlStyle *style)
{
	const char *align = html_attribute(node, "align"), *class = html_attribute(node, "class");
	const char *color = html_attribute(node, "bgcolor");
	const char *vertical = html_attribute(node, "valign");
	g_autoptr(GPtrArray) classes = css_split(class ? class : "", " \t\n");

	if (!node->attributes)
		return;
	if (html_attribute(node, "hidden"))
		style->display = DISPLAY_NONE;
	if (align && strcmp(node->tag, "table") != 0)
		html_style_set(sheet->arena, style, "text-align", align);
	else if (align && g_ascii_strcasecmp(align, "center") == 0)
		style->margin[CSS_LEFT].unit = style->margin[CSS_RIGHT].unit = CSS_AUTO;
	if (vertical)
		html_style_set(sheet->arena, style, "vertical-align", vertical);
	if (color)
		color_parse(color, &style->background);
	if (html_is_one_of(node->tag, "table td th tr img iframe video hr")) {
		set_dimension(sheet, node, style, "width");
		set_dimension(sheet, node, style, "height");
	}
	if (strcmp(node->tag, "font") == 0)
		style_font(style, node);
	for (guint i = 0; i < classes->len; i++) {
		apply_class(style, classes->pdata[i]);
		apply_colored_class(sheet->theme, style, classes->pdata[i]);
	}
}
