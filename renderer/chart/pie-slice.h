#pragma once

#include "renderer/scene.h"

/** A slice of a pie or, with an inner radius, of a ring. Lengths in px, angles in radians. */
typedef struct {
	Point center;
	double outer_radius, inner_radius;
	double from_rad, to_rad; // clockwise from 12 o'clock, from_rad <= to_rad
	double pad_rad;		 // left free between slices, half of it at each side
	double corner_radius;
} PieSlice;

/**
 * The outline of a slice: parallel distance between the slices of a ring, all meeting in the
 * middle of a pie, rounded corners as far as the slice has room for them.
 *
 * Free with path_free().
 * Source: the geometry of d3-shape 1.3's arc(), as Grafana's pie chart uses it.
 */
Path *pie_slice_path(const PieSlice *slice);

/**
 * Shares a turn among values: where each of their slices begins and ends. Values that are not
 * positive get a slice as wide as the padding.
 *
 * from_rad  n + 1 angles: slice i reaches from from_rad[i] to from_rad[i + 1]
 *
 * Returns the padding of each slice.
 * Source: d3-shape 1.3, pie().
 */
double pie_share(const double *values, size_t n, double pad_rad, double *from_rad);
