#include "renderer/chart/legend-item.h"

#include <math.h>

enum { FONT_PX = 12, MARK_HEIGHT = 4 };

TextStyle legend_label_style(void)
{
	/* Labels are buttons: their spacing is that of their own size. */
	return (TextStyle){ FONT_SANS, FONT_PX, 400, false, BODY_LETTER_SPACING / 14 * FONT_PX };
}

TextStyle legend_value_style(void)
{
	return (TextStyle){ FONT_SANS, FONT_PX, 400, false, BODY_LETTER_SPACING };
}

TextStyle legend_header_style(void)
{
	return (TextStyle){ FONT_SANS, FONT_PX, 500, false, BODY_LETTER_SPACING };
}

double legend_text_width(const Legend *legend, TextStyle style, const char *text)
{
	const double unit = 64;

	return ceil(text_width(legend->context->text, &style, text) * unit) / unit;
}

/* The browser puts boxes and lines of text on whole px, whatever a px is on the device. */
void legend_draw_text(const Legend *legend, TextStyle style, const char *text, double x,
		      double glyph_top, Color color)
{
	scene_text(legend->scene, &(SceneText){
					  .text = text,
					  .x = x,
					  .baseline_y = js_round(glyph_top + text_ascent_px(FONT_PX)),
					  .style = style,
					  .color = color,
				  });
}

static void draw_dots(Scene *scene, double x, double y, Color color)
{
	for (int dot = 0; dot < 3; dot++) {
		double left = x + 5 * dot;

		scene_fill_rect(scene, (Rect){ left + 1, y, 2, 4 }, PAINT_COLOR(color));
		scene_fill_rect(scene, (Rect){ left, y + 1, 1, 2 }, PAINT_COLOR(color));
		scene_fill_rect(scene, (Rect){ left + 3, y + 1, 1, 2 }, PAINT_COLOR(color));
	}
}

void legend_draw_mark(const Legend *legend, const LegendItem *item, double x, double y)
{
	Scene *scene = legend->scene;
	Gradient gradient;
	Paint paint = PAINT_COLOR(item->color);

	x = js_round(x);
	y = js_round(y);
	if (item->marker == MARKER_DOTTED) {
		draw_dots(scene, x, y, item->color);
		return;
	}
	if (item->marker == MARKER_DASHED) {
		scene_fill_rect(scene, (Rect){ x, y, 6, MARK_HEIGHT }, paint);
		scene_fill_rect(scene, (Rect){ x + 8, y, 6, MARK_HEIGHT }, paint);
		return;
	}
	if (item->gradient) {
		gradient = *item->gradient;
		gradient.from = (Point){ x, y };
		gradient.to = (Point){ x + LEGEND_MARK_WIDTH, y };
		paint.gradient = &gradient;
	}
	scene_fill_round_rect(scene, (Rect){ x, y, LEGEND_MARK_WIDTH, MARK_HEIGHT },
			      MARK_HEIGHT / 2.0, paint);
}

Color legend_label_color(const Legend *legend, const LegendItem *item)
{
	const Theme *theme = legend->context->theme;

	return item->is_disabled ? theme->text_disabled : theme->text_primary;
}

size_t legend_column_length(const Legend *legend, size_t n)
{
	return (n + legend->n_columns - 1) / legend->n_columns;
}
