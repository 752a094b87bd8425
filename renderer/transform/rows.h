#pragma once

#include "renderer/transform/transform.h"

/* What transformations share: making columns of rows of others, and of single cells. */

/** Whether so many columns may be made; else `error` (RENDER_ERROR_TOO_LARGE). */
bool transform_has_room(const TransformContext *context, size_t n_rows, size_t n_columns,
			GError **error);

/** A copy of the field whose cells are these rows of `frame`: see frame_take_rows(). */
Field field_take_rows(Arena *arena, const Frame *frame, const Field *field, const size_t *rows,
		      size_t n);

/** A copy of the frame with a field more at its end. */
Frame *frame_add_field(Arena *arena, const Frame *frame, const Field *field);

/** A copy of the frame with those of its fields for which `keep` is set. */
Frame *frame_take_fields(Arena *arena, const Frame *frame, const bool *keep);

/** A field without config or labels; `values` must live with the arena. */
Field field_of_values(const char *name, FieldType type, const Value *values);
Field field_of_numbers(const char *name, FieldType type, const double *numbers);

/** The type of a column of made cells: that of its first one that is not missing. */
FieldType field_type_of_values(const Value *values, size_t n);

/** What stands for no value: an option's "null", "true", "false", "zero"; else an empty text. */
Value special_value(const char *name);

/** The refIds of frames that are made one: "<id>-A-B". */
const char *joined_ref_id(Arena *arena, const char *id, const Frames *frames);

/** A copy of the labels with one set. */
Labels labels_with(Arena *arena, const Labels *labels, const char *key, const char *value);

/** The field with this display name in the context of `frames` (NULL: its frame), or NULL. */
Field *field_named(Arena *arena, Frame *frame, Frames *frames, const char *name);

/**
 * Compares two keys (const char *const *) as JavaScript goes through those of an object: "0" to
 * "4294967294" come first, by number; all others are equal, so that a stable sort leaves them.
 */
int compare_object_keys(const void *left, const void *right, void *unused);

/** A copy of an arena's own for each element of a GArray, which is freed. */
void *arena_take_array(Arena *arena, GArray *array);
