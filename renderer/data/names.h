#pragma once

#include "renderer/data/frame.h"

/**
 * A field's display name.
 *
 * frame   the field's frame, or NULL (then labels and displayNameFromDS do not count)
 * frames  all frames of the panel, or NULL when only `frame` is meant
 *
 * Returns a text that lives with the arena; cached in field->state until names are reset.
 * Source: Grafana 12.3, grafana-data/src/field/fieldState.ts.
 */
const char *field_display_name(Arena *arena, Field *field, const Frame *frame,
			       const Frames *frames);

/** field_display_name() of all fields at once: much faster where there are many. */
void frames_cache_names(Arena *arena, Frames *frames);

/** A frame's display name; `index` -1 when it has no place in a list. */
const char *frame_display_name(Arena *arena, Frame *frame, int index);

/** Forgets cached names: after renaming, filtering and applying overrides. */
void frames_reset_names(Frames *frames);
