#include "renderer/panel/table/table-cell.h"

#include "renderer/json.h"
#include "renderer/panel/bar-gauge.h"

#include <math.h>

enum { MOST_HEIGHT = 48, CELL_PX = 8, GAP_PX = 1 };

static Range range_of(const Field *field)
{
	const FieldConfig *config = &field->config;

	if (field->state.has_range)
		return field->state.range;
	return (Range){ isnan(config->min) ? 0 : config->min,
			isnan(config->max) ? 100 : config->max };
}

static void draw(const TableCell *cell)
{
	const TableColumn *column = cell->column;
	double height = fmin(cell->box.height - 2 * TABLE_CELL_PAD, MOST_HEIGHT);
	Rect box = { cell->content.x, cell->content.y + (cell->content.height - height) / 2,
		     cell->content.width, height };
	BarGaugeStyle style = {
		.mode = bar_mode_parse(column->mode ? column->mode : "gradient"),
		.value_mode = bar_value_mode_parse(
			json_get_text(column->cell, "valueDisplayMode", "text")),
		.shows_unfilled = true,
		.cell_px = CELL_PX,
		.gap_px = GAP_PX,
		.title_px = NAN,
		.value_px = TABLE_FONT,
		.sized_for_px = column->width,
	};
	BarGauge gauge = {
		.value = { &cell->display, column->field, column->display,
			   range_of(column->field) },
		.title = "",
		.longest_title = "",
		.longest_value = table_column_longest(column, &cell->display.formatted),
	};

	table_cell_push_clip(cell);
	bar_gauge_layout(cell->scene, cell->context->text, cell->context->theme, box, &style,
			 &gauge);
	scene_pop_clip(cell->scene);
}

const TableCellDrawer table_cell_gauge = { draw, NULL };
