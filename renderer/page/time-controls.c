#include "renderer/page/time-controls.h"

#include "renderer/page/control-box.h"
#include "renderer/panel/icon.h"

enum {
	BORDER_PX = 1,
	PAD_PX = 8,
	NARROW_PAD_PX = 4,
	RADIUS_PX = 6,
	TEXT_PX = 14,
	ZONE_PX = 12,
	ZONE_GAP_PX = 4 + 6,
	ANGLE_PX = 16,
	ANGLE_GAP_PX = 4,
	ICON_PX = 18,
	STEP_ICON_PX = 24,
	REFRESH_PX = 96, // the same while it refreshes, when its text is another one
};

/* A button of a group. */
typedef struct {
	const char *icon; // or NULL
	double icon_px;
	const char *text; // or NULL
	const char *zone; // behind it, or NULL
	bool has_angle;	  // opens a list
	double width_px;  // 0: as its content asks for
} Segment;

static TextStyle text_style(void)
{
	return (TextStyle){ FONT_SANS, TEXT_PX, 500, false, TEXT_PX * BUTTON_LETTER_SPACING_EM };
}

static TextStyle zone_style(void)
{
	return (TextStyle){ FONT_SANS, ZONE_PX, 500, false, TEXT_PX * BUTTON_LETTER_SPACING_EM };
}

static double segment_pad(const Segment *segment)
{
	return BORDER_PX + (segment->icon_px == STEP_ICON_PX ? NARROW_PAD_PX : PAD_PX);
}

static double segment_width(TextContext *text, const Segment *segment)
{
	TextStyle style = text_style(), small = zone_style();
	double width = 2 * segment_pad(segment);

	if (segment->width_px > 0)
		return segment->width_px;
	if (segment->icon)
		width += segment->icon_px;
	if (segment->icon && segment->text)
		width += PAD_PX;
	if (segment->text)
		width += control_text_width(text, &style, segment->text);
	if (segment->zone)
		width += ZONE_GAP_PX + control_text_width(text, &small, segment->zone);
	if (segment->has_angle)
		width += ANGLE_PX + (segment->text ? ANGLE_GAP_PX : 0);
	return width;
}

static void draw_icon(Scene *scene, const Theme *theme, const char *name, double x, double y,
		      double size_px)
{
	Rect box = { x, y + (CONTROL_PX - size_px) / 2, size_px, size_px };

	icon_layout(scene, name, box, theme->text_primary);
}

static void draw_content(Scene *scene, TextContext *text, const Theme *theme,
			 const Segment *segment, Point at)
{
	const Color zone_color = COLOR_RGB(0xeb7b18);
	TextStyle style = text_style(), small = zone_style();
	double x = at.x + segment_pad(segment);

	if (segment->icon) {
		draw_icon(scene, theme, segment->icon, x, at.y, segment->icon_px);
		x += segment->icon_px + (segment->text ? PAD_PX : 0);
	}
	if (segment->text) {
		control_text(scene, segment->text, &style, theme->text_primary, x, at.y);
		x += control_text_width(text, &style, segment->text);
	}
	if (segment->zone) {
		x += ZONE_GAP_PX;
		control_text(scene, segment->zone, &small, zone_color, x, at.y);
		x += control_text_width(text, &small, segment->zone);
	}
	if (segment->has_angle)
		draw_icon(scene, theme, "angle-down", x + (segment->text ? ANGLE_GAP_PX : 0), at.y,
			  ANGLE_PX);
}

/* Where two buttons touch, one edge is darker and one lighter than their face. */
static void draw_seam(Scene *scene, double x, double y)
{
	const double alpha = 0.12;
	double scale = scene_scale(scene), seam = js_round(x * scale) / scale;

	scene_fill_rect(scene, (Rect){ seam - BORDER_PX, y, BORDER_PX, CONTROL_PX },
			PAINT_COLOR(color_with_alpha(COLOR_RGB(0), alpha)));
	scene_fill_rect(scene, (Rect){ seam, y, BORDER_PX, CONTROL_PX },
			PAINT_COLOR(color_with_alpha(COLOR_RGB(0xffffff), alpha)));
}

static double group_width(TextContext *text, const Segment *segments, size_t n)
{
	double width = 0;

	for (size_t i = 0; i < n; i++)
		width += segment_width(text, &segments[i]);
	return width;
}

/* Returns the group's right edge. */
static double draw_group(Scene *scene, TextContext *text, const Theme *theme,
			 const Segment *segments, size_t n, Point at)
{
	control_box(scene, (Rect){ at.x, at.y, group_width(text, segments, n), CONTROL_PX },
		    RADIUS_PX, RADIUS_PX, theme->secondary_main, theme->secondary_border);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			draw_seam(scene, at.x, at.y);
		draw_content(scene, text, theme, &segments[i], at);
		at.x += segment_width(text, &segments[i]);
	}
	return at.x;
}

enum { N_RANGE = 4, N_REFRESH = 2 };

static void range_segments(const TimeControls *controls, Segment segments[N_RANGE])
{
	segments[0] = (Segment){ .icon = "angle-double-left", .icon_px = STEP_ICON_PX };
	segments[1] = (Segment){ .icon = "clock-nine", .icon_px = ICON_PX, .has_angle = true };
	segments[2] = (Segment){ .icon = "angle-double-right", .icon_px = STEP_ICON_PX };
	segments[3] = (Segment){ .icon = "search-minus", .icon_px = ICON_PX };
	if (controls->is_narrow)
		return;
	segments[1].text = controls->range;
	segments[1].zone = controls->zone;
}

static void refresh_segments(const TimeControls *controls, Segment segments[N_REFRESH])
{
	segments[0] = (Segment){ .icon = "sync", .icon_px = ICON_PX };
	segments[1] = (Segment){ .text = controls->refresh, .has_angle = true };
	if (controls->is_narrow)
		return;
	segments[0].text = "Refresh";
	segments[0].width_px = REFRESH_PX;
}

double time_controls_width(TextContext *text, const TimeControls *controls)
{
	Segment range[N_RANGE], refresh[N_REFRESH];

	range_segments(controls, range);
	refresh_segments(controls, refresh);
	return group_width(text, range, N_RANGE) + CONTROL_GAP_PX +
	       group_width(text, refresh, N_REFRESH);
}

void time_controls_draw(Scene *scene, TextContext *text, const Theme *theme,
			const TimeControls *controls, Point at)
{
	Segment range[N_RANGE], refresh[N_REFRESH];

	range_segments(controls, range);
	refresh_segments(controls, refresh);
	at.x = draw_group(scene, text, theme, range, N_RANGE, at) + CONTROL_GAP_PX;
	draw_group(scene, text, theme, refresh, N_REFRESH, at);
}
