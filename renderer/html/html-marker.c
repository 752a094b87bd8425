#include "renderer/html/html-marker.h"

#include <math.h>
#include <string.h>

static void take_shape(Scene *scene, Path *path, Color color)
{
	scene_take_fill(scene, path, PAINT_COLOR(color), (FillStyle){ 0 });
}

/* Source: shapes and places in pictures of Chromium. */
static void draw_bullet(Scene *scene, const HtmlStyle *style, double left,
			double baseline)
{
	double ascent = text_ascent_px(style->text.size_px), third = floor(ascent * 2 / 3);
	double size = floor((third + 1) / 2);
	Rect box = { left - third - 7, baseline - ascent + floor(3 * (ascent - third) / 2), size,
		     size };
	Path *path = path_new();

	if (style->text.marker == MARKER_SQUARE)
		path_rect(path, box);
	else
		path_round_rect(path, box, size / 2, size / 2, size / 2, size / 2);
	if (style->text.marker == MARKER_CIRCLE)
		scene_take_stroke(scene, path, PAINT_COLOR(style->text.color),
				  (StrokeStyle){ .width_px = 1 });
	else
		take_shape(scene, path, style->text.color);
}

/* The triangle of a summary: as high as 0.66 of the font, with three equal sides. */
static void draw_triangle(Scene *scene, const HtmlStyle *style, double left,
			  double baseline)
{
	double side = 0.66 * style->text.size_px, height = side * sqrt(3) / 2;
	double top = baseline - side;
	Path *path = path_new();

	if (style->text.marker == MARKER_OPEN) {
		top += (side - height) / 2;
		path_move_to(path, left, top);
		path_line_to(path, left + side, top);
		path_line_to(path, left + side / 2, top + height);
	} else {
		path_move_to(path, left, top);
		path_line_to(path, left + height, top + side / 2);
		path_line_to(path, left, top + side);
	}
	path_close(path);
	take_shape(scene, path, style->text.color);
}

static void draw_ordinal(Scene *scene, TextContext *context, const HtmlBox *box, double left,
			 double baseline)
{
	const HtmlStyle *style = &box->style;
	TextStyle font = html_font_of(&style->text);
	int letter = (box->ordinal - 1) % 26;
	char text[16];

	if (style->text.marker == MARKER_DECIMAL || box->ordinal < 1)
		g_snprintf(text, sizeof(text), "%d.", box->ordinal);
	else
		g_snprintf(text, sizeof(text), "%c.",
			   (style->text.marker == MARKER_LOWER_ALPHA ? 'a' : 'A') + letter);
	scene_text(scene,
		   &(SceneText){ .text = text,
				 .x = left - text_width(context, &font, " ") -
				      text_width(context, &font, text),
				 .baseline_y = baseline,
				 .style = font,
				 .color = style->text.color });
}

/* The check in the box of a task that is done. */
static void draw_check(Scene *scene, const HtmlBox *box, Point origin)
{
	Path *path = path_new();

	path_move_to(path, origin.x + 2.6, origin.y + 7.1);
	path_line_to(path, origin.x + 4.9, origin.y + 9.4);
	path_line_to(path, origin.x + 10, origin.y + 3.3);
	scene_take_stroke(scene, path, PAINT_COLOR(box->style.text.color),
			  (StrokeStyle){ .width_px = 2 });
}

void html_draw_marker(Scene *scene, TextContext *context, const HtmlBox *box, Point origin)
{
	double baseline = origin.y + box->first_baseline, left = origin.x;

	if (box->node && strcmp(box->node->tag, "input") == 0 &&
	    html_attribute(box->node, "checked"))
		draw_check(scene, box, origin);
	if (box->style.display != DISPLAY_LIST_ITEM || box->first_baseline < 0)
		return;
	switch (box->style.text.marker) {
	case MARKER_NONE:
		break;
	case MARKER_DISC:
	case MARKER_CIRCLE:
	case MARKER_SQUARE:
		draw_bullet(scene, &box->style, left, baseline);
		break;
	case MARKER_CLOSED:
	case MARKER_OPEN:
		draw_triangle(scene, &box->style, left, baseline);
		break;
	default:
		draw_ordinal(scene, context, box, left, baseline);
	}
}
