#include "renderer/panel/big-value.h"

#include "renderer/css-gradient.h"
#include "renderer/panel/flow.h"
#include "renderer/panel/formatted-text.h"
#include "renderer/panel/percent-change.h"
#include "renderer/panel/sparkline.h"
#include "renderer/panel/unloaded-font.h"
#include "renderer/text-lines.h"

#include <math.h>
#include <string.h>

#define LINE_HEIGHT 1.2
#define TITLE_MAX_PX 30
#define TITLE_PART 0.7		 // of the value's size, at most
#define CHANGE_LINE_HEIGHT 3.0	 // in a row
#define PAGE_FONT_PX 14

enum { VALUE_WEIGHT = 500, MAX_LINES = 50, PAGE_TEXT_PX = 14 };

typedef enum { LAYOUT_WIDE, LAYOUT_WIDE_CHART, LAYOUT_STACKED, LAYOUT_STACKED_CHART } LayoutKind;

/* One value in its cell. */
typedef struct {
	const PanelContext *context;
	const BigValueStyle *style;
	const FieldDisplay *display;
	Scene *scene;
	Rect cell;
	LayoutKind kind;
	double padding;
	const char *title;			     // "" when none is shown
	const char *longest_title, *longest_text; // of all values: all get the same sizes
	FormattedValue value;
	double title_px, value_px;
	bool is_button;	   // whose texts are centred, each in its own box
	bool has_change; // also where it is no number: then it takes up room only
	PercentChange change;
	double change_rise; // into the value's line, in a column
	double room_px; // for a line
	char **title_lines, **value_lines; // value_lines NULL: one line of parts
	bool is_unit_below;		   // but for a unit that finds no room beside its number
} BigValue;

/* --- Colours --- */

static bool has_background(const BigValue *big)
{
	return big->style->color_mode == COLOR_BACKGROUND ||
	       big->style->color_mode == COLOR_BACKGROUND_SOLID;
}

/* Dark or light letters, whichever can be read on the value's colour. */
static Color contrast_color(const BigValue *big)
{
	const Color light = COLOR_RGB(0xf7f8fa), dark = COLOR_RGB(0x202226);
	Color color = big->display->display.color;

	if (color.alpha < 0.3)
		return big->context->theme->is_dark ? light : dark;
	return color_brightness(color) > 180 ? dark : light;
}

static Color title_color(const BigValue *big)
{
	return has_background(big) ? contrast_color(big) : big->context->theme->text_primary;
}

static Color value_color(const BigValue *big)
{
	if (has_background(big))
		return contrast_color(big);
	return big->style->color_mode == COLOR_VALUE ? big->display->display.color
						     : big->context->theme->text_primary;
}

static Color change_color(const BigValue *big)
{
	bool is_up = big->display->percent_change > 0;

	if (has_background(big))
		return contrast_color(big);
	if (strcmp(big->style->percent_color, "same_as_value") == 0)
		return value_color(big);
	if (strcmp(big->style->percent_color, "inverted") == 0)
		is_up = big->display->percent_change < 0;
	return theme_color(big->context->theme, is_up ? "green" : "red");
}

static void draw_background(const BigValue *big)
{
	Rect cell = rect_snapped(big->cell);
	Color color = big->display->display.color;
	double factor = big->context->theme->is_dark ? 1 : -0.7;
	Gradient gradient = css_linear_gradient(
		cell, 120, color_rounded(color_spin(color_darken(color, 15 * factor), 8)),
		color_rounded(color_spin(color_darken(color, 5 * factor), -8)));

	if (big->style->color_mode == COLOR_BACKGROUND)
		scene_fill_rect(big->scene, cell, (Paint){ .gradient = &gradient });
	else if (big->style->color_mode == COLOR_BACKGROUND_SOLID)
		scene_fill_rect(big->scene, cell, PAINT_COLOR(color));
}

/* --- Sizes --- */

static double fit_title(const BigValue *big, double width, double height)
{
	if (!isnan(big->style->title_px))
		return big->style->title_px;
	if (!big->longest_title[0])
		return 0;
	return text_fit_size(big->context->text, big->longest_title, 400, width, height,
			     LINE_HEIGHT, TITLE_MAX_PX);
}

/* Only a header or another panel brings the font of values before they are measured. */
static double fit_text(const BigValue *big, const char *text, double width, double height)
{
	if (big->context->is_alone && !big->context->panel->title[0])
		return unloaded_font_fit_size(text, width, height, LINE_HEIGHT);
	return text_fit_size(big->context->text, text, VALUE_WEIGHT, width, height, LINE_HEIGHT,
			     INFINITY);
}

static double fit_value(const BigValue *big, double width, double height)
{
	return isnan(big->style->value_px) ? fit_text(big, big->longest_text, width, height)
					   : big->style->value_px;
}

static void limit_title(BigValue *big)
{
	if (isnan(big->style->title_px))
		big->title_px = fmin(TITLE_PART * big->value_px, big->title_px);
}

static void size_texts(BigValue *big, double width, double height)
{
	double change_part = big->has_change ? 0.75 : 1;
	bool has_title = big->longest_title[0] && isnan(big->style->title_px);

	switch (big->kind) {
	case LAYOUT_WIDE:
		big->title_px = fit_title(big, width * 0.6, height);
		big->value_px = fit_value(big, width * (has_title ? 0.3 : 1),
					  height * change_part);
		limit_title(big);
		break;
	case LAYOUT_WIDE_CHART:
		big->title_px = fit_title(big, width * 0.6, height * 0.4);
		big->value_px = fit_value(big, width * 0.4, height * 0.5);
		break;
	case LAYOUT_STACKED:
	case LAYOUT_STACKED_CHART:
		big->title_px = fit_title(big, width, big->cell.height * 0.15);
		height -= has_title ? big->title_px * LINE_HEIGHT : 0;
		if (big->kind == LAYOUT_STACKED)
			big->value_px = fit_value(big, width, height * change_part);
		else
			big->value_px = fit_value(big, width, height - big->cell.height * 0.25);
		limit_title(big);
		break;
	}
}

/* Without a text the change fills the box; its gap stays that of a text. */
static void size_change(BigValue *big, double width, double height)
{
	double percent_px = big->style->percent_px;
	double text_px = isnan(percent_px) ? fmax(big->value_px / 2.5, 12) : percent_px;
	PercentChange *change = &big->change;

	*change = (PercentChange){
		.percent = big->display->percent_change,
		.text_px = text_px,
		.icon_px = isnan(percent_px) ? fmax(big->value_px / 3, 10) : percent_px - 3,
		.gap_px = fmax(text_px / 3, 4),
		.color = change_color(big),
	};
	big->change_rise = text_px > 12 ? text_px / 4 : 0;
	if (big->style->text_mode == TEXT_NONE) {
		char text[PERCENT_CHANGE_TEXT_SIZE];

		percent_change_text(change->percent, text);
		change->text_px = fit_text(big, text, width * 0.8, height * 0.8);
		change->icon_px = change->text_px * 0.8;
	}
}

/* --- Sparkline --- */

static bool has_sparkline(const BigValue *big)
{
	return big->style->has_graph && big->display->frame && big->display->row < 0 &&
	       big->display->frame->n_rows > 1;
}

static LayoutKind layout_kind(const BigValue *big)
{
	bool has_chart = has_sparkline(big);

	if (big->cell.width / big->cell.height > 2.5 && big->style->is_wide_allowed)
		return big->cell.height > 50 && has_chart ? LAYOUT_WIDE_CHART : LAYOUT_WIDE;
	return big->cell.height > 100 && has_chart ? LAYOUT_STACKED_CHART : LAYOUT_STACKED;
}

static bool is_row(const BigValue *big)
{
	return big->kind == LAYOUT_WIDE || big->kind == LAYOUT_WIDE_CHART;
}

/* Its canvas is of whole pixels and stands on the cell's bottom. */
static void draw_sparkline(const BigValue *big)
{
	const FieldDisplay *display = big->display;
	Color color = display->display.color;
	double height = big->kind == LAYOUT_WIDE_CHART
				? big->cell.height * 0.5
				: big->cell.height - (big->title_px + big->value_px) * LINE_HEIGHT;
	Rect area = { big->cell.x, rect_bottom(big->cell) - floor(height), big->cell.width, height };
	SparklineStyle style = { .line_width = 1, .line = color,
				 .fill = color_with_alpha(color, 0.2) };

	if (display->field->type != FIELD_NUMBER || !display->field->numbers)
		return;
	if (has_background(big)) {
		style.line = color_brighten(color, 40);
		style.fill = (Color){ 255, 255, 255, 0.4 };
	}
	sparkline_layout(big->context, big->scene, area, display->frame, display->sparkline_x,
			 display->field, display->range, &style);
}

/* --- Texts --- */

/* A box lower than its padding makes sizes negative: no size in CSS, so that the page's stays. */
static double shown_px(double computed_px)
{
	return computed_px < 0 ? PAGE_TEXT_PX : computed_px;
}

static TextStyle title_style(const BigValue *big)
{
	return (TextStyle){ FONT_SANS, shown_px(big->title_px), 400, false, BODY_LETTER_SPACING };
}

static TextStyle value_style(const BigValue *big)
{
	return (TextStyle){ FONT_SANS, shown_px(big->value_px), VALUE_WEIGHT, false,
			    BODY_LETTER_SPACING };
}

static FormattedText value_text(const BigValue *big)
{
	return (FormattedText){ &big->value, shown_px(big->value_px), VALUE_WEIGHT,
				value_color(big) };
}

/* A text that is broken is as wide as the room for it, whatever its lines are. */
static Size lines_size(const BigValue *big, const TextStyle *style, char **lines)
{
	Size size = { lines[0] && lines[1] ? big->room_px : 0, 0 };

	for (size_t i = 0; lines[i]; i++) {
		size.width = fmax(size.width, text_box_width(big->context->text, style, lines[i]));
		size.height += style->size_px * LINE_HEIGHT;
	}
	return size;
}

static void draw_lines(const BigValue *big, const TextStyle *style, char **lines, Rect box,
		       TextAlign align, Color color)
{
	double line = style->size_px * LINE_HEIGHT;

	for (size_t i = 0; lines[i]; i++)
		scene_text(big->scene,
			   &(SceneText){ .text = lines[i],
					 .x = align == ALIGN_CENTER ? box.x + box.width / 2 : box.x,
					 .baseline_y = line_baseline(box.y + (double)i * line, line,
								     style->size_px),
					 .align = align,
					 .style = *style,
					 .color = color });
}

static char **lines_of(const BigValue *big, const TextStyle *style, const char *text, double width)
{
	g_autofree char *collapsed = text_collapse(text);

	return collapsed[0] ? text_lines(big->context->text, style, collapsed, width, MAX_LINES)
			    : NULL;
}

/* The unit alone, or the value without it; `part` is what the text points to. */
static FormattedText text_part(const BigValue *big, bool is_unit, FormattedValue *part)
{
	FormattedText text = value_text(big);

	*part = big->value;
	if (is_unit)
		part->prefix[0] = part->text[0] = '\0';
	else
		part->suffix[0] = '\0';
	text.value = part;
	return text;
}

/* Lines of the value where it is one text; one with a unit only breaks at the blank before it. */
static void break_lines(BigValue *big, double width)
{
	TextStyle title = title_style(big), value = value_style(big);

	big->room_px = width;
	big->title_lines = lines_of(big, &title, big->title, width);
	if (!big->value.prefix[0] && !big->value.suffix[0])
		big->value_lines = lines_of(big, &value, big->value.text, width);
	FormattedText text = value_text(big);

	big->is_unit_below = big->value.suffix[0] == ' ' &&
			     formatted_text_width(big->context->text, &text) > width;
}

static Size unit_below_size(const BigValue *big)
{
	Size size = { 0, 0 };

	for (int i = 0; i < 2; i++) {
		FormattedValue part;
		FormattedText text = text_part(big, i == 1, &part);

		size.width = fmax(size.width, formatted_text_width(big->context->text, &text));
		size.height += text.size_px * LINE_HEIGHT;
	}
	return size;
}

static Size value_size(const BigValue *big)
{
	FormattedText text = value_text(big);
	TextStyle style = value_style(big);

	if (big->value_lines)
		return lines_size(big, &style, big->value_lines);
	if (!big->value.prefix[0] && !big->value.suffix[0])
		return (Size){ 0, 0 };
	if (big->is_unit_below)
		return unit_below_size(big);
	return (Size){ formatted_text_width(big->context->text, &text),
		       text.size_px * LINE_HEIGHT };
}

/* The number and its unit, each on a line of the number's height. */
static void draw_unit_below(const BigValue *big, Rect box, bool is_centered)
{
	for (int i = 0; i < 2; i++) {
		FormattedValue part;
		FormattedText text = text_part(big, i == 1, &part);
		double line = text.size_px * LINE_HEIGHT;
		double width = formatted_text_width(big->context->text, &text);

		formatted_text_draw(big->scene, big->context->text, &text,
				    box.x + (is_centered ? (box.width - width) / 2 : 0),
				    line_baseline(box.y + i * line, line, text.size_px));
	}
}

static void draw_value(const BigValue *big, Rect box, bool is_centered)
{
	FormattedText text = value_text(big);
	TextStyle style = value_style(big);

	if (big->value_lines)
		draw_lines(big, &style, big->value_lines, box,
			   is_centered || big->is_button ? ALIGN_CENTER : ALIGN_LEFT, text.color);
	else if (big->is_unit_below)
		draw_unit_below(big, box, is_centered || big->is_button);
	else
		formatted_text_draw(big->scene, big->context->text, &text, box.x,
				    line_baseline(box.y, text.size_px * LINE_HEIGHT, text.size_px));
}

static void draw_change(const BigValue *big, Rect box)
{
	const PercentChange *change = &big->change;
	double line = change->text_px * (is_row(big) ? CHANGE_LINE_HEIGHT : LINE_HEIGHT);

	percent_change_draw(big->scene, big->context->text, change, box.x,
			    line_baseline(box.y + (box.height - line) / 2, line, change->text_px),
			    is_row(big));
}

/* --- Places --- */

typedef enum { PART_TITLE, PART_VALUE, PART_CHANGE, N_PARTS } Part;

/* The parts that are shown, in their order. */
static size_t list_parts(const BigValue *big, FlowItem *items, Part *parts)
{
	TextStyle title = title_style(big);
	double change_line = is_row(big) ? CHANGE_LINE_HEIGHT : LINE_HEIGHT;
	size_t n = 0;

	if (big->title_lines) {
		parts[n] = PART_TITLE;
		items[n++] = (FlowItem){ .size = lines_size(big, &title, big->title_lines) };
	}
	parts[n] = PART_VALUE;
	items[n++] = (FlowItem){ .size = value_size(big) };
	if (big->has_change && !isnan(big->change.percent)) {
		parts[n] = PART_CHANGE;
		items[n++] = (FlowItem){
			.size = { percent_change_width(big->context->text, &big->change),
				  fmax(big->change.text_px * change_line, big->change.icon_px) },
			.margin_top = is_row(big) ? 0 : -big->change_rise,
		};
	}
	return n;
}

static Flow flow_of(const BigValue *big, bool is_centered)
{
	TextStyle page = { FONT_SANS, PAGE_FONT_PX, 400, false, 0 };

	return (Flow){
		.is_column = !is_row(big),
		.is_centered = is_centered || (big->is_button && !is_row(big)),
		.is_middle = is_centered || big->kind == LAYOUT_WIDE || big->kind == LAYOUT_STACKED,
		.gap_px = is_centered ? 0.75 * text_width(big->context->text, &page, "0") : 0,
	};
}

/* Several links make the value a button, which shows no change and centres its texts. */
static bool is_button(const FieldDisplay *display)
{
	json_object *links = display->field->config.links;

	return links && json_object_is_type(links, json_type_array) &&
	       json_object_array_length(links) > 1;
}

/* The title lies under the sparkline, the others above it. */
static void draw_parts(const BigValue *big, Rect box, bool is_centered)
{
	FlowItem items[N_PARTS];
	Part parts[N_PARTS];
	size_t n = list_parts(big, items, parts);
	Flow flow = flow_of(big, is_centered);
	TextStyle title = title_style(big);
	bool has_chart = big->kind == LAYOUT_WIDE_CHART || big->kind == LAYOUT_STACKED_CHART;

	flow_place(&flow, box, items, n);
	if (parts[0] == PART_TITLE)
		draw_lines(big, &title, big->title_lines, items[0].box,
			   big->is_button ? ALIGN_CENTER : ALIGN_LEFT, title_color(big));
	if (has_chart)
		draw_sparkline(big);
	for (size_t i = 0; i < n; i++) {
		if (parts[i] == PART_VALUE)
			draw_value(big, items[i].box, is_centered);
		else if (parts[i] == PART_CHANGE)
			draw_change(big, items[i].box);
	}
}

/* --- One value --- */

static void choose_texts(BigValue *big, const DisplayAlignment *longest)
{
	const FieldDisplay *display = big->display;
	const FormattedValue *value = &longest->value;
	const char *title = display->title ? display->title : "";

	big->is_button = is_button(display);
	big->longest_text = arena_printf(big->context->arena, "%s%s%s", value->prefix,
					 value->text, value->suffix);
	switch (big->style->text_mode) {
	case TEXT_VALUE_AND_NAME:
		big->title = title;
		big->longest_title = longest->title;
		big->value = display->display.formatted;
		break;
	case TEXT_VALUE:
		big->value = display->display.formatted;
		break;
	case TEXT_NAME:
		g_strlcpy(big->value.text, title, sizeof(big->value.text));
		big->longest_text = longest->title;
		break;
	case TEXT_NONE:
		big->longest_text = "1";
		break;
	}
	big->has_change = big->style->shows_percent && display->row < 0 && display->frame &&
			  !value_is_missing(display->percent_change) && !big->is_button;
}

void big_value_layout(const PanelContext *context, Scene *scene, Rect cell,
		      const BigValueStyle *style, const FieldDisplay *display,
		      const DisplayAlignment *longest)
{
	BigValue big = {
		.context = context,
		.style = style,
		.display = display,
		.scene = scene,
		.cell = cell,
		.padding = cell.height > 100 ? 12 : 8,
		.title = "",
		.longest_title = "",
	};
	Rect box = rect_inset(cell, big.padding);

	choose_texts(&big, longest);
	big.kind = layout_kind(&big);
	draw_background(&big);
	size_texts(&big, box.width, box.height);
	size_change(&big, box.width, box.height);
	if (style->text_mode == TEXT_NONE)
		box = rect_inset(cell, 2);
	break_lines(&big, box.width);
	draw_parts(&big, box, style->is_centered || !big.title[0]);
	g_strfreev(big.title_lines);
	g_strfreev(big.value_lines);
}
