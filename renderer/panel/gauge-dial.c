#include "renderer/panel/gauge-dial.h"

#include "renderer/data/number.h"
#include "renderer/panel/formatted-text.h"

#include <math.h>

#define MARGIN_PX 5
#define START_RAD (0.9 * G_PI)
#define END_RAD (2.1 * G_PI)
#define LINE_HEIGHT (22.0 / 14)

/* --- Geometry --- */

DialGeometry dial_geometry(const Dial *dial, double width, double height)
{
	const double below = sin(0.1 * G_PI); // the dial's ends, in radii under its centre
	double ring = dial->has_ring ? dial->bar_px / 5 : 0;
	double label_margin = dial->has_labels ? dial->bar_px / 5 + 1 : 0;
	double label = dial->has_labels ? dial->label_px : 0;
	double around = ring + 2 * label_margin + label;
	double inner_height = height - 2 * MARGIN_PX;
	double value_below = fmax(1, width / 30) + dial->text_px / 2;
	double outer = inner_height / (1 + below);

	if (outer * below < value_below)
		outer = inner_height - value_below;
	double radius = fmin(width / 2 - MARGIN_PX - around, outer - around);
	double used = fmax((radius + around) * (1 + below), radius + around + value_below);

	return (DialGeometry){
		.center = { width / 2,
			    MARGIN_PX + around + radius + (inner_height - used) / 2 },
		.radius = radius,
		.bar_px = dial->bar_px >= radius ? fmax(3, radius / 3) : dial->bar_px,
		.ring_radius = radius + ring,
		.ring_px = ring - 2,
		.label_radius = radius + label_margin + label / 2,
	};
}

double dial_angle(const Dial *dial, double value)
{
	double part = (value - dial->min) / (dial->max - dial->min);

	return isnan(part) ? NAN : START_RAD + (END_RAD - START_RAD) * CLAMP(part, 0, 1);
}

/* --- Parts --- */

typedef struct {
	Scene *scene;
	TextContext *text;
	const Theme *theme;
	const Dial *dial;
	DialGeometry geometry;
	Point center; // in the scene
} Drawing;

/* A part of a ring; a stroke of its own colour makes it half as wide as that larger all around. */
static void draw_sector(const Drawing *drawing, double radius, double width, double from,
			double to, Color fill, Color stroke, double stroke_px)
{
	Point center = drawing->center;
	Path *path, *edge;

	if (isnan(from) || isnan(to) || from == to || radius - width < 0)
		return;
	path = path_new();
	path_arc(path, center, radius, from, to);
	path_arc(path, center, radius - width, to, from);
	path_close(path);
	edge = path_new();
	path_append(edge, path);
	scene_take_stroke(drawing->scene, edge, PAINT_COLOR(stroke),
			  (StrokeStyle){ .width_px = stroke_px });
	scene_take_fill(drawing->scene, path, PAINT_COLOR(fill), (FillStyle){ 0 });
}

/* The colour of the span the value is in; after the last one, that one's. */
static Color value_color(const Dial *dial)
{
	for (size_t i = 0; i < dial->n_spans; i++)
		if (dial->value < dial->spans[i].end)
			return dial->spans[i].color;
	return dial->n_spans ? dial->spans[dial->n_spans - 1].color : dial->text_color;
}

static void draw_bar(const Drawing *drawing)
{
	const Dial *dial = drawing->dial;
	double radius = drawing->geometry.radius - 1, width = drawing->geometry.bar_px - 2;
	Color color = value_color(dial), track = drawing->theme->background_secondary;
	double mark = (dial->max - dial->min) / 600;
	double from = isnan(dial->neutral) ? START_RAD : dial_angle(dial, dial->neutral);

	draw_sector(drawing, radius + 1, width + 2, START_RAD, END_RAD, track, track, 0);
	draw_sector(drawing, radius, width, from, dial_angle(dial, dial->value), color, color, 1);
	if (!isnan(dial->neutral))
		draw_sector(drawing, radius - 1, width - 2,
			    dial_angle(dial, dial->neutral - mark),
			    dial_angle(dial, dial->neutral + mark), track, color, 2);
}

static void draw_ring(const Drawing *drawing)
{
	const Dial *dial = drawing->dial;
	double from = START_RAD;

	for (size_t i = 0; i < dial->n_spans; i++) {
		double to = dial_angle(dial, dial->spans[i].end);

		draw_sector(drawing, drawing->geometry.ring_radius, drawing->geometry.ring_px, from,
			    to, dial->spans[i].color, dial->spans[i].color, 1);
		from = to;
	}
}

/* --- Texts --- */

/* A number on the outside, upright for who looks from the centre. */
static void draw_label(const Drawing *drawing, double value)
{
	const Dial *dial = drawing->dial;
	TextStyle style = { FONT_SANS, dial->label_px, 400, false, BODY_LETTER_SPACING };
	double angle = dial_angle(dial, value), turn = angle + G_PI / 2;
	double radius = drawing->geometry.label_radius;
	double line = dial->label_px * LINE_HEIGHT;
	double drop = line_baseline(0, line, dial->label_px) - line / 2; // below the middle
	char text[NUMBER_TEXT_SIZE];

	number_to_text(value, text, sizeof(text));
	scene_text(drawing->scene,
		   &(SceneText){
			   .text = text,
			   .x = drawing->center.x + radius * cos(angle) - drop * sin(turn),
			   .baseline_y = drawing->center.y + radius * sin(angle) + drop * cos(turn),
			   .align = ALIGN_CENTER,
			   .turn_rad = turn,
			   .style = style,
			   .color = drawing->theme->text_primary,
		   });
}

static void draw_labels(const Drawing *drawing)
{
	const Dial *dial = drawing->dial;

	draw_label(drawing, dial->min);
	draw_label(drawing, dial->max);
	for (size_t i = 0; i < dial->n_spans; i++)
		if (dial->spans[i].end > dial->min && dial->spans[i].end < dial->max)
			draw_label(drawing, dial->spans[i].end);
	if (dial->neutral > dial->min && dial->neutral < dial->max)
		draw_label(drawing, dial->neutral);
}

static void draw_text(const Drawing *drawing, Rect box)
{
	const Dial *dial = drawing->dial;
	double line_top = box.y + drawing->geometry.center.y - dial->text_px / 2;

	scene_text(drawing->scene,
		   &(SceneText){
			   .text = dial->text,
			   .x = box.x + floor(drawing->geometry.center.x),
			   .baseline_y = line_baseline(line_top, dial->text_px * LINE_HEIGHT,
						       dial->text_px),
			   .align = ALIGN_CENTER,
			   .style = { FONT_SANS, dial->text_px, 400, false, BODY_LETTER_SPACING },
			   .color = dial->text_color,
		   });
}

void dial_layout(Scene *scene, TextContext *text, const Theme *theme, Rect box, const Dial *dial)
{
	Drawing drawing = {
		.scene = scene,
		.text = text,
		.theme = theme,
		.dial = dial,
		.geometry = dial_geometry(dial, box.width, box.height),
	};
	Rect canvas = scene_snapped(scene, box);

	if (!(drawing.geometry.radius - drawing.geometry.bar_px >= 0))
		return;
	drawing.center = (Point){ canvas.x + drawing.geometry.center.x,
				  canvas.y + drawing.geometry.center.y };
	draw_bar(&drawing);
	if (dial->has_ring)
		draw_ring(&drawing);
	if (dial->has_labels)
		draw_labels(&drawing);
	draw_text(&drawing, box);
}
