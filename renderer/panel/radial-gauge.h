#pragma once

#include "renderer/data/apply.h"
#include "renderer/panel/panel.h"

/** How all gauges of a panel look. */
typedef struct {
	bool is_circle; // else 220 degrees, open at the bottom
	bool is_plain;	// without gradients
	double bar_factor; // width of the bar, 0..1
	int n_segments;	   // more than one: the bar is made of them
	double segment_spacing; // 0..1
	bool has_sparkline, has_thresholds, has_labels;
	bool has_glow, has_center_glow, has_round_ends, has_spotlight;
	double name_px, value_px; // font sizes; NAN: by the gauge
} RadialStyle;

/** Where the parts of a gauge stand, in the gauge's box. */
typedef struct {
	Point center;
	double radius, bar_px; // of the bar's middle line; across it
	double margin, bottom;
	double threshold_radius, threshold_px;
	double label_radius, label_px;
} RadialGeometry;

RadialGeometry radial_geometry(const RadialStyle *style, double width, double height);

/**
 * Draws a value as a gauge.
 *
 * has_name  under the value
 *
 * Source: Grafana 12.3, grafana-ui/src/components/RadialGauge.
 */
void radial_gauge_layout(const PanelContext *context, Scene *scene, Rect box,
			 const RadialStyle *style, const FieldDisplay *display, bool has_name);
