#pragma once

#include "renderer/panel/panel.h"

/** A step of a trace. Times are milliseconds. */
typedef struct {
	const char *service, *operation;
	double start_ms, duration_ms; // start since 1970
	int depth;		      // 0: a root
	bool has_children, has_error;
	Color color; // its service's
	json_object *logs; // array of what was logged meanwhile, or NULL
} TraceSpan;

/** Children follow their parents, brothers come by their start. */
typedef struct {
	const char *id, *name;
	double start_ms, duration_ms;
	size_t n_services;
	const char *method, *status; // of the root, or NULL
	TraceSpan *items;
	size_t n;
} TraceSpans;

/**
 * Reads the first frame: a row a span, with traceID, spanID, parentSpanID and so on. NULL where it
 * is no trace. Spans whose parents are in a circle are left out, as in the browser.
 *
 * Source: Grafana 12.3, features/explore/TraceView/utils/transform.ts and
 * components/model/transform-trace-data.tsx; colours in components/utils/color-generator.tsx.
 */
TraceSpans *trace_spans(const PanelContext *context);

/** "1.5ms", "2m 3s": at most two units; below a second with two decimals. */
const char *trace_duration(Arena *arena, double duration_ms);
