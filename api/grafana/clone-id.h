#pragma once

#include <stddef.h>
#include <stdint.h>

#include "renderer/model/variable.h"

/**
 * What Grafana calls a repeated copy of a panel in its headers: a hash of its path, the values
 * from the outermost in and the panel (`eu$web$panel-4`); 0 for a copy that is the first of all
 * that repeats it, which keeps the panel's id.
 *
 * variables  of the dashboard
 * scoped     the copy's own values, `n_scoped` of them, the innermost first
 *
 * Source: Grafana 12.3, DashboardScene.tsx, enrichDataRequest(); scenes 6.42, utils/pathId.ts.
 */
uint32_t clone_id(const Variables *variables, int panel_id, const VariableValue *scoped,
		  size_t n_scoped);
