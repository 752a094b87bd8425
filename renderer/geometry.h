#pragma once

#include <math.h>
#include <stdbool.h>

/** Lengths are CSS pixels unless a name says `_dp`, device pixels. */
typedef struct {
	double x, y;
} Point;

typedef struct {
	double x, y, width, height;
} Rect;

typedef struct {
	double min, max;
} Range;

static inline double rect_right(Rect rect)
{
	return rect.x + rect.width;
}

static inline double rect_bottom(Rect rect)
{
	return rect.y + rect.height;
}

static inline Rect rect_inset(Rect rect, double px)
{
	return (Rect){ rect.x + px, rect.y + px, rect.width - 2 * px, rect.height - 2 * px };
}

/** JavaScript's Math.round(): halves go toward +infinity. */
static inline double js_round(double value)
{
	double below = floor(value);

	return value - below >= 0.5 ? below + 1 : below;
}

/** On whole pixels, where the browser paints boxes: CSS pixels, also where the device has more. */
static inline Rect rect_snapped(Rect rect)
{
	double left = js_round(rect.x), top = js_round(rect.y);

	return (Rect){ left, top, js_round(rect_right(rect)) - left,
		       js_round(rect_bottom(rect)) - top };
}
