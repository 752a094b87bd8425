#pragma once

#include <json-c/json.h>

#include "renderer/arena.h"

/**
 * A panel's fieldConfig over the defaults of its type: objects merge, lists and everything else of
 * the stored config replace, a stored null too. Under both lie the standard thresholds.
 *
 * stored    fieldConfig as in the dashboard, or NULL
 * defaults  JSON text of the type's `defaults`, or NULL; a property that is null there is one the
 *           type does not have, so what is stored of it is left out, in overrides too
 *
 * Returns {defaults, overrides}; the arena keeps it.
 * Source: Grafana 12.3, grafana-data/src/panel/getPanelOptionsWithDefaults.ts.
 */
json_object *field_config_with_defaults(Arena *arena, json_object *stored, const char *defaults);
