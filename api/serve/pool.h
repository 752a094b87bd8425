#pragma once

#include "api/job.h"

/**
 * The worker threads, and the renders waiting for them.
 *
 * A client that asks for what is already waiting or running joins that render: one picture, sent
 * to both. A render that all its clients have left, or for which all have waited too long, is
 * cancelled.
 */
typedef struct Pool Pool;

/**
 * How one request ended: with a picture, or with an error. Called exactly once for each, from any
 * thread, without a lock held; both are lent for the call.
 */
typedef void (*PoolDone)(const Picture *picture, const GError *error, void *data);

typedef struct PoolCounts {
	size_t running; // renders
	size_t waiting; // renders
	size_t shared;  // requests that joined another's render, since the start
} PoolCounts;

/**
 * Starts the workers.
 *
 * backend  lent until pool_free()
 * workers  threads, at least 1
 * queue    renders that may wait while all workers are busy
 *
 * Errors: RENDER_ERROR_INTERNAL when the system has no thread or descriptor left.
 */
Pool *pool_new(const RenderBackend *backend, size_t workers, size_t queue, GError **error);

/**
 * Asks for a picture.
 *
 * request    owned by the pool from here on
 * client_fd  the client's socket, open until `done`; -1 when there is none to watch
 * done       told RENDER_ERROR_BUSY (perhaps before this returns) when too many wait or the pool
 *            stops, RENDER_ERROR_TIMEOUT after the deadline, RENDER_ERROR_CANCELLED when the
 *            client has closed its socket, or what the render gave
 */
void pool_take_request(Pool *pool, RenderRequest *request, int client_fd, PoolDone done,
		       void *data);

PoolCounts pool_counts(Pool *pool);

/**
 * Takes no more requests, lets the renders end for `grace_us`, then cancels what is left; every
 * request has been told when this returns, and the workers have ended.
 */
void pool_stop(Pool *pool, int64_t grace_us);

/** Stops the pool first, without grace, if that was not done. */
void pool_free(Pool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pool, pool_free)
