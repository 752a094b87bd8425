#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "renderer/chart/plot.h"

/**
 * The values of one series beside the x values they share with others. Values that are null break
 * a line, absent ones don't; no other NaN and no infinity occurs.
 *
 * first, last  the rows to draw: the view and one value beyond each edge
 */
typedef struct {
	const Plot *plot;
	int scale; // of y
	const double *x, *y;
	size_t n;
	size_t first, last;
} SeriesValues;

/** From the x of the last value before nulls to the x of the first after them, device pixels. */
typedef struct {
	double from, to;
} Gap;

/** What a way to draw makes of a series. NULL parts are not drawn. Free with series_path_clear(). */
typedef struct {
	Path *stroke;
	Path *fill;
	GArray *gaps;	       // of Gap; NULL where gaps don't matter
	bool fill_with_stroke; // bars too thin for an outline: filled with its colour
} SeriesPath;

void series_path_clear(SeriesPath *path);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SeriesPath, series_path_clear)

typedef enum { LINE_LINEAR, LINE_SMOOTH, LINE_STEP_BEFORE, LINE_STEP_AFTER } LineInterpolation;

typedef struct {
	LineInterpolation interpolation;
	double width_dp;
	bool spans_gaps; // spanNulls true: nothing is cut out
	bool has_fill;
	double fill_to; // value that the area reaches to
} LineStyle;

/**
 * A line through the values, and the area below.
 * Source: uPlot 1.6.32, src/paths/{linear,stepped,spline,monotoneCubic}.js.
 */
SeriesPath line_path(const SeriesValues *values, const LineStyle *style);

/** Adds the curve of LINE_SMOOTH through points in device pixels; n >= 2. */
void smooth_line(Path *path, const Point *points, size_t n);

/** Where nulls are; rows first..last. Free with g_array_unref(). */
GArray *gaps_find(const SeriesValues *values);

/** What remains between gaps, as a clip over the plot's height; NULL without gaps. */
Path *gaps_clip(const GArray *gaps, const Plot *plot);

/** Slots that bars are given, instead of what lies between their x values. */
typedef struct {
	const double *starts; // by row: parts of the x scale's length
	double size;	      // of a slot, a part of that length
} BarSlots;

typedef struct {
	const BarSlots *slots; // NULL: by x; then these two count
	double width_factor;   // of the slot: 0.6
	double max_width_css;  // 200
	int alignment;	       // -1 before its x, 0 centred, 1 after
	double line_width;     // CSS px
	double radius;	       // of the value end, part of the width
	double fill_to;
	const double *lower;   // values that the bars stand on (stacking), or NULL
} BarStyle;

/** A bar, in device pixels. */
typedef struct {
	size_t row;
	Rect outline; // what is filled, and stroked along
	Rect box;     // with the stroke
	bool is_negative;
} PlacedBar;

/** The bars that can be seen, in order; free with g_array_unref(). */
GArray *bars_find(const SeriesValues *values, const BarStyle *style, bool *has_outline);

/** Adds a bar whose value end is rounded by a part of its thickness. */
void bar_add(Path *path, const Plot *plot, const PlacedBar *bar, double radius_factor);

/**
 * Bars from a base line or from other bars' tops.
 * Source: uPlot 1.6.32, src/paths/bars.js.
 */
SeriesPath bar_path(const SeriesValues *values, const BarStyle *style);

/** Circles at values; `rows` NULL draws first..last. Free the path with path_free(). */
Path *points_path(const SeriesValues *values, double radius_dp, const GArray *rows);

/** Device pixels of a row, rounded. */
double series_x(const SeriesValues *values, size_t row);
double series_y(const SeriesValues *values, double value);
