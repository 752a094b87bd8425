#pragma once

#include <stddef.h>

/*
 * The steps an axis may count in, and the float repairs that keep its ticks at round numbers.
 * Axes come out to the pixel only if these follow the browser's order of operations.
 *
 * Source: uPlot 1.6.32, src/utils.js and src/opts.js.
 */

/** Ascending steps; `decimals` is NULL where none has a fraction. */
typedef struct {
	const double *values;
	const signed char *decimals; // digits after the point of each
	size_t n;
} IncrementSet;

const IncrementSet *increments_numeric(void); // 1, 2, 2.5, 5 x 10^-32 .. 10^31
const IncrementSet *increments_whole(void);   // the ones of those without a fraction, from 1
const IncrementSet *increments_binary(void);  // 2^0 .. 2^52, for bytes and bits
const IncrementSet *increments_time(void);    // ms: 1 ms .. 100 years

/**
 * The smallest step whose distance on an axis of `length` is at least `least_space`.
 *
 * space  receives the distance between ticks; 0 with a result of 0 when no step fits
 */
double increment_find(const IncrementSet *set, double min, double max, double length,
		      double least_space, double *space);

/** Digits after the point of a step of the set; 0 for others. */
int increment_decimals(const IncrementSet *set, double increment);

double round_decimals(double value, int decimals); // halves away from zero
double round_up_to(double value, double increment);
double round_down_to(double value, double increment);

/** Index of the value closest to `value` in an ascending array; the lower one at a tie. */
size_t closest_index(double value, const double *values, size_t n);
