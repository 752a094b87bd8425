#pragma once

#include "renderer/transform/transform.h"

/**
 * A row for each time and set of labels: the time, values by name, labels as texts. Frames
 * without a time are left out.
 *
 * Source: Grafana 12.3, transformers/prepareTimeSeries/prepareTimeSeries.ts.
 */
Frames *to_long_time_series(const TransformContext *context, Frames *frames, GError **error);

/** A frame of a time and a value for each set of labels, made of the long form. */
Frames *to_multi_time_series(const TransformContext *context, Frames *frames, GError **error);

/** A copy of the frame whose meta names this type. */
Frame *frame_with_type(Arena *arena, const Frame *frame, const char *type);
