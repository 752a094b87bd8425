#include "api/serve/server.h"

#include "api/log.h"
#include "api/serve/reply.h"
#include "api/serve/listen.h"
#include "api/serve/patience.h"
#include "api/serve/routes.h"

#include "renderer/error.h"

#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	IDLE_TIMEOUT_S = 10,  // a connection that neither sends nor reads
	REQUEST_S = 15,	      // for sending a request
	ANSWER_S = 120,	      // for reading an answer
	LAST_ANSWERS_S = 5,   // for sending what is answered when the service stops
	HEADER_BYTES = 24576, // request memory of a connection, beside its URL
};

struct Server {
	Service service;
	struct MHD_Daemon *daemon;
	int listen_fd, port;
	char *certificate, *key; // PEM
	Patience *patience;

	pthread_mutex_t lock; // for n_replies
	pthread_cond_t ended; // a reply has ended
	size_t n_replies;
};

/*
 * Bodies are never read, and every route is a GET: all else is answered before it is sent. A HEAD,
 * with which load balancers look, is a GET whose body libmicrohttpd leaves out.
 */
static bool refuse_early(Reply *reply)
{
	const char *length = MHD_lookup_connection_value(reply->connection, MHD_HEADER_KIND,
							 MHD_HTTP_HEADER_CONTENT_LENGTH);
	const char *coding = MHD_lookup_connection_value(reply->connection, MHD_HEADER_KIND,
							 MHD_HTTP_HEADER_TRANSFER_ENCODING);

	if (strcmp(reply->method, MHD_HTTP_METHOD_GET) != 0 &&
	    strcmp(reply->method, MHD_HTTP_METHOD_HEAD) != 0) {
		reply->allow = MHD_HTTP_METHOD_GET ", " MHD_HTTP_METHOD_HEAD;
		reply_set_text(reply, MHD_HTTP_METHOD_NOT_ALLOWED, "text/plain; charset=utf-8",
			       g_string_new("only GET and HEAD are answered here\n"));
	} else if (coding || (length && strcmp(length, "0") != 0)) {
		reply_set_text(reply, MHD_HTTP_BAD_REQUEST, "text/plain; charset=utf-8",
			       g_string_new("a GET must come without a body\n"));
	} else {
		return false;
	}
	reply->is_routed = true;
	reply->closes = true;
	return true;
}

static Reply *reply_begin(Server *server, struct MHD_Connection *connection, const char *method,
			  const char *path)
{
	pthread_mutex_lock(&server->lock);
	server->n_replies++;
	pthread_mutex_unlock(&server->lock);
	return reply_new(&server->service, connection, method, path);
}

static PatienceClient *client_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info->socket_context;
}

static enum MHD_Result send_reply(Reply *reply)
{
	patience_await_reader(client_of(reply->connection));
	return reply_send(reply);
}

/* libmicrohttpd calls this with the headers, then for the answer, and again after a resume. */
static enum MHD_Result handle(void *data, struct MHD_Connection *connection, const char *path,
			      const char *method, const char *version, const char *upload,
			      size_t *upload_size, void **slot)
{
	Reply *reply = *slot;

	if (!reply) {
		*slot = reply = reply_begin(data, connection, method, path);
		patience_rest(client_of(connection));
		return refuse_early(reply) ? send_reply(reply) : MHD_YES;
	}
	if (!reply->is_routed) {
		reply->is_routed = true;
		routes_call(reply);
		if (reply->is_suspended)
			return MHD_YES; // the render resumes it with the answer, or has by now
	}
	return send_reply(reply);
}

static void handle_end(void *data, struct MHD_Connection *connection, void **slot,
		       enum MHD_RequestTerminationCode code)
{
	Server *server = data;

	if (!*slot)
		return;
	reply_end(*slot);
	*slot = NULL;
	patience_await_request(client_of(connection));
	pthread_mutex_lock(&server->lock);
	server->n_replies--;
	pthread_cond_broadcast(&server->ended);
	pthread_mutex_unlock(&server->lock);
}

/* Told before the socket is closed. */
static void handle_connection(void *data, struct MHD_Connection *connection, void **slot,
			      enum MHD_ConnectionNotificationCode code)
{
	Server *server = data;
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		*slot = patience_meet(server->patience, info->connect_fd);
	else
		patience_part(*slot);
}

static void write_daemon_line(void *data, const char *format, va_list args)
{
	const Server *server = data;
	g_autofree char *line = g_strdup_vprintf(format, args);

	log_write(&server->service.log, LOG_LEVEL_DEBUG, "libmicrohttpd: %s", g_strchomp(line));
}

static bool pem_load(const char *option, const char *path, char **pem, GError **error)
{
	g_autoptr(GError) cause = NULL;

	if (!path || g_file_get_contents(path, pem, NULL, &cause))
		return true;
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST, "%s: %s", option,
		    cause->message);
	return false;
}

/* A URL may come percent-encoded, which makes three bytes of one, and is stored decoded as well. */
static size_t connection_bytes(const Config *config)
{
	return HEADER_BYTES + 4 * (size_t)config->max_url_bytes;
}

static bool daemon_start(Server *server, GError **error)
{
	const Config *config = server->service.config;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
			 MHD_USE_ERROR_LOG | (server->certificate ? MHD_USE_TLS : 0);
	struct MHD_OptionItem options[] = {
		{ MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)write_daemon_line, server },
		{ MHD_OPTION_LISTEN_SOCKET, server->listen_fd, NULL },
		{ MHD_OPTION_CONNECTION_LIMIT, config->max_connections, NULL },
		{ MHD_OPTION_CONNECTION_TIMEOUT, IDLE_TIMEOUT_S, NULL },
		{ MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)connection_bytes(config), NULL },
		{ MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)handle_end, server },
		{ MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)handle_connection, server },
		{ server->certificate ? MHD_OPTION_HTTPS_MEM_CERT : MHD_OPTION_END, 0,
		  server->certificate },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, server->key },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" },
		{ MHD_OPTION_END, 0, NULL },
	};

	server->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, server, MHD_OPTION_ARRAY,
					  options, MHD_OPTION_END);
	if (server->daemon)
		return true;
	g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_INTERNAL,
			    server->certificate ? "can't serve HTTPS with this certificate and key"
						: "can't start the HTTP service");
	return false;
}

static bool server_start(Server *server, const RenderBackend *backend, GError **error)
{
	const Config *config = server->service.config;

	if (!pem_load("server.certificate-file", config->certificate_file, &server->certificate,
		      error) ||
	    !pem_load("server.key-file", config->key_file, &server->key, error))
		return false;
	server->listen_fd = listen_open(config->server_addr, error);
	if (server->listen_fd < 0)
		return false;
	server->port = listen_port(server->listen_fd);
	server->patience =
		patience_new(REQUEST_S * G_USEC_PER_SEC, ANSWER_S * G_USEC_PER_SEC, error);
	if (!server->patience)
		return false;
	server->service.pool = pool_new(backend, config->workers, config->queue, error);
	return server->service.pool && daemon_start(server, error);
}

Server *server_new(const Config *config, const RenderBackend *backend, GError **error)
{
	g_autoptr(Server) server = g_new0(Server, 1);
	pthread_condattr_t attributes;

	server->listen_fd = -1;
	server->service.config = config;
	server->service.backend = backend;
	server->service.limits = config_limits(config);
	server->service.log = (Log){ config->log_level, STDERR_FILENO };
	server->service.metrics = metrics_new();
	atomic_init(&server->service.is_stopping, false);
	pthread_mutex_init(&server->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&server->ended, &attributes);
	pthread_condattr_destroy(&attributes);
	return server_start(server, backend, error) ? g_steal_pointer(&server) : NULL;
}

int server_port(const Server *server)
{
	return server->port;
}

/* The answers are all there; gives slow readers a little time. */
static void wait_for_answers(Server *server)
{
	struct timespec end;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += LAST_ANSWERS_S;
	pthread_mutex_lock(&server->lock);
	while (server->n_replies > 0) {
		if (pthread_cond_timedwait(&server->ended, &server->lock, &end) != 0)
			break;
	}
	pthread_mutex_unlock(&server->lock);
}

static void daemon_stop(Server *server)
{
	MHD_quiesce_daemon(server->daemon);
	pool_stop(server->service.pool, server->service.config->stop_timeout_us);
	wait_for_answers(server);
	MHD_stop_daemon(server->daemon);
}

void server_free(Server *server)
{
	if (!server)
		return;
	atomic_store(&server->service.is_stopping, true);
	if (server->daemon)
		daemon_stop(server);
	if (server->listen_fd >= 0)
		close(server->listen_fd);
	patience_free(server->patience);
	pool_free(server->service.pool);
	metrics_free(server->service.metrics);
	pthread_cond_destroy(&server->ended);
	pthread_mutex_destroy(&server->lock);
	g_free(server->certificate);
	g_free(server->key);
	g_free(server);
}
