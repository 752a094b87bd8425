#pragma once

#include "renderer/model/interpolate.h"

/** What a name that is no variable stands for. */
typedef struct {
	const char *value; // as written where it can't be told yet
	const char *text;  // for the format `text`; NULL: the value
	bool is_final;	   // already formatted: no format is applied
} MacroValue;

/** How a macro is written. */
typedef struct {
	const char *name;
	const char *path;   // NULL: none
	const char *format; // NULL: none written
	const char *whole;  // "${name.path:format}"
} MacroCall;

/**
 * `__field`, `__data`, `__value`, `__series`, `__calc` and the old `__cell_n`, from
 * interpolator->datum. False: no such name here.
 *
 * Source: scenes 6.42, variables/macros/dataMacros.
 */
bool datum_macro(Arena *arena, const Interpolator *interpolator, const MacroCall *call,
		 MacroValue *result);

/**
 * `__from`, `__to`, `__timezone`, `__interval`, `__user`, `__dashboard`, ... False: no such name.
 *
 * Source: scenes 6.42, variables/macros; Grafana 12.3, dashboard-scene/scene/DashboardMacro.ts.
 */
bool builtin_macro(Arena *arena, const Interpolator *interpolator, const MacroCall *call,
		   MacroValue *result);
