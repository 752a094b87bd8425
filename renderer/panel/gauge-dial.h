#pragma once

#include "renderer/panel/threshold-span.h"
#include "renderer/scene.h"

/** A dial of 216 degrees, open at the bottom, with a value in the middle. */
typedef struct {
	double min, max;
	double value;	// NAN draws no bar
	double neutral; // where the bar starts instead of at min; NAN: there
	const ThresholdSpan *spans;
	size_t n_spans;
	bool has_ring;	 // of the spans, around the bar
	bool has_labels; // of min, max and the spans' ends, around the ring
	double bar_px;	 // width of the bar
	const char *text;
	double text_px, label_px; // font sizes
	Color text_color;
} Dial;

/** Where the parts of a dial stand; radii are outer ones. */
typedef struct {
	Point center;
	double radius, bar_px;	   // of the track
	double ring_radius, ring_px;
	double label_radius;	   // of the middles of labels
} DialGeometry;

/** A radius that is not positive: there is no room for the dial. */
DialGeometry dial_geometry(const Dial *dial, double width, double height);

/** The angle of a value, clockwise from the right, within the dial; NAN where there is none. */
double dial_angle(const Dial *dial, double value);

/**
 * Draws a dial as large as `box` takes.
 *
 * Source: measured on pictures of Grafana 12.3, whose gauge is a flot plugin.
 */
void dial_layout(Scene *scene, TextContext *text, const Theme *theme, Rect box, const Dial *dial);
