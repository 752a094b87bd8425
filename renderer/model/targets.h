#pragma once

#include <json-c/json.h>

/**
 * Gives a panel what Grafana's model of it has: one query "A" where its JSON has no key `targets`
 * at all (the data source decides what an empty query asks), and a free letter to each query
 * without a refId.
 *
 * Source: Grafana 12.3, features/dashboard/state/PanelModel.ts; grafana-data/src/query/refId.ts.
 */
void targets_complete(json_object *panel);

/* --- Migrations of a panel's queries --- */

/** Schema 8: InfluxDB's lists of fields become parts of `select` and `groupBy`. */
void targets_migrate_influxdb(json_object *panel);

/** Schema 34: CloudWatch's queries ask for one statistic each; more become queries at the end. */
void targets_migrate_cloudwatch(json_object *panel);
