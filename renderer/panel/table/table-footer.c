#include "renderer/panel/table/table-footer.h"

#include "renderer/data/reduce.h"

#include <math.h>
#include <string.h>

enum { BORDER = 1, BORDER_TOP = 2, PAD_Y = 5, GAP = 4, LABEL_PX = 12, MAX_REDUCERS = 30 };

/* --- Which calculations there are --- */

static const char *reducer_id(json_object *reducers, size_t index)
{
	json_object *id = json_object_array_get_idx(reducers, index);

	return json_object_is_type(id, json_type_string) ? json_object_get_string(id) : "";
}

static bool are_equal(json_object *a, json_object *b)
{
	size_t n = json_object_array_length(a);

	if (n != json_object_array_length(b))
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(reducer_id(a, i), reducer_id(b, i)) != 0)
			return false;
	return true;
}

TableFooter table_footer(const PanelContext *context, const TableColumns *columns)
{
	TableFooter footer = { .context = context, .columns = columns, .is_uniform = true };
	size_t most = 0;

	for (size_t i = 0; i < columns->n; i++) {
		json_object *reducers = columns->items[i].reducers;

		if (!reducers)
			continue;
		if (!footer.first)
			footer.first = reducers;
		footer.is_uniform &= are_equal(footer.first, reducers);
		most = MAX(most, columns->items[i].n_reducers);
	}
	if (most)
		footer.height = (double)MIN(most, MAX_REDUCERS) * TABLE_LINE + 2 * TABLE_CELL_PAD;
	return footer;
}

/* --- Results --- */

/* Calculations that make sense for any column, not only for numbers. */
static bool is_for_all(const char *id)
{
	static const char *const ids[] = { "allValues",	   "changeCount", "count", "countAll",
					   "distinctCount", "first",	  "firstNotNull",
					   "last",	    "lastNotNull", "uniqueValues" };

	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

static const char *label_of(const char *id)
{
	const Reducer *reducer = reducer_find(id);

	if (strcmp(id, "countAll") == 0)
		return "Count";
	return reducer ? reducer->name : id;
}

/* NULL where the column has no such result. */
static const char *result_of(const TableFooter *footer, const TableColumn *column, size_t index,
			     const char *id)
{
	bool is_count_all = strcmp(id, "countAll") == 0;
	const Reducer *reducer = reducer_find(id);
	Arena *arena = footer->context->arena;

	if (!reducer || (column->field->type != FIELD_NUMBER && !is_for_all(id)) ||
	    (is_count_all && index != 0))
		return NULL;
	Value value = reduce_field(arena, column->frame, column->source, reducer);

	if (value.kind == VALUE_ABSENT)
		return NULL;
	if (is_count_all || strcmp(id, "count") == 0)
		return value.kind == VALUE_NULL ? NULL : value_to_text(arena, value);
	DisplayValue display = display_value(column->display, value);

	return table_column_text(arena, column, value, &display);
}

/* A column without a single result shows no lines, though it may show the labels. */
static bool has_results(const TableColumn *column)
{
	if (!column->reducers || column->field->type == FIELD_NUMBER)
		return column->reducers != NULL;
	for (size_t i = 0; i < column->n_reducers; i++)
		if (is_for_all(reducer_id(column->reducers, i)))
			return true;
	return false;
}

/* --- Drawing --- */

/* Gauges have their numbers on the other side than their bars. */
static TextAlign result_align(const TableColumn *column)
{
	if (column->type != CELL_GAUGE || column->align == ALIGN_CENTER)
		return column->align;
	return column->align == ALIGN_LEFT ? ALIGN_RIGHT : ALIGN_LEFT;
}

static double draw_label(const TableFooter *footer, Scene *scene, const char *id, double x,
			 double top)
{
	TextStyle style = { FONT_SANS, LABEL_PX, 400, false, BODY_LETTER_SPACING };
	g_autofree char *label = g_utf8_strup(label_of(id), -1);

	scene_text(scene, &(SceneText){ .text = label,
					.x = x,
					.baseline_y = top + 3 + text_ascent_px(LABEL_PX),
					.style = style,
					.color = footer->context->theme->text_secondary });
	return text_width(footer->context->text, &style, label);
}

static void draw_result(const TableFooter *footer, Scene *scene, const char *text,
			TextAlign align, Rect line)
{
	TextStyle style = { FONT_SANS, TABLE_FONT, 500, false, BODY_LETTER_SPACING };
	g_autofree char *plain = text_collapse(text);
	g_autofree char *shown =
		text_ellipsize(footer->context->text, &style, plain, line.width);
	double rest = line.width - text_width(footer->context->text, &style, shown);
	bool is_cut = strcmp(plain, shown) != 0; // then its box is as wide as the line
	double shift = align == ALIGN_LEFT || is_cut ? 0 : align == ALIGN_RIGHT ? rest : rest / 2;

	scene_text(scene, &(SceneText){ .text = shown,
					.x = line.x + shift,
					.baseline_y = line.y + 2 + text_ascent_px(TABLE_FONT),
					.style = style,
					.color = footer->context->theme->text_primary,
					.whole = plain });
}

static void draw_line(const TableFooter *footer, Scene *scene, size_t index, const char *id,
		      Rect line)
{
	const TableColumn *column = &footer->columns->items[index];
	const char *result = result_of(footer, column, index, id);
	bool is_labelled = result ? !footer->is_uniform || index == 0
				  : footer->is_uniform && index == 0;
	TextAlign align = is_labelled ? ALIGN_RIGHT : result_align(column);

	if (is_labelled) {
		double label = draw_label(footer, scene, id, line.x, line.y) + GAP;

		line.x += label;
		line.width = fmax(0, line.width - label);
	}
	if (result)
		draw_result(footer, scene, result, align, line);
}

void table_footer_draw(const TableFooter *footer, Scene *scene, size_t index, Rect cell)
{
	const TableColumn *column = &footer->columns->items[index];
	json_object *reducers = has_results(column) ? column->reducers : NULL;
	Rect line = { cell.x + TABLE_CELL_PAD, cell.y + BORDER_TOP + PAD_Y,
		      cell.width - 2 * TABLE_CELL_PAD - (column->is_last ? 0 : BORDER),
		      TABLE_LINE };
	bool is_label_only = !reducers && footer->is_uniform && index == 0;

	if (is_label_only)
		reducers = footer->first;
	size_t n = reducers ? json_object_array_length(reducers) : 0;

	for (size_t i = 0; i < MIN(n, MAX_REDUCERS); i++) {
		if (is_label_only)
			draw_label(footer, scene, reducer_id(reducers, i), line.x, line.y);
		else
			draw_line(footer, scene, index, reducer_id(reducers, i), line);
		line.y += TABLE_LINE;
	}
}
