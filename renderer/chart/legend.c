#include "renderer/chart/legend-fit.h"

#include <math.h>
#include <string.h>

enum { BREAKPOINT_LG = 992 };

/* The largest part of the content that a legend takes. */
static const double max_height_part = 0.35, max_width_part = 0.6;

/* Sizes of boxes are whole 1/64 px in the browser. */
static double to_64th(double px)
{
	return floor(px * 64) / 64;
}

static void draw_legend(const Legend *legend, double zoom, Rect box)
{
	Rect inner = box;

	scene_push_clip_rect(legend->scene, box);
	if (zoom < 1) {
		scene_push_transform(legend->scene, (Point){ box.x, box.y }, 0, zoom);
		inner = (Rect){ 0, 0, box.width / zoom, box.height / zoom };
	}
	if (legend->options->mode == LEGEND_TABLE)
		legend_table_draw(legend, inner);
	else
		legend_list_layout(legend, inner);
	if (zoom < 1)
		scene_pop_transform(legend->scene);
	scene_pop_clip(legend->scene);
}

/* What a legend of this height lacks in its box. */
static void note_missing(const Legend *legend, double height, double box_height)
{
	LegendRoom *room = legend->context->legend_room;

	if (room)
		room->missing_px = fmax(room->missing_px, height - box_height);
}

static bool is_to_fit(const Legend *legend)
{
	return legend->context->legend_room &&
	       legend->context->legend_room->overflow == LEGEND_FIT;
}

/* By what the picture has grown, the legend has grown. */
static double bottom_height(const Legend *legend, double content_height)
{
	double grown = legend->context->legend_room ? legend->context->legend_room->grown_px : 0;

	return fmax(0, content_height - grown) * max_height_part + grown;
}

static Rect layout_bottom(Legend *legend, Rect content)
{
	double most = bottom_height(legend, content.height), zoom = 1;

	if (is_to_fit(legend))
		zoom = legend_fit(legend, false, content, &most);
	double natural = legend_height(legend, zoom, content.width);
	double height = fmin(to_64th(natural), to_64th(most));
	Rect box = { content.x, rect_bottom(content) - height, content.width, height };

	note_missing(legend, natural, height);
	draw_legend(legend, zoom, box);
	content.height -= height;
	return content;
}

static double right_width(const Legend *legend, double zoom)
{
	double own = legend->options->width;

	return isnan(own) || legend->n_columns > 1 ? legend_width(legend, zoom) : own;
}

static Rect layout_right(Legend *legend, Rect content)
{
	double zoom = 1, most = content.height;

	if (is_to_fit(legend))
		zoom = legend_fit(legend, true, content, &most);
	double width = fmin(to_64th(right_width(legend, zoom)), content.width * max_width_part);
	Rect box = { rect_right(content) - width, content.y, width, content.height };

	note_missing(legend, legend_height(legend, zoom, width), content.height);
	draw_legend(legend, zoom, box);
	if (!isnan(legend->options->width) && legend->n_columns == 1)
		width = legend->options->width; // the chart yields to all of it, shown or not
	content.width = fmax(0, content.width - width);
	return content;
}

/* Labels are shown as any text of a page: runs of blanks are one, none at the ends. */
static void collapse_labels(Arena *arena, const LegendList *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const char *label = list->items[i].label ? list->items[i].label : "";
		g_autofree char *shown = text_collapse(label);

		list->items[i].label = strcmp(shown, label) == 0 ? label
								  : arena_strdup(arena, shown);
	}
}

/* A chart waits for its legend's size: of one without content only a width that is set tells it. */
static Rect layout_empty(const PanelContext *context, const LegendOptions *options, Rect content)
{
	bool is_right = options->is_right && context->page_width_px >= BREAKPOINT_LG;

	if (!is_right || isnan(options->width))
		return (Rect){ content.x, content.y, 0, 0 };
	content.width = fmax(0, content.width - options->width);
	return content;
}

Rect legend_lists_layout(const PanelContext *context, const LegendOptions *options,
			 const LegendList *lists, size_t n_lists, Rect content, Scene *scene)
{
	Legend legend = {
		.context = context,
		.options = options,
		.lists = lists,
		.n_lists = n_lists,
		.n_columns = 1,
		.scene = scene,
	};

	if (options->mode == LEGEND_HIDDEN || lists[0].n == 0)
		return content;
	if (options->mode == LEGEND_EMPTY)
		return layout_empty(context, options, content);
	if (options->mode == LEGEND_TABLE && options->sort_by)
		legend_table_sort(options, lists[0].items, lists[0].n);
	for (size_t i = 0; i < n_lists; i++)
		collapse_labels(context->arena, &lists[i]);
	if (options->is_right && context->page_width_px >= BREAKPOINT_LG)
		return layout_right(&legend, content);
	return layout_bottom(&legend, content);
}

Rect legend_layout(const PanelContext *context, const LegendOptions *options, LegendItem *items,
		   size_t n, Rect content, Scene *scene)
{
	LegendList list = { items, n };

	return legend_lists_layout(context, options, &list, 1, content, scene);
}
