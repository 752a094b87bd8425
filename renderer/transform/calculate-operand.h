#pragma once

#include "renderer/transform/transform.h"

/**
 * calculateField's binary and unary modes: new numbers for each row of a frame.
 *
 * Returns NULL where a field or an operator is not there. *name receives the default name.
 */
const double *calculate_binary(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			       const char **name);
const double *calculate_unary(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			      const char **name);

/** Whether the right side is a constant, so that frames need not be joined. */
bool calculate_is_constant(json_object *binary);

/** binary's left side by type: each such field gets its result behind it. */
Frame *calculate_by_type(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			 bool is_replacing, bool is_time_series);
