#include "renderer/panel/table/table-pill.h"

#include "renderer/json.h"
#include "renderer/panel/table/table-cell.h"

#include <string.h>

enum {
	FONT = 12,
	LINE = 18, // 12 px times 1.5
	PAD_X = 6,
	PAD_Y = 2,
	GAP = 4,
	RADIUS = 6,
	MAX_PILLS = 200,
	MAX_BYTES = 16 * 1024,
};

/* --- Values --- */

static void add(Arena *arena, TablePills *pills, const char *text, size_t length)
{
	if (pills->n < MAX_PILLS)
		pills->items[pills->n++] = arena_strndup(arena, text, length);
}

/* Elements of data lose their nulls and the blanks around them, those of a text keep both. */
static void add_elements(Arena *arena, TablePills *pills, json_object *list, bool is_text)
{
	for (size_t i = 0; i < json_object_array_length(list) && pills->n < MAX_PILLS; i++) {
		json_object *element = json_object_array_get_idx(list, i);
		g_autofree char *text = NULL;

		if (!element && is_text)
			pills->items[pills->n++] = NULL;
		if (!element)
			continue;
		text = g_strdup(value_to_text(arena, value_of_json(element)));
		if (!is_text)
			g_strstrip(text);
		add(arena, pills, text, strnlen(text, MAX_BYTES));
	}
}

static bool add_json(Arena *arena, TablePills *pills, const char *text)
{
	json_object *json = text[0] == '[' && strnlen(text, MAX_BYTES) < MAX_BYTES
				    ? json_parse(text)
				    : NULL;
	bool is_list = json_object_is_type(json, json_type_array);

	if (is_list)
		add_elements(arena, pills, json, true);
	json_object_put(json);
	return is_list;
}

static void add_parts(Arena *arena, TablePills *pills, const char *text)
{
	g_autofree char *start = g_strndup(text, strnlen(text, MAX_BYTES));
	g_auto(GStrv) parts = g_strsplit(g_strstrip(start), ",", MAX_PILLS);

	for (char **part = parts; *part; part++)
		add(arena, pills, g_strstrip(*part), strlen(*part));
}

TablePills table_pills(Arena *arena, Value value)
{
	TablePills pills = { .items = arena_new_array(arena, const char *, MAX_PILLS) };

	if (value.kind == VALUE_NULL || value.kind == VALUE_ABSENT)
		return pills;
	if (value.kind == VALUE_JSON && json_object_is_type(value.json, json_type_array)) {
		add_elements(arena, &pills, value.json, false);
		return pills;
	}
	const char *text = value_to_text(arena, value);

	if (text[0] && !add_json(arena, &pills, text))
		add_parts(arena, &pills, text);
	return pills;
}

/* --- Colours --- */

/* Mappings colour the text that is shown, which may have come out of one itself. */
static Color pill_color(const TableCell *cell, const char *text)
{
	const FieldConfig *config = &cell->column->field->config;

	if (config->n_mappings)
		return display_value(cell->column->display, value_of_string(text)).color;
	if (g_strcmp0(config->color_mode, "fixed") == 0)
		return theme_color(cell->context->theme, config->color_fixed);
	return color_mode_of_text(config->color_mode, cell->context->theme, text);
}

static Color text_on(Color background)
{
	return color_brightness(background) > 180 ? COLOR_RGB(0x202226) : COLOR_RGB(0xf7f8fa);
}

/* --- Drawing --- */

typedef struct {
	const char *text;
	double width;
	Color color;
} Pill;

static TextStyle pill_style(void)
{
	return (TextStyle){ FONT_SANS, FONT, 400, false, BODY_LETTER_SPACING };
}

static Pill make_pill(const TableCell *cell, const char *text)
{
	TextStyle style = pill_style();
	Value value = text ? value_of_string(text) : (Value){ .kind = VALUE_NULL };
	DisplayValue display = display_value(cell->column->display, value);
	const char *shown = table_display_text(cell->context->arena, &display);

	return (Pill){
		.text = shown,
		.width = text_width(cell->context->text, &style, shown) + 2 * PAD_X,
		.color = pill_color(cell, shown),
	};
}

static void draw_pill(const TableCell *cell, const Pill *pill, double x, double y)
{
	/* Without a text there is no line, only the padding. */
	double height = 2 * PAD_Y + (pill->text[0] ? LINE : 0);
	Rect whole = { x, y + (LINE + 2 * PAD_Y - height) / 2, pill->width, height };
	Rect box = rect_snapped(whole);
	Scene *scene = cell->scene;
	bool is_clear = pill->color.alpha == 0;

	if (is_clear) {
		Path *outline = path_new();
		Rect inner = rect_inset(box, 0.5);

		path_round_rect(outline, inner, RADIUS, RADIUS, RADIUS, RADIUS);
		scene_take_stroke(scene, outline,
				  PAINT_COLOR(cell->context->theme->border_strong),
				  (StrokeStyle){ .width_px = 1 });
	} else {
		scene_fill_round_rect(scene, box, RADIUS, PAINT_COLOR(pill->color));
	}
	scene_text(scene, &(SceneText){ .text = pill->text,
					.x = x + PAD_X,
					.baseline_y = js_round(y + PAD_Y + 1 + text_ascent_px(FONT)),
					.style = pill_style(),
					.color = text_on(pill->color) });
}

typedef struct {
	Pill *items;
	size_t n;
} Pills;

static Pills make_pills(const TableCell *cell)
{
	Arena *arena = cell->context->arena;
	Value value = field_value(cell->column->frame, cell->column->field, cell->row);
	TablePills texts = table_pills(arena, value);
	Pills pills = { arena_new_array(arena, Pill, texts.n + 1), texts.n };

	for (size_t i = 0; i < texts.n; i++)
		pills.items[i] = make_pill(cell, texts.items[i]);
	return pills;
}

/* How many pills from `first` on stand in one line, and how wide they are together. */
static size_t line_of(const TableCell *cell, const Pills *pills, size_t first, double *width)
{
	size_t n = 0;

	*width = 0;
	for (size_t i = first; i < pills->n; i++, n++) {
		double longer = *width + pills->items[i].width + (n ? GAP : 0);

		if (n && cell->wraps && longer > cell->content.width)
			break;
		*width = longer;
	}
	return n;
}

static double height_of(const TableCell *cell, const Pills *pills)
{
	double height = 0, width;

	for (size_t i = 0; i < pills->n; i += line_of(cell, pills, i, &width))
		height += LINE + 2 * PAD_Y + (i ? GAP : 0);
	return height;
}

static void draw(const TableCell *cell)
{
	Pills pills = make_pills(cell);
	double y = cell->content.y + (cell->content.height - height_of(cell, &pills)) / 2;

	table_cell_push_clip(cell);
	for (size_t i = 0; i < pills.n;) {
		double width;
		size_t n = line_of(cell, &pills, i, &width);
		double x = table_cell_x(cell, width);

		for (; n > 0; n--, i++) {
			draw_pill(cell, &pills.items[i], x, y);
			x += pills.items[i].width + GAP;
		}
		y += LINE + 2 * PAD_Y + GAP;
	}
	scene_pop_clip(cell->scene);
}

static double height(const TableCell *cell)
{
	Pills pills = make_pills(cell);

	return height_of(cell, &pills);
}

const TableCellDrawer table_cell_pill = { draw, height };
