#pragma once

#include "renderer/transform/transform.h"

/** A frame for each combination of the texts in a frame, which become labels. */
Frames *frame_partition_by_texts(const TransformContext *context, Frame *frame, GError **error);
