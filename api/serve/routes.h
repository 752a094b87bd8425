#pragma once

#include "api/serve/reply.h"

/**
 * Answers a reply by its path, or suspends its connection until a render answers it.
 *
 * Call it once for each reply, from within the access handler.
 */
void routes_call(Reply *reply);
