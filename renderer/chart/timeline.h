#pragma once

#include "renderer/chart/plot.h"
#include "renderer/chart/timeline-data.h"

/** From one change to the next, or a box around each sample. */
typedef enum { TIMELINE_CHANGES, TIMELINE_SAMPLES } TimelineMode;

typedef enum { SHOW_AUTO, SHOW_ALWAYS, SHOW_NEVER } ShowValue;

typedef struct {
	TimelineMode mode;
	double row_height; // part of a row's place that its boxes take
	double col_width;  // part of a sample's place that its box takes
	bool merges_values;
	ShowValue show_value;
	TextAlign align; // of texts in TIMELINE_CHANGES
	size_t per_page; // rows that are drawn; 0: all
} TimelineOptions;

/** A row's boxes, in device pixels from the top of an area of `height`. */
typedef struct {
	double top, height;
} TimelineLane;

/**
 * The lane of row `index` of `n`: the first starts at the top, the last ends at the bottom.
 * Source: Grafana 12.3, barchart/distribute.ts.
 */
TimelineLane timeline_lane(size_t index, size_t n, double row_height, double height);

/**
 * Draws the boxes of all rows and the texts in them; the scene is in the plot's device pixels.
 *
 * Source: Grafana 12.3, core/components/TimelineChart/timeline.ts.
 */
void timeline_draw(const TimelineData *data, const TimelineOptions *options, const Plot *plot,
		   Scene *scene);
