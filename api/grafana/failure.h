#pragma once

#include "renderer/error.h"

/** The ways a call of Grafana can go wrong: one counter and one kind of sentence each. */
typedef enum {
	FAILURE_NONE,
	FAILURE_DNS,          // the host has no address
	FAILURE_REFUSED,      // nobody listens, or no way there
	FAILURE_TLS,          // a certificate nobody known has signed, or no common protocol
	FAILURE_TLS_NAME,     // the certificate is for other names
	FAILURE_LATE,         // the request's time was over
	FAILURE_CANCELLED,    // the client left
	FAILURE_CUT_SHORT,    // the connection ended inside the answer
	FAILURE_TOO_LARGE,    // more bytes than allowed
	FAILURE_REDIRECT,     // off the origin, or without end
	FAILURE_LOGIN,        // Grafana's login page instead of an answer
	FAILURE_UNAUTHORIZED, // 401
	FAILURE_FORBIDDEN,    // 403
	FAILURE_NOT_FOUND,    // 404
	FAILURE_CLIENT,       // another 4xx
	FAILURE_SERVER,       // 5xx
	FAILURE_NOT_JSON,
	FAILURE_OTHER,
	N_FAILURES,
} Failure;

/** A word for metrics and logs: "refused", "not_json"; "none" for success. */
const char *failure_name(Failure failure);

/** The code of the error that tells of it. */
RenderError failure_code(Failure failure);

/** The kind of an HTTP status; FAILURE_NONE below 400. */
Failure failure_of_status(long status);
