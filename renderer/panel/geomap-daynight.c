#include "renderer/panel/geomap.h"

#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* Night, and the place where the sun stands overhead. */

enum { SUN_RADIUS = 13, STEP_PX = 4 };

#define SUN_COLOR COLOR_RGB(0xfdb813)
#define NIGHT_COLOR "#a7a6ba4D"
#define RADIANS (G_PI / 180)

/* Source: The Astronomical Almanac's low-precision formulas; within 0.01 degrees until 2050. */
static Point sun_position(double time_ms)
{
	double days = time_ms / 86400000 + 2440587.5 - 2451545;
	double mean = 280.460 + 0.9856474 * days;
	double anomaly = (357.528 + 0.9856003 * days) * RADIANS;
	double lambda = (mean + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)) * RADIANS;
	double tilt = (23.439 - 0.0000004 * days) * RADIANS;
	double ascension = atan2(cos(tilt) * sin(lambda), cos(lambda)) / RADIANS;
	double sidereal = fmod(18.697374558 + 24.06570982441908 * days, 24) * 15;
	double longitude = remainder(ascension - sidereal, 360);

	return (Point){ longitude, asin(sin(tilt) * sin(lambda)) / RADIANS };
}

/* The latitude of the edge of night. */
static double edge_latitude(Point sun, double longitude)
{
	return atan(-cos((longitude - sun.x) * RADIANS) / tan(sun.y * RADIANS)) / RADIANS;
}

static void draw_night(const Geomap *map, Point sun, Color color)
{
	Rect area = map->view.area;
	double dark_y = sun.y < 0 ? area.y : rect_bottom(area);
	Path *path = path_new();

	path_move_to(path, area.x, dark_y);
	for (double x = 0; x < area.width + STEP_PX; x += STEP_PX) {
		double metres = map->view.center.x + (x - area.width / 2) * map->view.resolution;
		Point at = { metres / MERCATOR_HALF * 180, 0 };

		at.y = edge_latitude(sun, at.x);
		path_line_to(path, area.x + x, map_pixel(&map->view, at).y);
	}
	path_line_to(path, rect_right(area) + STEP_PX, dark_y);
	path_close(path);
	scene_take_fill(map->scene, path, PAINT_COLOR(color), (FillStyle){ 0 });
}

static void draw_sun(const Geomap *map, const GeomapLayer *layer, const MapView *view, void *data)
{
	Point at = map_pixel(view, *(const Point *)data);

	scene_fill_round_rect(map->scene,
			      (Rect){ at.x - SUN_RADIUS, at.y - SUN_RADIUS, 2 * SUN_RADIUS,
				      2 * SUN_RADIUS },
			      SUN_RADIUS, PAINT_COLOR(SUN_COLOR));
}

static void day_night_draw(const Geomap *map, const GeomapLayer *layer)
{
	const TimeRange *range = &map->context->range;
	bool is_from = strcmp(json_get_text(layer->config, "show", "to"), "from") == 0;
	Point sun = sun_position((double)(is_from ? range->from_ms : range->to_ms));
	const char *color = json_get_text(layer->config, "nightColor", NIGHT_COLOR);

	draw_night(map, sun, theme_color(map->context->theme, color));
	if (json_get_bool(layer->config, "sun", false))
		map_each_world(map, layer, draw_sun, &sun);
}

const GeomapLayerType geomap_day_night = { .id = "dayNight", .draw = day_night_draw };
