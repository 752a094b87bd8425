#pragma once

#include <stdbool.h>

/**
 * Blocks SIGINT and SIGTERM, for this thread and those it starts: call it before the first thread
 * starts, so that the signals wait for the functions below. Ignores SIGPIPE.
 */
void stop_signals_block(void);

/** Waits for one and returns its number; a second one then ends the process at once. */
int stop_signal_wait(void);

/** True when one has come and waits to be taken. */
bool stop_signal_is_pending(void);
