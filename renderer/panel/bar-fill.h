#pragma once

#include "renderer/data/display.h"
#include "renderer/scene.h"

/**
 * Where the bar of a bar gauge stands and grows. Lengths go along the bar: from the left, or from
 * the bottom.
 *
 * box      the filled part; for cells the whole length
 * full_px  the length of a bar that is full
 */
typedef struct {
	Rect box;
	bool is_vertical;
	double full_px;
} Bar;

/** What a bar shows: `display` of a value of `field`, somewhere in `range`. */
typedef struct {
	const DisplayValue *display;
	const Field *field;
	const DisplayProcessor *processor; // colours of cells; NULL: they are grey
	Range range;
	bool is_unlimited; // the field has no range: gradients have passed all steps at once
} BarValue;

/**
 * The three looks of a bar: a pale one with an edge, one in the colours it has passed, and a row
 * of cells like those of an LCD.
 *
 * cell_px, gap_px  of the row: a cell with its gap is at least cell_px long
 *
 * Source: Grafana 12.3, grafana-ui/src/components/BarGauge/BarGauge.tsx.
 */
void bar_fill_basic(Scene *scene, const Bar *bar, const BarValue *value);
void bar_fill_gradient(Scene *scene, const Theme *theme, const Bar *bar, const BarValue *value);
void bar_fill_cells(Scene *scene, const Bar *bar, const BarValue *value, double cell_px,
		    double gap_px);

/** The length that bar_fill_cells() takes up. */
double bar_cells_length(const Bar *bar, double cell_px, double gap_px);

/** Where `value` is in the range, at most 1; 0 where that can't be said. */
double bar_part(Range range, double value);
