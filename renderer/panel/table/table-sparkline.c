#include "renderer/panel/table/table-cell.h"

#include "renderer/json.h"
#include "renderer/panel/sparkline.h"

#include <math.h>

enum { CHART_PX = 25, GAP = 8, MEASURED_PX = 16, MAX_POINTS = 100000 };

/* --- The series --- */

typedef struct {
	Frame *frame;
	const Field *x; // or NULL
	Field *y;
} Series;

static Frame *frame_of_list(Arena *arena, json_object *list)
{
	size_t n = MIN(json_object_array_length(list), MAX_POINTS);
	Frame *frame = frame_new(arena, 1, n);
	double *numbers = arena_new_array(arena, double, n + 1);

	for (size_t i = 0; i < n; i++) {
		json_object *value = json_object_array_get_idx(list, i);
		bool is_number = json_object_is_type(value, json_type_int) ||
				 json_object_is_type(value, json_type_double);

		numbers[i] = is_number ? json_object_get_double(value) : value_null();
	}
	frame->fields[0] = (Field){ .name = "", .type = FIELD_NUMBER, .numbers = numbers,
				    .config = field_config_empty() };
	return frame;
}

/* Rows where a time is missing end the line, by the distance of the first two. */
static void set_interval(Field *time, size_t n_rows)
{
	if (isnan(time->config.interval_ms) && time->numbers && n_rows > 1)
		time->config.interval_ms = time->numbers[1] - time->numbers[0];
}

static bool find_series(Arena *arena, Value value, Series *series)
{
	if (value.kind == VALUE_JSON && json_object_is_type(value.json, json_type_array)) {
		series->frame = frame_of_list(arena, value.json);
		series->x = NULL;
		series->y = &series->frame->fields[0];
		return true;
	}
	if (value.kind != VALUE_FRAME)
		return false;
	series->frame = frame_copy(arena, value.frame);
	Field *time = frame_first_of_type(series->frame, FIELD_TIME);

	series->x = time;
	series->y = frame_first_of_type(series->frame, FIELD_NUMBER);
	if (!time || !series->y)
		return false;
	set_interval(time, series->frame->n_rows);
	return true;
}

/* --- How it is drawn --- */

static const char defaults[] =
	"{\"drawStyle\":\"line\",\"lineInterpolation\":\"smooth\",\"lineWidth\":1,"
	"\"fillOpacity\":17,\"gradientMode\":\"hue\",\"pointSize\":2,\"barAlignment\":0,"
	"\"showPoints\":\"never\"}";

/* Lines of far more values than pixels are drawn by their extremes in each pixel. */
static bool is_dense(const TableCell *cell, const Frame *frame)
{
	const double values_per_px = 4;

	return (double)frame->n_rows > cell->column->width * values_per_px;
}

/* The series is coloured as the column is, by its first colour. */
static void set_config(const TableCell *cell, const Frame *frame, Field *y)
{
	const FieldConfig *column = &cell->column->field->config;
	json_object *custom = json_tokener_parse(defaults);

	if (json_object_is_type(cell->column->cell, json_type_object)) {
		json_object_object_foreach(cell->column->cell, key, value)
			json_object_object_add(custom, key, json_object_get(value));
	}
	if (is_dense(cell, frame))
		json_object_object_add(custom, "lineInterpolation",
				       json_object_new_string("linear"));
	y->config.custom = arena_take_json(cell->context->arena, custom);
	y->config.color_mode = column->color_mode;
	y->config.color_fixed = column->color_fixed;
	y->config.color_series_by = column->color_series_by;
	y->state.series_index = 0;
}

static bool hides_value(const TableCell *cell)
{
	return json_get_bool(cell->column->cell, "hideValue", false);
}

/* --- Layout --- */

/* The value and the line share the cell; the line is as wide as if there were no padding. */
typedef struct {
	DisplayValue value;
	double value_px; // its place
	double chart_px;
} Parts;

static double longest_width(const TableCell *cell, const DisplayValue *value)
{
	const FormattedValue *longest = table_column_longest(cell->column, &value->formatted);
	TextStyle style = { FONT_SANS, MEASURED_PX, 400, false, 0 };
	g_autofree char *text =
		g_strconcat(longest->prefix, longest->text, longest->suffix, NULL);

	return text_width(cell->context->text, &style, text) + GAP;
}

static Parts make_parts(const TableCell *cell)
{
	Parts parts = { .chart_px = cell->column->width };
	bool has_stat = cell->value.kind == VALUE_FRAME && cell->value.frame->stat;
	Value stat = has_stat ? *cell->value.frame->stat : (Value){ .kind = VALUE_NULL };

	if (hides_value(cell))
		return parts;
	parts.value = display_value(cell->column->display, stat);
	TextStyle style = table_cell_style(cell);
	double wanted = longest_width(cell, &parts.value);
	double text = text_width(cell->context->text, &style,
				 table_display_text(cell->context->arena, &parts.value));

	parts.chart_px -= wanted;
	parts.value_px = fmax(text, cell->content.width - GAP - parts.chart_px);
	return parts;
}

static void draw_value(const TableCell *cell, const Parts *parts, double x)
{
	TableCell value = *cell;
	TableColumn column = *cell->column;
	TextStyle style = table_cell_style(cell);

	if (hides_value(cell))
		return;
	column.align = ALIGN_LEFT;
	value.column = &column;
	value.content.x = x;
	table_cell_line(&value, table_display_text(cell->context->arena, &parts->value), &style);
}

static void draw_chart(const TableCell *cell, const Series *series, double x, double width)
{
	Rect area = { x, cell->content.y + (cell->content.height - CHART_PX) / 2, width, CHART_PX };

	set_config(cell, series->frame, series->y);
	sparkline_layout_series(cell->context, cell->scene, area, series->frame, series->x,
				series->y);
}

static void draw(const TableCell *cell)
{
	const char *no_value = cell->column->field->config.no_value;
	TextStyle style = table_cell_style(cell);
	Series series;

	if (!find_series(cell->context->arena, cell->value, &series)) {
		table_cell_line(cell, no_value && no_value[0] ? no_value : "no data", &style);
		return;
	}
	Parts parts = make_parts(cell);
	double gap = hides_value(cell) ? 0 : parts.value_px + GAP;
	bool is_right = cell->column->align == ALIGN_RIGHT;
	/* What is too wide begins at the left, whichever way round it is. */
	double right = fmax(rect_right(cell->content), cell->content.x + gap + parts.chart_px);

	table_cell_push_clip(cell);
	draw_value(cell, &parts, is_right ? right - parts.value_px : cell->content.x);
	draw_chart(cell, &series, is_right ? right - gap - parts.chart_px : cell->content.x + gap,
		   parts.chart_px);
	scene_pop_clip(cell->scene);
}

static double height(const TableCell *cell)
{
	return CHART_PX;
}

const TableCellDrawer table_cell_sparkline = { draw, height };
