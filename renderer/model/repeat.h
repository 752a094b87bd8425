#pragma once

#include "renderer/model/variable.h"

/** The variable of this name, or NULL. */
const VariableValue *variables_find(const Variables *variables, const char *name);

/** Whether panels and rows can be repeated by it: its type has a list of options. */
bool variable_can_repeat(const VariableValue *variable);

/** How many copies a repeat has: one a value, and one where there is no value. */
size_t repeat_n_copies(const VariableValue *variable);

/**
 * What a copy sees of the variable that repeats it: its own value alone, with its label.
 *
 * Source: Grafana 12.3, dashboard-scene/utils/clone.ts and utils.ts.
 */
VariableValue repeat_copy(Arena *arena, const VariableValue *variable, size_t index);

/** The same for a value that a URL names; one that the variable does not have is its own label. */
VariableValue repeat_copy_of(Arena *arena, const VariableValue *variable, const char *value);
