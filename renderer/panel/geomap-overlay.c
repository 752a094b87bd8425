#include "renderer/panel/geomap.h"

#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/panel/formatted-text.h"

#include <math.h>
#include <string.h>

/*
 * OpenLayers' controls as Grafana colours them.
 * Source: OpenLayers, ol.css, control/ScaleLine.js; Grafana 12.3, geomap/globalStyles.ts.
 */

enum { FONT_PX = 14, GAP = 8, RADIUS = 2, SCALE_FONT = 10, SCALE_LEAST = 100 };
#define BUTTON_PX 19.25 // 1.375 em

static double snap(const Geomap *map, double px)
{
	double scale = scene_scale(map->scene);

	return js_round(px * scale) / scale;
}

static Rect snapped(const Geomap *map, Rect rect)
{
	double x = snap(map, rect.x), y = snap(map, rect.y);

	return (Rect){ x, y, snap(map, rect_right(rect)) - x, snap(map, rect_bottom(rect)) - y };
}

typedef struct {
	const char *sign;
	double x, y;
	bool is_round_above, is_round_below;
} Button;

static void draw_button(const Geomap *map, const Button *button)
{
	const Theme *theme = map->context->theme;
	double above = button->is_round_above ? RADIUS : 0, below = button->is_round_below ? RADIUS : 0;
	Rect box = snapped(map, (Rect){ button->x, button->y, BUTTON_PX, BUTTON_PX });
	Path *path = path_new();

	path_round_rect(path, box, above, above, below, below);
	scene_take_fill(map->scene, path, PAINT_COLOR(theme->secondary_main), (FillStyle){ 0 });
	scene_text(map->scene,
		   &(SceneText){ .text = button->sign,
				 .x = button->x + BUTTON_PX / 2,
				 .baseline_y = button->y + 0.83 + text_ascent_px(FONT_PX),
				 .align = ALIGN_CENTER,
				 .style = { FONT_SANS, FONT_PX, 700, false, BODY_LETTER_SPACING },
				 .color = theme->text_primary });
}

/* Behind its buttons a control is as the panel is. */
static void draw_back(const Geomap *map, Rect box)
{
	scene_fill_round_rect(map->scene, box, 4,
			      PAINT_COLOR(map->context->theme->background_primary));
}

static void draw_zoom(const Geomap *map)
{
	double x = map->view.area.x + GAP, y = map->view.area.y + GAP;

	draw_back(map, (Rect){ x - 1, y - 1, BUTTON_PX + 2, 2 * BUTTON_PX + 3 });
	draw_button(map, &(Button){ "+", x, y, true, false });
	draw_button(map, &(Button){ "\u2013", x, y + BUTTON_PX + 1, false, true });
}

static void draw_attribution(const Geomap *map)
{
	double x = rect_right(map->view.area) - GAP - BUTTON_PX;
	double y = rect_bottom(map->view.area) - GAP - BUTTON_PX;

	draw_back(map, (Rect){ x - 1, y - 1, BUTTON_PX + 2, BUTTON_PX + 2 });
	draw_button(map, &(Button){ "i", x, y, true, true });
}

/* --- Measuring: a button with a ruler around the corner --- */

static void draw_ruler(const Geomap *map, Rect box, Color color)
{
	static const Point corners[] = { { 2, 2 }, { 12, 2 }, { 12, 5 }, { 5, 5 }, { 5, 12 }, { 2, 12 } };
	static const Point marks[] = { { 7, 4 }, { 9, 4 }, { 11, 4 }, { 4, 7 }, { 4, 9 }, { 4, 11 } };
	Path *path = path_new();

	for (size_t i = 0; i < G_N_ELEMENTS(corners); i++)
		path_line_to(path, box.x + corners[i].x, box.y + corners[i].y);
	path_close(path);
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		bool is_across = marks[i].y == 4;

		path_move_to(path, box.x + marks[i].x, box.y + marks[i].y);
		path_line_to(path, box.x + marks[i].x + (is_across ? 0 : 1),
			     box.y + marks[i].y + (is_across ? 1 : 0));
	}
	scene_take_stroke(map->scene, path, PAINT_COLOR(color), (StrokeStyle){ .width_px = 1.3 });
}

static void draw_measure(const Geomap *map)
{
	enum { SIZE = 25, INSET = 3 };
	const Theme *theme = map->context->theme;
	Rect box = { rect_right(map->view.area) - 7 - SIZE, map->view.area.y + 7, SIZE, SIZE };
	Rect inside = rect_inset(box, INSET);
	Color shade = color_with_alpha(theme->is_dark ? COLOR_RGB(0xccccdc) : COLOR_RGB(0x24292e),
				       theme->is_dark ? 0.1 : 0.07);

	scene_fill_round_rect(map->scene, box, RADIUS, PAINT_COLOR(theme->background_secondary));
	scene_fill_round_rect(map->scene, inside, 6, PAINT_COLOR(shade));
	draw_ruler(map, (Rect){ box.x + 3.5, box.y + 2.5, 18, 18 }, theme->text_primary);
}

/* --- Scale --- */

typedef struct {
	const char *id;
	struct {
		double metres;
		const char *suffix;
	} units[4]; // from the smallest
} ScaleUnits;

static const ScaleUnits scale_units[] = {
	{ "metric", { { 1e-3, "mm" }, { 1, "m" }, { 1000, "km" } } },
	{ "imperial", { { 0.0254, "in" }, { 0.3048, "ft" }, { 1609.344, "mi" } } },
	{ "us", { { 0.0254, "in" }, { 1200.0 / 3937, "ft" }, { 1609.344, "mi" } } },
	{ "nautical", { { 1852, "NM" } } },
	{ "degrees", { { 111319.49 / 3600, "\u2033" }, { 111319.49 / 60, "\u2032" }, { 111319.49, "\u00b0" } } },
};

static const ScaleUnits *units_named(const char *id)
{
	for (size_t i = 0; i < G_N_ELEMENTS(scale_units); i++)
		if (strcmp(id, scale_units[i].id) == 0)
			return &scale_units[i];
	return &scale_units[0];
}

/* The least of 1, 2, 5, 10, ... that is at least `least`. */
static double round_count(double least)
{
	double power = pow(10, floor(log10(least)));
	static const double digits[] = { 1, 2, 5, 10 };

	for (size_t i = 0; i < G_N_ELEMENTS(digits); i++)
		if (digits[i] * power >= least * (1 - 1e-9))
			return digits[i] * power;
	return 10 * power;
}

static void draw_scale(const Geomap *map, const char *units_id)
{
	const Theme *theme = map->context->theme;
	const ScaleUnits *units = units_named(units_id);
	double latitude = mercator_to_degrees(map->view.center).y;
	double metres_per_px = map->view.resolution * cos(latitude * G_PI / 180);
	int unit = 0;

	while (unit < 2 && units->units[unit + 1].suffix &&
	       metres_per_px * SCALE_LEAST >= units->units[unit + 1].metres)
		unit++;
	double unit_px = units->units[unit].metres / metres_per_px;
	double count = round_count(SCALE_LEAST / unit_px), width = js_round(count * unit_px);
	char number[40];

	number_to_text(count, number, sizeof(number));
	const char *label = arena_printf(map->context->arena, "%s %s", number,
					 units->units[unit].suffix);
	Rect inner = { map->view.area.x + GAP + 3, rect_bottom(map->view.area) - GAP - 3 - 16.7,
		       width, 16.7 };
	Path *path = path_new();

	scene_fill_round_rect(map->scene, rect_inset(inner, -3), 4, PAINT_COLOR(theme->border_weak));
	path_move_to(path, inner.x + 0.5, inner.y);
	path_line_to(path, inner.x + 0.5, rect_bottom(inner) - 0.5);
	path_line_to(path, rect_right(inner) - 0.5, rect_bottom(inner) - 0.5);
	path_line_to(path, rect_right(inner) - 0.5, inner.y);
	scene_take_stroke(map->scene, path, PAINT_COLOR(theme->text_primary),
			  (StrokeStyle){ .width_px = 1 });
	scene_text(map->scene,
		   &(SceneText){ .text = label,
				 .x = inner.x + width / 2,
				 .baseline_y = line_baseline(inner.y, 15.7, SCALE_FONT),
				 .align = ALIGN_CENTER,
				 .style = { FONT_SANS, SCALE_FONT, 400, false, BODY_LETTER_SPACING },
				 .color = theme->text_primary });
}

void map_draw_controls(const Geomap *map)
{
	json_object *controls = json_get_object(map->context->options, "controls");

	if (json_get_bool(controls, "showZoom", true))
		draw_zoom(map);
	if (json_get_bool(controls, "showScale", false))
		draw_scale(map, json_get_text(controls, "scaleUnits", "metric"));
	if (json_get_bool(controls, "showAttribution", true))
		draw_attribution(map);
	if (json_get_bool(controls, "showMeasure", false))
		draw_measure(map);
}
