#pragma once

#include "renderer/arena.h"
#include "renderer/data/frame.h"

/** Series that are stacked on each other, in order. */
typedef struct {
	size_t *series; // indexes of fields
	size_t n;
	bool is_downward; // mostly negative values grow down
	const double *totals; // by row: the sum over its series
} StackGroup;

typedef struct {
	StackGroup *groups;
	size_t n_groups;
	double **values; // by field: the values to draw, `frame->n_rows` each; [0] is x
	int *lower;	 // by field: the series it stands on, -1 where it stands on the base line
	int *group;	 // by field: -1 where it is not stacked
} Stack;

/**
 * The values of an aligned frame (x first) as they are drawn: turned negative, constant, stacked
 * or in percent, as `custom.transform` and `custom.stacking` say.
 *
 * scale_keys  by field: fields are stacked only with those of the same scale
 *
 * Source: Grafana 12.3, grafana-ui uPlot/utils.ts.
 */
Stack stack_values(Arena *arena, const Frame *frame, const char *const *scale_keys);
