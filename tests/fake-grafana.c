#include "tests/fake-grafana.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>

typedef struct {
	int status;
	char *body;
} Answer;

struct FakeGrafana {
	struct MHD_Daemon *daemon;
	char *base;
	GMutex lock;
	GHashTable *answers;  // path: Answer
	GHashTable *failures; // path, "" for any: FakeFailure
	GPtrArray *calls;     // of FakeCall
	gint is_ending;
};

typedef struct {
	GByteArray *body;
} Upload;

static void answer_free(void *data)
{
	Answer *answer = data;

	g_free(answer->body);
	g_free(answer);
}

static void call_free(void *data)
{
	FakeCall *call = data;

	g_free(call->method);
	g_free(call->path);
	g_free(call->query);
	g_free(call->cookie);
	g_free(call->authorization);
	g_free(call->org_id);
	g_free(call->panel_id);
	g_free(call->accept_language);
	json_object_put(call->body);
	g_free(call);
}

/* --- What was asked --- */

static enum MHD_Result add_parameter(void *data, enum MHD_ValueKind kind, const char *key,
				     const char *value)
{
	GString *query = data;

	g_string_append_printf(query, "%s%s=%s", query->len ? "&" : "", key, value ? value : "");
	return MHD_YES;
}

static char *header_of(struct MHD_Connection *connection, const char *name)
{
	return g_strdup(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

static void record(FakeGrafana *fake, struct MHD_Connection *connection, const char *method,
		   const char *path, const Upload *upload)
{
	FakeCall *call = g_new0(FakeCall, 1);
	GString *query = g_string_new(NULL);

	MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, add_parameter, query);
	call->method = g_strdup(method);
	call->path = g_strdup(path);
	call->query = g_string_free(query, FALSE);
	call->cookie = header_of(connection, "Cookie");
	call->authorization = header_of(connection, "Authorization");
	call->org_id = header_of(connection, "X-Grafana-Org-Id");
	call->panel_id = header_of(connection, "X-Panel-Id");
	call->accept_language = header_of(connection, "Accept-Language");
	if (upload->body->len) {
		g_byte_array_append(upload->body, (const guint8 *)"", 1);
		call->body = json_tokener_parse((const char *)upload->body->data);
	}
	g_mutex_lock(&fake->lock);
	g_ptr_array_add(fake->calls, call);
	g_mutex_unlock(&fake->lock);
}

/* --- What is answered --- */

static struct MHD_Response *text_response(const char *text)
{
	return MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
}

static ssize_t give_half(void *data, uint64_t position, char *buffer, size_t max)
{
	if (position > 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	size_t n = MIN(max, 10);

	memcpy(buffer, "{\"half\": 1", n);
	return (ssize_t)n;
}

static ssize_t give_a_byte(void *data, uint64_t position, char *buffer, size_t max)
{
	const FakeGrafana *fake = data;

	if (g_atomic_int_get(&fake->is_ending))
		return MHD_CONTENT_READER_END_WITH_ERROR;
	g_usleep(20000);
	buffer[0] = ' ';
	return 1;
}

static struct MHD_Response *long_response(size_t n, const char *repeated)
{
	GString *text = g_string_new("[");

	while (text->len < n)
		g_string_append(text, repeated);
	g_string_append(text, "0]");
	struct MHD_Response *response = text_response(text->str);

	g_string_free(text, TRUE);
	return response;
}

static struct MHD_Response *redirect_response(const char *place)
{
	struct MHD_Response *response = text_response("");

	MHD_add_response_header(response, "Location", place);
	return response;
}

static struct MHD_Response *failed_response(FakeGrafana *fake, FakeFailure failure,
					    const char *path, unsigned *status)
{
	switch (failure) {
	case FAKE_STATUS_401:
		*status = 401;
		return text_response("{\"message\": \"Invalid Render Key\"}");
	case FAKE_STATUS_403:
		*status = 403;
		return text_response("{\"message\": \"Access denied\"}");
	case FAKE_STATUS_404:
		*status = 404;
		return text_response("{\"message\": \"Dashboard not found\"}");
	case FAKE_STATUS_500:
		*status = 500;
		return text_response("{\"message\": \"Internal error\"}");
	case FAKE_LATE:
		while (!g_atomic_int_get(&fake->is_ending))
			g_usleep(10000);
		return text_response("{}");
	case FAKE_SLOW:
		return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 100, give_a_byte, fake,
							 NULL);
	case FAKE_CUT_SHORT:
		return MHD_create_response_from_callback(1000, 100, give_half, NULL, NULL);
	case FAKE_NOT_JSON:
		return text_response("<html>Welcome</html>");
	case FAKE_TOO_LARGE:
		return long_response(1 << 20, "                                ");
	case FAKE_TOO_MANY:
		return long_response(400000, "0,");
	case FAKE_LOGIN:
		*status = 302;
		return redirect_response("/login");
	case FAKE_ELSEWHERE:
		*status = 302;
		return redirect_response("http://elsewhere.invalid/grafana?secret=1");
	case FAKE_ENDLESS:
		*status = 302;
		return redirect_response(path);
	default:
		return NULL;
	}
}

static FakeFailure failure_of(FakeGrafana *fake, const char *path)
{
	void *failure = NULL;

	g_mutex_lock(&fake->lock);
	if (!g_hash_table_lookup_extended(fake->failures, path, NULL, &failure))
		failure = g_hash_table_lookup(fake->failures, "");
	g_mutex_unlock(&fake->lock);
	return (FakeFailure)GPOINTER_TO_INT(failure);
}

static struct MHD_Response *recorded_response(FakeGrafana *fake, const char *path,
					      unsigned *status)
{
	g_mutex_lock(&fake->lock);
	const Answer *answer = g_hash_table_lookup(fake->answers, path);
	struct MHD_Response *response =
		text_response(answer ? answer->body : "{\"message\": \"Not found\"}");

	*status = answer ? (unsigned)answer->status : 404;
	g_mutex_unlock(&fake->lock);
	return response;
}

static enum MHD_Result handle(void *data, struct MHD_Connection *connection, const char *path,
			      const char *method, const char *version, const char *bytes,
			      size_t *n_bytes, void **state)
{
	FakeGrafana *fake = data;
	Upload *upload = *state;
	unsigned status = 200;

	if (!upload) {
		upload = g_new0(Upload, 1);
		upload->body = g_byte_array_new();
		*state = upload;
		return MHD_YES;
	}
	if (*n_bytes) {
		g_byte_array_append(upload->body, (const guint8 *)bytes, (guint)*n_bytes);
		*n_bytes = 0;
		return MHD_YES;
	}
	record(fake, connection, method, path, upload);
	struct MHD_Response *response =
		failed_response(fake, failure_of(fake, path), path, &status);

	if (!response)
		response = recorded_response(fake, path, &status);
	enum MHD_Result result = MHD_queue_response(connection, status, response);

	MHD_destroy_response(response);
	return result;
}

static void complete(void *data, struct MHD_Connection *connection, void **state,
		     enum MHD_RequestTerminationCode code)
{
	Upload *upload = *state;

	if (!upload)
		return;
	g_byte_array_unref(upload->body);
	g_free(upload);
}

/* --- Life --- */

static void say_nothing(void *data, const char *format, va_list args)
{
}

static struct MHD_Daemon *start(FakeGrafana *fake, const char *pem)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)pem },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)pem },
		{ MHD_OPTION_END, 0, NULL },
	};
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
			 MHD_USE_ERROR_LOG | (pem ? MHD_USE_TLS : 0);

	if (!pem)
		tls[0].option = MHD_OPTION_END;
	return MHD_start_daemon(flags, 0, NULL, NULL, handle, fake, MHD_OPTION_EXTERNAL_LOGGER,
				say_nothing, NULL, MHD_OPTION_SOCK_ADDR, &address,
				MHD_OPTION_NOTIFY_COMPLETED, complete, NULL, MHD_OPTION_ARRAY, tls,
				MHD_OPTION_END);
}

FakeGrafana *fake_grafana_new(const char *pem)
{
	FakeGrafana *fake = g_new0(FakeGrafana, 1);

	g_mutex_init(&fake->lock);
	fake->answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, answer_free);
	fake->failures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	fake->calls = g_ptr_array_new_with_free_func(call_free);
	fake->daemon = start(fake, pem);
	g_assert_nonnull(fake->daemon);
	fake->base = g_strdup_printf(
		"%s://127.0.0.1:%u/", pem ? "https" : "http",
		MHD_get_daemon_info(fake->daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	return fake;
}

void fake_grafana_free(FakeGrafana *fake)
{
	if (!fake)
		return;
	g_atomic_int_set(&fake->is_ending, 1);
	MHD_stop_daemon(fake->daemon);
	g_hash_table_unref(fake->answers);
	g_hash_table_unref(fake->failures);
	g_ptr_array_unref(fake->calls);
	g_mutex_clear(&fake->lock);
	g_free(fake->base);
	g_free(fake);
}

const char *fake_grafana_base(const FakeGrafana *fake)
{
	return fake->base;
}

void fake_grafana_answer(FakeGrafana *fake, const char *path, int status, const char *body)
{
	Answer *answer = g_new0(Answer, 1);

	*answer = (Answer){ status, g_strdup(body) };
	g_mutex_lock(&fake->lock);
	g_hash_table_replace(fake->answers, g_strdup(path), answer);
	g_mutex_unlock(&fake->lock);
}

void fake_grafana_load(FakeGrafana *fake, const char *file)
{
	json_object *json = json_object_from_file(file);

	g_assert_nonnull(json);
	json_object_object_foreach(json, path, answer)
		fake_grafana_answer(fake, path, 200, json_object_to_json_string(answer));
	json_object_put(json);
}

void fake_grafana_fail(FakeGrafana *fake, const char *path, FakeFailure failure)
{
	g_mutex_lock(&fake->lock);
	g_hash_table_replace(fake->failures, g_strdup(path ? path : ""),
			     GINT_TO_POINTER(failure));
	g_mutex_unlock(&fake->lock);
}

const FakeCall *fake_grafana_call(FakeGrafana *fake, const char *path, guint index)
{
	const FakeCall *found = NULL;

	g_mutex_lock(&fake->lock);
	for (guint i = 0; i < fake->calls->len && !found; i++) {
		FakeCall *call = g_ptr_array_index(fake->calls, i);

		if (g_str_equal(call->path, path) && index-- == 0)
			found = call;
	}
	g_mutex_unlock(&fake->lock);
	return found;
}

guint fake_grafana_n_calls(FakeGrafana *fake, const char *path)
{
	guint n = 0;

	while (fake_grafana_call(fake, path, n))
		n++;
	return n;
}
