#pragma once

#include "renderer/data/frame.h"

/*
 * What the decoders of frames share: frame-decode.c, frame-legacy.c and those of data sources.
 */

/** Whether rows x fields cells may be decoded; else false and `error` (TOO_LARGE). */
bool frame_fits(const Arena *arena, size_t n_rows, size_t n_fields, const FrameLimits *limits,
		GError **error);

/**
 * Decodes a list of cells into the field's column, by the field's type.
 *
 * array   a JSON array, or NULL for none
 * n_rows  of the frame; what the array lacks is absent
 */
void column_decode(Arena *arena, Field *field, json_object *array, size_t n_rows);

/** {name, type, labels, config} of a field. */
void field_decode_schema(Arena *arena, Field *field, json_object *json);

/** An object of labels; none for anything else. */
Labels labels_decode(Arena *arena, json_object *json);

/** The list's length; 0 for anything else. */
size_t list_length(json_object *list);
