#pragma once

#include "renderer/scene.h"

/**
 * CSS's linear-gradient(angle, from, to) over a box; 0 degrees points up, 90 to the right.
 *
 * Source: CSS Images Module Level 3, 3.1.
 */
Gradient css_linear_gradient(Rect box, double angle_deg, Color from, Color to);
