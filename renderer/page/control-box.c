#include "renderer/page/control-box.h"

void control_box(Scene *scene, Rect box, double left_radius, double right_radius, Color face,
		 Color border)
{
	Rect outer = rect_snapped(box), inner = rect_inset(outer, 1);
	double left = MAX(left_radius - 1, 0), right = MAX(right_radius - 1, 0);
	Path *fill = path_new(), *ring = path_new();

	path_round_rect(fill, outer, left_radius, right_radius, right_radius, left_radius);
	scene_take_fill(scene, fill, PAINT_COLOR(face), (FillStyle){ 0 });
	path_round_rect(ring, outer, left_radius, right_radius, right_radius, left_radius);
	path_round_rect(ring, inner, left, right, right, left);
	scene_take_fill(scene, ring, PAINT_COLOR(border), (FillStyle){ .is_even_odd = true });
}

Color control_input_face(const Theme *theme)
{
	return theme->is_dark ? theme->background_canvas : theme->background_primary;
}

double control_text_width(TextContext *text, const TextStyle *style, const char *line)
{
	const double unit = 64;

	return ceil(text_width(text, style, line) * unit) / unit;
}

void control_text(Scene *scene, const char *text, const TextStyle *style, Color color, double x,
		  double y)
{
	int ascent = text_ascent_px(style->size_px), descent = text_descent_px(style->size_px);

	scene_text(scene, &(SceneText){ .text = text,
					.x = x,
					.baseline_y = y + (CONTROL_PX - ascent - descent) / 2 +
						      ascent,
					.style = *style,
					.color = color });
}
