#include "renderer/panel/table/table-cell.h"

#include "renderer/css-color.h"
#include "renderer/css-gradient.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

static const TableCellDrawer *const drawers[] = {
	[CELL_AUTO] = &table_cell_text,
	[CELL_COLOR_TEXT] = &table_cell_text,
	[CELL_COLOR_BACKGROUND] = &table_cell_text,
	[CELL_GAUGE] = &table_cell_gauge,
	[CELL_SPARKLINE] = &table_cell_sparkline,
	[CELL_JSON] = &table_cell_json,
	[CELL_IMAGE] = &table_cell_image,
	[CELL_DATA_LINKS] = &table_cell_links,
	[CELL_ACTIONS] = &table_cell_actions,
	[CELL_PILL] = &table_cell_pill,
	[CELL_MARKDOWN] = &table_cell_markdown,
	[CELL_GEO] = &table_cell_geo,
	[CELL_CUSTOM] = NULL, // drawn by a plugin's own code
};

/* --- Looks --- */

/* White on dark colours, black on light ones; on faint ones what is readable on the panel. */
static Color text_on(const Theme *theme, Color background)
{
	const Color light = COLOR_RGB(0xf7f8fa), dark = COLOR_RGB(0x202226);

	if (background.alpha < 0.3)
		return theme->is_dark ? light : dark;
	return color_brightness(background) > 180 ? dark : light;
}

void table_look_color(TableLook *look, const Theme *theme, CellType type, const char *mode,
		      const DisplayValue *display, bool inherits)
{
	Color color = display->color;
	double factor = theme->is_dark ? 10 : -7;

	if (type == CELL_COLOR_TEXT) {
		look->has_color = true;
		look->color = color;
	}
	if (type != CELL_COLOR_BACKGROUND || (inherits && color.alpha == 0))
		return;
	look->has_color = look->has_background = true;
	look->color = text_on(theme, color);
	look->background = color;
	look->is_gradient = !mode || strcmp(mode, "gradient") == 0;
	look->background_from = color_rounded(color_spin(color_darken(color, factor), 5));
}

static bool is_bold(json_object *weight)
{
	if (json_object_is_type(weight, json_type_string))
		return g_str_has_prefix(json_object_get_string(weight), "bold") ||
		       atoi(json_object_get_string(weight)) >= 500;
	return json_object_get_double(weight) >= 500;
}

static void style_background(TableLook *look, const char *css)
{
	Color color;

	if (!css_color_parse(css, look->color, &color))
		return;
	look->has_background = true;
	look->is_gradient = false;
	look->background = color;
}

void table_look_style(TableLook *look, const char *css_json)
{
	enum { MAX_BYTES = 8192 };
	json_object *json = css_json && strnlen(css_json, MAX_BYTES) < MAX_BYTES
				    ? json_tokener_parse(css_json)
				    : NULL;
	const char *line = json_get_text(json, "textDecoration", "");

	if (css_color_parse(json_get_text(json, "color", NULL), look->color, &look->color))
		look->has_color = true;
	style_background(look, json_get_text(json, "background", NULL));
	style_background(look, json_get_text(json, "backgroundColor", NULL));
	if (json_get(json, "fontWeight"))
		look->weight = is_bold(json_get(json, "fontWeight")) ? 500 : 400;
	look->is_italic |= strcmp(json_get_text(json, "fontStyle", ""), "italic") == 0;
	look->is_underlined |= strstr(line, "underline") != NULL;
	look->is_struck |= strstr(line, "line-through") != NULL;
	json_object_put(json);
}

/* --- Drawing --- */

static void draw_background(const TableCell *cell)
{
	const TableLook *look = &cell->look;
	Rect box = rect_snapped(cell->box);
	Gradient gradient =
		css_linear_gradient(box, 120, look->background_from, look->background);

	scene_fill_rect(cell->scene, box,
			look->is_gradient ? (Paint){ .gradient = &gradient }
					  : PAINT_COLOR(look->background));
}

/* Where rows have a bound, contents hide what goes beyond it, and beyond the padding. */
static Rect bounded_content(const TableCell *cell)
{
	Rect content = cell->content;
	Rect bounded = { content.x, content.y + (content.height - cell->max_text_px) / 2,
			 fmax(0, content.width), cell->max_text_px };

	return rect_snapped(bounded);
}

void table_cell_draw(const TableCell *cell)
{
	const TableCellDrawer *drawer = drawers[cell->column->drawn];
	bool is_bounded = isfinite(cell->max_text_px);

	if (cell->look.has_background)
		draw_background(cell);
	if (is_bounded)
		scene_push_clip_rect(cell->scene, bounded_content(cell));
	if (drawer)
		drawer->draw(cell);
	if (is_bounded)
		scene_pop_clip(cell->scene);
}

double table_natural_height(const TableHeights *heights, size_t row)
{
	enum { MAX_COLUMNS = 100, BORDER = 1 };
	double height = TABLE_LINE;

	for (size_t i = 0; i < MIN(heights->columns->n, MAX_COLUMNS); i++) {
		TableColumn *column = &heights->columns->items[i];
		const TableCellDrawer *drawer = drawers[column->drawn];

		if (!drawer || !drawer->height)
			continue;
		table_column_prepare(heights->context, column);
		TableCell cell = {
			.context = heights->context,
			.column = column,
			.row = row,
			.value = table_column_value(column, row),
			.content.width = column->track - 2 * TABLE_CELL_PAD - BORDER,
			.content.height = heights->most_px,
			.wraps = true,
			.max_text_px = heights->max_row_px,
		};

		cell.display = display_value(column->display, cell.value);
		height = fmax(height, fmin(drawer->height(&cell), heights->max_row_px));
	}
	return height + 2 * TABLE_CELL_PAD + BORDER;
}

/* --- For those that draw content --- */

TextStyle table_cell_style(const TableCell *cell)
{
	return (TextStyle){ FONT_SANS, TABLE_FONT, cell->look.weight ? cell->look.weight : 400,
			    cell->look.is_italic, BODY_LETTER_SPACING };
}

Color table_cell_color(const TableCell *cell)
{
	return cell->look.has_color ? cell->look.color : cell->context->theme->text_primary;
}

static bool is_link(const TableCell *cell)
{
	const FieldConfig *config = &cell->column->field->config;
	size_t n_links = config->links ? json_object_array_length(config->links) : 0;
	size_t n_actions = config->actions ? json_object_array_length(config->actions) : 0;

	if (n_links == 1 && n_actions == 0)
		return table_count_links(config) == 1;
	return n_links + n_actions > 0;
}

void table_cell_set_link(const TableCell *cell, SceneText *text)
{
	if (cell->is_colorable)
		text->is_underlined = true;
	else
		text->color = cell->context->theme->text_link;
}

double table_cell_x(const TableCell *cell, double width_px)
{
	double room = cell->content.width - width_px;

	if (cell->column->align == ALIGN_LEFT)
		return cell->content.x;
	return cell->content.x + (cell->column->align == ALIGN_RIGHT ? room : room / 2);
}

/* What is within the lines at the right and below, on whole pixels. */
static Rect padding_box(const TableCell *cell)
{
	const int border = 1;
	Rect box = rect_snapped(cell->box);

	return (Rect){ box.x, box.y, fmax(0, box.width - (cell->column->is_last ? 0 : border)),
		       fmax(0, box.height - border) };
}

void table_cell_push_clip(const TableCell *cell)
{
	scene_push_clip_rect(cell->scene, padding_box(cell));
}

/* A copy of the letters of which something can be seen left of `width_px`; NULL: all of them. */
static char *seen_part(const TableCell *cell, const char *text, const TextStyle *style,
		       double width_px)
{
	const double narrowest_px = 2; // of a letter, on the average
	long low = 0, high = g_utf8_strlen(text, -1);
	long n = high;

	high = MIN(high, (long)(width_px / narrowest_px) + 1);
	while (low < high) {
		long middle = (low + high) / 2;
		g_autofree char *part = g_utf8_substring(text, 0, middle);

		if (text_width(cell->context->text, style, part) < width_px)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n ? g_utf8_substring(text, 0, low) : NULL;
}

void table_cell_line(const TableCell *cell, const char *text, const TextStyle *style)
{
	double width = text_width(cell->context->text, style, text);
	double x = table_cell_x(cell, width);
	bool is_cut = x < cell->box.x || x + width > cell->seen_right ||
		      x + width > rect_right(padding_box(cell));
	double line_top = cell->content.y + (cell->content.height - TABLE_LINE) / 2;
	SceneText line = {
		.text = text,
		.x = x,
		.baseline_y = js_round(line_top + 2 + text_ascent_px(style->size_px)),
		.style = *style,
		.color = table_cell_color(cell),
		.is_underlined = cell->look.is_underlined,
		.is_struck = cell->look.is_struck,
	};

	bool is_shortened = is_cut && text_is_left_to_right(cell->context->text, style, text);
	g_autofree char *seen =
		is_shortened ? seen_part(cell, text, style, cell->seen_right - x) : NULL;

	if (seen) {
		line.text = seen;
		line.whole = text;
	}
	if (is_link(cell))
		table_cell_set_link(cell, &line);
	if (is_cut)
		table_cell_push_clip(cell);
	scene_text(cell->scene, &line);
	if (is_cut)
		scene_pop_clip(cell->scene);
}
