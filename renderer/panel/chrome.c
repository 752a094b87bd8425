#include "renderer/panel/chrome.h"

#include "renderer/panel/icon.h"

enum {
	BORDER_PX = 1,
	RADIUS_PX = 6,
	HEADER_PX = 32,
	PADDING_PX = 8,
	TITLE_PX = 14,
	ICON_PX = 16,
	SMALL_ICON_PX = 14,
	MENU_PX = 24, // the hidden menu button keeps its room, on solo pages too
	NARROW_PAGE_PX = 769,
	HEADER_MIDDLE_Y = BORDER_PX + HEADER_PX / 2,
	TITLE_BASELINE_Y = 22,
	MISSING_HEIGHT_PX = 56,
	MISSING_BASELINE_Y = 33,
};

/* --- The box --- */

/* The background lies under the border too, whose colour is translucent. */
static void layout_box(Scene *scene, const Theme *theme, double width, double height,
		       Color background)
{
	Rect outer = { 0, 0, width, height };
	double inner_radius = RADIUS_PX - BORDER_PX;
	Path *border = path_new();

	scene_fill_round_rect(scene, outer, RADIUS_PX, PAINT_COLOR(background));
	path_round_rect(border, outer, RADIUS_PX, RADIUS_PX, RADIUS_PX, RADIUS_PX);
	path_round_rect(border, rect_inset(outer, BORDER_PX), inner_radius, inner_radius,
			inner_radius, inner_radius);
	scene_take_fill(scene, border, PAINT_COLOR(theme->border_weak),
			(FillStyle){ .is_even_odd = true });
}

/* --- What follows the title --- */

/* Title items stand one after the other, each with its padding at both sides. */
typedef struct {
	Scene *scene; // NULL while only their widths are added up
	double x;
} ItemCursor;

static void add_icon(ItemCursor *cursor, const char *name, double padding_px, Color color)
{
	Rect box = { cursor->x + padding_px, HEADER_MIDDLE_Y - ICON_PX / 2, ICON_PX, ICON_PX };

	if (cursor->scene)
		icon_layout(cursor->scene, name, box, color);
	cursor->x += ICON_PX + 2 * padding_px;
}

static void add_notices(ItemCursor *cursor, const Theme *theme, const PanelChrome *chrome)
{
	for (int i = 0; i < MIN(chrome->n_notices, CHROME_MAX_NOTICES); i++)
		add_icon(cursor,
			 chrome->notices[i] == NOTICE_INFO ? "file-landscape-alt"
							   : "exclamation-triangle",
			 PADDING_PX, theme->text_secondary);
}

static void add_time_info(ItemCursor *cursor, TextContext *text, const Theme *theme,
			  const char *time_info)
{
	const TextStyle style = { FONT_SANS, TITLE_PX, 400, false, BODY_LETTER_SPACING };
	double text_x = cursor->x + PADDING_PX + SMALL_ICON_PX + PADDING_PX;
	Rect box = { cursor->x + PADDING_PX, HEADER_MIDDLE_Y - SMALL_ICON_PX / 2, SMALL_ICON_PX,
		     SMALL_ICON_PX };

	if (cursor->scene) {
		icon_layout(cursor->scene, "clock-nine", box, theme->text_link);
		scene_text(cursor->scene, &(SceneText){ .text = time_info,
							.x = text_x,
							.baseline_y = TITLE_BASELINE_Y,
							.style = style,
							.color = theme->text_link });
	}
	cursor->x = text_x + text_width(text, &style, time_info) + PADDING_PX;
}

static void add_heart(ItemCursor *cursor, const Theme *theme, AlertHeart alert)
{
	if (alert == ALERT_ALERTING)
		add_icon(cursor, "heart-break", PADDING_PX, theme->error_text);
	else
		add_icon(cursor, "heart", PADDING_PX,
			 alert == ALERT_OK ? theme->success_text : theme->warning_text);
}

/* Several links hide behind a button, whose invisible border takes room. */
static void add_items(ItemCursor *cursor, TextContext *text, const Theme *theme,
		      const PanelChrome *chrome)
{
	if (chrome->has_description)
		add_icon(cursor, "info-circle", PADDING_PX, theme->text_secondary);
	if (chrome->n_links > 0)
		add_icon(cursor, "external-link-alt",
			 chrome->n_links > 1 ? PADDING_PX + BORDER_PX : PADDING_PX,
			 theme->text_secondary);
	add_notices(cursor, theme, chrome);
	if (chrome->time_info)
		add_time_info(cursor, text, theme, chrome->time_info);
	if (chrome->alert != ALERT_NONE)
		add_heart(cursor, theme, chrome->alert);
}

/* --- The header --- */

/* On narrow pages buttons are as wide as their icon, padding and invisible border ask for. */
static double error_badge_width(const PanelChrome *chrome)
{
	return chrome->page_width_px < NARROW_PAGE_PX ? ICON_PX + 2 * (PADDING_PX + BORDER_PX)
						      : HEADER_PX;
}

static void layout_error_badge(Scene *scene, const Theme *theme, const PanelChrome *chrome)
{
	Rect badge = { BORDER_PX, BORDER_PX, error_badge_width(chrome), HEADER_PX };
	Rect icon = { badge.x + (badge.width - ICON_PX) / 2, HEADER_MIDDLE_Y - ICON_PX / 2, ICON_PX,
		      ICON_PX };

	scene_fill_round_rect(scene, badge, RADIUS_PX, PAINT_COLOR(theme->error_main));
	icon_layout(scene, "exclamation-triangle", icon, COLOR_RGB(0xffffff));
}

/* The title gives way to the items behind it; returns where they begin. */
static double layout_title(Scene *scene, TextContext *text, const Theme *theme, const char *title,
			   double x, double width_px)
{
	const TextStyle style = { FONT_SANS, TITLE_PX, 500, false, BODY_LETTER_SPACING };
	double full_px = text_width(text, &style, title);

	if (width_px <= 0)
		return x + 2 * PADDING_PX;
	g_autofree char *shown = text_ellipsize(text, &style, title, width_px);

	scene_text(scene, &(SceneText){ .text = shown,
					.x = x + PADDING_PX,
					.baseline_y = TITLE_BASELINE_Y,
					.style = style,
					.color = theme->text_primary,
					.whole = title });
	return x + 2 * PADDING_PX + MIN(full_px, width_px);
}

static void layout_header(Scene *scene, TextContext *text, const Theme *theme,
			  const PanelChrome *chrome, double width)
{
	double left = BORDER_PX + (chrome->has_error ? error_badge_width(chrome) : 0);
	double right = width - BORDER_PX - MENU_PX;
	ItemCursor items = { .x = 0 };

	add_items(&items, text, theme, chrome);
	if (chrome->title && chrome->title[0])
		left = layout_title(scene, text, theme, chrome->title, left,
				    right - left - 2 * PADDING_PX - items.x);
	add_items(&(ItemCursor){ scene, left }, text, theme, chrome);
}

Rect chrome_layout(Scene *scene, TextContext *text, const Theme *theme, const PanelChrome *chrome,
		   double width, double height)
{
	double side = BORDER_PX + (chrome->has_padding ? PADDING_PX : 0);
	double top = side + (chrome->has_hover_header ? 0 : HEADER_PX);

	if (!chrome->is_transparent)
		layout_box(scene, theme, width, height, theme->background_primary);
	if (!chrome->has_hover_header)
		layout_header(scene, text, theme, chrome, width);
	if (chrome->has_error)
		layout_error_badge(scene, theme, chrome);
	return (Rect){ side, top, MAX(width - 2 * side, 0), MAX(height - side - top, 0) };
}

void chrome_layout_missing(Scene *scene, const Theme *theme, double width)
{
	const TextStyle style = { FONT_SANS, TITLE_PX, 400, false, BODY_LETTER_SPACING };

	layout_box(scene, theme, width, MISSING_HEIGHT_PX, COLOR_TRANSPARENT);
	scene_text(scene, &(SceneText){ .text = "Panel not found",
					.x = width / 2,
					.baseline_y = MISSING_BASELINE_Y,
					.align = ALIGN_CENTER,
					.style = style,
					.color = theme->text_primary });
}
