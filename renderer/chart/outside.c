#include "renderer/chart/outside.h"

enum { TEXT_LINE = 22, BUTTON = 32, PAD = 16, FONT = 14 };

static bool is_outside(const Scale *scale, const double *times, size_t n)
{
	return n >= 2 && (times[n - 1] < scale->min || times[0] > scale->max);
}

static void draw_text(const Plot *plot, Scene *scene, double x, double y)
{
	scene_text(scene, &(SceneText){
				  .text = "Data outside time range",
				  .x = x,
				  .baseline_y = y + 2 + text_ascent_px(FONT),
				  .align = ALIGN_CENTER,
				  .style = { FONT_SANS, FONT, 400, false, BODY_LETTER_SPACING },
				  .color = plot->theme->text_primary,
			  });
}

static void draw_button(const Plot *plot, Scene *scene, double x, double y)
{
	const char *label = "Zoom to data";
	TextStyle style = { FONT_SANS, FONT, 500, false, BODY_LETTER_SPACING };
	double width = text_width(plot->text, &style, label) + 2 * PAD + 2;

	scene_fill_round_rect(scene, (Rect){ x - width / 2, y, width, BUTTON }, 6,
			      PAINT_COLOR(plot->theme->secondary_main));
	scene_text(scene, &(SceneText){
				  .text = label,
				  .x = x,
				  .baseline_y = y + 7 + text_ascent_px(FONT),
				  .align = ALIGN_CENTER,
				  .style = style,
				  .color = plot->theme->text_primary,
			  });
}

void outside_layout(const Plot *plot, Scene *scene, const double *times, size_t n)
{
	double middle = plot->canvas.x + plot->area_css.x + plot->area_css.width / 2;
	double top = plot->canvas.y + (plot->canvas.height - TEXT_LINE - BUTTON) / 2;

	if (!is_outside(&plot->scales[0], times, n))
		return;
	draw_text(plot, scene, middle, top);
	draw_button(plot, scene, middle, top + TEXT_LINE);
}
