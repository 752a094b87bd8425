#pragma once

#include <json-c/json.h>

#include "renderer/arena.h"

/**
 * Brings a dashboard of any schema version to what is read here: only migrations that change what
 * is drawn. Changed objects are the dashboard's own; it belongs to this render alone.
 *
 * Source: Grafana 12.3, DashboardMigrator.ts and apps/dashboard/pkg/migration.
 */
json_object *migrate_dashboard(Arena *arena, json_object *dashboard);

/**
 * Brings one panel's options and field config from old panel types and versions to today's.
 * Source: Grafana 12.3, the panels' migrations.ts.
 */
json_object *migrate_panel(Arena *arena, json_object *panel);
