#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

#include "renderer/arena.h"
#include "renderer/chart/increment.h"
#include "renderer/chart/scale.h"

/** Bound on the ticks of one axis. */
enum { MAX_TICKS = 2000 };

/** Where an axis has ticks, ascending (symlog, too); a label may be left out of a tick that stays. */
typedef struct {
	double *values;
	bool *has_label; // one a value
	size_t n;
} Ticks;

/** Ticks at these values, an array of doubles; all have labels. */
Ticks ticks_of_values(Arena *arena, const GArray *values);

/** Multiples of `increment` within the scale. */
Ticks ticks_linear(Arena *arena, const Scale *scale, const IncrementSet *set, double increment);

/**
 * 1, 2, 3 .. of every power of the base; where the scale starts at none, its start and multiples of
 * what follows, as uPlot 1.6.32 has them. Labels thin out where they would come closer than
 * `least_space` on an axis of `length`; `is_across`: one that runs to the right.
 */
Ticks ticks_log(Arena *arena, const Scale *scale, double length, double least_space,
		bool is_across);

/** The same on both sides of zero, from the threshold on. */
Ticks ticks_symlog(Arena *arena, const Scale *scale, double length, double least_space,
		   bool is_across);

/** Labels only at whole numbers: what `decimals: 0` asks of a linear axis. */
void ticks_label_whole_only(Ticks *ticks);
