#include "renderer/panel/flamegraph.h"

#include "renderer/panel/formatted-text.h"

#include <math.h>

enum {
	LEVEL_PX = 22,
	MUTED_PX = 10,	// bars up to here have no colour of their own
	LABEL_PX = 20,	// bars from here have a label
	PAD_PX = 4,	// left of a label
	STRIP_PX = 3,	// the mark of a group of calls
	STRIP_LEFT = 4,
	STRIP_ROOM = 6,
	FONT_PX = 12,
	PILL_TOP = 8,
	PILL_PX = 26,
	GRAPH_TOP = 42,
	LINE_GAP = 6, // below the canvas, which stands on its line's baseline
};

#define HIDDEN_PX 0.5

typedef struct {
	const PanelContext *context;
	const FlameTree *tree;
	Scene *scene;
	Rect area;
	double px_per_value;
	Path *muted;
} Graph;

static const char *value_text(const PanelContext *context, const FlameTree *tree, double value)
{
	DisplayProcessor processor = display_processor(tree->frame, tree->value, &context->display);
	DisplayValue display = display_value(&processor, value_of_number(value));

	return arena_printf(context->arena, "%s%s", display.formatted.text,
			    display.formatted.suffix);
}

/* --- The total, above --- */

static const char *total_text(const Graph *graph)
{
	const char *unit = graph->tree->value->config.unit;
	const char *title = g_strcmp0(unit, "bytes") == 0 ? "RAM"
			    : g_strcmp0(unit, "ns") == 0  ? "Time"
							  : "Count";
	double total = graph->tree->items[0].value;
	ValueFormat format = value_format("short");
	FormatOptions options = { .decimals = NAN };
	FormattedValue samples;

	value_format_apply(&format, total, &options, &samples);
	return arena_printf(graph->context->arena, "%s | %s%s samples (%s)",
			    value_text(graph->context, graph->tree, total), samples.text,
			    samples.suffix, title);
}

static void draw_total(const Graph *graph)
{
	const Theme *theme = graph->context->theme;
	TextStyle style = { FONT_SANS, FONT_PX, 500, false, BODY_LETTER_SPACING };
	const char *text = total_text(graph);
	double width = text_width(graph->context->text, &style, text) + 16;
	Rect pill = { graph->area.x + (graph->area.width - width) / 2, graph->area.y + PILL_TOP,
		      width, PILL_PX };

	scene_fill_round_rect(graph->scene, pill, PILL_PX / 2.0,
			      PAINT_COLOR(theme->background_secondary));
	scene_text(graph->scene,
		   &(SceneText){ .text = text,
				 .x = pill.x + 8,
				 .baseline_y = line_baseline(pill.y + 4, 18, FONT_PX),
				 .style = style,
				 .color = theme->text_secondary });
}

/* --- Bars --- */

static void draw_strip(const Graph *graph, Rect bar)
{
	scene_fill_rect(graph->scene,
			(Rect){ bar.x - 0.5 + STRIP_LEFT, bar.y + bar.height / 4, STRIP_PX,
				bar.height / 2 },
			PAINT_COLOR(COLOR_RGB(0x666666)));
}

static void draw_label(const Graph *graph, const FlameItem *item, Rect bar)
{
	bool is_group = item->n_group > 1;
	TextStyle style = { FONT_MONO, FONT_PX, 400, false,
			    BODY_LETTER_SPACING / scene_scale(graph->scene) };
	const char *value = value_text(graph->context, graph->tree, item->value);
	const char *text = is_group ? arena_printf(graph->context->arena, "(%d) %s (%s)",
						   item->n_group, item->label, value)
				    : arena_printf(graph->context->arena, "%s (%s)", item->label,
						   value);

	scene_push_clip_rect(graph->scene, bar);
	scene_text(graph->scene,
		   &(SceneText){ .text = text,
				 .x = bar.x - 0.5 + PAD_PX + (is_group ? STRIP_ROOM : 0),
				 .baseline_y = bar.y + LEVEL_PX / 2.0 + 2 + 3,
				 .style = style,
				 .color = COLOR_RGB(0x222222) });
	scene_pop_clip(graph->scene);
	if (is_group)
		draw_strip(graph, bar);
}

/* A white line lies under the bar; half of it is seen around it. */
static void draw_bar(const Graph *graph, const FlameItem *item, Rect bar)
{
	Color color = graph->tree->value_right
			      ? flame_diff_color(graph->tree, item)
			      : flame_package_color(graph->context->theme, item->label);
	Path *path = path_new();

	path_rect(path, bar);
	scene_take_stroke(graph->scene, path, PAINT_COLOR(COLOR_RGB(0xffffff)),
			  (StrokeStyle){ .width_px = 1 / scene_scale(graph->scene) });
	scene_fill_rect(graph->scene, bar, PAINT_COLOR(color));
	if (bar.width >= LABEL_PX)
		draw_label(graph, item, bar);
}

static void add_item(const Graph *graph, const FlameItem *item, int level)
{
	double x = graph->area.x + item->start * graph->px_per_value;
	double y = graph->area.y + GRAPH_TOP + level * LEVEL_PX;
	double width = item->value * graph->px_per_value;

	if (y >= rect_bottom(graph->area))
		return;
	if (width <= MUTED_PX)
		path_rect(graph->muted, (Rect){ x, y, width, LEVEL_PX });
	else
		draw_bar(graph, item, (Rect){ x + 0.5, y, width - 1, LEVEL_PX });
}

/*
 * Walks through the calls; what is too narrow is left out with all that it calls. Of a group
 * only the first is drawn, and what follows stands as many rows higher.
 */
static void draw_items(const Graph *graph)
{
	const FlameTree *tree = graph->tree;
	int *levels = arena_new_array(graph->context->arena, int, tree->n + 1);
	int hidden_level = G_MAXINT;

	for (size_t i = 0; i < tree->n; i++) {
		const FlameItem *item = &tree->items[i];

		if (item->level > hidden_level)
			continue;
		hidden_level = G_MAXINT;
		bool is_inner = item->group != i;

		levels[i] = i ? levels[item->parent] + (is_inner ? 0 : 1) : 0;
		if (!(item->value * graph->px_per_value >= HIDDEN_PX))
			hidden_level = item->level;
		else if (!is_inner)
			add_item(graph, item, levels[i]);
	}
}

double flame_graph_height(const FlameTree *tree)
{
	int deepest = 0;

	for (size_t i = 0; i < tree->n; i++)
		deepest = MAX(deepest, tree->items[i].level);
	return GRAPH_TOP + LEVEL_PX * (deepest + 1.0) + LINE_GAP;
}

void flame_draw_graph(const PanelContext *context, const FlameTree *tree, Rect area, Scene *scene)
{
	Color secondary = context->theme->background_secondary;
	Graph graph = { context, tree, scene, area, area.width / tree->items[0].value, path_new() };

	draw_total(&graph);
	scene_push_clip_rect(scene, (Rect){ area.x, area.y + GRAPH_TOP, area.width,
					    fmax(0, area.height - GRAPH_TOP) });
	if (tree->items[0].value > 0)
		draw_items(&graph);
	scene_take_fill(scene, graph.muted,
			PAINT_COLOR(context->theme->is_dark ? color_lighten(secondary, 10)
							    : color_darken(secondary, 10)),
			(FillStyle){ 0 });
	scene_pop_clip(scene);
}
