#pragma once

#include "renderer/model/dashboard.h"
#include "renderer/model/variable.h"

/** A copy of a repeated panel that has a number of its own. */
typedef struct NumberedCopy {
	Panel *panel;		 // it is a copy of; NULL: no copy has the number
	const char *row_value;	 // of the variable that repeats its row, or NULL
	const char *panel_value; // of the variable that repeats it, or NULL
} NumberedCopy;

/**
 * Finds a copy by the number it had up to Grafana 11.2: copies were numbered from the highest id
 * of the dashboard on, from top to bottom, a repeated row's copies before those of its panels. So
 * a number has a meaning only with the variables' values it was made with.
 *
 * Source: Grafana 12.3, features/dashboard/state/DashboardModel.ts, processRepeats().
 */
NumberedCopy numbered_copy_find(const Dashboard *dashboard, const Variables *variables, int id);
