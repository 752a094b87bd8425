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
} Join;

/** How the nulls of one field are treated. */
typedef JoinNulls (*JoinNullsOf)(const Field *field);

/**
 * Outer join of frames on their first field of `type` (times), ascending. Frames without one are
 * left out. A key that occurs twice in a frame keeps its last value.
 *
 * nulls_of  NULL expands
 *
 * Source: Grafana 12.3, transformers/joinDataFrames.ts.
 */
Join frames_join(Arena *arena, const Frames *frames, FieldType type, JoinNullsOf nulls_of);
