#pragma once

#include "renderer/scene.h"

/**
 * A bar along a circle. Angles are degrees clockwise from the top.
 *
 * glow_px  standard deviation of the blur that lies over the bar; 0: none
 */
typedef struct {
	Point center;
	double radius, width_px; // of the bar's middle line; across it
	double from_deg, length_deg;
	bool has_round_ends;
	double glow_px;
} RadialArc;

/** Draws nothing where there is no length. */
void radial_arc_draw(Scene *scene, const RadialArc *arc, Paint paint);

Point radial_point(Point center, double radius, double angle_deg);

/** The box around the bar's middle line. */
Rect radial_arc_bounds(const RadialArc *arc);
