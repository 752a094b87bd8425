#pragma once

#include "renderer/model/interpolate.h"

/** A value of one text for an interpolator's scope; the texts are lent. */
VariableValue scope_text(Arena *arena, const char *name, const char *text);
VariableValue scope_number(Arena *arena, const char *name, int64_t number);

/** The interpolator with `n` values that are looked up before all its own. */
Interpolator scope_push(Arena *arena, const Interpolator *interpolator,
			const VariableValue *values, size_t n);
