#include "renderer/panel/nodegraph.h"

#include "renderer/json.h"
#include "renderer/panel/formatted-text.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

#include <math.h>

enum { BUTTON_PX = 32, BUTTON_GAP = 4, BOTTOM = 3, NOTE_PX = 10 };

/* --- Controls --- */

/* A circle with a minus in it, or a plus. */
static void draw_button(const PanelContext *context, Rect box, bool is_plus, Scene *scene)
{
	enum { RADIUS = 6, SIGN = 3 };
	Point middle = { box.x + box.width / 2, box.y + box.height / 2 };
	Path *path = path_new();

	path_move_to(path, middle.x + RADIUS, middle.y);
	path_arc(path, middle, RADIUS, 0, 2 * G_PI);
	path_move_to(path, middle.x - SIGN, middle.y);
	path_line_to(path, middle.x + SIGN, middle.y);
	if (is_plus) {
		path_move_to(path, middle.x, middle.y - SIGN);
		path_line_to(path, middle.x, middle.y + SIGN);
	}
	scene_fill_round_rect(scene, box, 6, PAINT_COLOR(context->theme->secondary_main));
	scene_take_stroke(scene, path, PAINT_COLOR(context->theme->text_primary),
			  (StrokeStyle){ .width_px = 1.33, .cap = CAP_ROUND });
}

static void draw_controls(const PanelContext *context, Rect area, Scene *scene)
{
	double y = rect_bottom(area) - BOTTOM - BUTTON_PX, x = rect_right(area) - BUTTON_PX;

	draw_button(context, (Rect){ x, y, BUTTON_PX, BUTTON_PX }, false, scene);
	draw_button(context, (Rect){ x - BUTTON_GAP - BUTTON_PX, y, BUTTON_PX, BUTTON_PX }, true,
		    scene);
}

/* --- Legend: what stands in the nodes, and the parts of their rings --- */

typedef struct {
	const Field *field;
	Color color;
} LegendEntry;

static size_t legend_entries(const PanelContext *context, const NodeGraph *graph,
			     LegendEntry *entries)
{
	static const char *const names[] = { "mainstat", "secondarystat", "color" };
	const Field *arcs[NODE_MAX_ARCS];
	size_t n = 0, n_arcs = nodegraph_arcs(graph, arcs);

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const Field *field = nodegraph_field(graph->nodes_frame, names[i]);

		/* The parts stand before the colour. */
		for (size_t arc = 0; i == 2 && arc < n_arcs; arc++)
			entries[n++] = (LegendEntry){ arcs[arc],
						      nodegraph_arc_color(context, arcs[arc]) };
		if (field)
			entries[n++] = (LegendEntry){ field, COLOR_RGB(0x808080) };
	}
	return n;
}

static const char *entry_label(const LegendEntry *entry)
{
	return entry->field->config.display_name ? entry->field->config.display_name
						 : entry->field->name;
}

static void draw_legend(const PanelContext *context, const NodeGraph *graph, Rect area, Scene *scene)
{
	enum { LEFT = 2, HEIGHT = 27, LINE = 22, PAD = 8, MARK = 14, FONT = 12 };
	TextStyle style = { FONT_SANS, FONT, 400, false, BODY_LETTER_SPACING };
	LegendEntry entries[NODE_MAX_ARCS + 3];
	size_t n = legend_entries(context, graph, entries);
	Rect box = { area.x + LEFT, rect_bottom(area) - BOTTOM - HEIGHT, 0, HEIGHT };
	double most = area.width - 2 * BUTTON_PX - 30;

	for (size_t i = 0; i < n; i++)
		box.width += 3 * PAD + MARK + text_width(context->text, &style, entry_label(&entries[i]));
	box.width = fmin(box.width, most);
	if (n == 0 || most <= 0)
		return;
	scene_fill_rect(scene, box, PAINT_COLOR(context->theme->background_secondary));
	scene_push_clip_rect(scene, box);
	for (size_t i = 0, x = 0; i < n && x < box.width; i++) {
		double left = box.x + (double)x + PAD;

		scene_fill_round_rect(scene, (Rect){ left, box.y + 9, MARK, 4 }, 2,
				      PAINT_COLOR(entries[i].color));
		scene_text(scene, &(SceneText){ .text = entry_label(&entries[i]),
						.x = left + MARK + PAD,
						.baseline_y = line_baseline(box.y, LINE, FONT),
						.style = style,
						.color = context->theme->text_primary });
		x += (size_t)(3 * PAD + MARK +
			      text_width(context->text, &style, entry_label(&entries[i])));
	}
	scene_pop_clip(scene);
}

static void draw_hidden(const PanelContext *context, const NodeGraph *graph, Rect area, Scene *scene)
{
	enum { PAD = 8, ICON = 14, HEIGHT = 26 };
	TextStyle style = { FONT_SANS, NOTE_PX, 400, false, BODY_LETTER_SPACING };
	const char *text = arena_printf(context->arena,
					" %zu nodes are hidden for performance reasons.",
					graph->n_hidden);
	double width = ICON + text_width(context->text, &style, text) + 2 * PAD;
	Rect box = { rect_right(area) - width, area.y, width, HEIGHT };

	scene_fill_round_rect(scene, box, 6, PAINT_COLOR(context->theme->warning_main));
	icon_layout(scene, "info-circle",
		    (Rect){ box.x + PAD, box.y + (HEIGHT - ICON) / 2.0, ICON, ICON },
		    COLOR_RGB(0x000000));
	scene_text(scene, &(SceneText){ .text = text,
					.x = box.x + PAD + ICON,
					.baseline_y = line_baseline(box.y, box.height, NOTE_PX),
					.style = style,
					.color = COLOR_RGB(0x000000) });
}

static bool nodegraph_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	NodeGraph graph = nodegraph_read(context);

	if (graph.n_nodes == 0) {
		message_layout(scene, context->text, context->theme, area,
			       context->frames->n ? "No data" : "No data found in response");
		return true;
	}
	nodegraph_place(context->arena, &graph,
			json_get_text(context->options, "layoutAlgorithm", "layered"), area.width);
	nodegraph_draw(context, &graph, area, scene);
	draw_controls(context, area, scene);
	draw_legend(context, &graph, area, scene);
	if (graph.n_hidden)
		draw_hidden(context, &graph, area, scene);
	return true;
}

const PanelType panel_nodegraph = {
	.id = "nodeGraph",
	.layout = nodegraph_layout,
};
