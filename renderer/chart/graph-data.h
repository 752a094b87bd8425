#pragma once

#include "renderer/chart/path/series-path.h"
#include "renderer/chart/scale.h"
#include "renderer/chart/stack.h"
#include "renderer/data/join.h"
#include "renderer/panel/panel.h"

/** A field that is drawn as a series, with the scale it belongs to. */
typedef struct {
	Field *field;	    // aligned with the others
	Frame *frame;	    // its own frame, for reducers and names
	Field *own;	    // the field there
	const char *name;   // display name
	const char *scale_key; // fields with equal keys share scale and axis
	int scale;	    // index into GraphData.scales
	bool is_shown;	    // not hideFrom.viz
	bool is_on_right;   // its axis is: the legend lists it there
	bool in_legend;	    // not hideFrom.legend
	bool is_drawn_apart; // by the panel itself, as candles are
	const double *values; // as drawn: stacked, negated; `n_rows` of them
	Color color;
} GraphSeries;

enum { GRAPH_MAX_SCALES = 32 };

/** How the bars of a series stand and look in a chart that has only bars. */
typedef struct {
	const BarSlots *slots; // NULL: each begins at its x and reaches to the next
	double radius;	       // of the value end, part of the bar's width
	const Color *colors;   // by row; NULL: as the field's config says
	double opacity;	       // of the areas in these colours, 0..1
} SeriesBars;

/** What decides a y scale and its axis: the first field's config, limits of all. */
typedef struct {
	ScaleConfig config;
	const GraphSeries *first; // first field with the key
	const GraphSeries *axis;  // first field with the key whose axis is not hidden, or NULL
	Range data;		  // of shown values in view, NAN where there are none
	bool has_fixed;
	Range fixed; // instead of what config and data give
} GraphScale;

/** Series made ready to be drawn: aligned on one x. */
typedef struct {
	Frame *frame;	 // x first
	const double *x;
	size_t n_rows;
	GraphSeries *series;
	size_t n_series;
	const SeriesBars *bars; // by series; NULL: drawn as the fields' configs say
	Stack stack;	 // indexes of its fields are series indexes + 1
	GraphScale scales[GRAPH_MAX_SCALES];
	int n_scales;
	size_t view_first, view_last; // rows inside the x range; first > last: none
} GraphData;

/** What charts do differently with their fields. */
typedef struct {
	const char *(*scale_key)(Arena *arena, const Field *field);
	ScaleConfig (*scale_config)(const Field *field);
} GraphRules;

/**
 * Stacks the fields of an aligned frame, x first, and finds their scales; all rows are in view.
 *
 * origins  of the frame's fields
 */
GraphData *graph_data_of(const PanelContext *context, Frame *frame, const JoinOrigin *origins,
			 const GraphRules *rules);

/** The limits a field's scale has by its config. */
ScaleConfig graph_scale_config(const Field *field);

/** fieldConfig.defaults of all panel types that draw graphs. */
#define GRAPH_FIELD_DEFAULTS                                                      \
	"{\"color\":{\"mode\":\"palette-classic\"},"                                \
	"\"thresholds\":{\"mode\":\"absolute\",\"steps\":["                           \
	"{\"value\":null,\"color\":\"green\"},{\"value\":80,\"color\":\"red\"}]}}"

/**
 * A copy of the frame with what can be drawn over its first time field: nulls inserted where
 * lines shall end, no infinities, booleans as steps, no texts.
 *
 * fill          what inserted nulls reach to; NAN: not beyond the data
 * series_index  of the frame's first series, for colours; receives that of the next frame's
 *
 * Returns NULL where nothing can be drawn.
 * Source: Grafana 12.3, timeseries/utils.ts.
 */
Frame *graph_frame(const PanelContext *context, Frame *frame, Range fill, int *series_index);

/**
 * Joins such frames, stacks their fields and finds scales; graph_view() must follow.
 *
 * Source: Grafana 12.3, core/components/GraphNG/utils.ts.
 */
GraphData *graph_data_join(const PanelContext *context, const Frames *frames);

/** Finds the rows inside `x_range` and what the values range over there. */
void graph_view(GraphData *data, Range x_range);

/**
 * The panel's frames as graphs over its time range.
 *
 * Returns NULL when nothing can be drawn; `message` then says why as Grafana does.
 */
GraphData *graph_data(const PanelContext *context, const char **message);

/** Values of a series with only those rows that can be seen: one beyond each edge of the view. */
void graph_outer_rows(const GraphData *data, const double *values, size_t *first, size_t *last);
