#include "api/serve/reply.h"

#include "api/serve/status.h"

#define TEXT_TYPE "text/plain; charset=utf-8"

enum { MAX_PATH_BYTES = 200 }; // kept for the log; every route is shorter

Reply *reply_new(Service *service, struct MHD_Connection *connection, const char *method,
		 const char *path)
{
	Reply *reply = g_new0(Reply, 1);

	reply->service = service;
	reply->connection = connection;
	reply->start_us = g_get_monotonic_time();
	reply->method = g_strndup(method, MAX_PATH_BYTES);
	reply->path = g_strndup(path, MAX_PATH_BYTES);
	reply->encoding = "none";
	return reply;
}

static double elapsed_s(const Reply *reply)
{
	return (double)(g_get_monotonic_time() - reply->start_us) / G_USEC_PER_SEC;
}

/* Probes come every few seconds and would fill the log. */
static LogLevel line_level(const Reply *reply)
{
	if (reply->status >= 500)
		return LOG_LEVEL_ERROR;
	if (reply->status >= 400)
		return LOG_LEVEL_WARN;
	return reply->is_render ? LOG_LEVEL_INFO : LOG_LEVEL_DEBUG;
}

static void write_line(const Reply *reply, double seconds, size_t bytes)
{
	g_autoptr(GString) line = g_string_new(reply->method);

	log_append(line, "path", reply->path);
	g_string_append_printf(line, " status=%d ms=%.1f bytes=%zu", reply->status, seconds * 1e3,
			       bytes);
	log_append(line, "dashboard", reply->dashboard_uid);
	log_append(line, "panel", reply->panel_id);
	log_append(line, "error", reply->error ? reply->error->message : NULL);
	log_write(&reply->service->log, line_level(reply), "%s", line->str);
}

static void reply_free(Reply *reply)
{
	g_free(reply->method);
	g_free(reply->path);
	g_free(reply->dashboard_uid);
	g_free(reply->panel_id);
	g_clear_pointer(&reply->body, g_bytes_unref);
	g_clear_error(&reply->error);
	g_free(reply);
}

void reply_end(Reply *reply)
{
	const GError *error = reply->error;
	MetricsEvent event = {
		.status = reply->status,
		.is_render = reply->is_render,
		.encoding = reply->encoding,
		.seconds = elapsed_s(reply),
		.bytes = reply->body ? g_bytes_get_size(reply->body) : 0,
		.has_error = error && error->domain == RENDER_ERROR,
		.code = error ? error->code : 0,
	};

	if (reply->status != 0) {
		metrics_add(reply->service->metrics, &event);
		write_line(reply, event.seconds, event.bytes);
	}
	reply_free(reply);
}

void reply_set_text(Reply *reply, int status, const char *content_type, GString *take_body)
{
	reply->status = status;
	reply->content_type = content_type;
	reply->body = g_string_free_to_bytes(take_body);
}

void reply_set_bytes(Reply *reply, const char *content_type, GBytes *bytes)
{
	reply->status = MHD_HTTP_OK;
	reply->content_type = content_type;
	reply->body = g_bytes_ref(bytes);
}

void reply_set_error(Reply *reply, const GError *error)
{
	GString *body = g_string_new(error->message);

	g_string_append_c(body, '\n');
	reply->error = g_error_copy(error);
	reply_set_text(reply, status_of_error(error).http, TEXT_TYPE, body);
}

static void unref_bytes(void *bytes)
{
	g_bytes_unref(bytes);
}

static struct MHD_Response *response_new(const Reply *reply)
{
	gsize size;
	void *data = (void *)g_bytes_get_data(reply->body, &size);

	return MHD_create_response_from_buffer_with_free_callback_cls(size, data, unref_bytes,
								      g_bytes_ref(reply->body));
}

enum MHD_Result reply_send(Reply *reply)
{
	struct MHD_Response *response = response_new(reply);

	if (!response)
		return MHD_NO;
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->content_type);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	if (reply->status == MHD_HTTP_TOO_MANY_REQUESTS)
		MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "2");
	if (reply->allow)
		MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, reply->allow);
	if (reply->closes)
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
	enum MHD_Result result = MHD_queue_response(reply->connection, reply->status, response);

	MHD_destroy_response(response);
	return result;
}
