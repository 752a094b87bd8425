#pragma once

#include "renderer/data/frame.h"

/*
 * The keys of the frames that a join aligns (join.c).
 */

/** A frame that takes part. */
typedef struct {
	Frame *frame;
	int index;
	size_t key_field;
	const double *keys; // one for each row; NaN: the row has none
} JoinPart;

/** All keys of all parts once, ascending. */
typedef struct {
	double *keys;
	size_t n;
} JoinKeys;

/**
 * Gives all parts keys that are numbers. Those of texts and mixed columns are places in a list.
 *
 * Returns that list, by key, or NULL where the columns hold numbers already.
 */
const Value *join_parts_set_keys(Arena *arena, JoinPart *parts, size_t n);

JoinKeys join_keys_of(Arena *arena, const JoinPart *parts, size_t n);

/** Whether the part's rows are exactly the keys. */
bool join_part_is_aligned(const JoinPart *part, const JoinKeys *keys);

enum { JOIN_NO_ROW = UINT32_MAX };

/** For each row of the part its place among the keys, JOIN_NO_ROW for those without a key. */
void join_part_place(const JoinPart *part, const JoinKeys *keys, uint32_t *places);
