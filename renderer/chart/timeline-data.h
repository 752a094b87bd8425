#pragma once

#include "renderer/chart/legend.h"
#include "renderer/data/display.h"
#include "renderer/panel/panel.h"

/** One field over time. */
typedef struct {
	const char *name;
	const Frame *frame; // the aligned one
	const Field *field; // its column there
	DisplayProcessor processor;
	const LegendItem *merged; // values are labels of these, thresholds' steps; or NULL
	size_t n_merged;
	bool is_discrete; // colours are few: no continuous scheme
	bool shows_null, shows_nan; // they are mapped to something
	bool in_legend;	  // not hideFrom.legend
	double line_width;
	double fill_opacity; // 0..1
} TimelineRow;

/** Fields over time made ready to be drawn, aligned on one x. */
typedef struct {
	Frame *frame; // x first
	const double *x;
	size_t n_times;
	TimelineRow *rows;	  // those to draw
	size_t n_rows;
	TimelineRow *legend_rows; // with those hidden by hideFrom.viz
	size_t n_legend_rows;
	size_t n_first_times; // rows of the first frame, before aligning
	size_t n_pages;	      // 0: not paged
} TimelineData;

/**
 * Picks the frames and fields that have states over time, ends them at their end times, fills
 * gaps, merges by thresholds and aligns.
 *
 * merges    whether neighbours that look alike become one (`mergeValues`)
 * per_page  rows that are drawn, the first ones; 0: all
 *
 * Returns NULL when nothing can be drawn; `message` then says why as Grafana does.
 * Source: Grafana 12.3, core/components/TimelineChart/utils.ts, prepareTimelineFields().
 */
TimelineData *timeline_data(const PanelContext *context, bool merges, size_t per_page,
			    const char **message);

/** The value of a row at a time. */
Value timeline_value(const TimelineRow *row, size_t time);

/** Whether two values are one state. */
bool timeline_is_same(Value left, Value right);

/** Whether a value has a box; others end the one before. */
bool timeline_is_drawn(const TimelineRow *row, Value value);

Color timeline_color(const TimelineRow *row, Value value);

/** What a legend calls a value, "" for those that it leaves out; `out` as for timeline_text(). */
void timeline_state_name(const TimelineRow *row, Value value, char *out);

/** What is written into the box; `out` holds DISPLAY_TEXT_SIZE bytes. */
void timeline_text(const TimelineRow *row, Value value, char *out);
