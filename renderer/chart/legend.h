#pragma once

#include <stdbool.h>

#include "renderer/panel/panel.h"

/** Empty is what a legend comes to that is shown in the mode "hidden". */
typedef enum { LEGEND_HIDDEN, LEGEND_EMPTY, LEGEND_LIST, LEGEND_TABLE } LegendMode;

/** A panel's `options.legend`. */
typedef struct {
	LegendMode mode;
	bool is_right;
	double width;	     // px, NAN: by content
	const char **calcs;  // reducer ids
	size_t n_calcs;
	const char *sort_by; // a calculation's shown name or "Name"; NULL keeps the order
	bool sorts_down;
	bool has_plain_header; // of a table that can't be sorted: names have no title
} LegendOptions;

LegendOptions legend_options_parse(Arena *arena, json_object *options);

typedef enum { MARKER_SOLID, MARKER_DASHED, MARKER_DOTTED } LegendMarker;

/** A calculated value beside a label. */
typedef struct {
	const char *title; // the reducer's shown name
	const char *text;
	double numeric; // NAN where there is none
} LegendStat;

typedef struct {
	const char *label;
	Color color;
	const Gradient *gradient; // left 0 to right 1, instead of `color`
	LegendMarker marker;
	bool is_disabled;	  // hidden series keep a grey label
	bool is_on_right_axis;
	LegendStat *stats;	  // one for each calculation
	size_t n_stats;
} LegendItem;

/**
 * Lays the legend out at the bottom or right of `content`. Where it is larger than its share, the
 * context's legend_room tells what to do, and learns what is still missing.
 *
 * Returns what remains of `content` for the chart; whole pixels are the caller's.
 * Source: Grafana 12.3, grafana-ui VizLegend and VizLayout.
 */
Rect legend_layout(const PanelContext *context, const LegendOptions *options, LegendItem *items,
		   size_t n, Rect content, Scene *scene);

/** Items that stand together. */
typedef struct {
	LegendItem *items;
	size_t n;
} LegendList;

/** As legend_layout(), of lists below each other; as a table only the first is shown. */
Rect legend_lists_layout(const PanelContext *context, const LegendOptions *options,
			 const LegendList *lists, size_t n_lists, Rect content, Scene *scene);
