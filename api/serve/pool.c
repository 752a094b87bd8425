#include "api/serve/pool.h"

#include "api/serve/request.h"
#include "api/serve/watch.h"

#include "renderer/error.h"

#include <pthread.h>
#include <time.h>

/* A render that notices its deadline itself can say what it was waiting for: it gets this long. */
enum { LATE_US = 250000 };

typedef struct Job {
	RenderRequest *request;
	char *digest;
	Cancel *cancel;
	GQueue tickets; // Ticket; who waits for it
	bool is_running;
} Job;

/* One request that waits for a job. */
typedef struct Ticket {
	uint64_t id;
	Job *job;
	int64_t timeout_us;
	PoolDone done;
	void *data;
} Ticket;

struct Pool {
	const RenderBackend *backend;
	size_t n_workers, queue;
	pthread_t *workers;
	Watch *watch;

	pthread_mutex_t lock;   // for all below
	pthread_cond_t changed; // a job came, a job ended, or the pool stops
	GQueue waiting;         // Job
	GHashTable *jobs;       // digest -> Job, waiting or running, that may be joined
	GHashTable *tickets;    // id -> Ticket
	uint64_t last_id;
	size_t running, shared;
	bool is_stopping;
	bool is_stopped; // the workers are joined
};

static Job *job_new(RenderRequest *take_request, char *take_digest)
{
	Job *job = g_new0(Job, 1);

	job->request = take_request;
	job->digest = take_digest;
	job->cancel = cancel_new();
	return job;
}

static void job_free(Job *job)
{
	render_request_free(job->request);
	cancel_free(job->cancel);
	g_free(job->digest);
	g_free(job);
}

/* From here on all static functions that say "locked" want the lock held. */

static void locked_forget_job(Pool *pool, Job *job)
{
	if (g_hash_table_lookup(pool->jobs, job->digest) == job)
		g_hash_table_remove(pool->jobs, job->digest);
}

static void locked_add_ticket(Pool *pool, Job *job, const RenderRequest *request, int client_fd,
			      PoolDone done, void *data)
{
	Ticket *ticket = g_new(Ticket, 1);

	*ticket = (Ticket){ ++pool->last_id, job, request->timeout_us, done, data };
	g_queue_push_tail(&job->tickets, ticket);
	g_hash_table_insert(pool->tickets, &ticket->id, ticket);
	watch_add(pool->watch, ticket->id, client_fd, request->deadline_us + LATE_US);
}

/* Takes the ticket out of everything; the caller tells it and frees it, without the lock. */
static void locked_take_ticket(Pool *pool, Ticket *ticket)
{
	g_queue_remove(&ticket->job->tickets, ticket);
	g_hash_table_remove(pool->tickets, &ticket->id);
	watch_remove(pool->watch, ticket->id);
}

/* All tickets of a job, for tickets_tell(). */
static GQueue locked_take_tickets(Pool *pool, Job *job)
{
	GQueue taken = G_QUEUE_INIT;

	while (!g_queue_is_empty(&job->tickets)) {
		Ticket *ticket = g_queue_peek_head(&job->tickets);

		locked_take_ticket(pool, ticket);
		g_queue_push_tail(&taken, ticket);
	}
	return taken;
}

static void tickets_tell(GQueue *tickets, const Picture *picture, const GError *error)
{
	for (Ticket *ticket = g_queue_pop_head(tickets); ticket;
	     ticket = g_queue_pop_head(tickets)) {
		ticket->done(picture, error, ticket->data);
		g_free(ticket);
	}
}

/* Nobody waits for the job any more. A running one is freed by its worker. */
static void locked_abandon(Pool *pool, Job *job)
{
	locked_forget_job(pool, job);
	if (job->is_running) {
		cancel_set(job->cancel);
		return;
	}
	g_queue_remove(&pool->waiting, job);
	job_free(job);
}

static GError *ended_error(const Ticket *ticket, bool is_late)
{
	if (!is_late)
		return g_error_new_literal(RENDER_ERROR, RENDER_ERROR_CANCELLED,
					   "the client has left");
	return g_error_new(
		RENDER_ERROR, RENDER_ERROR_TIMEOUT,
		"not drawn within %g s: look for a slow query, or ask for a longer timeout",
		(double)ticket->timeout_us / G_USEC_PER_SEC);
}

/* WatchEvent: a client has left or waited too long. */
static void ticket_ended(uint64_t id, bool is_late, void *data)
{
	Pool *pool = data;

	pthread_mutex_lock(&pool->lock);
	Ticket *ticket = g_hash_table_lookup(pool->tickets, &id);

	if (ticket) {
		Job *job = ticket->job;

		locked_take_ticket(pool, ticket);
		if (g_queue_is_empty(&job->tickets))
			locked_abandon(pool, job);
	}
	pthread_mutex_unlock(&pool->lock);
	if (!ticket)
		return;
	g_autoptr(GError) error = ended_error(ticket, is_late);

	ticket->done(NULL, error, ticket->data);
	g_free(ticket);
}

static bool locked_is_full(const Pool *pool)
{
	return pool->running + pool->waiting.length >= pool->n_workers + pool->queue;
}

/* The job of this digest: joined, or new; NULL when there is no room. Takes both when new. */
static Job *locked_find_job(Pool *pool, RenderRequest **request, char **digest, GError **error)
{
	Job *job = g_hash_table_lookup(pool->jobs, *digest);

	if (pool->is_stopping || (!job && locked_is_full(pool))) {
		g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_BUSY,
				    pool->is_stopping
					    ? "the service is stopping: try again"
					    : "too many renders are waiting: try again, or raise "
					      "limits.workers or limits.queue");
		return NULL;
	}
	if (job) {
		pool->shared++;
		return job;
	}
	job = job_new(g_steal_pointer(request), g_steal_pointer(digest));
	g_hash_table_insert(pool->jobs, job->digest, job);
	g_queue_push_tail(&pool->waiting, job);
	pthread_cond_broadcast(&pool->changed);
	return job;
}

void pool_take_request(Pool *pool, RenderRequest *request, int client_fd, PoolDone done, void *data)
{
	g_autoptr(RenderRequest) own = request;
	g_autofree char *digest = render_request_digest(request);
	g_autoptr(GError) error = NULL;

	pthread_mutex_lock(&pool->lock);
	Job *job = locked_find_job(pool, &own, &digest, &error);

	if (job)
		locked_add_ticket(pool, job, request, client_fd, done, data);
	pthread_mutex_unlock(&pool->lock);
	if (!job)
		done(NULL, error, data);
}

/* The next job, marked as running; NULL when the pool has stopped. */
static Job *locked_next_job(Pool *pool)
{
	while (g_queue_is_empty(&pool->waiting) && !pool->is_stopping)
		pthread_cond_wait(&pool->changed, &pool->lock);
	Job *job = g_queue_pop_head(&pool->waiting);

	if (job) {
		job->is_running = true;
		pool->running++;
	}
	return job;
}

static void run_job(Pool *pool, Job *job, void *state)
{
	Picture picture = { 0 };
	g_autoptr(GError) error = NULL;

	bool is_drawn = pool->backend->render(job->request, job->cancel, state, &picture, &error);

	if (!error && (!is_drawn || !picture.bytes))
		error = g_error_new_literal(RENDER_ERROR, RENDER_ERROR_INTERNAL,
					    "no picture and no reason");
	pthread_mutex_lock(&pool->lock);
	pool->running--;
	locked_forget_job(pool, job);
	GQueue tickets = locked_take_tickets(pool, job);

	pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->lock);
	tickets_tell(&tickets, error ? NULL : &picture, error);
	g_clear_pointer(&picture.bytes, g_bytes_unref);
	job_free(job);
}

static void *work(void *data)
{
	Pool *pool = data;
	void *state = pool->backend->worker_new ? pool->backend->worker_new(pool->backend->context)
						: NULL;

	pthread_mutex_lock(&pool->lock);
	for (Job *job = locked_next_job(pool); job; job = locked_next_job(pool)) {
		pthread_mutex_unlock(&pool->lock);
		run_job(pool, job, state);
		pthread_mutex_lock(&pool->lock);
	}
	pthread_mutex_unlock(&pool->lock);
	if (pool->backend->worker_free)
		pool->backend->worker_free(state);
	return NULL;
}

static void locks_init(Pool *pool)
{
	pthread_condattr_t attributes;

	pthread_mutex_init(&pool->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC); // as g_get_monotonic_time()
	pthread_cond_init(&pool->changed, &attributes);
	pthread_condattr_destroy(&attributes);
}

Pool *pool_new(const RenderBackend *backend, size_t workers, size_t queue, GError **error)
{
	g_autoptr(Pool) pool = g_new0(Pool, 1);

	render_error_quark(); // made on first use: better here than by two threads at once
	pool->backend = backend;
	pool->queue = queue;
	pool->workers = g_new0(pthread_t, workers);
	pool->jobs = g_hash_table_new(g_str_hash, g_str_equal);
	pool->tickets = g_hash_table_new(g_int64_hash, g_int64_equal);
	locks_init(pool);
	pool->watch = watch_new(ticket_ended, pool, error);
	if (!pool->watch)
		return NULL;
	for (; pool->n_workers < workers; pool->n_workers++) {
		if (pthread_create(&pool->workers[pool->n_workers], NULL, work, pool) != 0) {
			g_set_error_literal(
				error, RENDER_ERROR, RENDER_ERROR_INTERNAL,
				"the system has no thread left (option limits.workers)");
			return NULL;
		}
	}
	return g_steal_pointer(&pool);
}

PoolCounts pool_counts(Pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	PoolCounts counts = { pool->running, pool->waiting.length, pool->shared };

	pthread_mutex_unlock(&pool->lock);
	return counts;
}

static void locked_wait_idle(Pool *pool, int64_t grace_us)
{
	int64_t end_us = g_get_monotonic_time() + grace_us;
	struct timespec end = { end_us / G_USEC_PER_SEC, end_us % G_USEC_PER_SEC * 1000 };

	while (pool->running + pool->waiting.length > 0) {
		if (pthread_cond_timedwait(&pool->changed, &pool->lock, &end) != 0)
			return;
	}
}

/* Cancels every job, joinable or abandoned before, and returns who still waits. */
static GQueue locked_cancel_all(Pool *pool)
{
	GQueue left = G_QUEUE_INIT;
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, pool->tickets);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		Ticket *ticket = value;

		cancel_set(ticket->job->cancel);
		g_queue_remove(&ticket->job->tickets, ticket);
		watch_remove(pool->watch, ticket->id);
		g_hash_table_iter_remove(&iter);
		g_queue_push_tail(&left, ticket);
	}
	for (Job *job = g_queue_pop_head(&pool->waiting); job;
	     job = g_queue_pop_head(&pool->waiting)) {
		locked_forget_job(pool, job);
		job_free(job);
	}
	return left;
}

void pool_stop(Pool *pool, int64_t grace_us)
{
	g_autoptr(GError) error = g_error_new_literal(RENDER_ERROR, RENDER_ERROR_BUSY,
						      "the service is stopping: try again");

	if (pool->is_stopped)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->is_stopping = true;
	pthread_cond_broadcast(&pool->changed);
	locked_wait_idle(pool, grace_us);
	GQueue left = locked_cancel_all(pool);

	pthread_mutex_unlock(&pool->lock);
	tickets_tell(&left, NULL, error);
	for (size_t i = 0; i < pool->n_workers; i++)
		pthread_join(pool->workers[i], NULL);
	pool->is_stopped = true;
}

void pool_free(Pool *pool)
{
	if (!pool)
		return;
	if (pool->watch)
		pool_stop(pool, 0);
	watch_free(pool->watch);
	g_hash_table_unref(pool->jobs);
	g_hash_table_unref(pool->tickets);
	pthread_cond_destroy(&pool->changed);
	pthread_mutex_destroy(&pool->lock);
	g_free(pool->workers);
	g_free(pool);
}
