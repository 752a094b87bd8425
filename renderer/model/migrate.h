#pragma once

#include <json-c/json.h>

/**
 * Brings a dashboard of any schema version to what is read here, in place: only migrations that
 * change what is drawn. `panels` holds all panels and rows afterwards.
 *
 * Source: Grafana 12.3, features/dashboard/state/DashboardMigrator.ts.
 */
void migrate_dashboard(json_object *dashboard);

/**
 * Brings one panel from an old type, and its options and field config from an old version, to
 * today's, in place. Annotations that a graph made of its time regions are left in
 * `migratedAnnotations`.
 *
 * Source: Grafana 12.3, features/dashboard-scene/serialization/angularMigration.ts and the
 * panels' migrations.
 */
void migrate_panel(json_object *panel);
