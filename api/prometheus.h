#pragma once

#include <stdint.h>

#include <glib.h>

/*
 * Prometheus' text format, version 0.0.4, and the histogram that durations go into. Nothing here
 * is locked: the owner of the numbers does that.
 */

enum { HISTOGRAM_N_BOUNDS = 13 };

/** Durations by buckets from 5 ms to a minute. */
typedef struct Histogram {
	uint64_t counts[HISTOGRAM_N_BOUNDS + 1]; // each not in those before; the last has no bound
	double sum_s;
} Histogram;

void histogram_add(Histogram *histogram, double seconds);

/** The lines above a metric's values; type is "counter", "gauge" or "histogram". */
void prometheus_head(GString *text, const char *name, const char *type, const char *help);

/** A metric with one value, with its head. */
void prometheus_one(GString *text, const char *name, const char *type, const char *help,
		    double value);

/** One value of a counter; labels as in `status="200"`. */
void prometheus_count(GString *text, const char *name, const char *labels, uint64_t value);

/** A histogram with its head. */
void prometheus_histogram(GString *text, const char *name, const char *help,
			  const Histogram *histogram);
