#include "renderer/panel/radial-text.h"

#include <math.h>

#define LINE_HEIGHT 1.21
#define X_HEIGHT 0.546 // of Inter
#define UNIT_PART 0.7

enum { WEIGHT = 400 };

typedef struct {
	const PanelContext *context;
	Scene *scene;
	bool has_name;
	double value_px, name_px;
	Point center;
} RadialText;

static TextStyle style_of(double size_px)
{
	return (TextStyle){ FONT_SANS, size_px, WEIGHT, false, BODY_LETTER_SPACING };
}

/* The baseline of a text whose small letters stand around y. */
static double baseline_around(double y, double size_px)
{
	return y + X_HEIGHT * size_px / 2;
}

static double draw_part(const RadialText *text, const char *part, double size_px, double x,
			double y)
{
	TextStyle style = style_of(size_px);

	scene_text(text->scene, &(SceneText){ .text = part,
					      .x = x,
					      .baseline_y = baseline_around(y, size_px),
					      .style = style,
					      .color = text->context->theme->text_primary });
	return x + text_width(text->context->text, &style, part);
}

/* Prefix and unit are smaller, the unit stands lower. */
static void draw_value(const RadialText *text, const FormattedValue *value, double y)
{
	double unit_px = fmax(text->value_px * UNIT_PART, 5);
	TextStyle big = style_of(text->value_px), small = style_of(unit_px);
	TextContext *context = text->context->text;
	double width = text_width(context, &small, value->prefix) +
		       text_width(context, &big, value->text) +
		       text_width(context, &small, value->suffix);
	double x = draw_part(text, value->prefix, unit_px, text->center.x - width / 2, y);

	x = draw_part(text, value->text, text->value_px, x, y);
	draw_part(text, value->suffix, unit_px, x, y + (text->value_px - unit_px * 1.2) / 2);
}

static void draw_name(const RadialText *text, const char *name, double y)
{
	scene_text(text->scene, &(SceneText){ .text = name,
					      .x = text->center.x,
					      .baseline_y = baseline_around(y, text->name_px),
					      .align = ALIGN_CENTER,
					      .style = style_of(text->name_px),
					      .color = text->context->theme->text_secondary });
}

static double fit(const RadialText *text, const RadialGeometry *geometry, const char *shown,
		  double height)
{
	double width = 2 * geometry->radius - geometry->bar_px - geometry->radius / 7;

	return text_fit_size(text->context->text, shown, WEIGHT, width, height, LINE_HEIGHT,
			     INFINITY);
}

static void size_texts(RadialText *text, const RadialStyle *style, const FieldDisplay *display,
		       const RadialGeometry *geometry)
{
	double height = pow(fmax(geometry->radius, 0), 0.86);
	char value[DISPLAY_TEXT_SIZE];

	display_text(&display->display, value);
	text->value_px = style->value_px;
	if (isnan(text->value_px))
		text->value_px = fit(text, geometry, value, 0.85 * height);
	text->name_px = style->name_px;
	if (isnan(text->name_px) && text->has_name)
		text->name_px = fit(text, geometry, display->title, 0.45 * height);
}

void radial_text_draw(const PanelContext *context, Scene *scene, const RadialStyle *style,
		      const FieldDisplay *display, const RadialGeometry *geometry, Point center,
		      bool has_name)
{
	RadialText text = {
		.context = context,
		.scene = scene,
		.has_name = has_name && display->title,
		.center = center,
	};
	double rise = style->is_circle ? 0 : 1;

	size_texts(&text, style, display, geometry);
	double height = text.value_px * LINE_HEIGHT;
	double y = center.y - (text.has_name ? text.name_px * LINE_HEIGHT / 2 : 0);

	draw_value(&text, &display->display.formatted, y - rise * text.value_px * 0.3);
	if (text.has_name)
		draw_name(&text, display->title,
			  y + height / 2 + height / 3.5 - rise * text.name_px * 0.7);
}
