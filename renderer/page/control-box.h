#pragma once

#include "renderer/scene.h"
#include "renderer/theme.h"

enum { CONTROL_PX = 32, CONTROL_GAP_PX = 8 };

/**
 * A filled box with a border of 1 px, whose colour may be translucent, on whole device pixels.
 *
 * left_radius, right_radius  of the two corners at that side
 */
void control_box(Scene *scene, Rect box, double left_radius, double right_radius, Color face,
		 Color border);

/** The face of what is typed or chosen in. */
Color control_input_face(const Theme *theme);

/** How wide a text's box is: the browser rounds up to 1/64 px. */
double control_text_width(TextContext *text, const TextStyle *style, const char *line);

/** A line of text that begins at `x` in the middle of a control whose top is `y`. */
void control_text(Scene *scene, const char *text, const TextStyle *style, Color color, double x,
		  double y);
