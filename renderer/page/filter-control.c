#include "renderer/page/filter-control.h"

#include "renderer/page/control-box.h"
#include "renderer/panel/icon.h"

enum {
	BORDER_PX = 1,
	PAD_X_PX = 8,
	PAD_Y_PX = 4,
	GAP_PX = 8,
	LINE_PX = 22,
	LINE_GAP_PX = 4,
	ICON_PX = 18,
	INPUT_PX = 240,
	INPUT_PAD_PX = 2,
	PILL_RADIUS_PX = 6,
	PILL_TEXT_MAX_PX = 200,
	CROSS_PX = 16,
	CROSS_GAP_PX = 4, // at both sides
};

static const TextStyle pill_style = { FONT_SANS, 12, 500, false, BODY_LETTER_SPACING };
static const TextStyle input_style = { FONT_SANS, 14, 400, false, BODY_LETTER_SPACING };

/* --- Places --- */

static double pill_text_width(TextContext *text, const char *filter)
{
	return MIN(control_text_width(text, &pill_style, filter), PILL_TEXT_MAX_PX);
}

static double pill_width(TextContext *text, const char *filter)
{
	return BORDER_PX + PAD_X_PX + pill_text_width(text, filter) + CROSS_PX + 2 * CROSS_GAP_PX +
	       BORDER_PX;
}

/* The icon is the first, the place to type in the last. */
static size_t count_items(const Control *control)
{
	return control->n_texts + 2;
}

static double item_width(TextContext *text, const Control *control, size_t i)
{
	if (i == 0)
		return ICON_PX;
	return i <= control->n_texts ? pill_width(text, control->texts[i - 1]) : INPUT_PX;
}

/* Where the next item goes, in px from the corner of the first. */
typedef struct {
	double room, x, y;
} Pen;

static Point pen_place(Pen *pen, double width)
{
	if (pen->x > 0 && pen->x + width > pen->room) {
		pen->x = 0;
		pen->y += LINE_PX + LINE_GAP_PX;
	}
	Point at = { pen->x, pen->y };

	pen->x += width + GAP_PX;
	return at;
}

static double inner_room(double width)
{
	const double rounding = 1.0 / 64;

	return width - 2 * (BORDER_PX + PAD_X_PX) + rounding;
}

double filters_width(TextContext *text, const Control *control)
{
	double width = 2 * (BORDER_PX + PAD_X_PX) - GAP_PX;

	for (size_t i = 0; i < count_items(control); i++)
		width += item_width(text, control, i) + GAP_PX;
	return width;
}

double filters_height(TextContext *text, const Control *control, double width)
{
	Pen pen = { .room = inner_room(width) };

	for (size_t i = 0; i < count_items(control); i++)
		pen_place(&pen, item_width(text, control, i));
	return pen.y + LINE_PX + 2 * (BORDER_PX + PAD_Y_PX);
}

/* --- Drawing --- */

static void draw_icon(Scene *scene, const char *name, Point line, double size_px, Color color)
{
	icon_layout(scene, name,
		    (Rect){ line.x, line.y + (LINE_PX - size_px) / 2, size_px, size_px }, color);
}

static void draw_text(Scene *scene, const char *text, const TextStyle *style, Color color, double x,
		      double line_y)
{
	control_text(scene, text, style, color, x, line_y - (CONTROL_PX - LINE_PX) / 2.0);
}

static Color pill_face(const Theme *theme)
{
	return theme->is_dark ? (Color){ 204, 204, 220, 0.12 } : (Color){ 36, 41, 46, 0.08 };
}

static void draw_pill(Scene *scene, TextContext *text, const Theme *theme, const char *filter,
		      Point at)
{
	g_autofree char *shown = text_ellipsize(text, &pill_style, filter, PILL_TEXT_MAX_PX);
	double text_x = at.x + BORDER_PX + PAD_X_PX;

	control_box(scene, (Rect){ at.x, at.y, pill_width(text, filter), LINE_PX }, PILL_RADIUS_PX,
		    PILL_RADIUS_PX, pill_face(theme), theme->border_weak);
	draw_text(scene, shown, &pill_style, theme->text_primary, text_x, at.y);
	draw_icon(scene, "times",
		  (Point){ text_x + pill_text_width(text, filter) + CROSS_GAP_PX, at.y }, CROSS_PX,
		  theme->text_primary);
}

void filters_draw(Scene *scene, TextContext *text, const Theme *theme, const Control *control,
		  Rect box)
{
	Point start = { box.x + BORDER_PX + PAD_X_PX, box.y + BORDER_PX + PAD_Y_PX };
	Pen pen = { .room = inner_room(box.width) };

	for (size_t i = 0; i < count_items(control); i++) {
		Point at = pen_place(&pen, item_width(text, control, i));

		at = (Point){ start.x + at.x, start.y + at.y };
		if (i == 0)
			draw_icon(scene, "filter", at, ICON_PX, theme->text_secondary);
		else if (i <= control->n_texts)
			draw_pill(scene, text, theme, control->texts[i - 1], at);
		else
			draw_text(scene, "Filter by label values", &input_style,
				  theme->text_disabled, at.x + INPUT_PAD_PX, at.y);
	}
}
