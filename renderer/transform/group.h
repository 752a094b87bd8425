#pragma once

#include "renderer/data/frame.h"
#include "renderer/data/reduce.h"

/** Rows of a frame that have the same cells in some columns. */
typedef struct {
	GPtrArray *rows; // a GArray of size_t for each group, in order of first appearance
} Groups;

/**
 * Groups by the texts of the columns for which `is_key` is set.
 *
 * Free with groups_clear().
 */
Groups groups_of(Arena *arena, const Frame *frame, const bool *is_key);
void groups_clear(Groups *groups);
size_t groups_count(const Groups *groups);

/** The cells of a column that is one of the keys, one for each group: those of its first row. */
Field group_key_column(Arena *arena, const Frame *frame, const Field *field, const Groups *groups);

/** A field without name whose cells are the calculation over each group. */
Field group_aggregate(Arena *arena, const Frame *frame, const Field *field, const Groups *groups,
		      const Reducer *reducer);
const size_t *group_rows(const Groups *groups, size_t group, size_t *n);
