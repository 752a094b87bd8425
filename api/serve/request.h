#pragma once

#include "api/job.h"

/** The bounds a request is checked against before anything is allocated for it. */
typedef struct RenderLimits {
	int min_size_px;                    // least width and height, CSS pixels
	int max_width_px;                   // CSS pixels
	int max_height_px;                  // CSS pixels
	double max_scale;                   // device pixels per CSS pixel
	int64_t max_pixels;                 // device pixels of one picture
	size_t max_url_bytes;               // of the `url` parameter, decoded
	int64_t default_timeout_us;         // when the request names none
	int64_t max_timeout_us;             // a longer timeout is cut to this
	const char *const *allowed_origins; // as target_origin_parse() writes them,
					    // NULL-terminated; none (or NULL) allows every origin
} RenderLimits;

enum {
	RENDER_DEFAULT_WIDTH_PX = 1000,
	RENDER_DEFAULT_HEIGHT_PX = 500,
};

/** The query fields and headers of GET /render, decoded; NULL for those not sent. */
typedef struct RenderParameters {
	const char *url;
	const char *width, *height, *device_scale_factor;
	const char *timezone, *encoding, *timeout;
	const char *render_key, *domain;
	const char *accept_language, *tenant_id;
	int64_t now_us; // g_get_monotonic_time() when the request came
} RenderParameters;

/** Where the field of this name goes, NULL for an unknown one. Names are the protocol's own. */
const char **render_parameters_query_field(RenderParameters *parameters, const char *name);
const char **render_parameters_header_field(RenderParameters *parameters, const char *name);

/**
 * Checks everything a request says and makes the value that the rest works with.
 *
 * What `url` says stands in for width, height, deviceScaleFactor (`scale`) and timezone (`tz`)
 * where the parameter is missing: Grafana sends no size with a PDF, but keeps it in the URL.
 * A height of -1 is a full page; a size of 0, and a width of -1, are as none.
 *
 * Returns the request; free with render_request_free().
 * Errors: RENDER_ERROR_BAD_REQUEST, RENDER_ERROR_FORBIDDEN for a scheme or origin that is not
 * allowed, RENDER_ERROR_TOO_LARGE for a URL beyond its bound. Messages repeat no input but the
 * origin.
 * Source: Grafana 12.3, pkg/services/rendering/http_mode.go and rendering.go;
 * grafana-image-renderer 5, pkg/api/render.go.
 */
RenderRequest *render_request_parse(const RenderParameters *parameters, const RenderLimits *limits,
				    GError **error);

/**
 * SHA-256 over all that decides the picture and who may see it: two requests with the same digest
 * can share one render. The render key goes into the digest only.
 *
 * Returns hexadecimal text; free with g_free().
 */
char *render_request_digest(const RenderRequest *request);
