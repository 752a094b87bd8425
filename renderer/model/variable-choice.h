#pragma once

#include "renderer/model/variable-options.h"
#include "renderer/model/variable-wanted.h"

/* What a variable is set to; texts are copied. */
void set_single(Arena *arena, VariableValue *value, const char *text);
void set_all(Arena *arena, VariableValue *value, const VariableOptions *options);
void take_wanted(Arena *arena, VariableValue *value, const Wanted *wanted);

/**
 * Sets what Grafana makes of `wanted` when it has the options: saved values that are gone are
 * dropped, one value is looked up by its label, too; with nothing left it is All, or the first.
 *
 * Source: scenes 6.42, variables/variants/MultiValueVariable.
 */
void choose_value(Arena *arena, VariableValue *value, const Wanted *wanted,
		  const VariableOptions *options);

/** The option with a value, or NULL. */
const VariableOption *find_option(const VariableOptions *options, const char *value);
