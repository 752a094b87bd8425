#pragma once

#include <json-c/json.h>

/**
 * Schema 16: `rows` of panels with spans of twelve become `panels` on a grid of 24 columns; rows
 * become panels of their own when one of them is collapsed, repeated or shows its title.
 *
 * Source: Grafana 12.3, features/dashboard/state/DashboardMigrator.ts, upgradeToGridLayout().
 */
void migrate_rows_to_grid(json_object *dashboard);
