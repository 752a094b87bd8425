#pragma once

#include "renderer/chart/plot.h"
#include "renderer/data/frame.h"
#include "renderer/theme.h"

/** A colour along a scale: what is drawn at values from here up. */
typedef struct {
	double value;
	Color color;
} ValueStop;

/**
 * Colours along a scale as a gradient in device pixels of the plot.
 *
 * stops        ascending; the first may be at -INFINITY
 * is_discrete  hard edges at the stops instead of blending
 *
 * Returns false, with `flat` set, where all that is seen has one colour.
 * Source: Grafana 12.3, uPlot/config/gradientFills.ts.
 */
bool gradient_along_scale(const Plot *plot, int scale, const ValueStop *stops, size_t n,
			  bool is_discrete, Gradient *gradient, Color *flat);

/** From `opacity` at the upper end of the value scales to nothing at the lower. */
Gradient gradient_of_opacity(const Plot *plot, Color color, double opacity);

/** Grafana's "hue": neighbouring hues of a colour, lighter at high values and darker at low. */
Gradient gradient_of_hue(const Plot *plot, Color color, double opacity, const Theme *theme);

/** What percentages are of: hard limits, soft ones, the data's; the scale's where data are flat. */
Range gradient_range(const Scale *scale, const FieldConfig *config, Range data);

/**
 * The colours of a field's mode along its scale, as gradientMode `scheme`: thresholds as they are,
 * others blending. A mode without colours of its own, such as shades, draws nothing.
 *
 * data  range of the values drawn on the scale
 *
 * Returns false, with `flat` set, when it comes out as one colour.
 */
bool gradient_of_scheme(const Plot *plot, int scale, const FieldConfig *config, Range data,
			double opacity, const Theme *theme, Gradient *gradient, Color *flat);
