#pragma once

#include <stdbool.h>

#include "renderer/data/frame.h"
#include "renderer/theme.h"

/** Index of the active step; -1 when there are none. Percentages need the range. */
int thresholds_active(const Thresholds *thresholds, double value, Range range);

/** Whether a mode colours by value (thresholds, continuous-*, none) or by series. */
bool color_mode_is_by_value(const char *mode);

enum { MAX_SCHEME_STOPS = 3 };

/** The colours of a continuous-* mode. */
typedef struct {
	Color stops[MAX_SCHEME_STOPS];
	int n_stops; // 0: no scheme
} ColorScheme;

/** Stops of a continuous-* scheme as colour names, NULL-terminated; NULL for other modes. */
const char *const *color_scheme_stops(const char *mode);

/**
 * The colours that a mode chooses among: a scheme's stops, or the classic palette. By name only those
 * of the palette take part that are readable on the panel.
 *
 * colors  receives them; room for CLASSIC_PALETTE_SIZE
 *
 * Returns how many there are; 0 for modes that have none of their own.
 */
size_t color_mode_colors(const Theme *theme, const char *mode, Color *colors);

/** `stops` as color_scheme_stops() gives them; NULL is no scheme. */
ColorScheme color_scheme(const Theme *theme, const char *const *stops);

/**
 * The spline through colours at t 0..1; beyond it the ends. It passes the inner stops by.
 * Source: d3-interpolate 3.0, interpolateRgbBasis.
 */
Color color_spline(const Color *stops, int n_stops, double t);

/**
 * The spline through a scheme.
 * Source: Grafana 12.3, grafana-data/src/field/fieldColor.ts.
 */
Color color_scheme_color(const ColorScheme *scheme, double t);
Color color_scheme_at(const Theme *theme, const char *const *stops, double t);

/** The colour that a text as such has in a mode, such as on a pill: one of the mode's by its hash. */
Color color_mode_of_text(const char *mode, const Theme *theme, const char *text);

/**
 * How one field's values become colours, with everything resolved that is the same for all.
 *
 * Source: Grafana 12.3, grafana-data/src/field/scale.ts and fieldColor.ts.
 */
typedef struct {
	const Field *field;
	const Theme *theme;
	Range range; // of the percent; a null end counts as 0
	bool is_by_value;
	Color of_series;    // modes by series: the one colour
	ColorScheme scheme; // continuous modes
} ColorScale;

/**
 * `frame` is the field's own, for the range of a field that has none in its state; NULL: 0..100.
 * The mode palette-classic-by-name takes the display name if it was asked for before, see
 * names.h, else the field's name.
 */
ColorScale color_scale(const Frame *frame, const Field *field, const Theme *theme);

/** The colour of a value; -INFINITY means none. `percent` receives where in the range, or is NULL. */
Color color_scale_color(const ColorScale *scale, double value, double *percent);

/** Colour of a series as a whole: its line, bar, slice, legend mark. */
Color field_series_color(const Frame *frame, const Field *field, const Theme *theme);

/** Colour of one value; for many values of a field a ColorScale is quicker. */
Color field_value_color(const Field *field, double value, const Theme *theme, double *percent);
