#include "renderer/panel/canvas.h"

#include "renderer/data/dimension.h"
#include "renderer/json.h"
#include "renderer/panel/picture.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

enum { MAX_ELEMENTS = 5000, MAX_DEPTH = 8, MIN_SIZE = 10, DEFAULT_SIZE = 100 };

/* --- Dimensions --- */

Color canvas_color(const Canvas *canvas, json_object *config, Color fallback)
{
	const PanelContext *context = canvas->context;

	if (!json_object_is_type(config, json_type_object))
		return fallback;
	DimensionField from = dimension_find(context->arena, context->frames,
					     json_get_text(config, "field", NULL));
	ColorDimension color = color_dimension(context->arena, &from, config, &context->display);

	return color_dimension_at(&color, DIMENSION_LAST);
}

double canvas_number(const Canvas *canvas, json_object *config)
{
	const PanelContext *context = canvas->context;
	DimensionField from = dimension_find(context->arena, context->frames,
					     json_get_text(config, "field", NULL));

	return scalar_dimension_at(&from, config, DIMENSION_LAST);
}

const char *canvas_picture(const Canvas *canvas, json_object *config)
{
	const PanelContext *context = canvas->context;
	DimensionField from = dimension_find(context->arena, context->frames,
					     json_get_text(config, "field", NULL));

	return resource_dimension_at(context->arena, &from, config, &context->display,
				     DIMENSION_LAST);
}

/* --- Placement --- */

typedef struct {
	double from, size;
} Extent;

/*
 * One direction of a placement: `near` and `far` are its distances from the parent's sides,
 * `constraint` says which of them hold.
 */
static Extent extent_of(const char *constraint, const char *const kinds[4], double near, double far,
			double size, double parent)
{
	Extent extent = { near, size };

	if (strcmp(constraint, kinds[0]) == 0)
		extent.from = parent - far - size;
	else if (strcmp(constraint, kinds[1]) == 0)
		extent.size = parent - near - far;
	else if (strcmp(constraint, kinds[2]) == 0)
		extent.from = parent / 2 - near - size / 2;
	else if (strcmp(constraint, kinds[3]) == 0)
		extent = (Extent){ near * parent / 100, parent - (near + far) * parent / 100 };
	extent.size = fmax(extent.size, MIN_SIZE);
	return extent;
}

static double placed(json_object *placement, const char *key, double fallback)
{
	double value = json_get_number(placement, key, fallback);

	return isfinite(value) ? CLAMP(value, -1e6, 1e6) : fallback;
}

static Rect box_of(json_object *json, Rect parent)
{
	static const char *const across[] = { "right", "leftright", "center", "scale" };
	static const char *const down[] = { "bottom", "topbottom", "center", "scale" };
	json_object *at = json_get_object(json, "placement");
	Extent x = extent_of(json_get_text(json, "constraint.horizontal", "left"), across,
			     placed(at, "left", 0), placed(at, "right", 0),
			     placed(at, "width", DEFAULT_SIZE), parent.width);
	Extent y = extent_of(json_get_text(json, "constraint.vertical", "top"), down,
			     placed(at, "top", 0), placed(at, "bottom", 0),
			     placed(at, "height", DEFAULT_SIZE), parent.height);

	return (Rect){ parent.x + x.from, parent.y + y.from, x.size, y.size };
}

static Rect bounds_of(Rect box, double turn_deg)
{
	double turn = turn_deg * G_PI / 180;
	double width = fabs(box.width * cos(turn)) + fabs(box.height * sin(turn));
	double height = fabs(box.width * sin(turn)) + fabs(box.height * cos(turn));

	return (Rect){ box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width,
		       height };
}

/* --- Background and border --- */

/* NAN: no border is set. */
static double border_width(json_object *json)
{
	if (!json_get_object(json, "border.color"))
		return NAN;
	return fmax(0, json_get_number(json, "border.width", NAN));
}

static Rect padding_box(json_object *json, const char *type, Rect box)
{
	double width = border_width(json);

	if (!(width > 0) || canvas_is_shape(type))
		return box;
	width = fmin(width, fmin(box.width, box.height) / 2);
	return rect_inset(box, width);
}

static void add_round(Path *path, Rect box, double radius)
{
	radius = fmax(0, radius);
	path_round_rect(path, box, radius, radius, radius, radius);
}

static void draw_border(const Canvas *canvas, json_object *json, Rect box, double radius)
{
	double width = border_width(json);

	if (!(width > 0))
		return;
	Rect inside = padding_box(json, "", box);
	Path *path = path_new();

	add_round(path, box, radius);
	add_round(path, inside, radius - width);
	scene_take_fill(canvas->scene, path,
			PAINT_COLOR(canvas_color(canvas, json_get(json, "border.color"),
						 COLOR_TRANSPARENT)),
			(FillStyle){ .is_even_odd = true });
}

static void draw_decoration(const Canvas *canvas, json_object *json, Rect box)
{
	Color color = canvas_color(canvas, json_get(json, "background.color"), COLOR_TRANSPARENT);
	json_object *image = json_get_object(json, "background.image");
	double radius = json_get_number(json, "border.radius", 0);

	if (color.alpha > 0 && radius > 0)
		scene_fill_round_rect(canvas->scene, box, radius, PAINT_COLOR(color));
	else if (color.alpha > 0)
		scene_fill_rect(canvas->scene, box, PAINT_COLOR(color));
	if (image)
		picture_draw_background(canvas->scene, canvas->context->assets,
					canvas_picture(canvas, image), padding_box(json, "", box),
					json_get_text(json, "background.size", "contain"));
	draw_border(canvas, json, box, radius);
}

/* --- Elements --- */

/* Elements one after the other, each before those that stand inside it. */
static void collect(Canvas *canvas, json_object *list, Rect parent, int depth)
{
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		json_object *json = json_object_array_get_idx(list, i);

		if (canvas->n_elements == MAX_ELEMENTS)
			return;
		if (!json_object_is_type(json, json_type_object))
			continue;
		CanvasElement *element = &canvas->elements[canvas->n_elements++];
		size_t before = canvas->n_elements;

		*element = (CanvasElement){
			.json = json,
			.config = json_get_object(json, "config"),
			.type = json_get_text(json, "type", ""),
			.name = json_get_text(json, "name", ""),
			.box = box_of(json, parent),
			.turn_deg = fmod(placed(json_get_object(json, "placement"), "rotation", 0), 360),
		};
		element->bounds = bounds_of(element->box, element->turn_deg);
		if (strcmp(element->type, "frame") == 0 && depth < MAX_DEPTH)
			collect(canvas, json_get_array(json, "elements"),
				padding_box(json, element->type, element->box), depth + 1);
		element->n_inside = canvas->n_elements - before;
	}
}

static bool is_outside(const Canvas *canvas, const CanvasElement *element)
{
	/* Text may stick out of its element. */
	Rect seen = rect_inset(canvas->area, -1000);
	Rect box = element->bounds;

	return rect_right(box) < seen.x || box.x > rect_right(seen) || rect_bottom(box) < seen.y ||
	       box.y > rect_bottom(seen);
}

static void draw_element(const Canvas *canvas, const CanvasElement *element);

static void draw_inside(const Canvas *canvas, const CanvasElement *element)
{
	const CanvasElement *end = element + 1 + element->n_inside;

	for (const CanvasElement *at = element + 1; at < end; at += 1 + at->n_inside)
		draw_element(canvas, at);
}

static void draw_unturned(const Canvas *canvas, const CanvasElement *element, Rect box)
{
	if (!canvas_is_shape(element->type))
		draw_decoration(canvas, element->json, box);
	canvas_draw_content(canvas, element, canvas_is_shape(element->type)
						     ? box
						     : padding_box(element->json, element->type, box));
}

static void draw_element(const Canvas *canvas, const CanvasElement *element)
{
	Rect box = element->box;
	Point middle = { box.x + box.width / 2, box.y + box.height / 2 };

	if (is_outside(canvas, element) && !element->n_inside)
		return;
	if (element->turn_deg == 0) {
		draw_unturned(canvas, element, scene_snapped(canvas->scene, box));
		draw_inside(canvas, element);
		return;
	}
	scene_push_transform(canvas->scene, middle, element->turn_deg * G_PI / 180, 1);
	draw_unturned(canvas, element,
		      (Rect){ -box.width / 2, -box.height / 2, box.width, box.height });
	scene_pop_transform(canvas->scene);
	draw_inside(canvas, element);
}

static bool canvas_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	json_object *root = json_get_object(context->options, "root");
	Canvas canvas = { context, scene, area, NULL, 0 };

	canvas.elements = arena_new_array(context->arena, CanvasElement, MAX_ELEMENTS);
	collect(&canvas, json_get_array(root, "elements"), padding_box(root, "frame", area), 0);
	scene_push_clip_rect(scene, area);
	draw_decoration(&canvas, root, area);
	for (size_t i = 0; i < canvas.n_elements; i += 1 + canvas.elements[i].n_inside)
		draw_element(&canvas, &canvas.elements[i]);
	canvas_draw_connections(&canvas);
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_canvas = {
	.id = "canvas",
	.field_defaults = "{\"color\":{\"mode\":\"thresholds\"},"
			  "\"thresholds\":{\"mode\":\"absolute\",\"steps\":["
			  "{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}",
	.has_no_padding = true,
	.layout = canvas_layout,
};
