#pragma once

#include "renderer/data/display.h"
#include "renderer/data/frame.h"

/*
 * What canvas elements and map layers take from a field or have fixed: {fixed, field, mode, ...}.
 * A dimension whose field is in no frame is fixed. Rows are those of `frame`; DIMENSION_LAST asks
 * for the last value that is not null.
 *
 * Source: Grafana 12.3, features/dimensions.
 */

#define DIMENSION_LAST SIZE_MAX

/** Where a dimension's values are; `field` NULL: it is fixed. */
typedef struct {
	const Frame *frame;
	const Field *field;
} DimensionField;

/** The first field of the frames that has this name or display name. */
DimensionField dimension_find(Arena *arena, const Frames *frames, const char *name);
DimensionField dimension_find_in(Arena *arena, const Frame *frame, const char *name);

/** The cell of a row, or the last one that is not null. */
Value dimension_cell(const DimensionField *from, size_t row);

typedef struct {
	DimensionField from;
	bool is_by_value; // else all rows have the colour `fixed`
	Color fixed;
	const char *mode; // of the field's colour, or NULL
	DisplayProcessor processor;
} ColorDimension;

/** The colour {fixed, field}; `frame` NULL is no data. A colour without `fixed` is grey. */
ColorDimension color_dimension(Arena *arena, const DimensionField *from, json_object *config,
			       const DisplayContext *context);
Color color_dimension_at(const ColorDimension *dimension, size_t row);

/** A size {fixed, field, min, max}: the field's range laid over min..max. */
typedef struct {
	DimensionField from;
	double fixed;
	Range size, values;
} ScaleDimension;

ScaleDimension scale_dimension(const DimensionField *from, json_object *config);
double scale_dimension_at(const ScaleDimension *dimension, size_t row);

/** A number {fixed, field, min, max, mode}: "mod" by max, or "clamped"; the last one is raw. */
double scalar_dimension_at(const DimensionField *from, json_object *config, size_t row);

/** A text {fixed, field, mode}; lives with the arena. "" where there is none. */
const char *text_dimension_at(Arena *arena, const DimensionField *from, json_object *config,
			      const DisplayContext *context, size_t row);

/** A picture's path {fixed, field, mode} as it is written; "" where there is none. */
const char *resource_dimension_at(Arena *arena, const DimensionField *from, json_object *config,
				  const DisplayContext *context, size_t row);
