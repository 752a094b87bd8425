#pragma once

#include "renderer/data/field-config.h"
#include "renderer/scene.h"

enum { LINE_MAX_DASH = 16 };

/**
 * How the line of a field is stroked, by its `custom.lineStyle`; joins are round. Dashes are
 * device pixels at every scale.
 *
 * dash  room for LINE_MAX_DASH lengths, which the style may point to
 */
StrokeStyle line_stroke(const FieldConfig *config, double width_dp, double *dash);
