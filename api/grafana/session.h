#pragma once

#include "api/cancel.h"
#include "api/grafana/exchange.h"

/** What all sessions have in common, from the configuration; outlives them. */
typedef struct SessionOptions {
	const Trust *trust;
	const char *token;      // for renders by hand, sent when there is no render key; or NULL
	const char *user_agent; // "paneld/1.0"
	size_t max_bytes;       // of one answer, unpacked; 0: 64 MiB
	size_t max_values;      // in one answer; 0: 4 million
	/** Told of every call that ended, for metrics; or NULL. Any thread. */
	void (*observe)(void *observer, Failure failure, int64_t time_us);
	void *observer;
	struct AnswerCache *cache; // what is kept between renders, or NULL
} SessionOptions;

/**
 * A worker's connections to Grafana: they stay open between renders, and so do names and TLS
 * sessions. One thread at a time. Identity is sent with each call, never kept by a connection.
 */
typedef struct Session Session;

Session *session_new(const SessionOptions *options);
void session_free(Session *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_free)

/** Who asks whom in one render. */
typedef struct SessionTarget {
	const char *base; // scheme://host[:port]/[path/], ends in '/'
	const char *render_key, *domain, *accept_language; // or NULL
	int64_t org_id;                                    // 0: not named
	int64_t deadline_us;
} SessionTarget;

/** Begins a render; what an earlier one left is ended. Texts and `cancel` outlive session_end(). */
void session_begin(Session *session, const SessionTarget *target, const Cancel *cancel);

/** Ends what still runs and frees every exchange of the render. */
void session_end(Session *session);

const Access *session_access(const Session *session);
struct AnswerCache *session_cache(const Session *session); // or NULL

/** Sends a call on its way; it goes on whenever the session waits for any. Never NULL. */
Exchange *session_start(Session *session, const ExchangeSpec *spec);

/** The same, but what this render has asked already is not asked again: both get one answer. */
Exchange *session_share(Session *session, const ExchangeSpec *spec);

/**
 * Runs all calls until these are done; each tells itself how it ended.
 *
 * Errors: RENDER_ERROR_CANCELLED, RENDER_ERROR_TIMEOUT (both end every call of the session).
 */
bool session_wait(Session *session, Exchange *const *exchanges, size_t n, GError **error);
bool session_wait_one(Session *session, Exchange *exchange, GError **error);

/** Gives up a call whose answer is not needed any more; the exchange is freed. */
void session_drop(Session *session, Exchange *exchange);
