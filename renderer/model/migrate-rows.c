#include "renderer/model/migrate-rows.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"

enum {
	COLUMNS = 24,
	DEFAULT_HEIGHT_PX = 250,
	MIN_HEIGHT_PX = 90,
	CELL_PX = 38, // with its margin
	DEFAULT_SPAN = 4,
	MAX_HEIGHT = 1000, // cells; more than any screen
};

/* Cells of a height such as 250, "250" or "250px". */
static int grid_height(json_object *height, int fallback)
{
	double px = NAN;

	if (json_object_is_type(height, json_type_string))
		px = js_parse_float(json_object_get_string(height));
	else if (json_is_number(height))
		px = json_object_get_double(height);
	if (isnan(px) || px == 0)
		return fallback;
	return (int)CLAMP(ceil(fmax(px, MIN_HEIGHT_PX) / CELL_PX), 1, MAX_HEIGHT);
}

/* A row while it fills: how many cells of each column are taken. */
typedef struct {
	int taken[COLUMNS];
	int y;
	int height;
} RowArea;

/*
 * The free place at the right end: columns that are not full, going left while they are at most
 * as full as their neighbour.
 */
static bool find_place(const RowArea *area, int width, int *x, int *y)
{
	int end = -1, start = -1;

	for (int i = COLUMNS - 1; i >= 0 && area->taken[i] < area->height; i--) {
		if (end < 0)
			end = i;
		else if (area->taken[i] <= area->taken[i + 1])
			start = i;
		else
			break;
	}
	if (start < 0 || end - start < width - 1)
		return false;
	*x = start;
	*y = 0;
	for (int i = start; i < COLUMNS; i++)
		*y = MAX(*y, area->taken[i]);
	return true;
}

/* Least widths are in twelfths, too. */
static void double_min_span(json_object *panel)
{
	double span = json_get_number(panel, "minSpan", 0);

	if (span > 0)
		json_set(panel, "minSpan", json_make("%g", fmin(span * 2, COLUMNS)));
}

static void place_panel(RowArea *area, json_object *panel)
{
	double span = json_to_number(json_get(panel, "span"));
	int width = span >= 1 ? (int)fmin(floor(span) * 2, COLUMNS) : DEFAULT_SPAN * 2;
	int height = grid_height(json_get(panel, "height"), area->height);
	int x = 0, y = 0;

	double_min_span(panel);
	if (!find_place(area, width, &x, &y)) {
		area->y += area->height;
		memset(area->taken, 0, sizeof(area->taken));
	}
	json_set(panel, "gridPos",
		 json_make("{'x':%d,'y':%d,'w':%d,'h':%d}", x, area->y + y, width, height));
	for (int i = x; i < MIN(x + width, COLUMNS); i++)
		area->taken[i] = MAX(area->taken[i], y + height);
}

static int highest_id(json_object *rows)
{
	double highest = 0;

	for (size_t i = 0; i < json_length(rows); i++) {
		json_object *panels = json_get(json_at(rows, i), "panels");

		for (size_t j = 0; j < json_length(panels); j++)
			highest = fmax(highest, json_get_number(json_at(panels, j), "id", 0));
	}
	return (int)fmin(highest, G_MAXINT / 2);
}

static bool has_row_panels(json_object *rows)
{
	for (size_t i = 0; i < json_length(rows); i++) {
		json_object *row = json_at(rows, i);

		if (json_is_truthy(json_get(row, "collapse")) ||
		    json_is_truthy(json_get(row, "showTitle")) ||
		    json_is_truthy(json_get(row, "repeat")))
			return true;
	}
	return false;
}

static json_object *row_panel(json_object *row, int id, int y)
{
	return json_make("{'id':%d,'type':'row','title'?:%v,'collapsed':%b,'repeat'?:%v,"
			 "'panels':[],'gridPos':{'x':0,'y':%d,'w':24,'h':1}}",
			 id, json_get(row, "title"), json_is_truthy(json_get(row, "collapse")),
			 json_get(row, "repeat"), y);
}

/* Places a row's panels, adds them to `panels`, and returns where the next row begins. */
static int place_row(json_object *row, json_object *panels, int y)
{
	RowArea area = { .y = y,
			 .height = grid_height(json_get(row, "height"),
					       (DEFAULT_HEIGHT_PX + CELL_PX - 1) / CELL_PX) };
	json_object *list = json_get(row, "panels");

	for (size_t i = 0; i < json_length(list); i++) {
		json_object *panel = json_at(list, i);

		if (!json_object_is_type(panel, json_type_object))
			continue;
		place_panel(&area, panel);
		json_object_array_add(panels, json_object_get(panel));
	}
	return area.y + area.height;
}

void migrate_rows_to_grid(json_object *dashboard)
{
	json_object *rows = json_get_array(dashboard, "rows");
	int y = 0, next_id = highest_id(rows) + 1;
	bool has_rows = has_row_panels(rows);

	for (size_t i = 0; i < json_length(rows); i++) {
		json_object *row = json_at(rows, i);
		json_object *panels = json_need_array(dashboard, "panels");

		/* Copies of a repeated row that were saved with it. */
		if (json_is_truthy(json_get(row, "repeatIteration")))
			continue;
		if (has_rows) {
			json_object *panel = row_panel(row, next_id++, y++);

			json_object_array_add(panels, panel);
			if (json_get_bool(panel, "collapsed", false)) {
				place_row(row, json_get(panel, "panels"), y);
				continue;
			}
		}
		y = place_row(row, panels, y);
	}
}
