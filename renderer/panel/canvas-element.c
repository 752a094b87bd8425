#include "renderer/panel/canvas.h"

#include "renderer/data/dimension.h"
#include "renderer/json.h"
#include "renderer/line-break.h"
#include "renderer/panel/formatted-text.h"
#include "renderer/panel/message.h"
#include "renderer/panel/picture.h"

#include <math.h>
#include <string.h>

#define LINE_HEIGHT (22.0 / 14)
#define DEFAULT_GREY COLOR_RGB(0xd9d9d9) // of backgrounds and icons

enum { FONT_PX = 14, BUTTON_PAD = 16, BUTTON_RADIUS = 6, MAX_FONT_PX = 1000 };

/* --- Texts --- */

static double font_size(json_object *config)
{
	double size = json_get_number(config, "size", FONT_PX);

	return size >= 0 && size <= MAX_FONT_PX ? size : FONT_PX;
}

static TextStyle text_style(json_object *config)
{
	return (TextStyle){ FONT_SANS, font_size(config), 400, false, BODY_LETTER_SPACING };
}

static Color text_color(const Canvas *canvas, json_object *config)
{
	return canvas_color(canvas, json_get(config, "color"), canvas->context->theme->text_primary);
}

static const char *own_text(const Canvas *canvas, json_object *config)
{
	const PanelContext *context = canvas->context;
	json_object *text = json_get_object(config, "text");
	DimensionField from = dimension_find(context->arena, context->frames,
					     json_get_text(text, "field", NULL));

	return text_dimension_at(context->arena, &from, text, &context->display, DIMENSION_LAST);
}

/* What stands in an element; those that want a text say so when they have none. */
static const char *shown_text(const Canvas *canvas, const CanvasElement *element)
{
	const PanelContext *context = canvas->context;
	const char *text = own_text(canvas, element->config);
	const char *field = json_get_text(element->config, "text.field", "");

	if (strcmp(element->type, "text") == 0)
		return text[0] ? text : "Double click to set text";
	if (strcmp(element->type, "metric-value") != 0)
		return text;
	if (field[0] && !dimension_find(context->arena, context->frames, field).field)
		return "Field not found";
	if (!text[0])
		return field[0] ? "No data" : "Double click to set field";
	return text;
}

/* A word is never broken: the longest one is how narrow a text can get. */
static double longest_word(TextContext *context, const TextStyle *style, const char *text)
{
	enum { MAX_WORDS = 1000 };
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	LineBreaks breaks = line_breaks_find(valid);
	const char *at = valid;
	double widest = 0;

	for (int i = 0; *at && i < MAX_WORDS; i++) {
		size_t n = line_breaks_word(&breaks, at);
		g_autofree char *word = g_strndup(at, n);

		widest = fmax(widest, text_width(context, style, word));
		at += MAX(n, 1);
	}
	line_breaks_clear(&breaks);
	return widest;
}

typedef struct {
	TextStyle style;
	Color color;
	char **lines; // free with g_strfreev()
	double width; // of the widest line
	double height;
} TextBlock;

static TextBlock text_block(const Canvas *canvas, json_object *config, const char *text,
			    double width)
{
	TextContext *context = canvas->context->text;
	TextBlock block = { .style = text_style(config), .color = text_color(canvas, config) };

	width = fmax(width, longest_word(context, &block.style, text));
	block.lines = text_wrap(context, &block.style, text, width + 0.01);
	for (char **line = block.lines; *line; line++) {
		block.width = fmax(block.width, text_width(context, &block.style, *line));
		block.height += block.style.size_px * LINE_HEIGHT;
	}
	return block;
}

static void draw_block(const Canvas *canvas, const TextBlock *block, Rect box, TextAlign align)
{
	double line_height = block->style.size_px * LINE_HEIGHT;
	double x = align == ALIGN_LEFT	   ? box.x
		   : align == ALIGN_CENTER ? box.x + box.width / 2
					   : rect_right(box);

	for (size_t i = 0; block->lines[i]; i++)
		scene_text(canvas->scene,
			   &(SceneText){ .text = block->lines[i],
					 .x = x,
					 .baseline_y = line_baseline(box.y + (double)i * line_height,
								     line_height,
								     block->style.size_px),
					 .align = align,
					 .style = block->style,
					 .color = block->color });
}

/* -1 left or top, 0 middle, 1 right or bottom. */
static int side_of(json_object *config, const char *key, const char *before, const char *after)
{
	const char *side = json_get_text(config, key, "");

	return strcmp(side, before) == 0 ? -1 : strcmp(side, after) == 0;
}

static TextAlign align_of(json_object *config)
{
	static const TextAlign aligns[] = { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

	return aligns[side_of(config, "align", "left", "right") + 1];
}

/* In a cell of a table as large as the element, which grows to the right and down. */
static void draw_cell_text(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	TextBlock block = text_block(canvas, element->config, shown_text(canvas, element), box.width);
	int side = side_of(element->config, "valign", "top", "bottom");
	double room = fmax(0, box.height - block.height);
	Rect cell = { box.x, box.y + room * (side + 1) / 2, fmax(box.width, block.width), 0 };

	draw_block(canvas, &block, cell, align_of(element->config));
	g_strfreev(block.lines);
}

/*
 * In a shape the text is laid from a point (a tenth, the half or nine tenths of the box) to the
 * far side, then shifted back by a part of its own size; its lines begin at the left.
 */
static void draw_shape_text(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	static const double starts[] = { 0.1, 0.5, 0.9 }, shifts[] = { 0.1, -0.5, -0.9 };
	int across = side_of(element->config, "align", "left", "right") + 1;
	int down = side_of(element->config, "valign", "top", "bottom") + 1;
	double room = box.width * (1 - starts[across]);
	TextBlock block =
		text_block(canvas, element->config, own_text(canvas, element->config), room);

	/* What wraps is as wide as the room was. */
	if (block.lines[0] && block.lines[1])
		block.width = fmax(block.width, room);
	Rect at = { box.x + box.width * starts[across] + block.width * shifts[across],
		    box.y + box.height * starts[down] + block.height * shifts[down], block.width,
		    block.height };

	draw_block(canvas, &block, at, ALIGN_LEFT);
	g_strfreev(block.lines);
}

/* --- Shapes --- */

typedef struct {
	const char *type;
	Point size; // of the grid that the points are in, stretched over the element
	int n_points;
	Point points[4];
} Polygon;

static const Polygon polygons[] = {
	{ "triangle", { 200, 200 }, 3, { { 100, 0 }, { 200, 200 }, { 0, 200 } } },
	{ "parallelogram", { 250, 150 }, 4, { { 0, 150 }, { 50, 0 }, { 250, 0 }, { 200, 150 } } },
};

/* Puffs around a cloud, from its upper left one on: control, control, end; on a grid of 110 x 70. */
static const Point cloud_start = { 23, 13 };
static const Point cloud_puffs[][3] = {
	{ { -1, 13 }, { -7, 33 }, { 12, 37 } },	   { { -7, 46 }, { 15, 65 }, { 30, 57 } },
	{ { 41, 73 }, { 77, 73 }, { 89, 57 } },	   { { 113, 57 }, { 113, 41 }, { 98, 33 } },
	{ { 113, 17 }, { 89, 1 }, { 68, 9 } },	   { { 53, -3 }, { 29, -3 }, { 23, 13 } },
};
static const Point cloud_size = { 110, 70 };
static const Point ellipse_size = { 200, 200 };

static Path *ellipse_path(Rect box)
{
	static const double k = 0.5522848; // of a circle's quarter as a curve
	double rx = box.width / 2, ry = box.height / 2, x = box.x + rx, y = box.y + ry;
	Path *path = path_new();

	path_move_to(path, x + rx, y);
	path_curve_to(path, x + rx, y + k * ry, x + k * rx, y + ry, x, y + ry);
	path_curve_to(path, x - k * rx, y + ry, x - rx, y + k * ry, x - rx, y);
	path_curve_to(path, x - rx, y - k * ry, x - k * rx, y - ry, x, y - ry);
	path_curve_to(path, x + k * rx, y - ry, x + rx, y - k * ry, x + rx, y);
	path_close(path);
	return path;
}

static Point in_box(Rect box, Point size, Point at)
{
	return (Point){ box.x + at.x * box.width / size.x, box.y + at.y * box.height / size.y };
}

static Path *cloud_path(Rect box)
{
	Point start = in_box(box, cloud_size, cloud_start);
	Path *path = path_new();

	path_move_to(path, start.x, start.y);
	for (size_t i = 0; i < G_N_ELEMENTS(cloud_puffs); i++) {
		Point a = in_box(box, cloud_size, cloud_puffs[i][0]);
		Point b = in_box(box, cloud_size, cloud_puffs[i][1]);
		Point c = in_box(box, cloud_size, cloud_puffs[i][2]);

		path_curve_to(path, a.x, a.y, b.x, b.y, c.x, c.y);
	}
	path_close(path);
	return path;
}

static Path *polygon_path(const Polygon *polygon, Rect box)
{
	Path *path = path_new();

	for (int i = 0; i < polygon->n_points; i++) {
		Point at = in_box(box, polygon->size, polygon->points[i]);

		path_line_to(path, at.x, at.y);
	}
	path_close(path);
	return path;
}

/* The outline; `size` receives its grid's, in which borders are measured. NULL for other types. */
static Path *shape_path(const char *type, Rect box, Point *size)
{
	for (size_t i = 0; i < G_N_ELEMENTS(polygons); i++) {
		*size = polygons[i].size;
		if (strcmp(type, polygons[i].type) == 0)
			return polygon_path(&polygons[i], box);
	}
	*size = ellipse_size;
	if (strcmp(type, "ellipse") == 0)
		return ellipse_path(box);
	*size = cloud_size;
	return strcmp(type, "cloud") == 0 ? cloud_path(box) : NULL;
}

bool canvas_is_shape(const char *type)
{
	static const char *const types[] = { "ellipse", "cloud", "triangle", "parallelogram" };

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

/* A border lies on the outline and is seen inside it only; it is stretched with the shape. */
static void draw_shape_border(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	double width = json_get_number(element->json, "border.width", 0);
	Point size;
	Path *outline = shape_path(element->type, box, &size);
	double across = box.width / size.x, down = box.height / size.y;
	Path *clip = path_new();

	if (!(width > 0)) {
		path_free(outline);
		path_free(clip);
		return;
	}
	path_append(clip, outline);
	scene_take_push_clip(canvas->scene, clip, false);
	scene_take_stroke(canvas->scene, outline,
			  PAINT_COLOR(canvas_color(canvas, json_get(element->json, "border.color"),
						   DEFAULT_GREY)),
			  (StrokeStyle){ .width_px = width * across,
					 .join = JOIN_ROUND,
					 .pen_stretch = down / across });
	scene_pop_clip(canvas->scene);
}

/*
 * A picture goes beyond its shape by 50 units of the shape's grid to the left and up, and some to
 * the right and down. It takes the place of the colour.
 */
static bool draw_shape_picture(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	const double beyond = 50;
	const Point usual = { 300, 300 }, of_parallelogram = { 350, 200 };
	bool is_parallelogram = strcmp(element->type, "parallelogram") == 0;
	Point extent = is_parallelogram ? of_parallelogram : usual, size;
	const char *path = canvas_picture(canvas, json_get_object(element->json, "background.image"));

	if (!path[0])
		return false;
	scene_take_push_clip(canvas->scene, shape_path(element->type, box, &size), false);
	double across = box.width / size.x, down = box.height / size.y;

	picture_draw_stretched(canvas->scene, canvas->context->assets, path,
			       (Rect){ box.x - beyond * across, box.y - beyond * down,
				       extent.x * across, extent.y * down },
			       extent.x / extent.y);
	scene_pop_clip(canvas->scene);
	return true;
}

static void draw_shape(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	json_object *background = json_get(element->json, "background.color");
	Point size;

	if (!draw_shape_picture(canvas, element, box))
		scene_take_fill(canvas->scene, shape_path(element->type, box, &size),
				PAINT_COLOR(canvas_color(canvas, background, DEFAULT_GREY)),
				(FillStyle){ 0 });
	draw_shape_border(canvas, element, box);
	draw_shape_text(canvas, element, box);
}

/* --- Others --- */

static void draw_icon(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	static const char question[] = "img/icons/unicons/question-circle.svg";
	const PanelContext *context = canvas->context;
	json_object *config = element->config;
	const char *path = canvas_picture(canvas, json_get_object(config, "path"));
	PictureStyle style = { canvas_color(canvas, json_get(config, "fill"), DEFAULT_GREY) };

	if (json_get_number(config, "stroke.width", 0) > 0) {
		style.stroke_px = json_get_number(config, "stroke.width", 0);
		style.stroke = canvas_color(canvas, json_get(config, "stroke.color"),
					    COLOR_TRANSPARENT);
	}
	picture_draw(canvas->scene, context->assets, path[0] ? path : question, box, &style);
}

static Color button_color(const Theme *theme, const char *variant)
{
	if (strcmp(variant, "secondary") == 0)
		return theme->secondary_main;
	if (strcmp(variant, "destructive") == 0)
		return theme->error_main;
	return strcmp(variant, "success") == 0 ? theme->success_main : theme->primary_main;
}

/* Buttons of the second choice alone have a border. */
static void draw_button_border(const Canvas *canvas, Rect box)
{
	Path *path = path_new();
	Rect line = rect_inset(box, 0.5);
	const double radius = BUTTON_RADIUS - 0.5;

	path_round_rect(path, line, radius, radius, radius, radius);
	scene_take_stroke(canvas->scene, path,
			  PAINT_COLOR(canvas->context->theme->secondary_border),
			  (StrokeStyle){ .width_px = 1 });
}

/* One line, in the middle of what is inside the border; its box is as high for all font sizes. */
static void draw_button_text(const Canvas *canvas, const CanvasElement *element, Rect box,
			     Color fallback)
{
	enum { BUTTON_LINE = 30, BORDER = 1 };
	TextStyle style = text_style(element->config);
	const char *text = own_text(canvas, element->config);
	Rect inside = { box.x + BUTTON_PAD, box.y + BORDER, fmax(0, box.width - 2 * BUTTON_PAD),
			fmax(0, box.height - 2 * BORDER) };
	double top = inside.y + fmax(0, (inside.height - BUTTON_LINE) / 2);

	style.weight = 500;
	double room = inside.width - text_width(canvas->context->text, &style, text);
	int side = side_of(element->config, "align", "left", "right");

	scene_push_clip_rect(canvas->scene, inside);
	scene_text(canvas->scene,
		   &(SceneText){ .text = text,
				 .x = inside.x + fmax(0, room) * (side + 1) / 2,
				 .baseline_y = line_baseline(top, BUTTON_LINE, style.size_px),
				 .style = style,
				 .color = json_get(element->config, "color")
						  ? text_color(canvas, element->config)
						  : fallback });
	scene_pop_clip(canvas->scene);
}

static void draw_button(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	const Theme *theme = canvas->context->theme;
	const char *variant = json_get_text(element->config, "style.variant", "primary");
	bool is_secondary = strcmp(variant, "secondary") == 0;
	Color color = button_color(theme, variant);

	scene_fill_round_rect(canvas->scene, box, BUTTON_RADIUS, PAINT_COLOR(color));
	if (is_secondary)
		draw_button_border(canvas, box);
	draw_button_text(canvas, element, box,
			 is_secondary ? theme->text_primary : theme_contrast_text(theme, color));
}

static void draw_nothing(const Canvas *canvas, const CanvasElement *element, Rect box)
{
}

static const struct {
	const char *type;
	void (*draw)(const Canvas *canvas, const CanvasElement *element, Rect box);
} types[] = {
	{ "button", draw_button },     { "cloud", draw_shape },
	{ "ellipse", draw_shape },     { "frame", draw_nothing },
	{ "icon", draw_icon },	       { "metric-value", draw_cell_text },
	{ "parallelogram", draw_shape }, { "rectangle", draw_cell_text },
	{ "text", draw_cell_text },    { "triangle", draw_shape },
};

/* An element that Grafana does not know either says so in the browser too. */
static void draw_unknown(const Canvas *canvas, Rect box)
{
	TextBlock block = text_block(canvas, NULL, "Not found:", box.width);

	draw_block(canvas, &block, box, ALIGN_LEFT);
	g_strfreev(block.lines);
}

void canvas_draw_content(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (strcmp(element->type, types[i].type) == 0) {
			types[i].draw(canvas, element, box);
			return;
		}
	}
	if (!canvas_draw_drawing(canvas, element, box))
		draw_unknown(canvas, box);
}
