#pragma once

#include "renderer/arena.h"
#include "renderer/data/frame.h"
#include "renderer/theme.h"

/** A part of a scale: from the end of the one before it to `end`. */
typedef struct {
	double end;
	Color color;
} ThresholdSpan;

/**
 * A field's thresholds as parts of a scale over `range`: the first entry is the scale's start.
 *
 * Each step ends where the next one starts, the last where the scale does. The list goes on to the
 * step that is active at the scale's end; where that is the first one, to the last of all.
 * Percentages are of a scale of 0..100.
 *
 * Source: Grafana 12.3, grafana-ui/src/components/Gauge/utils.ts.
 */
ThresholdSpan *threshold_spans(Arena *arena, const Theme *theme, const Field *field, Range range,
			       size_t *n);

/** A number with the field's decimals, two where it has none. */
double threshold_rounded(const Field *field, double value);
