#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * A panel of a type that is not drawn: its data as a table under a line that says so. The person
 * on call sees the numbers, and why the picture looks otherwise than in the browser.
 */

enum {
	FONT_PX = 14,
	ROW_PX = 28,
	CELL_PAD = 8,
	MAX_COLUMNS = 50,
	MAX_SAMPLED_ROWS = 200,
	MIN_COLUMN_PX = 60,
};

typedef struct {
	const PanelContext *context;
	Scene *scene;
	Frame *frame;
	size_t n_columns;
	double widths[MAX_COLUMNS];
	DisplayProcessor processors[MAX_COLUMNS];
} Table;

static TextStyle cell_style(int weight)
{
	return (TextStyle){ FONT_SANS, FONT_PX, weight, false, BODY_LETTER_SPACING };
}

static void cell_text(const Table *table, size_t column, size_t row, char *out)
{
	const Field *field = &table->frame->fields[column];
	DisplayValue value = display_value(&table->processors[column],
					   field_value(table->frame, field, row));

	display_text(&value, out);
}

static const char *column_name(const Table *table, size_t column)
{
	return field_display_name(table->context->arena, &table->frame->fields[column],
				  table->frame, table->context->frames);
}

static double natural_width(const Table *table, size_t column, size_t n_rows)
{
	TextStyle header = cell_style(500), cell = cell_style(400);
	double widest = text_width(table->context->text, &header, column_name(table, column));

	for (size_t row = 0; row < n_rows; row++) {
		char text[DISPLAY_TEXT_SIZE];

		cell_text(table, column, row, text);
		widest = fmax(widest, text_width(table->context->text, &cell, text));
	}
	return widest + 2 * CELL_PAD;
}

/* Columns as wide as their texts, narrowed alike when they are wider than the panel. */
static void measure_columns(Table *table, double width, size_t n_rows)
{
	double total = 0;

	n_rows = MIN(n_rows, MAX_SAMPLED_ROWS);
	for (size_t column = 0; column < table->n_columns; column++) {
		table->widths[column] = natural_width(table, column, n_rows);
		total += table->widths[column];
	}
	for (size_t column = 0; column < table->n_columns; column++)
		table->widths[column] =
			total > width ? fmax(MIN_COLUMN_PX, table->widths[column] * width / total)
				      : table->widths[column] * width / total;
}

static void draw_cell(const Table *table, const char *text, Rect cell, int weight, bool is_number,
		      Color color)
{
	TextStyle style = cell_style(weight);
	g_autofree char *shown = text_ellipsize(table->context->text, &style, text,
						cell.width - 2 * CELL_PAD);

	scene_text(table->scene,
		   &(SceneText){
			   .text = shown,
			   .x = is_number ? rect_right(cell) - CELL_PAD : cell.x + CELL_PAD,
			   .baseline_y = cell.y + (ROW_PX - 17) / 2 + text_ascent_px(FONT_PX),
			   .align = is_number ? ALIGN_RIGHT : ALIGN_LEFT,
			   .style = style,
			   .color = color,
		   });
}

static void draw_line_below(const Table *table, Rect row)
{
	scene_fill_rect(table->scene, (Rect){ row.x, rect_bottom(row) - 1, row.width, 1 },
			PAINT_COLOR(table->context->theme->border_weak));
}

static void draw_header(const Table *table, Rect row)
{
	double x = row.x;

	for (size_t column = 0; column < table->n_columns; column++) {
		Rect cell = { x, row.y, table->widths[column], ROW_PX };
		bool is_number = table->frame->fields[column].type == FIELD_NUMBER;

		draw_cell(table, column_name(table, column), cell, 500, is_number,
			  table->context->theme->text_primary);
		x += table->widths[column];
	}
	draw_line_below(table, row);
}

static void draw_row(const Table *table, size_t index, Rect row)
{
	double x = row.x;

	for (size_t column = 0; column < table->n_columns; column++) {
		Rect cell = { x, row.y, table->widths[column], ROW_PX };
		char text[DISPLAY_TEXT_SIZE];

		cell_text(table, column, index, text);
		draw_cell(table, text, cell, 400,
			  table->frame->fields[column].type == FIELD_NUMBER,
			  table->context->theme->text_primary);
		x += table->widths[column];
	}
	draw_line_below(table, row);
}

static void draw_table(Table *table, Rect area)
{
	size_t n_rows = (size_t)fmax(0, ceil(area.height / ROW_PX - 1));

	n_rows = MIN(n_rows, table->frame->n_rows);
	measure_columns(table, area.width, n_rows);
	scene_push_clip_rect(table->scene, area);
	draw_header(table, (Rect){ area.x, area.y, area.width, ROW_PX });
	for (size_t row = 0; row < n_rows; row++)
		draw_row(table, row,
			 (Rect){ area.x, area.y + ROW_PX * (double)(row + 1), area.width, ROW_PX });
	scene_pop_clip(table->scene);
}

/* The first frame with rows is shown; how many more there are is said. */
static Frame *shown_frame(const Frames *frames, size_t *n_others)
{
	Frame *shown = NULL;

	*n_others = 0;
	for (size_t i = 0; i < frames->n; i++) {
		if (frames->items[i]->n_rows == 0 || frames->items[i]->n_fields == 0)
			continue;
		if (!shown)
			shown = frames->items[i];
		else
			(*n_others)++;
	}
	return shown;
}

static const char *explanation(const PanelContext *context, const Frame *shown, size_t n_others)
{
	const char *type = context->panel->type;

	if (!shown)
		return arena_printf(context->arena, "Panels of type \"%s\" are not drawn yet.", type);
	if (n_others == 0)
		return arena_printf(context->arena,
				    "Panels of type \"%s\" are not drawn yet. This is their data.",
				    type);
	return arena_printf(context->arena,
			    "Panels of type \"%s\" are not drawn yet. This is the first of %zu results.",
			    type, n_others + 1);
}

static bool unknown_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	size_t n_others;
	Frame *shown = shown_frame(context->frames, &n_others);
	TextStyle style = cell_style(400);
	const char *text = explanation(context, shown, n_others);

	if (!shown) {
		message_layout(scene, context->text, context->theme, area, text);
		return true;
	}
	g_autofree char *line = text_ellipsize(context->text, &style, text, area.width);

	scene_text(scene, &(SceneText){ .text = line,
					.x = area.x,
					.baseline_y = area.y + 2 + text_ascent_px(FONT_PX),
					.style = style,
					.color = context->theme->text_secondary });
	Table table = {
		.context = context,
		.scene = scene,
		.frame = shown,
		.n_columns = MIN(shown->n_fields, MAX_COLUMNS),
	};

	for (size_t column = 0; column < table.n_columns; column++)
		table.processors[column] =
			display_processor(shown, &shown->fields[column], &context->display);
	draw_table(&table, (Rect){ area.x, area.y + ROW_PX, area.width, area.height - ROW_PX });
	return true;
}

const PanelType panel_unknown = {
	.id = "",
	.layout = unknown_layout,
};
