#include "api/grafana/exchange.h"

#include "api/cleanup.h"
#include "api/grafana/sentence.h"

#include "renderer/json.h"

#include <string.h>

enum {
	MAX_REDIRECTS = 5,
	MAX_JSON_DEPTH = 100,
	MAX_RECORDED_MESSAGE = 300, // bytes of Grafana's own message
	CERTIFICATE_TIMEOUT_MS = 3000,
};

struct Exchange {
	const Access *access;
	CURL *easy;
	struct curl_slist *headers;
	char *what, *path, *url, *body;
	char curl_text[CURL_ERROR_SIZE];

	GByteArray *bytes;
	json_object *json;
	bool is_too_large, is_done, was_cached;
	int n_redirects;
	long status;
	int64_t start_us, end_us;
	Failure failure;
	char *message;
};

/* --- Asking --- */

static bool is_header_text(const char *text)
{
	for (; *text; text++)
		if (*text < 0x20 || *text > 0x7e)
			return false;
	return true;
}

/* A value that could not stand in a header, such as a title in Korean, is left out. */
static void add_header(Exchange *exchange, const char *name, const char *value)
{
	if (!value || !is_header_text(value))
		return;
	g_autofree char *line = g_strdup_printf("%s: %s", name, value);

	exchange->headers = curl_slist_append(exchange->headers, line);
}

static bool is_cookie_text(const char *text)
{
	return *text && is_header_text(text) && !strpbrk(text, " \",;\\");
}

static char *host_of(const char *url)
{
	g_autoptr(CURLU) parts = curl_url();
	char *host = NULL;

	if (curl_url_set(parts, CURLUPART_URL, url, 0) != CURLUE_OK ||
	    curl_url_get(parts, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		return NULL;
	char *copy = g_ascii_strdown(host, -1);

	curl_free(host);
	return copy;
}

/* As a browser decides it: the host itself or one below the cookie's domain. */
static bool is_cookie_for(const Access *access)
{
	g_autofree char *host = host_of(access->base);
	const char *domain = access->domain;

	if (!domain || !*domain)
		return host != NULL;
	if (!host)
		return false;
	domain += *domain == '.';
	if (g_ascii_strcasecmp(host, domain) == 0)
		return true;
	g_autofree char *suffix = g_strconcat(".", domain, NULL);
	g_autofree char *lower = g_ascii_strdown(suffix, -1);

	return g_str_has_suffix(host, lower);
}

static void add_identity(Exchange *exchange)
{
	const Access *access = exchange->access;

	if (access->render_key && is_cookie_text(access->render_key) && is_cookie_for(access)) {
		g_autofree char *cookie = g_strdup_printf("renderKey=%s", access->render_key);

		curl_easy_setopt(exchange->easy, CURLOPT_COOKIE, cookie);
	} else if (access->token) {
		g_autofree char *value = g_strdup_printf("Bearer %s", access->token);

		add_header(exchange, "Authorization", value);
	}
	if (access->org_id > 0) {
		g_autofree char *value = g_strdup_printf("%" G_GINT64_FORMAT, access->org_id);

		add_header(exchange, "X-Grafana-Org-Id", value);
	}
}

static void add_headers(Exchange *exchange, const ExchangeSpec *spec)
{
	add_header(exchange, "Accept", "application/json, text/plain, */*");
	add_header(exchange, "Accept-Language", exchange->access->accept_language);
	if (spec->body) {
		add_header(exchange, "Content-Type",
			   spec->content_type ? spec->content_type : "application/json");
		/* Otherwise libcurl waits a second for leave to send a large body. */
		exchange->headers = curl_slist_append(exchange->headers, "Expect:");
	}
	for (const char *const *pair = spec->headers; pair && pair[0]; pair += 2)
		add_header(exchange, pair[0], pair[1]);
	add_identity(exchange);
	curl_easy_setopt(exchange->easy, CURLOPT_HTTPHEADER, exchange->headers);
}

/* --- Receiving --- */

static size_t take_bytes(char *bytes, size_t size, size_t n, void *data)
{
	Exchange *exchange = data;

	n *= size;
	if (n > exchange->access->max_bytes ||
	    exchange->bytes->len > exchange->access->max_bytes - n) {
		exchange->is_too_large = true;
		return 0;
	}
	g_byte_array_append(exchange->bytes, (const guint8 *)bytes, (guint)n);
	return n;
}

static size_t take_header(char *line, size_t size, size_t n, void *data)
{
	Exchange *exchange = data;

	n *= size;
	if (n > 8 && g_ascii_strncasecmp(line, "x-cache:", 8) == 0) {
		g_autofree char *value = g_strndup(line + 8, n - 8);

		exchange->was_cached = strcmp(g_strstrip(value), "HIT") == 0;
	}
	return n;
}

static void set_options(Exchange *exchange, CURLSH *share)
{
	CURL *easy = exchange->easy;
	const Access *access = exchange->access;
	int64_t left_ms = (access->deadline_us - g_get_monotonic_time()) / 1000;

	curl_easy_setopt(easy, CURLOPT_PRIVATE, exchange);
	curl_easy_setopt(easy, CURLOPT_SHARE, share);
	curl_easy_setopt(easy, CURLOPT_URL, exchange->url);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L); // see follow()
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(easy, CURLOPT_USERAGENT, access->user_agent);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)CLAMP(left_ms, 1, INT_MAX));
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CLAMP(left_ms, 1, INT_MAX));
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, exchange->curl_text);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, exchange);
	if (exchange->body)
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, exchange->body);
	trust_apply(access->trust, easy);
}

Exchange *exchange_new(const Access *access, const ExchangeSpec *spec, CURLSH *share)
{
	Exchange *exchange = g_new0(Exchange, 1);

	exchange->access = access;
	exchange->easy = curl_easy_init();
	g_assert(exchange->easy);
	exchange->what = g_strdup(spec->what);
	exchange->path = g_strdup(spec->path);
	exchange->url = g_strconcat(access->base, spec->path, spec->query ? "?" : NULL,
				    spec->query, NULL);
	exchange->body = g_strdup(spec->body);
	exchange->bytes = g_byte_array_new();
	exchange->start_us = g_get_monotonic_time();
	set_options(exchange, share);
	add_headers(exchange, spec);
	return exchange;
}

void exchange_free(Exchange *exchange)
{
	if (!exchange)
		return;
	curl_easy_cleanup(exchange->easy);
	curl_slist_free_all(exchange->headers);
	g_byte_array_unref(exchange->bytes);
	json_object_put(exchange->json);
	g_free(exchange->what);
	g_free(exchange->path);
	g_free(exchange->url);
	g_free(exchange->body);
	g_free(exchange->message);
	g_free(exchange);
}

CURL *exchange_easy(const Exchange *exchange)
{
	return exchange->easy;
}

/* --- Ending --- */

static void fail(Exchange *exchange, Failure failure, const char *detail)
{
	const Access *access = exchange->access;
	double connect_s = 0;

	curl_easy_getinfo(exchange->easy, CURLINFO_CONNECT_TIME, &connect_s);
	exchange->failure = failure;
	g_free(exchange->message);
	exchange->message = sentence_of_failure(&(SentenceFacts){
		.failure = failure,
		.what = exchange->what,
		.path = exchange->path,
		.base = access->base,
		.status = exchange->status,
		.detail = detail,
		.has_connected = connect_s > 0 || exchange->status > 0,
		.has_render_key = access->render_key != NULL,
		.has_token = access->token != NULL,
		.cookie_domain = is_cookie_for(access) ? NULL : access->domain,
		.max_bytes = access->max_bytes,
	});
}

static Failure failure_of_code(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return FAILURE_DNS;
	case CURLE_COULDNT_CONNECT:
		return FAILURE_REFUSED;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CERTPROBLEM:
		return FAILURE_TLS;
	case CURLE_OPERATION_TIMEDOUT:
		return FAILURE_LATE;
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_BAD_CONTENT_ENCODING:
		return FAILURE_CUT_SHORT;
	default:
		return FAILURE_OTHER;
	}
}

/*
 * A certificate that OpenSSL did not itself refuse can only have been refused for its names.
 * libcurl's result then is 0 (X509_V_OK) or still the 1 it starts with (X509_V_ERR_UNSPECIFIED).
 */
static void fail_verification(Exchange *exchange)
{
	long result = 0;
	int64_t left_ms =
		(exchange->access->deadline_us - g_get_monotonic_time()) / 1000;

	curl_easy_getinfo(exchange->easy, CURLINFO_SSL_VERIFYRESULT, &result);
	if (result > 1) {
		fail(exchange, FAILURE_TLS, exchange->curl_text);
		return;
	}
	g_autofree char *names = tls_certificate_names(
		exchange->url, (long)CLAMP(left_ms, 1, CERTIFICATE_TIMEOUT_MS));

	fail(exchange, FAILURE_TLS_NAME, names);
}

static void fail_transfer(Exchange *exchange, CURLcode code)
{
	if (exchange->is_too_large)
		fail(exchange, FAILURE_TOO_LARGE, NULL);
	else if (code == CURLE_PEER_FAILED_VERIFICATION)
		fail_verification(exchange);
	else
		fail(exchange, failure_of_code(code),
		     *exchange->curl_text ? exchange->curl_text : curl_easy_strerror(code));
}

/* --- Redirects --- */

static bool is_same_part(CURLU *a, CURLU *b, CURLUPart part, unsigned flags)
{
	char *text_a = NULL, *text_b = NULL;
	bool is_same = curl_url_get(a, part, &text_a, flags) == CURLUE_OK &&
		       curl_url_get(b, part, &text_b, flags) == CURLUE_OK &&
		       g_ascii_strcasecmp(text_a, text_b) == 0;

	curl_free(text_a);
	curl_free(text_b);
	return is_same;
}

static bool is_same_origin(CURLU *a, CURLU *b)
{
	return is_same_part(a, b, CURLUPART_SCHEME, 0) && is_same_part(a, b, CURLUPART_HOST, 0) &&
	       is_same_part(a, b, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

static bool is_login_page(const char *url)
{
	g_autofree char *path = g_strndup(url, strcspn(url, "?#"));

	return g_str_has_suffix(path, "/login") || strstr(path, "/login/") ||
	       strstr(path, "sign_in") || strstr(path, "signin");
}

/* The query of a redirect may hold what nobody should read. */
static void fail_redirect(Exchange *exchange, const char *url)
{
	g_autofree char *shown = g_strndup(url, MIN(strcspn(url, "?#"), MAX_RECORDED_MESSAGE));

	fail(exchange, is_login_page(url) ? FAILURE_LOGIN : FAILURE_REDIRECT, shown);
}

/*
 * Redirects are followed by hand, so that cookie and token never leave the origin. A browser
 * would turn a redirected POST into a GET; no answer of use comes of that.
 */
static bool follow(Exchange *exchange)
{
	g_autoptr(CURLU) here = curl_url(), there = curl_url();
	char *url = NULL;

	curl_easy_getinfo(exchange->easy, CURLINFO_REDIRECT_URL, &url);
	if (!url) {
		fail(exchange, FAILURE_REDIRECT, "nowhere");
		return false;
	}
	bool keeps_method = !exchange->body || exchange->status == 307 || exchange->status == 308;

	if (curl_url_set(here, CURLUPART_URL, exchange->url, 0) != CURLUE_OK ||
	    curl_url_set(there, CURLUPART_URL, url, 0) != CURLUE_OK || is_login_page(url) ||
	    !is_same_origin(here, there) || !keeps_method ||
	    exchange->n_redirects++ >= MAX_REDIRECTS) {
		fail_redirect(exchange, url);
		return false;
	}
	g_free(exchange->url);
	exchange->url = g_strdup(url);
	g_byte_array_set_size(exchange->bytes, 0);
	curl_easy_setopt(exchange->easy, CURLOPT_URL, exchange->url);
	return true;
}

/* --- Reading the answer --- */

/*
 * A parsed value takes some sixty bytes, however few it had in the text: what bounds the memory
 * of an answer is how many values it can have.
 */
static bool has_too_many_values(const Exchange *exchange)
{
	size_t n = 0;

	for (guint i = 0; i < exchange->bytes->len; i++) {
		guint8 byte = exchange->bytes->data[i];

		n += byte == ',' || byte == '[' || byte == '{';
	}
	return n > exchange->access->max_values;
}

static json_object *parse(const char *text, size_t length)
{
	g_autofree char *mended = NULL;
	g_autoptr(json_tokener) tokener = json_tokener_new_ex(MAX_JSON_DEPTH);

	if (length > INT_MAX - 1)
		return NULL;
	if (!g_utf8_validate_len(text, length, NULL)) {
		mended = g_utf8_make_valid(text, (gssize)length);
		text = mended;
		length = strlen(mended);
	}
	/* With its final NUL: a number at the very end is complete only then. */
	json_object *json = json_tokener_parse_ex(tokener, text, (int)length + 1);

	if (json_tokener_get_error(tokener) != json_tokener_success) {
		json_object_put(json);
		return NULL;
	}
	return json;
}

static bool is_null_text(const GByteArray *bytes)
{
	return bytes->len >= 4 && memcmp(bytes->data, "null", 4) == 0;
}

static void read_answer(Exchange *exchange)
{
	if (has_too_many_values(exchange)) {
		fail(exchange, FAILURE_TOO_LARGE, "values");
		return;
	}
	g_byte_array_append(exchange->bytes, (const guint8 *)"", 1);
	exchange->json = parse((const char *)exchange->bytes->data, exchange->bytes->len - 1);
	g_byte_array_set_size(exchange->bytes, exchange->bytes->len - 1);

	Failure failure = failure_of_status(exchange->status);

	if (failure != FAILURE_NONE) {
		g_autofree char *message = g_strndup(
			json_get_text(exchange->json, "message", ""), MAX_RECORDED_MESSAGE);

		fail(exchange, failure, *message ? message : NULL);
	} else if (!exchange->json && !is_null_text(exchange->bytes)) {
		bool is_page = exchange->bytes->len && exchange->bytes->data[0] == '<';

		fail(exchange, FAILURE_NOT_JSON, is_page ? "an HTML page" : NULL);
	}
}

bool exchange_finish(Exchange *exchange, CURLcode code)
{
	curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &exchange->status);
	if (code != CURLE_OK)
		fail_transfer(exchange, code);
	else if (exchange->status >= 300 && exchange->status < 400) {
		if (follow(exchange))
			return true;
	} else {
		read_answer(exchange);
	}
	exchange->is_done = true;
	exchange->end_us = g_get_monotonic_time();
	return false;
}

void exchange_abandon(Exchange *exchange, Failure failure)
{
	if (exchange->is_done)
		return;
	fail(exchange, failure, NULL);
	exchange->is_done = true;
	exchange->end_us = g_get_monotonic_time();
}

/* --- The result --- */

bool exchange_is_done(const Exchange *exchange)
{
	return exchange->is_done;
}

Failure exchange_failure(const Exchange *exchange)
{
	return exchange->failure;
}

long exchange_status(const Exchange *exchange)
{
	return exchange->status;
}

int64_t exchange_time_us(const Exchange *exchange)
{
	return exchange->is_done ? exchange->end_us - exchange->start_us : 0;
}

json_object *exchange_json(const Exchange *exchange)
{
	return exchange->json;
}

GBytes *exchange_bytes(const Exchange *exchange)
{
	return g_bytes_new(exchange->bytes->data, exchange->bytes->len);
}

bool exchange_was_cached(const Exchange *exchange)
{
	return exchange->was_cached;
}

const char *exchange_message(const Exchange *exchange)
{
	return exchange->message;
}

bool exchange_check(const Exchange *exchange, GError **error)
{
	if (exchange->failure == FAILURE_NONE)
		return true;
	g_set_error_literal(error, RENDER_ERROR, failure_code(exchange->failure),
			    exchange->message);
	return false;
}
