#pragma once

#include "renderer/data/frame.h"

/** What a join does with nulls beside the holes it makes. */
typedef enum {
	JOIN_NULLS_REMOVE, // nulls become absent: lines go on
	JOIN_NULLS_RETAIN, // nulls stay, holes stay absent
	JOIN_NULLS_EXPAND, // nulls stay and turn the holes beside them into nulls
} JoinNulls;

/** Where a field of a joined frame came from. */
typedef struct {
	Frame *frame;
	Field *field;
	int frame_index, field_index;
} JoinOrigin;

typedef struct {
	Frame *frame;	     // the join field first, then all others in order
	JoinOrigin *origins; // one for each field
	size_t n_left_out;   // frames that had a key but no room
} Join;

/** How the nulls of one field are treated. */
typedef JoinNulls (*JoinNullsOf)(const Field *field);

/** By `custom.spanNulls`: true removes, -1 retains, anything else expands. */
JoinNulls join_nulls_of_span(const Field *field);

/**
 * Outer join of frames on their first field of `type` (times), ascending. Frames without one are
 * left out, and so are rows without a key. A key that occurs twice in a frame keeps its last
 * value. One frame alone is not joined: its rows stay as they are, sorted where they don't ascend.
 *
 * nulls_of  NULL: join_nulls_of_span()
 *
 * Without any such field the joined frame is empty; a sole frame stays as it is.
 * Source: Grafana 12.3, transformers/joinDataFrames.ts.
 */
Join frames_join(Arena *arena, const Frames *frames, FieldType type, JoinNullsOf nulls_of);

/**
 * As frames_join(), on a field of any type.
 *
 * key_fields  for each frame the index of its join field, or -1; texts that are no numbers keep
 *             the order they are met in
 */
Join frames_join_on(Arena *arena, const Frames *frames, const int *key_fields,
		    JoinNullsOf nulls_of);

/**
 * Names the joined fields after their frames, as the transformations do: "Value" becomes the
 * frame's name, others get it as label `name`. Cached display names are forgotten.
 */
void join_take_frame_names(Arena *arena, Join *join);
