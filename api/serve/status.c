#include "api/serve/status.h"

#include <microhttpd.h>

/* As grafana-image-renderer answers; nginx's 499 for a client that left. */
static const Status statuses[STATUS_N_CODES] = {
	[RENDER_ERROR_BAD_REQUEST] = { MHD_HTTP_BAD_REQUEST, "bad_request" },
	[RENDER_ERROR_UNAUTHORIZED] = { MHD_HTTP_UNAUTHORIZED, "unauthorized" },
	[RENDER_ERROR_FORBIDDEN] = { MHD_HTTP_FORBIDDEN, "forbidden" },
	[RENDER_ERROR_TIMEOUT] = { MHD_HTTP_REQUEST_TIMEOUT, "timeout" },
	[RENDER_ERROR_TOO_LARGE] = { MHD_HTTP_CONTENT_TOO_LARGE, "too_large" },
	[RENDER_ERROR_BUSY] = { MHD_HTTP_TOO_MANY_REQUESTS, "busy" },
	[RENDER_ERROR_CANCELLED] = { 499, "cancelled" },
	[RENDER_ERROR_UPSTREAM] = { MHD_HTTP_INTERNAL_SERVER_ERROR, "upstream" },
	[RENDER_ERROR_NOT_FOUND] = { MHD_HTTP_INTERNAL_SERVER_ERROR, "not_found" },
	[RENDER_ERROR_DATA] = { MHD_HTTP_INTERNAL_SERVER_ERROR, "data" },
	[RENDER_ERROR_INTERNAL] = { MHD_HTTP_INTERNAL_SERVER_ERROR, "internal" },
};

Status status_of_code(RenderError code)
{
	return statuses[code];
}

Status status_of_error(const GError *error)
{
	if (error->domain != RENDER_ERROR || error->code < 0 || error->code >= STATUS_N_CODES)
		return statuses[RENDER_ERROR_INTERNAL];
	return statuses[error->code];
}
