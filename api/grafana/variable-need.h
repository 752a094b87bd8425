#pragma once

#include "api/grafana/settings.h"

#include "renderer/model/dashboard.h"
#include "renderer/model/variable.h"

/**
 * Settles which query variables are asked: clears `needs_query` of those that can't be seen in the
 * picture, and of those old frontends take as saved; sets it where a label may differ from the
 * value given.
 *
 * panel  the only one drawn, or NULL for the whole dashboard
 */
void variable_need_settle(Variables *variables, const Settings *settings,
			  const Dashboard *dashboard, const Panel *panel);
