#pragma once

#include "renderer/model/variable-options.h"
#include "renderer/model/variable-wanted.h"

/** Sets a variable to one value, to All of some options, to what is wanted; texts are copied. */
void variable_choice_set_single(Arena *arena, VariableValue *value, const char *text);
void variable_choice_set_all(Arena *arena, VariableValue *value, const VariableOptions *options);
void variable_choice_take_wanted(Arena *arena, VariableValue *value, const Wanted *wanted);

/**
 * Sets what Grafana makes of `wanted` when it has the options: saved values that are gone are
 * dropped, one value is looked up by its label, too; with nothing left it is All, or the first.
 *
 * Source: scenes 6.42, variables/variants/MultiValueVariable.
 */
void variable_choice_make(Arena *arena, VariableValue *value, const Wanted *wanted,
		  const VariableOptions *options);

/** The option with a value, or NULL. */
const VariableOption *variable_options_find(const VariableOptions *options, const char *value);
