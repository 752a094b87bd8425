#include "renderer/panel/flamegraph.h"

#include "renderer/json.h"
#include "renderer/panel/formatted-text.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

enum {
	GAP = 8,
	LEAST_BOTH = 800, // px, of table and graph beside each other
	SEARCH_LEAST = 150,
	SEARCH_MOST = 350,
	SEARCH_PX = 236, // of an input that nothing stretches
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

	path_round_rect(path, rect_inset(scene_snapped(scene, box), 0.5), RADIUS, RADIUS, RADIUS, RADIUS);
	scene_take_stroke(scene, path, PAINT_COLOR(border), (StrokeStyle){ .width_px = 1 });
}

static void draw_search(const PanelContext *context, Rect box, Scene *scene)
{
	const Theme *theme = context->theme;

	scene_fill_round_rect(scene, box, RADIUS, PAINT_COLOR(theme->background_canvas));
	draw_frame(scene, box, theme->border_medium);
	scene_text(scene, &(SceneText){ .text = "Search...",
					.x = box.x + 9,
					.baseline_y = line_baseline(box.y + 6, 22, FONT_PX),
					.style = { FONT_SANS, FONT_PX, 400, false, 0 },
					.color = theme->text_disabled });
}

/* Behind the choice that is taken. */
static void fill_active(const PanelContext *context, Rect box, Scene *scene)
{
	enum { ACTIVE_RADIUS = 4 };
	Color ink = context->theme->is_dark ? COLOR_RGB(0xccccdc) : COLOR_RGB(0x24292e);

	scene_fill_round_rect(scene, scene_snapped(scene, box), ACTIVE_RADIUS,
			      PAINT_COLOR(color_with_alpha(ink, 0.12)));
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
			fill_active(context, (Rect){ x, y + 3, width, BUTTON_PX - 6 }, scene);
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

static double draw_alignment(const PanelContext *context, double right, double y, Scene *scene)
{
	enum { WIDTH = 70, CELL = 32, ICON_X = 11, ICON_Y = 4, ICON = 16 };
	const Theme *theme = context->theme;
	double x = right - WIDTH;
	Rect icon = { x + ICON_X, y + ICON_Y, ICON, ICON };

	fill_active(context, (Rect){ x + 3, y + 3, CELL, BUTTON_PX - 6 }, scene);
	icon_layout(scene, "align-left", icon, theme->text_primary);
	icon.x += CELL;
	icon_layout(scene, "align-right", icon, theme->text_secondary);
	draw_frame(scene, (Rect){ x, y, WIDTH, BUTTON_PX }, theme->border_medium);
	return x;
}

static double draw_folding(const PanelContext *context, double right, double y, Scene *scene)
{
	enum { WIDTH = 44, ICON_X = 4, ICON_Y = 5, ICON = 14 };
	const Theme *theme = context->theme;
	double x = right - WIDTH, middle = scene_snapped(scene, (Rect){ x, y, 1, 1 }).x + WIDTH / 2.0;
	Rect icon = { x + ICON_X, y + ICON_Y, ICON, ICON };

	icon_layout(scene, "angle-double-down", icon, theme->text_primary);
	icon.x += WIDTH / 2.0;
	icon_layout(scene, "angle-double-up", icon, theme->text_primary);
	draw_frame(scene, (Rect){ x, y, WIDTH, BUTTON_PX }, theme->border_strong);
	scene_fill_rect(scene, (Rect){ middle, y + 1, 1, BUTTON_PX - 2 },
			PAINT_COLOR(theme->border_strong));
	return x;
}

/* The colours of packages in a dot. */
static void draw_packages(const PanelContext *context, double x, double y, Scene *scene)
{
	enum { WIDTH = 26, DOT = 10 };
	static const struct {
		double at;
		Color color;
	} stops[] = {
		{ 0, { 223, 138, 83, 1 } },   { 0.3, { 104, 182, 207, 1 } },
		{ 0.5, { 235, 168, 230, 1 } }, { 0.7, { 255, 225, 117, 1 } },
		{ 1, { 183, 219, 171, 1 } },
	};
	Rect dot = scene_snapped(scene, (Rect){ x + (WIDTH - DOT) / 2.0,
						y + (BUTTON_PX - DOT) / 2.0, DOT, DOT });
	Gradient gradient = { .from = { dot.x, 0 }, .to = { rect_right(dot), 0 } };

	for (size_t i = 0; i < G_N_ELEMENTS(stops); i++)
		gradient.stops[gradient.n_stops++] =
			(GradientStop){ stops[i].at, stops[i].color };
	scene_fill_round_rect(scene, dot, DOT / 2.0, (Paint){ .gradient = &gradient });
}

/* The colours of a comparison in a bar with three words, spread over it. */
static void draw_changes(const PanelContext *context, double x, double y, Scene *scene)
{
	enum { PAD = 8, WIDTH = 200, HEIGHT = 12, WORD_PX = 9, WORD_PAD = 2 };
	const double line = 11.7;
	static const char *const words[] = { "-100% (removed)", "0%", "+100% (added)" };
	TextStyle style = { FONT_SANS, WORD_PX, 400, false, SMALL_PX * BUTTON_LETTER_SPACING_EM };
	Rect bar = scene_snapped(scene, (Rect){ x + PAD, y + (BUTTON_PX - HEIGHT) / 2.0, WIDTH,
						HEIGHT });
	Gradient gradient = { .from = { bar.x, 0 }, .to = { rect_right(bar), 0 }, .n_stops = 3 };
	double widths[3], gap = WIDTH - 2 * WORD_PAD, at = bar.x + WORD_PAD;

	for (int i = 0; i < 3; i++) {
		gradient.stops[i] = (GradientStop){ i / 2.0, flame_diff_colors[i] };
		widths[i] = text_width(context->text, &style, words[i]);
		gap -= widths[i];
	}
	scene_fill_round_rect(scene, bar, 2, (Paint){ .gradient = &gradient });
	for (int i = 0; i < 3; at += widths[i++] + gap / 2)
		scene_text(scene, &(SceneText){ .text = words[i],
						.x = at,
						.baseline_y = line_baseline(bar.y, line, WORD_PX),
						.style = style,
						.color = COLOR_RGB(0xffffff) });
}

enum { SCHEME_PX = 26, CHANGES_PX = 216 };

static double draw_scheme(const PanelContext *context, double right, double y, bool is_diff,
			  Scene *scene)
{
	double width = is_diff ? CHANGES_PX : SCHEME_PX, x = right - width;

	if (is_diff)
		draw_changes(context, x, y, scene);
	else
		draw_packages(context, x, y, scene);
	draw_frame(scene, (Rect){ x, y, width, BUTTON_PX }, context->theme->border_strong);
	return x;
}

/* Buttons from the right end to the left; returns the left end. */
static double draw_buttons(const PanelContext *context, double right, double y, bool has_both,
			   bool is_diff, Scene *scene)
{
	double x = draw_views(context, right, y, has_both, scene);

	x = draw_alignment(context, x - GAP, y, scene);
	x = draw_folding(context, x - GAP, y, scene);
	return draw_scheme(context, x - GAP, y, is_diff, scene);
}

/* How wide draw_buttons() draws. */
static double buttons_width(const PanelContext *context, bool has_both, bool is_diff)
{
	g_autoptr(Scene) unseen = scene_new(1, 1, 1);

	return -draw_buttons(context, 0, 0, has_both, is_diff, unseen);
}

/* Where search and buttons do not fit beside each other, the buttons begin a line of their own. */
static double draw_header(const PanelContext *context, Rect area, bool has_both, bool is_diff,
			  Scene *scene)
{
	double y = area.y + GAP, buttons = buttons_width(context, has_both, is_diff);
	bool is_wrapped = SEARCH_PX + GAP + buttons > area.width;
	double room = is_wrapped ? area.width : area.width - GAP - buttons;
	Rect search = { area.x, y, CLAMP(room, SEARCH_LEAST, SEARCH_MOST), INPUT_PX };

	if (is_wrapped)
		draw_buttons(context, area.x + buttons, y + INPUT_PX + GAP, has_both, is_diff, scene);
	else
		draw_buttons(context, rect_right(area), y, has_both, is_diff, scene);
	draw_search(context, search, scene);
	return GAP + INPUT_PX + (is_wrapped ? GAP + BUTTON_PX : 0);
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
		double header = draw_header(context, area, has_both, tree->value_right != NULL,
					    scene);

		body.y += header + GAP;
		body.height -= header + GAP;
	}
	if (has_both) {
		double half = (area.width - GAP) / 2;

		scene_push_clip_rect(scene, body);
		flame_draw_table(context, tree,
				 (Rect){ body.x, body.y, half, flame_graph_height(tree) }, scene);
		scene_pop_clip(scene);
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
