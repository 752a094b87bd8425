#include "api/serve/request.h"

#include "api/duration.h"
#include "api/serve/target.h"

#include "renderer/error.h"

#include <math.h>
#include <string.h>

enum {
	REQUEST_ARENA_BYTES = 1024 * 1024,
	MAX_TEXT_BYTES = 4096, // any parameter but `url`
};

typedef struct Field {
	const char *name;
	size_t offset;
} Field;

// clang-format off
#define FIELD(name, member) { name, offsetof(RenderParameters, member) }
// clang-format on

static const Field query_fields[] = {
	FIELD("url", url),
	FIELD("width", width),
	FIELD("height", height),
	FIELD("deviceScaleFactor", device_scale_factor),
	FIELD("timezone", timezone),
	FIELD("encoding", encoding),
	FIELD("timeout", timeout),
	FIELD("renderKey", render_key),
	FIELD("domain", domain),
};

static const Field header_fields[] = {
	FIELD("Accept-Language", accept_language),
	FIELD("X-Tenant-ID", tenant_id),
};

const char **render_parameters_query_field(RenderParameters *parameters, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(query_fields); i++) {
		if (strcmp(query_fields[i].name, name) == 0)
			return G_STRUCT_MEMBER_P(parameters, query_fields[i].offset);
	}
	return NULL;
}

const char **render_parameters_header_field(RenderParameters *parameters, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(header_fields); i++) {
		if (g_ascii_strcasecmp(header_fields[i].name, name) == 0)
			return G_STRUCT_MEMBER_P(parameters, header_fields[i].offset);
	}
	return NULL;
}

static bool texts_check(const RenderParameters *parameters, const Field *fields, size_t n,
			GError **error)
{
	for (size_t i = 0; i < n; i++) {
		const char *text = G_STRUCT_MEMBER(const char *, parameters, fields[i].offset);

		if (!text)
			continue;
		if (!query_text_is_clean(text))
			return error_bad_request(error,
						 "%s must be UTF-8 without control characters",
						 fields[i].name);
		if (text != parameters->url && strlen(text) > MAX_TEXT_BYTES)
			return error_bad_request(error, "%s is longer than %d bytes",
						 fields[i].name, MAX_TEXT_BYTES);
	}
	return true;
}

static bool url_check(const RenderParameters *parameters, const RenderLimits *limits,
		      GError **error)
{
	if (!parameters->url || !*parameters->url)
		return error_bad_request(
			error, "url is missing: set [rendering] server_url in grafana.ini to this "
			       "service's /render, and Grafana sends it");
	if (strlen(parameters->url) <= limits->max_url_bytes)
		return true;
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_TOO_LARGE,
		    "url is longer than %zu bytes (option limits.max-url-bytes)",
		    limits->max_url_bytes);
	return false;
}

static bool origin_check(const RenderRequest *request, const RenderLimits *limits, GError **error)
{
	const char *const *allowed = limits->allowed_origins;

	if (!allowed || !*allowed || g_strv_contains(allowed, request->origin))
		return true;
	g_set_error(error, RENDER_ERROR, RENDER_ERROR_FORBIDDEN,
		    "%s is not among the allowed origins (option grafana.allowed-origins)",
		    request->origin);
	return false;
}

static const char *first_filled(const char *parameter, const char *from_url)
{
	if (parameter && *parameter)
		return parameter;
	return from_url && *from_url ? from_url : NULL;
}

/* A whole number from min to max; NULL, "0" and "-1" leave *value as it is. */
static bool size_parse(const char *name, const char *text, int min, int max, int *value,
		       GError **error)
{
	gint64 number;

	if (!text || g_str_equal(text, "0") || g_str_equal(text, "-1"))
		return true;
	if (!g_ascii_string_to_signed(text, 10, min, max, &number, NULL))
		return error_bad_request(
			error, "%s must be a whole number from %d to %d (option limits.max-%s)",
			name, min, max, name);
	*value = (int)number;
	return true;
}

static bool scale_parse(const char *text, double max, double *scale, GError **error)
{
	char *end = NULL;
	double number = text ? g_ascii_strtod(text, &end) : 0;

	if (text && (end == text || *end))
		return error_bad_request(error, "deviceScaleFactor must be a number such as 2");
	if (number == 0)
		return true;
	if (!(number >= 0.1 && number <= max))
		return error_bad_request(
			error, "deviceScaleFactor must be from 0.1 to %g (option limits.max-scale)",
			max);
	*scale = number;
	return true;
}

static bool pixels_check(RenderRequest *request, const RenderLimits *limits, GError **error)
{
	double row = ceil(request->width_px * request->scale);
	double max_rows = floor((double)limits->max_pixels / row);

	if (ceil(request->height_px * request->scale) > max_rows)
		return error_bad_request(
			error,
			"width, height and deviceScaleFactor ask for more than %" G_GINT64_FORMAT
			" pixels (option limits.max-pixels)",
			limits->max_pixels);
	request->max_height_px = (int)MIN((double)limits->max_height_px, max_rows / request->scale);
	return true;
}

static bool size_read(const RenderParameters *parameters, const Query *query,
		      const RenderLimits *limits, RenderRequest *request, GError **error)
{
	const char *width = first_filled(parameters->width, query_get(query, "width"));
	const char *height = first_filled(parameters->height, query_get(query, "height"));
	const char *scale =
		first_filled(parameters->device_scale_factor, query_get(query, "scale"));

	request->width_px = MIN(RENDER_DEFAULT_WIDTH_PX, limits->max_width_px);
	request->height_px = MIN(RENDER_DEFAULT_HEIGHT_PX, limits->max_height_px);
	request->scale = 1;
	request->is_full_height = g_strcmp0(height, "-1") == 0;
	return size_parse("width", width, limits->min_size_px, limits->max_width_px,
			  &request->width_px, error) &&
	       size_parse("height", height, limits->min_size_px, limits->max_height_px,
			  &request->height_px, error) &&
	       scale_parse(scale, limits->max_scale, &request->scale, error) &&
	       pixels_check(request, limits, error);
}

static bool encoding_read(const RenderParameters *parameters, RenderRequest *request,
			  GError **error)
{
	g_autofree char *text = g_strdup(parameters->encoding ? parameters->encoding : "");

	g_strstrip(text);
	if (!*text || g_ascii_strcasecmp(text, "png") == 0)
		request->encoding = RENDER_ENCODING_PNG;
	else if (g_ascii_strcasecmp(text, "pdf") == 0)
		request->encoding = RENDER_ENCODING_PDF;
	else
		return error_bad_request(error, "encoding must be png or pdf");
	return true;
}

static bool timeout_read(const RenderParameters *parameters, const RenderLimits *limits,
			 RenderRequest *request, GError **error)
{
	int64_t timeout_us = 0;

	if (parameters->timeout && *parameters->timeout &&
	    !duration_parse(parameters->timeout, &timeout_us, error)) {
		g_prefix_error(error, "timeout ");
		return false;
	}
	if (timeout_us == 0)
		timeout_us = limits->default_timeout_us;
	request->timeout_us = MIN(timeout_us, limits->max_timeout_us);
	request->deadline_us = parameters->now_us + request->timeout_us;
	return true;
}

/* Both go into a Cookie header, where a blank, comma, semicolon or quote would end the value. */
static bool is_cookie_text(const char *text)
{
	for (; *text; text++) {
		if (!g_ascii_isgraph(*text) || strchr("\",;\\", *text))
			return false;
	}
	return true;
}

static bool key_read(const RenderParameters *parameters, RenderRequest *request, GError **error)
{
	const char *key = first_filled(parameters->render_key, NULL);
	const char *domain = first_filled(parameters->domain, NULL);

	if (key && !is_cookie_text(key))
		return error_bad_request(error, "renderKey has characters that no cookie can hold");
	if (domain && !is_cookie_text(domain))
		return error_bad_request(error, "domain has characters that no host name has");
	request->render_key = arena_strdup(request->arena, key);
	request->domain = arena_strdup(request->arena, domain);
	return true;
}

/*
 * The clock of the renderer. Grafana turns the sign of "UTC+2" around before it sends `timezone`,
 * as POSIX has it; taken from the URL's `tz`, the same must be done here.
 */
static const char *clock_of(const RenderParameters *parameters, const RenderRequest *request)
{
	const char *tz = request->tz;

	if (parameters->timezone && *parameters->timezone)
		return arena_strdup(request->arena, parameters->timezone);
	if (tz && g_str_has_prefix(tz, "UTC+"))
		return arena_printf(request->arena, "UTC-%s", tz + 4);
	if (tz && g_str_has_prefix(tz, "UTC-"))
		return arena_printf(request->arena, "UTC+%s", tz + 4);
	return tz;
}

static bool request_read(const RenderParameters *parameters, const RenderLimits *limits,
			 RenderRequest *request, GError **error)
{
	Query query = { 0 };

	if (!target_parse(parameters->url, request, &query, error) ||
	    !origin_check(request, limits, error) ||
	    !size_read(parameters, &query, limits, request, error) ||
	    !encoding_read(parameters, request, error) ||
	    !timeout_read(parameters, limits, request, error) ||
	    !key_read(parameters, request, error))
		return false;
	request->timezone = clock_of(parameters, request);
	request->accept_language = arena_strdup(request->arena, parameters->accept_language);
	request->tenant_id = arena_strdup(request->arena, parameters->tenant_id);
	return true;
}

RenderRequest *render_request_parse(const RenderParameters *parameters, const RenderLimits *limits,
				    GError **error)
{
	if (!url_check(parameters, limits, error) ||
	    !texts_check(parameters, query_fields, G_N_ELEMENTS(query_fields), error) ||
	    !texts_check(parameters, header_fields, G_N_ELEMENTS(header_fields), error))
		return NULL;
	Arena *arena = arena_new(REQUEST_ARENA_BYTES);
	g_autoptr(RenderRequest) request = arena_new_one(arena, RenderRequest);

	request->arena = arena;
	if (!request_read(parameters, limits, request, error))
		return NULL;
	return g_steal_pointer(&request);
}

/* The length keeps "ab","c" and "a","bc" apart; NULL differs from "". */
static void digest_text(GChecksum *digest, const char *text)
{
	gint64 length = text ? (gint64)strlen(text) : -1;

	g_checksum_update(digest, (const guchar *)&length, sizeof(length));
	if (text)
		g_checksum_update(digest, (const guchar *)text, length);
}

char *render_request_digest(const RenderRequest *request)
{
	g_autoptr(GChecksum) digest = g_checksum_new(G_CHECKSUM_SHA256);
	const char *texts[] = { request->url,    request->timezone,        request->render_key,
				request->domain, request->accept_language, request->tenant_id };
	g_autofree char *numbers = g_strdup_printf(
		"%d %d %d %a %d %" G_GINT64_FORMAT, request->width_px, request->height_px,
		request->is_full_height, request->scale, request->encoding, request->timeout_us);

	digest_text(digest, numbers);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		digest_text(digest, texts[i]);
	return g_strdup(g_checksum_get_string(digest));
}
