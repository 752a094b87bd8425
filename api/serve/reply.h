#pragma once

#include "api/config.h"
#include "api/log.h"
#include "api/serve/metrics.h"
#include "api/serve/pool.h"

#include <stdatomic.h>

#include <microhttpd.h>

/** What all requests of one service share. */
typedef struct Service {
	const Config *config;
	const RenderBackend *backend;
	RenderLimits limits;
	Log log;
	Pool *pool;
	Metrics *metrics;
	atomic_bool is_stopping;
} Service;

/**
 * One HTTP request and the answer being made for it. Lives from the request's headers to the end
 * of the response; only libmicrohttpd's thread touches it, but for the answer, which the render
 * sets while the connection is suspended.
 */
typedef struct Reply {
	Service *service;
	struct MHD_Connection *connection;
	int64_t start_us;
	char *method, *path; // the path without its query

	bool is_routed;    // a route has been called and has answered or will
	bool is_suspended; // the connection waits, or has waited, for a render
	bool is_render;
	const char *encoding;           // for metrics; static
	char *dashboard_uid, *panel_id; // for the log

	// the answer; status 0 while there is none
	int status;
	const char *content_type; // static
	GBytes *body;
	GError *error;     // why it is no success
	const char *allow; // the methods a 405 names; static
	bool closes;       // the connection ends with this answer
} Reply;

Reply *reply_new(Service *service, struct MHD_Connection *connection, const char *method,
		 const char *path);

/** Writes the log line and counts the request, then frees it. */
void reply_end(Reply *reply);

/** Answers with a status and a text. */
void reply_set_text(Reply *reply, int status, const char *content_type, GString *take_body);

/** Answers 200 with bytes that are shared with others. */
void reply_set_bytes(Reply *reply, const char *content_type, GBytes *bytes);

/** Answers with the error's status and its message as one line; the error is copied. */
void reply_set_error(Reply *reply, const GError *error);

/** Hands the answer to libmicrohttpd; its result is that of the access handler. */
enum MHD_Result reply_send(Reply *reply);
