#include "renderer/panel/table/table-body.h"

#include "renderer/json.h"
#include "renderer/panel/table/table-cell.h"

#include <math.h>

/* --- Rows with a colour --- */

static TableRowColor find_row_color(const PanelContext *context, Frame *frame)
{
	TableRowColor color = { .field = NULL };

	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];
		json_object *cell;

		color.type = table_cell_type(field, &cell, &color.mode);
		if (color.type != CELL_COLOR_BACKGROUND ||
		    !json_get_bool(cell, "applyToRow", false))
			continue;
		color.field = field;
		color.display = display_processor(frame, field, &context->display);
		return color;
	}
	return color;
}

static TableLook row_look(const TableBody *body, size_t row)
{
	const TableRowColor *color = &body->row_color;
	TableLook look = { .weight = 0 };

	if (!color->field)
		return look;
	DisplayValue display =
		display_value(&color->display, field_value(body->frame, color->field, row));

	table_look_color(&look, body->context->theme, color->type, color->mode, &display, true);
	return look;
}

/* --- Fields that other fields name --- */

static const Field *find_field(Frame *frame, const char *name)
{
	for (size_t i = 0; name[0] && i < frame->n_fields; i++) {
		const Field *field = &frame->fields[i];

		if (g_strcmp0(field->name, name) == 0 ||
		    g_strcmp0(field->state.display_name, name) == 0)
			return field;
	}
	return NULL;
}

static void apply_style_field(const TableBody *body, const TableColumn *column, size_t row,
			      TableLook *look)
{
	const Field *field =
		find_field(body->frame, custom_text(&column->field->config, "styleField", ""));
	Value value = field ? field_value(body->frame, field, row) : (Value){ 0 };

	if (value.kind == VALUE_STRING)
		table_look_style(look, value.string);
}

/* The corner that tells of a tooltip with another field's value. */
static void draw_tooltip_mark(const TableCell *cell)
{
	const double inset = 2, leg = 10.5;
	const char *name = custom_text(&cell->column->field->config, "tooltip.field", "");
	bool is_right = cell->column->align == ALIGN_RIGHT;
	double border = cell->column->is_last ? 0 : 1;
	double x = is_right ? rect_right(cell->box) - border - inset : cell->box.x + inset;
	double y = cell->box.y + inset;

	if (!find_field(cell->column->frame, name))
		return;
	Path *path = path_new();

	path_move_to(path, x, y);
	path_line_to(path, x + (is_right ? -leg : leg), y);
	path_line_to(path, x, y + leg);
	path_close(path);
	scene_take_fill(cell->scene, path, PAINT_COLOR(cell->context->theme->border_strong),
			(FillStyle){ 0 });
}

/* --- Cells --- */

TableBody table_body(const PanelContext *context, Frame *frame, const TableColumns *columns,
		     double max_text_px, bool wraps_all)
{
	return (TableBody){
		.context = context,
		.frame = frame,
		.columns = columns,
		.row_color = find_row_color(context, frame),
		.max_text_px = max_text_px,
		.wraps_all = wraps_all,
	};
}

static void set_look(const TableBody *body, TableCell *cell, const TableLook *row)
{
	const TableColumn *column = cell->column;
	bool has_row_color = body->row_color.field != NULL;

	cell->look = *row;
	cell->is_colorable = column->type == CELL_COLOR_BACKGROUND ||
			     column->type == CELL_COLOR_TEXT || has_row_color;
	if (cell->is_colorable)
		table_look_color(&cell->look, body->context->theme, column->type, column->mode,
				 &cell->display, has_row_color);
	apply_style_field(body, column, cell->row, &cell->look);
}

static TableCell make_cell(const TableBody *body, Scene *scene, TableColumn *column, size_t row,
			   Rect box)
{
	const int border = 1;
	TableCell cell = {
		.context = body->context,
		.scene = scene,
		.column = column,
		.row = row,
		.box = { box.x + column->x, box.y, column->track, box.height },
		.value = table_column_value(column, row),
		.wraps = body->wraps_all || column->wraps,
		.max_text_px = body->max_text_px,
	};

	table_column_prepare(body->context, column);
	cell.display = display_value(column->display, cell.value);
	cell.seen_right = fmin(rect_right(cell.box), rect_right(box));
	cell.content = rect_inset(cell.box, TABLE_CELL_PAD);
	cell.content.height -= border;
	cell.content.width -= column->is_last ? 0 : border;
	return cell;
}

void table_body_draw_row(const TableBody *body, Scene *scene, size_t row, Rect box)
{
	TableLook look = row_look(body, row);

	for (size_t i = 0; i < body->columns->n; i++) {
		TableColumn *column = &body->columns->items[i];

		if (column->x >= box.width)
			break;
		TableCell cell = make_cell(body, scene, column, row, box);

		set_look(body, &cell, &look);
		table_cell_draw(&cell);
		draw_tooltip_mark(&cell);
	}
}
