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

/* The size of the file's own units when it is as large as fits into `box`. */
static double unit_px(RsvgHandle *handle, Rect box)
{
	gboolean has_width, has_height, has_view;
	RsvgLength width, height;
	RsvgRectangle view;

	rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height,
					     &has_view, &view);
	if (!has_view || !(view.width > 0 && view.height > 0))
		return 1;
	return fmin(box.width / view.width, box.height / view.height);
}

static void set_style(RsvgHandle *handle, const PictureStyle *style, Rect box)
{
	char fill[64], stroke[64], width[G_ASCII_DTOSTR_BUF_SIZE];

	css_color(style->fill, fill, sizeof(fill));
	css_color(style->stroke, stroke, sizeof(stroke));
	g_ascii_formatd(width, sizeof(width), "%.3f", style->stroke_px / unit_px(handle, box));
	g_autofree char *css =
		style->stroke_px > 0
			? g_strdup_printf("svg{fill:%s;stroke:%s;stroke-width:%s}", fill, stroke,
					  width)
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
	set_style(handle, style, (Rect){ 0, 0, side, side });
	return bitmap_of(handle, side, side);
}

bool picture_draw(Scene *scene, const Assets *assets, const char *path, Rect box,
		  const PictureStyle *style)
{
	g_autoptr(RsvgHandle) handle = open_svg(assets_find(assets, path));

	if (handle) {
		set_style(handle, style, box);
		if (draw_svg(scene, handle, box))
			return true;
	}
	return draw_symbol(scene, path, box, style);
}

/* --- Backgrounds --- */

/* How wide a picture is for its height; 0 where that is not said. */
static double aspect_of(RsvgHandle *handle)
{
	gboolean has_width, has_height, has_view;
	RsvgLength width, height;
	RsvgRectangle view;

	rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height,
					     &has_view, &view);
	return has_view && view.height > 0 ? fmax(0, view.width / view.height) : 0;
}

/* The largest of this aspect inside the box, or the smallest around it. */
static Rect fitted(Rect box, double aspect, bool is_around)
{
	bool takes_width = (box.width / box.height < aspect) != is_around;

	if (takes_width)
		return (Rect){ box.x, box.y, box.width, box.width / aspect };
	return (Rect){ box.x, box.y, box.height * aspect, box.height };
}

/* One copy at the box's corner: a picture without a size of its own is contained where none is said. */
static Rect copy_of(RsvgHandle *handle, Rect box, const char *size)
{
	double width, height, aspect = aspect_of(handle);
	bool has_size = rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height) &&
			width > 0 && height > 0;
	bool is_contain = strcmp(size, "contain") == 0, is_cover = strcmp(size, "cover") == 0;

	if (strcmp(size, "fill") == 0)
		return box;
	if (has_size && !(is_contain || is_cover))
		return (Rect){ box.x, box.y, width, height };
	if (has_size && !(aspect > 0))
		aspect = width / height;
	return aspect > 0 && box.height > 0 ? fitted(box, aspect, is_cover) : box;
}

bool picture_draw_background(Scene *scene, const Assets *assets, const char *path, Rect box,
			     const char *size)
{
	enum { MAX_COPIES = 400 };
	g_autoptr(RsvgHandle) handle = open_svg(assets_find(assets, path));

	if (!handle)
		return false;
	Rect copy = copy_of(handle, box, size);
	bool is_tiled = strcmp(size, "tile") == 0 && copy.width >= 1 && copy.height >= 1;
	int across = is_tiled ? (int)fmin(ceil(box.width / copy.width), MAX_COPIES) : 1;
	int down = is_tiled ? (int)fmin(ceil(box.height / copy.height), MAX_COPIES / across) : 1;
	bool is_drawn = true;

	scene_push_clip_rect(scene, box);
	for (int i = 0; is_drawn && i < across * down; i++) {
		Rect at = { copy.x + i % across * copy.width, copy.y + i / across * copy.height,
			    copy.width, copy.height };

		is_drawn = draw_svg(scene, handle, at);
	}
	scene_pop_clip(scene);
	return is_drawn;
}

bool picture_draw_stretched(Scene *scene, const Assets *assets, const char *path, Rect box,
			    double aspect)
{
	g_autoptr(RsvgHandle) handle = open_svg(assets_find(assets, path));
	const double side = 300; // drawn finer than it is shown
	cairo_surface_t *surface =
		handle ? bitmap_of(handle, (int)(side * aspect), (int)side) : NULL;

	if (!surface)
		return false;
	scene_image(scene, box, surface);
	cairo_surface_destroy(surface);
	return true;
}
