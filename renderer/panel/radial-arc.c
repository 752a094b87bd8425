#include "renderer/panel/radial-arc.h"

#include <math.h>

enum { GLOW_LAYERS = 10 };

static double to_rad(double angle_deg)
{
	return (angle_deg - 90) * G_PI / 180;
}

Point radial_point(Point center, double radius, double angle_deg)
{
	double angle = to_rad(angle_deg);

	return (Point){ center.x + radius * cos(angle), center.y + radius * sin(angle) };
}

Rect radial_arc_bounds(const RadialArc *arc)
{
	Point from = radial_point(arc->center, arc->radius, arc->from_deg);
	Point to = radial_point(arc->center, arc->radius, arc->from_deg + arc->length_deg);
	Point low = { fmin(from.x, to.x), fmin(from.y, to.y) };
	Point high = { fmax(from.x, to.x), fmax(from.y, to.y) };

	for (double quarter = ceil(arc->from_deg / 90) * 90;
	     quarter < arc->from_deg + arc->length_deg; quarter += 90) {
		Point at = radial_point(arc->center, arc->radius, quarter);

		low = (Point){ fmin(low.x, at.x), fmin(low.y, at.y) };
		high = (Point){ fmax(high.x, at.x), fmax(high.y, at.y) };
	}
	return (Rect){ low.x, low.y, high.x - low.x, high.y - low.y };
}

/* The arc, longer by `more_px` at each end. */
static void stroke(Scene *scene, const RadialArc *arc, double width_px, double more_px, Paint paint)
{
	Path *path = path_new();
	double more_deg = arc->has_round_ends ? 0 : more_px / arc->radius * 180 / G_PI;

	path_arc(path, arc->center, arc->radius, to_rad(arc->from_deg - more_deg),
		 to_rad(arc->from_deg + arc->length_deg + more_deg));
	scene_take_stroke(scene, path, paint,
			  (StrokeStyle){ .width_px = width_px,
					 .cap = arc->has_round_ends ? CAP_ROUND : CAP_BUTT });
}

/* --- Glow: the blurred bar as strokes that get wider and fainter --- */

static Paint faded(Paint paint, double alpha, Gradient *storage)
{
	if (!paint.gradient)
		return PAINT_COLOR(
			color_with_alpha(paint.color, paint.color.alpha * alpha));
	*storage = *paint.gradient;
	for (int i = 0; i < storage->n_stops; i++)
		storage->stops[i].color.alpha *= alpha;
	return (Paint){ .gradient = storage };
}

/* How much of a blurred bar is left at `distance_px` from its middle line. */
static double blurred(double width_px, double sigma_px, double distance_px)
{
	double scale = sigma_px * G_SQRT2;

	return (erf((width_px / 2 - distance_px) / scale) +
		erf((width_px / 2 + distance_px) / scale)) /
	       2;
}

/* From the outermost on, each layer adds what is missing there. */
static void draw_glow(Scene *scene, const RadialArc *arc, Paint paint)
{
	const double reach_px = 2.5 * arc->glow_px;
	double covered = 0;

	for (int i = 0; i < GLOW_LAYERS; i++) {
		double more_px = reach_px * (GLOW_LAYERS - i) / GLOW_LAYERS;
		double middle_px = more_px - reach_px / GLOW_LAYERS / 2;
		double wanted = blurred(arc->width_px, arc->glow_px,
					arc->width_px / 2 + middle_px);
		Gradient storage;

		stroke(scene, arc, arc->width_px + 2 * more_px, more_px,
		       faded(paint, 1 - (1 - wanted) / (1 - covered), &storage));
		covered = wanted;
	}
}

void radial_arc_draw(Scene *scene, const RadialArc *arc, Paint paint)
{
	if (!(arc->length_deg > 0) || !(arc->radius > 0) || !(arc->width_px > 0))
		return;
	if (arc->glow_px > 0)
		draw_glow(scene, arc, paint);
	stroke(scene, arc, arc->width_px, 0, paint);
}
