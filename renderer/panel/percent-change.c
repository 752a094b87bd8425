#include "renderer/panel/percent-change.h"

#include "renderer/data/number.h"

#include <math.h>

void percent_change_text(double percent, char *out)
{
	if (!isfinite(percent)) {
		g_strlcpy(out, isnan(percent) ? "NaN%" : percent < 0 ? "-∞%" : "∞%",
			  PERCENT_CHANGE_TEXT_SIZE);
		return;
	}
	double magnitude = percent == 0 ? 0 : floor(log10(fabs(percent)));
	double unit = pow(10, magnitude - 2);
	double rounded = percent == 0 ? 0 : js_round(percent / unit) * unit;

	number_to_grouped(rounded, 0, (int)CLAMP(2 - magnitude, 0, 20), out,
			  PERCENT_CHANGE_TEXT_SIZE - 1);
	g_strlcat(out, "%", PERCENT_CHANGE_TEXT_SIZE);
}

static TextStyle style_of(const PercentChange *change)
{
	return (TextStyle){ FONT_SANS, change->text_px, 500, false, BODY_LETTER_SPACING };
}

double percent_change_width(TextContext *text, const PercentChange *change)
{
	TextStyle style = style_of(change);
	char number[PERCENT_CHANGE_TEXT_SIZE];

	percent_change_text(change->percent, number);
	return (change->percent != 0 ? change->icon_px + change->gap_px : 0) +
	       text_box_width(text, &style, number);
}

/* An arrow up or down that fills a square: lines of 2 on a grid of 12 units. */
static void draw_arrow(Scene *scene, Rect box, bool is_up, Color color)
{
	Path *path = path_new();
	double unit = box.width / 12, up = is_up ? -unit : unit;
	double middle = box.x + 6 * unit, wing = 5 * unit;
	double tip = box.y + 6 * unit + 5 * up, tail = tip - 10 * up, shoulder = tip - 5 * up;

	path_move_to(path, middle, tail);
	path_line_to(path, middle, tip);
	path_move_to(path, middle - wing, shoulder);
	path_line_to(path, middle, tip);
	path_line_to(path, middle + wing, shoulder);
	scene_take_stroke(scene, path, PAINT_COLOR(color),
			  (StrokeStyle){ .width_px = 2 * unit,
					 .cap = CAP_ROUND,
					 .join = JOIN_ROUND });
}

void percent_change_draw(Scene *scene, TextContext *text, const PercentChange *change, double x,
			 double baseline_y, bool is_on_baseline)
{
	double icon = change->icon_px;
	double middle = baseline_y - (text_ascent_px(change->text_px) -
				      text_descent_px(change->text_px)) /
					     2.0;
	double top = is_on_baseline ? baseline_y - icon : middle - icon / 2;
	char number[PERCENT_CHANGE_TEXT_SIZE];

	percent_change_text(change->percent, number);
	if (change->percent != 0) {
		draw_arrow(scene, (Rect){ x, top, icon, icon }, change->percent > 0, change->color);
		x += icon + change->gap_px;
	}
	scene_text(scene, &(SceneText){ .text = number,
					.x = x,
					.baseline_y = baseline_y,
					.style = style_of(change),
					.color = change->color });
}
