#include "renderer/panel/bar-gauge.h"

#include "renderer/panel/formatted-text.h"

#include <math.h>
#include <string.h>

#define LINE_HEIGHT (22.0 / 14) // of the page
#define TITLE_BOX 1.5		// what the layout counts with
#define VALUE_PADDING 10
#define OVERFLOW_PADDING 15
#define UNFILLED_SHIFT 3 // under the bar, whose corners are round

typedef enum { TITLE_NONE, TITLE_ABOVE, TITLE_LEFT, TITLE_BELOW } TitlePlace;

/* One bar gauge being laid out. */
typedef struct {
	Scene *scene;
	TextContext *text;
	const Theme *theme;
	const BarGaugeStyle *style;
	const BarGauge *gauge;
	Rect box;
	TitlePlace title_place;
	double title_px, title_width, title_height;
	double value_px, value_width, value_height; // of the box for the value
	double bar_width, bar_height;		    // of a full bar
} Layout;

BarMode bar_mode_parse(const char *text)
{
	if (strcmp(text, "basic") == 0)
		return BAR_BASIC;
	return strcmp(text, "lcd") == 0 ? BAR_CELLS : BAR_GRADIENT;
}

BarValueMode bar_value_mode_parse(const char *text)
{
	if (strcmp(text, "text") == 0)
		return BAR_VALUE_PLAIN;
	return strcmp(text, "hidden") == 0 ? BAR_VALUE_HIDDEN : BAR_VALUE_COLORED;
}

BarNamePlacement bar_name_placement_parse(const char *text)
{
	if (strcmp(text, "top") == 0)
		return BAR_NAME_TOP;
	if (strcmp(text, "left") == 0)
		return BAR_NAME_LEFT;
	return strcmp(text, "hidden") == 0 ? BAR_NAME_HIDDEN : BAR_NAME_AUTO;
}

/* --- Sizes --- */

static double canvas_width(const Layout *layout, const char *text, double size_px)
{
	TextStyle style = { FONT_SANS, size_px, 400, false, 0 };

	return text_width(layout->text, &style, text);
}

static void size_title_above(Layout *layout)
{
	double title_px = layout->style->title_px;

	layout->title_place = TITLE_ABOVE;
	layout->title_height = isnan(title_px) ? fmax(fmin(layout->box.height * 0.45, 50), 17)
					       : title_px * TITLE_BOX;
	layout->title_px = layout->title_height / TITLE_BOX;
}

static void size_title_left(Layout *layout)
{
	double size_px = fmax(layout->box.height * 0.6, 18) / TITLE_BOX;
	double width = canvas_width(layout, layout->gauge->longest_title, size_px);

	layout->title_place = TITLE_LEFT;
	layout->title_px = isnan(layout->style->title_px) ? size_px : layout->style->title_px;
	layout->title_width = fmin(width + 15, layout->box.width * 0.4);
}

static void size_title(Layout *layout)
{
	const BarGaugeStyle *style = layout->style;
	BarNamePlacement placement = style->name_placement;

	if (!layout->gauge->longest_title[0] || placement == BAR_NAME_HIDDEN)
		return;
	if (style->is_vertical) {
		layout->title_place = TITLE_BELOW;
		layout->title_px = isnan(style->title_px) ? 14 : style->title_px;
		layout->title_height = layout->title_px * TITLE_BOX;
	} else if (placement == BAR_NAME_TOP ||
		   (placement == BAR_NAME_AUTO && layout->box.height > 40)) {
		size_title_above(layout);
	} else {
		size_title_left(layout);
	}
}

static void size_columns(Layout *layout)
{
	double value_px = layout->style->value_px, height = layout->box.height;

	layout->value_height = isnan(value_px) ? fmin(fmax(height * 0.1, 18), 50) : value_px;
	layout->value_width = layout->box.width;
	if (layout->style->value_mode == BAR_VALUE_HIDDEN)
		layout->value_height = layout->value_width = 0;
	layout->bar_height = height - layout->title_height - layout->value_height;
	layout->bar_width = layout->box.width;
}

static void size_rows(Layout *layout, const char *value)
{
	double value_px = isnan(layout->style->value_px) ? fmax(layout->title_px, 12)
							 : layout->style->value_px;
	double width = layout->style->sized_for_px > 0 ? layout->style->sized_for_px
						       : layout->box.width;
	double natural = canvas_width(layout, value, value_px) + 2 * VALUE_PADDING;

	layout->bar_height = layout->box.height - layout->title_height;
	if (layout->style->value_mode != BAR_VALUE_HIDDEN) {
		layout->value_height = layout->bar_height;
		layout->value_width = fmax(fmin(width * 0.2, 150), natural);
	}
	layout->bar_width = width - layout->value_width - layout->title_width;
}

static void size_value(Layout *layout)
{
	const FormattedValue *longest = layout->gauge->longest_value;
	char value[sizeof(FormattedValue)];
	bool is_vertical = layout->style->is_vertical;

	g_snprintf(value, sizeof(value), "%s%s%s", longest->prefix, longest->text, longest->suffix);
	if (is_vertical)
		size_columns(layout);
	else
		size_rows(layout, value);
	layout->value_px = layout->style->value_px;
	if (isnan(layout->value_px))
		layout->value_px = text_fit_size(
			layout->text, value, 400,
			layout->value_width - (is_vertical ? 0 : 2 * VALUE_PADDING),
			layout->value_height, 1, INFINITY);
}

/* --- Title --- */

/* A title that is cut begins at the left. */
static void draw_title_in(const Layout *layout, Rect box, TextAlign align, double line_top)
{
	TextStyle style = { FONT_SANS, layout->title_px, 400, false, BODY_LETTER_SPACING };
	g_autofree char *title = text_collapse(layout->gauge->title);
	g_autofree char *shown = text_ellipsize(layout->text, &style, title, box.width);

	if (strcmp(shown, title) != 0)
		align = ALIGN_LEFT;
	double x = align == ALIGN_LEFT	   ? box.x
		   : align == ALIGN_CENTER ? box.x + box.width / 2
					   : rect_right(box);

	scene_text(layout->scene,
		   &(SceneText){ .text = shown,
				 .x = x,
				 .baseline_y = line_baseline(line_top,
							     layout->title_px * LINE_HEIGHT,
							     layout->title_px),
				 .align = align,
				 .style = style,
				 .color = layout->theme->text_primary,
				 .whole = title });
}

/* Draws the title; returns what it leaves of the box for a bar and a value of `length` px. */
static Rect draw_title(const Layout *layout, double length)
{
	Rect rest = layout->box, title = layout->box;
	double line = layout->title_px * LINE_HEIGHT;

	switch (layout->gauge->title[0] ? layout->title_place : TITLE_NONE) {
	case TITLE_NONE:
		break;
	case TITLE_ABOVE:
		draw_title_in(layout, title, ALIGN_LEFT, title.y);
		rest.y += layout->title_height;
		rest.height -= layout->title_height;
		break;
	case TITLE_LEFT:
		title.width = layout->title_width - VALUE_PADDING;
		draw_title_in(layout, title, ALIGN_RIGHT, title.y + (title.height - line) / 2);
		rest.x += layout->title_width;
		rest.width -= layout->title_width;
		break;
	case TITLE_BELOW:
		/* The line is higher than its box, which gives way to a bar that is full. */
		rest.height -= fmax(0, fmin(line, rest.height - length));
		draw_title_in(layout, title, ALIGN_CENTER, rect_bottom(rest));
		break;
	}
	return rest;
}

/* --- Value --- */

static FormattedText value_text(const Layout *layout)
{
	const DisplayValue *display = layout->gauge->value.display;
	bool is_plain = layout->style->value_mode == BAR_VALUE_PLAIN;

	return (FormattedText){ &display->formatted, layout->value_px, 400,
				is_plain ? layout->theme->text_primary : display->color };
}

static void draw_value(const Layout *layout, double x, double top)
{
	FormattedText text = value_text(layout);
	double line_top = top + (layout->value_height - layout->value_px) / 2;

	formatted_text_draw(layout->scene, layout->text, &text, x,
			    line_baseline(line_top, layout->value_px, layout->value_px));
}

static double right_padding(const Layout *layout)
{
	return VALUE_PADDING + (layout->style->is_overflow ? OVERFLOW_PADDING : 0);
}

/* The width that a row's value takes: its own, at most that of its box. */
static double row_value_width(const Layout *layout)
{
	FormattedText text = value_text(layout);

	if (layout->style->value_mode == BAR_VALUE_HIDDEN)
		return 0;
	return fmin(VALUE_PADDING + formatted_text_width(layout->text, &text) +
			    right_padding(layout),
		    layout->value_width);
}

/* In a box from `left` on, ending at the right of it: a value that is too wide goes over its left. */
static void draw_row_value(const Layout *layout, double left, double top)
{
	FormattedText text = value_text(layout);
	double width = formatted_text_width(layout->text, &text);

	if (layout->style->value_mode != BAR_VALUE_HIDDEN)
		draw_value(layout, left + row_value_width(layout) - right_padding(layout) - width,
			   top);
}

static void draw_column_value(const Layout *layout, double top)
{
	FormattedText text = value_text(layout);
	double width = formatted_text_width(layout->text, &text);

	if (layout->style->value_mode != BAR_VALUE_HIDDEN)
		draw_value(layout, layout->box.x + (layout->box.width - width) / 2, top);
}

/* --- Bars --- */

static double bar_length(const Layout *layout, double full_px)
{
	const BarValue *value = &layout->gauge->value;

	return fmax(bar_part(value->range, value->display->numeric) * full_px, 1);
}

static void fill_unfilled(const Layout *layout, Rect box)
{
	const double radius = 4;

	if (layout->style->shows_unfilled)
		scene_fill_round_rect(layout->scene, rect_snapped(box), radius,
				      PAINT_COLOR(layout->theme->background_secondary));
}

static void fill_bar(const Layout *layout, const Bar *bar)
{
	if (layout->style->mode == BAR_BASIC)
		bar_fill_basic(layout->scene, bar, &layout->gauge->value);
	else
		bar_fill_gradient(layout->scene, layout->theme, bar, &layout->gauge->value);
}

/* From the left: bar, what is not filled, value; without the second the value moves up. */
static void draw_row(const Layout *layout, Rect rest)
{
	double room = fmax(0, rest.width - row_value_width(layout));
	double length = fmin(bar_length(layout, layout->bar_width), room);
	double left = rest.x + length, value_left = left;
	Bar bar = {
		.box = { rest.x, rest.y, length, layout->bar_height },
		.full_px = layout->bar_width,
	};

	if (layout->style->shows_unfilled) {
		value_left = fmax(left, rect_right(rest) - row_value_width(layout));
		fill_unfilled(layout, (Rect){ left - UNFILLED_SHIFT, rest.y, value_left - left,
					      layout->value_height });
	}
	draw_row_value(layout, value_left, rest.y);
	fill_bar(layout, &bar);
}

/* From the bottom: bar, what is not filled, value. */
static void draw_column(const Layout *layout, Rect rest, double length)
{
	double top = rect_bottom(rest) - length, value_top = top - layout->value_height;
	Bar bar = {
		.box = { rest.x, top, layout->bar_width, length },
		.is_vertical = true,
		.full_px = layout->bar_height,
	};

	if (layout->style->shows_unfilled) {
		value_top = fmin(rest.y, value_top);
		double unfilled_top = value_top + layout->value_height;

		fill_unfilled(layout, (Rect){ rest.x, unfilled_top + UNFILLED_SHIFT,
					      layout->value_width, top - unfilled_top });
	}
	draw_column_value(layout, value_top);
	fill_bar(layout, &bar);
}

static void draw_bar(const Layout *layout)
{
	double length = layout->style->is_vertical ? bar_length(layout, layout->bar_height) : 0;
	Rect rest = draw_title(layout, length + layout->value_height);

	if (layout->style->is_vertical)
		draw_column(layout, rest, length);
	else
		draw_row(layout, rest);
}

/* --- Cells: the value follows the last one --- */

/* The title's line is higher than its box: both it and the column give way, by their size. */
static double column_of_cells(const Layout *layout, double content)
{
	double line = layout->title_px * LINE_HEIGHT;
	double height = layout->box.height - layout->title_height;
	double overflow = line - layout->title_height;

	return fmax(content, height - overflow * height / (height + line));
}

static void draw_cells(const Layout *layout)
{
	bool is_vertical = layout->style->is_vertical;
	double cell_px = layout->style->cell_px, gap_px = layout->style->gap_px;
	Bar bar = {
		.is_vertical = is_vertical,
		.full_px = is_vertical ? layout->bar_height : layout->bar_width,
	};
	double length = bar_cells_length(&bar, cell_px, gap_px);
	Rect rest = draw_title(layout, column_of_cells(layout, length + layout->value_height));

	bar.box = (Rect){ rest.x, rest.y, layout->bar_width, layout->bar_height };
	if (is_vertical)
		bar.box.y = rect_bottom(rest) - layout->bar_height;
	bar_fill_cells(layout->scene, &bar, &layout->gauge->value, cell_px, gap_px);
	if (is_vertical)
		draw_column_value(layout, rect_bottom(rest) - length - layout->value_height);
	else
		draw_row_value(layout, rest.x + length, rest.y);
}

void bar_gauge_layout(Scene *scene, TextContext *text, const Theme *theme, Rect box,
		      const BarGaugeStyle *style, const BarGauge *gauge)
{
	Layout layout = {
		.scene = scene,
		.text = text,
		.theme = theme,
		.style = style,
		.gauge = gauge,
		.box = box,
	};

	size_title(&layout);
	size_value(&layout);
	scene_push_clip_rect(scene, rect_snapped(box));
	if (style->mode == BAR_CELLS)
		draw_cells(&layout);
	else
		draw_bar(&layout);
	scene_pop_clip(scene);
}
