#pragma once

#include <stdbool.h>

#include <json-c/json.h>

/* What the files that migrate graphs share. Results are new references. */

/** A field config of what a y axis says; empty without the axis. */
json_object *graph_axis_config(json_object *axis);

/** `dashLength` or `spaceLength` of a graph: 10 unless set. */
double graph_dash_length(json_object *panel, const char *key);

json_object *graph_line_style(bool is_dashed, double dash, double space);

/**
 * Adds an override for each of `seriesOverrides`; `left` is the left axis' field config.
 *
 * Returns whether one of them fills the space to another series.
 */
bool push_graph_series(json_object *overrides, json_object *panel, json_object *left);

/** options.legend of a graph's `legend`. */
json_object *graph_legend_options(json_object *legend);
