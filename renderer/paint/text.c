#include "renderer/paint/text.h"

#include <math.h>

#include <pango/pangocairo.h>

static double aligned_x(TextContext *context, const SceneText *text)
{
	if (text->align == ALIGN_LEFT)
		return 0;
	double width = text_width(context, &text->style, text->text);

	return text->align == ALIGN_CENTER ? -width / 2 : -width;
}

/* The device's whole pixel rows are found through the context's matrix. */
static double snapped_baseline(cairo_t *cairo, double x, double y)
{
	double device_x = x, device_y = y;

	cairo_user_to_device(cairo, &device_x, &device_y);
	device_y = js_round(device_y);
	cairo_device_to_user(cairo, &device_x, &device_y);
	return device_y;
}

static void draw_line(cairo_t *cairo, double x, double y, double width, double thickness)
{
	cairo_rectangle(cairo, x, y, width, thickness);
	cairo_fill(cairo);
}

/* Lines under and through a text, where Inter has them. */
static void draw_decoration(cairo_t *cairo, TextContext *context, const SceneText *text)
{
	double size = text->style.size_px;
	double width = text_width(context, &text->style, text->text);

	if (text->is_underlined)
		draw_line(cairo, 0, size * 0.12, width, fmax(1, size * 0.05));
	if (text->is_struck)
		draw_line(cairo, 0, -size * 0.3, width, fmax(1, size * 0.05));
}

void text_paint(cairo_t *cairo, TextContext *context, const SceneText *text, bool is_vector)
{
	double y = text->turn_rad == 0 && !is_vector
			   ? snapped_baseline(cairo, text->x, text->baseline_y)
			   : text->baseline_y;

	cairo_save(cairo);
	cairo_translate(cairo, text->x, y);
	if (text->turn_rad != 0)
		cairo_rotate(cairo, text->turn_rad);
	cairo_translate(cairo, aligned_x(context, text), 0);
	draw_decoration(cairo, context, text);
	PangoLayoutLine *line = pango_layout_get_line_readonly(
		text_layout(context, &text->style, text->text), 0);

	cairo_move_to(cairo, 0, 0);
	if (is_vector) {
		pango_cairo_show_layout_line(cairo, line);
	} else {
		pango_cairo_layout_line_path(cairo, line);
		cairo_fill(cairo);
	}
	cairo_restore(cairo);
}
