#pragma once

#include <stdbool.h>

#include <glib.h>

/**
 * A flag that ends one render early: every client that waited for it has left, its time is over,
 * or the service stops. One thread sets it, the rendering thread looks at it between steps and
 * lets its polls wake on cancel_fd().
 */
typedef struct Cancel Cancel;

Cancel *cancel_new(void);
void cancel_free(Cancel *cancel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cancel, cancel_free)

/** Sets the flag, for good; any thread may, any number of times. */
void cancel_set(Cancel *cancel);

bool cancel_is_set(const Cancel *cancel);

/** A descriptor that turns readable (POLLIN) with the flag; -1 if the system had none left. */
int cancel_fd(const Cancel *cancel);

/**
 * True while work may go on.
 *
 * Errors: RENDER_ERROR_CANCELLED once the flag is set.
 */
bool cancel_check(const Cancel *cancel, GError **error);
