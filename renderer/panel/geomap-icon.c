#include "renderer/panel/geomap.h"

#include "renderer/panel/picture.h"

#include <math.h>

/*
 * Markers that are icons from files. The browser's GPU has the icon as a texture of 100 pixels a
 * side and takes single samples of it, so small markers are rough at their edges.
 * Source: Grafana 12.3, geomap/style/markers.ts, prepareSVG() and getWebGLStyle().
 */

enum { TEXTURE_PX = 100 };

/* Behind the icon, so that the mouse finds it; it is the last to fade. */
#define DISC_ALPHA 0.1

static void free_surface(void *surface)
{
	cairo_surface_destroy(surface);
}

static double disc_alpha(const MapStyle *style)
{
	return style->opacity > 0 ? fmin(DISC_ALPHA / style->opacity, 1) : 0;
}

/* The disc goes under what is there, then all fades: the colour's opacity and the marker's. */
static void finish(const MapStyle *style, Color color, cairo_surface_t *bitmap)
{
	cairo_t *cairo = cairo_create(bitmap);
	const double middle = TEXTURE_PX / 2.0;

	cairo_set_operator(cairo, CAIRO_OPERATOR_DEST_OVER);
	cairo_set_source_rgba(cairo, color.red / 255, color.green / 255, color.blue / 255,
			      disc_alpha(style));
	cairo_arc(cairo, middle, middle, middle, 0, 2 * G_PI);
	cairo_fill(cairo);
	cairo_set_operator(cairo, CAIRO_OPERATOR_DEST_IN);
	cairo_set_source_rgba(cairo, 0, 0, 0, color.alpha * style->opacity * style->opacity);
	cairo_paint(cairo);
	cairo_destroy(cairo);
}

static cairo_surface_t *new_texture(const MapStyle *style, Color color)
{
	const PanelContext *context = style->map->context;
	PictureStyle tint = { .fill = color_with_alpha(color, 1) };
	cairo_surface_t *bitmap =
		picture_bitmap(context->assets, style->symbol, TEXTURE_PX, &tint);

	if (!bitmap)
		return NULL;
	finish(style, color, bitmap);
	arena_take(context->arena, bitmap, free_surface);
	return bitmap;
}

/* NULL where the file did not come, or for one colour too many. */
static cairo_surface_t *texture_of(MapIcons *icons, Color color)
{
	for (size_t i = 0; i < icons->n; i++)
		if (color_equal(icons->colors[i], color))
			return icons->textures[i];
	if (icons->n == MAP_ICON_COLORS)
		return NULL;
	icons->colors[icons->n] = color;
	icons->textures[icons->n] = new_texture(icons->style, color);
	return icons->textures[icons->n++];
}

static void draw_shape(const MapStyle *style, Color color, double radius)
{
	Scene *scene = style->map->scene;
	Color disc = color;
	Path *path = path_new();

	disc.alpha *= disc_alpha(style) * style->opacity * style->opacity;
	color.alpha *= style->opacity * style->opacity;
	path_move_to(path, radius, 0);
	path_arc(path, (Point){ 0, 0 }, radius, 0, 2 * G_PI);
	scene_take_fill(scene, path, PAINT_COLOR(disc), (FillStyle){ 0 });
	picture_draw(scene, style->map->context->assets, style->symbol,
		     (Rect){ -radius, -radius, 2 * radius, 2 * radius }, &(PictureStyle){ color });
}

void map_draw_icon(MapIcons *icons, Color color, double radius, double turn_deg, Point at)
{
	Scene *scene = icons->style->map->scene;
	cairo_surface_t *texture = texture_of(icons, color);

	scene_push_transform(scene, at, turn_deg * G_PI / 180, 1);
	if (texture)
		scene_texture(scene, (Rect){ -radius, -radius, 2 * radius, 2 * radius }, texture);
	else
		draw_shape(icons->style, color, radius);
	scene_pop_transform(scene);
}
