#pragma once

#include <json-c/json.h>

/*
 * Value mappings as they were before Grafana 8. What a mapping shows takes the colour that the
 * thresholds give its text, where that is a number. `steps` are thresholds from minus infinity
 * up, or NULL. Both return a new reference.
 */

/**
 * Mappings of type 1 (value) and 2 (range); all values become one mapping, put first. Those that
 * have today's form stay.
 *
 * Source: Grafana 12.3, features/dashboard/state/DashboardMigrator.ts, upgradeValueMappings().
 */
json_object *migrate_mappings(json_object *old, json_object *steps);

/**
 * `valueMaps` or `rangeMaps` of a panel, by its `mappingType`; NULL when there are none.
 *
 * Source: Grafana 12.3, grafana-data utils/valueMappings.ts, convertOldAngularValueMappings().
 */
json_object *migrate_angular_mappings(json_object *panel, json_object *steps);
