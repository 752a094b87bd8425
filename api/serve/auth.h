#pragma once

#include <stdbool.h>

/**
 * True when `given` is one of the tokens. Takes as long for a wrong token as for a right one,
 * whatever they share.
 *
 * tokens  NULL-terminated
 * given   NULL is no token
 */
bool auth_token_is_valid(const char *const *tokens, const char *given);
