#include "renderer/panel/radial-gauge.h"

#include "renderer/data/number.h"
#include "renderer/panel/radial-paint.h"
#include "renderer/panel/radial-text.h"
#include "renderer/panel/sparkline.h"
#include "renderer/panel/threshold-span.h"

#include <math.h>

typedef struct {
	const PanelContext *context;
	Scene *scene;
	Rect box;
	const RadialStyle *style;
	const FieldDisplay *display;
	RadialGeometry geometry;
	RadialPalette palette;
	Range range;
	double start_deg, sweep_deg;
	double value_deg; // of the sweep
} Gauge;

/* --- Geometry --- */

/* What labels take off a radius that is limited by the height or the width. */
static void make_room_for_labels(RadialGeometry *geometry, bool is_circle, bool is_flat,
				 double *outer, double *taken)
{
	geometry->label_radius = *outer;
	geometry->label_px = fmax(0.12 * pow(fmax(*outer, 0), 0.92), 10);
	double size = geometry->label_px * 1.2 + geometry->label_px / 3;

	*outer -= size;
	*taken += size;
	if (is_flat && !is_circle) {
		double more = *outer * 0.07;

		geometry->label_radius -= more;
		*outer -= more;
		*taken += more;
	}
}

RadialGeometry radial_geometry(const RadialStyle *style, double width, double height)
{
	double below = style->is_circle ? 1 : sin(20 * G_PI / 180); // the centre, in radii
	double margin = style->has_glow ? 0.02 * fmin(width, height) : 0;
	double max_by_width = width / 2 - margin;
	double max_by_height = (height - 2 * margin) / (1 + below);
	double max = fmin(max_by_width, max_by_height), outer = max, taken = 0;
	RadialGeometry geometry = { .margin = margin,
				    .bar_px = fmax(style->bar_factor * max / 3, 2) };

	if (!style->is_circle && style->has_round_ends) {
		outer -= geometry.bar_px;
		taken += geometry.bar_px;
	}
	if (style->has_labels)
		make_room_for_labels(&geometry, style->is_circle, max == max_by_height, &outer,
				     &taken);
	if (style->has_thresholds) {
		geometry.threshold_px = CLAMP(0.2 * pow(geometry.bar_px, 0.92), 4, 12);
		geometry.threshold_radius = outer - geometry.threshold_px / 2;
		taken += geometry.threshold_px + CLAMP(geometry.threshold_px / 2, 2, 12);
		outer = max - taken;
	}
	double rest = height - max * below - 2 * margin - max;

	geometry.radius = outer - geometry.bar_px / 2;
	geometry.center = (Point){ width / 2, max + margin + rest / 2 };
	geometry.bottom = geometry.center.y + max * below;
	return geometry;
}

/* --- Bars --- */

static Color hover_color(const Theme *theme)
{
	return theme->is_dark ? (Color){ 204, 204, 220, 0.16 } : (Color){ 36, 41, 46, 0.12 };
}

static double angle_of(const Gauge *gauge, double value)
{
	double part = (value - gauge->range.min) / (gauge->range.max - gauge->range.min);

	return isnan(part) ? NAN : CLAMP(part, 0, 1) * gauge->sweep_deg;
}

static RadialArc arc_of(const Gauge *gauge, double from_deg, double length_deg)
{
	return (RadialArc){
		.center = gauge->palette.center,
		.radius = gauge->geometry.radius,
		.width_px = gauge->geometry.bar_px,
		.from_deg = gauge->start_deg + from_deg,
		.length_deg = length_deg,
	};
}

static double glow_of(const Gauge *gauge)
{
	return gauge->style->has_glow ? 0.03 * gauge->geometry.radius : 0;
}

static void draw_spotlight(const Gauge *gauge)
{
	const double length_deg = 0.2 * 180 / G_PI;
	RadialArc arc = arc_of(gauge, gauge->value_deg - length_deg, length_deg);
	Gradient gradient = radial_spotlight(gauge->context->theme, arc.center, arc.radius,
					     gauge->start_deg + gauge->value_deg,
					     gauge->style->has_round_ends);

	arc.has_round_ends = gauge->style->has_round_ends;
	radial_arc_draw(gauge->scene, &arc, (Paint){ .gradient = &gradient });
}

static void draw_bar(const Gauge *gauge)
{
	double value = isnan(gauge->value_deg) ? 0 : gauge->value_deg;
	RadialArc track = arc_of(gauge, value, gauge->sweep_deg - value);
	RadialArc bar = arc_of(gauge, 0, value);
	Gradient storage;

	track.has_round_ends = bar.has_round_ends = gauge->style->has_round_ends;
	bar.glow_px = glow_of(gauge);
	radial_arc_draw(gauge->scene, &track, PAINT_COLOR(hover_color(gauge->context->theme)));
	radial_arc_draw(gauge->scene, &bar,
			radial_paint(&gauge->palette, gauge->display->display.color, &bar, false,
				     &storage));
	if (gauge->style->has_spotlight && value > 8)
		draw_spotlight(gauge);
}

static double segment_gap(const Gauge *gauge)
{
	return gauge->style->segment_spacing *
	       fmax(gauge->sweep_deg / 1.5 / gauge->style->n_segments, 2);
}

static int n_segments(const Gauge *gauge)
{
	double inner = gauge->geometry.radius - gauge->geometry.bar_px / 2;
	double length = G_PI * inner * 2 * gauge->sweep_deg / 360;

	return (int)fmin(floor(length / (segment_gap(gauge) + 3)), gauge->style->n_segments);
}

static void draw_segments(const Gauge *gauge)
{
	const FieldDisplay *display = gauge->display;
	DisplayProcessor processor =
		display_processor(display->frame, display->field, &gauge->context->display);
	int n = n_segments(gauge);
	double pitch = gauge->sweep_deg / n;

	for (int i = 0; i < n; i++) {
		double at = gauge->range.min + (gauge->range.max - gauge->range.min) / n * i;
		RadialArc arc = arc_of(gauge, pitch * i + 0.01, pitch - segment_gap(gauge));
		Paint paint = PAINT_COLOR(hover_color(gauge->context->theme));
		Gradient storage;

		arc.glow_px = glow_of(gauge);
		if (!(at >= display->display.numeric))
			paint = radial_paint(&gauge->palette,
					     display_value(&processor, value_of_number(at)).color,
					     &arc, true, &storage);
		radial_arc_draw(gauge->scene, &arc, paint);
	}
}

static void draw_center_glow(const Gauge *gauge)
{
	Point center = gauge->palette.center;
	Color color = gauge->display->display.color;
	Gradient gradient = {
		.from = center,
		.to = center,
		.is_radial = true,
		.radius_to = gauge->geometry.radius,
		.n_stops = 2,
		.stops = { { 0, color_with_alpha(color, 0.2) }, { 0.9, color_with_alpha(color, 0) } },
	};
	Path *path = path_new();

	path_arc(path, center, fmax(0, gauge->geometry.radius), 0, 2 * G_PI);
	scene_take_fill(gauge->scene, path, (Paint){ .gradient = &gradient }, (FillStyle){ 0 });
}

/* --- Thresholds --- */

static void draw_thresholds(const Gauge *gauge, const ThresholdSpan *spans, size_t n)
{
	double from = 0;

	for (size_t i = 1; i < n; i++) {
		double to = angle_of(gauge, spans[i].end);
		RadialArc arc = arc_of(gauge, from, to - from);
		Gradient storage;

		arc.radius = gauge->geometry.threshold_radius;
		arc.width_px = gauge->geometry.threshold_px;
		arc.has_round_ends = gauge->style->has_round_ends;
		arc.glow_px = glow_of(gauge);
		radial_arc_draw(gauge->scene, &arc,
				radial_paint(&gauge->palette, spans[i].color, &arc, true,
					     &storage));
		from = isnan(to) ? from : to;
	}
}

static void draw_label(const Gauge *gauge, double value, bool is_first, bool is_last)
{
	double size_px = gauge->geometry.label_px;
	double radius = gauge->geometry.label_radius - size_px * 1.2;
	TextStyle measured = { FONT_SANS, size_px, 500, false, 0 };
	char text[NUMBER_TEXT_SIZE];

	number_to_text(value, text, sizeof(text));
	double part = (value - gauge->range.min) / (gauge->range.max - gauge->range.min);
	double width = text_width(gauge->context->text, &measured, text);
	double text_deg = width / (2 * G_PI * radius) * gauge->sweep_deg;
	double angle = gauge->start_deg + part * gauge->sweep_deg;

	angle -= gauge->style->is_circle ? text_deg / 2 : text_deg;
	angle += is_first ? text_deg : 0;
	angle -= is_last && gauge->style->is_circle ? text_deg : 0;
	Point at = radial_point(gauge->palette.center, radius, angle);

	scene_text(gauge->scene,
		   &(SceneText){ .text = text,
				 .x = at.x,
				 .baseline_y = at.y,
				 .turn_rad = angle * G_PI / 180,
				 .style = { FONT_SANS, size_px, 400, false, BODY_LETTER_SPACING },
				 .color = gauge->context->theme->text_primary });
}

static void draw_scale(const Gauge *gauge)
{
	size_t n;
	ThresholdSpan *spans = threshold_spans(gauge->context->arena, gauge->context->theme,
					       gauge->display->field, gauge->range, &n);

	for (size_t i = 0; gauge->style->has_labels && i < n; i++)
		draw_label(gauge, spans[i].end, i == 0, i + 1 == n);
	if (gauge->style->has_thresholds)
		draw_thresholds(gauge, spans, n);
}

/* --- Sparkline --- */

static json_object *sparkline_custom(Arena *arena)
{
	json_object *custom = json_object_new_object();

	json_object_object_add(custom, "gradientMode", json_object_new_string("opacity"));
	json_object_object_add(custom, "fillOpacity", json_object_new_int(40));
	json_object_object_add(custom, "lineInterpolation", json_object_new_string("smooth"));
	return arena_take_json(arena, custom);
}

/* Over the range of the gauge, in the colour of the value. */
static void draw_sparkline(const Gauge *gauge)
{
	const FieldDisplay *display = gauge->display;
	const RadialGeometry *geometry = &gauge->geometry;
	double factor = gauge->style->is_circle ? 1.4 : 1.6, height = geometry->radius / 4;
	double width = geometry->radius * factor - geometry->bar_px;
	double top = gauge->style->is_circle ? gauge->box.height / 2 + geometry->radius / 2.8
					     : geometry->bottom - height;
	Color color = display->display.color;
	Field field = *display->field;

	if (!display->frame || display->row >= 0 || display->frame->n_rows < 2 || !field.numbers)
		return;
	field.config.custom = sparkline_custom(gauge->context->arena);
	field.config.min = gauge->range.min;
	field.config.max = gauge->range.max;
	field.config.color_mode = "fixed";
	field.config.color_fixed = arena_printf(gauge->context->arena, "rgba(%d, %d, %d, %f)",
						(int)color.red, (int)color.green, (int)color.blue,
						color.alpha);
	sparkline_layout_series(gauge->context, gauge->scene,
				(Rect){ gauge->box.x + (gauge->box.width - width) / 2,
					gauge->box.y + top, width, height },
				display->frame, display->sparkline_x, &field);
}

/* --- All of it --- */

static RadialPalette palette_of(const Gauge *gauge)
{
	const RadialGeometry *geometry = &gauge->geometry;

	return (RadialPalette){
		.theme = gauge->context->theme,
		.display = gauge->display,
		.box = gauge->box,
		.center = { gauge->box.x + geometry->center.x, gauge->box.y + geometry->center.y },
		.radius = geometry->radius,
		.bar_px = geometry->bar_px,
		.is_circle = gauge->style->is_circle,
		.is_plain = gauge->style->is_plain,
	};
}

/* A drawing in the page stands at whole device pixels. */
static Rect on_device(const Scene *scene, Rect box)
{
	double scale = scene_scale(scene);

	box.x = js_round(box.x * scale) / scale;
	box.y = js_round(box.y * scale) / scale;
	return box;
}

void radial_gauge_layout(const PanelContext *context, Scene *scene, Rect box,
			 const RadialStyle *style, const FieldDisplay *display, bool has_name)
{
	Gauge gauge = {
		.context = context,
		.scene = scene,
		.box = on_device(scene, box),
		.style = style,
		.display = display,
		.geometry = radial_geometry(style, box.width, box.height),
		.range = { isnan(display->range.min) ? 0 : display->range.min,
			   isnan(display->range.max) ? 100 : display->range.max },
		.start_deg = style->is_circle ? 0 : 250,
		.sweep_deg = style->is_circle ? 360 : 220,
	};

	gauge.palette = palette_of(&gauge);
	gauge.value_deg = angle_of(&gauge, display->display.numeric);
	scene_push_clip_rect(scene, box);
	if (style->n_segments > 1)
		draw_segments(&gauge);
	else
		draw_bar(&gauge);
	if (style->has_center_glow)
		draw_center_glow(&gauge);
	radial_text_draw(context, scene, style, display, &gauge.geometry, gauge.palette.center,
			 has_name);
	if (style->has_labels || style->has_thresholds)
		draw_scale(&gauge);
	scene_pop_clip(scene);
	gauge.box = box;
	if (style->has_sparkline)
		draw_sparkline(&gauge);
}
