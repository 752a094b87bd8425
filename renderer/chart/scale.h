#pragma once

#include <stdbool.h>

#include "renderer/geometry.h"

typedef enum {
	SCALE_LINEAR,
	SCALE_LOG,
	SCALE_SYMLOG,
	SCALE_ORDINAL, // positions 0, 1, 2... of categories
	SCALE_TIME,    // linear, in ms, never padded
} ScaleKind;

/** What decides a scale's range beside the data. Limits are NAN where unset. */
typedef struct {
	ScaleKind kind;
	double log_base;	 // 2 or 10
	double linear_threshold; // of symlog
	double hard_min, hard_max;
	double soft_min, soft_max;
	double padding; // part of the data's range: 0.1
	double decimals; // NAN: automatic; 0 snaps the ends to whole numbers
	bool is_centered_zero;
	bool is_percent_stacked;
} ScaleConfig;

ScaleConfig scale_config(ScaleKind kind);

/** Joins the limits of fields that share a scale: the widest of each. */
void scale_config_merge(ScaleConfig *config, const ScaleConfig *other);

/** A scale with its range. `is_empty`: no data and no limits, so nothing is drawn on it. */
typedef struct {
	ScaleKind kind;
	double log_base, linear_threshold;
	double min, max;
	bool is_empty;
	bool is_reversed; // max comes where min is otherwise
} Scale;

/**
 * The scale for data of `data` (NAN ends: no data).
 *
 * Source: Grafana 12.3, uPlot/config/UPlotScaleBuilder.ts; uPlot 1.6.32, rangeNum and rangeLog.
 */
Scale scale_make(const ScaleConfig *config, Range data);

/** A scale with fixed ends. */
Scale scale_fixed(ScaleKind kind, double min, double max);

/** Where a value stands, 0 at min, 1 at max; outside for values beyond. */
double scale_part(const Scale *scale, double value);

/** offset + length * part: x grows to the right. */
double scale_x(const Scale *scale, double value, double offset, double length);

/** y grows upward. */
double scale_y(const Scale *scale, double value, double offset, double length);
