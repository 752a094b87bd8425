#include "renderer/scene.h"

#include "renderer/data/number.h"

#include <string.h>

enum { MAX_ITEMS = 2 * 1000 * 1000, MAX_TEXT_BYTES = 4096 };

/* An item with what it owns. */
typedef struct {
	SceneItem item;
	Path *path;
	Gradient *gradient;
	double *dash;
	SceneText text;
} Owned;

struct Scene {
	double width, height, scale;
	GArray *items; // of Owned
};

static void owned_clear(void *data)
{
	Owned *owned = data;

	path_free(owned->path);
	g_free(owned->gradient);
	g_free(owned->dash);
	g_free((char *)owned->text.text);
	if (owned->item.image)
		cairo_surface_destroy(owned->item.image);
}

Scene *scene_new(double width, double height, double scale)
{
	Scene *scene = g_new0(Scene, 1);

	scene->width = width;
	scene->height = height;
	scene->scale = scale;
	scene->items = g_array_new(FALSE, TRUE, sizeof(Owned));
	g_array_set_clear_func(scene->items, owned_clear);
	return scene;
}

void scene_free(Scene *scene)
{
	if (!scene)
		return;
	g_array_unref(scene->items);
	g_free(scene);
}

double scene_width(const Scene *scene)
{
	return scene->width;
}

double scene_height(const Scene *scene)
{
	return scene->height;
}

double scene_scale(const Scene *scene)
{
	return scene->scale;
}

bool scene_is_full(const Scene *scene)
{
	return scene->items->len >= MAX_ITEMS;
}

/* The new item, or NULL when the scene is full. Pops are always taken, so that pairs stay pairs. */
static Owned *add(Scene *scene, SceneKind kind)
{
	bool is_pop = kind == SCENE_POP_CLIP || kind == SCENE_POP_GROUP ||
		      kind == SCENE_POP_TRANSFORM;
	bool is_push = kind == SCENE_PUSH_CLIP || kind == SCENE_PUSH_GROUP ||
		       kind == SCENE_PUSH_TRANSFORM;

	if (scene_is_full(scene) && !is_pop && !is_push)
		return NULL;
	g_array_set_size(scene->items, scene->items->len + 1);
	Owned *owned = &g_array_index(scene->items, Owned, scene->items->len - 1);

	owned->item.kind = kind;
	return owned;
}

static void set_paint(Owned *owned, Paint paint)
{
	owned->item.paint = paint;
	if (paint.gradient)
		owned->gradient = g_memdup2(paint.gradient, sizeof(Gradient));
}

void scene_take_fill(Scene *scene, Path *path, Paint paint, FillStyle style)
{
	Owned *owned = path_is_empty(path) ? NULL : add(scene, SCENE_FILL);

	if (!owned) {
		path_free(path);
		return;
	}
	owned->path = path;
	owned->item.fill = style;
	set_paint(owned, paint);
}

void scene_take_stroke(Scene *scene, Path *path, Paint paint, StrokeStyle style)
{
	Owned *owned = path_is_empty(path) ? NULL : add(scene, SCENE_STROKE);

	if (!owned) {
		path_free(path);
		return;
	}
	owned->path = path;
	owned->item.stroke = style;
	if (style.n_dash > 0)
		owned->dash = g_memdup2(style.dash_px, (gsize)style.n_dash * sizeof(double));
	set_paint(owned, paint);
}

void scene_fill_rect(Scene *scene, Rect rect, Paint paint)
{
	Owned *owned = rect.width > 0 && rect.height > 0 ? add(scene, SCENE_RECT) : NULL;

	if (!owned)
		return;
	owned->item.rect = rect;
	set_paint(owned, paint);
}

void scene_fill_round_rect(Scene *scene, Rect rect, double radius_px, Paint paint)
{
	Path *path = path_new();

	path_round_rect(path, rect, radius_px, radius_px, radius_px, radius_px);
	scene_take_fill(scene, path, paint, (FillStyle){ 0 });
}

void scene_push_clip_rect(Scene *scene, Rect rect)
{
	Path *path = path_new();

	path_rect(path, rect);
	scene_take_push_clip(scene, path, false);
}

void scene_take_push_clip(Scene *scene, Path *path, bool is_even_odd)
{
	Owned *owned = add(scene, SCENE_PUSH_CLIP);

	owned->path = path;
	owned->item.fill.is_even_odd = is_even_odd;
}

void scene_pop_clip(Scene *scene)
{
	add(scene, SCENE_POP_CLIP);
}

void scene_push_group(Scene *scene, double alpha)
{
	add(scene, SCENE_PUSH_GROUP)->item.alpha = alpha;
}

void scene_pop_group(Scene *scene)
{
	add(scene, SCENE_POP_GROUP);
}

void scene_push_transform(Scene *scene, Point move, double turn_rad, double factor)
{
	Owned *owned = add(scene, SCENE_PUSH_TRANSFORM);

	owned->item.move = move;
	owned->item.turn_rad = turn_rad;
	owned->item.factor = factor;
}

void scene_pop_transform(Scene *scene)
{
	add(scene, SCENE_POP_TRANSFORM);
}

void scene_text(Scene *scene, const SceneText *text)
{
	Owned *owned = text->text && text->text[0] ? add(scene, SCENE_TEXT) : NULL;

	if (!owned)
		return;
	size_t length = strnlen(text->text, MAX_TEXT_BYTES);

	owned->text = *text;
	owned->text.text = g_utf8_make_valid(text->text, (gssize)length);
}

void scene_image(Scene *scene, Rect rect, cairo_surface_t *image)
{
	Owned *owned = add(scene, SCENE_IMAGE);

	if (!owned)
		return;
	owned->item.rect = rect;
	owned->item.image = cairo_surface_reference(image);
}

size_t scene_n_items(const Scene *scene)
{
	return scene->items->len;
}

const SceneItem *scene_item(const Scene *scene, size_t index)
{
	Owned *owned = &g_array_index(scene->items, Owned, index);

	/* The array moves its elements while it grows, so these are set when asked for. */
	owned->item.path = owned->path;
	owned->item.paint.gradient = owned->gradient;
	owned->item.stroke.dash_px = owned->dash;
	owned->item.text = &owned->text;
	return &owned->item;
}

/* --- As text --- */

static void print_number(GString *out, double value)
{
	char text[40];

	number_to_text(js_round(value * 100) / 100, text, sizeof(text));
	g_string_append_c(out, ' ');
	g_string_append(out, text);
}

static void print_rect(GString *out, Rect rect)
{
	print_number(out, rect.x);
	print_number(out, rect.y);
	print_number(out, rect.width);
	print_number(out, rect.height);
}

static void print_color(GString *out, Color color)
{
	Color rounded = color_rounded(color);

	g_string_append_printf(out, " #%02x%02x%02x", (int)rounded.red, (int)rounded.green,
			       (int)rounded.blue);
	if (color.alpha != 1)
		print_number(out, color.alpha);
}

static void print_paint(GString *out, const Paint *paint)
{
	const Gradient *gradient = paint->gradient;

	if (!gradient) {
		print_color(out, paint->color);
		return;
	}
	g_string_append(out, " gradient");
	for (int i = 0; i < gradient->n_stops; i++) {
		print_number(out, gradient->stops[i].offset);
		print_color(out, gradient->stops[i].color);
	}
}

static void print_path(GString *out, const Path *path)
{
	static const char letters[] = { 'M', 'L', 'C', 'Z' };
	static const int n_points[] = { 1, 1, 3, 0 };
	size_t n, n_all;
	const uint8_t *verbs = path_verbs(path, &n);
	const Point *point = path_points(path, &n_all);

	for (size_t i = 0; i < n; i++) {
		g_string_append_printf(out, " %c", letters[verbs[i]]);
		for (int p = 0; p < n_points[verbs[i]]; p++, point++) {
			print_number(out, point->x);
			print_number(out, point->y);
		}
	}
}

static void print_stroke(GString *out, const SceneItem *item)
{
	g_string_append(out, "stroke");
	print_number(out, item->stroke.width_px);
	print_paint(out, &item->paint);
	if (item->stroke.n_dash)
		g_string_append(out, " dash");
	for (int i = 0; i < item->stroke.n_dash; i++)
		print_number(out, item->stroke.dash_px[i]);
	print_path(out, item->path);
}

static void print_text(GString *out, const SceneText *text)
{
	static const char *const aligns[] = { "left", "center", "right" };

	g_string_append(out, "text");
	print_number(out, text->x);
	print_number(out, text->baseline_y);
	g_string_append_printf(out, " %s", aligns[text->align]);
	print_number(out, text->style.size_px);
	g_string_append_printf(out, " %d", text->style.weight);
	print_color(out, text->color);
	if (text->turn_rad != 0)
		print_number(out, text->turn_rad);
	g_string_append_printf(out, " \"%s\"", text->text);
}

static void print_item(GString *out, const SceneItem *item)
{
	switch (item->kind) {
	case SCENE_FILL:
		g_string_append(out, "fill");
		print_paint(out, &item->paint);
		print_path(out, item->path);
		break;
	case SCENE_STROKE:
		print_stroke(out, item);
		break;
	case SCENE_RECT:
		g_string_append(out, "rect");
		print_rect(out, item->rect);
		print_paint(out, &item->paint);
		break;
	case SCENE_TEXT:
		print_text(out, item->text);
		break;
	case SCENE_IMAGE:
		g_string_append(out, "image");
		print_rect(out, item->rect);
		break;
	case SCENE_PUSH_CLIP:
		g_string_append(out, "clip");
		print_path(out, item->path);
		break;
	case SCENE_PUSH_GROUP:
		g_string_append(out, "group");
		print_number(out, item->alpha);
		break;
	case SCENE_PUSH_TRANSFORM:
		g_string_append(out, "transform");
		print_number(out, item->move.x);
		print_number(out, item->move.y);
		print_number(out, item->turn_rad);
		print_number(out, item->factor);
		break;
	case SCENE_POP_CLIP:
	case SCENE_POP_GROUP:
	case SCENE_POP_TRANSFORM:
		g_string_append(out, "pop");
		break;
	}
}

char *scene_to_text(const Scene *scene)
{
	GString *out = g_string_new("scene");

	print_number(out, scene->width);
	print_number(out, scene->height);
	print_number(out, scene->scale);
	g_string_append_c(out, '\n');
	for (size_t i = 0; i < scene_n_items(scene); i++) {
		print_item(out, scene_item(scene, i));
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}
