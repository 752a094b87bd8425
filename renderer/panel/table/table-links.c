#include "renderer/panel/table/table-cell.h"

#include "renderer/json.h"
#include "renderer/panel/button.h"

enum { PAD = 4, SEPARATOR = 2, ACTION_GAP = 6, MAX_LINKS = 50 };

/* --- Titles --- */

typedef struct {
	const char *items[MAX_LINKS];
	size_t n;
} Titles;

/* Titles may name the row's values. */
static const char *expand(const TableCell *cell, const char *title)
{
	const PanelContext *context = cell->context;
	DatumScope datum = {
		.frames = context->frames,
		.frame = cell->column->frame,
		.field = cell->column->field,
		.row = (int)cell->row,
		.context = &context->display,
	};
	Interpolator interpolator = *context->interpolator;

	interpolator.datum = &datum;
	g_autofree char *shown =
		text_collapse(interpolate(context->arena, &interpolator, title, NULL));

	return arena_strdup(context->arena, shown);
}

static Titles titles_of(const TableCell *cell, json_object *list, bool needs_target)
{
	Titles titles = { .n = 0 };
	size_t n = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < n && titles.n < MAX_LINKS; i++) {
		json_object *link = json_object_array_get_idx(list, i);
		bool leads = json_get_text(link, "url", "")[0] || json_get(link, "internal") ||
			     json_get(link, "onClick");

		if (!needs_target || leads)
			titles.items[titles.n++] =
				expand(cell, json_get_text(link, "title", ""));
	}
	return titles;
}

/* --- Links --- */

static void draw_link(const TableCell *cell, const char *title, double x, double line_top)
{
	SceneText text = {
		.text = title,
		.x = x,
		.baseline_y = js_round(line_top + 2 + text_ascent_px(TABLE_FONT)),
		.style = table_cell_style(cell),
		.color = table_cell_color(cell),
	};

	table_cell_set_link(cell, &text);
	scene_text(cell->scene, &text);
}

static double title_width(const TableCell *cell, const char *title)
{
	TextStyle style = table_cell_style(cell);

	return text_width(cell->context->text, &style, title);
}

static void draw_below(const TableCell *cell, const Titles *titles)
{
	double y = cell->content.y +
		   (cell->content.height - (double)titles->n * TABLE_LINE) / 2;

	for (size_t i = 0; i < titles->n; i++, y += TABLE_LINE)
		draw_link(cell, titles->items[i],
			  table_cell_x(cell, title_width(cell, titles->items[i])), y);
}

static void draw_beside(const TableCell *cell, const Titles *titles)
{
	double y = cell->content.y + (cell->content.height - TABLE_LINE) / 2, width = 0;

	for (size_t i = 0; i < titles->n; i++)
		width += title_width(cell, titles->items[i]) +
			 (i ? 2 * PAD + SEPARATOR : 0);
	double x = table_cell_x(cell, width);

	for (size_t i = 0; i < titles->n; i++) {
		draw_link(cell, titles->items[i], x, y);
		x += title_width(cell, titles->items[i]) + PAD;
		if (i + 1 < titles->n)
			scene_fill_rect(cell->scene,
					(Rect){ js_round(x), js_round(y), SEPARATOR, TABLE_LINE },
					PAINT_COLOR(cell->context->theme->border_medium));
		x += SEPARATOR + PAD;
	}
}

static void draw_links(const TableCell *cell)
{
	Titles titles = titles_of(cell, cell->column->field->config.links, true);

	table_cell_push_clip(cell);
	if (cell->wraps)
		draw_below(cell, &titles);
	else
		draw_beside(cell, &titles);
	scene_pop_clip(cell->scene);
}

static double links_height(const TableCell *cell)
{
	return (double)table_count_links(&cell->column->field->config) * TABLE_LINE;
}

const TableCellDrawer table_cell_links = { draw_links, links_height };

/* --- Actions --- */

static void draw_actions(const TableCell *cell)
{
	Titles titles = titles_of(cell, cell->column->field->config.actions, false);
	TextContext *text = cell->context->text;
	double width = titles.n ? (double)(titles.n - 1) * ACTION_GAP : 0;
	double y = cell->content.y + (cell->content.height - BUTTON_SMALL_PX) / 2;

	for (size_t i = 0; i < titles.n; i++)
		width += button_width(text, &(Button){ .text = titles.items[i] });
	double x = table_cell_x(cell, width);

	table_cell_push_clip(cell);
	for (size_t i = 0; i < titles.n; i++) {
		Button button = { .text = titles.items[i] };

		button_draw(cell->scene, text, cell->context->theme, &button, (Point){ x, y });
		x += button_width(text, &button) + ACTION_GAP;
	}
	scene_pop_clip(cell->scene);
}

const TableCellDrawer table_cell_actions = { draw_actions, NULL };
