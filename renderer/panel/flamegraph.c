#include "renderer/panel/flamegraph.h"

#include "renderer/json.h"
#include "renderer/panel/formatted-text.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

enum {
	GAP = 8,
	HEADER_PX = 40, // with the gap above the search box
	LEAST_BOTH = 800, // px, of table and graph beside each other
	SEARCH_LEAST = 150,
	SEARCH_MOST = 350,
	INPUT_PX = 32,
	BUTTON_PX = 24,
	FONT_PX = 14,
	SMALL_PX = 12,
	RADIUS = 6,
};

/* --- Header --- */

static void draw_frame(Scene *scene, Rect box, Color border)
{
	Path *path = path_new();

	path_round_rect(path, rect_inset(box, 0.5), RADIUS, RADIUS, RADIUS, RADIUS);
	scene_take_stroke(scene, path, PAINT_COLOR(border), (StrokeStyle){ .width_px = 1 });
}

static void draw_search(const PanelContext *context, Rect box, Scene *scene)
{
	const Theme *theme = context->theme;

	scene_fill_round_rect(scene, box, RADIUS, PAINT_COLOR(theme->background_canvas));
	draw_frame(scene, box, theme->border_medium);
	scene_text(scene, &(SceneText){ .text = "Search...",
					.x = box.x + 9,
					.baseline_y = line_baseline(box.y + 5, 22, FONT_PX),
					.style = { FONT_SANS, FONT_PX, 400, false, BODY_LETTER_SPACING },
					.color = theme->text_disabled });
}

static Color active_background(const Theme *theme)
{
	return theme->is_dark ? color_with_alpha(COLOR_RGB(0xccccdc), 0.12)
			      : color_with_alpha(COLOR_RGB(0x24292e), 0.12);
}

/* "Top Table", "Flame Graph", "Both": from the right end to the left; returns the left end. */
static double draw_views(const PanelContext *context, double right, double y, bool has_both,
			 Scene *scene)
{
	static const char *const names[] = { "Both", "Flame Graph", "Top Table" };
	const Theme *theme = context->theme;
	double x = right - 3;

	for (size_t i = has_both ? 0 : 1; i < G_N_ELEMENTS(names); i++) {
		bool is_active = i == (has_both ? 0 : 1);
		TextStyle style = { FONT_SANS, SMALL_PX, is_active ? 500 : 400, false,
				    BODY_LETTER_SPACING };
		double width = text_width(context->text, &style, names[i]) + 2 * GAP;

		x -= width;
		if (is_active)
			scene_fill_round_rect(scene, (Rect){ x, y + 3, width, BUTTON_PX - 6 }, 4,
					      PAINT_COLOR(active_background(theme)));
		scene_text(scene,
			   &(SceneText){ .text = names[i],
					 .x = x + GAP,
					 .baseline_y = line_baseline(y + 3, 18, SMALL_PX),
					 .style = style,
					 .color = is_active ? theme->text_primary
							    : theme->text_secondary });
	}
	draw_frame(scene, (Rect){ x - 3, y, right - x + 3, BUTTON_PX }, theme->border_medium);
	return x - 3;
}

/* Lines of text, flush left or right. */
static void draw_lines(Scene *scene, double x, double y, bool is_right, Color color)
{
	static const double lengths[] = { 13, 9, 13, 9 };

	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++)
		scene_fill_rect(scene,
				(Rect){ is_right ? x + 13 - lengths[i] : x, y + (double)i * 3,
					lengths[i], 1.3 },
				PAINT_COLOR(color));
}

static double draw_alignment(const PanelContext *context, double right, double y, Scene *scene)
{
	enum { WIDTH = 70, CELL = 32 };
	const Theme *theme = context->theme;
	double x = right - WIDTH;

	scene_fill_round_rect(scene, (Rect){ x + 3, y + 3, CELL, BUTTON_PX - 6 }, 4,
			      PAINT_COLOR(active_background(theme)));
	draw_lines(scene, x + 13, y + 7, false, theme->text_primary);
	draw_lines(scene, x + 45, y + 7, true, theme->text_secondary);
	draw_frame(scene, (Rect){ x, y, WIDTH, BUTTON_PX }, theme->border_medium);
	return x;
}

/* Two small angles, one above the other, both pointing up (-1) or down (1). */
static void add_angles(Path *path, double x, double y, int way)
{
	for (int i = 0; i < 2; i++) {
		double at = y + (i ? 1.5 : -2.5);

		path_move_to(path, x - 2, at - way);
		path_line_to(path, x, at + way);
		path_line_to(path, x + 2, at - way);
	}
}

static double draw_folding(const PanelContext *context, double right, double y, Scene *scene)
{
	enum { WIDTH = 44 };
	const Theme *theme = context->theme;
	double x = right - WIDTH;
	Path *path = path_new();

	add_angles(path, x + 11, y + 12.5, 1);
	add_angles(path, x + 33, y + 12.5, -1);
	scene_take_stroke(scene, path, PAINT_COLOR(theme->text_primary),
			  (StrokeStyle){ .width_px = 1.3, .cap = CAP_ROUND });
	draw_frame(scene, (Rect){ x, y, WIDTH, BUTTON_PX }, theme->border_strong);
	scene_fill_rect(scene, (Rect){ x + WIDTH / 2.0, y + 1, 1, BUTTON_PX - 2 },
			PAINT_COLOR(theme->border_strong));
	return x;
}

static double draw_scheme(const PanelContext *context, double right, double y, Scene *scene)
{
	enum { WIDTH = 26, DOT = 10 };
	/* Colours of packages. */
	static const struct {
		double at;
		Color color;
	} stops[] = {
		{ 0, { 223, 138, 83, 1 } },   { 0.3, { 104, 182, 207, 1 } },
		{ 0.5, { 235, 168, 230, 1 } }, { 0.7, { 255, 225, 117, 1 } },
		{ 1, { 183, 219, 171, 1 } },
	};
	double x = right - WIDTH;
	Rect dot = { x + (WIDTH - DOT) / 2.0, y + (BUTTON_PX - DOT) / 2.0, DOT, DOT };
	Gradient gradient = { .from = { dot.x, 0 }, .to = { rect_right(dot), 0 } };

	for (size_t i = 0; i < G_N_ELEMENTS(stops); i++)
		gradient.stops[gradient.n_stops++] =
			(GradientStop){ stops[i].at, stops[i].color };
	scene_fill_round_rect(scene, dot, DOT / 2.0, (Paint){ .gradient = &gradient });
	draw_frame(scene, (Rect){ x, y, WIDTH, BUTTON_PX }, context->theme->border_strong);
	return x;
}

static void draw_header(const PanelContext *context, Rect area, bool has_both, Scene *scene)
{
	double y = area.y + GAP;
	double x = draw_views(context, rect_right(area), y, has_both, scene);

	x = draw_alignment(context, x - GAP, y, scene);
	x = draw_folding(context, x - GAP, y, scene);
	x = draw_scheme(context, x - GAP, y, scene);
	double width = CLAMP(x - GAP - area.x, SEARCH_LEAST, SEARCH_MOST);

	draw_search(context, (Rect){ area.x, y, width, INPUT_PX }, scene);
}

/* --- The panel --- */

static bool flamegraph_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	bool is_graph_only = json_get_bool(context->options, "showFlameGraphOnly", false);
	bool has_both = !is_graph_only && area.width >= LEAST_BOTH;
	const char *problem = NULL;
	FlameTree *tree = flame_tree_read(context, &problem);
	Rect body = area;

	if (!tree) {
		message_layout(scene, context->text, context->theme, area, problem);
		return true;
	}
	if (!is_graph_only) {
		draw_header(context, area, has_both, scene);
		body.y += HEADER_PX + GAP;
		body.height -= HEADER_PX + GAP;
	}
	if (has_both) {
		double half = (area.width - GAP) / 2;

		flame_draw_table(context, tree, (Rect){ body.x, body.y, half, body.height }, scene);
		body.x += half + GAP;
		body.width = half;
	}
	if (body.width > 0 && body.height > 0)
		flame_draw_graph(context, tree, body, scene);
	return true;
}

const PanelType panel_flamegraph = {
	.id = "flamegraph",
	.layout = flamegraph_layout,
};
