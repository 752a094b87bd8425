#include "renderer/paint/paint.h"

#include "renderer/paint/columns.h"
#include "renderer/paint/hairline.h"
#include "renderer/paint/text.h"

#include <math.h>

enum { MAX_DASHES = 100 * 1000, FINE_MAX_LENGTH = 4000 };

/* Where a colour was computed from numbers that are missing, nothing is drawn. */
static double unit(double value)
{
	return value > 0 ? fmin(value, 1) : 0;
}

static void set_color(cairo_t *cairo, Color color)
{
	cairo_set_source_rgba(cairo, unit(color.red / 255), unit(color.green / 255),
			      unit(color.blue / 255), unit(color.alpha));
}

/* Ellipses are circles seen through a plane that is stretched around the first one's centre. */
static void stretch_pattern(cairo_pattern_t *pattern, double middle_y, double aspect)
{
	cairo_matrix_t matrix;

	cairo_matrix_init(&matrix, 1, 0, 0, 1 / aspect, 0, middle_y - middle_y / aspect);
	cairo_pattern_set_matrix(pattern, &matrix);
}

static cairo_pattern_t *create_pattern(const Gradient *gradient)
{
	Point from = gradient->from, to = gradient->to;

	if (!gradient->is_radial)
		return cairo_pattern_create_linear(from.x, from.y, to.x, to.y);
	cairo_pattern_t *pattern = cairo_pattern_create_radial(
		from.x, from.y, gradient->radius_from, to.x, to.y, gradient->radius_to);

	if (gradient->aspect > 0)
		stretch_pattern(pattern, from.y, gradient->aspect);
	return pattern;
}

/* Between two stops Cairo's image backend blends colour and alpha apart, as a canvas does. */
static void set_gradient(cairo_t *cairo, const Gradient *gradient)
{
	cairo_pattern_t *pattern = create_pattern(gradient);

	for (int i = 0; i < gradient->n_stops; i++) {
		Color color = gradient->stops[i].color;

		cairo_pattern_add_color_stop_rgba(pattern, unit(gradient->stops[i].offset),
						  unit(color.red / 255), unit(color.green / 255),
						  unit(color.blue / 255), unit(color.alpha));
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

static bool is_longer(const Path *path, double length_px)
{
	size_t n;
	const Point *points = path_points(path, &n);
	double length = 0;

	for (size_t i = 1; i < n && length <= length_px; i++)
		length += hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
	return length > length_px;
}

/* Level and upright lines, such as the sides of bars, do not count: they take little time. */
static bool has_long_slants(const Path *path)
{
	size_t n, n_points;
	const uint8_t *verbs = path_verbs(path, &n);
	const Point *to = path_points(path, &n_points);
	double length = 0;

	for (size_t i = 0; i < n && length <= FINE_MAX_LENGTH; i++) {
		int n_ends = verbs[i] == PATH_CURVE ? 3 : verbs[i] == PATH_CLOSE ? 0 : 1;

		for (int end = 0; end < n_ends; end++, to++)
			if (verbs[i] != PATH_MOVE && to->x != to[-1].x && to->y != to[-1].y)
				length += hypot(to->x - to[-1].x, to->y - to[-1].y);
	}
	return length > FINE_MAX_LENGTH;
}

/*
 * Drawing an outline takes as long as it is: 0.4 ms for 1000 px with Cairo's default sampling,
 * less than half with the fast one, 4 x 4 samples a pixel. An outline so long is a zigzag, where
 * the browser samples 4 x 4 too (Skia's SkScan_AntiPath.cpp, ShouldUseAAA()).
 */
static cairo_antialias_t path_antialias(const Path *path)
{
	return has_long_slants(path) ? CAIRO_ANTIALIAS_FAST : CAIRO_ANTIALIAS_DEFAULT;
}

enum { MOST_BOX_POINTS = 8192 };

/* Whether Cairo takes the path for boxes, whose edges it finds exactly. */
static bool is_boxes(const Path *path)
{
	size_t n, n_points;
	const uint8_t *verbs = path_verbs(path, &n);
	const Point *point = path_points(path, &n_points), *last = point;

	if (n_points > MOST_BOX_POINTS)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (verbs[i] == PATH_CURVE)
			return false;
		if (verbs[i] == PATH_CLOSE)
			continue;
		if (verbs[i] == PATH_LINE && point->x != last->x && point->y != last->y)
			return false;
		last = point++;
	}
	return true;
}

/*
 * Cairo takes a path of level and upright lines alone for boxes and parts them where they overlap,
 * which takes the square of their number in time. A slanted line far outside the picture makes
 * it a polygon like any other, with the same pixels.
 */
static void avoid_boxes(cairo_t *cairo, const Path *path)
{
	const double far_px = -20000;
	size_t n;

	path_points(path, &n);
	if (n <= MOST_BOX_POINTS)
		return;
	cairo_move_to(cairo, far_px, far_px);
	cairo_line_to(cairo, far_px + 1, far_px + 2);
	cairo_line_to(cairo, far_px + 2, far_px);
	cairo_close_path(cairo);
}

/*
 * The fast sampling cuts edges down to whole samples, where the browser rounds them: half a sample
 * more makes that the same.
 */
static Point sample_shift(cairo_t *cairo, bool has_boxes)
{
	const double half_sample_dp = 1.0 / 8;
	bool is_cut = cairo_get_antialias(cairo) == CAIRO_ANTIALIAS_FAST && !has_boxes;
	Point shift = { is_cut ? half_sample_dp : 0, is_cut ? half_sample_dp : 0 };

	cairo_device_to_user_distance(cairo, &shift.x, &shift.y);
	return shift;
}

static void add_moved_path(cairo_t *cairo, const Path *path, Point shift)
{
	cairo_translate(cairo, shift.x, shift.y);
	add_path(cairo, path);
	cairo_translate(cairo, -shift.x, -shift.y);
}

static void set_fill_rule(cairo_t *cairo, FillStyle style)
{
	cairo_set_fill_rule(cairo,
			    style.is_even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
}

static void paint_fill(cairo_t *cairo, const SceneItem *item)
{
	cairo_set_antialias(cairo, item->fill.is_crisp ? CAIRO_ANTIALIAS_NONE
						       : path_antialias(item->path));
	add_moved_path(cairo, item->path, sample_shift(cairo, is_boxes(item->path)));
	avoid_boxes(cairo, item->path);
	set_paint(cairo, &item->paint);
	set_fill_rule(cairo, item->fill);
	cairo_fill(cairo);
	cairo_set_antialias(cairo, CAIRO_ANTIALIAS_DEFAULT);
}

static cairo_line_cap_t line_cap(LineCap cap)
{
	return cap == CAP_ROUND    ? CAIRO_LINE_CAP_ROUND
	       : cap == CAP_SQUARE ? CAIRO_LINE_CAP_SQUARE
				   : CAIRO_LINE_CAP_BUTT;
}

static cairo_line_join_t line_join(LineJoin join)
{
	return join == JOIN_ROUND   ? CAIRO_LINE_JOIN_ROUND
	       : join == JOIN_BEVEL ? CAIRO_LINE_JOIN_BEVEL
				    : CAIRO_LINE_JOIN_MITER;
}

/* A line that swings far out of the picture would take millions of dashes: it is drawn solid. */
static int dash_count(const SceneItem *item)
{
	const StrokeStyle *style = &item->stroke;
	double pattern_px = 0;

	for (int i = 0; i < style->n_dash; i++)
		pattern_px += style->dash_px[i];
	return is_longer(item->path, pattern_px * MAX_DASHES) ? 0 : style->n_dash;
}

static void paint_hairline(cairo_t *cairo, const SceneItem *item, const StrokeStyle *style)
{
	Paint paint = item->paint;
	double opacity = paint.gradient ? 1 : unit(paint.color.alpha);

	paint.color.alpha = 1;
	set_paint(cairo, &paint);
	hairline_paint(cairo, item->path, style, opacity);
}

static void paint_outline(cairo_t *cairo, const SceneItem *item, const StrokeStyle *style,
			  bool is_vector)
{
	set_paint(cairo, &item->paint);
	cairo_set_dash(cairo, style->dash_px, style->n_dash, style->dash_offset_px);
	cairo_set_line_width(cairo, style->width_px);
	cairo_set_line_cap(cairo, line_cap(style->cap));
	cairo_set_line_join(cairo, line_join(style->join));
	cairo_set_antialias(cairo, path_antialias(item->path));
	Point shift = sample_shift(cairo, style->join == JOIN_MITER && is_boxes(item->path));

	if (is_vector || !columns_stroke(cairo, item, shift)) {
		add_moved_path(cairo, item->path, shift);
		cairo_save(cairo);
		cairo_scale(cairo, 1, style->pen_stretch); // only the pen, after the path
		cairo_stroke(cairo);
		cairo_restore(cairo);
	}
	cairo_set_antialias(cairo, CAIRO_ANTIALIAS_DEFAULT);
}

static void paint_stroke(cairo_t *cairo, const SceneItem *item, bool is_vector)
{
	StrokeStyle style = item->stroke;

	style.n_dash = dash_count(item);
	if (!is_vector && hairline_fits(cairo, &style))
		paint_hairline(cairo, item, &style);
	else
		paint_outline(cairo, item, &style, is_vector);
}

static void paint_rect(cairo_t *cairo, const SceneItem *item)
{
	Rect rect = item->rect;

	set_paint(cairo, &item->paint);
	cairo_rectangle(cairo, rect.x, rect.y, rect.width, rect.height);
	cairo_fill(cairo);
}

/* The picture's edge pixels go on beyond it, so that scaling does not fade its border. */
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
	cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD);
	if (item->is_texture)
		cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_BILINEAR);
	cairo_rectangle(cairo, 0, 0, width, height);
	cairo_fill(cairo);
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
	set_fill_rule(cairo, item->fill);
	cairo_clip(cairo);
}

/* The groups that are open, with the alpha of each. */
typedef struct {
	double alphas[SCENE_MAX_DEPTH];
	int depth;
} Groups;

static void push_group(cairo_t *cairo, Groups *groups, double alpha)
{
	g_assert(groups->depth < SCENE_MAX_DEPTH);
	groups->alphas[groups->depth++] = alpha;
	cairo_push_group(cairo);
}

static void pop_group(cairo_t *cairo, Groups *groups)
{
	g_assert(groups->depth > 0);
	cairo_pop_group_to_source(cairo);
	cairo_paint_with_alpha(cairo, groups->alphas[--groups->depth]);
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
			paint_stroke(cairo, item, is_vector);
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
