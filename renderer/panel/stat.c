#include "renderer/css-gradient.h"
#include "renderer/data/apply.h"
#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/panel/formatted-text.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/repeater.h"
#include "renderer/panel/sparkline.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

#define LINE_HEIGHT 1.2
#define TITLE_MAX_PX 30
#define TITLE_PART 0.7 // of the value's size, at most

typedef enum { COLOR_NONE, COLOR_VALUE, COLOR_BACKGROUND, COLOR_BACKGROUND_SOLID } ColorMode;
typedef enum { TEXT_VALUE, TEXT_VALUE_AND_NAME, TEXT_NAME, TEXT_NONE } TextMode;
typedef enum { LAYOUT_WIDE, LAYOUT_WIDE_CHART, LAYOUT_STACKED, LAYOUT_STACKED_CHART } LayoutKind;

typedef struct {
	ColorMode color_mode;
	TextMode text_mode;
	bool has_graph, is_centered, is_wide_allowed, shows_percent;
	const char *percent_color; // "standard", "inverted", "same_as_value"
	double title_px, value_px, percent_px; // NAN: by the box
	Orientation orientation;
} StatOptions;

/* One value in its cell. */
typedef struct {
	const PanelContext *context;
	const StatOptions *options;
	const FieldDisplay *display;
	Scene *scene;
	Rect cell;
	LayoutKind kind;
	double padding;
	const char *title; // "" when none is shown
	const char *longest_title, *longest_text; // of all values: all get the same sizes
	FormattedValue value;
	char percent[32]; // "" when none is shown
	double title_px, value_px;
} Stat;

/* --- Options --- */

static ColorMode parse_color_mode(const char *mode)
{
	if (strcmp(mode, "none") == 0)
		return COLOR_NONE;
	if (strcmp(mode, "background") == 0)
		return COLOR_BACKGROUND;
	return strcmp(mode, "background_solid") == 0 ? COLOR_BACKGROUND_SOLID : COLOR_VALUE;
}

static TextMode parse_text_mode(const PanelContext *context, const char *mode, size_t n)
{
	const char *name = json_get_text(context->field_config, "defaults.displayName", "");

	if (strcmp(mode, "value") == 0)
		return TEXT_VALUE;
	if (strcmp(mode, "value_and_name") == 0)
		return TEXT_VALUE_AND_NAME;
	if (strcmp(mode, "name") == 0)
		return TEXT_NAME;
	if (strcmp(mode, "none") == 0)
		return TEXT_NONE;
	return n > 1 || name[0] || !context->panel->title[0] ? TEXT_VALUE_AND_NAME : TEXT_VALUE;
}

static StatOptions parse_options(const PanelContext *context, size_t n)
{
	json_object *json = context->options;

	return (StatOptions){
		.color_mode = parse_color_mode(json_get_text(json, "colorMode", "value")),
		.text_mode = parse_text_mode(context, json_get_text(json, "textMode", "auto"), n),
		.has_graph = strcmp(json_get_text(json, "graphMode", "area"), "none") != 0,
		.is_centered = strcmp(json_get_text(json, "justifyMode", "auto"), "center") == 0,
		.is_wide_allowed = json_get_bool(json, "wideLayout", true),
		.shows_percent = json_get_bool(json, "showPercentChange", false),
		.percent_color = json_get_text(json, "percentChangeColorMode", "standard"),
		.title_px = json_get_number(json, "text.titleSize", NAN),
		.value_px = json_get_number(json, "text.valueSize", NAN),
		.percent_px = json_get_number(json, "text.percentSize", NAN),
		.orientation = orientation_parse(json_get_text(json, "orientation", "auto")),
	};
}

/* --- Colours --- */

static bool has_background(const Stat *stat)
{
	return stat->options->color_mode == COLOR_BACKGROUND ||
	       stat->options->color_mode == COLOR_BACKGROUND_SOLID;
}

/* Dark or light letters, whichever can be read on the value's colour. */
static Color contrast_color(const Stat *stat)
{
	const Color light = COLOR_RGB(0xf7f8fa), dark = COLOR_RGB(0x202226);
	Color color = stat->display->display.color;

	if (color.alpha < 0.3)
		return stat->context->theme->is_dark ? light : dark;
	return color_brightness(color) > 180 ? dark : light;
}

static Color title_color(const Stat *stat)
{
	return has_background(stat) ? contrast_color(stat) : stat->context->theme->text_primary;
}

static Color value_color(const Stat *stat)
{
	if (has_background(stat))
		return contrast_color(stat);
	return stat->options->color_mode == COLOR_VALUE ? stat->display->display.color
							: stat->context->theme->text_primary;
}

static Color percent_color(const Stat *stat)
{
	const Theme *theme = stat->context->theme;
	bool is_up = stat->display->percent_change > 0;

	if (has_background(stat))
		return contrast_color(stat);
	if (strcmp(stat->options->percent_color, "same_as_value") == 0)
		return value_color(stat);
	if (strcmp(stat->options->percent_color, "inverted") == 0)
		is_up = !is_up;
	return theme_color(theme, is_up ? "green" : "red");
}

/* CSS linear-gradient(120deg, ...) over the cell, from a darker to a lighter neighbour. */
static void draw_background(const Stat *stat)
{
	Rect cell = stat->cell;
	Color color = stat->display->display.color;
	double factor = stat->context->theme->is_dark ? 1 : -0.7;
	Gradient gradient = css_linear_gradient(
		cell, 120, color_rounded(color_spin(color_darken(color, 15 * factor), 8)),
		color_rounded(color_spin(color_darken(color, 5 * factor), -8)));

	if (stat->options->color_mode == COLOR_BACKGROUND)
		scene_fill_rect(stat->scene, cell, (Paint){ .gradient = &gradient });
	else if (stat->options->color_mode == COLOR_BACKGROUND_SOLID)
		scene_fill_rect(stat->scene, cell, PAINT_COLOR(color));
}

/* --- Sizes --- */

static double fit_title(const Stat *stat, double width, double height)
{
	if (!stat->longest_title[0])
		return 0;
	if (!isnan(stat->options->title_px))
		return stat->options->title_px;
	return text_fit_size(stat->context->text, stat->longest_title, 400, width, height,
			     LINE_HEIGHT, TITLE_MAX_PX);
}

static double fit_value(const Stat *stat, double width, double height)
{
	if (!isnan(stat->options->value_px))
		return stat->options->value_px;
	return text_fit_size(stat->context->text, stat->longest_text, 500, width, height,
			     LINE_HEIGHT, INFINITY);
}

static void limit_title(Stat *stat)
{
	if (isnan(stat->options->title_px))
		stat->title_px = fmin(TITLE_PART * stat->value_px, stat->title_px);
}

static void size_texts(Stat *stat)
{
	double width = stat->cell.width - 2 * stat->padding;
	double height = stat->cell.height - 2 * stat->padding;
	bool has_title = stat->longest_title[0] && isnan(stat->options->title_px);
	double percent_part = stat->percent[0] ? 0.75 : 1;

	switch (stat->kind) {
	case LAYOUT_WIDE:
		stat->title_px = fit_title(stat, width * 0.6, height);
		stat->value_px = fit_value(stat, width * (has_title ? 0.3 : 1),
					   height * percent_part);
		limit_title(stat);
		break;
	case LAYOUT_WIDE_CHART:
		stat->title_px = fit_title(stat, width * 0.6, height * 0.4);
		stat->value_px = fit_value(stat, width * 0.4, height * 0.5);
		break;
	case LAYOUT_STACKED:
		stat->title_px = fit_title(stat, width, stat->cell.height * 0.15);
		stat->value_px =
			fit_value(stat, width,
				  (height - stat->title_px * LINE_HEIGHT) * percent_part);
		limit_title(stat);
		break;
	case LAYOUT_STACKED_CHART:
		stat->title_px = fit_title(stat, width, stat->cell.height * 0.15);
		stat->value_px = fit_value(stat, width,
					   height - stat->cell.height * 0.25 -
						   stat->title_px * LINE_HEIGHT);
		limit_title(stat);
		break;
	}
}

/* --- Sparkline --- */

static bool has_sparkline(const Stat *stat)
{
	return stat->options->has_graph && stat->display->frame && stat->display->row < 0 &&
	       stat->display->frame->n_rows > 1 && stat->display->sparkline_x;
}

static LayoutKind layout_kind(const Stat *stat)
{
	bool has_chart = has_sparkline(stat);

	if (stat->cell.width / stat->cell.height > 2.5 && stat->options->is_wide_allowed)
		return stat->cell.height > 50 && has_chart ? LAYOUT_WIDE_CHART : LAYOUT_WIDE;
	return stat->cell.height > 100 && has_chart ? LAYOUT_STACKED_CHART : LAYOUT_STACKED;
}

static void draw_sparkline(const Stat *stat)
{
	const FieldDisplay *display = stat->display;
	Color color = display->display.color;
	double height = stat->kind == LAYOUT_WIDE_CHART
				? stat->cell.height * 0.5
				: stat->cell.height - stat->title_px * LINE_HEIGHT -
					  stat->value_px * LINE_HEIGHT;
	Rect area = { stat->cell.x, rect_bottom(stat->cell) - height, stat->cell.width, height };
	SparklineStyle style = { .line_width = 1, .line = color,
				 .fill = color_with_alpha(color, 0.2) };

	if (!display->field->numbers)
		return;
	if (has_background(stat)) {
		style.line = color_brighten(color, 40);
		style.fill = (Color){ 255, 255, 255, 0.4 };
	}
	sparkline_layout(stat->context, stat->scene, area, display->frame, display->sparkline_x,
			 display->field, display->range, &style);
}

/* --- Percent change --- */

/* en-US percent with at most three significant digits: "12.3%", "1,230%" */
static void format_percent_change(double percent, char *out, size_t size)
{
	if (!isfinite(percent)) {
		g_strlcpy(out, isnan(percent) ? "NaN%" : percent < 0 ? "-∞%" : "∞%", size);
		return;
	}
	double magnitude = percent == 0 ? 0 : floor(log10(fabs(percent)));
	double unit = pow(10, magnitude - 2);
	double rounded = percent == 0 ? 0 : js_round(percent / unit) * unit;

	number_to_grouped(rounded, 0, (int)CLAMP(2 - magnitude, 0, 20), out, size - 1);
	g_strlcat(out, "%", size);
}

static double percent_size(const Stat *stat)
{
	return isnan(stat->options->percent_px) ? fmax(stat->value_px / 2.5, 12)
						: stat->options->percent_px;
}

static double percent_icon_size(const Stat *stat)
{
	return isnan(stat->options->percent_px) ? fmax(stat->value_px / 3, 10)
						: stat->options->percent_px - 3;
}

static double percent_width(const Stat *stat)
{
	double size = percent_size(stat);
	TextStyle style = { FONT_SANS, size, 500, false, BODY_LETTER_SPACING };
	double icon = stat->display->percent_change != 0
			      ? percent_icon_size(stat) + fmax(size / 3, 4)
			      : 0;

	return icon + text_width(stat->context->text, &style, stat->percent);
}

/* An arrow up or down in a square. */
static void draw_arrow(Scene *scene, Rect box, bool is_up, Color color)
{
	Path *path = path_new();
	double middle = box.x + box.width / 2, wing = box.width * 0.33;
	double tip = is_up ? box.y + box.height * 0.1 : box.y + box.height * 0.9;
	double tail = is_up ? box.y + box.height * 0.9 : box.y + box.height * 0.1;
	double shoulder = is_up ? tip + wing : tip - wing;

	path_move_to(path, middle, tail);
	path_line_to(path, middle, tip);
	path_move_to(path, middle - wing, shoulder);
	path_line_to(path, middle, tip);
	path_line_to(path, middle + wing, shoulder);
	scene_take_stroke(scene, path, PAINT_COLOR(color),
			  (StrokeStyle){ .width_px = box.width * 0.16,
					 .cap = CAP_ROUND,
					 .join = JOIN_ROUND });
}

static void draw_percent(const Stat *stat, double x, double baseline)
{
	double size = percent_size(stat), icon = percent_icon_size(stat);
	Color color = percent_color(stat);

	if (stat->display->percent_change != 0) {
		draw_arrow(stat->scene,
			   (Rect){ x, baseline - size * 0.36 - icon / 2, icon, icon },
			   stat->display->percent_change > 0, color);
		x += icon + fmax(size / 3, 4);
	}
	scene_text(stat->scene,
		   &(SceneText){ .text = stat->percent,
				 .x = x,
				 .baseline_y = baseline,
				 .style = { FONT_SANS, size, 500, false, BODY_LETTER_SPACING },
				 .color = color });
}

/* --- Texts --- */

static FormattedText value_text(const Stat *stat)
{
	return (FormattedText){ &stat->value, stat->value_px, 500, value_color(stat) };
}

static TextStyle title_style(const Stat *stat)
{
	return (TextStyle){ FONT_SANS, stat->title_px, 400, false, BODY_LETTER_SPACING };
}

static double title_width(const Stat *stat)
{
	TextStyle style = title_style(stat);

	return stat->title[0] ? text_width(stat->context->text, &style, stat->title) : 0;
}

static void draw_title(const Stat *stat, double x, double line_top)
{
	scene_text(stat->scene,
		   &(SceneText){ .text = stat->title,
				 .x = x,
				 .baseline_y = line_baseline(line_top, stat->title_px * LINE_HEIGHT,
							     stat->title_px),
				 .style = title_style(stat),
				 .color = title_color(stat) });
}

/* A column: title, value, percent change. */
static double column_height(const Stat *stat)
{
	double size = percent_size(stat);

	return (stat->title[0] ? stat->title_px * LINE_HEIGHT : 0) +
	       stat->value_px * LINE_HEIGHT +
	       (stat->percent[0] ? size * LINE_HEIGHT - (size > 12 ? size / 4 : 0) : 0);
}

static double aligned(const Rect *box, double width, bool is_centered)
{
	return is_centered ? box->x + (box->width - width) / 2 : box->x;
}

static void draw_column(const Stat *stat, Rect box, bool is_centered, bool is_middle)
{
	FormattedText value = value_text(stat);
	double y = is_middle ? box.y + (box.height - column_height(stat)) / 2 : box.y;
	double value_width = formatted_text_width(stat->context->text, &value);

	if (stat->title[0]) {
		draw_title(stat, aligned(&box, title_width(stat), is_centered), y);
		y += stat->title_px * LINE_HEIGHT;
	}
	if (stat->kind == LAYOUT_STACKED_CHART)
		draw_sparkline(stat);
	formatted_text_draw(stat->scene, stat->context->text, &value,
			    aligned(&box, value_width, is_centered),
			    line_baseline(y, stat->value_px * LINE_HEIGHT, stat->value_px));
	y += stat->value_px * LINE_HEIGHT;
	if (stat->percent[0]) {
		double size = percent_size(stat);

		y -= size > 12 ? size / 4 : 0;
		draw_percent(stat, aligned(&box, percent_width(stat), is_centered),
			     line_baseline(y, size * LINE_HEIGHT, size));
	}
}

/* A row: title at the left, value at the right, percent change behind it. */
static void draw_row(const Stat *stat, Rect box, bool is_centered)
{
	FormattedText value = value_text(stat);
	double value_width = formatted_text_width(stat->context->text, &value);
	double percent = stat->percent[0] ? percent_width(stat) : 0;
	double line = stat->value_px * LINE_HEIGHT;
	bool is_top = stat->kind == LAYOUT_WIDE_CHART;
	double value_top = is_top ? box.y : box.y + (box.height - line) / 2;
	double baseline = line_baseline(value_top, line, stat->value_px);
	double value_x = rect_right(box) - value_width;

	if (is_centered) {
		double gap = percent > 0 ? percent_size(stat) * 0.45 : 0;

		value_x = box.x + (box.width - value_width - percent - gap) / 2;
	} else if (percent > 0 && stat->title[0]) {
		double free_width = box.width - title_width(stat) - value_width - percent;

		value_x = box.x + title_width(stat) + free_width / 2;
	} else if (percent > 0) {
		value_x = box.x;
	}
	if (stat->title[0]) {
		double title_line = stat->title_px * LINE_HEIGHT;

		draw_title(stat, box.x, is_top ? box.y : box.y + (box.height - title_line) / 2);
	}
	if (is_top)
		draw_sparkline(stat);
	formatted_text_draw(stat->scene, stat->context->text, &value, value_x, baseline);
	if (percent > 0)
		draw_percent(stat,
			     is_centered ? rect_right(box) - (value_x - box.x) - percent
					 : rect_right(box) - percent,
			     baseline);
}

static void draw_texts(const Stat *stat)
{
	Rect box = rect_inset(stat->cell, stat->padding);
	bool is_centered = stat->options->is_centered || !stat->title[0];

	switch (stat->kind) {
	case LAYOUT_STACKED:
		draw_column(stat, box, is_centered, true);
		break;
	case LAYOUT_STACKED_CHART:
		draw_column(stat, box, is_centered, is_centered);
		break;
	case LAYOUT_WIDE:
	case LAYOUT_WIDE_CHART:
		draw_row(stat, box, is_centered);
		break;
	}
}

/* Text mode none: only colour and sparkline, and the percent change if it is asked for. */
static void draw_without_text(Stat *stat)
{
	enum { PADDING = 2 };
	Rect box = rect_inset(stat->cell, PADDING);

	stat->title_px = 0;
	stat->value_px = 0;
	if (has_sparkline(stat))
		draw_sparkline(stat);
	if (!stat->percent[0])
		return;
	stat->value_px = 2.5 * text_fit_size(stat->context->text, stat->percent, 500,
					     box.width * 0.8, box.height * 0.8, LINE_HEIGHT,
					     INFINITY);
	double size = percent_size(stat);

	draw_percent(stat, aligned(&box, percent_width(stat), true),
		     line_baseline(box.y + (box.height - size * LINE_HEIGHT) / 2,
				   size * LINE_HEIGHT, size));
}

/* --- One value --- */

static void choose_texts(Stat *stat)
{
	const FieldDisplay *display = stat->display;

	stat->title = stat->options->text_mode == TEXT_VALUE_AND_NAME && display->title
			      ? display->title
			      : "";
	stat->value = display->display.formatted;
	if (stat->options->text_mode == TEXT_NAME) {
		stat->value = (FormattedValue){ .text = "" };
		g_strlcpy(stat->value.text, display->title ? display->title : "",
			  sizeof(stat->value.text));
	}
	if (stat->options->shows_percent && display->row < 0 && display->frame &&
	    !isnan(display->percent_change))
		format_percent_change(display->percent_change, stat->percent,
				      sizeof(stat->percent));
}

static void layout_stat(Stat *stat)
{
	choose_texts(stat);
	if (!stat->title[0])
		stat->longest_title = "";
	stat->padding = stat->cell.height > 100 ? 12 : 8;
	stat->kind = layout_kind(stat);
	draw_background(stat);
	if (stat->options->text_mode == TEXT_NONE) {
		draw_without_text(stat);
		return;
	}
	size_texts(stat);
	draw_texts(stat);
}

/* --- All values --- */

static bool stat_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	ReduceOptions reduce = reduce_options_parse(context->arena, context->options);
	size_t n;
	FieldDisplay *displays =
		field_displays(context->arena, context->frames, &reduce, context->field_config,
			       context->interpolator, &context->display, &n);
	StatOptions options = parse_options(context, n);
	Repeater repeater = { .orientation = options.orientation, .spacing = 3, .is_grid = true };
	DisplayAlignment longest = field_displays_alignment(displays, n);
	const char *text = options.text_mode == TEXT_NAME
				   ? longest.title
				   : arena_printf(context->arena, "%s%s%s", longest.value.prefix,
						  longest.value.text, longest.value.suffix);

	scene_push_clip_rect(scene, area);
	for (size_t i = 0; i < n; i++) {
		Stat stat = {
			.context = context,
			.options = &options,
			.display = &displays[i],
			.scene = scene,
			.cell = repeater_cell(&repeater, area, n, i),
			.longest_title = longest.title,
			.longest_text = text,
		};

		layout_stat(&stat);
	}
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_stat = {
	.id = "stat",
	.field_defaults = "{\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.has_no_padding = true,
	.layout = stat_layout,
};
