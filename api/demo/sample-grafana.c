#include "api/demo/sample-grafana.h"

#include "api/cleanup.h"
#include "api/demo/sample-cases.h"
#include "api/serve/auth.h"

#include "renderer/error.h"
#include "renderer/json.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <string.h>

enum {
	MAX_BODY_BYTES = 1 << 20,
	MAX_QUERIES = 64,
	MAX_CONNECTIONS = 64,
	COLUMN_WIDTH = 12, // of the dashboard's 24
	PANEL_HEIGHT = 8,
};

#define GRAFANA_VERSION "12.3.0"
#define DATA_SOURCE "{\"id\": 1, \"uid\": \"shop\", \"type\": \"prometheus\", \"name\": \"shop\", " \
	"\"access\": \"proxy\", \"url\": \"/api/datasources/proxy/uid/shop\", " \
	"\"jsonData\": {\"timeInterval\": \"15s\"}, " \
	"\"meta\": {\"id\": \"prometheus\", \"name\": \"Prometheus\", \"backend\": true}}"
#define BUILT_IN(uid, id) "\"" uid "\": {\"uid\": \"" uid "\", \"name\": \"" uid \
	"\", \"type\": \"" id "\", \"meta\": {\"id\": \"" id "\", \"builtIn\": true}}"

static const char health[] =
	"{\"database\": \"ok\", \"version\": \"" GRAFANA_VERSION "\"}";
static const char settings[] =
	"{\"buildInfo\": {\"version\": \"" GRAFANA_VERSION "\"}, \"defaultDatasource\": \"shop\", "
	"\"datasources\": {\"shop\": " DATA_SOURCE ", " BUILT_IN("-- Grafana --", "grafana") ", "
	BUILT_IN("-- Mixed --", "mixed") ", " BUILT_IN("-- Dashboard --", "dashboard") "}, "
	"\"panels\": {}}";

struct SampleGrafana {
	struct MHD_Daemon *daemon;
	char *base;
	char *render_key;
	char *dashboard, *annotations; // JSON
};

/* --- The dashboard --- */

static char *text_of(json_object *json)
{
	return g_strdup(json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN));
}

/* Panels stand in two columns, in their order. */
static json_object *grid_position(guint index)
{
	json_object *grid = json_object_new_object();

	json_object_object_add(grid, "x", json_object_new_int(index % 2 * COLUMN_WIDTH));
	json_object_object_add(grid, "y", json_object_new_int((int)index / 2 * PANEL_HEIGHT));
	json_object_object_add(grid, "w", json_object_new_int(COLUMN_WIDTH));
	json_object_object_add(grid, "h", json_object_new_int(PANEL_HEIGHT));
	return grid;
}

static char *dashboard_text(void)
{
	g_autoptr(json_object) dashboard = sample_json_load("dashboard.json");
	g_autoptr(GPtrArray) cases = sample_cases_load();
	json_object *panels = json_object_new_array();

	for (guint i = 0; i < cases->len; i++) {
		const SampleCase *sample = g_ptr_array_index(cases, i);

		json_object_object_add(sample->panel, "gridPos", grid_position(i));
		json_object_array_add(panels, json_object_get(sample->panel));
	}
	json_object_object_add(dashboard, "panels", panels);
	return text_of(dashboard);
}

static char *annotations_text(void)
{
	g_autoptr(json_object) annotations = sample_json_load("annotations.json");

	return text_of(annotations);
}

/* --- Answers, each a JSON text; NULL for a body that can't be used --- */

typedef char *(*AnswerFunction)(const SampleGrafana *grafana, const char *body);

static char *answer_health(const SampleGrafana *grafana, const char *body)
{
	return g_strdup(health);
}

static char *answer_settings(const SampleGrafana *grafana, const char *body)
{
	return g_strdup(settings);
}

static char *answer_classic(const SampleGrafana *grafana, const char *body)
{
	return g_strdup_printf("{\"dashboard\": %s, \"meta\": {\"type\": \"db\", \"slug\": \"shop\", "
			       "\"url\": \"/d/shop/shop\", \"version\": 1}}",
			       grafana->dashboard);
}

static char *answer_dto(const SampleGrafana *grafana, const char *body)
{
	return g_strdup_printf("{\"kind\": \"DashboardWithAccessInfo\", "
			       "\"apiVersion\": \"dashboard.grafana.app/v1beta1\", "
			       "\"metadata\": {\"name\": \"shop\", \"namespace\": \"default\"}, "
			       "\"spec\": %s, \"status\": {}, \"access\": {\"slug\": \"shop\", "
			       "\"url\": \"/d/shop/shop\"}}",
			       grafana->dashboard);
}

static char *answer_annotations(const SampleGrafana *grafana, const char *body)
{
	return g_strdup(grafana->annotations);
}

/* What Grafana puts in place of frames when a data source refuses a query. */
static json_object *failed_result(void)
{
	json_object *result = json_object_new_object();

	json_object_object_add(result, "error",
			       json_object_new_string("the query names no case of the samples"));
	json_object_object_add(result, "status", json_object_new_int(400));
	return result;
}

/* What the case's recorded answer has for the query. */
static json_object *query_result(json_object *query)
{
	const char *ref_id = json_get_text(query, "refId", "A");
	g_autofree char *file =
		g_strconcat(json_get_text(query, "case", ""), "/query.json", NULL);
	g_autoptr(json_object) recorded = sample_json_load(file);
	json_object *result = NULL;

	if (!recorded ||
	    !json_object_object_get_ex(json_get(recorded, "results"), ref_id, &result))
		return failed_result();
	return json_object_get(result);
}

static char *answer_query(const SampleGrafana *grafana, const char *body)
{
	g_autoptr(json_object) request = json_tokener_parse(body);
	json_object *queries = json_get_array(request, "queries");
	size_t n_queries = queries ? json_object_array_length(queries) : 0;

	if (n_queries == 0 || n_queries > MAX_QUERIES)
		return NULL;
	g_autoptr(json_object) answer = json_object_new_object();
	json_object *results = json_object_new_object();

	json_object_object_add(answer, "results", results);
	for (size_t i = 0; i < n_queries; i++) {
		json_object *query = json_object_array_get_idx(queries, i);

		json_object_object_add(results, json_get_text(query, "refId", "A"),
				       query_result(query));
	}
	return text_of(answer);
}

typedef struct Route {
	const char *method, *path;
	AnswerFunction answer;
	bool is_public;
} Route;

static const Route routes[] = {
	{ "GET", "/api/health", answer_health, true },
	{ "GET", "/api/frontend/settings", answer_settings },
	{ "GET", "/api/dashboards/uid/shop", answer_classic },
	{ "GET", "/apis/dashboard.grafana.app/v1beta1/namespaces/default/dashboards/shop/dto",
	  answer_dto },
	{ "GET", "/api/annotations", answer_annotations },
	{ "POST", "/api/ds/query", answer_query },
};

/* --- HTTP --- */

typedef struct Upload {
	GString *body;
	bool is_too_long;
} Upload;

static enum MHD_Result reply(struct MHD_Connection *connection, unsigned status, const char *json)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
		strlen(json), (void *)json, MHD_RESPMEM_MUST_COPY);

	MHD_add_response_header(response, "Content-Type", "application/json; charset=UTF-8");
	enum MHD_Result result = MHD_queue_response(connection, status, response);

	MHD_destroy_response(response);
	return result;
}

static bool is_authorized(const SampleGrafana *grafana, struct MHD_Connection *connection)
{
	const char *keys[] = { grafana->render_key, NULL };

	return auth_token_is_valid(keys, MHD_lookup_connection_value(connection, MHD_COOKIE_KIND,
								     "renderKey"));
}

static const Route *route_find(const char *method, const char *path)
{
	for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
		if (strcmp(routes[i].path, path) == 0 && strcmp(routes[i].method, method) == 0)
			return &routes[i];
	}
	return NULL;
}

static enum MHD_Result answer(const SampleGrafana *grafana, struct MHD_Connection *connection,
			      const char *method, const char *path, const Upload *upload)
{
	const Route *route = route_find(method, path);

	if (!(route && route->is_public) && !is_authorized(grafana, connection))
		return reply(connection, MHD_HTTP_UNAUTHORIZED, "{\"message\": \"Unauthorized\"}");
	if (!route)
		return reply(connection, MHD_HTTP_NOT_FOUND, "{\"message\": \"Not found\"}");
	if (upload->is_too_long)
		return reply(connection, MHD_HTTP_CONTENT_TOO_LARGE,
			     "{\"message\": \"Request body too large\"}");
	g_autofree char *text = route->answer(grafana, upload->body->str);

	if (!text)
		return reply(connection, MHD_HTTP_BAD_REQUEST, "{\"message\": \"Bad request\"}");
	return reply(connection, MHD_HTTP_OK, text);
}

static void upload_append(Upload *upload, const char *bytes, size_t n_bytes)
{
	if (upload->body->len + n_bytes > MAX_BODY_BYTES)
		upload->is_too_long = true;
	else
		g_string_append_len(upload->body, bytes, (gssize)n_bytes);
}

static enum MHD_Result handle(void *data, struct MHD_Connection *connection, const char *path,
			      const char *method, const char *version, const char *bytes,
			      size_t *n_bytes, void **slot)
{
	Upload *upload = *slot;

	if (!upload) {
		*slot = upload = g_new0(Upload, 1);
		upload->body = g_string_new(NULL);
		return MHD_YES;
	}
	if (*n_bytes > 0) {
		upload_append(upload, bytes, *n_bytes);
		*n_bytes = 0;
		return MHD_YES;
	}
	return answer(data, connection, method, path, upload);
}

static void handle_end(void *data, struct MHD_Connection *connection, void **slot,
		       enum MHD_RequestTerminationCode code)
{
	Upload *upload = *slot;

	if (!upload)
		return;
	g_string_free(upload->body, TRUE);
	g_free(upload);
	*slot = NULL;
}

static bool daemon_start(SampleGrafana *grafana, int port, GError **error)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	grafana->daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, handle, grafana,
		MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)MAX_CONNECTIONS, MHD_OPTION_NOTIFY_COMPLETED, handle_end, NULL,
		MHD_OPTION_END);
	if (grafana->daemon)
		return true;
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_INTERNAL,
		    "can't start the sample Grafana on 127.0.0.1, port %d", port);
	return false;
}

SampleGrafana *sample_grafana_new(int port, const char *render_key, GError **error)
{
	g_autoptr(SampleGrafana) grafana = g_new0(SampleGrafana, 1);

	grafana->render_key = g_strdup(render_key);
	grafana->dashboard = dashboard_text();
	grafana->annotations = annotations_text();
	if (!daemon_start(grafana, port, error))
		return NULL;
	grafana->base = g_strdup_printf(
		"http://127.0.0.1:%u/",
		MHD_get_daemon_info(grafana->daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	return g_steal_pointer(&grafana);
}

const char *sample_grafana_base(const SampleGrafana *grafana)
{
	return grafana->base;
}

void sample_grafana_free(SampleGrafana *grafana)
{
	if (!grafana)
		return;
	if (grafana->daemon)
		MHD_stop_daemon(grafana->daemon);
	g_free(grafana->dashboard);
	g_free(grafana->annotations);
	g_free(grafana->render_key);
	g_free(grafana->base);
	g_free(grafana);
}
