#pragma once

#include "api/serve/pool.h"

#include "renderer/error.h"

/** Counts since the start, for GET /metrics; any thread may add. */
typedef struct Metrics Metrics;

Metrics *metrics_new(void);
void metrics_free(Metrics *metrics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Metrics, metrics_free)

/** How one request ended. */
typedef struct MetricsEvent {
	int status;           // HTTP
	bool is_render;       // GET /render
	const char *encoding; // "png", "pdf", or "none" for a render that never got so far; static
	double seconds;
	size_t bytes; // of the body
	bool has_error;
	RenderError code; // when it has one
} MetricsEvent;

void metrics_add(Metrics *metrics, const MetricsEvent *event);

/** Appends Prometheus' text format, version 0.0.4. */
void metrics_print(Metrics *metrics, PoolCounts counts, GString *text);
