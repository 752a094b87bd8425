#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>
#include <glib.h>

#include "renderer/color.h"
#include "renderer/geometry.h"
#include "renderer/text.h"

/**
 * What to draw, as data, in CSS pixels: laid out by renderer/panel and renderer/chart, drawn by
 * renderer/paint, printed for the tests by scene_to_text(). Items are drawn in order.
 *
 * `scale` is the device scale factor. The painter applies it once; layout uses it only to place
 * what the browser snaps to device pixels.
 */
typedef struct Scene Scene;

Scene *scene_new(double width, double height, double scale);
void scene_free(Scene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scene, scene_free)

double scene_width(const Scene *scene);
double scene_height(const Scene *scene);
double scene_scale(const Scene *scene);

/** The edges on whole device pixels, where canvases paint; see rect_snapped() for boxes. */
Rect scene_snapped(const Scene *scene, Rect rect);

/** Items and path points are bounded; past the bound nothing is added and this says so. */
bool scene_is_full(const Scene *scene);

/* --- Paint: a colour, or a gradient --- */

typedef struct {
	double offset; // 0..1
	Color color;
} GradientStop;

enum { GRADIENT_MAX_STOPS = 64 };

typedef struct {
	Point from, to;
	bool is_radial; // circles around `from` of radius_from and `to` of radius_to
	double radius_from, radius_to;
	double aspect; // of a radial one: ellipses this times as high as wide; 0: circles
	int n_stops;
	GradientStop stops[GRADIENT_MAX_STOPS];
} Gradient;

typedef struct {
	Color color;              // used when there is no gradient
	const Gradient *gradient; // copied by the scene
} Paint;

#define PAINT_COLOR(c) ((Paint){ .color = (c) })

/* --- Paths --- */

typedef enum { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathVerb;

/**
 * Lines and cubic curves (three points each: two controls, then the end).
 *
 * Whatever is put in, what is kept is finite and near the picture: a point that is NaN is left
 * out, a line to a far point is cut far outside the picture, and past a bound on the number of
 * points nothing is added and path_is_full() says so. A path without a first move starts at its
 * first point.
 */
typedef struct Path Path;
Path *path_new(void);
void path_free(Path *path);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Path, path_free)
void path_move_to(Path *path, double x, double y);
void path_line_to(Path *path, double x, double y);
void path_curve_to(Path *path, double x1, double y1, double x2, double y2, double x, double y);
void path_close(Path *path);
void path_rect(Path *path, Rect rect);
/** Radii that do not fit beside each other shrink together, as CSS's do. */
void path_round_rect(Path *path, Rect rect, double top_left, double top_right, double bottom_right,
		     double bottom_left);
/**
 * From angle to angle (0 is to the right), clockwise where to_rad is the larger one, at most once
 * around; joined to the path by a line if it has a point.
 */
void path_arc(Path *path, Point center, double radius, double from_rad, double to_rad);
void path_append(Path *path, const Path *other);
bool path_is_empty(const Path *path);
bool path_is_full(const Path *path);
const uint8_t *path_verbs(const Path *path, size_t *n);
const Point *path_points(const Path *path, size_t *n);

typedef enum { CAP_BUTT, CAP_ROUND, CAP_SQUARE } LineCap;
typedef enum { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL } LineJoin;

typedef struct {
	double width_px;
	LineCap cap;
	LineJoin join;
	const double *dash_px; // copied; NULL is solid
	int n_dash;
	double dash_offset_px;
	double pen_stretch; // the pen's height over its width; 0 is a round pen
} StrokeStyle;

typedef struct {
	bool is_even_odd;
	bool is_crisp; // edges not antialiased
} FillStyle;

/* "take": the scene frees the path; the caller must not use it afterwards. */
void scene_take_fill(Scene *scene, Path *path, Paint paint, FillStyle style);
void scene_take_stroke(Scene *scene, Path *path, Paint paint, StrokeStyle style);
void scene_fill_rect(Scene *scene, Rect rect, Paint paint);
void scene_fill_round_rect(Scene *scene, Rect rect, double radius_px, Paint paint);

/*
 * --- Clips, groups and transforms come in pairs, the last opened is closed first ---
 *
 * At most SCENE_MAX_DEPTH are open at a time. What the scene refused to open because it was full,
 * it does not close either.
 */
enum { SCENE_MAX_DEPTH = 32 };

/** Everything until the matching pop is drawn only inside. */
void scene_push_clip_rect(Scene *scene, Rect rect);
void scene_take_push_clip(Scene *scene, Path *path, bool is_even_odd);
void scene_pop_clip(Scene *scene);

/** Everything until the matching pop is drawn apart and laid over with `alpha`. */
void scene_push_group(Scene *scene, double alpha);
void scene_pop_group(Scene *scene);

/** What follows until the pop is moved, then turned clockwise, then scaled by 0.001 to 16. */
void scene_push_transform(Scene *scene, Point move, double turn_rad, double factor);
void scene_pop_transform(Scene *scene);

/* --- Texts and pictures --- */

typedef enum { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } TextAlign;

/** A line of text. */
typedef struct {
	const char *text;  // copied, made valid UTF-8 and cut after 16 KiB
	double x;          // the text's left, middle or right, by `align` and its width
	double baseline_y; // the painter rounds it to a whole device pixel when the text is level
	TextAlign align;
	double turn_rad; // clockwise around (x, baseline_y)
	TextStyle style;
	Color color;
	bool is_underlined, is_struck;
	const char *whole; // what `text` is the beginning of: who reads the page finds all; or NULL
} SceneText;

void scene_text(Scene *scene, const SceneText *text);

/** A bitmap drawn to fill `rect`; the surface is referenced. */
void scene_image(Scene *scene, Rect rect, cairo_surface_t *image);

/**
 * As scene_image(), with each pixel taken from the bitmap's four nearest ones, however much smaller
 * the picture is: what a GPU does with a texture.
 */
void scene_texture(Scene *scene, Rect rect, cairo_surface_t *image);

/**
 * Draws all of another scene inside `box`, from its corner on and cut at its edges; `part` is
 * taken. Nothing is drawn when both together are more than a scene holds.
 */
void scene_take_part(Scene *scene, Scene *part, Rect box);

/* --- Reading, for the painter and the tests --- */

typedef enum {
	SCENE_FILL,
	SCENE_STROKE,
	SCENE_RECT, // a filled rectangle
	SCENE_TEXT,
	SCENE_IMAGE,
	SCENE_PUSH_CLIP,
	SCENE_POP_CLIP,
	SCENE_PUSH_GROUP,
	SCENE_POP_GROUP,
	SCENE_PUSH_TRANSFORM,
	SCENE_POP_TRANSFORM,
} SceneKind;

typedef struct {
	SceneKind kind;
	const Path *path; // FILL, STROKE, PUSH_CLIP
	Rect rect;        // RECT, IMAGE
	Paint paint;      // FILL, STROKE, RECT
	FillStyle fill;   // FILL, PUSH_CLIP
	StrokeStyle stroke;
	const SceneText *text;
	cairo_surface_t *image;
	bool is_texture; // IMAGE
	double alpha; // PUSH_GROUP
	Point move;   // PUSH_TRANSFORM
	double turn_rad, factor;
} SceneItem;

size_t scene_n_items(const Scene *scene);
const SceneItem *scene_item(const Scene *scene, size_t index);

/**
 * The scene as lines of text, one an item, numbers with at most 2 decimals: what tests compare.
 * Free with g_free().
 */
char *scene_to_text(const Scene *scene);
