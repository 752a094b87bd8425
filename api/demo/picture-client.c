#include "api/demo/picture-client.h"

#include "api/cleanup.h"

#include "renderer/error.h"

enum { MAX_PICTURE_BYTES = 16 << 20, MAX_SENTENCE_BYTES = 300, TIMEOUT_S = 90 };

static void append_escaped(GString *text, const char *name, const char *value)
{
	g_autofree char *escaped = g_uri_escape_string(value, NULL, FALSE);

	g_string_append_printf(text, "&%s=%s", name, escaped);
}

char *picture_order_address(const PictureOrder *order)
{
	GString *text = g_string_new(NULL);

	g_string_printf(text, "%s/render?width=%d&height=%d", order->service, order->width_px,
			order->height_px);
	append_escaped(text, "url", order->url);
	append_escaped(text, "renderKey", order->render_key);
	append_escaped(text, "domain", order->domain);
	return g_string_free(text, FALSE);
}

static size_t receive(char *bytes, size_t size, size_t n, void *data)
{
	GByteArray *body = data;

	if (body->len + n > MAX_PICTURE_BYTES)
		return 0;
	g_byte_array_append(body, (const guint8 *)bytes, (guint)n);
	return n;
}

static CURLcode perform(const PictureOrder *order, GByteArray *body, long *status)
{
	g_autoptr(CURL) curl = curl_easy_init();
	g_autofree char *address = picture_order_address(order);
	g_autofree char *header = g_strdup_printf("X-Auth-Token: %s", order->auth_token);
	struct curl_slist *headers = curl_slist_append(NULL, header);

	curl_easy_setopt(curl, CURLOPT_URL, address);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_S);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
	CURLcode result = curl_easy_perform(curl);

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
	curl_slist_free_all(headers);
	return result;
}

static void set_refused(GError **error, long status, const GByteArray *body)
{
	g_autofree char *text =
		g_strndup((const char *)body->data, MIN(body->len, MAX_SENTENCE_BYTES));

	g_set_error(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM, "HTTP %ld: %s", status,
		    text ? g_strstrip(text) : "");
}

GBytes *picture_fetch(const PictureOrder *order, GError **error)
{
	GByteArray *body = g_byte_array_new();
	long status = 0;
	CURLcode result = perform(order, body, &status);

	if (result == CURLE_OK && status == 200)
		return g_byte_array_free_to_bytes(body);
	if (result == CURLE_WRITE_ERROR)
		g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
				    "the picture is too large");
	else if (result != CURLE_OK)
		g_set_error_literal(error, RENDER_ERROR, RENDER_ERROR_UPSTREAM,
				    curl_easy_strerror(result));
	else
		set_refused(error, status, body);
	g_byte_array_unref(body);
	return NULL;
}
