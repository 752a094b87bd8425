#pragma once

#include "renderer/arena.h"

/**
 * Looks for an interval in the list of a variable of type interval: words and quoted texts.
 *
 * Returns `wanted` where the list has it, else the list's first; NULL for an empty list.
 */
const char *variable_interval_listed(Arena *arena, const char *list, const char *wanted);
