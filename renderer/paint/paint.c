#include "renderer/paint/paint.h"

#include "renderer/paint/text.h"

#include <math.h>

static void set_color(cairo_t *cairo, Color color)
{
	cairo_set_source_rgba(cairo, color.red / 255, color.green / 255, color.blue / 255,
			      color.alpha);
}

/* Canvas gradients blend colour and alpha apart; Cairo blends them multiplied. Steps in between
 * keep the difference small. */
static void add_blend(cairo_pattern_t *pattern, const GradientStop *from, const GradientStop *to)
{
	enum { STEPS = 8 };

	if (from->color.alpha == to->color.alpha || to->offset <= from->offset)
		return;
	for (int i = 1; i < STEPS; i++) {
		double t = (double)i / STEPS;

		cairo_pattern_add_color_stop_rgba(
			pattern, from->offset + (to->offset - from->offset) * t,
			(from->color.red + (to->color.red - from->color.red) * t) / 255,
			(from->color.green + (to->color.green - from->color.green) * t) / 255,
			(from->color.blue + (to->color.blue - from->color.blue) * t) / 255,
			from->color.alpha + (to->color.alpha - from->color.alpha) * t);
	}
}

static void set_gradient(cairo_t *cairo, const Gradient *gradient)
{
	cairo_pattern_t *pattern =
		gradient->is_radial
			? cairo_pattern_create_radial(gradient->from.x, gradient->from.y,
						      gradient->radius_from, gradient->to.x,
						      gradient->to.y, gradient->radius_to)
			: cairo_pattern_create_linear(gradient->from.x, gradient->from.y,
						      gradient->to.x, gradient->to.y);

	for (int i = 0; i < gradient->n_stops; i++) {
		const GradientStop *stop = &gradient->stops[i];

		if (i > 0)
			add_blend(pattern, stop - 1, stop);
		cairo_pattern_add_color_stop_rgba(pattern, stop->offset, stop->color.red / 255,
						  stop->color.green / 255, stop->color.blue / 255,
						  stop->color.alpha);
	}
	cairo_set_source(cairo, pattern);
	cairo_pattern_destroy(pattern);
}

static void set_paint(cairo_t *cairo, const Paint *paint)
{
	if (paint->gradient)
		set_gradient(cairo, paint->gradient);
	else
		set_color(cairo, paint->color);
}

static void add_path(cairo_t *cairo, const Path *path)
{
	size_t n, n_points;
	const uint8_t *verbs = path_verbs(path, &n);
	const Point *point = path_points(path, &n_points);

	cairo_new_path(cairo);
	for (size_t i = 0; i < n; i++) {
		switch ((PathVerb)verbs[i]) {
		case PATH_MOVE:
			cairo_move_to(cairo, point->x, point->y);
			point++;
			break;
		case PATH_LINE:
			cairo_line_to(cairo, point->x, point->y);
			point++;
			break;
		case PATH_CURVE:
			cairo_curve_to(cairo, point[0].x, point[0].y, point[1].x, point[1].y,
				       point[2].x, point[2].y);
			point += 3;
			break;
		case PATH_CLOSE:
			cairo_close_path(cairo);
			break;
		}
	}
}

static void paint_fill(cairo_t *cairo, const SceneItem *item)
{
	add_path(cairo, item->path);
	set_paint(cairo, &item->paint);
	cairo_set_fill_rule(cairo, item->fill.is_even_odd ? CAIRO_FILL_RULE_EVEN_ODD
							  : CAIRO_FILL_RULE_WINDING);
	if (item->fill.is_crisp)
		cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
	cairo_fill(cairo);
	cairo_set_antialias(cairo, CAIRO_ANTIALIAS_DEFAULT);
}

static cairo_line_cap_t line_cap(LineCap cap)
{
	return cap == CAP_ROUND	   ? CAIRO_LINE_CAP_ROUND
	       : cap == CAP_SQUARE ? CAIRO_LINE_CAP_SQUARE
				   : CAIRO_LINE_CAP_BUTT;
}

static cairo_line_join_t line_join(LineJoin join)
{
	return join == JOIN_ROUND   ? CAIRO_LINE_JOIN_ROUND
	       : join == JOIN_BEVEL ? CAIRO_LINE_JOIN_BEVEL
				    : CAIRO_LINE_JOIN_MITER;
}

static void paint_stroke(cairo_t *cairo, const SceneItem *item)
{
	const StrokeStyle *style = &item->stroke;

	add_path(cairo, item->path);
	set_paint(cairo, &item->paint);
	cairo_set_line_width(cairo, style->width_px);
	cairo_set_line_cap(cairo, line_cap(style->cap));
	cairo_set_line_join(cairo, line_join(style->join));
	cairo_set_dash(cairo, style->dash_px, style->n_dash, style->dash_offset_px);
	cairo_stroke(cairo);
}

static void paint_rect(cairo_t *cairo, const SceneItem *item)
{
	Rect rect = item->rect;

	set_paint(cairo, &item->paint);
	cairo_rectangle(cairo, rect.x, rect.y, rect.width, rect.height);
	cairo_fill(cairo);
}

static void paint_image(cairo_t *cairo, const SceneItem *item)
{
	Rect rect = item->rect;
	double width = cairo_image_surface_get_width(item->image);
	double height = cairo_image_surface_get_height(item->image);

	if (width <= 0 || height <= 0)
		return;
	cairo_save(cairo);
	cairo_translate(cairo, rect.x, rect.y);
	cairo_scale(cairo, rect.width / width, rect.height / height);
	cairo_set_source_surface(cairo, item->image, 0, 0);
	cairo_paint(cairo);
	cairo_restore(cairo);
}

static void push_transform(cairo_t *cairo, const SceneItem *item)
{
	cairo_save(cairo);
	cairo_translate(cairo, item->move.x, item->move.y);
	cairo_rotate(cairo, item->turn_rad);
	cairo_scale(cairo, item->factor, item->factor);
}

static void push_clip(cairo_t *cairo, const SceneItem *item)
{
	cairo_save(cairo);
	add_path(cairo, item->path);
	cairo_set_fill_rule(cairo, item->fill.is_even_odd ? CAIRO_FILL_RULE_EVEN_ODD
							  : CAIRO_FILL_RULE_WINDING);
	cairo_clip(cairo);
}

/* How deep groups are nested, with the alpha of each. */
typedef struct {
	double alphas[32];
	int depth;
} Groups;

static void push_group(cairo_t *cairo, Groups *groups, double alpha)
{
	if (groups->depth < (int)G_N_ELEMENTS(groups->alphas)) {
		groups->alphas[groups->depth] = alpha;
		cairo_push_group(cairo);
	}
	groups->depth++;
}

static void pop_group(cairo_t *cairo, Groups *groups)
{
	g_assert(groups->depth > 0);
	groups->depth--;
	if (groups->depth < (int)G_N_ELEMENTS(groups->alphas)) {
		cairo_pop_group_to_source(cairo);
		cairo_paint_with_alpha(cairo, groups->alphas[groups->depth]);
	}
}

static void paint_text(cairo_t *cairo, TextContext *context, const SceneText *text, bool is_vector)
{
	set_color(cairo, text->color);
	text_paint(cairo, context, text, is_vector);
}

void paint_scene(const Scene *scene, TextContext *text, cairo_t *cairo, bool is_vector)
{
	Groups groups = { .depth = 0 };

	for (size_t i = 0; i < scene_n_items(scene); i++) {
		const SceneItem *item = scene_item(scene, i);

		switch (item->kind) {
		case SCENE_FILL:
			paint_fill(cairo, item);
			break;
		case SCENE_STROKE:
			paint_stroke(cairo, item);
			break;
		case SCENE_RECT:
			paint_rect(cairo, item);
			break;
		case SCENE_TEXT:
			paint_text(cairo, text, item->text, is_vector);
			break;
		case SCENE_IMAGE:
			paint_image(cairo, item);
			break;
		case SCENE_PUSH_CLIP:
			push_clip(cairo, item);
			break;
		case SCENE_PUSH_TRANSFORM:
			push_transform(cairo, item);
			break;
		case SCENE_PUSH_GROUP:
			push_group(cairo, &groups, item->alpha);
			break;
		case SCENE_POP_GROUP:
			pop_group(cairo, &groups);
			break;
		case SCENE_POP_CLIP:
		case SCENE_POP_TRANSFORM:
			cairo_restore(cairo);
			break;
		}
	}
}
