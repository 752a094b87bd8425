#include "api/grafana/session.h"

#include "api/grafana/sockets.h"

#include <string.h>

enum {
	DEFAULT_MAX_BYTES = 64 << 20,
	DEFAULT_MAX_VALUES = 4000000,
	MAX_CONNECTIONS_PER_HOST = 6, // as browsers have with HTTP/1.1
	MAX_IDLE_CONNECTIONS = 8,
	POLL_MS = 1000,
};

struct Session {
	const SessionOptions *options;
	CURLM *multi;
	CURLSH *share; // TLS sessions; names and connections are the multi handle's
	GPtrArray *exchanges;
	GHashTable *asked; // what was asked, to the first exchange that did
	Sockets sockets;
	Access access;
	const Cancel *cancel;
};

static void free_exchange(void *exchange)
{
	exchange_free(exchange);
}

Session *session_new(const SessionOptions *options)
{
	Session *session = g_new0(Session, 1);

	session->options = options;
	session->multi = curl_multi_init();
	session->share = curl_share_init();
	g_assert(session->multi && session->share);
	curl_share_setopt(session->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
	curl_multi_setopt(session->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
			  (long)MAX_CONNECTIONS_PER_HOST);
	curl_multi_setopt(session->multi, CURLMOPT_MAXCONNECTS, (long)MAX_IDLE_CONNECTIONS);
	session->exchanges = g_ptr_array_new_with_free_func(free_exchange);
	session->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return session;
}

void session_free(Session *session)
{
	if (!session)
		return;
	session_end(session);
	g_ptr_array_unref(session->exchanges);
	g_hash_table_unref(session->asked);
	curl_multi_cleanup(session->multi);
	curl_share_cleanup(session->share);
	g_free(session);
}

void session_begin(Session *session, const SessionTarget *target, const Cancel *cancel)
{
	const SessionOptions *options = session->options;

	session_end(session);
	session->cancel = cancel;
	session->access = (Access){
		.base = target->base,
		.render_key = target->render_key,
		.domain = target->domain,
		.token = options->token,
		.accept_language = target->accept_language,
		.user_agent = options->user_agent,
		.org_id = target->org_id,
		.deadline_us = target->deadline_us,
		.max_bytes = options->max_bytes ? options->max_bytes : DEFAULT_MAX_BYTES,
		.max_values = options->max_values ? options->max_values : DEFAULT_MAX_VALUES,
		.trust = options->trust,
	};
}

static void observe(const Session *session, const Exchange *exchange)
{
	if (session->options->observe)
		session->options->observe(session->options->observer, exchange_failure(exchange),
					  exchange_time_us(exchange));
}

static void abandon(Session *session, Exchange *exchange, Failure failure)
{
	if (exchange_is_done(exchange))
		return;
	curl_multi_remove_handle(session->multi, exchange_easy(exchange));
	exchange_abandon(exchange, failure);
	observe(session, exchange);
}

static void abandon_all(Session *session, Failure failure)
{
	for (guint i = 0; i < session->exchanges->len; i++)
		abandon(session, g_ptr_array_index(session->exchanges, i), failure);
}

void session_end(Session *session)
{
	abandon_all(session, FAILURE_CANCELLED);
	g_hash_table_remove_all(session->asked);
	g_ptr_array_set_size(session->exchanges, 0);
	session->access = (Access){ 0 };
	session->cancel = NULL;
}

const Access *session_access(const Session *session)
{
	return &session->access;
}

struct AnswerCache *session_cache(const Session *session)
{
	return session->options->cache;
}

static void print_part(GString *key, const char *text)
{
	g_string_append_printf(key, "%zu:%s", text ? strlen(text) + 1 : 0, text ? text : "");
}

/* Two calls with the same key ask the same. */
static char *spec_key(const ExchangeSpec *spec)
{
	GString *key = g_string_new(NULL);

	print_part(key, spec->path);
	print_part(key, spec->query);
	print_part(key, spec->body);
	print_part(key, spec->content_type);
	for (size_t i = 0; spec->headers && spec->headers[i]; i++)
		print_part(key, spec->headers[i]);
	return g_string_free(key, FALSE);
}

Exchange *session_start(Session *session, const ExchangeSpec *spec)
{
	g_assert(session->access.base);
	Exchange *exchange = exchange_new(&session->access, spec, session->share);
	char *key = spec_key(spec);
	int n_running = 0;

	g_ptr_array_add(session->exchanges, exchange);
	if (g_hash_table_contains(session->asked, key))
		g_free(key);
	else
		g_hash_table_insert(session->asked, key, exchange);
	sockets_watch(&session->sockets, exchange_easy(exchange));
	curl_multi_add_handle(session->multi, exchange_easy(exchange));
	curl_multi_perform(session->multi, &n_running);
	return exchange;
}

Exchange *session_share(Session *session, const ExchangeSpec *spec)
{
	g_autofree char *key = spec_key(spec);
	Exchange *exchange = g_hash_table_lookup(session->asked, key);

	return exchange ? exchange : session_start(session, spec);
}

static gboolean is_exchange(void *key, void *value, void *exchange)
{
	return value == exchange;
}

void session_drop(Session *session, Exchange *exchange)
{
	abandon(session, exchange, FAILURE_CANCELLED);
	g_hash_table_foreach_remove(session->asked, is_exchange, exchange);
	g_ptr_array_remove(session->exchanges, exchange);
}

/* --- Waiting --- */

static void finish(Session *session, CURL *easy, CURLcode code)
{
	Exchange *exchange = NULL;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&exchange);
	curl_multi_remove_handle(session->multi, easy);
	if (exchange_finish(exchange, code))
		curl_multi_add_handle(session->multi, easy);
	else
		observe(session, exchange);
}

static void take_messages(Session *session)
{
	CURLMsg *message;
	int n_left = 0;

	while ((message = curl_multi_info_read(session->multi, &n_left)))
		if (message->msg == CURLMSG_DONE)
			finish(session, message->easy_handle, message->data.result);
}

static const Exchange *first_open(Exchange *const *exchanges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (exchanges[i] && !exchange_is_done(exchanges[i]))
			return exchanges[i];
	return NULL;
}

static bool may_go_on(Session *session, const Exchange *open, GError **error)
{
	if (session->cancel && cancel_is_set(session->cancel)) {
		abandon_all(session, FAILURE_CANCELLED);
		return exchange_check(open, error);
	}
	if (g_get_monotonic_time() >= session->access.deadline_us) {
		abandon_all(session, FAILURE_LATE);
		return exchange_check(open, error);
	}
	return true;
}

/* Sleeps until a byte comes, the client leaves, or the time is over. */
static void poll_once(Session *session)
{
	struct curl_waitfd waker = { .fd = session->cancel ? cancel_fd(session->cancel) : -1,
				     .events = CURL_WAIT_POLLIN };
	int64_t left_ms = (session->access.deadline_us - g_get_monotonic_time()) / 1000 + 1;

	sockets_acknowledge_quickly(&session->sockets);
	curl_multi_poll(session->multi, &waker, waker.fd >= 0 ? 1 : 0,
			(int)CLAMP(left_ms, 1, POLL_MS), NULL);
}

/* A call that the deadline ended itself is as good a reason as the deadline. */
static bool check_time(Exchange *const *exchanges, size_t n, GError **error)
{
	for (size_t i = 0; i < n; i++)
		if (exchanges[i] && exchange_failure(exchanges[i]) == FAILURE_LATE)
			return exchange_check(exchanges[i], error);
	return true;
}

bool session_wait(Session *session, Exchange *const *exchanges, size_t n, GError **error)
{
	for (;;) {
		int n_running = 0;

		curl_multi_perform(session->multi, &n_running);
		take_messages(session);
		const Exchange *open = first_open(exchanges, n);

		if (!open)
			return check_time(exchanges, n, error);
		if (!may_go_on(session, open, error))
			return false;
		poll_once(session);
	}
}

bool session_wait_one(Session *session, Exchange *exchange, GError **error)
{
	return session_wait(session, &exchange, 1, error);
}
