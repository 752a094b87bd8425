#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curl/curl.h>
#include <glib.h>
#include <json-c/json.h>

#include "api/grafana/failure.h"
#include "api/grafana/tls.h"

/** Whose Grafana is asked, as whom, and until when. Texts outlive the exchanges. */
typedef struct Access {
	const char *base;       // scheme://host[:port]/[path/], ends in '/'
	const char *render_key; // secret: the cookie's value, or NULL
	const char *domain;     // the host the cookie is for; NULL: that of `base`
	const char *token;      // secret: bearer token from the configuration, or NULL
	const char *accept_language;
	const char *user_agent;
	int64_t org_id;      // 0: not named
	int64_t deadline_us; // of g_get_monotonic_time()
	size_t max_bytes;    // of an answer, unpacked
	size_t max_values;   // commas and brackets in an answer: what bounds its memory
	const Trust *trust;
} Access;

/** One call: what to ask. Everything is copied. */
typedef struct ExchangeSpec {
	const char *what;         // for sentences: "the dashboard"
	const char *path;         // relative to the base, escaped: "api/frontend/settings"
	const char *query;        // escaped, without '?', or NULL
	const char *body;         // makes it a POST; or NULL
	const char *content_type; // of the body; NULL: application/json
	const char *const *headers; // name, value, name, value, ..., NULL; or NULL
} ExchangeSpec;

/** One call of Grafana under way or done. It belongs to its session. */
typedef struct Exchange Exchange;

bool exchange_is_done(const Exchange *exchange);
Failure exchange_failure(const Exchange *exchange); // FAILURE_NONE: answered, and in JSON
long exchange_status(const Exchange *exchange);     // 0: no HTTP answer came
int64_t exchange_time_us(const Exchange *exchange); // from start to end

/**
 * The answer, also that of a failed call when it is JSON; NULL when there is none. It lives as
 * long as the exchange: json_object_get() keeps it longer.
 */
json_object *exchange_json(const Exchange *exchange);

/** The answer's bytes, and whether a header line with this name had this value. */
GBytes *exchange_bytes(const Exchange *exchange);
bool exchange_was_cached(const Exchange *exchange); // by Grafana: X-Cache: HIT

/** Why it failed, as a sentence without secrets; NULL while all is well. */
const char *exchange_message(const Exchange *exchange);

/** True for an answer without failure; else `error` says why. */
bool exchange_check(const Exchange *exchange, GError **error);

/* --- For session.c --- */

Exchange *exchange_new(const Access *access, const ExchangeSpec *spec, CURLSH *share);
void exchange_free(Exchange *exchange);
CURL *exchange_easy(const Exchange *exchange);

/** Ends a transfer. True: it has to go on (a redirect inside the origin); start it again. */
bool exchange_finish(Exchange *exchange, CURLcode code);

/** Ends it from outside: time is over or the client has left. */
void exchange_abandon(Exchange *exchange, Failure failure);
