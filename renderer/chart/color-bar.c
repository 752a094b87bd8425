#include "renderer/chart/color-bar.h"

#include <math.h>

enum { FONT_PX = 11, PAD_PX = 10, BAR_PX = 9, MARGIN_LEFT = 25, MAX_WIDTH = 300 };
enum { MAX_HARD_STOPS = 20, SMOOTH_STOPS = 10 };
#define LINE_HEIGHT    17.28125
#define MAX_HEIGHT_PART 0.2

/* Few colours are seen as they are, of many some ten blend into each other. */
static void set_hard_stops(Gradient *gradient, const Palette *palette)
{
	double n = (double)palette->n;

	for (size_t i = 0; i < palette->n; i++) {
		double from = (double)i / n, to = (double)(i + 1) / n;

		gradient->stops[gradient->n_stops++] = (GradientStop){ from, palette->colors[i] };
		gradient->stops[gradient->n_stops++] = (GradientStop){ to, palette->colors[i] };
	}
}

static void add_new_color(Gradient *gradient, Color color)
{
	for (int i = 0; i < gradient->n_stops; i++)
		if (color_equal(gradient->stops[i].color, color))
			return;
	gradient->stops[gradient->n_stops++].color = color;
}

static void set_smooth_stops(Gradient *gradient, const Palette *palette)
{
	size_t skip = (palette->n + SMOOTH_STOPS - 1) / SMOOTH_STOPS;

	for (size_t i = 0; i < palette->n; i += skip)
		add_new_color(gradient, palette->colors[i]);
	add_new_color(gradient, palette->colors[palette->n - 1]);
	for (int i = 0; i < gradient->n_stops; i++)
		gradient->stops[i].offset = gradient->n_stops > 1
						    ? (double)i / (gradient->n_stops - 1)
						    : 0;
}

static double snap(const Scene *scene, double y)
{
	return js_round(y * scene_scale(scene)) / scene_scale(scene);
}

static void draw_bar(Scene *scene, const Palette *palette, Rect bar)
{
	Gradient gradient = { .from = { bar.x, 0 }, .to = { rect_right(bar), 0 } };
	double top = snap(scene, bar.y);

	if (palette->n <= MAX_HARD_STOPS)
		set_hard_stops(&gradient, palette);
	else
		set_smooth_stops(&gradient, palette);
	bar.height = snap(scene, rect_bottom(bar)) - top;
	bar.y = top;
	scene_fill_round_rect(scene, bar, bar.height / 2, (Paint){ .gradient = &gradient });
}

static void draw_text(Scene *scene, const Theme *theme, const char *text, double x, double y,
		      TextAlign align)
{
	int glyph_box = text_ascent_px(FONT_PX) + text_descent_px(FONT_PX);

	scene_text(scene, &(SceneText){
				  .text = text,
				  .x = x,
				  .baseline_y = y + floor((LINE_HEIGHT - glyph_box) / 2) +
						text_ascent_px(FONT_PX),
				  .align = align,
				  .style = { FONT_SANS, FONT_PX, 400, false, BODY_LETTER_SPACING },
				  .color = theme->text_disabled,
			  });
}

Rect color_bar_layout(Scene *scene, const Theme *theme, const Palette *palette,
		      const char *min, const char *max, Rect content)
{
	double height = PAD_PX + BAR_PX + (min ? LINE_HEIGHT : 0) + PAD_PX;

	height = fmin(height, content.height * MAX_HEIGHT_PART);
	Rect box = { content.x, rect_bottom(content) - height, content.width, height };
	Rect bar = { box.x + MARGIN_LEFT, box.y + PAD_PX,
		     fmax(0, fmin(MAX_WIDTH, box.width - MARGIN_LEFT)), BAR_PX };

	scene_push_clip_rect(scene, box);
	draw_bar(scene, palette, bar);
	if (min) {
		draw_text(scene, theme, min, bar.x, rect_bottom(bar), ALIGN_LEFT);
		draw_text(scene, theme, max, rect_right(bar), rect_bottom(bar), ALIGN_RIGHT);
	}
	scene_pop_clip(scene);
	content.height -= height;
	return content;
}
