#pragma once

#include "renderer/data/frame.h"

/**
 * Field, frame and value matchers as overrides and transformations name them: {id, options}.
 * They live with the arena.
 *
 * Errors: RENDER_ERROR_DATA for an unknown id and, where Grafana fails, too, for a pattern that is
 * no regular expression; a field matcher with such a pattern matches nothing.
 * Source: Grafana 12.3, grafana-data/src/transformations/matchers.
 */
typedef struct FieldMatcher FieldMatcher;
FieldMatcher *field_matcher_new(Arena *arena, const char *id, json_object *options,
				GError **error);
bool field_matches(const FieldMatcher *matcher, Arena *arena, Field *field, Frame *frame,
		   Frames *frames);

typedef struct FrameMatcher FrameMatcher;
FrameMatcher *frame_matcher_new(Arena *arena, const char *id, json_object *options,
				GError **error);
bool frame_matches(const FrameMatcher *matcher, const Frame *frame);

typedef struct ValueMatcher ValueMatcher;
ValueMatcher *value_matcher_new(Arena *arena, const char *id, json_object *options,
				GError **error);
bool value_matches(const ValueMatcher *matcher, const Frame *frame, const Field *field,
		   size_t row);

/** Whether its pattern took too long too often: since then it matches nothing. */
bool value_matcher_gave_up(const ValueMatcher *matcher);
