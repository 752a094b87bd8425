#pragma once

#include <stdbool.h>

#include <glib.h>

/** The one error domain; api/serve has the table from code to HTTP status. */
#define RENDER_ERROR (render_error_quark())
GQuark render_error_quark(void);

typedef enum {
	RENDER_ERROR_BAD_REQUEST,  // the caller's parameters can't be used: 400
	RENDER_ERROR_UNAUTHORIZED, // the caller's token is missing or wrong: 401
	RENDER_ERROR_FORBIDDEN,    // a scheme or origin that is not allowed: 403
	RENDER_ERROR_TIMEOUT,      // the request's time is over: 408
	RENDER_ERROR_TOO_LARGE,    // an input beyond its bound: 413
	RENDER_ERROR_BUSY,         // too many requests waiting: 429
	RENDER_ERROR_CANCELLED,    // the client left: nobody to tell
	RENDER_ERROR_UPSTREAM,     // Grafana refused, failed or answered nonsense: 500
	RENDER_ERROR_NOT_FOUND,    // Grafana has no such dashboard: 500, said as such
	RENDER_ERROR_DATA,         // data that can't be drawn
	RENDER_ERROR_INTERNAL,     // anything else: 500
} RenderError;

/** Sets `error` to RENDER_ERROR_BAD_REQUEST with this sentence; false, for the caller to return. */
bool error_bad_request(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
