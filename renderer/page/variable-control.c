#include "renderer/page/variable-control.h"

#include "renderer/page/control-box.h"
#include "renderer/page/filter-control.h"
#include "renderer/panel/icon.h"

enum {
	BORDER_PX = 1,
	PAD_PX = 8,
	RADIUS_PX = 6,
	SMALL_PX = 12,
	TEXT_PX = 14,
	ICON_PX = 16,
	CHIP_ICON_PX = 14,
	CHIP_PX = 18,
	CHIP_RADIUS_PX = 4,
	CHIP_ICON_PAD_PX = 4,
	MENU_ICON_GAP_PX = 4,
	LABEL_GAP_PX = 4,
	MAX_CHIPS = 5, // what is chosen beyond is only counted
	SWITCH_PX = 32,
	KNOB_PX = 12,
	INPUT_MIN_PX = 15 * 8,
	INPUT_MAX_PX = 30 * 8,
	INPUT_SPACE_PX = 3 * 8,
};

static const TextStyle label_style = { FONT_SANS, SMALL_PX, 500, false, BODY_LETTER_SPACING };
static const TextStyle chip_style = { FONT_SANS, SMALL_PX, 400, false, BODY_LETTER_SPACING };
static const TextStyle value_style = { FONT_SANS, TEXT_PX, 400, false, BODY_LETTER_SPACING };
static const TextStyle button_style = { FONT_SANS, SMALL_PX, 500, false,
					SMALL_PX * BUTTON_LETTER_SPACING_EM };

static void draw_icon(Scene *scene, const char *name, double x, double y, double size_px,
		      Color color)
{
	icon_layout(scene, name, (Rect){ x, y + (CONTROL_PX - size_px) / 2, size_px, size_px },
		    color);
}

/* --- Label --- */

static double label_width(TextContext *text, const Control *control)
{
	if (!control->label)
		return 0;
	return control_text_width(text, &label_style, control->label) +
	       2 * (BORDER_PX + PAD_PX) +
	       (control->has_failed + control->has_description) * (ICON_PX + LABEL_GAP_PX);
}

/* It lies a pixel further right than its room, under the border of what follows. */
static void draw_label(Scene *scene, TextContext *text, const Theme *theme,
		       const Control *control, Point at)
{
	Rect box = { at.x + BORDER_PX, at.y, label_width(text, control), CONTROL_PX };
	Color face = theme->is_dark ? theme->background_primary : theme->background_secondary;
	double x = box.x + BORDER_PX + PAD_PX;

	control_box(scene, box, RADIUS_PX, 0, face, theme->border_medium);
	if (control->has_failed) {
		draw_icon(scene, "exclamation-triangle", x, at.y, ICON_PX, theme->error_text);
		x += ICON_PX + LABEL_GAP_PX;
	}
	control_text(scene, control->label, &label_style, theme->text_primary, x, at.y);
	if (control->has_description)
		draw_icon(scene, "info-circle", rect_right(box) - BORDER_PX - PAD_PX - ICON_PX,
			  at.y, ICON_PX, theme->text_secondary);
}

/* --- Chosen values --- */

static double chip_width(TextContext *text, const char *chosen)
{
	return PAD_PX + control_text_width(text, &chip_style, chosen) + 2 * CHIP_ICON_PAD_PX +
	       CHIP_ICON_PX;
}

/* A space stands before the first chip. */
static double chips_indent(TextContext *text)
{
	return BORDER_PX + PAD_PX + control_text_width(text, &value_style, " ");
}

static void print_rest(const Control *control, char *rest, size_t size)
{
	g_snprintf(rest, size, control->n_texts > MAX_CHIPS ? "(+%zu)" : "",
		   control->n_texts - MAX_CHIPS);
}

static double chips_width(TextContext *text, const Control *control)
{
	double width = chips_indent(text) + PAD_PX + 2 * ICON_PX + PAD_PX + BORDER_PX;
	char rest[32];

	print_rest(control, rest, sizeof(rest));
	for (size_t i = 0; i < MIN(control->n_texts, MAX_CHIPS); i++)
		width += chip_width(text, control->texts[i]) + PAD_PX;
	return width + control_text_width(text, &value_style, rest);
}

static void draw_chip(Scene *scene, TextContext *text, const Theme *theme, const char *chosen,
		      Point at)
{
	double width = chip_width(text, chosen);
	Rect box = { at.x, at.y + (CONTROL_PX - CHIP_PX) / 2, width, CHIP_PX };

	scene_fill_round_rect(scene, rect_snapped(box), CHIP_RADIUS_PX,
			      PAINT_COLOR(theme->background_secondary));
	control_text(scene, chosen, &chip_style, theme->text_primary, at.x + PAD_PX, at.y);
	draw_icon(scene, "times", at.x + width - CHIP_ICON_PAD_PX - CHIP_ICON_PX, at.y,
		  CHIP_ICON_PX, theme->text_primary);
}

static void draw_chips(Scene *scene, TextContext *text, const Theme *theme,
		       const Control *control, Rect box)
{
	double x = box.x + chips_indent(text), right = rect_right(box) - BORDER_PX - PAD_PX;
	char rest[32];

	print_rest(control, rest, sizeof(rest));
	for (size_t i = 0; i < MIN(control->n_texts, MAX_CHIPS); i++) {
		draw_chip(scene, text, theme, control->texts[i], (Point){ x, box.y });
		x += chip_width(text, control->texts[i]) + PAD_PX;
	}
	draw_icon(scene, "times", x + PAD_PX, box.y, ICON_PX, theme->text_secondary);
	control_text(scene, rest, &value_style, theme->text_secondary, x + PAD_PX + ICON_PX,
		     box.y);
	draw_icon(scene, "angle-down", right - ICON_PX, box.y, ICON_PX, theme->text_secondary);
}

static const char *only_text(const Control *control)
{
	return control->n_texts > 0 ? control->texts[0] : "";
}

static void draw_select(Scene *scene, TextContext *text, const Theme *theme,
			const Control *control, Rect box)
{
	double right = rect_right(box) - BORDER_PX - PAD_PX;

	control_text(scene, only_text(control), &value_style, theme->text_primary,
		     box.x + BORDER_PX + PAD_PX, box.y);
	draw_icon(scene, "angle-down", right - ICON_PX, box.y, ICON_PX, theme->text_secondary);
}

/* --- Texts and switches --- */

static const char *input_text(const Control *control)
{
	return *only_text(control) ? only_text(control) : "Enter value";
}

/* The text stands a pixel lower than in other boxes. */
static void draw_input(Scene *scene, TextContext *text, const Theme *theme,
		       const Control *control, Rect box)
{
	bool is_empty = !*only_text(control);
	Rect inside = { box.x + BORDER_PX + PAD_PX, box.y, box.width - 2 * (BORDER_PX + PAD_PX),
			box.height };

	scene_push_clip_rect(scene, inside);
	control_text(scene, input_text(control), &value_style,
		     is_empty ? theme->text_disabled : theme->text_primary, inside.x, box.y + 1);
	scene_pop_clip(scene);
}

static void draw_switch(Scene *scene, TextContext *text, const Theme *theme,
			const Control *control, Rect box)
{
	Rect slot = { box.x + BORDER_PX + PAD_PX, box.y + (CONTROL_PX - ICON_PX) / 2, SWITCH_PX,
		      ICON_PX };
	Rect knob = { slot.x + (control->is_on ? 18 : 2), slot.y + 2, KNOB_PX, KNOB_PX };
	Color on = theme->primary_main;

	control_box(scene, slot, ICON_PX / 2, ICON_PX / 2,
		    control->is_on ? on : control_input_face(theme),
		    control->is_on ? on : theme->border_medium);
	scene_fill_round_rect(scene, rect_snapped(knob), KNOB_PX / 2,
			      PAINT_COLOR(control->is_on ? COLOR_RGB(0xffffff)
							 : theme->text_secondary));
	if (control->is_on)
		draw_icon(scene, "check", knob.x, box.y, KNOB_PX, on);
}

/* --- Kinds --- */

static double select_width(TextContext *text, const Control *control)
{
	return control_text_width(text, &value_style, only_text(control)) + 2 * BORDER_PX + 3 * PAD_PX +
	       ICON_PX;
}

/* The text is measured as on a canvas, without letter spacing. */
static double input_width(TextContext *text, const Control *control)
{
	const TextStyle style = { FONT_SANS, TEXT_PX, 400, false, 0 };
	double width = text_width(text, &style, input_text(control)) + INPUT_SPACE_PX;

	return CLAMP(width, INPUT_MIN_PX, INPUT_MAX_PX);
}

static double switch_width(TextContext *text, const Control *control)
{
	return SWITCH_PX + 2 * (BORDER_PX + PAD_PX);
}

static const struct {
	double (*width)(TextContext *text, const Control *control);
	void (*draw)(Scene *scene, TextContext *text, const Theme *theme, const Control *control,
		     Rect box);
} kinds[] = {
	[CONTROL_SELECT] = { select_width, draw_select },
	[CONTROL_CHIPS] = { chips_width, draw_chips },
	[CONTROL_INPUT] = { input_width, draw_input },
	[CONTROL_FILTERS] = { filters_width, filters_draw },
	[CONTROL_SWITCH] = { switch_width, draw_switch },
};

static Color box_face(const Theme *theme, const Control *control)
{
	return control->kind == CONTROL_SWITCH ? theme->background_primary
					       : control_input_face(theme);
}

static Color box_border(const Theme *theme, const Control *control)
{
	return control->kind == CONTROL_FILTERS ? theme->border_strong : theme->border_medium;
}

/* A text's box keeps its corners beside a label. */
static double left_radius(const Control *control)
{
	return control->label && control->kind != CONTROL_INPUT ? 0 : RADIUS_PX;
}

static void draw_box(Scene *scene, TextContext *text, const Theme *theme, const Control *control,
		     Point at, double room)
{
	double label = label_width(text, control);
	double width = MIN(kinds[control->kind].width(text, control), MAX(room - label, 0));
	Rect box = { at.x + label, at.y, width, control_height(text, control, room) };

	control_box(scene, box, left_radius(control), RADIUS_PX, box_face(theme, control),
		    box_border(theme, control));
	kinds[control->kind].draw(scene, text, theme, control, box);
}

/* A menu's icon is nearer to its text than a button's. */
static double link_icon_width(const Control *control)
{
	if (!control->icon)
		return 0;
	return ICON_PX + (control->is_menu ? MENU_ICON_GAP_PX : PAD_PX);
}

static double link_width(TextContext *text, const Control *control)
{
	return control_text_width(text, &button_style, control->label) + 2 * (BORDER_PX + PAD_PX) +
	       link_icon_width(control);
}

static void draw_link(Scene *scene, TextContext *text, const Theme *theme,
		      const Control *control, Point at)
{
	Rect box = { at.x, at.y, link_width(text, control), CONTROL_PX };
	double x = box.x + BORDER_PX + PAD_PX;

	control_box(scene, box, RADIUS_PX, RADIUS_PX, COLOR_TRANSPARENT, theme->border_strong);
	if (control->icon)
		draw_icon(scene, control->icon, x, at.y, ICON_PX, theme->text_primary);
	control_text(scene, control->label, &button_style, theme->text_primary,
		     x + link_icon_width(control), at.y);
}

double control_width(TextContext *text, const Control *control)
{
	if (control->kind == CONTROL_SPACE)
		return 0;
	if (control->kind == CONTROL_LINK)
		return link_width(text, control);
	if (control->kind == CONTROL_NOTHING)
		return label_width(text, control);
	return label_width(text, control) + kinds[control->kind].width(text, control);
}

double control_height(TextContext *text, const Control *control, double room)
{
	if (control->kind == CONTROL_SPACE)
		return 0;
	if (control->kind != CONTROL_FILTERS)
		return CONTROL_PX;
	return filters_height(text, control,
			      MIN(filters_width(text, control), room - label_width(text, control)));
}

void control_draw(Scene *scene, TextContext *text, const Theme *theme, const Control *control,
		  Point at, double room)
{
	if (control->kind == CONTROL_LINK) {
		draw_link(scene, text, theme, control, at);
		return;
	}
	if (control->label)
		draw_label(scene, text, theme, control, at);
	if (control->kind != CONTROL_NOTHING)
		draw_box(scene, text, theme, control, at, room);
}
