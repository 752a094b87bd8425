#include "renderer/panel/alert-box.h"

#include "renderer/panel/icon.h"
#include "renderer/panel/line.h"
#include "renderer/panel/message.h"

#include <math.h>

enum {
	BORDER = 1,
	PAD_X = 16,
	PAD_Y = 16,
	ICON_PX = 24,
	TEXT_LEFT = BORDER + PAD_X + ICON_PX + 16,
	LINE_PX = 22,
	CONTENT_GAP = 4,
	RADIUS = 6,
	LINK_ICON_PX = 16,
	LINK_ICON_GAP = 4,
};

static void draw_face(const PanelContext *context, Scene *scene, Rect box,
		      AlertBoxSeverity severity)
{
	const double tint = 0.15, line = 0.25;
	const Theme *theme = context->theme;
	bool is_info = severity == ALERT_BOX_INFO;
	Color main = is_info ? theme->primary_main : theme->error_main;
	Color text = is_info ? theme->primary_text : theme->error_text;
	Rect middle = rect_inset(box, 0.5);
	Path *path = path_new();

	scene_fill_round_rect(scene, box, RADIUS,
			      PAINT_COLOR(color_with_alpha(main, tint)));
	path_round_rect(path, middle, RADIUS - 0.5, RADIUS - 0.5, RADIUS - 0.5, RADIUS - 0.5);
	scene_take_stroke(scene, path, PAINT_COLOR(color_with_alpha(text, line)),
			  (StrokeStyle){ .width_px = 1 });
	icon_layout(scene, is_info ? "info-circle" : "exclamation-circle",
		    (Rect){ box.x + BORDER + PAD_X, box.y + PAD_Y, ICON_PX, ICON_PX },
		    text);
}

static void draw_link(const PanelContext *context, Scene *scene, const char *link, double x,
		      double top)
{
	const Color color = context->theme->text_link;
	const LineLook look = { 14, LINE_PX, 400, color, 0, FONT_SANS, true };
	double width = line_draw(context, scene, &look, link, x, top);

	icon_layout(scene, "external-link-alt",
		    (Rect){ x + width + LINK_ICON_GAP, top + (LINE_PX - LINK_ICON_PX) / 2.0,
			    LINK_ICON_PX, LINK_ICON_PX },
		    color);
}

double alert_box_draw(const PanelContext *context, Scene *scene, Rect area, const AlertBox *alert)
{
	const char *link = alert->link;
	const Color color = context->theme->text_primary;
	const LineLook bold = { .size_px = 14, .line_px = LINE_PX, .weight = 500, .color = color };
	const LineLook plain = { .size_px = 14, .line_px = LINE_PX, .weight = 400, .color = color };
	const TextStyle style = { FONT_SANS, 14, 400, false, BODY_LETTER_SPACING };
	double x = area.x + TEXT_LEFT, most = fmax(1, area.width - TEXT_LEFT - PAD_X - BORDER);
	g_auto(GStrv) lines = text_wrap(context->text, &style, alert->sentence, most);
	size_t n = g_strv_length(lines);
	double last = n ? line_width(context, &plain, lines[n - 1]) +
				  line_width(context, &plain, " ")
			: 0;
	bool has_link_below = link && last + line_width(context, &plain, link) > most;
	size_t n_lines = n + (has_link_below ? 1 : 0);
	Rect box = { area.x, area.y, area.width,
		     2 * (BORDER + PAD_Y) + LINE_PX + CONTENT_GAP + LINE_PX * (double)n_lines };
	double top = box.y + BORDER + PAD_Y;

	draw_face(context, scene, rect_snapped(box), alert->severity);
	line_draw(context, scene, &bold, alert->title, x, top);
	top += LINE_PX + CONTENT_GAP;
	for (size_t i = 0; i < n; i++)
		line_draw(context, scene, &plain, lines[i], x, top + LINE_PX * (double)i);
	if (link)
		draw_link(context, scene, link, has_link_below ? x : x + last,
			  top + LINE_PX * (double)(n_lines - 1));
	return box.height;
}
