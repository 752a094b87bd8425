#include "renderer/chart/legend.h"

#include "renderer/data/reduce.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* Boxes of text in 12 px, in 1/64 px as the browser lays them out. */
#define LINE_HEIGHT 18.84375
#define LIST_LINE_HEIGHT 23.421875 // of items set inline: they stand on their marks' lower edge
#define LIST_ITEM_DROP 4.578125	   // from the line's top to the item's
#define MARK_DROP 7.421875	   // from the item's top to the mark's
#define RIGHT_ITEM_PITCH 22.84375
#define TABLE_ROW_HEIGHT 23.84375

enum {
	FONT_PX = 12,
	PAD_PX = 4,
	MARK_WIDTH = 14,
	MARK_HEIGHT = 4,
	MARK_GAP = 8,
	ITEM_GAP = 10,
	STAT_GAP = 8,
	SECTION_GAP_X = 25,
	SECTION_GAP_Y = 15,
	CELL_PAD = 8,
	HEADER_PAD_LEFT = 30,
	LABEL_MAX_WIDTH = 600,
	SORT_ICON = 12,
	BREAKPOINT_LG = 992,
};

/* --- Options --- */

static LegendMode parse_mode(json_object *legend)
{
	const char *mode = json_get_text(legend, "displayMode", "list");

	if (!json_get_bool(legend, "showLegend", true) || strcmp(mode, "hidden") == 0)
		return LEGEND_HIDDEN;
	return strcmp(mode, "table") == 0 ? LEGEND_TABLE : LEGEND_LIST;
}

LegendOptions legend_options_parse(Arena *arena, json_object *options)
{
	json_object *legend = json_get_object(options, "legend");
	json_object *calcs = json_get_array(legend, "calcs");
	size_t n = calcs ? json_object_array_length(calcs) : 0;
	LegendOptions parsed = {
		.mode = parse_mode(legend),
		.is_right = strcmp(json_get_text(legend, "placement", "bottom"), "right") == 0,
		.width = json_get_number(legend, "width", NAN),
		.calcs = arena_new_array(arena, const char *, n + 1),
		.sort_by = json_get_text(legend, "sortBy", NULL),
		.sorts_down = json_get_bool(legend, "sortDesc", false),
	};

	for (size_t i = 0; i < n; i++) {
		json_object *calc = json_object_array_get_idx(calcs, i);

		if (json_object_is_type(calc, json_type_string) &&
		    reducer_find(json_object_get_string(calc)))
			parsed.calcs[parsed.n_calcs++] = json_object_get_string(calc);
	}
	if (!(parsed.width > 0))
		parsed.width = NAN;
	return parsed;
}

/* --- What all forms share --- */

typedef struct {
	Scene *scene; // NULL while measuring
	const LegendFrame *frame;
	LegendItem *items;
	size_t n;
	const LegendList *lists; // the first is `items`
	size_t n_lists;
} Legend;

static TextStyle label_style(void)
{
	/* Labels are buttons: their spacing is that of their own size. */
	return (TextStyle){ FONT_SANS, FONT_PX, 400, false, BODY_LETTER_SPACING / 14 * FONT_PX };
}

static TextStyle value_style(void)
{
	return (TextStyle){ FONT_SANS, FONT_PX, 400, false, BODY_LETTER_SPACING };
}

static TextStyle header_style(void)
{
	return (TextStyle){ FONT_SANS, FONT_PX, 500, false, BODY_LETTER_SPACING };
}

static double width_of(const Legend *legend, TextStyle style, const char *text)
{
	return text_width(legend->frame->text, &style, text);
}

static void draw_text(const Legend *legend, TextStyle style, const char *text, double x,
		      double glyph_top, Color color)
{
	scene_text(legend->scene, &(SceneText){
					  .text = text,
					  .x = x,
					  .baseline_y = glyph_top + text_ascent_px(FONT_PX),
					  .style = style,
					  .color = color,
				  });
}

static double snap(const Scene *scene, double y)
{
	double scale = scene_scale(scene);

	return js_round(y * scale) / scale;
}

static void draw_dots(Scene *scene, double x, double y, Color color)
{
	for (int dot = 0; dot < 3; dot++) {
		double left = x + 5 * dot;

		scene_fill_rect(scene, (Rect){ left + 1, y, 2, 4 }, PAINT_COLOR(color));
		scene_fill_rect(scene, (Rect){ left, y + 1, 1, 2 }, PAINT_COLOR(color));
		scene_fill_rect(scene, (Rect){ left + 3, y + 1, 1, 2 }, PAINT_COLOR(color));
	}
}

static void draw_marker(Scene *scene, const LegendItem *item, double x, double y)
{
	Gradient gradient;
	Paint paint = PAINT_COLOR(item->color);

	y = snap(scene, y);
	if (item->marker == MARKER_DOTTED) {
		draw_dots(scene, x, y, item->color);
		return;
	}
	if (item->marker == MARKER_DASHED) {
		scene_fill_rect(scene, (Rect){ x, y, 6, MARK_HEIGHT }, paint);
		scene_fill_rect(scene, (Rect){ x + 8, y, 6, MARK_HEIGHT }, paint);
		return;
	}
	if (item->gradient) {
		gradient = *item->gradient;
		gradient.from = (Point){ x, y };
		gradient.to = (Point){ x + MARK_WIDTH, y };
		paint.gradient = &gradient;
	}
	scene_fill_round_rect(scene, (Rect){ x, y, MARK_WIDTH, MARK_HEIGHT }, MARK_HEIGHT / 2.0,
			      paint);
}

static Color label_color(const Legend *legend, const LegendItem *item)
{
	const Theme *theme = legend->frame->theme;

	return item->is_disabled ? theme->text_disabled : theme->text_primary;
}

/* --- List --- */

/* lodash's capitalize: the first letter up, the others down. */
static void stat_text(const LegendStat *stat, char *out, size_t size)
{
	g_autofree char *title = g_ascii_strdown(stat->title, -1);

	if (!title[0]) {
		g_strlcpy(out, stat->text, size);
		return;
	}
	title[0] = g_ascii_toupper(title[0]);
	g_snprintf(out, size, "%s: %s", title, stat->text);
}

static double stats_width(const Legend *legend, const LegendItem *item)
{
	double width = 0;

	for (size_t i = 0; i < item->n_stats; i++) {
		char text[512];

		stat_text(&item->stats[i], text, sizeof(text));
		width += STAT_GAP + width_of(legend, value_style(), text);
	}
	return width;
}

static double item_width(const Legend *legend, const LegendItem *item)
{
	return MARK_WIDTH + MARK_GAP + width_of(legend, label_style(), item->label) +
	       stats_width(legend, item) + ITEM_GAP;
}

static void draw_stats(const Legend *legend, const LegendItem *item, double x, double glyph_top)
{
	for (size_t i = 0; i < item->n_stats; i++) {
		char text[512];

		stat_text(&item->stats[i], text, sizeof(text));
		x += STAT_GAP;
		draw_text(legend, value_style(), text, x, glyph_top, label_color(legend, item));
		x += width_of(legend, value_style(), text);
	}
}

/* `stats_x` NAN: the values follow the label */
static void draw_item(const Legend *legend, const LegendItem *item, double x, double top,
		      double stats_x)
{
	double label_x = x + MARK_WIDTH + MARK_GAP;

	if (!legend->scene)
		return;
	draw_marker(legend->scene, item, x, top + MARK_DROP);
	draw_text(legend, label_style(), item->label, label_x, top + 1, label_color(legend, item));
	if (isnan(stats_x))
		stats_x = label_x + width_of(legend, label_style(), item->label);
	draw_stats(legend, item, stats_x, top + 1);
}

/* Items of one axis side, flowing from left to right in lines of at most `width`. */
typedef struct {
	bool is_right;
	size_t n;
	double width;	// all in one line
	double widest;	// item
	int lines;
} Section;

static double flow_section(const Legend *legend, const Section *section, Rect box, int *lines)
{
	double x = box.x, widest = 0;
	int line = 0;

	for (size_t i = 0; i < legend->n; i++) {
		const LegendItem *item = &legend->items[i];

		if (item->is_on_right_axis != section->is_right)
			continue;
		double width = item_width(legend, item);

		if (x > box.x && x + width > rect_right(box) + 0.01) {
			x = box.x;
			line++;
		}
		draw_item(legend, item, x, box.y + line * LIST_LINE_HEIGHT + LIST_ITEM_DROP, NAN);
		x += width;
		widest = fmax(widest, x - box.x);
	}
	*lines = line + 1;
	return widest;
}

static Section measure_section(const Legend *legend, bool is_right, double width)
{
	Legend measuring = *legend;
	Section section = { .is_right = is_right };

	measuring.scene = NULL;
	for (size_t i = 0; i < legend->n; i++) {
		if (legend->items[i].is_on_right_axis != is_right)
			continue;
		section.n++;
		section.width += item_width(legend, &legend->items[i]);
	}
	section.widest = flow_section(&measuring, &section, (Rect){ 0, 0, width, 0 },
				      &section.lines);
	return section;
}

/* Returns the height of the whole list; draws it when there is a scene. */
static double bottom_list(const Legend *legend, Rect box)
{
	Rect inner = { box.x + PAD_PX, box.y + PAD_PX, box.width - 2 * PAD_PX, 0 };
	Section left = measure_section(legend, false, inner.width);
	Section right = measure_section(legend, true, inner.width);
	bool is_wrapped = left.n && right.n &&
			  left.width + SECTION_GAP_X + fmax(right.width, inner.width / 2) >
				  inner.width;
	double height = 0;
	int lines;

	if (left.n) {
		flow_section(legend, &left, inner, &lines);
		height = left.lines * LIST_LINE_HEIGHT;
	}
	if (right.n) {
		if (is_wrapped)
			height += SECTION_GAP_Y;
		Rect place = inner;

		place.y += is_wrapped ? height : 0;
		place.x = rect_right(inner) - fmin(right.widest, inner.width);
		place.width = right.widest + 0.5;
		flow_section(legend, &right, place, &lines);
		height = is_wrapped || !left.n ? height + right.lines * LIST_LINE_HEIGHT
					       : fmax(height, right.lines * LIST_LINE_HEIGHT);
	}
	return height + 2 * PAD_PX;
}

static double right_list(const Legend *legend, Rect box)
{
	for (size_t i = 0; i < legend->n && legend->scene; i++) {
		const LegendItem *item = &legend->items[i];
		double top = box.y + PAD_PX + (double)i * RIGHT_ITEM_PITCH;
		double stats_x = rect_right(box) - PAD_PX - ITEM_GAP - stats_width(legend, item);

		if (top > rect_bottom(box))
			break;
		draw_item(legend, item, box.x + PAD_PX, top, stats_x);
	}
	return 2 * PAD_PX + (double)legend->n * RIGHT_ITEM_PITCH;
}

static double right_list_width(const Legend *legend)
{
	double widest = 0;

	for (size_t i = 0; i < legend->n; i++)
		widest = fmax(widest, item_width(legend, &legend->items[i]));
	return 2 * PAD_PX + widest;
}

/* --- Table --- */

enum { MAX_COLUMNS = 64 };

typedef struct {
	const LegendOptions *options;
	size_t n_columns; // of values; the name comes before
	double name_width;
	double widths[MAX_COLUMNS];
} Table;

static bool is_sorted_by(const Table *table, const char *title)
{
	return table->options->sort_by && strcmp(table->options->sort_by, title) == 0;
}

static const char *name_title(const Table *table)
{
	return table->options->has_plain_header ? "" : "Name";
}

static double header_width(const Legend *legend, const Table *table, const char *title)
{
	if (table->options->has_plain_header)
		return title[0] ? 2 * CELL_PAD + width_of(legend, header_style(), title) : 0;
	double right = is_sorted_by(table, title) ? PAD_PX + SORT_ICON : CELL_PAD;

	return HEADER_PAD_LEFT + width_of(legend, header_style(), title) + right;
}


static double name_width(const Legend *legend, const LegendItem *item)
{
	double width = fmin(LABEL_MAX_WIDTH, width_of(legend, label_style(), item->label));

	if (item->is_on_right_axis)
		width += width_of(legend, label_style(), " (right y-axis)");
	return CELL_PAD + MARK_WIDTH + MARK_GAP + width + CELL_PAD;
}

static Table measure_table(const Legend *legend, const LegendOptions *options)
{
	Table table = { .options = options };

	table.name_width = header_width(legend, &table, name_title(&table));
	table.n_columns = legend->n ? MIN(legend->items[0].n_stats, MAX_COLUMNS) : 0;
	for (size_t column = 0; column < table.n_columns; column++)
		table.widths[column] =
			header_width(legend, &table, legend->items[0].stats[column].title);
	for (size_t i = 0; i < legend->n; i++) {
		const LegendItem *item = &legend->items[i];

		table.name_width = fmax(table.name_width, name_width(legend, item));
		for (size_t column = 0; column < MIN(table.n_columns, item->n_stats); column++)
			table.widths[column] = fmax(
				table.widths[column],
				2 * CELL_PAD +
					width_of(legend, value_style(), item->stats[column].text));
	}
	return table;
}

static double table_width(const Table *table)
{
	double width = table->name_width;

	for (size_t column = 0; column < table->n_columns; column++)
		width += table->widths[column];
	return width;
}

static void draw_row_line(const Legend *legend, Rect box, double bottom)
{
	double scale = scene_scale(legend->scene);

	scene_fill_rect(legend->scene,
			(Rect){ box.x, snap(legend->scene, bottom) - 1 / scale * ceil(scale),
				box.width, ceil(scale) / scale },
			PAINT_COLOR(legend->frame->theme->border_weak));
}

static void draw_sort_icon(const Legend *legend, double x, double top, bool is_down)
{
	Path *path = path_new();
	double y = top + 7.5, rise = is_down ? 1.5 : -1.5;

	path_move_to(path, x + 3.5, y - rise);
	path_line_to(path, x + 6, y + rise * 0.7);
	path_line_to(path, x + 8.5, y - rise);
	scene_take_stroke(legend->scene, path, PAINT_COLOR(legend->frame->theme->primary_text),
			  (StrokeStyle){ .width_px = 1, .cap = CAP_ROUND, .join = JOIN_ROUND });
}

static void draw_header_cell(const Legend *legend, const Table *table, const char *title,
			     double x, double width, double top)
{
	TextStyle style = header_style();
	double left = table->options->has_plain_header
			      ? width - CELL_PAD - width_of(legend, style, title)
			      : HEADER_PAD_LEFT;

	draw_text(legend, style, title, x + left, top, legend->frame->theme->primary_text);
	if (is_sorted_by(table, title))
		draw_sort_icon(legend, x + HEADER_PAD_LEFT + width_of(legend, style, title), top,
			       table->options->sorts_down);
}

/* A header without any title is only its lines and their padding. */
static double header_height(const Legend *legend, const LegendOptions *options)
{
	enum { LINE = 1, EMPTY_CELLS = 5 };
	size_t n_columns = legend->n ? legend->items[0].n_stats : 0;

	if (!options->has_plain_header)
		return TABLE_ROW_HEIGHT;
	for (size_t column = 0; column < n_columns; column++)
		if (legend->items[0].stats[column].title[0])
			return TABLE_ROW_HEIGHT;
	return n_columns ? EMPTY_CELLS : LINE;
}

static void draw_header(const Legend *legend, const Table *table, Rect box, double name_width_px)
{
	double x = box.x + name_width_px;

	draw_header_cell(legend, table, name_title(table), box.x, name_width_px, box.y + 3);
	for (size_t column = 0; column < table->n_columns; column++) {
		draw_header_cell(legend, table, legend->items[0].stats[column].title, x,
				 table->widths[column], box.y + 3);
		x += table->widths[column];
	}
	draw_row_line(legend, box, box.y + header_height(legend, table->options));
}

static void draw_name_cell(const Legend *legend, const LegendItem *item, double x, double top)
{
	TextStyle style = label_style();
	g_autofree char *label = text_ellipsize(legend->frame->text, &style, item->label,
						LABEL_MAX_WIDTH);
	double label_x = x + CELL_PAD + MARK_WIDTH + MARK_GAP;

	draw_marker(legend->scene, item, x + CELL_PAD, top + 2 + MARK_DROP);
	draw_text(legend, style, label, label_x, top + 3, label_color(legend, item));
	if (item->is_on_right_axis)
		draw_text(legend, style, " (right y-axis)", label_x + width_of(legend, style, label),
			  top + 3, legend->frame->theme->text_secondary);
}

static void draw_row(const Legend *legend, const Table *table, const LegendItem *item, Rect box,
		     double top, double name_width_px)
{
	double x = box.x + name_width_px;

	draw_name_cell(legend, item, box.x, top);
	for (size_t column = 0; column < MIN(table->n_columns, item->n_stats); column++) {
		const char *text = item->stats[column].text;

		x += table->widths[column];
		draw_text(legend, value_style(), text,
			  x - CELL_PAD - width_of(legend, value_style(), text), top + 3,
			  legend->frame->theme->text_primary);
	}
	draw_row_line(legend, box, top + TABLE_ROW_HEIGHT);
}

static double table_height(const Legend *legend, const LegendOptions *options)
{
	return header_height(legend, options) + TABLE_ROW_HEIGHT * (double)legend->n;
}

static void draw_table(const Legend *legend, const LegendOptions *options, Rect box)
{
	Table table = measure_table(legend, options);
	double slack = fmax(0, box.width - table_width(&table));
	double name_width_px = table.name_width + slack;
	double header_bottom = box.y + header_height(legend, options);

	box.width = fmax(box.width, table_width(&table));
	draw_header(legend, &table, box, name_width_px);
	for (size_t i = 0; i < legend->n; i++) {
		double top = header_bottom + TABLE_ROW_HEIGHT * (double)i;

		if (top > rect_bottom(box))
			break;
		draw_row(legend, &table, &legend->items[i], box, top, name_width_px);
	}
}

static double sort_value(const LegendItem *item, const char *title)
{
	for (size_t i = 0; i < item->n_stats; i++)
		if (strcmp(item->stats[i].title, title) == 0)
			return isnan(item->stats[i].numeric) ? -INFINITY : item->stats[i].numeric;
	return -INFINITY;
}

static int compare_items(const void *a, const void *b, void *data)
{
	const LegendItem *left = a, *right = b;
	const LegendOptions *options = data;
	int order;

	if (strcmp(options->sort_by, "Name") == 0) {
		g_autofree char *left_key = g_utf8_casefold(left->label, -1);
		g_autofree char *right_key = g_utf8_casefold(right->label, -1);
		g_autofree char *left_collated = g_utf8_collate_key_for_filename(left_key, -1);
		g_autofree char *right_collated = g_utf8_collate_key_for_filename(right_key, -1);

		order = strcmp(left_collated, right_collated);
	} else {
		double left_value = sort_value(left, options->sort_by);
		double right_value = sort_value(right, options->sort_by);

		order = (left_value > right_value) - (left_value < right_value);
	}
	return options->sorts_down ? -order : order;
}

/* --- Placement --- */

/* Sizes of boxes are whole 1/64 px in the browser. */
static double to_64th(double px)
{
	return floor(px * 64) / 64;
}

/* Returns the height of all lists; draws them when there is a scene. */
static double layout_lists(const Legend *legend, const LegendOptions *options, Rect box)
{
	double height = 0;

	for (size_t i = 0; i < legend->n_lists; i++) {
		Legend list = { .scene = legend->scene,
				.frame = legend->frame,
				.items = legend->lists[i].items,
				.n = legend->lists[i].n };
		Rect rest = { box.x, box.y + height, box.width, box.height - height };

		height += options->is_right ? right_list(&list, rest) : bottom_list(&list, rest);
	}
	return height;
}

static double natural_height(const Legend *legend, const LegendOptions *options, Rect content)
{
	Legend measuring = *legend;

	measuring.scene = NULL;
	if (options->mode == LEGEND_TABLE)
		return table_height(legend, options);
	return layout_lists(&measuring, options, content);
}

static void draw_legend(const Legend *legend, const LegendOptions *options, Rect box)
{
	scene_push_clip_rect(legend->scene, box);
	if (options->mode == LEGEND_TABLE)
		draw_table(legend, options, box);
	else
		layout_lists(legend, options, box);
	scene_pop_clip(legend->scene);
}

static Rect layout_bottom(const Legend *legend, const LegendOptions *options, Rect content)
{
	double height = fmin(to_64th(natural_height(legend, options, content)),
			     to_64th(content.height * legend->frame->max_height_part));
	Rect box = { content.x, rect_bottom(content) - height, content.width, height };

	draw_legend(legend, options, box);
	content.height -= height;
	return content;
}

static double right_lists_width(const Legend *legend)
{
	double widest = 0;

	for (size_t i = 0; i < legend->n_lists; i++) {
		Legend list = { .frame = legend->frame,
				.items = legend->lists[i].items,
				.n = legend->lists[i].n };

		widest = fmax(widest, right_list_width(&list));
	}
	return widest;
}

static double natural_width(const Legend *legend, const LegendOptions *options)
{
	if (options->mode == LEGEND_LIST)
		return right_lists_width(legend);
	Table table = measure_table(legend, options);

	return table_width(&table);
}

static Rect layout_right(const Legend *legend, const LegendOptions *options, Rect content)
{
	const double max_width_part = 0.6;
	double width = isnan(options->width) ? natural_width(legend, options) : options->width;

	width = fmin(to_64th(width), content.width * max_width_part);
	Rect box = { rect_right(content) - width, content.y, width, content.height };

	draw_legend(legend, options, box);
	content.width -= width;
	return content;
}

Rect legend_lists_layout(Scene *scene, const LegendFrame *frame, const LegendOptions *options,
			 const LegendList *lists, size_t n_lists, Rect content)
{
	Legend legend = {
		.scene = scene,
		.frame = frame,
		.items = lists[0].items,
		.n = lists[0].n,
		.lists = lists,
		.n_lists = n_lists,
	};

	if (options->mode == LEGEND_HIDDEN || legend.n == 0)
		return content;
	if (options->mode == LEGEND_TABLE && options->sort_by)
		g_qsort_with_data(legend.items, (int)legend.n, sizeof(LegendItem), compare_items,
				  (void *)options);
	if (options->is_right && frame->page_width_px >= BREAKPOINT_LG)
		return layout_right(&legend, options, content);
	return layout_bottom(&legend, options, content);
}

Rect legend_layout(Scene *scene, const LegendFrame *frame, const LegendOptions *options,
		   LegendItem *items, size_t n, Rect content)
{
	LegendList list = { items, n };

	return legend_lists_layout(scene, frame, options, &list, 1, content);
}
