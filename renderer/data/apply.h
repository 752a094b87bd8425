#pragma once

#include "renderer/data/display.h"
#include "renderer/data/frame.h"

struct Interpolator;

/**
 * Applies a panel's fieldConfig {defaults, overrides} to its frames: fills defaults, runs the
 * overrides in order, guesses types, sets ranges, series indexes and display names. Frames in
 * cells are treated alike, as panels of their own.
 *
 * frames        changed in place: `config` and `state` of each field; columns stay
 * field_config  the panel's `fieldConfig` with its plugin's defaults in it, or NULL
 * interpolator  expands variables in display names; NULL leaves them
 *
 * Errors: RENDER_ERROR_DATA for an override with an unknown matcher.
 * Source: Grafana 12.3, grafana-data/src/field/fieldOverrides.ts.
 */
bool field_config_apply(Arena *arena, Frames *frames, json_object *field_config,
			const struct Interpolator *interpolator, GError **error);

/** reduceOptions of stat, gauge, bar gauge and pie chart. */
typedef struct {
	bool values;	    // one entry per row instead of one per calculation
	int limit;	    // of rows over all frames; 25
	const char **calcs; // reducer ids, at least one; may be unknown
	size_t n_calcs;
	const char *fields; // regex text on display names; "" takes number fields
} ReduceOptions;

/** `options` is the panel's options (`options.reduceOptions` is read). */
ReduceOptions reduce_options_parse(Arena *arena, json_object *options);

/** One big value: what to show and what it came from. */
typedef struct {
	DisplayValue display;
	const char *title;
	Frame *frame; // NULL for "No data"
	Field *field; // for "No data" one that holds the panel's defaults
	int row;	    // in values mode, else -1
	const char *calc;   // reducer id in calc mode, else NULL
	Range range;	    // min and max for scales, NAN (of any kind) where unknown
	Field *sparkline_x; // first time field of the frame, or NULL
	double percent_change; // diffperc, in percent; NAN where there is none
} FieldDisplay;

/**
 * The entries in order; never empty: without any field one entry says "No data" or noValue.
 * `n` receives their number. Lives with the arena.
 *
 * Source: Grafana 12.3, grafana-data/src/field/fieldDisplay.ts.
 */
FieldDisplay *field_displays(Arena *arena, Frames *frames, const ReduceOptions *options,
			     json_object *field_config, const struct Interpolator *interpolator,
			     const DisplayContext *context, size_t *n);

/** What the texts of all entries are sized by, so that they are alike. */
typedef struct {
	const char *title;    // the longest one, "" where there is none
	FormattedValue value; // the longest prefix, text and suffix, each on its own
} DisplayAlignment;

DisplayAlignment field_displays_alignment(const FieldDisplay *displays, size_t n);
