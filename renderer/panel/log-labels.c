#include "renderer/panel/icon.h"
#include "renderer/panel/log-line.h"

#include <math.h>
#include <string.h>

/* Source: Grafana 12.3, features/logs/components/LogLabels.tsx. */

enum {
	MAX_PILLS = 5,
	FONT_PX = 10,
	MOST_PX = 200,
	GAP = 4,
	PAD = 2,
	RADIUS = 6,
	BASELINE = 11, // of a pill, from its top
	BUTTON_FONT_PX = 12,
	BUTTON_HEIGHT = 22,
	BUTTON_PAD = 8,
	BUTTON_ICON_PX = 12,
	BUTTON_GAP = 4,
};

/* Levels are told by colours already. */
static bool is_pill(const LogLines *lines, const Label *label)
{
	static const char *const hidden[] = { "detected_level", "level", "lvl", "filename" };
	const char *common = labels_get(lines->common, label->key);

	if (label->key[0] == '_' || !label->value || !label->value[0])
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
		if (strcmp(label->key, hidden[i]) == 0)
			return false;
	return !common || strcmp(common, label->value) != 0;
}

static double draw_pill(const LogFlow *flow, const char *text, double x, double top)
{
	TextContext *fonts = flow->context->text;
	const Theme *theme = flow->context->theme;
	TextStyle style = { FONT_MONO, FONT_PX, 400, false, BODY_LETTER_SPACING };
	g_autofree char *cut = text_ellipsize(fonts, &style, text, MOST_PX);
	double width = text_width(fonts, &style, cut) + 2 * PAD;
	double y = log_flow_baseline(flow, top) - BASELINE;
	double height = FONT_PX * flow->line_px / flow->font_px;

	if (flow->scene) {
		scene_fill_round_rect(flow->scene, (Rect){ x, y, width, height }, RADIUS,
				      PAINT_COLOR(theme->background_secondary));
		scene_text(flow->scene, &(SceneText){ .text = cut,
						      .x = x + PAD,
						      .baseline_y = y + BASELINE,
						      .style = style,
						      .color = theme->text_primary });
	}
	return width + GAP;
}

static void draw_outline(Scene *scene, const Theme *theme, Rect box)
{
	const double radius = RADIUS - 0.5;
	Path *path = path_new();

	path_round_rect(path, rect_inset(box, 0.5), radius, radius, radius, radius);
	scene_take_stroke(scene, path, PAINT_COLOR(theme->border_strong),
			  (StrokeStyle){ .width_px = 1 });
}

/* The button that would show the labels which are left out; returns its width. */
static double draw_rest(const LogFlow *flow, int n, double x, double top)
{
	const Theme *theme = flow->context->theme;
	TextStyle style = { FONT_SANS, BUTTON_FONT_PX, 500, false,
			    BUTTON_FONT_PX * BUTTON_LETTER_SPACING_EM };
	const char *text = arena_printf(flow->context->arena, "%d", n);
	double icon_left = 1 + BUTTON_PAD, text_left = icon_left + BUTTON_ICON_PX + BUTTON_GAP;
	double width =
		text_left + text_width(flow->context->text, &style, text) + BUTTON_PAD + 1;
	Rect box = { x, top + (flow->line_px - BUTTON_HEIGHT) / 2, width, BUTTON_HEIGHT };
	double middle = box.y + BUTTON_HEIGHT / 2.0;

	if (!flow->scene)
		return width;
	draw_outline(flow->scene, theme, box);
	icon_layout(flow->scene, "plus",
		    (Rect){ x + icon_left, middle - BUTTON_ICON_PX / 2.0, BUTTON_ICON_PX,
			    BUTTON_ICON_PX },
		    theme->text_primary);
	scene_text(flow->scene,
		   &(SceneText){ .text = text,
				 .x = x + text_left,
				 .baseline_y = middle + floor(text_ascent_px(BUTTON_FONT_PX) -
							      (text_ascent_px(BUTTON_FONT_PX) +
							       text_descent_px(BUTTON_FONT_PX)) /
								      2.0),
				 .style = style,
				 .color = theme->text_primary });
	return width;
}

void log_labels_draw(const LogLines *lines, const LogRow *row, LogCursor *cursor)
{
	const LogFlow *flow = &lines->flow;
	int n = 0;

	for (size_t i = 0; i < row->labels.n; i++) {
		const Label *label = &row->labels.items[i];

		if (!is_pill(lines, label) || n++ >= MAX_PILLS)
			continue;
		cursor->x += draw_pill(flow,
				       arena_printf(flow->context->arena, "%s=%s", label->key,
						    label->value),
				       cursor->x, cursor->y);
	}
	if (n > MAX_PILLS)
		cursor->x += draw_rest(flow, n - MAX_PILLS, cursor->x, cursor->y);
}
