#pragma once

#include "renderer/data/apply.h"
#include "renderer/panel/radial-arc.h"

/** What the colours of a radial gauge depend on. */
typedef struct {
	const Theme *theme;
	const FieldDisplay *display;
	Rect box; // of the gauge
	Point center;
	double radius, bar_px; // of the bar
	bool is_circle, is_plain;
} RadialPalette;

/**
 * What a part of the gauge is painted with: its colour, or a gradient made of it, by the field's
 * colour mode.
 *
 * is_part  one colour of several: a segment, a threshold
 * storage  holds the gradient
 *
 * Source: Grafana 12.3, grafana-ui/src/components/RadialGauge/RadialColorDefs.tsx.
 */
Paint radial_paint(const RadialPalette *palette, Color color, const RadialArc *arc, bool is_part,
		   Gradient *storage);

/** The light at a bar's end: it lies over the last 0.2 rad. */
Gradient radial_spotlight(const Theme *theme, Point center, double radius, double end_deg,
			  bool has_round_ends);
