#pragma once

#include "renderer/data/frame.h"

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
const size_t *group_rows(const Groups *groups, size_t group, size_t *n);
