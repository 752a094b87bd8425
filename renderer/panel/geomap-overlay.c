#include "renderer/panel/geomap.h"

#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/panel/formatted-text.h"
#include "renderer/panel/icon.h"

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

static void draw_measure(const Geomap *map)
{
	enum { PAD = 3, MARGIN = 7, ICON = 16, ROUND = 4, BUTTON_ROUND = 6 };
	const Theme *theme = map->context->theme;
	Rect button = { rect_right(map->view.area) - MARGIN - PAD - BUTTON_PX,
			map->view.area.y + MARGIN + PAD, BUTTON_PX, BUTTON_PX };
	Rect icon = { button.x + (BUTTON_PX - ICON) / 2, button.y, ICON, ICON };

	scene_fill_round_rect(map->scene, scene_snapped(map->scene, rect_inset(button, -PAD)),
			      ROUND, PAINT_COLOR(theme->background_secondary));
	scene_fill_round_rect(map->scene, scene_snapped(map->scene, button), BUTTON_ROUND,
			      PAINT_COLOR(theme->secondary_main));
	icon_layout(map->scene, "ruler-combined", icon, theme->text_primary);
}

/* --- Debugging: zoom and centre in a table of two rows --- */

enum { DEBUG_PAD = 8, DEBUG_LINE = 22, DEBUG_ROUND = 6 };

static void debug_text(const Geomap *map, const char *text, int weight, double x, double y)
{
	TextStyle style = { FONT_SANS, FONT_PX, weight, false, BODY_LETTER_SPACING };

	scene_text(map->scene, &(SceneText){ .text = text,
					     .x = x,
					     .baseline_y = line_baseline(y, DEBUG_LINE, FONT_PX),
					     .style = style,
					     .color = map->context->theme->text_primary });
}

static double debug_width(const Geomap *map, const char *text, int weight)
{
	TextStyle style = { FONT_SANS, FONT_PX, weight, false, BODY_LETTER_SPACING };

	return text_width(map->context->text, &style, text);
}

/* Under the button for measuring if there is one. */
static void draw_debug(const Geomap *map, bool has_measure)
{
	enum { UNDER_BUTTON = 80, DECIMALS = 5 };
	const char *const names[] = { "Zoom:", "Center:\u00a0" };
	Point degrees = mercator_to_degrees(map->view.center);
	char zoom[40], longitude[40], latitude[40];

	number_to_fixed(map_zoom(&map->view), 1, zoom, sizeof(zoom));
	number_to_fixed(degrees.x, DECIMALS, longitude, sizeof(longitude));
	number_to_fixed(degrees.y, DECIMALS, latitude, sizeof(latitude));
	const char *center = arena_printf(map->context->arena, "%s, %s", longitude, latitude);
	double first = fmax(debug_width(map, names[0], 500), debug_width(map, names[1], 500));
	double second = fmax(debug_width(map, zoom, 400), debug_width(map, center, 400));
	Rect box = { 0, map->view.area.y + (has_measure ? UNDER_BUTTON : GAP),
		     first + second + 2 * DEBUG_PAD, 2 * DEBUG_LINE + 2 * DEBUG_PAD };

	box.x = rect_right(map->view.area) - GAP - box.width;
	Rect table = rect_inset(box, DEBUG_PAD);
	Color back = map->context->theme->background_primary;

	scene_fill_round_rect(map->scene, scene_snapped(map->scene, box), DEBUG_ROUND,
			      PAINT_COLOR(color_with_alpha(back, 0.7)));
	for (int row = 0; row < 2; row++, table.y += DEBUG_LINE) {
		debug_text(map, names[row], 500, table.x, table.y);
		debug_text(map, row == 0 ? zoom : center, 400, table.x + first, table.y);
	}
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
	bool has_measure = json_get_bool(controls, "showMeasure", false);

	if (has_measure)
		draw_measure(map);
	if (json_get_bool(controls, "showDebug", false))
		draw_debug(map, has_measure);
}
