#include "api/serve/routes.h"

#include "api/serve/auth.h"
#include "api/version.h"

#include "renderer/error.h"

#include <string.h>

#define TEXT_TYPE "text/plain; charset=utf-8"

static void answer_bad(Reply *reply, RenderError code, const char *message)
{
	g_autoptr(GError) error = g_error_new_literal(RENDER_ERROR, code, message);

	reply_set_error(reply, error);
}

static void answer_text(Reply *reply, int status, const char *text)
{
	reply_set_text(reply, status, TEXT_TYPE, g_string_new(text));
}

static void route_home(Reply *reply)
{
	answer_text(reply, MHD_HTTP_OK,
		    "paneld " PANELD_VERSION " draws Grafana's panels without a browser.\n"
		    "\n"
		    "  /render    the picture of a panel, for Grafana (needs X-Auth-Token)\n"
		    "  /healthz   whether the service takes requests\n"
		    "  /metrics   counts and times, for Prometheus\n"
		    "  /version   which version this is\n"
		    "\n"
		    "In grafana.ini, with this service's address and token:\n"
		    "\n"
		    "  [rendering]\n"
		    "  server_url = http://HOST:PORT/render\n"
		    "  callback_url = http://GRAFANA:3000/\n"
		    "  renderer_token = TOKEN\n");
}

static void route_health(Reply *reply)
{
	if (atomic_load(&reply->service->is_stopping))
		answer_text(reply, MHD_HTTP_SERVICE_UNAVAILABLE, "stopping\n");
	else
		answer_text(reply, MHD_HTTP_OK, "OK\n");
}

static void route_version(Reply *reply)
{
	answer_text(reply, MHD_HTTP_OK,
		    "paneld " PANELD_VERSION "\nrenderer protocol " RENDERER_PROTOCOL_VERSION "\n");
}

static void route_render_version(Reply *reply)
{
	reply_set_text(reply, MHD_HTTP_OK, "application/json",
		       g_string_new("{\"version\":\"" RENDERER_PROTOCOL_VERSION "\"}\n"));
}

static void route_metrics(Reply *reply)
{
	const Service *service = reply->service;
	GString *text = g_string_new(NULL);

	metrics_print(service->metrics, pool_counts(service->pool), text);
	if (service->backend->metrics_print)
		service->backend->metrics_print(service->backend->context, text);
	reply_set_text(reply, MHD_HTTP_OK, "text/plain; version=0.0.4; charset=utf-8", text);
}

static bool is_authorized(Reply *reply)
{
	const char *token =
		MHD_lookup_connection_value(reply->connection, MHD_HEADER_KIND, "X-Auth-Token");
	const Config *config = reply->service->config;

	if (auth_token_is_valid((const char *const *)config->auth_tokens, token))
		return true;
	answer_bad(
		reply, RENDER_ERROR_UNAUTHORIZED,
		token ? "X-Auth-Token is not accepted here: set renderer_token in grafana.ini and "
			"server.auth-token here to the same value"
		      : "X-Auth-Token is missing: set renderer_token in grafana.ini, [rendering]");
	return false;
}

static void route_csv(Reply *reply)
{
	if (is_authorized(reply))
		answer_bad(reply, RENDER_ERROR_BAD_REQUEST,
			   "CSV is not made here: GET /render gives png and pdf");
}

typedef struct Reading {
	RenderParameters parameters;
	bool is_cut; // a value holds a NUL, behind which C would not see
} Reading;

/* Takes a query field or header into the parameters; the first of a name counts. */
static enum MHD_Result read_value(void *data, enum MHD_ValueKind kind, const char *name,
				  size_t name_size, const char *value, size_t value_size)
{
	Reading *reading = data;
	const char **field = kind == MHD_HEADER_KIND
				     ? render_parameters_header_field(&reading->parameters, name)
				     : render_parameters_query_field(&reading->parameters, name);

	if (!field || *field || !value)
		return MHD_YES;
	*field = value;
	reading->is_cut |= strlen(value) != value_size;
	return MHD_YES;
}

static RenderRequest *request_read(Reply *reply, GError **error)
{
	Reading reading = { .parameters.now_us = reply->start_us };

	MHD_get_connection_values_n(reply->connection, MHD_GET_ARGUMENT_KIND, read_value, &reading);
	MHD_get_connection_values_n(reply->connection, MHD_HEADER_KIND, read_value, &reading);
	if (!reading.is_cut)
		return render_request_parse(&reading.parameters, &reply->service->limits, error);
	g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST,
			    "a parameter holds a NUL");
	return NULL;
}

static void note_request(Reply *reply, const RenderRequest *request)
{
	reply->encoding = request->encoding == RENDER_ENCODING_PDF ? "pdf" : "png";
	reply->dashboard_uid = g_strdup(request->uid);
	reply->panel_id = g_strdup(request->panel_id);
}

/* PoolDone: from here on the reply belongs to libmicrohttpd's thread again. */
static void render_done(const Picture *picture, const GError *error, void *data)
{
	Reply *reply = data;

	if (error)
		reply_set_error(reply, error);
	else
		reply_set_bytes(reply, picture->content_type, picture->bytes);
	MHD_resume_connection(reply->connection);
}

static void route_render(Reply *reply)
{
	g_autoptr(GError) error = NULL;

	reply->is_render = true;
	if (!is_authorized(reply))
		return;
	RenderRequest *request = request_read(reply, &error);

	if (!request) {
		reply_set_error(reply, error);
		return;
	}
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(reply->connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	note_request(reply, request);
	reply->is_suspended = true;
	MHD_suspend_connection(reply->connection);
	pool_take_request(reply->service->pool, request, info ? info->connect_fd : -1, render_done,
			  reply);
}

static const struct {
	const char *path;
	void (*call)(Reply *reply);
} routes[] = {
	{ "/", route_home },
	{ "/healthz", route_health },
	{ "/metrics", route_metrics },
	{ "/render", route_render },
	{ "/render/", route_render },
	{ "/render/csv", route_csv },
	{ "/render/version", route_render_version },
	{ "/version", route_version },
};

void routes_call(Reply *reply)
{
	for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
		if (strcmp(routes[i].path, reply->path) == 0) {
			routes[i].call(reply);
			return;
		}
	}
	answer_text(reply, MHD_HTTP_NOT_FOUND,
		    "there is nothing here: GET / lists what there is\n");
}
