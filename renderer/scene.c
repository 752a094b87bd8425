#include "renderer/scene.h"

#include <string.h>

#include "renderer/arena.h"

/* Together at most about 120 MiB, which only a scene near all its bounds takes. */
enum {
	SCENE_MAX_ITEMS = 1 << 18,
	SCENE_MAX_POINTS = 1 << 21,
	SCENE_MAX_BYTES = 16 << 20, // texts, dashes and gradients
	TEXT_MAX_BYTES = 16 << 10,
	DASH_MAX = 16,
};

static const double LENGTH_MAX_PX = 131072; // as far as paths reach
static const double STROKE_MAX_PX = 4096;
static const double FONT_MAX_PX = 4096;

struct Scene {
	double width, height, scale;
	Arena *arena;
	GArray *items; // SceneItem
	size_t n_points;
	size_t part_bytes; // texts of the parts
	SceneKind open[SCENE_MAX_DEPTH]; // the pushes not yet popped
	int depth;
	int n_refused; // pushes refused since the scene is full, not yet popped
	bool is_full;
};

Scene *scene_new(double width, double height, double scale)
{
	Scene *scene = g_new0(Scene, 1);

	scene->width = width;
	scene->height = height;
	scene->scale = scale;
	scene->arena = arena_new(SCENE_MAX_BYTES);
	scene->items = g_array_new(FALSE, FALSE, sizeof(SceneItem));
	return scene;
}

void scene_free(Scene *scene)
{
	if (!scene)
		return;
	g_array_unref(scene->items);
	arena_free(scene->arena);
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

Rect scene_snapped(const Scene *scene, Rect rect)
{
	double scale = scene->scale;
	double left = js_round(rect.x * scale), top = js_round(rect.y * scale);

	return (Rect){ left / scale, top / scale,
		       (js_round(rect_right(rect) * scale) - left) / scale,
		       (js_round(rect_bottom(rect) * scale) - top) / scale };
}

bool scene_is_full(const Scene *scene)
{
	return scene->is_full;
}

size_t scene_n_items(const Scene *scene)
{
	return scene->items->len;
}

const SceneItem *scene_item(const Scene *scene, size_t index)
{
	g_assert(index < scene->items->len);
	return &g_array_index(scene->items, SceneItem, index);
}

/* --- Items and their bounds --- */

static bool has_room(Scene *scene)
{
	scene->is_full |= scene->items->len >= SCENE_MAX_ITEMS ||
			  scene->n_points >= SCENE_MAX_POINTS || arena_is_full(scene->arena);
	return !scene->is_full;
}

static void add_item(Scene *scene, SceneItem item)
{
	g_array_append_val(scene->items, item);
}

static void free_path(void *path)
{
	path_free(path);
}

/* Keeps the path until the scene goes, or frees it where there is no room. */
static bool take_path(Scene *scene, Path *path)
{
	size_t n;

	path_points(path, &n);
	scene->is_full |= path_is_full(path) || scene->n_points + n > SCENE_MAX_POINTS;
	if (!has_room(scene)) {
		path_free(path);
		return false;
	}
	scene->n_points += n;
	arena_take(scene->arena, path, free_path);
	return true;
}

static double clamp_length(double px)
{
	return CLAMP(px, -LENGTH_MAX_PX, LENGTH_MAX_PX);
}

/* The part of the rectangle near the picture; empty where a number is missing. */
static Rect rect_near(Rect rect)
{
	if (isnan(rect.x) || isnan(rect.y) || !(rect.width > 0) || !(rect.height > 0))
		return (Rect){ 0 };
	double left = clamp_length(rect.x), top = clamp_length(rect.y);
	bool is_near = left == rect.x && top == rect.y && rect.width <= LENGTH_MAX_PX &&
		       rect.height <= LENGTH_MAX_PX;

	if (is_near)
		return rect;
	return (Rect){ left, top, clamp_length(rect_right(rect)) - left,
		       clamp_length(rect_bottom(rect)) - top };
}

static bool gradient_is_usable(const Gradient *gradient)
{
	const double numbers[] = { gradient->from.x,
				   gradient->from.y,
				   gradient->to.x,
				   gradient->to.y,
				   gradient->is_radial ? gradient->radius_from : 0,
				   gradient->is_radial ? gradient->radius_to : 0 };

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (!(fabs(numbers[i]) <= LENGTH_MAX_PX))
			return false;
	return !gradient->aspect || (gradient->aspect > 1e-3 && gradient->aspect < 1e3);
}

/* Most gradients have few stops: the room for all the others is not copied. */
static Paint copy_paint(Scene *scene, Paint paint)
{
	if (!paint.gradient)
		return paint;
	if (!gradient_is_usable(paint.gradient))
		return PAINT_COLOR(COLOR_TRANSPARENT);
	int n = CLAMP(paint.gradient->n_stops, 0, GRADIENT_MAX_STOPS);
	size_t size = offsetof(Gradient, stops) + (size_t)n * sizeof(GradientStop);
	Gradient *copy = arena_alloc(scene->arena, 1, size);

	memcpy(copy, paint.gradient, size);
	copy->n_stops = n;
	paint.gradient = copy;
	return paint;
}

/* A pattern that is no pattern, or that has no length, draws a solid line. */
static bool dash_is_usable(const StrokeStyle *style)
{
	double sum_px = 0;

	if (!style->dash_px || style->n_dash <= 0 || style->n_dash > DASH_MAX)
		return false;
	for (int i = 0; i < style->n_dash; i++) {
		if (!(style->dash_px[i] >= 0) || style->dash_px[i] > LENGTH_MAX_PX)
			return false;
		sum_px += style->dash_px[i];
	}
	return sum_px > 0.01;
}

static StrokeStyle copy_stroke(Scene *scene, StrokeStyle style)
{
	style.width_px = MIN(style.width_px, STROKE_MAX_PX);
	if (!isfinite(style.dash_offset_px))
		style.dash_offset_px = 0;
	if (!(style.pen_stretch > 0))
		style.pen_stretch = 1;
	style.pen_stretch = CLAMP(style.pen_stretch, 0.001, 1000);
	if (!dash_is_usable(&style)) {
		style.dash_px = NULL;
		style.n_dash = 0;
		return style;
	}
	double *dash_px = arena_new_array(scene->arena, double, style.n_dash);

	memcpy(dash_px, style.dash_px, style.n_dash * sizeof(double));
	style.dash_px = dash_px;
	return style;
}

/* --- Paths and boxes --- */

void scene_take_fill(Scene *scene, Path *path, Paint paint, FillStyle style)
{
	if (path_is_empty(path))
		path_free(path);
	else if (take_path(scene, path))
		add_item(scene, (SceneItem){ .kind = SCENE_FILL,
					     .path = path,
					     .paint = copy_paint(scene, paint),
					     .fill = style });
}

void scene_take_stroke(Scene *scene, Path *path, Paint paint, StrokeStyle style)
{
	if (!(style.width_px > 0) || path_is_empty(path))
		path_free(path);
	else if (take_path(scene, path))
		add_item(scene, (SceneItem){ .kind = SCENE_STROKE,
					     .path = path,
					     .paint = copy_paint(scene, paint),
					     .stroke = copy_stroke(scene, style) });
}

void scene_fill_rect(Scene *scene, Rect rect, Paint paint)
{
	rect = rect_near(rect);
	if (rect.width > 0 && rect.height > 0 && has_room(scene))
		add_item(scene, (SceneItem){ .kind = SCENE_RECT,
					     .rect = rect,
					     .paint = copy_paint(scene, paint) });
}

void scene_fill_round_rect(Scene *scene, Rect rect, double radius_px, Paint paint)
{
	Path *path = path_new();

	path_round_rect(path, rect, radius_px, radius_px, radius_px, radius_px);
	scene_take_fill(scene, path, paint, (FillStyle){ 0 });
}

/* --- Clips, groups and transforms --- */

static bool push(Scene *scene, SceneKind kind)
{
	scene->is_full |= scene->depth == SCENE_MAX_DEPTH;
	if (!has_room(scene)) {
		scene->n_refused++;
		return false;
	}
	scene->open[scene->depth++] = kind;
	return true;
}

/* Also in a full scene: there are only as many pops as there were pushes. */
static void pop(Scene *scene, SceneKind pushed, SceneKind popped)
{
	if (scene->n_refused > 0) {
		scene->n_refused--;
		return;
	}
	g_assert(scene->depth > 0 && scene->open[scene->depth - 1] == pushed);
	scene->depth--;
	add_item(scene, (SceneItem){ .kind = popped });
}

void scene_push_clip_rect(Scene *scene, Rect rect)
{
	Path *path = path_new();

	path_rect(path, rect_near(rect));
	scene_take_push_clip(scene, path, false);
}

void scene_take_push_clip(Scene *scene, Path *path, bool is_even_odd)
{
	bool has_path = take_path(scene, path);

	if (push(scene, SCENE_PUSH_CLIP) && has_path)
		add_item(scene, (SceneItem){ .kind = SCENE_PUSH_CLIP,
					     .path = path,
					     .fill.is_even_odd = is_even_odd });
}

void scene_pop_clip(Scene *scene)
{
	pop(scene, SCENE_PUSH_CLIP, SCENE_POP_CLIP);
}

void scene_push_group(Scene *scene, double alpha)
{
	if (push(scene, SCENE_PUSH_GROUP))
		add_item(scene, (SceneItem){ .kind = SCENE_PUSH_GROUP,
					     .alpha = alpha > 0 ? MIN(alpha, 1) : 0 });
}

void scene_pop_group(Scene *scene)
{
	pop(scene, SCENE_PUSH_GROUP, SCENE_POP_GROUP);
}

void scene_push_transform(Scene *scene, Point move, double turn_rad, double factor)
{
	if (!push(scene, SCENE_PUSH_TRANSFORM))
		return;
	Point kept = { isnan(move.x) ? 0 : clamp_length(move.x),
		       isnan(move.y) ? 0 : clamp_length(move.y) };

	add_item(scene, (SceneItem){ .kind = SCENE_PUSH_TRANSFORM,
				     .move = kept,
				     .turn_rad = isfinite(turn_rad) ? turn_rad : 0,
				     .factor = isnan(factor) ? 1 : CLAMP(factor, 0.001, 16) });
}

void scene_pop_transform(Scene *scene)
{
	pop(scene, SCENE_PUSH_TRANSFORM, SCENE_POP_TRANSFORM);
}

/* --- Texts and pictures --- */

static char *copy_text(Arena *arena, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, strnlen(text, TEXT_MAX_BYTES));

	return arena_strdup(arena, valid);
}

void scene_text(Scene *scene, const SceneText *text)
{
	bool is_drawable = text->text && text->text[0] && isfinite(text->x) &&
			   isfinite(text->baseline_y) && isfinite(text->turn_rad) &&
			   text->style.size_px > 0 && text->style.size_px <= FONT_MAX_PX;

	if (!is_drawable || !has_room(scene))
		return;
	SceneText *copy = arena_new_one(scene->arena, SceneText);

	*copy = *text;
	copy->text = copy_text(scene->arena, text->text);
	copy->whole = text->whole ? copy_text(scene->arena, text->whole) : NULL;
	copy->x = clamp_length(text->x);
	copy->baseline_y = clamp_length(text->baseline_y);
	add_item(scene, (SceneItem){ .kind = SCENE_TEXT, .text = copy });
}

static void free_surface(void *surface)
{
	cairo_surface_destroy(surface);
}

static void add_image(Scene *scene, Rect rect, cairo_surface_t *image, bool is_texture)
{
	rect = rect_near(rect);
	if (!(rect.width > 0) || !(rect.height > 0) || !has_room(scene))
		return;
	arena_take(scene->arena, cairo_surface_reference(image), free_surface);
	add_item(scene, (SceneItem){ .kind = SCENE_IMAGE, .rect = rect, .image = image,
				     .is_texture = is_texture });
}

void scene_image(Scene *scene, Rect rect, cairo_surface_t *image)
{
	add_image(scene, rect, image, false);
}

void scene_texture(Scene *scene, Rect rect, cairo_surface_t *image)
{
	add_image(scene, rect, image, true);
}

/* --- Parts --- */

static void free_part(void *part)
{
	scene_free(part);
}

static bool has_room_for(Scene *scene, const Scene *part)
{
	size_t bytes = arena_used(scene->arena) + arena_used(part->arena) + scene->part_bytes;

	scene->is_full |= scene->items->len + part->items->len + 4 > SCENE_MAX_ITEMS ||
			  scene->n_points + part->n_points > SCENE_MAX_POINTS ||
			  bytes > 4 * (size_t)SCENE_MAX_BYTES;
	return has_room(scene);
}

void scene_take_part(Scene *scene, Scene *part, Rect box)
{
	g_assert(part->depth == 0);
	if (!has_room_for(scene, part)) {
		scene_free(part);
		return;
	}
	scene_push_clip_rect(scene, box);
	scene_push_transform(scene, (Point){ box.x, box.y }, 0, 1);
	if (part->items->len > 0)
		g_array_append_vals(scene->items, part->items->data, part->items->len);
	scene_pop_transform(scene);
	scene_pop_clip(scene);
	scene->n_points += part->n_points;
	scene->part_bytes += arena_used(part->arena) + part->part_bytes;
	arena_take(scene->arena, part, free_part);
}
