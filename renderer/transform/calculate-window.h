#pragma once

#include "renderer/transform/transform.h"

/**
 * calculateField's modes over earlier rows: running totals and moving windows.
 *
 * Returns NULL where the field is not there, or with `error` set for what is not supported.
 * *name receives the default name.
 */
const double *calculate_cumulative(Arena *arena, Frame *frame, Frames *frames,
				   json_object *options, const char **name, GError **error);
const double *calculate_window(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			       const char **name, GError **error);
