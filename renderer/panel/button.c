#include "renderer/panel/button.h"

#include "renderer/panel/icon.h"

enum { FONT = 12, PAD = 8, ICON = 16, RADIUS = 6 };

static TextStyle button_style(void)
{
	return (TextStyle){ FONT_SANS, FONT, 500, false, FONT * BUTTON_LETTER_SPACING_EM };
}

double button_width(TextContext *text, const Button *button)
{
	TextStyle style = button_style();

	return 2 * PAD + (button->icon ? ICON : text_width(text, &style, button->text));
}

static void draw_outline(Scene *scene, Rect box, double radius, Color color)
{
	Path *path = path_new();
	Rect line = rect_inset(box, 0.5);

	path_round_rect(path, line, radius - 0.5, radius - 0.5, radius - 0.5, radius - 0.5);
	scene_take_stroke(scene, path, PAINT_COLOR(color), (StrokeStyle){ .width_px = 1 });
}

static Color draw_face(Scene *scene, const Theme *theme, ButtonVariant variant, Rect box)
{
	const double disabled_alpha = 0.04;

	switch (variant) {
	case BUTTON_PRIMARY:
		scene_fill_round_rect(scene, box, RADIUS, PAINT_COLOR(theme->primary_main));
		return COLOR_RGB(0xffffff);
	case BUTTON_DISABLED:
		scene_fill_round_rect(
			scene, box, RADIUS,
			PAINT_COLOR(color_with_alpha(theme->text_primary, disabled_alpha)));
		return theme->text_disabled;
	case BUTTON_SECONDARY:
		break;
	}
	scene_fill_round_rect(scene, box, RADIUS, PAINT_COLOR(theme->secondary_main));
	draw_outline(scene, box, RADIUS, theme->secondary_border);
	return theme->text_primary;
}

void button_draw(Scene *scene, TextContext *text, const Theme *theme, const Button *button,
		 Point at)
{
	double height = button->height_px > 0 ? button->height_px : BUTTON_SMALL_PX;
	Rect box = { at.x, at.y, button_width(text, button), height };
	Color color = draw_face(scene, theme, button->variant, rect_snapped(box));

	if (button->icon) {
		icon_layout(scene, button->icon,
			    (Rect){ box.x + PAD, box.y + (height - ICON) / 2, ICON, ICON },
			    color);
		return;
	}
	scene_text(scene, &(SceneText){ .text = button->text,
					.x = box.x + PAD,
					.baseline_y = box.y + (height - 16) / 2 + text_ascent_px(FONT),
					.style = button_style(),
					.color = color });
}

void select_draw(Scene *scene, TextContext *text, const Theme *theme, Rect box,
		 const char *chosen)
{
	enum { TEXT_PX = 14, INSET = 9, ANGLE = 16 };
	TextStyle style = { FONT_SANS, TEXT_PX, 400, false, BODY_LETTER_SPACING };
	Color face = theme->is_dark ? theme->background_canvas : theme->background_primary;
	g_autofree char *shown =
		text_ellipsize(text, &style, chosen, box.width - 3 * INSET - ANGLE);

	scene_fill_round_rect(scene, box, RADIUS, PAINT_COLOR(face));
	draw_outline(scene, box, RADIUS, theme->border_medium);
	scene_text(scene, &(SceneText){ .text = shown,
					.x = box.x + INSET,
					.baseline_y = box.y + (box.height - 18) / 2 +
						      text_ascent_px(TEXT_PX),
					.style = style,
					.color = theme->text_primary });
	icon_layout(scene, "angle-down",
		    (Rect){ rect_right(box) - INSET - ANGLE, box.y + (box.height - ANGLE) / 2,
			    ANGLE, ANGLE },
		    theme->text_secondary);
}
