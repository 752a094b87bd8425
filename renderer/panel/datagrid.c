#include "renderer/json.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/message.h"
#include "renderer/panel/missing-data.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * A sheet of raw values: row numbers, a header with the type's icon, cells as wide as their texts.
 * Source: Grafana 12.3, panel/datagrid; sizes are those of glide-data-grid 6.
 */

enum {
	ROW_PX = 34,
	HEADER_PX = 36,
	PAD = 8,
	ICON = 20,
	HEADER_ROOM = 65, // for icon and menu
	CELL_ROOM = 20,
	MOST_WIDTH = 300,
	CELL_FONT = 13,
	HEADER_FONT = 14,
	MARKER_FONT = 9,
	SAMPLED_ROWS = 1000,
	MAX_BYTES = 1024,
};

typedef struct {
	const PanelContext *context;
	Scene *scene;
	Frame *frame;
	Rect area;
	double marker_px; // width of the row numbers
	Color line;
} Sheet;

static TextStyle style_of(const Sheet *sheet, double size_px, int weight)
{
	double scale = scene_scale(sheet->scene);

	return (TextStyle){ FONT_SANS, size_px, weight, false, BODY_LETTER_SPACING / scale };
}

static char *cell_text(const Sheet *sheet, const Field *field, size_t row)
{
	Value value = field_value(sheet->frame, field, row);
	bool is_missing = value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
	const char *text = is_missing ? "" : value_to_text(sheet->context->arena, value);
	g_autofree char *start = g_utf8_make_valid(text, (gssize)strnlen(text, MAX_BYTES));

	return text_collapse(start);
}

static double column_width(const Sheet *sheet, const Field *field)
{
	TextStyle header = { FONT_SANS, CELL_FONT, 500, false, 0 };
	TextStyle cell = { FONT_SANS, CELL_FONT, 400, false, 0 };
	TextContext *text = sheet->context->text;
	double widest = 0;

	for (size_t row = 0; row < MIN(sheet->frame->n_rows, SAMPLED_ROWS); row++) {
		g_autofree char *shown = cell_text(sheet, field, row);

		widest = fmax(widest, text_width(text, &cell, shown));
		if (widest > MOST_WIDTH)
			break;
	}
	return fmax(text_width(text, &header, field->name ? field->name : "") + HEADER_ROOM,
		    fmin(MOST_WIDTH, widest + CELL_ROOM));
}

static double marker_width(size_t n_rows)
{
	if (n_rows > 10000)
		return 48;
	if (n_rows > 1000)
		return 44;
	return n_rows > 100 ? 36 : 32;
}

/* --- Drawing --- */

static void draw_text(const Sheet *sheet, const char *text, Rect cell, const TextStyle *style,
		      TextAlign align, Color color)
{
	double x = align == ALIGN_LEFT	   ? cell.x + PAD
		   : align == ALIGN_CENTER ? cell.x + cell.width / 2
					   : rect_right(cell) - PAD;
	double middle = cell.y + cell.height / 2;

	scene_push_clip_rect(sheet->scene, cell);
	scene_text(sheet->scene, &(SceneText){ .text = text,
					       .x = x,
					       .baseline_y = middle + style->size_px * 0.36,
					       .align = align,
					       .style = *style,
					       .color = color });
	scene_pop_clip(sheet->scene);
}

static const char *icon_of(FieldType type)
{
	switch (type) {
	case FIELD_TIME:
		return "clock-nine";
	case FIELD_NUMBER:
		return "calculator-alt";
	case FIELD_BOOLEAN:
		return "toggle-on";
	default:
		return "font";
	}
}

static void draw_header(const Sheet *sheet, const Field *field, Rect cell)
{
	TextStyle style = style_of(sheet, HEADER_FONT, 500);
	Rect icon = { cell.x + PAD, cell.y + (HEADER_PX - ICON) / 2, ICON, ICON };
	Rect name = { icon.x + ICON, cell.y, cell.width - PAD - ICON, HEADER_PX };

	icon_layout(sheet->scene, icon_of(field->type), icon,
		    sheet->context->theme->text_secondary);
	draw_text(sheet, field->name ? field->name : "", name, &style, ALIGN_LEFT,
		  sheet->context->theme->text_primary);
}

/* A box, ticked for true. */
static void draw_checkbox(const Sheet *sheet, bool is_true, Rect cell)
{
	enum { BOX = 16 };
	const Theme *theme = sheet->context->theme;
	Rect box = { cell.x + (cell.width - BOX) / 2, cell.y + (cell.height - BOX) / 2, BOX, BOX };
	Path *path = path_new();

	if (!is_true) {
		path_round_rect(path, rect_inset(box, 0.5), 4, 4, 4, 4);
		scene_take_stroke(sheet->scene, path, PAINT_COLOR(theme->text_secondary),
				  (StrokeStyle){ .width_px = 1 });
		return;
	}
	scene_fill_round_rect(sheet->scene, box, 4, PAINT_COLOR(theme->primary_main));
	path_move_to(path, box.x + 4, box.y + 8);
	path_line_to(path, box.x + 7, box.y + 11);
	path_line_to(path, box.x + 12, box.y + 5);
	scene_take_stroke(sheet->scene, path, PAINT_COLOR(COLOR_RGB(0xffffff)),
			  (StrokeStyle){ .width_px = 2, .cap = CAP_ROUND, .join = JOIN_ROUND });
}

static void draw_cell(const Sheet *sheet, const Field *field, size_t row, Rect cell)
{
	TextStyle style = style_of(sheet, CELL_FONT, 400);
	TextAlign align = field->type == FIELD_NUMBER ? ALIGN_RIGHT : ALIGN_LEFT;

	if (field->type == FIELD_BOOLEAN) {
		draw_checkbox(sheet, field_number(sheet->frame, field, row) == 1, cell);
		return;
	}
	g_autofree char *text = cell_text(sheet, field, row);

	draw_text(sheet, text, cell, &style, align, sheet->context->theme->text_primary);
}

static void draw_line(const Sheet *sheet, Rect line)
{
	scene_fill_rect(sheet->scene, scene_snapped(sheet->scene, line),
			PAINT_COLOR(sheet->line));
}

static size_t n_seen_rows(const Sheet *sheet)
{
	double n = ceil(fmax(0, sheet->area.height - HEADER_PX) / ROW_PX);

	return MIN(sheet->frame->n_rows, (size_t)n);
}

static void draw_markers(const Sheet *sheet)
{
	TextStyle style = style_of(sheet, MARKER_FONT, 400);

	for (size_t row = 0; row < n_seen_rows(sheet); row++) {
		Rect cell = { sheet->area.x, sheet->area.y + HEADER_PX + (double)row * ROW_PX,
			      sheet->marker_px, ROW_PX };

		draw_text(sheet, arena_printf(sheet->context->arena, "%zu", row + 1), cell, &style,
			  ALIGN_CENTER, sheet->context->theme->text_secondary);
	}
}

static double draw_column(const Sheet *sheet, const Field *field, double x)
{
	double width = column_width(sheet, field);
	Rect header = { x, sheet->area.y, width, HEADER_PX };

	draw_header(sheet, field, header);
	for (size_t row = 0; row < n_seen_rows(sheet); row++)
		draw_cell(sheet, field, row,
			  (Rect){ x, rect_bottom(header) + (double)row * ROW_PX, width, ROW_PX });
	return x + width;
}

static void draw_sheet(const Sheet *sheet)
{
	double x = sheet->area.x + sheet->marker_px, right = rect_right(sheet->area);
	double bottom = sheet->area.y + HEADER_PX + (double)n_seen_rows(sheet) * ROW_PX;

	scene_push_clip_rect(sheet->scene, sheet->area);
	draw_markers(sheet);
	draw_line(sheet, (Rect){ x, sheet->area.y, 1, bottom - sheet->area.y });
	for (size_t i = 0; i < sheet->frame->n_fields && x < right; i++) {
		x = draw_column(sheet, &sheet->frame->fields[i], x);
		draw_line(sheet, (Rect){ x, sheet->area.y, 1, bottom - sheet->area.y });
	}
	for (double y = sheet->area.y + HEADER_PX; y <= bottom; y += ROW_PX)
		draw_line(sheet, (Rect){ sheet->area.x, y, fmin(x, right) - sheet->area.x, 1 });
	scene_pop_clip(sheet->scene);
}

static bool datagrid_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const Frames *frames = context->frames;
	double selected = json_get_number(context->options, "selectedSeries", 0);

	if (frames->n == 0) {
		message_layout(scene, context->text, context->theme, area,
			       missing_data_text(context, (DataNeeds){ 0 }));
		return true;
	}
	bool is_there = selected >= 0 && selected < (double)frames->n;
	Frame *frame = frames->items[is_there ? (size_t)selected : 0];
	Sheet sheet = {
		.context = context,
		.scene = scene,
		.frame = frame,
		.area = area,
		.marker_px = marker_width(frame->n_rows),
		.line = { 115, 116, 131, 0.16 },
	};

	draw_sheet(&sheet);
	return true;
}

const PanelType panel_datagrid = {
	.id = "datagrid",
	.layout = datagrid_layout,
};
