#include "renderer/panel/log-controls.h"

#include "renderer/panel/icon.h"

#include <math.h>

/*
 * Buttons to jump, to search and to filter. A picture has no use for them, but the browser shows
 * them where the panel asks for them.
 *
 * Source: Grafana 12.3, features/logs/components/panel/{LogListControls,LogListControlsOption}.tsx.
 */

enum {
	WIDTH = 35,
	WIDE = 176,
	WIDE_FROM = 1200, // panels that are wider have words beside the icons
	BORDER = 1,
	PAD_LEFT = 8,
	PAD_TOP = 6,
	PAD_BELOW = 8,
	OPTION_PX = 16,
	GAP = 24,
	ICON_PX = 18,
	FONT_PX = 12,
	MARGIN_RIGHT = 2, // of the icons beside words
};

typedef struct {
	const char *icon, *text;
	bool is_for_escaped;
} Control;

static const Control controls[] = {
	{ "arrow-from-right", "Expanded", false },
	{ "arrow-down", "Scroll to bottom", false },
	{ "search", "Search logs", false },
	{ "gf-logs", "Filter levels", false },
	{ "enter", "Escape newlines", true },
};

static const Control to_top = { "arrow-up", "Scroll to top", false };

static bool is_wide(double panel_px)
{
	return panel_px > WIDE_FROM;
}

double log_controls_width(double panel_px)
{
	return is_wide(panel_px) ? WIDE : WIDTH;
}

/* Closed, the first icon is turned around. */
static void draw_icon(Scene *scene, const char *name, Rect box, Color color, bool is_turned)
{
	if (!is_turned) {
		icon_layout(scene, name, box, color);
		return;
	}
	scene_push_transform(scene, (Point){ rect_right(box), rect_bottom(box) }, G_PI, 1);
	icon_layout(scene, name, (Rect){ 0, 0, box.width, box.height }, color);
	scene_pop_transform(scene);
}

static void draw_text(const PanelContext *context, Scene *scene, const char *text, double x,
		      double y)
{
	const double line_px = FONT_PX * 22.0 / 14;
	double above = (line_px - text_ascent_px(FONT_PX) - text_descent_px(FONT_PX)) / 2;

	scene_text(scene, &(SceneText){ .text = text,
					.x = x,
					.baseline_y = y + floor(above) + text_ascent_px(FONT_PX),
					.style = { FONT_SANS, FONT_PX, 400, false,
						   BODY_LETTER_SPACING },
					.color = context->theme->text_primary });
}

static void draw_control(const PanelContext *context, Scene *scene, Rect box,
			 const Control *control)
{
	bool is_first = control == &controls[0], has_text = box.width >= WIDE - BORDER - PAD_LEFT;
	double icon_x = has_text ? rect_right(box) - MARGIN_RIGHT - 0.5 - ICON_PX
				 : box.x + (box.width - ICON_PX) / 2;
	Rect icon = { icon_x, box.y + (OPTION_PX - ICON_PX) / 2.0, ICON_PX, ICON_PX };

	draw_icon(scene, control->icon, icon, context->theme->text_secondary,
		  is_first && !has_text);
	if (has_text)
		draw_text(context, scene, control->text, box.x, box.y);
}

void log_controls_draw(const PanelContext *context, Scene *scene, Rect area, bool can_unescape)
{
	double width = log_controls_width(area.width);
	double left = rect_right(area) - width;
	Rect box = { left + BORDER + PAD_LEFT, area.y + PAD_TOP, width - BORDER - PAD_LEFT,
		     OPTION_PX };

	scene_fill_rect(scene, (Rect){ left, area.y, BORDER, area.height },
			PAINT_COLOR(context->theme->border_medium));
	for (size_t i = 0; i < G_N_ELEMENTS(controls); i++) {
		if (controls[i].is_for_escaped && !can_unescape)
			continue;
		draw_control(context, scene, box, &controls[i]);
		box.y += OPTION_PX + GAP;
	}
	box.y = fmax(box.y, rect_bottom(area) - PAD_BELOW - OPTION_PX);
	draw_control(context, scene, box, &to_top);
}
