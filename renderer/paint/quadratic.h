#pragma once

#include <stddef.h>

#include "renderer/geometry.h"

enum { QUADRATIC_MAX_POINTS = 34 };

/**
 * Follows a cubic curve with quadratic ones: as few as stay within `tolerance` of it, each of an
 * equal part of the cubic's parameter.
 *
 * cubic   start, two control points, end
 * points  receives start, control points, end; the curves meet half-way between control points
 *
 * Returns how many points. Errors: none; what takes more than QUADRATIC_MAX_POINTS is followed
 * as closely as these allow.
 * Source: the method of cu2qu, which font makers turn PostScript outlines to TrueType ones by.
 */
size_t quadratic_points(const Point cubic[4], double tolerance,
			Point points[QUADRATIC_MAX_POINTS]);
