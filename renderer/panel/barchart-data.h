#pragma once

#include "renderer/chart/graph-data.h"

/** A panel's `options`. */
typedef struct {
	bool is_horizontal;
	bool is_stacked, is_percent;
	double bar_width, group_width, bar_radius;
	double label_turn_deg;	  // of categories, clockwise; of values where bars are horizontal
	double label_max_length;  // characters; INFINITY
	double label_spacing;	  // px of plot width for each label, see AxisConfig
	const char *x_field, *color_field; // names, or NULL
	const char *show_values;  // "auto", "always", "never"
	double value_size;	  // dp, NAN: automatic
} BarChartOptions;

/** `area` is the panel's content box. */
BarChartOptions barchart_options(const PanelContext *context, Rect area);

typedef struct {
	GraphData *graph; // its frame has categories first, then number fields
	size_t n_shown;	  // series
	const Frame *color_frame; // of `color_field`, NULL: colours go by the series
	const Field *color_field;
} BarChartData;

/**
 * Takes categories and values from the frames and gives the bars their slots and colours.
 *
 * Returns false, with Grafana's `message`, where there is nothing to draw.
 * Source: Grafana 12.3, barchart/utils.ts.
 */
bool barchart_data(const PanelContext *context, const BarChartOptions *options,
		   BarChartData *data, const char **message);

/** The range of the categories' scale. */
Range barchart_x_range(const BarChartData *data, const BarChartOptions *options);
