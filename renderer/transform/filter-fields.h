#pragma once

#include "renderer/transform/transform.h"

/**
 * Keeps the fields whose display names `include` names and `exclude` does not, each
 * {names?, pattern?, variable?} or NULL; frames left without fields go.
 *
 * Source: Grafana 12.3, transformers/filterByName.ts, filter.ts.
 */
Frames *fields_filter(const TransformContext *context, Frames *frames, json_object *include,
		      json_object *exclude, bool is_by_variable, GError **error);
