#pragma once

#include "renderer/transform/transform.h"

/**
 * One frame of several, joined outer on a field each of them has.
 *
 * by_field  its name; NULL: the first time field
 *
 * Source: Grafana 12.3, transformers/joinDataFrames.ts.
 */
Frame *join_outer(const TransformContext *context, Frames *frames, const char *by_field,
		  GError **error);
