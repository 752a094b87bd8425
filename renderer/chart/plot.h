#pragma once

#include <stdbool.h>

#include "renderer/arena.h"
#include "renderer/chart/increment.h"
#include "renderer/chart/scale.h"
#include "renderer/chart/ticks.h"
#include "renderer/scene.h"
#include "renderer/theme.h"

typedef enum { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT } Side;

typedef struct Plot Plot;

/** Writes the label of a tick; `decimals` is what the increment needs, NAN where it needs none. */
typedef void (*TickLabel)(const void *data, double value, double decimals, char *out, size_t size);

enum { TICK_LABEL_SIZE = 256 };

/**
 * Where an axis has ticks that does not go by its scale's kind, while the plot is being laid out:
 * of `plot`, canvas, scales and area are set. `increment` is what the scale would step by.
 */
typedef Ticks (*TickPlaces)(const void *data, const Plot *plot, double increment);

/** A part of the canvas' height where an axis has a colour, device pixels. */
typedef struct {
	double top, bottom;
	Color color;
} AxisBand;

enum { AXIS_MAX_BANDS = 32 };

/** Finds them once the plot is laid out; returns how many. */
typedef size_t (*AxisBands)(const void *data, const Plot *plot, int scale, AxisBand *bands);

/** What an axis looks like. Start from axis_config(). */
typedef struct {
	int scale; // index into the plot's scales
	Side side;
	const IncrementSet *increments; // NULL: by the scale's kind
	double least_space;		// between ticks, px; NAN: Grafana's rule
	double gap;			// between tick and label, px
	double size;			// px, NAN: by the widest label
	const char *title;		// axis label, or NULL
	TickLabel label;		// NULL: number or time as such
	const void *label_data;
	GTimeZone *zone; // of a time axis
	TickPlaces places; // NULL: by the scale's kind
	const void *places_data;
	const char *const *texts; // one a tick, NULL-terminated; ticks are at 0, 1, 2.. if none
				  // are placed. NULL: by `label`
	Color color;
	Color tick_color;
	AxisBands bands; // colours along the axis instead of `color`, or NULL
	const void *bands_data;
	bool has_grid, has_ticks, has_border;
	bool is_boolean;	     // ticks at 0 and 1 only
	bool labels_whole_only;	     // decimals 0 on a linear scale
	bool leaves_first_labels;    // room for the zone's name: labels of the first two left out
	double label_limit;	     // the first tick past it is the last one with mark and
				     // label; NAN: all have
	double label_turn_rad;	     // of a bottom axis
	double label_spacing;	     // px of plot width for each label, the others are left out,
				     // counted from the last if negative; 0: all stay
} AxisConfig;

AxisConfig axis_config(const Theme *theme, int scale, Side side);

/** An axis laid out. Lengths in CSS px from the canvas' corner. */
typedef struct {
	AxisConfig config;
	bool is_shown;
	double increment, space;
	Ticks ticks;
	char **labels; // one a tick, NULL where left out
	double size;
	double position, title_position;
} Axis;

enum { PLOT_MAX_AXES = 32, PLOT_MAX_SCALES = 33 };

/**
 * A canvas with scales, axes around it and the area between them. Positions in the area are
 * device pixels, as the browser rounds them there.
 *
 * Source: uPlot 1.6.32, convergeSize and what it calls.
 */
struct Plot {
	Arena *arena;
	TextContext *text;
	const Theme *theme;
	double ratio;  // device pixels per CSS px
	Rect canvas;   // CSS px, in the scene
	Scale scales[PLOT_MAX_SCALES]; // [0] is x
	int n_scales;
	Axis axes[PLOT_MAX_AXES];
	int n_axes;
	double padding[4];     // by Side, px; set before layout when fixed
	bool has_fixed_padding;
	bool is_unaligned;     // series stand at fractions of device pixels
	bool is_turned; // x runs down the left side, values to the right
	Rect area_css; // the plot area from the canvas' corner
	Rect area;     // the same in device pixels
};

Plot *plot_new(Arena *arena, TextContext *text, const Theme *theme, Rect canvas, double ratio);

/** Adds; returns the index, or -1 past the bound. */
int plot_add_scale(Plot *plot, Scale scale);
int plot_add_axis(Plot *plot, const AxisConfig *config);

/** Finds sizes of axes and area, ticks and labels. */
void plot_layout(Plot *plot);

/**
 * Position of a value along its scale in device pixels from the canvas' corner, not rounded. In a
 * turned plot x is measured downward and y to the right.
 */
double plot_x(const Plot *plot, double value);
double plot_y(const Plot *plot, int scale, double value);

/** The same of a part of the x scale's length, 0..1. */
double plot_x_at(const Plot *plot, double part);
double plot_x_start(const Plot *plot);
double plot_x_length(const Plot *plot);

/** What is at these positions along x and y, on the canvas: turned where the plot is. */
Rect plot_rect(const Plot *plot, Rect rect);
Point plot_point(const Plot *plot, double x, double y);

/** A position of a series as it is drawn: on a whole device pixel unless the plot is unaligned. */
double plot_aligned(const Plot *plot, double position);

/** Draws grid, ticks, labels and titles of all axes. */
void plot_draw_axes(const Plot *plot, Scene *scene);

/**
 * Until the pop, items are in device pixels from the canvas' corner; the canvas cuts them.
 */
void plot_push(const Plot *plot, Scene *scene);
void plot_pop(const Plot *plot, Scene *scene);

/** Width of a text drawn on a canvas at the axis font of 12 px. */
double plot_text_width(const Plot *plot, const char *text);

/** A text on the canvas; x and y in device pixels from its corner. */
typedef enum { BASELINE_TOP, BASELINE_MIDDLE, BASELINE_BOTTOM, BASELINE_ALPHABETIC } CanvasBaseline;
typedef struct {
	const char *text;
	double x, y;
	TextAlign align;
	CanvasBaseline baseline;
	double size_px; // CSS px
	int weight;
	double turn_rad;
	Color color;
} CanvasText;
void plot_text(const Plot *plot, Scene *scene, const CanvasText *text);
