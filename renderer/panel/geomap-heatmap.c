#include "renderer/panel/geomap.h"

#include "renderer/data/color-mode.h"
#include "renderer/json.h"

#include <math.h>

/*
 * Each place adds a soft disc to a sheet of densities, which are then coloured.
 * Source: OpenLayers, layer/Heatmap.js.
 */

enum { DEFAULT_BLUR = 15, DEFAULT_RADIUS = 5, MAX_BLUR = 200, MAX_COLORS = 8, PROFILE_STEPS = 4096 };

/* Points of discs that are computed at the most; a coarser sheet has fewer. */
#define MAX_COST 40e6

typedef struct {
	float *density; // 0..1
	int width, height;
	double cell_px; // of the sheet's cells
	double radius_px, blur_px;
	ScaleDimension weight;
	float profile[PROFILE_STEPS + 1];
} Sheet;

/* By the square of the distance, 1 where the disc ends. */
static void fill_profile(Sheet *sheet)
{
	double slope = sheet->radius_px / fmax(1, sheet->blur_px);

	for (int i = 0; i <= PROFILE_STEPS; i++) {
		double value = (1 - sqrt((double)i / PROFILE_STEPS)) * slope;

		value = CLAMP(value, 0, 1);
		sheet->profile[i] = (float)(value * value * (3 - 2 * value));
	}
}

static void add_disc(const Geomap *map, Sheet *sheet, Point at, float weight)
{
	double reach = (sheet->radius_px + sheet->blur_px) / sheet->cell_px;
	double x = (at.x - map->view.area.x) / sheet->cell_px - 0.5;
	double y = (at.y - map->view.area.y) / sheet->cell_px - 0.5;
	int left = (int)fmax(0, ceil(x - reach)), right = (int)fmin(sheet->width - 1, x + reach);
	int top = (int)fmax(0, ceil(y - reach)), bottom = (int)fmin(sheet->height - 1, y + reach);
	double scale = PROFILE_STEPS / (reach * reach);

	for (int row = top; row <= bottom; row++) {
		float *density = &sheet->density[(size_t)row * sheet->width];
		double down = (row - y) * (row - y);

		for (int column = left; column <= right; column++) {
			double step = ((column - x) * (column - x) + down) * scale;

			if (step >= PROFILE_STEPS)
				continue;
			float more = sheet->profile[(int)step] * weight;

			density[column] = more + density[column] * (1 - more);
		}
	}
}

static void add_world(const Geomap *map, const GeomapLayer *layer, const MapView *view, void *data)
{
	Sheet *sheet = data;
	double reach = sheet->radius_px + sheet->blur_px;
	Rect seen = rect_inset(view->area, -reach);

	for (size_t row = 0; row < layer->frame->n_rows; row++) {
		const Geometry *place = layer->locations.rows[row];

		if (!place || place->kind != GEO_POINT)
			continue;
		Point at = map_pixel(view, place->points[0]);
		double weight = scale_dimension_at(&sheet->weight, row);

		if (at.x > seen.x && at.x < rect_right(seen) && at.y > seen.y &&
		    at.y < rect_bottom(seen) && weight > 0)
			add_disc(map, sheet, at, (float)fmin(weight, 1));
	}
}

/* --- Colours --- */

typedef struct {
	Color colors[MAX_COLORS];
	int n;
} Palette;

/* The scheme of the weight's field, or of the first number, when it is a continuous one. */
static Palette palette_of(const Geomap *map, const GeomapLayer *layer, const Sheet *sheet)
{
	static const char *const usual[] = { "#00f", "#0ff", "#0f0", "#ff0", "#f00", NULL };
	const Field *field = sheet->weight.from.field;
	Palette palette = { .n = 0 };

	if (!field)
		field = frame_first_of_type(layer->frame, FIELD_NUMBER);
	const char *const *names = field ? color_scheme_stops(field->config.color_mode) : NULL;

	for (const char *const *name = names ? names : usual; *name && palette.n < MAX_COLORS; name++)
		palette.colors[palette.n++] = theme_color(map->context->theme, *name);
	return palette;
}

static uint32_t pixel_of(const Palette *palette, double density)
{
	if (density <= 0)
		return 0;
	double at = density * (palette->n - 1);
	int i = MIN((int)at, MAX(palette->n - 2, 0));
	Color a = palette->colors[i], b = palette->colors[MIN(i + 1, palette->n - 1)];
	double part = at - i, red = a.red + part * (b.red - a.red);
	double green = a.green + part * (b.green - a.green);
	double blue = a.blue + part * (b.blue - a.blue);

	return (uint32_t)(density * 255 + 0.5) << 24 | (uint32_t)(red * density + 0.5) << 16 |
	       (uint32_t)(green * density + 0.5) << 8 | (uint32_t)(blue * density + 0.5);
}

static void paint(const Geomap *map, const GeomapLayer *layer, const Sheet *sheet)
{
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_ARGB32, sheet->width, sheet->height);
	int stride = cairo_image_surface_get_stride(surface);
	unsigned char *data = cairo_image_surface_get_data(surface);
	Palette palette = palette_of(map, layer, sheet);
	Rect area = map->view.area;

	for (int row = 0; data && row < sheet->height; row++) {
		uint32_t *pixels = (uint32_t *)(void *)(data + (size_t)row * stride);

		for (int column = 0; column < sheet->width; column++)
			pixels[column] = pixel_of(
				&palette, sheet->density[(size_t)row * sheet->width + column]);
	}
	cairo_surface_mark_dirty(surface);
	scene_image(map->scene,
		    (Rect){ area.x, area.y, sheet->width * sheet->cell_px,
			    sheet->height * sheet->cell_px },
		    surface);
	cairo_surface_destroy(surface);
}

/* --- The layer --- */

static double bounded(json_object *config, const char *key, double fallback)
{
	double px = json_get_number(config, key, fallback);

	return px >= 0 ? fmin(px, MAX_BLUR) : fallback;
}

/* A cell is a device pixel, or as many as the cost asks for. */
static double cell_of(const Geomap *map, const GeomapLayer *layer, const Sheet *sheet)
{
	double scale = scene_scale(map->scene), reach = sheet->radius_px + sheet->blur_px;
	double side = 2 * reach * scale;
	double cost = side * side * (double)layer->frame->n_rows;

	return fmax(1, sqrt(cost / MAX_COST)) / scale;
}

static void heatmap_draw(const Geomap *map, const GeomapLayer *layer)
{
	json_object *config = layer->config, *weight = json_get_object(config, "weight");
	DimensionField from = dimension_find_in(map->context->arena, layer->frame,
						json_get_text(weight, "field", NULL));
	Sheet sheet = {
		.radius_px = bounded(config, "radius", DEFAULT_RADIUS),
		.blur_px = bounded(config, "blur", DEFAULT_BLUR),
		.weight = scale_dimension(&from, weight),
	};

	if (!layer->locations.rows || !layer->frame->n_rows || sheet.radius_px + sheet.blur_px <= 0)
		return;
	if (!weight)
		sheet.weight.fixed = 1;
	fill_profile(&sheet);
	sheet.cell_px = cell_of(map, layer, &sheet);
	sheet.width = (int)fmax(1, ceil(map->view.area.width / sheet.cell_px));
	sheet.height = (int)fmax(1, ceil(map->view.area.height / sheet.cell_px));
	sheet.density = g_new0(float, (size_t)sheet.width * sheet.height);
	map_each_world(map, layer, add_world, &sheet);
	paint(map, layer, &sheet);
	g_free(sheet.density);
}

const GeomapLayerType geomap_heatmap = {
	.id = "heatmap",
	.draw = heatmap_draw,
	.has_locations = true,
};
