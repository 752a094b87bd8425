#include "renderer/panel/flamegraph.h"

#include "renderer/panel/icon.h"

#include <math.h>

enum {
	MAX_HEIGHT = 800,
	PAD = 8,
	HEADER_PX = 28,
	HEADER_ROOM = 36, // what the rows leave free of the height
	ROW_PX = 36,
	ACTIONS_PX = 61,
	NUMBER_PX = 120,
	LEAST_SYMBOL_PX = 50,
	CELL_PAD = 6,
	LINK_PAD = 12,
	HEADER_PAD = 10,
	FONT_PX = 14,
	SORT_ICON = 16,
};

/* All calls of one name. */
typedef struct {
	const char *label;
	double self, total, total_right;
	int depth; // on the way down to the row at hand: how often it is called already
	size_t order;
} FlameRow;

typedef struct {
	const PanelContext *context;
	const FlameTree *tree;
	Scene *scene;
	Rect area;
	FlameRow *rows;
	size_t n_rows;
} TopTable;

/* --- Rows --- */

static FlameRow *row_of(TopTable *table, GHashTable *by_label, const char *label)
{
	size_t known = GPOINTER_TO_SIZE(g_hash_table_lookup(by_label, label));

	if (!known) {
		table->rows[table->n_rows] = (FlameRow){ .label = label, .order = table->n_rows };
		known = ++table->n_rows;
		g_hash_table_insert(by_label, (void *)label, GSIZE_TO_POINTER(known));
	}
	return &table->rows[known - 1];
}

/* A call from within a call of the same name is in the outer one's total already. */
static void collect(TopTable *table)
{
	const FlameTree *tree = table->tree;
	g_autoptr(GHashTable) by_label = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(size_t));

	table->rows = arena_new_array(table->context->arena, FlameRow, tree->n + 1);
	for (size_t i = 0; i < tree->n; i++) {
		const FlameItem *item = &tree->items[i];
		FlameRow *row = row_of(table, by_label, item->label);
		size_t index = (size_t)(row - table->rows);
		double self = field_number(tree->frame, tree->self, item->row);

		for (; open->len > (guint)item->level; g_array_set_size(open, open->len - 1))
			table->rows[g_array_index(open, size_t, open->len - 1)].depth--;
		row->self += isfinite(self) ? self : 0;
		if (row->depth++ == 0) {
			row->total += item->value - item->right;
			row->total_right += item->right;
		}
		g_array_append_val(open, index);
	}
}

static int compare_self(const void *left, const void *right)
{
	const FlameRow *a = left, *b = right;

	if (a->self != b->self)
		return a->self > b->self ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* --- Cells --- */

static void draw_text(const TopTable *table, const char *text, double x, double middle,
		      TextAlign align, int weight, Color color)
{
	scene_text(table->scene,
		   &(SceneText){ .text = text,
				 .x = x,
				 .baseline_y = middle - 8.5 + text_ascent_px(FONT_PX),
				 .align = align,
				 .style = { FONT_SANS, FONT_PX, weight, false, BODY_LETTER_SPACING },
				 .color = color });
}

/* Left end of the nth column: actions, symbol, then numbers. */
static double column_x(const TopTable *table, int column, int n_numbers)
{
	if (column < 2)
		return table->area.x + column * ACTIONS_PX;
	double symbol = table->area.width - ACTIONS_PX - n_numbers * NUMBER_PX;

	return table->area.x + ACTIONS_PX + fmax(LEAST_SYMBOL_PX, symbol) + (column - 2) * NUMBER_PX;
}

static void draw_actions(const TopTable *table, double middle)
{
	const Theme *theme = table->context->theme;
	double x = table->area.x + 18, zoom_x = table->area.x + 41;
	Path *path = path_new();

	for (int side = -1; side <= 1; side += 2) {
		path_move_to(path, x - 4, middle + side * 3.5);
		path_line_to(path, x, middle + side * 7);
		path_line_to(path, x + 4, middle + side * 3.5);
	}
	path_move_to(path, x - 4, middle);
	path_line_to(path, x + 4, middle);
	path_move_to(path, zoom_x + 5.5, middle - 0.5);
	path_arc(path, (Point){ zoom_x, middle - 0.5 }, 5.5, 0, 2 * G_PI);
	path_move_to(path, zoom_x + 4, middle + 3.5);
	path_line_to(path, zoom_x + 7, middle + 6.5);
	scene_take_stroke(table->scene, path, PAINT_COLOR(theme->text_primary),
			  (StrokeStyle){ .width_px = 1.33, .cap = CAP_ROUND });
}

static const char *number_text(const TopTable *table, const Field *field, double value)
{
	const PanelContext *context = table->context;
	DisplayProcessor processor =
		display_processor(table->tree->frame, field, &context->display);
	DisplayValue display = display_value(&processor, value_of_number(value));
	char text[DISPLAY_TEXT_SIZE];

	display_text(&display, text);
	return arena_strdup(context->arena, text);
}

static const char *percent_text(const TopTable *table, double percent)
{
	ValueFormat format = value_format("percent");
	FormatOptions options = { .decimals = NAN };
	FormattedValue text;

	value_format_apply(&format, percent, &options, &text);
	return arena_printf(table->context->arena, "%s%s", text.text, text.suffix);
}

static double percent_of(double part, double whole)
{
	return js_round(10000 * part / whole) / 100;
}

typedef struct {
	const char *text;
	Color color;
} NumberCell;

static NumberCell change_cell(const TopTable *table, double left, double right)
{
	double change = (right - left) / left * 100;
	Color color = change >= 0   ? flame_diff_colors[2]
		      : change <= 0 ? flame_diff_colors[0]
				    : table->context->theme->text_primary;

	if (change == INFINITY)
		return (NumberCell){ "new", color };
	return (NumberCell){ change == -100 ? "removed" : percent_text(table, change), color };
}

/* A row's numbers: of one profile, or of two that are compared. */
static int number_cells(const TopTable *table, const FlameRow *row, NumberCell cells[3])
{
	const FlameTree *tree = table->tree;
	const FlameItem *root = &tree->items[0];
	Color plain = table->context->theme->text_primary;

	if (!tree->value_right) {
		cells[0] = (NumberCell){ number_text(table, tree->self, row->self), plain };
		cells[1] = (NumberCell){ number_text(table, tree->value, row->total), plain };
		return 2;
	}
	double left = percent_of(row->total, root->value - root->right);
	double right = percent_of(row->total_right, root->right);

	cells[0] = (NumberCell){ percent_text(table, left), plain };
	cells[1] = (NumberCell){ percent_text(table, right), plain };
	cells[2] = change_cell(table, left, right);
	return 3;
}

static void draw_row(const TopTable *table, const FlameRow *row, double y)
{
	const Theme *theme = table->context->theme;
	NumberCell cells[3];
	int n = number_cells(table, row, cells);
	double x = column_x(table, 1, n), middle = y + ROW_PX / 2.0;
	TextStyle style = { FONT_SANS, FONT_PX, 500, false, BODY_LETTER_SPACING };
	double width = fmax(0, column_x(table, 2, n) - x - 2 * CELL_PAD - LINK_PAD - 1);
	g_autofree char *symbol =
		text_ellipsize(table->context->text, &style, row->label, width);

	draw_actions(table, middle + 1);
	draw_text(table, symbol, x + CELL_PAD, middle, ALIGN_LEFT, 500, theme->text_link);
	for (int i = 0; i < n; i++)
		draw_text(table, cells[i].text,
			  column_x(table, i + 3, n) - CELL_PAD - (i + 1 < n ? 1 : 0), middle,
			  ALIGN_RIGHT, 400, cells[i].color);
	scene_fill_rect(table->scene, (Rect){ table->area.x, y + ROW_PX, table->area.width, 1 },
			PAINT_COLOR(theme->border_weak));
	for (int i = 1; i < n + 2; i++)
		scene_fill_rect(table->scene, (Rect){ column_x(table, i, n) - 1, y + 1, 1, ROW_PX },
				PAINT_COLOR(theme->border_weak));
}

static void draw_header(const TopTable *table)
{
	static const char *const plain[] = { "Self", "Total" };
	static const char *const compared[] = { "Baseline", "Comparison", "Diff" };
	const Theme *theme = table->context->theme;
	bool is_diff = table->tree->value_right != NULL;
	int n = is_diff ? 3 : 2;
	double middle = table->area.y + HEADER_PX / 2.0 - 0.5;

	double symbol = column_x(table, 1, n) + CELL_PAD;

	scene_push_clip_rect(table->scene,
			     (Rect){ symbol, table->area.y,
				     column_x(table, 2, n) - HEADER_PAD - symbol, HEADER_PX });
	draw_text(table, "Symbol", symbol, middle, ALIGN_LEFT, 500, theme->text_primary);
	scene_pop_clip(table->scene);
	for (int i = 0; i < n; i++) {
		double right = column_x(table, i + 3, n) - HEADER_PAD;
		bool is_sorted = !is_diff && i == 0;

		draw_text(table, is_diff ? compared[i] : plain[i], right - (is_sorted ? 22 : 0), middle,
			  ALIGN_RIGHT, 500, theme->text_primary);
		if (is_sorted)
			icon_layout(table->scene, "arrow-down",
				    (Rect){ right - 17, middle - 8, SORT_ICON, SORT_ICON },
				    theme->text_primary);
	}
	scene_fill_rect(table->scene,
			(Rect){ table->area.x, table->area.y + HEADER_PX, table->area.width, 1 },
			PAINT_COLOR(theme->border_weak));
}

void flame_draw_table(const PanelContext *context, const FlameTree *tree, Rect area, Scene *scene)
{
	area.height = fmin(area.height, MAX_HEIGHT);
	TopTable table = { context, tree, scene, rect_inset(area, PAD), NULL, 0 };
	Rect body = { table.area.x, table.area.y + HEADER_PX, table.area.width,
		      fmax(0, table.area.height - HEADER_ROOM + 1) };
	double y = body.y;

	collect(&table);
	if (!tree->value_right)
		qsort(table.rows, table.n_rows, sizeof(FlameRow), compare_self);
	scene_fill_rect(scene, area, PAINT_COLOR(context->theme->background_secondary));
	scene_push_clip_rect(scene, table.area);
	draw_header(&table);
	scene_pop_clip(scene);
	scene_push_clip_rect(scene, body);
	for (size_t i = 0; i < table.n_rows && y < rect_bottom(body); i++, y += ROW_PX)
		draw_row(&table, &table.rows[i], y);
	scene_pop_clip(scene);
}
