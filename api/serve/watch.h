#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/**
 * A thread that tells when a waiting client hangs up or its time is over. While a connection is
 * suspended libmicrohttpd looks at neither.
 */
typedef struct Watch Watch;

/**
 * Told at most once for an entry, without any lock held, which may be just after the entry was
 * removed.
 *
 * is_late  true: the deadline has passed; false: the client has closed its side
 */
typedef void (*WatchEvent)(uint64_t id, bool is_late, void *data);

/** Errors: RENDER_ERROR_INTERNAL when the system has no descriptor or thread left. */
Watch *watch_new(WatchEvent event, void *data, GError **error);

/** Ends the thread; no event comes after. */
void watch_free(Watch *watch);

/**
 * id           not 0 and not in use
 * fd           the client's socket, open until watch_remove(); -1 watches the deadline only
 * deadline_us  of g_get_monotonic_time()
 */
void watch_add(Watch *watch, uint64_t id, int fd, int64_t deadline_us);

/** Forgets an entry, if it is still there; the socket may be closed afterwards. */
void watch_remove(Watch *watch, uint64_t id);
