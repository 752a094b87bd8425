#include "renderer/panel/picture.h"

#include "renderer/panel/icon.h"

#include <librsvg/rsvg.h>

#include <math.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RsvgHandle, g_object_unref)

enum {
	MAX_SVG_BYTES = 512 * 1024,
	MAX_PIXELS = 2048, // a side
	GRID = 24,	   // of the icons
};

/* --- Simple shapes, where the file did not come --- */

static Path *polygon(int n_points, double radius, double inner_radius, double from_rad)
{
	Path *path = path_new();
	int n = inner_radius > 0 ? 2 * n_points : n_points;

	for (int i = 0; i < n; i++) {
		double angle = from_rad - G_PI_2 + i * 2 * G_PI / n;
		double r = inner_radius > 0 && i % 2 ? inner_radius : radius;

		path_line_to(path, r * cos(angle), r * sin(angle));
	}
	path_close(path);
	return path;
}

static Path *circle(double radius)
{
	Path *path = path_new();

	path_move_to(path, radius, 0);
	path_arc(path, (Point){ 0, 0 }, radius, 0, 2 * G_PI);
	path_close(path);
	return path;
}

/* Lines from the middle outwards. */
static Path *rays(int n, double radius, double from_rad)
{
	Path *path = path_new();

	for (int i = 0; i < n; i++) {
		double angle = from_rad + i * 2 * G_PI / n;

		path_move_to(path, 0, 0);
		path_line_to(path, radius * cos(angle), radius * sin(angle));
	}
	return path;
}

/* An arrow through the middle, pointing where the angle says. */
static Path *arrow(double radius, double angle)
{
	static const Point points[] = { { -0.5, 0 }, { 0.5, 0 }, { 0.08, -0.42 }, { 0.5, 0 }, { 0.08, 0.42 } };
	Path *path = path_new();

	for (size_t i = 0; i < G_N_ELEMENTS(points); i++) {
		double x = points[i].x * cos(angle) - points[i].y * sin(angle);
		double y = points[i].x * sin(angle) + points[i].y * cos(angle);

		if (i == 0 || i == 2)
			path_move_to(path, x * radius, y * radius);
		else
			path_line_to(path, x * radius, y * radius);
	}
	return path;
}

/* A plane seen from above, flying up. */
static Path *plane(double radius)
{
	static const Point right[] = { { 0, -0.85 },   { 0.13, -0.68 }, { 0.13, -0.28 },
				       { 0.82, 0.2 },  { 0.82, 0.4 },	{ 0.13, 0.2 },
				       { 0.13, 0.56 }, { 0.36, 0.76 },	{ 0.36, 0.9 },
				       { 0, 0.78 } };
	const int n = G_N_ELEMENTS(right);
	Path *path = path_new();

	for (int i = 0; i < n; i++)
		path_line_to(path, right[i].x * radius, right[i].y * radius);
	for (int i = n - 2; i > 0; i--)
		path_line_to(path, -right[i].x * radius, right[i].y * radius);
	path_close(path);
	return path;
}

Path *picture_symbol(const char *path, double radius, bool *is_line)
{
	static const struct {
		const char *name;
		double angle;
	} arrows[] = {
		{ "img/icons/unicons/arrow-right.svg", 0 },
		{ "img/icons/unicons/arrow-down.svg", G_PI_2 },
		{ "img/icons/unicons/arrow-left.svg", G_PI },
		{ "img/icons/unicons/arrow-up.svg", -G_PI_2 },
	};

	*is_line = false;
	if (strcmp(path, "img/icons/marker/circle.svg") == 0)
		return circle(radius);
	if (strcmp(path, "img/icons/marker/square.svg") == 0)
		return polygon(4, radius, 0, G_PI_4);
	if (strcmp(path, "img/icons/marker/triangle.svg") == 0)
		return polygon(3, radius, 0, 0);
	if (strcmp(path, "img/icons/marker/star.svg") == 0)
		return polygon(5, radius, radius * 0.4, 0);
	*is_line = true;
	if (strcmp(path, "img/icons/marker/cross.svg") == 0)
		return rays(4, radius, 0);
	if (strcmp(path, "img/icons/marker/x-mark.svg") == 0)
		return rays(4, radius, G_PI_4);
	if (strcmp(path, "img/icons/marker/plane.svg") == 0)
		return plane(radius);
	for (size_t i = 0; i < G_N_ELEMENTS(arrows); i++)
		if (strcmp(path, arrows[i].name) == 0)
			return arrow(radius, arrows[i].angle);
	return NULL;
}

/* One of the icons that Grafana's own panels show, too. */
static bool draw_icon(Scene *scene, const char *path, Rect box, const PictureStyle *style)
{
	static const char folder[] = "img/icons/unicons/", ending[] = ".svg";
	double side = fmin(box.width, box.height);
	Rect square = { box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side };

	if (!g_str_has_prefix(path, folder) || !g_str_has_suffix(path, ending))
		return false;
	g_autofree char *name = g_strndup(path + strlen(folder),
					  strlen(path) - strlen(folder) - strlen(ending));

	return icon_layout(scene, name, square, style->fill);
}

static bool draw_symbol(Scene *scene, const char *path, Rect box, const PictureStyle *style)
{
	double radius = fmin(box.width, box.height) / 2;
	bool is_line;
	Path *symbol = picture_symbol(path, radius, &is_line);
	StrokeStyle line = { .width_px = 2 * radius * 2 / GRID, .cap = CAP_ROUND, .join = JOIN_ROUND };

	if (!symbol)
		return draw_icon(scene, path, box, style);
	Point middle = { box.x + box.width / 2, box.y + box.height / 2 };

	scene_push_transform(scene, middle, 0, 1);
	if (is_line)
		scene_take_stroke(scene, symbol, PAINT_COLOR(style->fill), line);
	else
		scene_take_fill(scene, symbol, PAINT_COLOR(style->fill), (FillStyle){ 0 });
	scene_pop_transform(scene);
	return true;
}

/* --- SVG files --- */

static void css_color(Color color, char *out, size_t size)
{
	Color rounded = color_rounded(color);
	char alpha[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(alpha, sizeof(alpha), "%.3f", color.alpha);
	snprintf(out, size, "rgba(%d,%d,%d,%s)", (int)rounded.red, (int)rounded.green,
		 (int)rounded.blue, alpha);
}

static void set_style(RsvgHandle *handle, const PictureStyle *style)
{
	char fill[64], stroke[64], width[G_ASCII_DTOSTR_BUF_SIZE];

	css_color(style->fill, fill, sizeof(fill));
	css_color(style->stroke, stroke, sizeof(stroke));
	g_ascii_formatd(width, sizeof(width), "%.3f", style->stroke_px);
	g_autofree char *css =
		style->stroke_px > 0
			? g_strdup_printf("svg{fill:%s;stroke:%s;stroke-width:%s}"
					  "path{vector-effect:non-scaling-stroke}",
					  fill, stroke, width)
			: g_strdup_printf("svg{fill:%s}", fill);

	rsvg_handle_set_stylesheet(handle, (const guint8 *)css, strlen(css), NULL);
}

/* Without a base address a file can't refer to another one: nothing is fetched. */
static RsvgHandle *open_svg(GBytes *bytes)
{
	size_t size;
	const guint8 *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;

	return data && size <= MAX_SVG_BYTES ? rsvg_handle_new_from_data(data, size, NULL) : NULL;
}

static cairo_surface_t *bitmap_of(RsvgHandle *handle, int width, int height)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
	cairo_t *cairo = cairo_create(surface);
	RsvgRectangle viewport = { 0, 0, width, height };
	bool is_drawn = rsvg_handle_render_document(handle, cairo, &viewport, NULL);

	cairo_destroy(cairo);
	if (is_drawn)
		return surface;
	cairo_surface_destroy(surface);
	return NULL;
}

static bool draw_svg(Scene *scene, RsvgHandle *handle, Rect box)
{
	double scale = scene_scale(scene);
	int width = (int)fmin(ceil(box.width * scale), MAX_PIXELS);
	int height = (int)fmin(ceil(box.height * scale), MAX_PIXELS);

	if (width < 1 || height < 1)
		return false;
	cairo_surface_t *surface = bitmap_of(handle, width, height);

	if (!surface)
		return false;
	scene_image(scene, box, surface);
	cairo_surface_destroy(surface);
	return true;
}

cairo_surface_t *picture_bitmap(const Assets *assets, const char *path, int side,
				const PictureStyle *style)
{
	g_autoptr(RsvgHandle) handle = open_svg(assets_find(assets, path));

	if (!handle)
		return NULL;
	set_style(handle, style);
	return bitmap_of(handle, side, side);
}

bool picture_draw(Scene *scene, const Assets *assets, const char *path, Rect box,
		  const PictureStyle *style)
{
	g_autoptr(RsvgHandle) handle = open_svg(assets_find(assets, path));

	if (handle) {
		set_style(handle, style);
		if (draw_svg(scene, handle, box))
			return true;
	}
	return draw_symbol(scene, path, box, style);
}

/* --- Backgrounds --- */

/* The picture's own size; the box's where it has none. */
static Rect natural_box(RsvgHandle *handle, Rect box)
{
	double width, height;

	if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height) ||
	    !(width > 0 && height > 0))
		return box;
	return (Rect){ box.x, box.y, width, height };
}

static void scale_to(Rect *picture, double factor)
{
	picture->width *= factor;
	picture->height *= factor;
}

bool picture_draw_background(Scene *scene, const Assets *assets, const char *path, Rect box,
			     const char *size)
{
	g_autoptr(RsvgHandle) handle = open_svg(assets_find(assets, path));

	if (!handle)
		return false;
	Rect picture = natural_box(handle, box);
	double by_width = box.width / picture.width, by_height = box.height / picture.height;

	if (strcmp(size, "contain") == 0)
		scale_to(&picture, fmin(by_width, by_height));
	else if (strcmp(size, "cover") == 0)
		scale_to(&picture, fmax(by_width, by_height));
	else if (strcmp(size, "fill") == 0)
		picture = box;
	scene_push_clip_rect(scene, box);
	bool is_drawn = draw_svg(scene, handle, picture);

	scene_pop_clip(scene);
	return is_drawn;
}
