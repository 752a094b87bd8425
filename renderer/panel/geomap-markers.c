#include "renderer/panel/geomap.h"

#include "renderer/json.h"
#include "renderer/panel/picture.h"

#include <math.h>
#include <string.h>

enum { MAX_LABELS = 3000, MAX_MARKERS = 100 * 1000 };

/* One marker, ready to be drawn. */
typedef struct {
	Color color;
	double radius, turn_deg;
	const char *text;
	size_t row;
} Marker;

typedef struct {
	MapStyle style;
	MapIcons icons;
	Rect *labels; // that are drawn: others may not overlap them
	size_t n_labels;
	GHashTable *seen; // of markers that would lie on one that is alike
} Markers;

static Marker marker_of(const MapStyle *style, size_t row)
{
	return (Marker){
		.color = color_dimension_at(&style->color, row),
		.radius = scale_dimension_at(&style->size, row),
		.turn_deg = map_style_rotation(style, row),
		.text = map_style_text(style, row),
		.row = row,
	};
}

/* --- Symbols --- */

static void draw_shape(const MapStyle *style, const Marker *marker, Path *shape, Point at)
{
	Color color = marker->color;

	/* The opacity is applied to the colours, and again to the whole. */
	color.alpha *= style->opacity * style->opacity;
	scene_push_transform(style->map->scene, at, marker->turn_deg * G_PI / 180, 1);
	scene_take_fill(style->map->scene, shape, PAINT_COLOR(color), (FillStyle){ 0 });
	scene_pop_transform(style->map->scene);
}

/* Outlines are a pixel wide, half of it outside. */
static void draw_symbol(Markers *markers, const Marker *marker, Point at)
{
	static const char *const shapes[] = { "circle.svg", "square.svg", "triangle.svg" };
	const double outline = 0.5;
	const MapStyle *style = &markers->style;
	Point shift = map_style_shift(style, marker->radius);
	Point place = { at.x + shift.x, at.y + shift.y };
	const char *symbol = style->symbol && g_str_has_suffix(style->symbol, ".svg")
				     ? style->symbol
				     : "img/icons/marker/circle.svg";
	bool is_shape = false, is_line;

	for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
		is_shape |= g_str_has_prefix(symbol, "img/icons/marker/") &&
			    g_str_has_suffix(symbol, shapes[i]);
	if (is_shape)
		draw_shape(style, marker, picture_symbol(symbol, marker->radius + outline, &is_line),
			   place);
	else
		map_draw_icon(&markers->icons, marker->color, marker->radius, marker->turn_deg,
			      place);
}

/* --- Labels: the first come stand, those that overlap them do not --- */

static bool overlaps(Rect a, Rect b)
{
	return a.x < rect_right(b) && b.x < rect_right(a) && a.y < rect_bottom(b) &&
	       b.y < rect_bottom(a);
}

static void draw_label(Markers *markers, const Marker *marker, Point at)
{
	if (!marker->text[0] || markers->n_labels == MAX_LABELS)
		return;
	Rect box = map_label_box(&markers->style, marker->text, at);

	for (size_t i = 0; i < markers->n_labels; i++)
		if (overlaps(box, markers->labels[i]))
			return;
	markers->labels[markers->n_labels++] = box;
	map_draw_label(&markers->style, marker->text, marker->color, at);
}

/* --- The layer --- */

static bool is_far(const MapView *view, Point at, double px)
{
	Rect seen = rect_inset(view->area, -px - 100);

	return at.x < seen.x || at.x > rect_right(seen) || at.y < seen.y ||
	       at.y > rect_bottom(seen);
}

static void draw_line(const Geomap *map, const MapStyle *style, const Marker *marker,
		      const Geometry *line, const MapView *view)
{
	Path *path = path_new();

	for (size_t i = 0; i < line->n_points; i++) {
		Point at = map_pixel(view, line->points[i]);

		path_line_to(path, at.x, at.y);
	}
	scene_take_stroke(map->scene, path, PAINT_COLOR(marker->color),
			  (StrokeStyle){ .width_px = style->line_width,
					 .cap = CAP_ROUND,
					 .join = JOIN_ROUND });
}

/* Of markers that are alike at one place only the first is drawn. */
static bool is_repeated(Markers *markers, const Marker *marker, Point degrees)
{
	char key[256];

	snprintf(key, sizeof(key), "%.9g|%.9g|%.4g|%.4g|%.3g,%.3g,%.3g|%.100s", degrees.x,
		 degrees.y, marker->radius, marker->turn_deg, marker->color.red,
		 marker->color.green, marker->color.blue, marker->text);
	return !g_hash_table_add(markers->seen, g_strdup(key));
}

static void draw_place(const Geomap *map, Markers *markers, const Geometry *place, size_t row,
		       const MapView *view)
{
	const MapStyle *style = &markers->style;
	Marker marker = marker_of(style, row);

	if (place->kind == GEO_LINE) {
		draw_line(map, style, &marker, place, view);
		return;
	}
	if (place->kind != GEO_POINT)
		return;
	Point at = map_pixel(view, place->points[0]);

	if (is_far(view, at, marker.radius) || is_repeated(markers, &marker, place->points[0]))
		return;
	if (style->symbol || !style->has_text)
		draw_symbol(markers, &marker, at);
}

static void draw_world(const Geomap *map, const GeomapLayer *layer, const MapView *view, void *data)
{
	Markers *markers = data;
	size_t n = MIN(layer->frame->n_rows, MAX_MARKERS);

	g_hash_table_remove_all(markers->seen);
	for (size_t row = 0; row < n; row++)
		if (layer->locations.rows[row])
			draw_place(map, markers, layer->locations.rows[row], row, view);
	for (size_t row = 0; markers->style.has_text && row < n; row++) {
		const Geometry *place = layer->locations.rows[row];

		if (!place || place->kind != GEO_POINT)
			continue;
		Point at = map_pixel(view, place->points[0]);
		Marker marker = marker_of(&markers->style, row);

		if (!is_far(view, at, marker.radius))
			draw_label(markers, &marker, at);
	}
}

static void markers_draw(const Geomap *map, const GeomapLayer *layer)
{
	if (!layer->locations.rows)
		return;
	Markers markers = {
		.style = map_style(map, layer->frame, json_get_object(layer->config, "style")),
		.labels = arena_new_array(map->context->arena, Rect, MAX_LABELS),
		.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};

	markers.icons.style = &markers.style;
	map_each_world(map, layer, draw_world, &markers);
	g_hash_table_destroy(markers.seen);
}

static void extend_rows(const Geomap *map, const GeomapLayer *layer, bool last_only,
			GeoExtent *extent)
{
	for (size_t row = 0; layer->locations.rows && row < layer->frame->n_rows; row++)
		if (layer->locations.rows[row] && (!last_only || row + 1 == layer->frame->n_rows))
			geo_extent_add(extent, layer->locations.rows[row]);
}

const GeomapLayerType geomap_markers = {
	.id = "markers",
	.extend = extend_rows,
	.draw = markers_draw,
	.has_locations = true,
	.has_legend = true,
};

/* --- Photos: the pictures are elsewhere, so each is the mark that Grafana shows until then --- */

enum { PHOTO_RADIUS = 20, MAX_PHOTO_RADIUS = 200 };

typedef struct {
	double radius, border;
	Color color;
	bool is_square;
} PhotoStyle;

static void draw_photo(const Geomap *map, const PhotoStyle *style, Point at)
{
	double outer = style->radius, inner = outer - style->border;
	Rect box = { at.x - outer, at.y - outer, 2 * outer, 2 * outer };
	TextStyle mark = { FONT_SANS, inner, 500, false, 0 };

	scene_fill_round_rect(map->scene, box, style->is_square ? 0 : outer,
			      PAINT_COLOR(style->color));
	scene_fill_round_rect(map->scene, rect_inset(box, inner * 0.2 + style->border),
			      style->is_square ? 0 : inner * 0.8,
			      PAINT_COLOR(map->context->theme->background_primary));
	scene_fill_round_rect(map->scene, rect_inset(box, inner * 0.35 + style->border),
			      style->is_square ? 0 : inner * 0.65, PAINT_COLOR(style->color));
	scene_text(map->scene,
		   &(SceneText){ .text = "?",
				 .x = at.x,
				 .baseline_y = at.y + inner * 0.36,
				 .align = ALIGN_CENTER,
				 .style = mark,
				 .color = map->context->theme->background_primary });
}

static void draw_photos(const Geomap *map, const GeomapLayer *layer, const MapView *view,
			void *data)
{
	const PhotoStyle *style = data;
	size_t n = MIN(layer->frame->n_rows, MAX_MARKERS);

	for (size_t row = 0; row < n; row++) {
		const Geometry *place = layer->locations.rows[row];

		if (!place)
			continue;
		Point at = map_pixel(view, geometry_center(place));

		if (!is_far(view, at, style->radius))
			draw_photo(map, style, at);
	}
}

static void photos_draw(const Geomap *map, const GeomapLayer *layer)
{
	json_object *config = layer->config;
	PhotoStyle style = {
		.radius = json_get_number(config, "radius", PHOTO_RADIUS),
		.border = json_get_number(config, "border", 2),
		.color = theme_color(map->context->theme,
				     json_get_text(config, "color", "rgb(200, 200, 200)")),
		.is_square = strcmp(json_get_text(config, "kind", "square"), "circle") != 0,
	};

	if (!layer->locations.rows)
		return;
	style.radius = style.radius > 0 ? fmin(style.radius, MAX_PHOTO_RADIUS) : PHOTO_RADIUS;
	style.border = style.border > 0 ? fmin(style.border, style.radius / 2) : 0;
	map_each_world(map, layer, draw_photos, &style);
}

const GeomapLayerType geomap_photos = {
	.id = "photos",
	.extend = extend_rows,
	.draw = photos_draw,
	.has_locations = true,
};
