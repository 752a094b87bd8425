#include "renderer/panel/table/table-height.h"

#include "renderer/json.h"
#include "renderer/panel/table/table-cell.h"
#include "renderer/panel/table/table-pill.h"

#include <math.h>
#include <string.h>

enum { BORDER = 1, HEADER_PX = 28, ICON_SPACE = 20, PILL_PAD = 12, PILL_GAP = 4 };

/* Width of a letter of English prose with some capitals, on the wide side. */
#define AVERAGE_CHAR_PX 7.4126
#define AVERAGE_PILL_CHAR_PX 6.3966

/* Estimates of less than a line are trusted to be one line. */
#define SURE_LINE 18.5

static double default_height(const PanelContext *context)
{
	const char *size = json_get_text(context->options, "cellHeight", "sm");

	if (strcmp(size, "sm") == 0)
		return 36;
	if (strcmp(size, "md") == 0)
		return 42;
	return strcmp(size, "lg") == 0 ? 48 : 2 * TABLE_CELL_PAD + TABLE_LINE;
}

static bool has_measure(const TableColumn *column)
{
	if (column->type == CELL_DATA_LINKS || column->type == CELL_PILL)
		return true;
	return column->field->type == FIELD_STRING &&
	       (column->drawn == CELL_AUTO || column->drawn == CELL_COLOR_TEXT ||
		column->drawn == CELL_COLOR_BACKGROUND || column->drawn == CELL_JSON);
}

TableHeights table_heights(const PanelContext *context, const TableColumns *columns,
			   double most_px)
{
	double max_px = json_get_number(context->options, "maxRowHeight", NAN);
	TableHeights heights = {
		.context = context,
		.columns = columns,
		.counter = wrap_count_new(context->arena, context->text,
					  (TextStyle){ FONT_SANS, TABLE_FONT, 400, false,
						       BODY_LETTER_SPACING }),
		.row_px = default_height(context),
		.max_row_px = isnan(max_px) ? INFINITY : fmax(TABLE_LINE, max_px),
		.most_px = most_px,
		.is_dynamic = columns->has_dynamic_height,
	};

	for (size_t i = 0; i < columns->n; i++)
		heights.has_wrapped |= columns->items[i].wraps && has_measure(&columns->items[i]);
	return heights;
}

/* --- One cell's content --- */

static size_t lines_in(const TableHeights *heights)
{
	return (size_t)(CLAMP(heights->most_px, 0, 100000) / TABLE_LINE) + 2;
}

static double measured_text(const TableHeights *heights, const char *text, double width)
{
	return (double)wrap_count(heights->counter, text, width, lines_in(heights)) * TABLE_LINE;
}

/* Texts without a space or hyphen stay on one line. */
static double estimated_text(const char *text, double width)
{
	enum { MAX_BYTES = 1024 * 1024 };
	size_t n_bytes = strnlen(text, MAX_BYTES);

	if (!text[strcspn(text, " \t\r\n-")])
		return -1;
	double n = (double)g_utf8_strlen(text, (gssize)n_bytes);

	return ceil(n / (width / AVERAGE_CHAR_PX)) * TABLE_LINE;
}

static double measured_pill(const TableHeights *heights, const char *text)
{
	TextStyle style = { FONT_SANS, 12, 400, false, BODY_LETTER_SPACING };

	return text_width(heights->context->text, &style, text);
}

static double estimated_pill(const TableHeights *heights, const char *text)
{
	return (double)g_utf8_strlen(text, -1) * AVERAGE_PILL_CHAR_PX;
}

static double pill_height(const TableHeights *heights, Value value, double width,
			  double (*pill_width)(const TableHeights *heights, const char *text))
{
	TablePills pills = table_pills(heights->context->arena, value);
	double used = width;
	size_t n_lines = 0;

	for (size_t i = 0; i < pills.n && n_lines < lines_in(heights); i++) {
		const char *text = pills.items[i] ? pills.items[i] : "null";
		double pill = pill_width(heights, text) + PILL_PAD;

		if (used + pill + PILL_GAP > width) {
			n_lines++;
			used = pill;
		} else {
			used += pill + PILL_GAP;
		}
	}
	return n_lines ? (double)(n_lines * TABLE_LINE + (n_lines - 1) * PILL_GAP) : 0;
}

/* --- Rows --- */

static const char *raw_text(const TableHeights *heights, Value value)
{
	return value.kind == VALUE_STRING ? value.string
					  : value_to_text(heights->context->arena, value);
}

static double text_room(const TableColumn *column)
{
	return column->width - 2 * TABLE_CELL_PAD - BORDER;
}

/* A first guess at the content's height; it is measured only where it is the row's largest. */
static double guess(const TableHeights *heights, const TableColumn *column, Value value)
{
	double height;

	if (column->type == CELL_DATA_LINKS)
		height = (double)table_count_links(&column->field->config) * TABLE_LINE;
	else if (column->type == CELL_PILL)
		height = pill_height(heights, value, text_room(column), estimated_pill);
	else
		height = estimated_text(raw_text(heights, value), text_room(column));
	return fmin(height, heights->max_row_px);
}

static double measure(const TableHeights *heights, const TableColumn *column, Value value)
{
	double height;

	if (column->type == CELL_DATA_LINKS)
		return guess(heights, column, value);
	if (column->type == CELL_PILL)
		height = pill_height(heights, value, text_room(column), measured_pill);
	else
		height = measured_text(heights, raw_text(heights, value), text_room(column));
	return fmin(height, heights->max_row_px);
}

static double wrapped_height(const TableHeights *heights, size_t row)
{
	const TableColumn *largest = NULL;
	double height = -1;

	for (size_t i = 0; i < heights->columns->n; i++) {
		const TableColumn *column = &heights->columns->items[i];

		if (!column->wraps || !has_measure(column))
			continue;
		Value value = field_value(column->frame, column->field, row);

		if (value.kind == VALUE_NULL || value.kind == VALUE_ABSENT)
			continue;
		double guessed = guess(heights, column, value);

		if (guessed > height) {
			height = guessed;
			largest = column;
		}
	}
	if (!largest || height < SURE_LINE)
		return heights->row_px;
	height = measure(heights, largest, field_value(largest->frame, largest->field, row));
	return fmax(heights->row_px, height + 2 * TABLE_CELL_PAD);
}

double table_row_height(const TableHeights *heights, size_t row)
{
	if (heights->is_dynamic)
		return table_natural_height(heights, row);
	return heights->has_wrapped ? wrapped_height(heights, row) : heights->row_px;
}

double table_header_height(const TableHeights *heights, const uint8_t *icons)
{
	enum { MAX_COLUMNS = 500 }; // those after them are far outside the picture
	double height = 0;

	for (size_t i = 0; i < MIN(heights->columns->n, MAX_COLUMNS); i++) {
		const TableColumn *column = &heights->columns->items[i];
		double width = floor(column->width - 2 * TABLE_CELL_PAD - BORDER -
				     ICON_SPACE * icons[i]) -
			       1;

		if (column->wraps_header)
			height = fmax(height,
				      measured_text(heights, column->name, width));
	}
	return height > 0 ? fmax(HEADER_PX, height + TABLE_CELL_PAD) : HEADER_PX;
}
